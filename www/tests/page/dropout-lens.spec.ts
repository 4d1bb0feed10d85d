/** The dropout tab: one mask, no mask, many masks; scales, modes and counts. */

import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { lane, open, pause, steps, weights } from './page';

const TWO = 'v=1&lanes=2&data.points=100&network.layers=6,6&lane2.dropout.p=0.5';

async function openLens(page: Page, hash = TWO): Promise<void> {
  await open(page, hash);
  await pause(page);
  // The same step every time, so that the same masks are looked at.
  await page.locator('#reset').click();
  await expect.poll(() => steps(page)).toBe(0);
  for (let step = 1; step <= 3; step += 1) {
    await page.locator('#step').click();
    await expect.poll(() => steps(page)).toBe(step);
  }
  await page.locator('#tab-dropout').click();
  await page.locator('#tab-panel').scrollIntoViewIfNeeded();
}

/** What a canvas shows, as a text that differs where the picture does. */
async function pixels(page: Page, selector: string): Promise<string> {
  return page
    .locator(selector)
    .first()
    .evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : ''));
}

async function settled(page: Page, selector: string): Promise<string> {
  let before = '';
  await expect
    .poll(async () => {
      const now = await pixels(page, selector);
      const same = now === before && now.length > 2000;
      before = now;
      return same;
    })
    .toBe(true);
  return before;
}

test('shows the lane with dropout, and looking changes nothing', async ({ page }) => {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await open(page, TWO);
  await pause(page);
  await page.locator('#reset').click();
  await weights(page, 2, 0);
  for (let step = 1; step <= 3; step += 1) {
    await page.locator('#step').click();
    await weights(page, 2, step);
  }
  const unwatched = await weights(page, 2, 3);
  await page.locator('#reset').click();
  await page.locator('#tab-dropout').click();
  await page.locator('#tab-panel').scrollIntoViewIfNeeded();
  await expect(page.locator('[data-picture="watched"]')).toContainText('No mask has been drawn yet');
  for (let step = 1; step <= 3; step += 1) {
    await page.locator('#step').click();
    await weights(page, 2, step);
    await expect(page.locator('.counts')).toBeVisible();
  }
  expect(await weights(page, 2, 3)).toBe(unwatched);
  await expect(page.locator('[data-picture="watched"]')).toContainText(/went through \d+ of 12 hidden units/);
  await expect(page.locator('#tab-panel [data-field^="sample-"]')).toHaveCount(10);
  expect(problems).toEqual([]);
});

test('another example has another mask, and its point is ringed', async ({ page }) => {
  await openLens(page);
  const first = await settled(page, '[data-field="watched"]');
  const ring = page.locator('.ring circle').first();
  const place = await ring.getAttribute('cx');
  const full = await settled(page, '[data-field="full"]');
  await page.getByRole('button', { name: 'Next example of the mini-batch' }).click();
  await expect(page.locator('[data-picture="watched"]')).toContainText('Example 2 of');
  await expect(ring).not.toHaveAttribute('cx', place ?? '');
  await expect.poll(() => pixels(page, '[data-field="watched"]')).not.toBe(first);
  expect(await settled(page, '[data-field="full"]')).toBe(full);
});

test('other sub-networks are drawn, and as many are averaged as are asked for', async ({ page }) => {
  await openLens(page);
  const sample = await settled(page, '[data-field="sample-0"]');
  await page.getByRole('button', { name: 'Draw others' }).click();
  await expect.poll(() => pixels(page, '[data-field="sample-0"]')).not.toBe(sample);
  await expect(page.locator('[data-picture="mean"] h3')).toHaveText('Mean over 30 masks');
  await page.locator('input[name="lens-dropout-samples"][value="100"]').check();
  await expect(page.locator('[data-picture="mean"] h3')).toHaveText('Mean over 100 masks');
  await expect(page.locator('.apart')).toContainText(/decide alike on \d+\.\d%/);
});

