/** The frame in a post of another origin: where it runs, what it says and hears, and what it leaves alone. */

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { blog, heard, say, site, type Host } from './frame';

const SMALL = 'v=1&data.points=60&network.layers=4';
const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'";

const hosts: Host[] = [];
test.afterEach(() => {
  for (const host of hosts.splice(0)) host.end();
});

interface Given {
  readonly query?: string;
  readonly link?: string;
  readonly attributes?: string;
  /** Of the frame's server, and of the post's. */
  readonly policy?: string;
  readonly around?: string;
}

/** A post with the frame in it; gives both origins. */
async function post(page: Page, given: Given = {}): Promise<{ readonly frame: Host; readonly around: Host }> {
  const { query = '', link = SMALL, attributes = '', policy, around: aroundPolicy } = given;
  const frame = await site(
    policy === undefined ? undefined : `${policy}; connect-src 'self'; worker-src 'self'`,
  );
  const src = `${frame.address}embed.html${query}#${link.replaceAll('&', '&amp;')}`;
  const around = await blog(
    `<iframe title="Networks" width="640" height="500" ${attributes} src="${src}"></iframe>`,
    aroundPolicy === undefined ? undefined : `${aroundPolicy}; frame-src ${frame.origin}`,
  );
  hosts.push(frame, around);
  await page.goto(around.address);
  return { frame, around };
}

const isReady = (message: Record<string, unknown>): boolean => message['event'] === 'ready';

async function ready(page: Page): Promise<void> {
  await expect.poll(async () => (await heard(page)).filter(isReady).length).toBe(1);
}

/** Gives a command and its answer. */
async function ask(page: Page, id: number | string, message: object): Promise<Record<string, unknown>> {
  await say(page, { trainscope: 1, id, ...message });
  const answered = async (): Promise<readonly Record<string, unknown>[]> =>
    (await heard(page)).filter((one) => one['id'] === id);
  await expect.poll(async () => (await answered()).length).toBe(1);
  return (await answered())[0] ?? {};
}

async function heights(page: Page): Promise<readonly number[]> {
  return (await heard(page))
    .filter(({ context }) => context === 'iframe.resize')
    .map(({ height }) => Number(height));
}

const inner = (page: Page): ReturnType<Page['frameLocator']> => page.frameLocator('iframe');

test('in a sandbox that allows scripts alone, it trains and answers', async ({ page }) => {
  await post(page, { attributes: 'sandbox="allow-scripts"' });
  await ready(page);
  expect(await ask(page, 1, { command: 'step', n: 12 })).toMatchObject({
    ok: true,
    result: { step: 12, playing: false },
  });
  await expect(inner(page).locator('#step-count')).toHaveText('12');
  expect((await heights(page)).length).toBeGreaterThan(0);
  // A link that opens a window would do nothing here.
  await expect(inner(page).getByRole('link')).toHaveCount(0);
  expect(await page.evaluate(() => window.heard.map(({ origin }) => origin))).toContain('null');
});

for (const sandbox of ['', 'sandbox="allow-scripts"'])
  test(`under a strict policy it trains as well ${sandbox}`, async ({ page }) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (/style|script-src/i.test(message.text()) && /Content.Security.Policy/i.test(message.text()))
        complaints.push(message.text());
    });
    await post(page, { attributes: sandbox, policy: STRICT, around: STRICT });
    await ready(page);
    expect(await ask(page, 1, { command: 'step', n: 5 })).toMatchObject({ ok: true, result: { step: 5 } });
    await expect(inner(page).locator('.card canvas').first()).toBeVisible();
    expect(complaints).toEqual([]);
  });

for (const sandbox of ['', 'sandbox="allow-scripts"'])
  test(`lives under a policy of its own, which names its server ${sandbox}`, async ({ page }) => {
    const { frame } = await post(page, { attributes: sandbox });
    await ready(page);
    const policy = inner(page).locator('meta[http-equiv="Content-Security-Policy"]');
    await expect(policy).toHaveAttribute(
      'content',
      new RegExp(`script-src ${frame.origin} 'wasm-unsafe-eval'`),
    );
    // WebKit takes it for nothing in a sandbox.
    await expect(policy).not.toHaveAttribute('content', /'self'/);
    // Text is not run: the policy holds.
    const ran = await inner(page)
      .locator('#frame')
      .evaluate((element) => {
        const script = document.createElement('script');
        script.textContent = 'document.body.dataset.ran = "yes"';
        element.append(script);
        return document.body.dataset['ran'];
      });
    expect(ran).toBeUndefined();
  });

