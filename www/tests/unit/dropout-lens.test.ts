/** What dropout's lens works out from the core's numbers. */

import { describe, expect, it } from 'vitest';
import {
  areas,
  band,
  extent,
  outside,
  ratesOf,
  ratio,
  saying,
  slicesOf,
  verdict,
} from '../../src/lenses/dropout/figures';
import type { LayerScale } from '../../src/session/looks/dropout';
import type { FieldFrame } from '../../src/session/types';

const layer = (test: number, train: number, error: number): LayerScale => ({
  eval: [test, test],
  own: [train, train],
  ownError: [error, error],
  train: [train, train],
  trainError: [error, error],
});

const field = (lattice: number, values: readonly number[]): FieldFrame => ({
  size: lattice,
  rgba: new Uint8ClampedArray(4 * lattice * lattice),
  lattice,
  values: Float32Array.from(values),
});

describe('the rates', () => {
  it('are one for each layer, whether given once or layer by layer', () => {
    expect(ratesOf({ 'dropout.p': 0.5, 'dropout.input': 0.1 }, 2)).toEqual([0.1, 0.5, 0.5]);
    expect(ratesOf({ 'dropout.p': [0.2, 0], 'dropout.input': 0 }, 2)).toEqual([0, 0.2, 0]);
    expect(ratesOf(undefined, 1)).toEqual([0, 0]);
  });

  it('belong to slices of the list of units', () => {
    expect(slicesOf([2, 8, 4])).toEqual([
      { from: 0, to: 2 },
      { from: 2, to: 10 },
      { from: 10, to: 14 },
    ]);
  });
});

describe('the verdict on scaling', () => {
  it('is equal where chance explains the difference', () => {
    const found = verdict([layer(1, 1.5, 0.01), layer(2, 2.02, 0.02)], [0, 0.5]);
    expect(found).toMatchObject({ layer: 1, equal: true });
    expect(found?.ratio.value).toBeCloseTo(1.01);
  });

  it('names the layer that chance does not explain, even where another one is further off by chance', () => {
    const found = verdict([layer(1, 0.9, 0.01), layer(1, 1.5, 0.4)], [0.1, 0.5]);
    expect(found).toMatchObject({ layer: 0, equal: false });
  });

  it('is silent where no layer has dropout or anything to hand on', () => {
    expect(verdict([layer(1, 1, 0)], [0])).toBeUndefined();
    expect(verdict([layer(0, 0, 0)], [0.5])).toBeUndefined();
    expect(ratio(Number.NaN, 0, 1)).toBeUndefined();
  });
});

describe('the counts', () => {
  it('have a band that shrinks with the root of the masks', () => {
    const [low, high] = band(0.5, 100);
    expect(low).toBeCloseTo(0.402);
    expect(high).toBeCloseTo(0.598);
    expect(band(0.5, 400)[1] - 0.5).toBeCloseTo((high - 0.5) / 2);
    expect(band(0.01, 10)[0]).toBe(0);
  });

  it('are outside of it or not', () => {
    expect(outside(Uint32Array.of(50, 40, 60, 30), 0.5, 100)).toBe(3);
  });
});

describe('a field', () => {
  it('has the area of each class, from 2P − 1 or from the probabilities', () => {
    expect(areas(field(2, [-1, 0, 0.1, 1]), 2)).toEqual([0.5, 0.5]);
    expect(areas(field(1, [0.2, 0.5, 0.3]), 3)).toEqual([0, 1, 0]);
  });

  it('says a class and its probability, or a number', () => {
    const two = saying(Float32Array.of(-0.5), 2);
    expect(two).toEqual({ label: 0, value: 0.75 });
    expect(saying(Float32Array.of(0.25, 0.5, 0.25), 3)).toEqual({ label: 1, value: 0.5 });
    expect(saying(Float32Array.of(-0.5), 0)).toEqual({ label: undefined, value: -0.5 });
  });

  it('has a mean and a largest value', () => {
    expect(extent(Float32Array.of(0.25, 0.75))).toEqual({ mean: 0.5, most: 0.75 });
  });
});
