/** The module as it is shipped computes the pinned bits in this browser. */

import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';

interface Pinned {
  readonly weights: string;
  readonly experiment: object;
}

/** What the glue beside the module exports, as far as it is needed here. */
interface Glue {
  readonly default: (options: { module_or_path: URL }) => Promise<unknown>;
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

test('the shipped module computes the pinned bits', async ({ page }) => {
  await page.route('**/glue.js', (route) => route.fulfill({ contentType: 'text/javascript', body: GLUE }));
  const asked = page.waitForRequest(/trainscope_bg.*\.wasm$/);
  await page.goto('./');
  const module = (await asked).url();
  const found = await page.evaluate(
    async ({ module, experiments, steps }) => {
      const at = new URL('glue.js', location.href).href;
      const { default: init, Playground } = (await import(at)) as Glue;
      await init({ module_or_path: new URL(module) });
      return experiments.map((experiment) => {
        const playground = new Playground(JSON.stringify([experiment]), 1);
        playground.step(steps);
        return playground.weightsHash(0, 0);
      });
    },
    { module, experiments: PINNED.map(({ experiment }) => experiment), steps: STEPS },
  );
  expect(found).toEqual(PINNED.map(({ weights }) => weights));
});
