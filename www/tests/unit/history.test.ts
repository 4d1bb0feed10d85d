/** The learning curves: medians that hide nothing, and a length that stays bounded. */

import { describe, expect, it } from 'vitest';
import { stopsOf } from '../../src/controls/past-bar';
import { figuresOf, History } from '../../src/history';
import type { Frame, LaneSummary } from '../../src/session/types';

function summary(losses: readonly number[], step = 0): LaneSummary {
  return {
    step,
    epoch: 0,
    learningRate: 0.1,
    replicas: losses.map((loss) => ({
      train: { loss, accuracy: 0.5 },
      dev: undefined,
      penalty: 0,
      diverged: undefined,
      trainDev: undefined,
      stop: undefined,
    })),
  };
}

function diverged(of: LaneSummary, run: number, step: number): LaneSummary {
  return {
    ...of,
    replicas: of.replicas.map((replica, index) =>
      index === run ? { ...replica, diverged: { step, layer: 1, cause: 'weight' } } : replica,
    ),
  };
}

describe('figures', () => {
  it('are the median and the quartiles of the runs', () => {
    expect(figuresOf(summary([5, 1, 3, 2, 4])).trainLoss).toEqual({ low: 2, middle: 3, high: 4 });
  });

  it('are missing where the set is', () => {
    expect(figuresOf(summary([1])).devLoss.middle).toBeNull();
  });

  it('do not look better because runs diverged', () => {
    expect(figuresOf(summary([1, Number.NaN, Number.POSITIVE_INFINITY])).trainLoss.middle).toBeNull();
    expect(figuresOf(summary([1, 2, 3, 4, Number.NaN])).trainLoss).toEqual({ low: 2, middle: 3, high: 4 });
    expect(figuresOf(summary([1, 2, 3, Number.NaN, Number.NaN])).trainLoss).toEqual({
      low: 2,
      middle: 3,
      high: Number.POSITIVE_INFINITY,
    });
  });

  it('take nothing from a run that diverged, however good it looks', () => {
    const { trainLoss, trainAccuracy, devLoss } = figuresOf(diverged(summary([0.01, 2, 3]), 0, 7));
    expect(trainLoss.middle).toBe(3);
    expect(trainAccuracy.middle).toBe(0.5);
    expect(devLoss.middle).toBeNull();
    expect(figuresOf(diverged(summary([0.01]), 0, 7)).trainLoss.middle).toBeNull();
    expect(figuresOf(diverged(summary([0.01]), 0, 7)).trainAccuracy.middle).toBeNull();
  });
});

describe('early stopping', () => {
  const stop = (bestStep: number, stopped: number | undefined) => ({ bestStep, best: 0.5, left: 2, stopped });
  const at = (stops: readonly (ReturnType<typeof stop> | undefined)[]): History => {
    const history = new History();
    const of = summary(stops.map(() => 1));
    const replicas = of.replicas.map((replica, run) => ({ ...replica, stop: stops[run] }));
    history.add(9, [{ ...of, step: 9, replicas }]);
    return history;
  };

  it('of one run has its best step, of several the step by which half have stopped', () => {
    expect(at([undefined]).stops).toEqual([undefined]);
    expect(at([stop(3, undefined)]).stops).toEqual([{ best: 3, left: 2, stopped: undefined }]);
    expect(at([stop(3, 7)]).stops[0]).toMatchObject({ best: 3, stopped: 7 });
    const four = at([stop(1, 4), stop(2, undefined), stop(3, 8), stop(5, 6)]).stops[0];
    expect(four).toMatchObject({ best: undefined, stopped: 6 });
    expect(at([stop(1, 4), stop(2, undefined), stop(3, undefined)]).stops[0]?.stopped).toBeUndefined();
  });
});

describe('every run', () => {
  it('is kept step by step, without what a diverged run says, and as long as the medians', () => {
    const history = new History();
    const at = (step: number): LaneSummary => ({
      ...summary([1, 2], step),
      replicas: [0.5, 0.75].map((loss) => ({
        train: undefined,
        dev: { loss, accuracy: 1 - loss },
        penalty: 0,
        diverged: undefined,
        trainDev: undefined,
        stop: undefined,
      })),
    });
    history.add(0, [at(0)]);
    history.add(0, [diverged(at(0), 1, 0)]);
    expect(history.runs[0]).toHaveLength(1);
    expect([...(history.runs[0]?.[0]?.devLoss ?? [])]).toEqual([0.5, Number.NaN]);
    expect([...(history.runs[0]?.[0]?.devAccuracy ?? [])]).toEqual([0.5, Number.NaN]);
    for (let step = 1; step < 3000; step += 1) history.add(step, [at(step)]);
    expect(history.runs[0]).toHaveLength(history.steps.length);
    history.clear();
    expect(history.runs).toEqual([]);
  });
});

