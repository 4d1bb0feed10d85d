/** Augmentation and early stopping, from the controls to what the card says. */

import { expect, test, type Page } from '@playwright/test';
import { lane, open, pause, steps, weights } from './page';

const STOPS =
  'v=1&data.points=60&training.batch=12&early_stopping.metric=dev_loss&early_stopping.patience=3&training.learning_rate=0.3';

async function note(page: Page): Promise<string> {
  return lane(page, 1).locator('.note').innerText();
}

test('a run that stops early says when it was best, goes on, and gets its best weights back', async ({
  page,
}) => {
  await open(page, STOPS);
  await expect(lane(page, 1).locator('.note')).toContainText(
    /Early stopping: best at step [\d,]+, [^;]+;\s+stopped at [\d,]+;/,
    { timeout: 20_000 },
  );
  const said = /best at step (\d+)[^;]*;\s+stopped at (\d+)/.exec(
    (await note(page)).replaceAll(/(\d),(\d)/g, '$1$2'),
  );
  const [best, stopped] = [Number(said?.[1]), Number(said?.[2])];
  expect(stopped).toBeGreaterThanOrEqual(best + 3 * 3);
  await expect.poll(() => steps(page)).toBeGreaterThan(stopped + 100);
  await pause(page);
  // What came after has changed nothing of what is said.
  expect(await note(page)).toContain(`best at step ${best.toLocaleString('en')},`);
  const end = await steps(page);
  const last = await weights(page, 1, end);
  await lane(page, 1).locator('.restore-best').click();
  await expect(lane(page, 1)).not.toHaveAttribute('data-weights-hash', last);
  const restored = await weights(page, 1, end);
  await expect(page.locator('#live')).toContainText(`step ${best.toLocaleString('en')}`);
  await page.locator('#reset').click();
  await expect(page.locator('#step-count')).toHaveAttribute('data-step', '0');
  for (let step = 0; step < best; step += 1) await page.locator('#step').click();
  expect(await weights(page, 1, best)).toBe(restored);
});

test('early stopping without a dev set says what it lacks', async ({ page }) => {
  await open(page, `${STOPS}&split.dev=0`);
  await expect(lane(page, 1).locator('.note')).toContainText('there is none');
});

test('augmentation can be set, goes into the link, and is held against the data set’s own density', async ({
  page,
}) => {
  await open(page, 'v=1&data.dataset=circle');
  const field = page.locator('#c-augmentation-rotation');
  await field.fill('180');
  await field.press('Enter');
  await expect(page).toHaveURL(/augmentation\.rotation=180/);
  const said = lane(page, 1).locator('.note');
  // A circle is the same however it is turned.
  await expect(said).toContainText('Dashed marks');
  await expect(said).not.toContainText('breaks labels');
  await page.locator('input[value="spiral"]').first().check({ force: true });
  await expect(said).toContainText('This augmentation breaks labels. At');
});
