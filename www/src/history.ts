/** The learning curves so far: for each lane the median and quartiles over its runs, step by step. */

import { quantile } from 'd3-array';
import type { LaneSummary } from './session/types';

/** Past so many points every second one is left out: more than a chart has pixels tells nothing. */
const MOST_POINTS = 600;

export const CURVES = ['trainLoss', 'devLoss', 'trainAccuracy', 'devAccuracy', 'penalty'] as const;
export type Curve = (typeof CURVES)[number];

/** The middle of the runs and the quartiles around it; null where a run left the range of numbers. */
export interface Spread {
  readonly low: number | null;
  readonly middle: number | null;
  readonly high: number | null;
}

export type Figures = Readonly<Record<Curve, Spread>>;

function spread(values: readonly (number | undefined)[]): Spread {
  const known = values.filter((value) => value !== undefined);
  const finite = known.filter((value) => Number.isFinite(value));
  // A median over the runs that are left would look better the more runs diverged.
  if (finite.length === 0 || finite.length < known.length / 2) return { low: null, middle: null, high: null };
  return {
    low: quantile(finite, 0.25) ?? null,
    middle: quantile(finite, 0.5) ?? null,
    high: quantile(finite, 0.75) ?? null,
  };
}

export function figuresOf(summary: LaneSummary): Figures {
  const of = (pick: (replica: LaneSummary['replicas'][number]) => number | undefined): Spread =>
    spread(summary.replicas.map(pick));
  return {
    trainLoss: of((replica) => replica.train?.loss),
    devLoss: of((replica) => replica.dev?.loss),
    trainAccuracy: of((replica) => replica.train?.accuracy),
    devAccuracy: of((replica) => replica.dev?.accuracy),
    penalty: of((replica) => replica.penalty),
  };
}

export class History {
  readonly steps: number[] = [];
  /** Lane by lane, then step by step. */
  readonly lanes: Figures[][] = [];

  clear(): void {
    this.steps.length = 0;
    this.lanes.length = 0;
  }

  add(step: number, summaries: readonly LaneSummary[]): void {
    const last = this.steps.at(-1);
    if (last !== undefined && step < last) this.clear();
    const again = last === step;
    summaries.forEach((summary, index) => {
      const lane = (this.lanes[index] ??= []);
      // The same step again, evaluated another way: the newer figures stand.
      if (again) lane.pop();
      lane.push(figuresOf(summary));
    });
    if (!again) this.steps.push(step);
    if (this.steps.length > MOST_POINTS) this.#thin();
  }

  /** Keeps the first point, the last, and every second between. */
  #thin(): void {
    const keep = (_: unknown, index: number, all: readonly unknown[]): boolean =>
      index % 2 === 0 || index === all.length - 1;
    this.steps.splice(0, this.steps.length, ...this.steps.filter(keep));
    for (const lane of this.lanes) lane.splice(0, lane.length, ...lane.filter(keep));
  }
}
