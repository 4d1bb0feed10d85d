/** Going back to an earlier step, and on from there. */

import { expect, test, type Page } from '@playwright/test';
import { lane, open, pause, steps, TWO_LANES, weights } from './page';

const slider = (page: Page) => page.locator('#past');

/** What the curves' table says of its last row's step. */
async function lastStep(page: Page): Promise<string> {
  const table = page.locator('[data-table="loss"]');
  if ((await table.getAttribute('open')) === null) await table.locator('summary').click();
  return table.locator('tbody tr').last().locator('th').innerText();
}

test('keys go back step by step, and Play goes on from there to the same weights', async ({ page }) => {
  await open(page, `${TWO_LANES}&speed=1`);
  await pause(page);
  await page.locator('#reset').click();
  await weights(page, 2, 0);
  // One state is nothing to go back to.
  await expect(slider(page)).toHaveCount(0);
  const seen: string[] = [];
  for (let step = 1; step <= 5; step += 1) {
    await page.locator('#step').click();
    seen.push(await weights(page, 2, step));
  }
  await expect(slider(page)).toHaveAttribute('max', '5');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', 'step 5');
  await slider(page).press('ArrowLeft');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', 'step 4');
  expect(await weights(page, 2, 4)).toBe(seen[3]);
  await slider(page).press('ArrowLeft');
  await slider(page).press('ArrowLeft');
  expect(await weights(page, 2, 2)).toBe(seen[1]);
  // The curves stay as they are.
  await expect.poll(() => lastStep(page)).toBe('5');
  await page.locator('#newest').click();
  expect(await weights(page, 2, 5)).toBe(seen[4]);
  await slider(page).press('Home');
  await weights(page, 2, 0);
  await page.locator('#step').click();
  expect(await weights(page, 2, 1)).toBe(seen[0]);
  await expect.poll(() => lastStep(page)).toBe('1');
  await expect(page.locator('#live')).toContainText('goes on from step 0');
  await page.locator('#step').click();
  expect(await weights(page, 2, 2)).toBe(seen[1]);
});

test('dragging it pauses the training', async ({ page }) => {
  await open(page, TWO_LANES);
  await expect.poll(() => steps(page)).toBeGreaterThan(200);
  const box = await slider(page).boundingBox();
  if (box === null) throw new Error('no slider');
  await page.mouse.move(box.x + box.width - 6, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2, { steps: 8 });
  await page.mouse.up();
  await expect(page.locator('body')).toHaveAttribute('data-playing', 'no');
  const [value, max] = [
    Number(await slider(page).inputValue()),
    Number(await slider(page).getAttribute('max')),
  ];
  expect(value).toBeGreaterThan(0);
  expect(value).toBeLessThan(max);
  const step = await steps(page);
  await expect(slider(page)).toHaveAttribute('aria-valuetext', `step ${step.toLocaleString('en')}`);
  await expect(page.locator('.past p')).toContainText('drops the later steps');
  expect(Number((await lastStep(page)).replaceAll(',', ''))).toBeGreaterThan(step);
  await page.locator('#play').click();
  await expect.poll(() => steps(page)).toBeGreaterThan(step);
  await expect(page.locator('.past p')).toHaveCount(0);
});

test('a reset forgets the earlier steps, a live change does not', async ({ page }) => {
  await open(page, `${TWO_LANES}&speed=1`);
  await expect.poll(() => steps(page)).toBeGreaterThan(5);
  await pause(page);
  await slider(page).press('Home');
  await weights(page, 1, 0);
  await page.locator('#c-training-learning_rate').fill('0.4');
  await page.locator('#c-training-learning_rate').press('Enter');
  await expect(page.locator('#newest')).toBeEnabled();
  await expect(lane(page, 1)).toBeVisible();
  await page.locator('#reset').click();
  await expect(slider(page)).toHaveCount(0);
});
