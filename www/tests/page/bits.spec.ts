/** The module as it is shipped computes the pinned bits in this browser. */

import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { open, pause, TWO_LANES, weights } from './page';

interface Pinned {
  readonly weights: string;
  readonly experiment: object;
}

/** What the glue beside the module exports, as far as it is needed here. */
interface Glue {
  readonly default: (options: { module_or_path: URL }) => Promise<unknown>;
  readonly extend: (response: Promise<Response>) => Promise<void>;
  readonly Playground: new (
    lanes: string,
    replicas: number,
  ) => {
    step: (count: number) => void;
    weightsHash: (lane: number, replica: number) => string;
  };
}

const PINNED = JSON.parse(readFileSync('../tests/bits.json', 'utf8')) as readonly Pinned[];
const GLUE = readFileSync('src/generated/wasm/trainscope.js', 'utf8');
const STEPS = 500;

test('the shipped module computes the pinned bits, with and without its second part', async ({ page }) => {
  await page.route('**/glue.js', (route) => route.fulfill({ contentType: 'text/javascript', body: GLUE }));
  const first = page.waitForRequest(/trainscope_bg.*\.wasm$/);
  const rest = page.waitForRequest(/trainscope_rest.*\.wasm$/);
  await open(page);
  await page.locator('#tab-signals').click();
  const modules = [(await first).url(), (await rest).url()];
  const found = await page.evaluate(
    async ({ modules: [first = '', rest = ''], experiments, steps }) => {
      const at = new URL('glue.js', location.href).href;
      const { default: init, extend, Playground } = (await import(at)) as Glue;
      await init({ module_or_path: new URL(first) });
      const made = (): InstanceType<Glue['Playground']>[] =>
        experiments.map((experiment) => new Playground(JSON.stringify([experiment]), 1));
      const [alone, extended] = [made(), made()];
      for (const playground of alone) playground.step(steps);
      for (const playground of extended) playground.step(steps / 2);
      await extend(fetch(rest));
      for (const playground of extended) playground.step(steps / 2);
      return [alone, extended].map((runs) => runs.map((playground) => playground.weightsHash(0, 0)));
    },
    { modules, experiments: PINNED.map(({ experiment }) => experiment), steps: STEPS },
  );
  const pinned = PINNED.map(({ weights }) => weights);
  expect(found).toEqual([pinned, pinned]);
});

test('what lenses need of the core comes with the first lens, and changes no run', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.wasm')) asked.push(new URL(request.url()).pathname);
  });
  const step = async (count: number): Promise<void> => {
    const before = Number(await page.locator('#step-count').getAttribute('data-step'));
    for (let made = 1; made <= count; made += 1) {
      await page.locator('#step').click();
      await expect(page.locator('#step-count')).toHaveAttribute('data-step', String(before + made));
    }
  };
  const begin = async (): Promise<void> => {
    await open(page, TWO_LANES);
    await pause(page);
    await page.locator('#reset').click();
    await expect(page.locator('#step-count')).toHaveAttribute('data-step', '0');
    await step(4);
  };
  await begin();
  await step(4);
  const without = [await weights(page, 1, 8), await weights(page, 2, 8)];
  expect(asked.filter((path) => path.includes('trainscope_rest'))).toEqual([]);

  await page.goto('about:blank');
  await begin();
  const before = [await weights(page, 1, 4), await weights(page, 2, 4)];
  await page.locator('#tab-signals').click();
  await expect(page.locator('#tab-panel canvas').first()).toBeVisible();
  await expect.poll(() => asked.filter((path) => path.includes('trainscope_rest')).length).toBe(1);
  expect([await weights(page, 1, 4), await weights(page, 2, 4)]).toEqual(before);
  await step(4);
  expect([await weights(page, 1, 8), await weights(page, 2, 8)]).toEqual(without);
});
