// The pages in examples/embedding, the page and a lesson in WebKitGTK, which Playwright cannot drive.
// node --test tests/webkit/; WEBKITDRIVER names the driver, and DISPLAY says where its browser may show itself.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import process from 'node:process';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Builder, By } from 'selenium-webdriver';
import { preview } from 'vite';

const SECONDS = 60_000;
let host, address, program, browser;

/** A port that nobody listens at. */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

before(async () => {
  host = await preview({
    root: '..',
    configFile: false,
    build: { outDir: '.' },
    preview: { port: 0 },
    logLevel: 'silent',
  });
  [address] = host.resolvedUrls.local;
  const port = await freePort();
  program = spawn(process.env.WEBKITDRIVER ?? 'WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore' });
  // The driver answers a moment after it was started.
  for (let tries = 0; browser === undefined; tries += 1)
    try {
      browser = await new Builder()
        .usingServer(`http://127.0.0.1:${port}`)
        .withCapabilities({
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': { args: ['--automation'] },
        })
        .build();
    } catch (error) {
      if (tries === 20) throw error;
      await pause(500);
    }
});

after(async () => {
  await browser?.quit();
  program?.kill();
  await host?.close();
});

/** Waits until the script, run over and over, gives something that holds. */
async function until(script, holds, what) {
  let last;
  const reached = async () => holds((last = await browser.executeScript(script)));
  await browser.wait(reached, SECONDS).catch(() => assert.fail(`${what}: ${JSON.stringify(last)}`));
}

/** Plays the first element of the document and waits until it has made steps and drawn them. */
async function trains() {
  const parts = `const root = document.querySelector('train-scope')?.shadowRoot;`;
  await until(
    `${parts} return root?.querySelectorAll('canvas').length ?? 0`,
    (count) => count > 0,
    'no canvas',
  );
  await browser.executeScript(`document.querySelector('train-scope').play()`);
  await until(
    `${parts} return Number(root.querySelector('#step-count').dataset.step)`,
    (step) => step > 0,
    'no step was made',
  );
}

for (const name of ['element', 'single-file', 'strict-policy', 'twenty'])
  test(`${name}.html trains`, async () => {
    await browser.get(`${address}examples/embedding/${name}.html`);
    await trains();
  });

for (const name of ['iframe', 'sandboxed'])
  test(`${name}.html trains`, async () => {
    await browser.get(`${address}examples/embedding/${name}.html`);
    await browser.switchTo().frame(await browser.findElement(By.css('iframe')));
    await trains();
    await browser.switchTo().defaultContent();
  });

test('iframe.html gives the frame the height that it asks for', async () => {
  await browser.get(`${address}examples/embedding/iframe.html`);
  await until(
    `return document.querySelector('iframe').height`,
    (height) => height !== '640',
    'still as it was',
  );
});

test('a lesson trains', async () => {
  await browser.get(`${address}www/dist/lessons/dropout/index.html`);
  await trains();
});

test('the page trains', async () => {
  await browser.get(`${address}www/dist/index.html`);
  await until(
    `return Number(document.querySelector('#step-count')?.dataset.step ?? 0)`,
    (step) => step > 0,
    'no step was made',
  );
});
