/** How `<train-scope>` behaves towards the page around it, and where it can be put. */

import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import type { TrainScope } from '../../src/element/train-scope';
import { host, post, ready, scope, SMALL, stepOf, told } from './post';

const FAR = '<div style="height: 4000px"></div>';

test('what stands in it stays until it is nearly in sight; out of sight it rests', async ({ page }) => {
  await post(
    page,
    `${FAR}<train-scope link="${SMALL}" autoplay views="figures">A picture</train-scope>${FAR}`,
  );
  await expect(page.getByText('A picture')).toBeAttached();
  await page.waitForTimeout(500);
  expect(await told(page, 'ready')).toEqual([]);
  await scope(page).scrollIntoViewIfNeeded();
  await ready(page);
  await expect.poll(() => stepOf(page)).toBeGreaterThan(0);
  await page.evaluate(() => {
    scrollTo(0, 0);
  });
  await expect
    .poll(async () => {
      const before = await stepOf(page);
      await page.waitForTimeout(300);
      return (await stepOf(page)) - before;
    })
    .toBe(0);
  const rested = await stepOf(page);
  expect(await scope(page).evaluate((it: TrainScope) => it.getState().playing)).toBe(true);
  await scope(page).scrollIntoViewIfNeeded();
  await expect.poll(() => stepOf(page)).toBeGreaterThan(rested);
});

test('twenty share one worker, and all of them run', async ({ page }) => {
  const workers: string[] = [];
  const loaded: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  page.on('request', (request) => {
    if (request.url().endsWith('.wasm')) loaded.push(request.url());
  });
  const one = (at: number): string =>
    `<train-scope link="${SMALL}&seeds.init=${at}" views="figures" autoplay until="50"></train-scope>`;
  await post(
    page,
    `<div style="display: grid; grid-template-columns: repeat(5, 1fr)">${Array.from({ length: 20 }, (_, at) => one(at)).join('')}</div>`,
  );
  await ready(page, 20);
  for (let at = 0; at < 20; at += 1) {
    await scope(page, at).scrollIntoViewIfNeeded();
    await expect.poll(() => stepOf(page, at)).toBe(50);
  }
  expect(workers.length).toBe(1);
  expect(loaded.length).toBe(1);
});

test('one that is taken out and put in again begins again; one that is moved goes on', async ({ page }) => {
  await post(page, `<train-scope link="${SMALL}" views="figures"></train-scope><section></section>`);
  await ready(page);
  const element = scope(page);
  await element.evaluate((it: TrainScope) => it.step(5));
  await element.evaluate((it) => document.querySelector('section')?.append(it));
  expect(await stepOf(page)).toBe(5);
  await element.evaluate(async (it) => {
    it.remove();
    await new Promise((wait) => setTimeout(wait, 50));
    document.querySelector('section')?.append(it);
  });
  await ready(page, 2);
  expect(await stepOf(page)).toBe(0);
});

test('never begins by itself where less motion is wanted', async ({ page, browserName }) => {
  test.skip(browserName === 'firefox', 'the wish is not emulated there');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await post(page, `<train-scope link="${SMALL}" autoplay views="figures"></train-scope>`);
  await ready(page);
  await page.waitForTimeout(500);
  expect(await stepOf(page)).toBe(0);
  await scope(page).locator('#play').press('Space');
  await expect.poll(() => stepOf(page)).toBeGreaterThan(0);
});

