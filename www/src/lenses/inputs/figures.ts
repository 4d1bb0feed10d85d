/** What the core's numbers about inputs come to. Pure. */

import type { Curvature, InputSpreads } from '../../generated/wasm/trainscope';
import type { Settings } from '../../schema';
import { valueIn } from '../../state';

/** How one input lies. */
export interface Spread {
  readonly mean: number;
  readonly deviation: number;
  readonly low: number;
  readonly high: number;
}

const NUMBERS = 4;

export function spreadsOf(numbers: Float64Array | undefined): readonly Spread[] | undefined {
  if (numbers === undefined) return undefined;
  return Array.from({ length: numbers.length / NUMBERS }, (_, input) => {
    const [mean = 0, deviation = 0, low = 0, high = 0] = numbers.subarray(
      NUMBERS * input,
      NUMBERS * (input + 1),
    );
    return { mean, deviation, low, high };
  });
}

/** After normalization. */
export function normalized({ mean, deviation, low, high }: Spread, shift: number, divisor: number): Spread {
  const at = (value: number): number => (value - shift) / divisor;
  return { mean: at(mean), deviation: deviation / divisor, low: at(low), high: at(high) };
}

/** By how many standard deviations of the training set a mean over all points is elsewhere, at most; constant inputs do not count. */
export function farthest(spreads: InputSpreads): number {
  const [train, all] = [spreadsOf(spreads.train), spreadsOf(spreads.all)];
  const shifts = (train ?? []).map(({ mean, deviation }, input) =>
    deviation > 0 ? Math.abs((all?.[input]?.mean ?? mean) - mean) / deviation : 0,
  );
  return Math.max(0, ...shifts);
}

/** The learning rate from which on plain gradient descent overshoots along the steepest direction: 2/λ. */
export function stableRate({ eigenvalues }: Curvature): number {
  return 2 / (eigenvalues.at(-1) ?? 0);
}

/**
 * Steps in which, at the rate 1/λ of the steepest direction, the distance along the flattest one comes down by e:
 * (1 − 1/κ)ⁿ = 1/e, and one step at least.
 */
export function slowSteps(condition: number): number {
  return condition > 1 ? Math.max(1, -1 / Math.log1p(-1 / condition)) : 1;
}

/** Whether the first two inputs have scales that age in decades and income in tens of dollars have. */
export function agesAndIncomes(settings: Settings): boolean {
  const [features, scale] = [valueIn(settings, 'inputs.features'), valueIn(settings, 'inputs.scale')];
  return String(features) === 'x1,x2' && String(scale) === '1,100';
}

/** The two lanes that show what scales do: a linear model, raw and standardized, the learning rate at about 1/λ of each. */
export function demonstration(settings: Settings): readonly Settings[] {
  const linear = {
    ...settings,
    'data.dataset': 'plane',
    'data.noise': 0.1,
    'network.layers': [],
    'inputs.features': ['x1', 'x2'],
    'inputs.noise_inputs': 0,
    'inputs.scale': [1, 100],
    'inputs.statistics': 'train',
    'dropout.p': 0,
    'dropout.input': 0,
    'initialization.weights': 'zeros',
    'training.optimizer': 'sgd',
    'training.loss': 'auto',
    'training.schedule': 'constant',
    'training.batch': 20_000,
  };
  return [
    { ...linear, 'inputs.normalization': 'none', 'training.learning_rate': RATES.none },
    { ...linear, 'inputs.normalization': 'standardize', 'training.learning_rate': RATES.standardize },
  ];
}

/** λ is 2 · E[income²] of the raw inputs, 2 of the standardized ones. */
const RATES = { none: 0.000_017, standardize: 0.5 } as const;

/** What normalization with these statistics subtracts and divides by; an input that is constant up to rounding is only moved. */
function made({ mean, deviation, low, high }: Spread, normalization: string): readonly [number, number] {
  if (normalization === 'min_max') return high > low ? [(low + high) / 2, (high - low) / 2] : [low, 1];
  return [mean, deviation > 1e-12 * Math.abs(mean) ? deviation : 1];
}

/**
 * By how much an input is another one, at most, where the statistics are those of all points instead of the training set's. The
 * difference is linear in the value, so that it is largest at an end of the range.
 */
export function leakOf(train: Spread, all: Spread, normalization: string): number {
  const [own, whole] = [made(train, normalization), made(all, normalization)];
  const apart = (value: number): number =>
    Math.abs((value - whole[0]) / whole[1] - (value - own[0]) / own[1]);
  return Math.max(apart(all.low), apart(all.high));
}
