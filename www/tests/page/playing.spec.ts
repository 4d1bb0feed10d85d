/** Playing, pausing, stepping, resetting; changes that go on and changes that start over. */

import { expect, test } from '@playwright/test';
import { lane, open, pause, steps, TWO_LANES, weights, write } from './page';

test('opens on a comparison that plays by itself', async ({ page }) => {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await open(page);
  await expect(page.locator('.card')).toHaveCount(2);
  await expect.poll(() => steps(page)).toBeGreaterThan(20);
  await expect(lane(page, 1).locator('.lane-chips')).not.toBeEmpty();
  await expect(page.locator('[data-plot="loss"] canvas')).toBeVisible();
  expect(problems).toEqual([]);
});

test('pauses, and steps exactly one', async ({ page }) => {
  await open(page, TWO_LANES);
  await pause(page);
  const before = await steps(page);
  const old = await weights(page, 1, before);
  await page.locator('#step').click();
  await expect(page.locator('#step-count')).toHaveAttribute('data-step', String(before + 1));
  await expect(lane(page, 1)).not.toHaveAttribute('data-weights-hash', old);
  await page.locator('body').press('ArrowRight');
  await expect(page.locator('#step-count')).toHaveAttribute('data-step', String(before + 2));
});

test('resets to the same initial weights, and trains to the same ones again', async ({ page }) => {
  await open(page, TWO_LANES);
  await pause(page);
  await page.locator('#reset').click();
  const initial = await weights(page, 2, 0);
  await page.locator('#step').click();
  const trained = await weights(page, 2, 1);
  expect(trained).not.toBe(initial);
  await page.locator('#reset').click();
  expect(await weights(page, 2, 0)).toBe(initial);
  await page.locator('#step').click();
  expect(await weights(page, 2, 1)).toBe(trained);
});

test('new seeds mean other weights, and the same seed the same', async ({ page }) => {
  await open(page, TWO_LANES);
  await pause(page);
  await page.locator('#run-seed').fill('11');
  await page.locator('#run-seed').press('Enter');
  const first = await weights(page, 1, 0);
  await page.locator('#run-seed').fill('12');
  await page.locator('#run-seed').press('Enter');
  await expect(lane(page, 1)).not.toHaveAttribute('data-weights-hash', first);
  await page.locator('#run-seed').fill('11');
  await page.locator('#run-seed').press('Enter');
  await expect(lane(page, 1)).toHaveAttribute('data-weights-hash', first);
});

test('a learning rate applies to the running training, layers start it over', async ({ page }) => {
  await open(page, TWO_LANES);
  await expect.poll(() => steps(page)).toBeGreaterThan(10);
  await pause(page);
  const before = await steps(page);
  const old = await weights(page, 1, before);
  await write(page, 'training.learning_rate', '0.003');
  await expect(page).toHaveURL(/training\.learning_rate=0\.003/);
  await page.locator('#step').click();
  await expect(page.locator('#step-count')).toHaveAttribute('data-step', String(before + 1));
  await expect(lane(page, 1)).not.toHaveAttribute('data-weights-hash', old);
  await page.getByRole('button', { name: 'Add a layer' }).click();
  await expect(page.locator('#step-count')).toHaveAttribute('data-step', '0');
});

test('keys play, pause, step, reset and choose a lane', async ({ page }) => {
  await open(page, TWO_LANES);
  const body = page.locator('body');
  await body.press('Space');
  await expect(body).toHaveAttribute('data-playing', 'no');
  await body.press('r');
  await expect(page.locator('#step-count')).toHaveAttribute('data-step', '0');
  await body.press('ArrowRight');
  await expect(page.locator('#step-count')).toHaveAttribute('data-step', '1');
  await body.press('2');
  await expect(lane(page, 2)).toHaveAttribute('data-chosen', '');
  // In a text box the keys are letters.
  await page.locator('#c-data-points').focus();
  await page.locator('#c-data-points').press('r');
  await expect(page.locator('#step-count')).toHaveAttribute('data-step', '1');
  await body.press('Space');
  await expect(body).toHaveAttribute('data-playing', 'no');
});

test('stands still with a play button where less motion is asked for', async ({ page, browserName }) => {
  test.skip(browserName === 'firefox', 'the protocol has no such emulation in Firefox');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, TWO_LANES);
  await expect(page.locator('body')).toHaveAttribute('data-playing', 'no');
  expect(await steps(page)).toBe(0);
  await page.locator('#play').click();
  await expect.poll(() => steps(page)).toBeGreaterThan(0);
});

test('a diverged run says so and what to try', async ({ page }) => {
  // Not by `open`, which waits for figures: this run has none after its first steps.
  await page.goto(
    './#v=1&training.learning_rate=100&training.loss=mse&training.optimizer=sgd&network.layers=32,32',
  );
  await expect(lane(page, 1).locator('.diverged')).toContainText(/Diverged at step \d+/);
  await expect(lane(page, 1).locator('.diverged')).toContainText(/Try/);
  await expect(lane(page, 1).locator('[data-figure="train-loss"]')).toHaveText('—');
});

test('hovering a field reads its value', async ({ page }) => {
  await open(page, TWO_LANES);
  await lane(page, 1)
    .locator('.field-canvas')
    .hover({ position: { x: 40, y: 40 } });
  await expect(lane(page, 1).locator('.readout')).toHaveText(/\(.*\) → class [01] \d+\.\d%/);
});

test('trains on the page itself where a worker cannot be had', async ({ page }) => {
  await page.route(/worker-.*\.js/, (route) => route.abort());
  await open(page, TWO_LANES);
  await expect.poll(() => steps(page)).toBeGreaterThan(5);
  await pause(page);
  await page.locator('#reset').click();
  await weights(page, 1, 0);
});
