/** The learning curves so far: for each lane the median and quartiles over its runs, step by step. */

import type { LaneSummary } from './session/types';

/** Past so many points every second one is left out: more than a chart has pixels tells nothing. */
const MOST_POINTS = 600;
/** Changes past so many are a slider being dragged; the oldest are forgotten. */
const MOST_CHANGES = 60;

export const CURVES = [
  'trainLoss',
  'trainDevLoss',
  'devLoss',
  'trainAccuracy',
  'trainDevAccuracy',
  'devAccuracy',
  'penalty',
] as const;
export type Curve = (typeof CURVES)[number];

/**
 * The middle of the runs and the quartiles around it. The middle is null where the set is missing or
 * where so many runs diverged that there is none; a quartile among the diverged runs is infinite.
 */
export interface Spread {
  readonly low: number | null;
  readonly middle: number | null;
  readonly high: number | null;
}

export type Figures = Readonly<Record<Curve, Spread>>;

/** What the visitor changed while the training ran. */
export interface Change {
  readonly step: number;
  /** By the name of what changed, so that the newest value stands. */
  readonly texts: ReadonlyMap<string, string>;
  /** Lanes whose figures are made another way from here on. */
  readonly breaks: ReadonlySet<number>;
}

/** The dev figures of every run of a lane at one step; NaN where there is none. */
export interface RunFigures {
  readonly devLoss: Float32Array;
  readonly devAccuracy: Float32Array;
}

type Run = LaneSummary['replicas'][number];

const NONE: Spread = { low: null, middle: null, high: null };

/** Between two values by their ranks, also where one of them is infinite. */
export function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below === above ? below : below + (above - below) * (at - Math.floor(at));
}

/** A run that diverged has no figures: it counts as worse than any that has. */
function spread(runs: readonly Run[], worst: number, pick: (run: Run) => number | undefined): Spread {
  const values: number[] = [];
  for (const run of runs) {
    const value = pick(run);
    if (run.diverged !== undefined) values.push(worst);
    else if (value !== undefined) values.push(Number.isFinite(value) ? value : worst);
  }
  if (values.length === 0) return NONE;
  values.sort((a, b) => a - b);
  const middle = quantile(values, 0.5);
  if (!Number.isFinite(middle)) return NONE;
  return { low: quantile(values, 0.25), middle, high: quantile(values, 0.75) };
}

export function figuresOf({ replicas }: LaneSummary): Figures {
  const loss = (pick: (run: Run) => number | undefined): Spread =>
    spread(replicas, Number.POSITIVE_INFINITY, pick);
  const accuracy = (pick: (run: Run) => number | undefined): Spread =>
    // Without a set there is no accuracy, diverged or not.
    replicas.some((run) => pick(run) !== undefined) ? spread(replicas, Number.NEGATIVE_INFINITY, pick) : NONE;
  return {
    trainLoss: loss((run) => run.train?.loss),
    trainDevLoss: replicas.some((run) => run.trainDev !== undefined)
      ? loss((run) => run.trainDev?.loss)
      : NONE,
    devLoss: replicas.some((run) => run.dev !== undefined) ? loss((run) => run.dev?.loss) : NONE,
    trainAccuracy: accuracy((run) => run.train?.accuracy),
    trainDevAccuracy: accuracy((run) => run.trainDev?.accuracy),
    devAccuracy: accuracy((run) => run.dev?.accuracy),
    penalty: loss((run) => run.penalty),
  };
}

function runFiguresOf({ replicas }: LaneSummary): RunFigures {
  const each = (pick: (run: Run) => number | undefined): Float32Array =>
    Float32Array.from(replicas, (run) => (run.diverged === undefined ? pick(run) : undefined) ?? Number.NaN);
  return { devLoss: each((run) => run.dev?.loss), devAccuracy: each((run) => run.dev?.accuracy) };
}

/** The step at which so many runs had diverged that there is no median any more. */
function endOf({ replicas }: LaneSummary): number | undefined {
  const steps = replicas.flatMap(({ diverged }) => (diverged === undefined ? [] : [diverged.step]));
  const needed = replicas.length - Math.ceil((replicas.length - 1) / 2);
  return steps.sort((a, b) => a - b)[needed - 1];
}

