/** The inputs' lens: what it makes of the core's numbers, and the experiments that it opens. */

import { describe, expect, it } from 'vitest';
import {
  agesAndIncomes,
  demonstration,
  farthest,
  leakOf,
  normalized,
  slowSteps,
  spreadsOf,
  stableRate,
} from '../../src/lenses/inputs/figures';
import { schema } from '../../src/schema';

const spreads = {
  train: Float64Array.of(1, 2, -3, 5, 7, 0, 7, 7),
  dev: undefined,
  all: Float64Array.of(1.5, 3, -3, 9, 8, 1, 7, 9),
  shifts: Float64Array.of(1, 7),
  divisors: Float64Array.of(2, 1),
};

describe('the inputs', () => {
  it('are read four numbers at a time, and normalized as the core does it', () => {
    const [first, second] = spreadsOf(spreads.train) ?? [];
    expect(first).toEqual({ mean: 1, deviation: 2, low: -3, high: 5 });
    expect(second?.mean).toBe(7);
    expect(spreadsOf(undefined)).toBeUndefined();
    if (first !== undefined)
      expect(normalized(first, 1, 2)).toEqual({ mean: 0, deviation: 1, low: -2, high: 2 });
  });

  it('are moved by a leak as far as their means say, but for constant ones', () => {
    expect(farthest(spreads)).toBe(0.25);
  });

  it('are age and income where the scales are theirs', () => {
    const settings = { ...schema.defaults, 'inputs.scale': [1, 100] };
    expect(agesAndIncomes(settings)).toBe(true);
    expect(agesAndIncomes({ ...settings, 'inputs.scale': [100, 1] })).toBe(false);
    expect(agesAndIncomes({ ...settings, 'inputs.features': ['x1'] })).toBe(false);
    expect(agesAndIncomes(schema.defaults)).toBe(false);
  });
});

describe('the descent', () => {
  it('is stable below 2/λ, and takes about κ steps along the flattest direction', () => {
    const eigenvalues = Float64Array.of(0.5, 4);
    expect(stableRate({ eigenvalues, directions: new Float64Array(), condition: 8, whole: true })).toBe(0.5);
    // Gradient descent itself, at 1/λ of the steepest direction.
    for (const condition of [1.001, 8, 500]) {
      let [distance, steps] = [1, 0];
      while (distance > Math.exp(-1)) {
        distance *= 1 - 1 / condition;
        steps += 1;
      }
      expect(Math.ceil(slowSteps(condition))).toBe(steps);
    }
    expect(slowSteps(1)).toBe(1);
  });
});

describe('the demonstration', () => {
  it('differs in normalization and learning rate alone', () => {
    const [raw, standard] = demonstration(schema.defaults);
    const differing = Object.keys(raw ?? {}).filter(
      (path) => JSON.stringify(raw?.[path]) !== JSON.stringify(standard?.[path]),
    );
    expect(differing).toEqual(['inputs.normalization', 'training.learning_rate']);
    expect(agesAndIncomes(raw ?? {})).toBe(true);
  });
});

describe('the leak', () => {
  it('is the largest difference between inputs with the one and the other statistics', () => {
    const values = [-3, 0.5, 1, 2.5, 9];
    const spread = (all: readonly number[]) => {
      const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
      const deviation = Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length);
      return { mean, deviation, low: Math.min(...all), high: Math.max(...all) };
    };
    const [train, all] = [spread(values.slice(1, 4)), spread(values)];
    const standard = values.map((value) =>
      Math.abs((value - all.mean) / all.deviation - (value - train.mean) / train.deviation),
    );
    expect(leakOf(train, all, 'standardize')).toBeCloseTo(Math.max(...standard), 12);
    // From −1 to 1 over 0.5 … 2.5 and over −3 … 9: 9 is 7.5 by the one and 1 by the other.
    expect(leakOf(train, all, 'min_max')).toBeCloseTo(6.5, 12);
    expect(leakOf(all, all, 'min_max')).toBe(0);
    expect(leakOf(spread([2, 2]), spread([2, 2]), 'standardize')).toBe(0);
  });
});
