/** The core comes in two parts: what the second brings works on what the first has made, and disturbs none of it. */

import { readFileSync } from 'node:fs';
import { beforeEach, expect, test, vi } from 'vitest';
import type * as Glue from '../../src/generated/wasm/trainscope';

interface Pinned {
  readonly weights: string;
  readonly experiment: object;
}

const FOLDER = 'src/generated/wasm/';
const FIRST = readFileSync(`${FOLDER}trainscope_bg.wasm`);
const REST = readFileSync(`${FOLDER}trainscope_rest.wasm`);
const PINNED = JSON.parse(readFileSync('../tests/bits.json', 'utf8')) as readonly Pinned[];
const STEPS = 500;

let glue: typeof Glue;

/** A core of its own for each test, with its first part alone. */
beforeEach(async () => {
  vi.resetModules();
  glue = await import('../../src/generated/wasm/trainscope');
  await glue.default({ module_or_path: FIRST });
});

const extend = (): Promise<void> =>
  glue.extend(new Response(REST, { headers: { 'Content-Type': 'application/wasm' } }));

const exported = (bytes: Buffer<ArrayBuffer>): readonly string[] =>
  WebAssembly.Module.exports(new WebAssembly.Module(bytes)).map(({ name }) => name);

test('each method is in one of the parts', () => {
  const wanted = [...readFileSync(`${FOLDER}trainscope.js`, 'utf8').matchAll(/wasm\.(playground_\w+)/g)];
  const [first, rest] = [exported(FIRST), exported(REST)];
  for (const [, name = ''] of wanted) expect([first.includes(name), rest.includes(name)]).toContain(true);
  expect(first.filter((name) => rest.includes(name))).toEqual([]);
});

test('the second part brings neither a memory nor data of its own', () => {
  const module = new WebAssembly.Module(REST);
  const imported = WebAssembly.Module.imports(module).filter(({ module }) => module === 'first');
  expect(imported.map(({ kind }) => kind)).toContain('memory');
  expect(WebAssembly.Module.exports(module).every(({ kind }) => kind === 'function')).toBe(true);
  expect(REST.length).toBeLessThan(FIRST.length / 2);
});

test('a method that has not come yet is named by the error, and the run goes on', () => {
  const [pinned] = PINNED;
  const playground = new glue.Playground(JSON.stringify([pinned?.experiment]), 1);
  playground.step(STEPS - 1);
  expect(() => playground.gradient(0, 0)).toThrow('playground_gradient');
  playground.step(1);
  expect(playground.weightsHash(0, 0)).toBe(pinned?.weights);
});

test('runs that were begun without the second part go on with it to the pinned bits', async () => {
  const run = ({ experiment }: Pinned): Glue.Playground => {
    const playground = new glue.Playground(JSON.stringify([experiment]), 1);
    playground.checkpoint();
    playground.step(STEPS / 2);
    return playground;
  };
  const runs = PINNED.map(run);
  const before = runs.map((playground) => playground.weightsHash(0, 0));
  await extend();
  for (const playground of runs) {
    const { values } = playground.signals(0, false, true);
    expect(values.every((value) => value >= 0)).toBe(true);
    expect(playground.gradient(0, 0).length).toBe(playground.parameters(0, 0).length);
    expect(playground.surfaceBegin(0, undefined, 1, undefined)).toBe(true);
    expect(playground.surfaceAdvance(1)).toBeGreaterThan(0);
    expect(playground.subNetworks(0, 0, 8, 0, 0, 4, 2)?.full.length).toBeGreaterThan(0);
  }
  expect(runs.map((playground) => playground.weightsHash(0, 0))).toEqual(before);
  for (const playground of runs) playground.step(STEPS / 2);
  expect(runs.map((playground) => playground.weightsHash(0, 0))).toEqual(
    PINNED.map(({ weights }) => weights),
  );
  // What the second part makes, here an earlier state, the first goes on with.
  for (const playground of runs) {
    expect(playground.restore(0)).toBe(true);
    playground.step(STEPS);
  }
  expect(runs.map((playground) => playground.weightsHash(0, 0))).toEqual(
    PINNED.map(({ weights }) => weights),
  );
});

test('what the core refuses it refuses in both parts', async () => {
  const playground = new glue.Playground('[{"version":1}]', 1);
  expect(() => playground.parameters(7, 0)).toThrow();
  await extend();
  expect(() => playground.gradient(7, 0)).toThrow();
  expect(() => new glue.Playground('[{"version":1,"batch":0}]', 1)).toThrow();
  // The table of what is thrown is one: what was thrown before has left its place again.
  expect(playground.layout(0).classes).toBe(2);
});