test('scaling keeps the mean, and without scaling the meter says what is off', async ({ page }) => {
  await openLens(page, `${TWO}&network.layers=32,32`);
  const verdict = page.locator('section[aria-labelledby="dropout-scale"] .verdict');
  await expect(verdict).toContainText('as much in training as at test');
  const scaling = (way: string) => page.locator(`input[name="c-dropout-scaling"][value="${way}"]`);
  await scaling('none').check();
  await expect(verdict).toContainText(/Training and test do not match.*×0\.[45]\d/);
  await scaling('classic').check();
  await expect(verdict).toContainText('as much in training as at test');
});

test('figures of both modes stand side by side, and the switch moves the page from one to the other', async ({
  page,
}) => {
  await openLens(page);
  const evaluated = page.locator('[data-mode="eval-trainLoss"]');
  const masked = page.locator('[data-mode="train-trainLoss"]');
  const card = lane(page, 2).locator('[data-figure="train-loss"]');
  await expect(card).toHaveText(await evaluated.innerText());
  expect(await masked.innerText()).not.toBe(await evaluated.innerText());
  await page.locator('input[name="lens-dropout-evaluate"][value="train"]').check();
  await expect(card).toHaveText(await masked.innerText());
  await expect(page).toHaveURL(/dropout\.evaluate=train/);
  await expect(page.getByText('Forgetting model.eval() here')).toBeVisible();
});

test('counts start again with another p', async ({ page }) => {
  await openLens(page);
  const counts = page.locator('section[aria-labelledby="dropout-counts"]');
  await expect(counts).toContainText(/Last \d+ steps, [\d,]+ masks/);
  await page.locator('#c-dropout-p').fill('0.3');
  await page.locator('#c-dropout-p').press('Enter');
  await expect(counts).toContainText('Nothing to count yet');
  await page.locator('#step').click();
  await expect(counts).toContainText(/Last 1 steps?, \d+ masks/);
});

test('where there is no dropout, a button gives it to this lane alone', async ({ page }) => {
  await openLens(page);
  await page.locator('input[name="lens-dropout-lane"][value="0"]').check();
  await expect(page.locator('#tab-panel')).toContainText('Lane 1 has no dropout');
  await page.getByRole('button', { name: 'Set p = 0.5' }).click();
  await expect(page.locator('[data-field="full"]')).toBeVisible();
  expect(await steps(page)).toBeGreaterThan(0);
  await expect(page).not.toHaveURL(/lane2\.dropout\.p/);
  await expect(lane(page, 1).locator('.lane-chips')).toContainText('same settings');
});

test('goes on while it plays, for every kind of task', async ({ page }) => {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  for (const more of [
    'data.dataset=blobs&data.classes=4&dropout.p=0.5,0.2&dropout.input=0.1',
    'data.dataset=wave&dropout.p=0.3&dropout.placement=before&network.activation=tanh',
    'dropout.input=0.2&network.layers=',
    'dropout.p=0.5&dropout.mask=batch&dropout.scaling=classic&replicas=8',
  ]) {
    await page.goto('about:blank');
    await open(page, `v=1&data.points=100&${more}`);
    await page.locator('#tab-dropout').click();
    await page.locator('#tab-panel').scrollIntoViewIfNeeded();
    await expect(page.locator('[data-field="mean"]')).toBeVisible();
    const before = await steps(page);
    await expect.poll(() => steps(page)).toBeGreaterThan(before);
    await expect(page.locator('.counts canvas').first()).toBeVisible();
  }
  expect(problems).toEqual([]);
});

for (const [width, language, theme] of [
  [1440, 'en', 'light'],
  [820, 'ko', 'dark'],
  [390, 'ko', 'light'],
] as const)
  test(`fits ${width} pixels in ${language}, ${theme}, and axe finds nothing`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await openLens(page, `${TWO}&lang=${language}&theme=${theme}`);
    await expect(page.locator('.counts canvas').first()).toBeVisible();
    for (const details of await page.locator('#tab-panel details summary').all()) await details.click();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(over).toBeLessThanOrEqual(0);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
