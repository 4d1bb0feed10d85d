/** What a cell's runs come to: their figures, the median, and how sure it is. Pure. */

import { quantile } from '../../history';
import type { LaneSummary } from '../../session/types';
import { format } from '../../value';
import type { Axis, Cell } from './plan';

export type Replica = LaneSummary['replicas'][number];

export const METRICS = ['devLoss', 'devAccuracy', 'trainLoss', 'trainAccuracy'] as const;
export type Metric = (typeof METRICS)[number];

/** What is shown until something else is chosen, and can be: the figure that the best run is picked by. */
export function metricOf(chosen: Metric | undefined, hasAccuracy: boolean): Metric {
  if (chosen === undefined) return hasAccuracy ? 'devAccuracy' : 'devLoss';
  return hasAccuracy || chosen.endsWith('Loss') ? chosen : 'devLoss';
}

/** A figure of a run; undefined where the set is missing, and the worst there is where the run diverged. */
export function figureOf(metric: Metric, run: Replica): number | undefined {
  const loss = metric.endsWith('Loss');
  if (run.diverged !== undefined) return loss ? Number.POSITIVE_INFINITY : 0;
  const figures = metric.startsWith('dev') ? run.dev : run.train;
  return loss ? figures?.loss : figures?.accuracy;
}

export interface Middle {
  readonly median: number;
  /** Holds the median of all runs there could be with at least 95 %; undefined for fewer than six runs. */
  readonly interval: readonly [number, number] | undefined;
}

/**
 * The median of the values and, from their ranks alone, an interval for the median of the law that they are from: the k-th
 * smallest and largest, k being the greatest with 2 · P(Binomial(n, ½) < k) ≤ 5 % (Conover 1999, section 3.2).
 */
export function middleOf(values: readonly number[]): Middle | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const count = sorted.length;
  let term = 0.5 ** count;
  let below = 0;
  let rank = 0;
  while (2 * (below + term) <= 0.05) {
    below += term;
    term *= (count - rank) / (rank + 1);
    rank += 1;
  }
  const [low, high] = [sorted[rank - 1], sorted[count - rank]];
  return {
    median: quantile(sorted, 0.5),
    interval: low === undefined || high === undefined || rank === 0 ? undefined : [low, high],
  };
}

function cell(value: number | undefined): string {
  return value === undefined ? '' : Number.isFinite(value) ? String(value) : '';
}

/** A line for each run, in the columns of the core's own sweep. */
export function csvOf(
  axes: readonly Axis[],
  cells: readonly Cell[],
  done: readonly (readonly Replica[] | undefined)[],
  steps: number,
): string {
  const head = [
    ...axes.map(({ path }) => path),
    'replica,steps,train_loss,train_accuracy,train_dev_loss,train_dev_accuracy,dev_loss,dev_accuracy',
    'penalty,diverged_step,best_step,best,stopped_step',
  ].join(',');
  const lines = cells.flatMap(({ places }, index) =>
    (done[index] ?? []).map((run, replica) =>
      [
        ...axes.map(({ values }, axis) => {
          const text = format(values[places[axis] ?? 0] ?? '');
          return /[,"]/.test(text) ? `"${text}"` : text;
        }),
        String(replica),
        String(steps),
        ...[run.train, run.trainDev, run.dev].flatMap((figures) => [
          cell(figures?.loss),
          cell(figures?.accuracy),
        ]),
        cell(run.penalty),
        cell(run.diverged?.step),
        cell(run.stop?.bestStep),
        cell(run.stop?.best),
        cell(run.stop?.stopped),
      ].join(','),
    ),
  );
  return `${[head, ...lines].join('\n')}\n`;
}
