/** The ladder as it is shown: rungs and gaps by name, and the scale that all lanes share. */

import type { LadderArrays } from '../../session/looks/diagnosis';

export const CAUSES = ['bias', 'variance', 'mismatch', 'devOverfit'] as const;
export type Cause = (typeof CAUSES)[number];
export const RUNGS = ['bayes', 'train', 'trainDev', 'dev', 'test'] as const;
export type Rung = (typeof RUNGS)[number];

/** A mean with its interval. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface Ladder {
  /** Runs that it is made of. */
  readonly runs: number;
  readonly rungs: Readonly<Record<Rung, Estimate | undefined>>;
  readonly gaps: Readonly<Record<Cause, Estimate | undefined>>;
  readonly least: number;
  readonly verdict: Cause | undefined;
  /** The Bayes error of the distribution of use. */
  readonly bayesOfUse: number | undefined;
}

function estimateAt(numbers: Float64Array, place: number): Estimate | undefined {
  const [mean = Number.NaN, low = Number.NaN, high = Number.NaN] = numbers.subarray(3 * place, 3 * place + 3);
  return Number.isNaN(mean) ? undefined : { mean, low, high };
}

export function ladderOf({ runs, errors, gaps, least, verdict, bayes }: LadderArrays): Ladder {
  const [ofTrain, bayesOfUse] = bayes;
  return {
    runs,
    rungs: {
      bayes: ofTrain === undefined ? undefined : { mean: ofTrain, low: ofTrain, high: ofTrain },
      train: estimateAt(errors, 0),
      dev: estimateAt(errors, 1),
      test: estimateAt(errors, 2),
      trainDev: estimateAt(errors, 3),
    },
    gaps: {
      bias: estimateAt(gaps, 0),
      variance: estimateAt(gaps, 1),
      mismatch: estimateAt(gaps, 2),
      devOverfit: estimateAt(gaps, 3),
    },
    least,
    verdict: verdict === undefined ? undefined : CAUSES[verdict],
    bayesOfUse,
  };
}

/** The rung that a gap begins at. */
export function below(cause: Cause, { rungs }: Ladder): Rung {
  if (cause === 'bias') return 'bayes';
  if (cause === 'variance') return 'train';
  if (cause === 'mismatch') return rungs.trainDev === undefined ? 'train' : 'trainDev';
  return 'dev';
}

/** Why a gap is not the cause, or that it may be. */
export type Standing = 'counts' | 'small' | 'unsure';

export function standingOf({ mean, low }: Estimate, least: number): Standing {
  if (mean < least) return 'small';
  return low > 0 ? 'counts' : 'unsure';
}

/** The largest gap there is. */
export function largestOf({ gaps }: Ladder): Cause | undefined {
  return CAUSES.reduce<Cause | undefined>((best, cause) => {
    const mean = gaps[cause]?.mean;
    if (mean === undefined) return best;
    return best === undefined || mean > (gaps[best]?.mean ?? 0) ? cause : best;
  }, undefined);
}

/** The next round number above a value, at any power of ten. */
export function roundUp(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= value * (1 - 1e-9)) ?? 10;
  return Number((step * power).toPrecision(2));
}

/** Where the scale of some ladders ends: all their rungs and intervals are within it. */
export function scaleOf(ladders: readonly Ladder[], share: boolean): number {
  const ends = ladders.flatMap(({ rungs }) => RUNGS.map((rung) => rungs[rung]?.high ?? 0));
  const top = roundUp(Math.max(0, ...ends.filter(Number.isFinite)));
  return share ? Math.min(1, top) : top;
}

/** Whether two ladders are of one state of the networks, as far as the sets that both were made from tell. */
export function isSameState(a: LadderArrays, b: LadderArrays): boolean {
  const test = 2;
  return (
    a.runs === b.runs &&
    a.errors.every((error, at) => Math.floor(at / 3) === test || Object.is(error, b.errors[at]))
  );
}
