/** The built page as a visitor has it: bytes sent, time to the first training step, longest task while it trains. */

import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { launch } from './chromium.js';
import { serve } from './static-server.js';
import { probe } from './throttling.js';
import { longestTasks } from './tracing.js';

const SLOW_DOWN = 4;
/** Four lanes that differ, each over as many runs as the page opens with. */
const FOUR_LANES =
  '#v=1&lanes=4&runs=8&lane2.dropout.p=0.25&lane3.dropout.p=0.5&lane4.initialization.weights=normal';
/** What a visitor loads, that which comes after the first step as well; the document and its icon are counted apart. */
const COUNTED = ['.wasm', '.js', '.css'];
/** After the first step, until what belongs to loading is over, such as the charts. */
const SETTLING = 2000;
const TRAINING = 10_000;
/** A page that has not trained by then never will. */
const PATIENCE = 60_000;

/** In the page, before its own scripts: notes when the step counter first shows a step, and how large fields are. */
function watch() {
  const seen = { images: {} };
  globalThis.seen = seen;
  seen.firstStep = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const counter = document.querySelector('#step-count');
      if (Number(counter?.dataset.step) > 0) {
        resolve(performance.now());
        observer.disconnect();
      }
    });
    observer.observe(document, { subtree: true, childList: true, attributeFilter: ['data-step'] });
  });
  const put = CanvasRenderingContext2D.prototype.putImageData;
  CanvasRenderingContext2D.prototype.putImageData = function (image, ...rest) {
    seen.images[image.width] = (seen.images[image.width] ?? 0) + 1;
    put.call(this, image, ...rest);
  };
}

/** Takes the page its worker, so that the core runs on the one thread that the slow-down is sure to reach. */
function withoutWorker() {
  globalThis.Worker = class {
    constructor() {
      throw new Error('no worker here');
    }
  };
}

/** Evaluating in a page has no limit of its own. */
async function within(milliseconds, promise) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`the page took no training step in ${milliseconds} ms`));
    }, milliseconds);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}

async function open(browser, address, scripts, rate) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  for (const script of [watch, ...scripts]) await page.addInitScript(script);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  await page.goto(address, { waitUntil: 'commit' });
  const firstStep = await within(
    PATIENCE,
    page.evaluate(() => globalThis.seen.firstStep),
  );
  return { context, page, firstStep };
}

/** What a load asked for, file by file, and how long after the document under the slow-down. */
async function filesSent(folder, loads) {
  const files = [];
  for (const path of [...new Set(loads.flatMap((load) => load.map(({ path }) => path)))].sort()) {
    const after = loads.flatMap((load) =>
      load.filter((sent) => sent.path === path).map(({ at }) => at - load[0].at),
    );
    const contents = await readFile(join(folder, path));
    const brotli = brotliCompressSync(contents, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_LGWIN]: 24,
        [constants.BROTLI_PARAM_SIZE_HINT]: contents.length,
      },
    }).length;
    files.push({
      path: path.replaceAll('\\', '/'),
      raw: contents.length,
      brotli,
      after,
      counted: COUNTED.includes(extname(path)),
    });
  }
  return files;
}

async function firstSteps(browser, address, scripts, rate, loads, beforeEach) {
  const times = [];
  for (let load = 0; load < loads; load += 1) {
    beforeEach?.();
    const { context, page, firstStep } = await open(browser, address, scripts, rate);
    times.push(firstStep);
    // What the page leaves for later belongs to what it sends.
    if (beforeEach) await page.waitForTimeout(SETTLING);
    await context.close();
  }
  return times;
}

async function training(browser, address) {
  const { context, page } = await open(browser, address + FOUR_LANES, [], SLOW_DOWN);
  const step = () => page.locator('#step-count').getAttribute('data-step').then(Number);
  // The cards are built one by one.
  const cards = page.locator('.card');
  await cards.nth(3).waitFor();
  const lanes = await cards.count();
  if (lanes !== 4) throw new Error(`the page shows ${lanes} lanes and not four`);
  await page.waitForTimeout(SETTLING);
  await page.evaluate(() => {
    globalThis.seen.images = {};
  });
  const before = await step();
  const tasks = await longestTasks(browser, page, TRAINING);
  const steps = (await step()) - before;
  if (!(steps > 0)) throw new Error('the page did not train while its tasks were measured');
  const images = await page.evaluate(() => globalThis.seen.images);
  await context.close();
  // A unit's picture is smaller than any field.
  return { ...tasks, steps, milliseconds: TRAINING, field: Math.max(...Object.keys(images).map(Number)) };
}

export async function pageMetrics({ executable, folder, loads, log }) {
  const browser = await launch(executable);
  /** What was sent, load by load. */
  const sent = [[]];
  const server = await serve(folder, (path) => sent.at(-1).push({ path, at: performance.now() }));
  try {
    log('whom the slow-down reaches');
    const reach = await probe(browser, server.address, SLOW_DOWN);
    log(`first training step, ${loads} loads`);
    sent.length = 0;
    const firstStep = await firstSteps(browser, server.address, [], SLOW_DOWN, loads, () => sent.push([]));
    const files = await filesSent(folder, [...sent]);
    log('the same without a worker');
    const firstStepWithoutWorker = await firstSteps(
      browser,
      server.address,
      [withoutWorker],
      SLOW_DOWN,
      loads,
    );
    log('the same at full speed');
    const firstStepAtFullSpeed = await firstSteps(browser, server.address, [], 1, loads);
    log('four lanes train');
    const tasks = await training(browser, server.address);
    return {
      version: browser.version(),
      slowDown: SLOW_DOWN,
      files,
      reach,
      firstStep,
      firstStepWithoutWorker,
      firstStepAtFullSpeed,
      training: tasks,
    };
  } finally {
    await browser.close();
    server.close();
  }
}
