/** What the charts of signals show, from what the core measured. */

import { describe, expect, it } from 'vitest';
import type { LaneSignals } from '../../src/session/looks/signals';
import { barsOf, grouped, reach } from '../../src/lenses/signals/details';
import { power } from '../../src/lenses/signals/layer-chart';
import {
  decadesOf,
  distinctShares,
  factorOf,
  fateOf,
  gainAt,
  GAIN_STOPS,
  medianLikeness,
  spreads,
  stopOf,
  stuckShares,
  theoryOf,
  widened,
  type Value,
} from '../../src/lenses/signals/model';

function values(...numbers: readonly number[]): readonly Value[] {
  return numbers.map((middle) => ({ low: middle, middle, high: middle }));
}

function lane(state: readonly number[], copyOf: readonly number[]): LaneSignals {
  return {
    examples: 1,
    now: new Float64Array(),
    state: Uint8Array.from(state),
    copyOf: Uint32Array.from(copyOf),
    start: undefined,
    histograms: undefined,
    drawn: undefined,
    likeness: undefined,
  };
}

describe('the middle of the runs', () => {
  // Run by run, layer by layer: z, a, ∂ℓ/∂z, ∂ℓ/∂W.
  const measured = Float64Array.from(
    [1, 2, 3, 4, 9].flatMap((z) => [z, 10 * z, 100 * z, 1000 * z, z / 10, 0, 0, 0]),
  );

  it('is the median with the quartiles, of the quantity and the layer that are meant', () => {
    expect(spreads(measured, 2, 'z')).toEqual([
      { low: 2, middle: 3, high: 4 },
      { low: 0.2, middle: 0.3, high: 0.4 },
    ]);
    expect(spreads(measured, 2, 'gradient')[0]?.middle).toBe(3000);
  });

  it('counts what is not finite as larger than all, and is missing where most of it is', () => {
    const one = (z: number): number[] => [z, 0, 0, 0];
    const some = spreads(Float64Array.from([1, Number.NaN, 2].flatMap(one)), 1, 'z');
    expect(some[0]?.middle).toBe(2);
    expect(spreads(Float64Array.from([1, Number.NaN, Infinity].flatMap(one)), 1, 'z')).toEqual([null]);
  });
});

it('theory is of the first three quantities, and missing where there is none', () => {
  const start = {
    values: new Float64Array(),
    theory: { gain: 1, values: Float64Array.from([1, 2, 3, 4, 5, 6]) },
  };
  expect(theoryOf(start, 2, 'delta')?.map((value) => value?.middle)).toEqual([3, 6]);
  expect(theoryOf(start, 2, 'gradient')).toBeUndefined();
  expect(theoryOf({ ...start, theory: undefined }, 2, 'z')).toBeUndefined();
});

it('units are counted in their own layers', () => {
  const own = lane([0, 1, 2, 0, 0], [0, 0, 2, 3, 3]);
  expect(stuckShares(own, [3, 2, 1]).map((value) => value?.middle)).toEqual([2 / 3, 0]);
  expect(distinctShares(own, [3, 2, 1]).map((value) => value?.middle)).toEqual([2 / 3, 1 / 2]);
});

describe('what becomes of a signal', () => {
  it('is the factor a layer, forward and back', () => {
    expect(factorOf(values(8, 4, 2), false)).toBeCloseTo(0.5);
    expect(factorOf(values(8, 4, 2), true)).toBeCloseTo(2);
    expect(factorOf(values(8), false)).toBeUndefined();
    expect(factorOf(values(8, 0), false)).toBeUndefined();
  });

  it('has a name past a factor of 100', () => {
    expect(fateOf(values(1, 0.1, 0.011), false)).toBe('holds');
    expect(fateOf(values(1, 0.1, 0.009), false)).toBe('vanishes');
    expect(fateOf(values(1, 0.1, 0.009), true)).toBe('explodes');
    expect(fateOf([...values(1), null], false)).toBe('explodes');
    expect(fateOf(values(1, 0), false)).toBe('vanishes');
    expect(fateOf(values(0, 0), false)).toBe('none');
  });
});

describe('an axis', () => {
  it('is of whole decades around everything above zero, two at least', () => {
    expect(decadesOf([values(0.02, 0), values(300)])).toEqual([-2, 3]);
    expect(decadesOf([values(0.5, 0.6)])).toEqual([-1, 1]);
    expect(decadesOf([values(1.5, 1.6)])).toEqual([-1, 1]);
    expect(decadesOf([values(0)])).toEqual([-1, 1]);
    expect(decadesOf([[null, ...values(1e-30)]])).toEqual([-30, -28]);
  });

  it('does not shrink while it is watched', () => {
    expect(widened([-3, 1], [-1, 2])).toEqual([-3, 2]);
    expect(widened(undefined, [-1, 2])).toEqual([-1, 2]);
  });

  it('is labelled with powers of ten', () => {
    expect([power(-12), power(0), power(3)]).toEqual(['10⁻¹²', '1', '10³']);
  });
});

it('the median likeness is of different units', () => {
  expect(medianLikeness(Float32Array.from([1, 0.25, 0.25, 1]))).toBe(0.25);
  expect(medianLikeness(Float32Array.from([1, 0.5, 0.25, 0.5, 1, 0.75, 0.25, 0.75, 1]))).toBe(0.5);
  expect(medianLikeness(Float32Array.from([1]))).toBeUndefined();
});

it('the gain has a stop at 1, and stops and gains agree', () => {
  expect([gainAt(0), gainAt(GAIN_STOPS / 2), gainAt(GAIN_STOPS)]).toEqual([0.1, 1, 10]);
  for (let stop = 0; stop <= GAIN_STOPS; stop += 1) expect(stopOf(gainAt(stop))).toBe(stop);
  expect([stopOf(0), stopOf(0.01), stopOf(99)]).toEqual([0, 0, GAIN_STOPS]);
});

it('a histogram reaches as far as there is something in it', () => {
  const counts = new Uint32Array(48);
  counts[12] = 5;
  counts[14] = 1;
  const magnitudes = { range: Float32Array.from([-12, 4]), counts, zeros: 3 };
  expect(reach([barsOf(magnitudes, 0)])).toEqual([-8, -7]);
  const plain = { range: Float32Array.from([-2, 2]), counts: Uint32Array.from([1, 0, 1, 0]), zeros: 0 };
  expect(reach([barsOf(plain, 0)])).toEqual([-2, 1]);
  expect(reach([barsOf(plain, 0), barsOf(magnitudes, 1)])).toEqual([-8, 1]);
  expect(reach([])).toBeUndefined();
});

it('few weights get wide bars, and none is lost', () => {
  const counts = Uint32Array.from({ length: 48 }, (_, bar) => bar);
  for (const [total, bars] of [
    [64, 12],
    [256, 24],
    [4096, 48],
  ] as const) {
    const wide = grouped(counts, total);
    expect(wide.length).toBe(bars);
    expect(wide.reduce((sum, count) => sum + count, 0)).toBe((48 * 47) / 2);
  }
});
