/** PyTorch scripts: what they say is pinned, and so is what PyTorch made of them. */

import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { single } from '../../src/export/python';
import { RECORDED_SECTIONS, STATED_SECTIONS } from '../../src/export/pytorch';
import { TRANSLATED } from '../../src/export/pytorch/plan';
import { schema } from '../../src/schema';
import figures from '../pytorch/figures.json';
import { makeScripts, type Made } from '../pytorch/scripts';

/** What `tests/pytorch/run.mjs` wrote down of a case. */
interface Figures {
  readonly sha256: string;
  readonly steps: number;
  readonly largest: number | null;
  readonly first: { readonly pytorch: number; readonly trainscope: number };
}

const CASES: Readonly<Record<string, Figures | undefined>> = figures.cases;
/** Losses are printed with six digits. */
const PRINTED = 2e-6;

let made: readonly Made[] = [];
beforeAll(async () => {
  made = await makeScripts();
});

describe('the PyTorch script', () => {
  it('is, for every case, the one whose outcome is pinned', () => {
    expect(made.map(({ of }) => of.name).sort()).toEqual(Object.keys(CASES).sort());
    for (const { of, script } of made)
      expect(createHash('sha256').update(script).digest('hex'), `${of.name}: run tests/pytorch/run.mjs`).toBe(
        CASES[of.name]?.sha256,
      );
  });

  it('reads as it is kept', async () => {
    const kept = made.filter(({ of }) => of.kept);
    expect(kept.length).toBeGreaterThan(1);
    for (const { of, script } of kept)
      await expect(script).toMatchFileSnapshot(`../pytorch/kept/${of.name}.py`);
  });

  it('gave the same losses in PyTorch, where there is no dropout', () => {
    const compared = Object.values(CASES).filter((figures) => typeof figures?.largest === 'number');
    expect(compared.length).toBeGreaterThanOrEqual(20);
    for (const [name, figures] of Object.entries(CASES))
      if (typeof figures?.largest === 'number') expect(figures.largest, name).toBeLessThan(1e-4);
  });

  it('began with the same loss in PyTorch, with dropout too, unless masks stay on', () => {
    for (const { of } of made) {
      if (of.settings['dropout.evaluate'] === 'train') continue;
      const first = CASES[of.name]?.first;
      expect(Math.abs((first?.pytorch ?? 0) - (first?.trainscope ?? 1)), of.name).toBeLessThan(PRINTED);
    }
  });

  it('accounts for every field of the experiment', () => {
    const sections: readonly string[] = [...RECORDED_SECTIONS, ...STATED_SECTIONS];
    const paths: readonly string[] = TRANSLATED;
    const known = schema.fields.filter(
      ({ path }) => sections.includes(path.split('.')[0] ?? '') || paths.includes(path),
    );
    expect(known).toEqual(schema.fields);
  });

  it('writes single-precision numbers so that they come back', () => {
    const bits = new DataView(new ArrayBuffer(4));
    for (let pattern = 1; pattern < 2 ** 31; pattern += 1_299_709) {
      bits.setUint32(0, pattern);
      const value = bits.getFloat32(0);
      if (Number.isFinite(value)) expect(Math.fround(Number(single(value)))).toBe(value);
    }
  });
});
