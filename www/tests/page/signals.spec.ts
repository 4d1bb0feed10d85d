/** Signals by layer: what a visitor sees of the initial weights, and does to them. */

import { expect, test, type Locator, type Page } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { open, pause, steps, weights } from './page';

const DEEP =
  'v=1&lanes=2&data.points=100&network.layers=12,12,12,12,12,12&network.activation=relu' +
  '&initialization.weights=xavier_normal&lane2.initialization.weights=he_normal';

async function signals(page: Page, hash: string): Promise<Locator> {
  await open(page, hash);
  await pause(page);
  await page.locator('#reset').click();
  await page.locator('#tab-signals').click();
  const lens = page.locator('[data-lens="signals"]');
  await expect(lens.locator('.verdicts tbody tr')).not.toHaveCount(0);
  await expect(lens.locator('.legend')).toContainText('step 0');
  return lens;
}

/** The numbers of a row of a chart's table. */
async function row(lens: Locator, chart: string, layer: number): Promise<readonly number[]> {
  const details = lens.locator(`details[data-table="${chart}"]`);
  if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
  const cells = details
    .locator('tbody tr')
    .nth(layer - 1)
    .locator('td');
  await expect(cells.first()).toBeVisible();
  return (await cells.allTextContents()).map(Number);
}

test('shows that Xavier loses half of the signal at each ReLU layer and He keeps it', async ({ page }) => {
  const lens = await signals(page, DEEP);
  const lanes = lens.locator('.verdicts tbody tr');
  await expect(lanes).toHaveCount(2);
  await expect(lanes.nth(0)).toContainText('theory ×0.707');
  await expect(lanes.nth(1)).toContainText('theory ×1');
  for (const chart of ['z', 'a', 'delta', 'gradient', 'stuck', 'distinct'])
    await expect(lens.locator(`[data-chart="${chart}"]`)).toHaveAttribute('aria-label', /in the first/);
  // Now and theory, of each lane.
  const [, first = 0] = await row(lens, 'z', 1);
  const [, sixth = 0] = await row(lens, 'z', 6);
  expect(sixth / first).toBeCloseTo(0.5 ** 2.5, 1);
});

test('follows the training, and keeps the start to compare', async ({ page }) => {
  const lens = await signals(page, DEEP);
  const [before] = await row(lens, 'delta', 1);
  await page.locator('#step').click();
  await expect(lens.locator('.legend')).toContainText('at step 1');
  await expect(lens.locator('.legend li')).toHaveCount(3);
  await expect.poll(async () => (await row(lens, 'delta', 1))[1]).toBe(before);
});

test('looking does not change the training', async ({ page }) => {
  const lens = await signals(page, `${DEEP}&dropout.p=0.3`);
  await lens.getByRole('radio', { name: 'with masks (train)' }).check();
  for (let step = 0; step < 3; step += 1) await page.locator('#step').click();
  await expect(lens.locator('.legend')).toContainText('at step 3');
  const watched = await weights(page, 1, 3);
  await page.locator('#tab-curves').click();
  await page.locator('#reset').click();
  await weights(page, 1, 0);
  for (let step = 0; step < 3; step += 1) await page.locator('#step').click();
  expect(await weights(page, 1, 3)).toBe(watched);
});

test('the gain draws new weights at once, and the critical gain keeps the signal', async ({ page }) => {
  const lens = await signals(page, DEEP.replace('&lane2.initialization.weights=he_normal', ''));
  await page.locator('#step').click();
  await expect.poll(() => steps(page)).toBe(1);
  const slider = lens.locator('#signals-gain');
  await slider.focus();
  await slider.press('ArrowRight');
  await expect(page).toHaveURL(/initialization\.gain=1\.02/);
  await expect(page.locator('#step-count')).toHaveAttribute('data-step', '0');
  await lens.getByRole('button', { name: /Critical gain 1\.41/ }).click();
  await expect(page).toHaveURL(/initialization\.gain=1\.41421/);
  await expect(lens.locator('.verdicts tbody tr').first()).toContainText('theory ×1');
});

test('with masks dropout makes the signal grow, and has a critical gain of its own', async ({ page }) => {
  const lens = await signals(page, `${DEEP.replace('xavier_normal', 'he_normal')}&dropout.p=0.5`);
  await expect(lens.locator('.verdicts tbody tr').first()).toContainText('theory ×1');
  await lens.getByRole('radio', { name: 'with masks (train)' }).check();
  await expect(lens.locator('.verdicts tbody tr').first()).toContainText('theory ×1.41');
  await expect(lens.getByRole('button', { name: /Critical gain 0\.707/ })).toBeVisible();
});

test('says why there is no theory of constant weights, and that all units are one', async ({ page }) => {
  const lens = await signals(page, DEEP.replace('xavier_normal', 'constant'));
  await expect(lens).toContainText('no theory curve');
  await lens.getByRole('radio', { name: 'Likeness of units' }).check();
  await expect(lens.locator('.signals-likeness')).toHaveCount(2);
  await expect(lens.locator('.signals-pictures figure').first()).toContainText('1 of 12 units distinct');
  await expect(lens.locator('.signals-pictures figure').nth(1)).toContainText('12 of 12 units distinct');
});

test('shows weights over the density they were drawn from, layer by layer', async ({ page }) => {
  const lens = await signals(page, DEEP);
  await lens.getByRole('radio', { name: 'Drawn weights' }).check();
  await expect(lens.locator('.signals-pictures figure').first()).toContainText('144 weights drawn');
  await lens.locator('#signals-layer').selectOption('0');
  await expect(lens.locator('.signals-pictures figure').first()).toContainText('24 weights drawn');
  // √(2/14)
  await expect(lens.locator('.signals-pictures figure').first()).toContainText('standard deviation 0.378');
});

test('fits 32 layers on a phone, in Korean, and axe finds nothing', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const layers = Array.from({ length: 32 }, () => 6).join(',');
  const lens = await signals(
    page,
    `v=1&lang=en&data.points=60&network.layers=${layers}&network.activation=tanh`,
  );
  const [only] = await row(lens, 'z', 33);
  expect(only).toBeGreaterThan(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  for (const detail of ['Drawn weights', 'Likeness of units', 'Histograms']) {
    await lens.getByRole('radio', { name: detail, exact: true }).check();
    const { violations } = await new AxeBuilder({ page }).include('[data-lens="signals"]').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
});
