/** The page when the network is gone after the first visit. */

import { expect, test } from '@playwright/test';
import { preview } from 'vite';
import { open, steps } from './page';

test.use({ serviceWorkers: 'allow' });

for (const first of ['', 'lessons/ko/dropout/'])
  test(`after a first visit to ${first === '' ? 'the playground' : first} the page works without its host, and so does what was never opened`, async ({
    browser,
  }) => {
    const host = await preview({ preview: { port: 0 }, logLevel: 'silent' });
    const address = host.resolvedUrls?.local[0] ?? '';
    const context = await browser.newContext({ baseURL: address, serviceWorkers: 'allow' });
    const page = await context.newPage();
    const failed: string[] = [];
    page.on('requestfailed', (request) => failed.push(request.url()));
    await page.goto(first);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await host.close();
    // Nothing answers there any more.
    await expect(fetch(address)).rejects.toThrow();

    await open(page, 'v=1&data.dataset=moons');
    await expect.poll(() => steps(page)).toBeGreaterThan(0);
    await page.locator('#tab-signals').click();
    await expect(page.locator('[data-lens="signals"] .verdicts tbody tr')).not.toHaveCount(0);
    await page.goto('lessons/initialization/');
    const scope = page.locator('train-scope').first();
    await scope.scrollIntoViewIfNeeded();
    await expect(scope.locator('canvas').first()).toBeVisible();
    expect(failed).toEqual([]);
    await context.close();
  });
