/** The page that tells how the element is used. */

import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { TrainScope } from '../../src/element/train-scope';

for (const path of ['element/', 'element/ko/'])
  test(`${path} says how it is used, with examples that run`, async ({ page }) => {
    const wrong: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') wrong.push(message.text());
    });
    await page.goto(`./${path}`);
    const examples = page.locator('train-scope');
    const count = await examples.count();
    expect(count).toBeGreaterThanOrEqual(3);
    for (let at = 0; at < count; at += 1) {
      const example = examples.nth(at);
      await example.scrollIntoViewIfNeeded();
      await expect(example.locator('#step-count')).toHaveText('0');
      await expect(example.locator('.notices')).toHaveCount(0);
    }
    await page.locator('#hundred').click();
    await expect.poll(() => page.locator('#told').evaluate((it: TrainScope) => it.getState().step)).toBe(100);
    await expect(page.locator('#heard')).toContainText('step 100');
    const { violations } = await new AxeBuilder({ page }).exclude('train-scope').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    expect(wrong).toEqual([]);
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
