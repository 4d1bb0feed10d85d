/** Weights counted by value, and the cells of a matrix. */

import { describe, expect, it } from 'vitest';
import { barHeight } from '../../src/lenses/weights/histograms';
import { cellAt, layoutMatrix } from '../../src/lenses/weights/matrix-layout';
import { binned, BINS, countsOf, roundLimit } from '../../src/session/looks/histogram';

describe('the counts of a layer', () => {
  it('are those of its weights', () => {
    const counts = countsOf(Float32Array.of(1, -1, 0, 0.005, 2, Number.NaN));
    expect(counts).toMatchObject({ count: 6, largest: 2, near: 2, zero: 1, lost: 1 });
    expect(counts.mean).toBeCloseTo(2.005 / 5, 6);
    const mean = 2.005 / 5;
    const variance = [1, -1, 0, 0.005, 2].reduce((sum, value) => sum + (value - mean) ** 2, 0) / 5;
    expect(counts.deviation).toBeCloseTo(Math.sqrt(variance), 6);
  });

  it('of nothing but zeros are all near 0, and of nothing finite are lost', () => {
    expect(countsOf(new Float32Array(4))).toMatchObject({ near: 4, zero: 4, largest: 0 });
    const lost = countsOf(Float32Array.of(Number.NaN, Infinity));
    expect(lost).toMatchObject({ lost: 2, near: 0 });
    expect(lost.mean).toBeNaN();
  });
});

describe('bins', () => {
  it('hold every finite weight once', () => {
    const weights = Float32Array.from({ length: 500 }, (_, index) => Math.sin(index) * 3);
    const bins = binned(weights, 3);
    expect(bins).toHaveLength(BINS);
    expect(bins.reduce((sum, count) => sum + count, 0)).toBe(500);
    expect(binned(Float32Array.of(Number.NaN, 1), 1).reduce((sum, count) => sum + count, 0)).toBe(1);
  });

  it('have 0 in the middle one, both ends within', () => {
    const bins = binned(Float32Array.of(-1, 0, 1), 1);
    expect([bins[0], bins[(BINS - 1) / 2], bins[BINS - 1]]).toEqual([1, 1, 1]);
  });

  it('end at a round number that is not smaller', () => {
    expect([0, 0.2, 0.21, 1, 1.2, 99, 0.0061].map(roundLimit)).toEqual([
      1, 0.2, 0.30000000000000004, 1, 1.5, 100, 0.0075,
    ]);
    for (let value = 0.001; value < 50; value *= 1.37)
      expect(roundLimit(value)).toBeGreaterThanOrEqual(value);
  });

  it('are as high as their share, or as its logarithm', () => {
    expect(barHeight(5, 10, false)).toBe(0.5);
    expect(barHeight(0, 10, true)).toBe(0);
    expect(barHeight(10, 10, true)).toBe(1);
    expect(barHeight(1, 1000, true)).toBeGreaterThan(barHeight(1, 1000, false));
  });
});

describe('the cells of a matrix', () => {
  it.each([
    [2, 8, 240],
    [64, 64, 300],
    [256, 256, 260],
    [1, 1, 500],
    [8, 1, 300],
  ])('of %i by %i are found by their middles', (inputs, outputs, width) => {
    const layout = layoutMatrix({ inputs, outputs, first: 0 }, width);
    const [w, h] = layout.cell;
    for (const to of [0, outputs - 1])
      for (const from of [0, inputs - 1])
        expect(cellAt(layout, layout.left + (from + 0.5) * w, layout.top + (to + 0.5) * h)).toEqual({
          to,
          from,
        });
    expect(cellAt(layout, layout.biases + 1, layout.top + 0.5 * h)).toEqual({ to: 0, from: undefined });
    expect(layout.biases + layout.biasWidth).toBeLessThanOrEqual(width);
    expect(layout.height).toBeLessThanOrEqual(330);
    expect(cellAt(layout, layout.biases - 4, layout.top + 1)).toBeUndefined();
    expect(cellAt(layout, layout.left + 1, layout.top - 2)).toBeUndefined();
  });
});
