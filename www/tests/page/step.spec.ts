/** One step, slowly: what is announced of the next step, and that it comes so. */

import { expect, test, type Locator, type Page } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { lane, open, pause, TWO_LANES, weights } from './page';

const DROPOUT = 'v=1&lanes=2&data.points=100&network.layers=6,6&dropout.p=0.5&lane2.training.optimizer=adam';

async function lens(page: Page, hash = DROPOUT): Promise<Locator> {
  await open(page, hash);
  await pause(page);
  await page.locator('#reset').click();
  await expect(page.locator('#step-count')).toHaveAttribute('data-step', '0');
  await page.locator('#tab-step').click();
  const found = page.locator('[data-lens="step"]');
  await expect(found.locator('h3')).toContainText('Step 1');
  return found;
}

async function go(found: Locator, phase: string): Promise<void> {
  await found.locator(`[data-phase="${phase}"]`).click();
  await expect(found.locator(`[data-phase="${phase}"]`)).toHaveAttribute('aria-current', 'step');
}

/** A row of the chosen unit's numbers: a, w, ∂loss/∂w, the whole gradient where it differs, Δw, new w. */
async function row(found: Locator, index: number): Promise<readonly number[]> {
  const texts = await found.locator('.step-rows tbody tr').nth(index).locator('td').allTextContents();
  return texts.map((text) => (text === '' ? Number.NaN : Number(text.replace('−', '-'))));
}

test('phases show one thing after another, and Finish makes the step that was shown', async ({ page }) => {
  const found = await lens(page);
  const before = await weights(page, 1, 0);
  await expect(found.locator('.step-sentence')).toContainText(
    'of the 60 training examples are the mini-batch',
  );
  expect((await row(found, 0)).slice(2)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  for (const phase of ['mask', 'forward', 'loss', 'backward', 'update']) {
    await found.locator('#step-next').click();
    await expect(found.locator(`[data-phase="${phase}"]`)).toHaveAttribute('aria-current', 'step');
  }
  await expect(found.locator('#step-next')).toBeDisabled();
  await expect(found.locator('.step-sentence')).toContainText('w ← w − η g');
  const [, w = 0, gradient = 0, change = 0, after = 0] = await row(found, 0);
  // Plain gradient descent at the rate that the page shows, to the digits that are shown.
  const rate = Number(await page.locator('#c-training-learning_rate').inputValue());
  expect(change).toBeCloseTo(-rate * gradient, 4);
  expect(after).toBeCloseTo(w + change, 3);
  expect(await weights(page, 1, 0)).toBe(before);
  await found.locator('#step-finish').click();
  await expect(page.locator('#step-count')).toHaveAttribute('data-step', '1');
  await expect(found.locator('.step-note')).toContainText(
    'Step 1 was made, and left every parameter as shown here before, bit for bit.',
  );
  await expect(found.locator('h3')).toContainText('Step 2');
  await go(found, 'forward');
  expect((await row(found, 0))[1]).toBeCloseTo(after, 3);
});

test('a penalty is in the gradient beside the one of the loss alone', async ({ page }) => {
  const found = await lens(page, '&regularization.l2=0.5');
  await go(found, 'update');
  await expect(found.locator('.step-rows thead th')).toHaveCount(7);
  const [, w = 0, loss = 0, gradient = 0] = await row(found, 0);
  expect(Math.abs(w)).toBeGreaterThan(0.01);
  expect(gradient).toBeCloseTo(loss + 0.5 * w, 3);
});

test('looking at the coming step does not change it', async ({ page }) => {
  const found = await lens(page);
  for (const phase of ['mask', 'update', 'batch']) await go(found, phase);
  await found.locator('#step-example').selectOption('3');
  for (let step = 0; step < 3; step += 1) await found.locator('#step-finish').click();
  const watched = await weights(page, 2, 3);
  await page.locator('#tab-curves').click();
  await page.locator('#reset').click();
  await expect(page.locator('#step-count')).toHaveAttribute('data-step', '0');
  for (let step = 0; step < 3; step += 1) await page.locator('#step').click();
  expect(await weights(page, 2, 3)).toBe(watched);
});

test('each example has a mask of its own, and what is dropped has no gradient by it', async ({ page }) => {
  const found = await lens(page);
  await go(found, 'mask');
  const sentences = new Set<string>();
  for (const example of ['0', '1', '2', '3', '4']) {
    await found.locator('#step-example').selectOption(example);
    await expect(found.locator('#step-example')).toHaveValue(example);
    await expect(found.locator('details')).toBeVisible();
    await expect
      .poll(() => found.locator('.step-sentence').textContent())
      .toContain('multiplies the others by 2');
    if ((await found.locator('details').getAttribute('open')) === null)
      await found.locator('details summary').click();
    // All at once: the answer for the example may come between two looks.
    const rows = await found
      .locator('details tbody tr')
      .evaluateAll((all) =>
        all.map((row) => Array.from(row.querySelectorAll('td'), ({ textContent }) => textContent)),
      );
    const isDropped = (row: readonly string[]): boolean => row.some((text) => text.includes('dropped'));
    sentences.add(rows.map((row) => (isDropped(row) ? '0' : '1')).join(''));
    for (const [, factor, , a, delta] of rows.filter(isDropped))
      expect([factor, Number(a), Number(delta)]).toEqual(['0 (dropped)', 0, 0]);
  }
  expect(sentences.size).toBeGreaterThan(1);
});

test('a unit is chosen in the drawing or by its name', async ({ page }) => {
  const found = await lens(page);
  await found.locator('#step-unit').selectOption('2 0');
  await go(found, 'backward');
  await expect(found.locator('.step-rows tbody tr')).toHaveCount(7);
  const drawing = found.locator('.step-network');
  const { width = 0, height = 0 } = (await drawing.boundingBox()) ?? {};
  for (let y = 10; y < height && (await found.locator('#step-unit').inputValue()) === '2 0'; y += 8)
    await drawing.click({ position: { x: width / 3 + 20, y } });
  await expect(found.locator('#step-unit')).toHaveValue(/^0 \d$/);
  await expect(found.locator('.step-rows tbody tr')).toHaveCount(3);
});

test('while the training runs there is no next step to look at', async ({ page }) => {
  const found = await lens(page, TWO_LANES);
  await page.locator('#play').click();
  await expect(found).toContainText('The training runs.');
  await found.locator('#step-pause').click();
  await expect(page.locator('body')).toHaveAttribute('data-playing', 'no');
  await expect(found.locator('.step-phases')).toBeVisible();
});

test('another lane’s step is its own', async ({ page }) => {
  const found = await lens(page);
  await found.locator('#step-lane').selectOption('1');
  await go(found, 'update');
  await expect(found.locator('.step-sentence')).toContainText('Adam at learning rate');
  await expect(lane(page, 2)).toBeVisible();
});

for (const [language, width] of [
  ['en', 1440],
  ['ko', 390],
] as const)
  test(`fits ${width} pixels in ${language}, and axe finds nothing`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page, `${DROPOUT}&lang=${language}&view=step`);
    await pause(page);
    const found = page.locator('[data-lens="step"]');
    for (const phase of ['batch', 'mask', 'forward', 'loss', 'backward', 'update']) {
      await go(found, phase);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
    }
    await found.locator('details summary').click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
  });
