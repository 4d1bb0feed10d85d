/** Bias and variance: networks on many data sets, on workers of their own. */

import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { open, steps, write } from './page';

const SMALL = 'v=1&data.dataset=circle&data.points=60&data.noise=0.2&network.layers=4&view=variance';

async function train(page: Page, count: string): Promise<void> {
  await page.locator('#variance-steps').fill(count);
  await page.locator('#variance-sets').selectOption('8');
  await page.locator('#variance-train').click();
  await expect(page.locator('.jobs-status')).toHaveText(/^\d+ networks in /, { timeout: 60_000 });
}

/** Noise, bias², variance and their sum, as they stand in a row. */
async function figures(page: Page, shape: number): Promise<number[]> {
  const row = page.locator(`[data-shape="${shape}"] dd`);
  const texts = (await row.allInnerTexts()).map((text) => text.split('\n')[0]);
  return texts.map(Number);
}

test('the parts add up, and a network is the page’s own run of its seeds, bit for bit', async ({ page }) => {
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await open(page, SMALL);
  await train(page, '12');
  await expect(page.locator('body')).toHaveAttribute('data-playing', 'no');
  const [noise = 0, bias = 0, variance = 0, sum = 0] = await figures(page, 0);
  expect(noise + bias + variance).toBeCloseTo(sum, 2);
  expect(sum).toBeGreaterThan(0.1);
  await expect(page.locator('.variance-said')).toContainText(
    `Of the expected squared error of ${sum.toFixed(3)}`,
  );
  const bar = await page.locator('.variance-bar').boundingBox();
  const pieces = await page
    .locator('.variance-bar i')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
  expect((pieces[1] ?? 0) / (bar?.width ?? 1)).toBeCloseTo(bias / sum, 1);
  await page.locator('#variance-table summary').click();
  const rows = page.locator('#variance-table tbody tr');
  await expect(rows).toHaveCount(8);
  const hash = await rows.first().locator('code').innerText();
  await expect(rows.nth(1).locator('code')).not.toHaveText(hash);
  // All seeds are 1 at first.
  await page.locator('#reset').click();
  await expect.poll(() => steps(page)).toBe(0);
  for (let step = 0; step < 12; step += 1) await page.locator('#step').click();
  await expect.poll(() => steps(page)).toBe(12);
  await expect(page.locator('#lane-1')).toHaveAttribute('data-weights-hash', hash);
  // The mean and the three magnitudes are drawn, each another picture.
  const drawn = await page
    .locator('[data-plane]')
    .evaluateAll((all) => all.map((one) => (one instanceof HTMLCanvasElement ? one.toDataURL() : '')));
  expect(new Set(drawn).size).toBe(4);
  expect(errors).toEqual([]);
});

test('several widths make a bar each, whose pictures are chosen', async ({ page, browserName }) => {
  await open(page, SMALL);
  await page.locator('#variance-networks').selectOption('several');
  await page.locator('#variance-widths').fill('1, 8');
  await page.locator('#variance-sets').selectOption('8');
  await expect(page.locator('#variance-train')).toHaveText('Train 16 networks');
  await train(page, '100');
  await expect(page.locator('.variance-bar')).toHaveCount(2);
  await expect(page.locator('.variance-said')).toContainText('From width 1 to width 8, bias²');
  const shown = page.locator('.variance-pictures h3');
  await expect(shown).toHaveText('Over the plane: 8 networks, width 1');
  await page.getByRole('button', { name: 'width 8' }).press('Enter');
  await expect(shown).toHaveText('Over the plane: 8 networks, width 8');
  if (browserName === 'chromium') {
    const download = page.waitForEvent('download');
    await page.locator('#variance-csv').click();
    const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\n');
    expect(lines[2]).toMatch(/^8,8,100,own,0\.\d/);
    const [, , , , noise, bias, , , variance, , , error] = (lines[2] ?? '').split(',').map(Number);
    expect((noise ?? 0) + (bias ?? 0) + (variance ?? 0)).toBeCloseTo(error ?? 0, 9);
  }
  // What came stays while another view is looked at, and is told apart from other settings.
  await page.locator('#tab-curves').click();
  await page.locator('#tab-variance').click();
  await expect(page.locator('.variance-bar')).toHaveCount(2);
  await expect(page.locator('.variance-stale')).toHaveCount(0);
  await write(page, 'training.learning_rate', '0.5');
  await expect(page.locator('.variance-stale')).toBeVisible();
});

test('what is wrong is named; it can be stopped; given points have no distribution', async ({ page }) => {
  await open(page, SMALL);
  await page.locator('#variance-networks').selectOption('several');
  await page.locator('#variance-widths').fill('2, 999');
  await page.locator('#variance-steps').fill('no');
  await page.locator('#variance-train').click();
  await expect(page.locator('#variance-widths-error')).toContainText('“999” is no width');
  await expect(page.locator('#variance-steps-error')).toContainText('“no”');
  await page.locator('#variance-widths').fill('2, 4');
  await page.locator('#variance-sets').selectOption('64');
  await page.locator('#variance-steps').fill('100000');
  await page.locator('#variance-train').click();
  await expect(page.locator('.jobs-status')).toContainText(/of 128 networks/, { timeout: 30_000 });
  await page.locator('#variance-stop').click();
  await expect(page.locator('.jobs-status')).toContainText('Stopped: ');
  await open(page, 'v=1&data.dataset=custom&data.custom=0,0,0;1,1,1;0,1,0;1,0,1;2,1,0;2,0,1&view=variance');
  await page.reload();
  await expect(page.locator('.variance')).toContainText('These points were given');
  await expect(page.locator('#variance-train')).toBeDisabled();
});

for (const { language, width } of [
  { language: 'en', width: 1440 },
  { language: 'ko', width: 390 },
])
  test(`fits ${width} pixels in ${language}, and axe finds nothing`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page, `${SMALL}&lang=${language}`);
    await page.locator('#variance-networks').selectOption('several');
    await page.locator('#variance-widths').fill('1, 4');
    await page.locator('#variance-steps').fill('20');
    await page.locator('#variance-sets').selectOption('8');
    await page.locator('#variance-train').click();
    await expect(page.locator('.variance-bar')).toHaveCount(2, { timeout: 60_000 });
    await expect(page.locator('#variance-train')).toBeEnabled();
    for (const table of await page.locator('.variance-notes summary').all()) await table.click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    const found = await new AxeBuilder({ page }).include('#stage').analyze();
    expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
