/** Weights by layer, and the panel in which one is read, set and frozen. */

import { expect, test, type Locator, type Page } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { lane, open, pause, TWO_LANES, weights } from './page';

async function lens(page: Page, hash = TWO_LANES): Promise<Locator> {
  await open(page, hash);
  await pause(page);
  await page.locator('#reset').click();
  await expect(page.locator('#step-count')).toHaveAttribute('data-step', '0');
  await page.locator('#tab-weights').click();
  return page.locator('[data-lens="weights"]');
}

/** Opens the panel from a lane's button. */
async function panel(page: Page, number: number): Promise<Locator> {
  await page
    .locator(`[data-weights="${number - 1}"]`)
    .getByRole('button', { name: /Read or set a weight/ })
    .click();
  const dialog = page.locator('.inspector');
  await expect(dialog.locator('[data-value]')).toHaveAttribute('data-value', /\d/);
  return dialog;
}

async function value(dialog: Locator): Promise<number> {
  return Number(await dialog.locator('[data-value]').getAttribute('data-value'));
}

/** The cells of a table of a lane. */
async function cells(
  within: Locator,
  number: number,
  table: number,
  row: number,
): Promise<readonly string[]> {
  const details = within.locator(`[data-weights="${number - 1}"] details`);
  if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
  const body = details.locator('table').nth(table).locator('tbody tr').nth(row).locator('td');
  await expect(body.first()).toBeVisible();
  return body.allTextContents();
}

test('counts the weights of every layer, and lists one layer unit by unit', async ({ page }) => {
  const found = await lens(page);
  // 2 inputs, 6 units: 12 weights; then 36; then 6.
  for (const [row, count] of ['12', '36', '6'].entries())
    expect((await cells(found, 1, 0, row))[0]).toBe(count);
  await found.locator('#weights-layer').selectOption('1');
  expect(await cells(found, 1, 1, 0)).toHaveLength(7);
  const dialog = await panel(page, 1);
  const listed = (await cells(found, 1, 1, 0)).map((text) => Number(text.replace('−', '-')));
  expect(listed[0]).toBeCloseTo(await value(dialog), 3);
});

test('a weight that is set changes its lane alone, and reset brings the first one back', async ({ page }) => {
  await lens(page);
  const before = await Promise.all([1, 2].map((number) => weights(page, number, 0)));
  const dialog = await panel(page, 2);
  const initial = await value(dialog);
  await dialog.locator('#inspect-value').fill('−1.25');
  await dialog.locator('#inspect-value').press('Enter');
  await expect(dialog.locator('[data-value]')).toHaveAttribute('data-value', '-1.25');
  await expect(lane(page, 2)).toContainText('1 weight set by hand (not in the link)');
  await expect(lane(page, 2)).not.toHaveAttribute('data-weights-hash', before[1] ?? '');
  expect(await weights(page, 1, 0)).toBe(before[0]);
  await page.locator('#reset').click();
  await expect(lane(page, 2)).toHaveAttribute('data-weights-hash', before[1] ?? '');
  await expect(dialog.locator('[data-value]')).toHaveAttribute('data-value', String(initial));
});

test('what is no number stays in the box, and is named', async ({ page }) => {
  await lens(page);
  const dialog = await panel(page, 1);
  const initial = await value(dialog);
  const box = dialog.locator('#inspect-value');
  for (const typed of ['abc', '', '1001', '1e999']) {
    await box.fill(typed);
    await box.press('Enter');
    await expect(dialog.getByRole('alert')).toHaveText(
      `“${typed}” is not allowed. Allowed: a number from −1000 to 1000.`,
    );
    await expect(box).toHaveValue(typed);
    await expect(box).toHaveAttribute('aria-invalid', 'true');
  }
  expect(await value(dialog)).toBe(initial);
});

test('what is frozen stays as it is while the rest learns', async ({ page }) => {
  await lens(page);
  const dialog = await panel(page, 1);
  await dialog.locator('#inspect-freeze-unit').check();
  // Both weights of the unit, and its bias.
  await expect(lane(page, 1)).toContainText('3 frozen (not in the link)');
  const initial = await value(dialog);
  for (let step = 0; step < 4; step += 1) await page.locator('#step').click();
  await expect(page.locator('#step-count')).toHaveAttribute('data-step', '4');
  await expect(dialog).toContainText('none: frozen');
  expect(await value(dialog)).toBe(initial);
  await dialog.locator('#inspect-to').selectOption('1');
  const second = await value(dialog);
  await page.locator('#step').click();
  await expect(dialog.locator('[data-value]')).not.toHaveAttribute('data-value', String(second));
  await dialog.locator('#inspect-release').click();
  await expect(lane(page, 1)).not.toContainText('frozen');
});

test('a weight is chosen in the matrix, and in the network', async ({ page }) => {
  const found = await lens(page);
  const matrix = found.locator('[data-weights="0"] .weights-matrix');
  await matrix.scrollIntoViewIfNeeded();
  // The first row and column; labels stand before them.
  await matrix.click({ position: { x: 34, y: 24 } });
  const dialog = page.locator('.inspector');
  await expect(dialog.locator('#inspect-layer')).toHaveValue('0');
  await expect(dialog.locator('#inspect-from')).toHaveValue('0');
  await expect(dialog.locator('#inspect-to')).toHaveValue('0');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  const network = lane(page, 1).locator('canvas.network-canvas');
  await network.scrollIntoViewIfNeeded();
  const { width = 0, height = 0 } = (await network.boundingBox()) ?? {};
  // The output stands alone at the right, in the middle.
  for (let x = width - 60; x < width && !(await dialog.isVisible()); x += 6)
    await network.click({ position: { x, y: height / 2 } });
  await expect(dialog).toBeVisible();
  await expect(dialog.locator('#inspect-layer')).toHaveValue('2');
});

test('the keyboard does all of it, and the focus returns', async ({ page }) => {
  const found = await lens(page);
  const opener = found.locator('[data-weights="0"]').getByRole('button', { name: /Read or set a weight/ });
  await opener.focus();
  await page.keyboard.press('Enter');
  const dialog = page.locator('.inspector');
  await expect(dialog).toBeFocused();
  await dialog.locator('#inspect-freeze').focus();
  await page.keyboard.press('Space');
  await expect(lane(page, 1)).toContainText('1 frozen');
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
});

for (const [language, width] of [
  ['en', 1440],
  ['ko', 390],
] as const)
  test(`fits ${width} pixels in ${language}, and axe finds nothing`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    const found = await lens(page, `${TWO_LANES}&lang=${language}`);
    await found.locator('details summary').first().click();
    await found.locator('.weights-one button').first().click();
    await expect(page.locator('.inspector')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
  });
