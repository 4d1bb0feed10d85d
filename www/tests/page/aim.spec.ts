/** Dragging the target distribution on a field, by mouse and by keys. */

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { lane, open } from './page';

async function aim(page: Page, hash: string): Promise<void> {
  await open(page, hash);
  await page.locator('#draw-target').click();
  await expect(lane(page, 1).locator('.aim-middle')).toBeVisible();
}

test('the target is moved, turned and scaled by its handles, in all lanes', async ({ page }) => {
  await aim(page, 'v=1&lanes=2&data.points=100&lane2.dropout.p=0.5');
  const field = await lane(page, 2).locator('.field-canvas').boundingBox();
  const [left = 0, top = 0, side = 0] = [field?.x, field?.y, field?.width];
  const drag = async (handle: string, dx: number, dy: number): Promise<void> => {
    const box = await lane(page, 2).locator(handle).boundingBox();
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + (dx * side) / 2, y - (dy * side) / 2);
    await page.mouse.move(x + dx * side, y - dy * side);
    await page.mouse.up();
  };
  expect(left + top).toBeGreaterThan(0);
  // The field is 6 units wide.
  await drag('.aim-middle', 1 / 6, -0.5 / 6);
  await expect(page.locator('#c-target-shift_x1')).toHaveValue(/^(0\.95|1|1\.05)$/);
  await expect(page.locator('#c-target-shift_x2')).toHaveValue(/^-0\.(45|5|55)$/);
  await expect(page.locator('#c-target-rotation')).toHaveValue('0');
  await drag('.aim-knob', -1.4 / 6, 1.4 / 6);
  await expect(page.locator('#c-target-rotation')).toHaveValue(/^(89|90|91)$/);
  await expect(page.locator('#c-target-scale')).toHaveValue(/^(0\.9[89]|1|1\.0[12])$/);
  // No lane differs by it.
  await expect(page).toHaveURL(/[#&]target\.rotation=/);
  await expect(page).not.toHaveURL(/lane2\.target/);
});

test('arrow keys move the handles, and Esc ends it', async ({ page }) => {
  await aim(page, 'v=1&lanes=1&data.points=100');
  const middle = lane(page, 1).locator('.aim-middle');
  await middle.focus();
  await middle.press('ArrowRight');
  await middle.press('Shift+ArrowUp');
  await expect(page).toHaveURL(/target\.shift_x1=0\.1&target\.shift_x2=0\.5/);
  await expect(middle).toHaveAttribute('aria-label', /moved by 0\.10, 0\.50/);
  await lane(page, 1).locator('.aim-knob').press('ArrowLeft');
  await expect(page.locator('#c-target-rotation')).toHaveValue('5');
  await page.keyboard.press('Escape');
  await expect(page.locator('.aim')).toHaveCount(0);
});

test('points of one’s own have no target, and drawing them ends the dragging', async ({ page }) => {
  await aim(page, 'v=1&lanes=1&data.points=100');
  await page
    .locator('[data-path="data.dataset"]')
    .getByRole('radio', { name: 'Own points' })
    .check({ force: true });
  await expect(page.locator('.aim')).toHaveCount(0);
  await expect(page.locator('#draw-target')).toHaveCount(0);
  await expect(page.locator('.drawing-area')).toHaveCount(1);
});

test('fits 390 pixels in Korean, and axe finds nothing', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, 'v=1&lanes=1&data.points=100&target.shift_x1=2.5&lang=ko');
  await page.locator('#settings').click();
  await page.locator('#draw-target').click();
  await expect(lane(page, 1).locator('.aim-knob')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  const found = await new AxeBuilder({ page }).include('.field-frame').analyze();
  expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});
