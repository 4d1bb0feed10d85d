/** From every view to every other. */

import { expect, test } from '@playwright/test';
import { open, TWO_LANES } from './page';

test('every view opens from every other, while it plays', async ({ page }) => {
  test.slow();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await open(page, TWO_LANES);
  const panel = page.locator('#tab-panel');
  const tabs = await page.getByRole('tab').evaluateAll((all) => all.map(({ id }) => id.replace('tab-', '')));
  expect(tabs.length).toBeGreaterThan(8);
  let shown = 'curves';
  for (const from of tabs)
    for (const to of tabs.filter((tab) => tab !== from)) {
      if (from !== shown) await page.locator(`#tab-${from}`).click();
      await page.locator(`#tab-${to}`).click();
      await expect(page.locator(`#tab-${to}`)).toHaveAttribute('aria-selected', 'true');
      if (to !== 'curves') await expect(page.locator(`[data-lens="${to}"]`)).toBeVisible();
      await expect(panel).toHaveText(/\S/);
      shown = to;
      expect(errors, `${from} → ${to}`).toEqual([]);
    }
});

test('a link’s view is in sight on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, `${TWO_LANES}&view=surface&lang=ko`);
  for (const tab of ['surface', 'step', 'signals']) {
    const button = page.locator(`#tab-${tab}`);
    if (tab !== 'surface') await button.click();
    await expect(async () => {
      const { x = -1, width = 0 } = (await button.boundingBox()) ?? {};
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(390);
    }).toPass();
  }
});
