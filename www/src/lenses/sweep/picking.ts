/** What picking the best run on dev does to its figure there, and what the picked one is worth on the test set. Pure. */

import type { Replica } from './figures';
import type { Axis } from './plan';

export type Figures = NonNullable<Replica['dev']>;

/** A run that can be picked. */
export interface Candidate {
  readonly cell: number;
  readonly run: number;
  readonly dev: number;
  readonly test: number;
}

/** What is picked when so many runs are there to choose from: means over all ways to draw them from those of the sweep. */
export interface Picked {
  readonly of: number;
  readonly dev: number;
  readonly test: number;
}

/**
 * The runs that have figures on both sets, the best on dev first: by accuracy, among equals and in regression by loss. The lists
 * are a run's figures by cell and replica.
 */
export function candidatesOf(
  done: readonly (readonly Replica[] | undefined)[],
  tested: readonly (readonly (Figures | undefined)[] | undefined)[],
): readonly Candidate[] {
  const all = done.flatMap((replicas, cell) =>
    (replicas ?? []).flatMap(({ dev, diverged }, run) => {
      const test = tested[cell]?.[run];
      return dev === undefined || test === undefined || diverged !== undefined
        ? []
        : [{ cell, run, dev, test }];
    }),
  );
  all.sort((a, b) => (b.dev.accuracy ?? 0) - (a.dev.accuracy ?? 0) || a.dev.loss - b.dev.loss);
  return all.map(({ dev, test, ...rest }) => ({
    ...rest,
    dev: dev.accuracy ?? dev.loss,
    test: test.accuracy ?? test.loss,
  }));
}

/** Whether all runs are judged by the same points: else the best of them is the one with the easiest. */
export function sharePoints(axes: readonly Axis[]): boolean {
  return axes.every(({ path }) => !/^(data|split|target)\.|^seeds\.(data|split)$/.test(path));
}

/**
 * The mean figures of the best of k runs, for k = 1, 2, 4, … and all of them. Of n runs the one with r better ones is the best of k
 * drawn without putting back with the probability C(n − 1 − r, k − 1) / C(n, k).
 */
export function pickedOf(candidates: readonly Candidate[]): readonly Picked[] {
  const count = candidates.length;
  const sizes: number[] = [];
  // The last but one keeps its distance from all of them.
  for (let size = 1; 1.4 * size < count; size *= 2) sizes.push(size);
  if (count > 0) sizes.push(count);
  return sizes.map((of) => {
    let chance = of / count;
    let [dev, test] = [0, 0];
    candidates.forEach((candidate, better) => {
      dev += chance * candidate.dev;
      test += chance * candidate.test;
      chance *= Math.max(0, count - of - better) / Math.max(1, count - 1 - better);
    });
    return { of, dev, test };
  });
}
