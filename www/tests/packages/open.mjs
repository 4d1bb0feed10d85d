// Opens a bundled project in Chromium and waits until the element in it has trained.
// node open.mjs FOLDER; the variable CHROMIUM names the browser.

import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { URL } from 'node:url';
import { chromium } from 'playwright-core';
import { preview } from 'vite';

const [folder] = process.argv.slice(2);
const args = JSON.parse(await readFile(new URL('../chromium-flags.json', import.meta.url), 'utf8'));
const host = await preview({
  root: folder,
  configFile: false,
  build: { outDir: '.' },
  preview: { port: 0 },
  logLevel: 'silent',
});
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args });
try {
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error));
  await page.goto(host.resolvedUrls.local[0]);
  await page.locator('#accuracy', { hasText: /\d, .*\d/ }).waitFor({ timeout: 60_000 });
  if (errors.length > 0) throw errors[0];
  process.stdout.write(`accuracies: ${await page.locator('#accuracy').textContent()}\n`);
} finally {
  await browser.close();
  await host.close();
}