describe('the history', () => {
  it('keeps its first and its newest point however long it gets', () => {
    const history = new History();
    for (let step = 0; step <= 5000; step += 1) history.add(step, [summary([step], step)]);
    expect(history.steps.length).toBeLessThanOrEqual(600);
    expect(history.steps[0]).toBe(0);
    expect(history.steps.at(-1)).toBe(5000);
    expect(history.lanes[0]).toHaveLength(history.steps.length);
    expect(history.lanes[0]?.map((figures) => figures.trainLoss.middle)).toEqual(history.steps);
  });

  it('has one point for a step that is evaluated twice', () => {
    const history = new History();
    history.add(3, [summary([1])]);
    history.add(3, [summary([2])]);
    expect(history.steps).toEqual([3]);
    expect(history.lanes[0]?.map((figures) => figures.trainLoss.middle)).toEqual([2]);
  });

  it('starts over when the steps do', () => {
    const history = new History();
    history.add(10, [summary([1])]);
    history.add(0, [summary([2])]);
    expect(history.steps).toEqual([0]);
  });

  it('ends a lane where half of its runs have diverged', () => {
    const history = new History();
    history.add(10, [diverged(summary([1, 1, 1]), 2, 4)]);
    expect(history.ends).toEqual([undefined]);
    history.add(20, [diverged(diverged(summary([1, 1, 1]), 2, 4), 0, 15)]);
    expect(history.ends).toEqual([15]);
    expect(history.lanes[0]?.at(-1)?.trainLoss.middle).toBeNull();
  });

  it('keeps what was changed at one step together, the newest value of each', () => {
    const history = new History();
    history.add(5, [summary([1])]);
    history.change(5, new Map([['a', 'a = 1']]), new Set());
    history.change(5, new Map([['a', 'a = 2']]), new Set([0]));
    history.change(9, new Map([['b', 'b = 1']]), new Set());
    expect(history.changes.map(({ step, texts }) => [step, ...texts.values()])).toEqual([
      [5, 'a = 2'],
      [9, 'b = 1'],
    ]);
    expect([...(history.changes[0]?.breaks ?? [])]).toEqual([0]);
    history.clear();
    expect(history.changes).toEqual([]);
  });
});

describe('going on from an earlier step', () => {
  const trained = (): History => {
    const history = new History();
    for (const step of [0, 10, 20, 30]) history.add(step, [summary([1 / (step + 1)]), summary([1])]);
    history.change(5, new Map([['rate', '0.1']]), new Set());
    history.change(15, new Map([['rate', '0.2']]), new Set([0]));
    history.change(25, new Map([['rate', '0.3']]), new Set([1]));
    return history;
  };

  it('drops what came after, and keeps what was changed in force', () => {
    const history = trained();
    history.cut(10);
    expect(history.steps).toEqual([0, 10]);
    expect(history.lanes.map((lane) => lane.length)).toEqual([2, 2]);
    expect(history.changes).toEqual([
      { step: 5, texts: new Map([['rate', '0.1']]), breaks: new Set() },
      { step: 10, texts: new Map([['rate', '0.3']]), breaks: new Set([0, 1]) },
    ]);
    history.add(12, [summary([2]), summary([2])]);
    expect(history.steps).toEqual([0, 10, 12]);
  });

  it('from the start has nothing that changed', () => {
    const history = trained();
    history.cut(0);
    expect([history.steps, history.changes]).toEqual([[0], []]);
  });

  it('cuts between the points that are kept', () => {
    const history = trained();
    history.cut(17);
    expect(history.steps).toEqual([0, 10]);
  });
});

describe('the steps to go back to', () => {
  const past = (steps: readonly number[], back: boolean): Frame['past'] => ({
    steps: Float64Array.from(steps),
    back,
    cut: undefined,
    asked: undefined,
  });

  it('end with the present one', () => {
    expect(stopsOf({ step: 25, past: past([0, 10, 20], false) })).toEqual({ steps: [0, 10, 20, 25], at: 3 });
    expect(stopsOf({ step: 20, past: past([0, 10, 20], false) })).toEqual({ steps: [0, 10, 20], at: 2 });
    expect(stopsOf({ step: 10, past: past([0, 10, 25], true) })).toEqual({ steps: [0, 10, 25], at: 1 });
  });

  it('are none where none is kept', () => {
    expect(stopsOf({ step: 25, past: past([], false) }).steps).toEqual([]);
  });
});
