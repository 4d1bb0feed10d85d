/** Every width, both themes, both languages: nothing overflows, and axe finds nothing. */

import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { open, pause, TWO_LANES } from './page';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1280, height: 800 },
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
] as const;

for (const size of SIZES)
  for (const language of ['en', 'ko'] as const) {
    test(`fits ${size.width} pixels in ${language}`, async ({ page }) => {
      await page.setViewportSize(size);
      await open(page, `${TWO_LANES}&lang=${language}&foo=${'x'.repeat(200)}`);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(over).toBeLessThanOrEqual(0);
    });
  }

for (const size of [SIZES[0], SIZES[3]])
  for (const theme of ['light', 'dark'] as const) {
    test(`axe finds nothing at ${size.width} pixels, ${theme}`, async ({ page }) => {
      await page.setViewportSize(size);
      await open(page, `${TWO_LANES}&theme=${theme}&foo=1`);
      await pause(page);
      const closed = await new AxeBuilder({ page }).analyze();
      expect(closed.violations).toEqual([]);
      if (size.width < 1280) {
        await page.locator('#settings').click();
        await expect(page.locator('#panel')).toBeVisible();
        const opened = await new AxeBuilder({ page }).analyze();
        expect(opened.violations).toEqual([]);
      }
    });
  }

test('on a phone lanes are shown one at a time, and the controls come up and go', async ({ page }) => {
  await page.setViewportSize(SIZES[3]);
  await open(page, TWO_LANES);
  await page.getByRole('button', { name: 'Show lane 2' }).click();
  await expect(page.getByRole('button', { name: 'Show lane 2' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('button', { name: 'Show lane 1' })).toHaveAttribute('aria-pressed', 'false');
  await expect(page.locator('#panel')).toBeHidden();
  await page.locator('#settings').click();
  await expect(page.locator('#c-data-points')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('#panel')).toBeHidden();
  await expect(page.locator('#settings')).toBeFocused();
});
