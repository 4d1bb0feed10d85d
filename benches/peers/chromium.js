/** The measurements in one page of headless Chromium. */

import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
// These keep it quiet where there is no network and no GPU.
import QUIET from '../../www/tests/chromium-flags.json' with { type: 'json' };
import { assemble } from './node.js';
import { serve } from './static-server.js';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export const launch = (executablePath) => chromium.launch({ executablePath, args: QUIET });

/** Makes the page: one script with all contenders, and the modules beside it. */
async function makePage(folder) {
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [here('page.js')],
    outfile: join(folder, 'page.js'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    logLevel: 'warning',
  });
  const tensorflow = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  for (const name of ['tfjs-backend-wasm', 'tfjs-backend-wasm-simd', 'tfjs-backend-wasm-threaded-simd'])
    await copyFile(join(tensorflow, '..', 'dist', `${name}.wasm`), join(folder, `${name}.wasm`));
  await copyFile(here('../../www/src/generated/wasm/trainscope_bg.wasm'), join(folder, 'trainscope_bg.wasm'));
  await writeFile(join(folder, 'peak.wasm'), assemble());
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><title>Measuring</title><link rel="icon" href="data:,"><script type="module" src="page.js"></script>',
  );
}

export async function inChromium({ executable, folder, rounds, milliseconds, log }) {
  await makePage(folder);
  const server = await serve(folder);
  const browser = await launch(executable);
  try {
    const page = await browser.newPage();
    page.on('console', (message) => {
      log(message.text());
    });
    await page.goto(server.address);
    await page.waitForFunction('globalThis.measure !== undefined');
    const result = await page.evaluate((options) => globalThis.measure(options), { rounds, milliseconds });
    return { version: browser.version(), ...result };
  } finally {
    await browser.close();
    server.close();
  }
}
