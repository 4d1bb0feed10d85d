import { describe, expect, it } from 'vitest';
import { History } from '../../src/history';
import type { LaneSummary } from '../../src/session/types';
import { type LaneLines, nearest, pieces, ticks } from '../../src/views/chart';
import { breaksOf, type CurvesOptions, linesOf, lossRange, shareRange } from '../../src/views/curves';

const line = (train: LaneLines['train'], dev: LaneLines['dev']): LaneLines => ({
  train,
  dev,
  high: [],
  low: [],
});

const summary = (losses: readonly number[]): LaneSummary =>
  ({
    replicas: losses.map((loss) => ({
      train: { loss, accuracy: 0.5 },
      dev: { loss, accuracy: 0.5 },
      diverged: Number.isFinite(loss) ? undefined : { step: 1, layer: 0 },
    })),
  }) as unknown as LaneSummary;

const options = (spread: boolean): CurvesOptions =>
  ({ train: 'trainLoss', dev: 'devLoss', share: false, spread }) as CurvesOptions;

describe('an axis', () => {
  it('has round numbers', () => {
    expect(ticks(0, 1, 6)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticks(0.4, 1, 6)).toEqual([0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
    expect(ticks(0, 1234, 8)).toEqual([0, 200, 400, 600, 800, 1000, 1200]);
  });

  it('of a share ends at 1 and begins below the lowest value', () => {
    expect(shareRange([line([0.71, 0.9], [null, 0.83])])).toEqual([0.6, 1]);
    expect(shareRange([line([], [])])).toEqual([0.4, 1]);
    expect(shareRange([{ ...line([0.9], [0.9]), high: [1], low: [0] }])).toEqual([0, 1]);
  });

  it('of a loss leaves a spike out, but never the present', () => {
    const calm = Array.from({ length: 100 }, () => 0.5);
    const spiked = calm.map((value, at) => (at === 50 ? 40 : value));
    expect(lossRange([line(spiked, calm)], [])[1]).toBeCloseTo(0.575);
    expect(lossRange([line([...calm, 40], calm)], [])[1]).toBeCloseTo(42);
    expect(lossRange([line([...calm, 40, null], calm)], [])[1]).toBeCloseTo(42);
  });

  it('of a loss is not stretched by a lane that diverged, unless there is no other', () => {
    const grown = [1, 10, 1000];
    expect(lossRange([line([1, 1, 1], [1, 1, 1]), line(grown, grown)], [undefined, 3])[1]).toBeCloseTo(1.15);
    expect(lossRange([line(grown, grown)], [3])[1]).toBe(3);
    expect(lossRange([line([null], [null])], [])[1]).toBeGreaterThan(0);
  });
});

describe('a line', () => {
  it('is in pieces where there are no values and where figures are made another way', () => {
    expect(pieces([1, 2, null, 3, 4, 5], new Set([4]))).toEqual([[0, 1], [3], [4, 5]]);
    expect(pieces([null, null], new Set())).toEqual([]);
    expect(pieces([1, 2], new Set([0, -1]))).toEqual([[0, 1]]);
  });

  it('begins anew at the first point after a change that breaks it, in its own lane', () => {
    const history = new History();
    for (const step of [0, 10, 20, 30]) history.add(step, [summary([1]), summary([1])]);
    history.changes.push({ step: 11, texts: new Map(), breaks: new Set([1]) });
    expect(breaksOf(history, 0)).toEqual(new Set());
    expect(breaksOf(history, 1)).toEqual(new Set([2]));
  });

  it('has quartiles where there are several runs, and those that diverged stay drawable', () => {
    const history = new History();
    history.add(0, [summary([1, 2, 3, 4, 5])]);
    history.add(1, [summary([1, 2, 3, Infinity, Infinity])]);
    const [lane] = linesOf(history, options(true));
    expect(lane?.dev).toEqual([3, 3]);
    expect(lane?.low).toEqual([2, 2]);
    expect(lane?.high).toEqual([4, 12]);
    expect(linesOf(history, options(false))[0]?.high).toEqual([]);
  });
});

describe('the point under the pointer', () => {
  it('is the nearest one', () => {
    expect([-5, 4, 6, 14, 16, 99].map((at) => nearest([0, 10, 20], at))).toEqual([0, 0, 1, 1, 2, 2]);
    expect(nearest([7], 100)).toBe(0);
    expect(nearest([], 1)).toBeUndefined();
  });
});