/** Early stopping, as far as a lane's curves show it. */
export interface StopMark {
  /** The step at which its one run was best; of several runs each has its own. */
  readonly best: number | undefined;
  /** Epochs without progress that its one run has left. */
  readonly left: number;
  /** The step by which half of the runs had stopped. */
  readonly stopped: number | undefined;
}

function stopOf({ replicas }: LaneSummary): StopMark | undefined {
  const [first] = replicas;
  if (first?.stop === undefined) return undefined;
  const steps = replicas.flatMap(({ stop }) => (stop?.stopped === undefined ? [] : [stop.stopped]));
  const stopped = steps.sort((a, b) => a - b)[Math.ceil(replicas.length / 2) - 1];
  const one = replicas.length === 1;
  return { best: one ? first.stop.bestStep : undefined, left: first.stop.left, stopped };
}

export class History {
  readonly steps: number[] = [];
  /** Lane by lane, then step by step. */
  readonly lanes: Figures[][] = [];
  /** Lane by lane, then step by step, run by run: at most 4 × 600 × 32 of each, half a megabyte. */
  readonly runs: RunFigures[][] = [];
  /** Lane by lane, the step at which its curves end. */
  readonly ends: (number | undefined)[] = [];
  /** Lane by lane; undefined where nothing stops early. */
  readonly stops: (StopMark | undefined)[] = [];
  readonly changes: Change[] = [];
  /** The earlier step that the page shows now; undefined where it is the newest. */
  viewed: number | undefined;

  clear(): void {
    this.steps.length = 0;
    this.lanes.length = 0;
    this.runs.length = 0;
    this.ends.length = 0;
    this.stops.length = 0;
    this.changes.length = 0;
  }

  add(step: number, summaries: readonly LaneSummary[]): void {
    const last = this.steps.at(-1);
    if (last !== undefined && step < last) this.clear();
    const again = last === step;
    summaries.forEach((summary, index) => {
      const lane = (this.lanes[index] ??= []);
      // The same step again, evaluated another way: the newer figures stand.
      const runs = (this.runs[index] ??= []);
      if (again) {
        lane.pop();
        runs.pop();
      }
      lane.push(figuresOf(summary));
      runs.push(runFiguresOf(summary));
      this.ends[index] = endOf(summary);
      this.stops[index] = stopOf(summary);
    });
    if (!again) this.steps.push(step);
    if (this.steps.length > MOST_POINTS) this.#thin();
  }

  /** Notes what was changed at a step of the running training. */
  change(step: number, texts: ReadonlyMap<string, string>, breaks: ReadonlySet<number>): void {
    const last = this.changes.at(-1);
    const same = last?.step === step ? this.changes.pop() : undefined;
    this.changes.push({
      step,
      texts: new Map([...(same?.texts ?? []), ...texts]),
      breaks: new Set([...(same?.breaks ?? []), ...breaks]),
    });
    if (this.changes.length > MOST_CHANGES) this.changes.shift();
  }

  /** The training goes on from an earlier step: what came after did not happen, but what was changed stays changed. */
  cut(step: number): void {
    const kept = this.steps.findLastIndex((at) => at <= step) + 1;
    this.steps.length = kept;
    for (const lane of this.lanes) lane.length = kept;
    for (const runs of this.runs) runs.length = kept;
    const later = this.changes.filter((change) => change.step > step);
    const earlier = this.changes.filter((change) => change.step <= step);
    this.changes.splice(0, this.changes.length, ...earlier);
    // From the start on, what is in force is simply the experiment.
    if (step > 0) for (const { texts, breaks } of later) this.change(step, texts, breaks);
  }

  /** Keeps the first point, the last, and every second between. */
  #thin(): void {
    const keep = (_: unknown, index: number, all: readonly unknown[]): boolean =>
      index % 2 === 0 || index === all.length - 1;
    this.steps.splice(0, this.steps.length, ...this.steps.filter(keep));
    for (const lane of this.lanes) lane.splice(0, lane.length, ...lane.filter(keep));
    for (const runs of this.runs) runs.splice(0, runs.length, ...runs.filter(keep));
  }
}
