/** The lessons' pages: all can be reached and read, and the experiments in them run. */

import { readFileSync, readdirSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

const LANGUAGES = ['en', 'ko'] as const;
type Language = (typeof LANGUAGES)[number];

const folder = (language: Language): string => (language === 'en' ? 'lessons/' : 'lessons/ko/');
const ORDER = JSON.parse(readFileSync('lessons/order.json', 'utf8')) as readonly string[];
const WRITTEN = readdirSync('lessons', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const LESSONS = ORDER.filter((id) => WRITTEN.includes(id));
/** With several experiments, predictions and formulas. */
const LESSON = 'initialization';

/** Whatever the page or its browser complains of, policy and missing files included. */
async function complaints(page: Page): Promise<string[]> {
  const found: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') found.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => found.push(`${page.url()}: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400) found.push(`${response.status()} ${response.url()}`);
  });
  await page.exposeFunction('complain', (what: string) => found.push(what));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { complain } = window as unknown as { complain: (what: string) => void };
      complain(`${location.href}: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return found;
}

const width = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);

for (const language of LANGUAGES)
  test(`the index leads to every lesson, and these to one another, in ${language}`, async ({ page }) => {
    test.setTimeout(180_000);
    const found = await complaints(page);
    await page.goto(`${folder(language)}index.html`);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    const links = page.locator('ol.lessons a');
    await expect(links).toHaveCount(LESSONS.length);
    const others = await page.locator('ul.lessons a, .embed a').all();
    expect(others.length).toBeGreaterThan(1);
    for (const other of others)
      expect(
        (await page.request.get(new URL((await other.getAttribute('href')) ?? '', page.url()).href)).status(),
      ).toBe(200);
    await links.first().click();
    for (const [at, id] of LESSONS.entries()) {
      await expect(page).toHaveURL(new RegExp(`/${folder(language)}${id}/index\\.html$`));
      await expect(page.locator('h1')).not.toBeEmpty();
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.locator('link[hreflang]')).toHaveCount(LANGUAGES.length);
      await expect(page.locator('.predict')).not.toHaveCount(0);
      expect(await page.locator('train-scope').count()).toBeGreaterThanOrEqual(2);
      const previous = page.locator('.around [rel="prev"]');
      const next = page.locator('.around [rel="next"]');
      await expect(previous).toHaveCount(at === 0 ? 0 : 1);
      await expect(next).toHaveCount(at === LESSONS.length - 1 ? 0 : 1);
      await page.waitForLoadState('networkidle');
      expect(found).toEqual([]);
      if (at === LESSONS.length - 1) break;
      await next.click();
      await expect(page).not.toHaveURL(new RegExp(`/${id}/index\\.html$`));
      // A file that was still coming when the page was left is an error in Firefox.
      found.length = 0;
    }
  });

for (const size of [390, 820])
  test(`no lesson is wider than ${size} pixels`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.setViewportSize({ width: size, height: 844 });
    for (const language of LANGUAGES)
      for (const id of ['', ...LESSONS]) {
        await page.goto(`${folder(language)}${id === '' ? '' : `${id}/`}index.html`);
        await page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true;
        });
        expect(await width(page), `${language} ${id}`).toBeLessThanOrEqual(size);
      }
  });

test('the switch of languages keeps the lesson', async ({ page }) => {
  await page.goto(`lessons/${LESSON}/index.html`);
  await page.locator('.languages [lang="ko"]').click();
  await expect(page).toHaveURL(new RegExp(`/lessons/ko/${LESSON}/index\\.html$`));
  await expect(page.locator('h1')).toHaveText('가중치 초기화');
  await page.locator('.languages [lang="en"]').click();
  await expect(page).toHaveURL(new RegExp(`/lessons/${LESSON}/index\\.html$`));
});

for (const language of LANGUAGES)
  for (const path of ['', `${LESSON}/`])
    test(`axe finds nothing in ${language} on ${path === '' ? 'the index' : path}`, async ({ page }) => {
      await page.goto(`${folder(language)}${path}index.html`);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      // The element has tests of its own.
      const { violations } = await new AxeBuilder({ page }).exclude('train-scope').analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    });

test('on paper what was to be revealed can be read, and an experiment is its caption and its link', async ({
  page,
  browserName,
}) => {
  test.skip(browserName === 'firefox', 'Playwright does not set the medium there');
  await page.goto(`lessons/${LESSON}/index.html`);
  const revealed = page.locator('.predict details p').first();
  const bar = page.locator('.bar');
  await expect(revealed).toBeHidden();
  await expect(bar).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(revealed).toBeVisible();
  await expect(bar).toBeHidden();
  await expect(page.locator('train-scope').first()).toBeHidden();
  const link = page.locator('figcaption .open a').first();
  await expect(link).toBeVisible();
  await expect(link).toHaveAttribute('href', /^\.\.\/\.\.\/index\.html#v=1&.*&lang=en$/);
});

test('without scripts a link stands in the place of an experiment', async ({
  browser,
  browserName,
  baseURL,
}) => {
  test.skip(browserName === 'firefox', 'Playwright cannot turn scripts off there');
  const context = await browser.newContext({
    javaScriptEnabled: false,
    ...(baseURL === undefined ? {} : { baseURL }),
  });
  const page = await context.newPage();
  await page.goto(`lessons/${LESSON}/index.html`);
  await expect(page.locator('train-scope a').first()).toBeVisible();
  await expect(page.locator('.formula math').first()).toBeVisible();
  await context.close();
});

/** The methods of `<train-scope>` that are called here. */
interface Scope extends HTMLElement {
  readonly step: (count?: number) => unknown;
  readonly getState: () => { readonly step: number };
}

test('an experiment trains in its page', async ({ page }) => {
  const found = await complaints(page);
  await page.goto(`lessons/ko/${LESSON}/index.html`);
  const scope = page.locator('train-scope').first();
  await scope.scrollIntoViewIfNeeded();
  await expect
    .poll(() => scope.evaluate((element) => (element.shadowRoot?.querySelectorAll('canvas').length ?? 0) > 0))
    .toBe(true);
  await scope.evaluate((element) => {
    (element as Scope).step(3);
  });
  await expect.poll(() => scope.evaluate((element) => (element as Scope).getState().step)).toBe(3);
  expect(found).toEqual([]);
});
