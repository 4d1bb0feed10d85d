/** When a run counts as having solved its task, how many did, and how sure that share is. */

import type { Settings } from './schema';
import type { LaneSetup, LaneSummary } from './session/types';

/** What a run has to reach on dev. */
export interface Mark {
  readonly figure: 'accuracy' | 'r2';
  readonly least: number;
  /** Whether noise on the labels or targets makes it lower than the share that it stands for. */
  readonly lowered: boolean;
  /** Mean squared distance of the dev targets from their mean; R² = 1 − loss ÷ this. */
  readonly variance: number;
}

interface Figures {
  readonly loss: number | null | undefined;
  readonly accuracy: number | null | undefined;
}

/** A figure that misses the mark by rounding alone has not missed it. */
const ROUNDING = 1e-9;
const DEV = 1;

function numberAt(settings: Settings, path: string): number {
  const value = settings[path];
  return typeof value === 'number' ? value : 0;
}

/**
 * The dev figure of a network that has learned the share m of what there is to learn.
 *
 * Classes: it gets the share m of the true classes right. A label is replaced with probability ν by one of
 * the k − 1 others, each equally likely, so that its expected accuracy on the labels is
 * m (1 − ν) + (1 − m) ν ÷ (k − 1). None where the true class is not the likeliest label: there is nothing to
 * learn then. How far the classes overlap is not taken into account.
 *
 * Numbers: it explains the share m of the variance that is not noise. With noise of standard deviation σ and
 * targets of variance v, that is R² = m (1 − σ² ÷ v). None where all of it is noise.
 */
export function markOf(settings: Settings, setup: LaneSetup, m: number): Mark | undefined {
  const { classes, points } = setup;
  const targets = points.y.filter((_, index) => points.set[index] === DEV);
  if (targets.length === 0) return undefined;
  if (classes > 0) {
    const noise = numberAt(settings, 'data.label_noise');
    const chance = noise / (classes - 1);
    return 1 - noise <= chance
      ? undefined
      : { figure: 'accuracy', least: m * (1 - noise) + (1 - m) * chance, lowered: noise > 0, variance: 0 };
  }
  const mean = targets.reduce((sum, target) => sum + target, 0) / targets.length;
  const variance = targets.reduce((sum, target) => sum + (target - mean) ** 2, 0) / targets.length;
  // Points of one's own come as they are.
  const noise = settings['data.dataset'] === 'custom' ? 0 : numberAt(settings, 'data.noise') ** 2;
  return variance <= noise
    ? undefined
    : { figure: 'r2', least: m * (1 - noise / variance), lowered: noise > 0, variance };
}

export function reaches(mark: Mark, { loss, accuracy }: Figures): boolean {
  const figure = mark.figure === 'accuracy' ? accuracy : 1 - (loss ?? Number.NaN) / mark.variance;
  return (figure ?? Number.NaN) >= mark.least - ROUNDING;
}

/** A run that diverged has solved nothing, whatever its last figures were. */
export function solvedRuns({ replicas }: LaneSummary, mark: Mark): number {
  return replicas.filter(
    ({ diverged, dev }) =>
      diverged === undefined &&
      dev !== undefined &&
      reaches(mark, { loss: dev.loss, accuracy: dev.accuracy }),
  ).length;
}

/** The 97.5 % quantile of the standard normal distribution: the interval holds 95 %. */
const Z = 1.959963984540054;

/**
 * The interval of all shares p that `count` of `n` independent runs do not contradict at the 5 % level, by the
 * score test: with p̂ = count ÷ n, (p̂ + z²/2n ± z √(p̂(1 − p̂)/n + z²/4n²)) ÷ (1 + z²/n).
 *
 * Wilson 1927, "Probable inference, the law of succession, and statistical inference", Journal of the American
 * Statistical Association 22, 209–212. Unlike p̂ ± z·s it stays within [0, 1] and has a width at 0 and at n;
 * Brown, Cai and DasGupta 2001 recommend it for n up to 40.
 */
export function wilson(count: number, n: number): readonly [low: number, high: number] {
  const share = count / n;
  const square = Z ** 2 / n;
  const middle = (share + square / 2) / (1 + square);
  const reach = (Z * Math.sqrt((share * (1 - share)) / n + square / (4 * n))) / (1 + square);
  // At the ends the bound is the end itself, but for rounding.
  return [count === 0 ? 0 : middle - reach, count === n ? 1 : middle + reach];
}