test('tells how high it is at each change, as receivers know it', async ({ page }) => {
  const { frame } = await post(page);
  await ready(page);
  await expect.poll(async () => (await heights(page)).length).toBeGreaterThan(0);
  const matches = async (): Promise<void> => {
    const height = await inner(page)
      .locator('#frame')
      .evaluate((element) => Math.ceil(element.getBoundingClientRect().height));
    expect((await heights(page)).at(-1)).toBe(height);
  };
  await expect(matches).toPass();
  const wide = (await heights(page)).at(-1) ?? 0;
  const [first] = (await heard(page)).filter(({ context }) => context === 'iframe.resize');
  expect(first?.['src']).toBe(`${frame.address}embed.html#${SMALL}`);
  await page.locator('iframe').evaluate((element) => {
    element.setAttribute('width', '300');
  });
  // The curves come one below the other.
  await expect.poll(async () => (await heights(page)).at(-1)).toBeGreaterThan(wide);
  await expect(matches).toPass();
  const amp = (await heard(page)).filter(({ sentinel }) => sentinel === 'amp').at(-1);
  expect(amp).toEqual({ sentinel: 'amp', type: 'embed-size', height: (await heights(page)).at(-1) });
  // The page around may take it at its word.
  await page.locator('iframe').evaluate(
    (element, height) => {
      element.setAttribute('height', String(height));
    },
    (await heights(page)).at(-1),
  );
  const overflow = await inner(page)
    .locator('html')
    .evaluate((html) => [html.scrollHeight - html.clientHeight, html.scrollWidth - html.clientWidth]);
  expect(overflow).toEqual([0, 0]);
});

test('carries out commands, and tells of events that are asked for', async ({ page }) => {
  await post(page);
  await ready(page);
  expect(
    await ask(page, 'subscribe', { command: 'subscribe', events: ['metrics', 'statechange'] }),
  ).toMatchObject({
    ok: true,
    result: { events: ['metrics', 'statechange'], ready: true },
  });
  expect(await ask(page, 'play', { command: 'play' })).toMatchObject({ ok: true, result: { playing: true } });
  await expect
    .poll(async () => (await heard(page)).filter(({ event }) => event === 'metrics').length)
    .toBeGreaterThan(1);
  expect(await ask(page, 'pause', { command: 'pause' })).toMatchObject({ result: { playing: false } });
  expect(await ask(page, 'reset', { command: 'reset' })).toMatchObject({ result: { step: 0 } });
  const set = await ask(page, 'set', {
    command: 'setState',
    state: { link: 'v=1&lanes=2&data.points=80&lane2.dropout.p=0.5' },
  });
  expect(set).toMatchObject({
    ok: true,
    result: { step: 0, link: 'v=1&lanes=2&data.points=80&lane2.dropout.p=0.5' },
  });
  await expect(inner(page).locator('.card')).toHaveCount(2);
  const objects = await ask(page, 'objects', {
    command: 'setState',
    state: { experiment: { data: { points: 70 }, network: { layers: [3] } } },
  });
  expect(objects).toMatchObject({ ok: true, result: { link: 'v=1&data.points=70&network.layers=3' } });
  const told = (await heard(page)).filter(({ event }) => event === 'statechange');
  expect(told.length).toBeGreaterThan(0);
  expect(told.at(-1)).toMatchObject({
    trainscope: 1,
    detail: { link: 'v=1&data.points=70&network.layers=3' },
  });
});

test('says what is wrong with a message, and goes on', async ({ page }) => {
  await post(page);
  await ready(page);
  expect(await ask(page, 1, { command: 'fly' })).toMatchObject({
    ok: false,
    error: { field: 'command', value: '"fly"', allowed: expect.stringContaining('getState') as unknown },
  });
  expect(await ask(page, 2, { command: 'step', n: 1e9 })).toMatchObject({
    error: { field: 'n', value: '1000000000' },
  });
  for (const message of [
    null,
    'text',
    5,
    [],
    { trainscope: {} },
    { trainscope: 1, id: 3, command: 'setState', state: [] },
  ])
    await say(page, message);
  // What the experiment itself got wrong is told in the frame, and left out.
  const odd = await ask(page, 4, {
    command: 'setState',
    state: { link: 'v=1&data.points=80&nonsense=1&dropout.p=9' },
  });
  expect(odd).toMatchObject({ ok: true, result: { link: 'v=1&data.points=80&dropout.p=0.95' } });
  expect(await ask(page, 5, { command: 'step' })).toMatchObject({ ok: true, result: { step: 1 } });
});

test('to an origin that is not on its list it is deaf and dumb', async ({ page }) => {
  await post(page, { query: '?origins=https://blog.example' });
  await expect(inner(page).locator('.card canvas').first()).toBeVisible();
  await say(page, { trainscope: 1, id: 1, command: 'step', n: 5 });
  await say(page, { trainscope: 1, id: 2, command: 'fly' });
  await expect.poll(async () => (await heights(page)).length).toBeGreaterThan(0);
  await page.waitForTimeout(500);
  expect((await heard(page)).filter((message) => 'trainscope' in message)).toEqual([]);
  await expect(inner(page).locator('#step-count')).toHaveText('0');
});