test('nothing runs over at 300 pixels, and the page scrolls as it did', async ({ page }) => {
  await page.setViewportSize({ width: 300, height: 700 });
  await post(
    page,
    `<style>body { margin: 0 }</style>
    <train-scope link="${SMALL}&lanes=2&lane2.dropout.p=0.5&runs=8" views="field network figures curves signals"
      controls="dropout.p network.activation data.dataset"></train-scope>`,
  );
  await ready(page);
  await expect(scope(page).locator('[data-lens="signals"] canvas').first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(300);
  const wide = await scope(page).evaluate((it) =>
    [...(it.shadowRoot?.querySelectorAll('.scope *') ?? [])]
      .filter((part) => part.closest('.lens, .hidden, .table-body, svg') === null)
      .filter((part) => part.getBoundingClientRect().right > 300.5)
      .map((part) => part.className),
  );
  expect(wide).toEqual([]);
  await page.mouse.move(150, 300);
  await page.mouse.wheel(0, 400);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
});

test('a swipe that begins on a slider scrolls, and changes nothing', async ({ browser, browserName }) => {
  test.skip(browserName === 'firefox', 'Playwright has no fingers there');
  const context = await browser.newContext({
    viewport: { width: 390, height: 700 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  await post(
    page,
    `<train-scope link="${SMALL}&dropout.p=0.3" views="field" controls="dropout.p"></train-scope>
    <p style="height: 2000px"></p>`,
  );
  await ready(page);
  const slider = scope(page).locator('input[type="range"]').first();
  const before = await slider.inputValue();
  const { x, y, width, height } = (await slider.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const touches = await context.newCDPSession(page);
  const touch = async (type: 'touchStart' | 'touchMove', by: number): Promise<void> => {
    const point = { x: x + 0.8 * width, y: y + height / 2 - by };
    await touches.send('Input.dispatchTouchEvent', { type, touchPoints: [point] });
  };
  await touch('touchStart', 0);
  for (let by = 10; by <= 200; by += 10) {
    await touch('touchMove', by);
    await page.waitForTimeout(16);
  }
  await touches.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(50);
  expect(await slider.inputValue()).toBe(before);
  expect(await scope(page).evaluate((it: TrainScope) => it.getState().link)).toContain('dropout.p=0.3');
  // A tap, and a finger that goes sideways, set it.
  await page.evaluate(() => {
    scrollTo(0, 0);
  });
  const value = (): Promise<number> => slider.inputValue().then(Number);
  const set = async (): Promise<number> =>
    Number(
      /dropout\.p=([\d.]+)/.exec(await scope(page).evaluate((it: TrainScope) => it.getState().link))?.[1],
    );
  await page.touchscreen.tap(x + 0.5 * width, y + height / 2);
  await expect.poll(set).toBeCloseTo(0.475, 1);
  const tapped = await value();
  await touches.send('Input.dispatchTouchEvent', {
    type: 'touchStart',
    touchPoints: [{ x: x + 0.5 * width, y: y + height / 2 }],
  });
  for (let by = 5; by <= 80; by += 5)
    await touches.send('Input.dispatchTouchEvent', {
      type: 'touchMove',
      touchPoints: [{ x: x + 0.5 * width + by, y: y + height / 2 }],
    });
  await touches.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  expect(await value()).toBeGreaterThan(tapped);
  await expect.poll(set).toBeGreaterThan(0.55);
  await context.close();
});

test('may come from another origin', async ({ page }) => {
  const [here, there] = [await host(), await host()];
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  here.post(`<train-scope link="${SMALL}" autoplay until="30"></train-scope>`, {
    // A host may want to be asked for another version.
    script: `${there.address}train-scope.js?version=2`,
  });
  await page.goto(`${here.address}post.html`);
  await ready(page);
  await expect.poll(() => stepOf(page)).toBe(30);
  expect(workers.length).toBe(1);
  await expect(scope(page).locator('.home')).toHaveAttribute('href', new RegExp(`^${there.address}#v=1`));
  here.end();
  there.end();
});

test('is one file that works without a server', async ({ page }, info) => {
  const path = info.outputPath('post.html');
  const file = pathToFileURL(resolve('dist/train-scope.single.js')).href;
  writeFileSync(
    path,
    `<!doctype html><title>A post</title><train-scope link="${SMALL}" autoplay until="30"></train-scope><script src="${file}"></script>`,
  );
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(path).href);
  await expect(scope(page).locator('#step-count')).toHaveText('30');
  await expect(scope(page).locator('.home')).toHaveCount(0);
  expect(asked.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
});

for (const policy of [undefined, "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'"])
  test(`works in a sandboxed frame ${policy === undefined ? 'alone' : 'under a policy without workers'}`, async ({
    page,
  }) => {
    const single = readFileSync('dist/train-scope.single.js', 'utf8');
    await page.route('**/inner.html', (route) =>
      route.fulfill({
        contentType: 'text/html',
        headers: policy === undefined ? {} : { 'Content-Security-Policy': policy },
        body: `<!doctype html><title>A frame</title><train-scope link="${SMALL}" autoplay until="30"></train-scope>
          <script>${single.replaceAll('</script', '<\\/script')}</script>`,
      }),
    );
    await post(page, '<iframe sandbox="allow-scripts" src="inner.html" width="600" height="500"></iframe>');
    const inner = page.frameLocator('iframe').locator('train-scope');
    await expect(inner.locator('#step-count')).toHaveText('30');
  });
