/** What the first load sends. */

import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { lane, open } from './page';

/** Bytes of script, style and wasm, with Brotli at its best. */
const MOST = 150_000;

test('the first load is small, and brings nothing of what is opened later', async ({ page }) => {
  const sent = new Map<string, number>();
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (/\.(css|js|wasm)$/.test(pathname))
      sent.set(pathname, brotliCompressSync(readFileSync(`dist${pathname}`)).length);
  });
  await open(page);
  await expect(page.locator('[data-plot="accuracy"] canvas')).toBeVisible();
  await expect(lane(page, 2).locator('canvas').first()).toBeVisible();
  await expect(page.locator('.past input')).toBeVisible();
  const files = [...sent.keys()].join(' ');
  for (const needed of ['/worker-', '/trainscope_bg-', '/app-', '/en-']) expect(files).toContain(needed);
  for (const later of ['/trainscope_rest-', '/ko-', '/signals-']) expect(files).not.toContain(later);
  const total = [...sent.values()].reduce((sum, bytes) => sum + bytes, 0);
  expect(total, files).toBeLessThanOrEqual(MOST);
});
