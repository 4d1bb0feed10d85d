/** The loss surface: made in parts, read by pointer and keys, changed and stopped. */

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { open, pause, steps, TWO_LANES } from './page';

const status = (page: Page) => page.locator('.surface-status');
const picture = (page: Page) => page.locator('.surface canvas');

/** Opens the tab on a comparison that rests after some steps. */
async function openSurface(page: Page, hash: string, least = 400): Promise<void> {
  await open(page, `${hash}&view=surface`);
  await expect.poll(() => steps(page)).toBeGreaterThan(least);
  await pause(page);
  await page.locator('#surface-recompute').click();
  await expect(status(page)).toHaveAttribute('data-progress', '1');
}

/** The rows of the table: lane, step, loss, two coordinates, distance. */
async function rows(page: Page): Promise<string[][]> {
  const table = page.locator('.surface details');
  if ((await table.getAttribute('open')) === null) await table.locator('summary').click();
  return table
    .locator('tbody tr')
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent.trim())));
}

test('the loss and the paths of both lanes, in a picture, a sentence and a table', async ({ page }) => {
  await openSurface(page, TWO_LANES);
  const step = await steps(page);
  await expect(status(page)).toContainText('65 × 65');
  await expect(picture(page)).toHaveAttribute(
    'aria-label',
    /Training loss of Lane 1 .* Lane 2: loss [\d.]+ at step 0/,
  );
  await expect(page.locator('.surface-facts')).toContainText(
    /first two principal components .* together \d+/,
  );
  const all = await rows(page);
  expect(new Set(all.map(([lane]) => lane))).toEqual(new Set(['Lane 1', 'Lane 2']));
  // The newest loss in the table is the one on the lane's card.
  const newest = all.filter(([lane]) => lane === 'Lane 1').at(-1);
  expect(newest?.[1]).toBe(step.toLocaleString('en'));
  expect(newest?.[2]).toBe(await page.locator('#lane-1 [data-figure="train-loss"]').innerText());
  const found = await new AxeBuilder({ page }).include('#stage').analyze();
  expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});

test('a run that leaves the picture is told of while it trains', async ({ page }) => {
  await openSurface(page, `${TWO_LANES}&training.optimizer=adam&training.learning_rate=0.01`, 100);
  await page.locator('#play').click();
  await expect(status(page)).toContainText('A run has left the picture', { timeout: 20_000 });
  // Who pauses wants to look: the picture is made anew around the paths.
  await pause(page);
  await expect(status(page)).toHaveAttribute('data-progress', '1');
  await expect(status(page)).not.toContainText('left the picture');
});

test('pointing at it and the arrow keys read the loss', async ({ page }) => {
  await openSurface(page, TWO_LANES);
  const readout = page.locator('.surface output');
  await picture(page).hover({ position: { x: 60, y: 80 } });
  await expect(readout).toHaveText(/\(−?\d+\.\d\d, −?\d+\.\d\d\): loss \d/);
  const pointed = await readout.innerText();
  await page.mouse.move(0, 0);
  await expect(readout).toContainText('Point at the picture');
  await picture(page).focus();
  const before = await steps(page);
  await picture(page).press('ArrowRight');
  await expect(readout).toHaveText(/loss \d/);
  await picture(page).press('ArrowUp');
  expect(await readout.innerText()).not.toBe(pointed);
  expect(await steps(page)).toBe(before);
});

test('a tap reads the loss too, and it stays to be read', async ({ browser, browserName }) => {
  test.skip(browserName === 'firefox', 'the driver of Firefox sends no taps');
  const context = await browser.newContext({ hasTouch: true, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await openSurface(page, TWO_LANES);
  await picture(page).scrollIntoViewIfNeeded();
  await picture(page).tap({ position: { x: 60, y: 80 } });
  await expect(page.locator('.surface output')).toHaveText(/\(−?\d+\.\d\d, −?\d+\.\d\d\): loss \d/);
  await context.close();
});

test('random directions, others of them, another lane, and colours', async ({ page }) => {
  await openSurface(page, `${TWO_LANES}&regularization.l2=0.01`);
  const label = async (): Promise<string> => (await picture(page).getAttribute('aria-label')) ?? '';
  const along = await label();
  await page.locator('#surface-directions').selectOption({ index: 1 });
  await expect(page.locator('.surface-facts')).toContainText('Li et al. 2018');
  await expect(status(page)).toHaveAttribute('data-progress', '1');
  const random = await label();
  expect(random).not.toBe(along);
  await page.locator('#surface-others').click();
  await expect.poll(label).not.toBe(random);
  await expect(status(page)).toHaveAttribute('data-progress', '1');
  await page.locator('#surface-lane').selectOption({ index: 1 });
  await expect(page.locator('.surface h3')).toHaveText('Training loss of Lane 2');
  await expect(status(page)).toHaveAttribute('data-progress', '1');
  const without = (await rows(page)).at(-1)?.[2];
  await page.getByLabel('with the penalty').check();
  await expect.poll(async () => Number((await rows(page)).at(-1)?.[2])).toBeGreaterThan(Number(without));
  await page.locator('#surface-colour').selectOption({ index: 1 });
  await expect(page.locator('.surface-scale b').first()).toBeAttached();
});

test('computing it is stopped, and begun again', async ({ page }) => {
  await open(page, 'v=1&network.layers=200,200,200&data.points=2000&speed=1&view=surface');
  await expect.poll(() => steps(page)).toBeGreaterThan(1);
  await pause(page);
  await expect(status(page)).toContainText('Computing');
  await page.locator('#surface-stop').click();
  await expect(status(page)).toContainText('Stopped');
  // The frame that was under way still comes; then nothing is added any more.
  await page.waitForTimeout(1500);
  const progress = await status(page).getAttribute('data-progress');
  await page.waitForTimeout(1000);
  expect(await status(page).getAttribute('data-progress')).toBe(progress);
  await page.locator('#surface-recompute').click();
  await expect(status(page)).toContainText('Computing');
});

test('of two parameters it is the whole loss', async ({ page }) => {
  const hash = 'v=1&network.layers=&inputs.features=x1&data.dataset=gaussians&speed=4';
  await openSurface(page, hash, 100);
  await expect(page.locator('.surface-facts')).toContainText('exactly two parameters');
  await expect(page.locator('#surface-directions')).toHaveCount(0);
  await expect(page.locator('.surface-axes')).toContainText('weight');
});

test('after a rebuild it waits for a path', async ({ page }) => {
  await openSurface(page, TWO_LANES);
  await page.getByRole('button', { name: 'Add a layer' }).click();
  await expect(status(page)).toContainText('Train some steps first');
  await page.locator('#play').click();
  await expect(status(page)).toHaveAttribute('data-progress', '1');
});