test('of the origins on its list it hears the one around it', async ({ page }) => {
  const frame = await site();
  const around = await blog('<p></p>');
  hosts.push(frame, around);
  await page.goto(around.address);
  await page.evaluate((src) => {
    const made = document.createElement('iframe');
    made.src = src;
    made.height = '500';
    document.body.append(made);
  }, `${frame.address}embed.html?origins=https://blog.example,${around.origin}#${SMALL}`);
  await ready(page);
  expect(await ask(page, 1, { command: 'step' })).toMatchObject({ ok: true, result: { step: 1 } });
});

test('a window that is not around it is not heard', async ({ page }) => {
  await post(page);
  await ready(page);
  await page.evaluate(async () => {
    const sibling = document.createElement('iframe');
    document.body.append(sibling);
    const send = document.createElement('script');
    // Run in the sibling, so that the message is of its window; the origin is that of the post.
    send.textContent = "parent.frames[0].postMessage({ trainscope: 1, id: 1, command: 'step', n: 5 }, '*')";
    sibling.contentDocument?.body.append(send);
    await new Promise((resolve) => setTimeout(resolve, 500));
  });
  expect((await heard(page)).filter(({ id }) => id === 1)).toEqual([]);
  // What the post itself says afterwards is heard, so the other was, had it been taken.
  expect(await ask(page, 2, { command: 'getState' })).toMatchObject({ ok: true, result: { step: 0 } });
});

test('another link in its address is opened without loading it again', async ({ page }) => {
  const { frame } = await post(page);
  await ready(page);
  await page.locator('iframe').evaluate((element, src) => {
    element.setAttribute('src', src);
  }, `${frame.address}embed.html#v=1&lanes=3&data.points=60&network.layers=4`);
  await expect(inner(page).locator('.card')).toHaveCount(3);
  expect((await heard(page)).filter(isReady)).toHaveLength(1);
});

test('keeps nothing, sends nothing, and asks nobody else', async ({ page, context }) => {
  const asked = new Set<string>();
  page.on('request', (request) => {
    if (/^https?:/.test(request.url())) asked.add(new URL(request.url()).origin);
  });
  const { frame, around } = await post(page, { query: '?autoplay=1&until=30' });
  await ready(page);
  await expect(inner(page).locator('#step-count')).toHaveText('30');
  expect([...asked].sort()).toEqual([frame.origin, around.origin].sort());
  expect(await context.cookies()).toEqual([]);
  const kept = await inner(page)
    .locator('html')
    .evaluate(async () => [
      localStorage.length,
      sessionStorage.length,
      (await indexedDB.databases()).length,
      (await caches.keys()).length,
    ]);
  expect(kept).toEqual([0, 0, 0, 0]);
});

test('tells the reader what of its address was not used, in the language of the frame', async ({ page }) => {
  await post(page, {
    query: '?lang=ko&theme=blue&until=soon&views=field,nothing&utm_source=mail',
    link: `${SMALL}&dropout.p=7`,
  });
  await ready(page);
  const told = inner(page).locator('.frame-notices');
  await expect(told).toContainText('theme: “blue” 값은 쓸 수 없습니다. 허용 값: auto, light, dark.');
  await expect(told).toContainText('until: “soon”');
  await expect(told).not.toContainText('utm_source');
  // The element tells of the link and of its own attributes.
  await expect(inner(page).locator('train-scope .notices')).toContainText('적용하지 못한 것이 있습니다');
  await expect(inner(page).locator('html')).toHaveAttribute('lang', 'ko');
});

for (const [theme, width] of [
  ['light', 300],
  ['dark', 700],
] as const)
  test(`nothing is wrong with it at ${width} pixels, ${theme}`, async ({ page }) => {
    await post(page, {
      query: `?theme=${theme}&views=field,network,figures,curves&controls=dropout.p`,
      link: `${SMALL}&lanes=2&lane2.dropout.p=0.5`,
    });
    await page.locator('iframe').evaluate((element, wide) => {
      element.setAttribute('width', String(wide));
    }, width);
    await ready(page);
    await expect(inner(page).locator('.card')).toHaveCount(2);
    const { violations } = await new AxeBuilder({ page })
      .include('iframe')
      .disableRules('page-has-heading-one')
      .analyze();
    expect(violations).toEqual([]);
    const overflow = await inner(page)
      .locator('html')
      .evaluate((html) => html.scrollWidth - html.clientWidth);
    expect(overflow).toBe(0);
  });
