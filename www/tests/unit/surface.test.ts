/** What the loss surface's lens makes of the core's numbers. */

import { describe, expect, it } from 'vitest';
import { evenly, levelsOf, pathsOf, pointsOf, scaleOf, shareOf } from '../../src/lenses/surface/data';

describe('paths', () => {
  const numbers = Float64Array.from(
    [
      [0, 0, 0, 1, 2, 0.5, 0.9],
      [0, 0, 10, 1, 3, 0.5, 0.8],
      [0, 1, 0, 4, 5, 0.5, 0.7],
      [1, 1, 0, 4, 5, 0.5, Number.NaN],
    ].flat(),
  );

  it('are the points of one run each', () => {
    const paths = pathsOf(pointsOf(numbers, true));
    expect(paths.map((path) => path.length)).toEqual([2, 1, 1]);
    expect(paths[0]?.[1]).toEqual({ lane: 0, replica: 0, step: 10, x: 1, y: 3, distance: 0.5, loss: 0.8 });
    expect(paths[2]?.[0]?.loss).toBeNaN();
  });

  it('may come without their losses', () => {
    const [point] = pointsOf(Float64Array.from([2, 3, 40, 1, 2, 0.1]), false);
    expect(point).toEqual({ lane: 2, replica: 3, step: 40, x: 1, y: 2, distance: 0.1, loss: Number.NaN });
  });
});

describe('the scale', () => {
  const values = Float64Array.from([0, 0.1, 10, Number.POSITIVE_INFINITY, Number.NaN]);

  it('spans what can be shown', () => {
    expect(scaleOf(values, false)).toEqual({ log: false, low: 0, high: 10 });
    expect(scaleOf(values, true)).toEqual({ log: true, low: 0.1, high: 10 });
    expect(scaleOf(Float64Array.from([Number.NaN]), true)).toBeUndefined();
  });

  it('goes from 0 to 1, and knows nothing of what is not finite', () => {
    const scale = { log: true, low: 0.1, high: 10 };
    expect([0, 0.1, 1, 10].map((value) => shareOf(scale, value))).toEqual([0, 0, expect.closeTo(0.5), 1]);
    expect(shareOf({ ...scale, log: false }, 5.05)).toBeCloseTo(0.5);
    expect(shareOf(scale, Number.POSITIVE_INFINITY)).toBeNaN();
    expect(shareOf({ log: true, low: 2, high: 2 }, 2)).toBe(0);
  });
});

describe('the lines', () => {
  it('are at round losses', () => {
    expect(levelsOf({ log: false, low: 0.05, high: 0.55 })).toEqual([
      0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5,
    ]);
    expect(levelsOf({ log: true, low: 0.15, high: 25 })).toEqual([0.2, 0.5, 1, 2, 5, 10, 20]);
    // A range of less than a power of ten, and one of very many.
    expect(levelsOf({ log: true, low: 0.5, high: 0.7 }).length).toBeGreaterThan(5);
    expect(levelsOf({ log: true, low: 1e-9, high: 1e9 }).length).toBeLessThan(15);
  });

  it('lie within the scale, and there are none where it is flat', () => {
    for (const log of [true, false])
      for (const [low, high] of [
        [0.693, 0.694],
        [1e-6, 3],
        [2, 900],
      ] as const)
        for (const level of levelsOf({ log, low, high })) {
          expect(level).toBeGreaterThan(low);
          expect(level).toBeLessThan(high);
        }
    expect(levelsOf({ log: false, low: 1, high: 1 })).toEqual([]);
  });
});

describe('a few of many', () => {
  it('have the first and the last among them', () => {
    expect(evenly(3, 5)).toEqual([0, 1, 2]);
    expect(evenly(64, 4)).toEqual([0, 21, 42, 63]);
    expect(evenly(0, 4)).toEqual([]);
  });
});
