/** What counts as solved, how many runs did, and the interval of that share. */

import { describe, expect, it } from 'vitest';
import { schema, type Settings } from '../../src/schema';
import type { LaneSetup, LaneSummary } from '../../src/session/types';
import { markOf, reaches, solvedRuns, wilson } from '../../src/solved';

function setup(classes: number, dev: readonly number[]): LaneSetup {
  // A train point and a test point that are not to be looked at.
  const y = Float32Array.from([100, ...dev, -100]);
  const set = Uint8Array.from([0, ...dev.map(() => 1), 2]);
  return {
    inputs: ['x1', 'x2'],
    layers: [1],
    classes,
    points: { x: new Float32Array(2 * y.length), y, set },
  };
}

function settings(own: Settings): Settings {
  return { ...schema.defaults, ...own };
}

function summary(
  dev: readonly ({ loss: number; accuracy?: number } | undefined)[],
  diverged: readonly number[] = [],
): LaneSummary {
  return {
    step: 9,
    epoch: 1,
    learningRate: 0.1,
    replicas: dev.map((figures, run) => ({
      train: undefined,
      dev: figures === undefined ? undefined : { loss: figures.loss, accuracy: figures.accuracy },
      penalty: 0,
      diverged: diverged.includes(run) ? { step: 3, layer: 0, cause: 'weight' as const } : undefined,
      trainDev: undefined,
      stop: undefined,
    })),
  };
}

describe('the interval', () => {
  it('is the published one', () => {
    // Newcombe 1998, Statistics in Medicine 17, 857–872, table I, method 3.
    for (const [count, n, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const [from, to] = wilson(count, n);
      expect(from, `${count}/${n}`).toBeCloseTo(low, 4);
      expect(to, `${count}/${n}`).toBeCloseTo(high, 4);
    }
  });

  it('holds exactly the shares that the score test does not reject', () => {
    for (const n of [1, 8, 32])
      for (let count = 0; count <= n; count += 1) {
        const [low, high] = wilson(count, n);
        const score = (p: number): number => Math.abs(count / n - p) / Math.sqrt((p * (1 - p)) / n);
        if (low > 0) expect(score(low)).toBeCloseTo(1.959964, 6);
        if (high < 1) expect(score(high)).toBeCloseTo(1.959964, 6);
        expect(low).toBeLessThanOrEqual(count / n);
        expect(high).toBeGreaterThanOrEqual(count / n);
        expect(wilson(n - count, n)[0]).toBeCloseTo(1 - high, 12);
      }
    expect([wilson(0, 8)[0], wilson(8, 8)[1]]).toEqual([0, 1]);
  });
});

describe('the mark', () => {
  it('is the accuracy itself without label noise', () => {
    expect(markOf(settings({}), setup(2, [0, 1]), 0.9)).toMatchObject({
      figure: 'accuracy',
      least: 0.9,
      lowered: false,
    });
    expect(markOf(settings({}), setup(5, [0, 1]), 0.8)?.least).toBe(0.8);
  });

  it('is what a network with so many true classes right gets on noisy labels', () => {
    for (const [classes, noise, m] of [
      [2, 0.1, 0.9],
      [3, 0.2, 0.9],
      [5, 0.5, 0.7],
    ] as const) {
      // All of 1,000 true classes, the noise dealt out evenly: counted, not derived.
      let hits = 0;
      for (let label = 0; label < classes; label += 1)
        for (let said = 0; said < classes; said += 1) {
          const share = label === said ? 1 - noise : noise / (classes - 1);
          // The network says the true class, 0, or any other one equally often.
          hits +=
            (said === 0 ? 1 : 0) * (label === 0 ? m : (1 - m) / (classes - 1)) * (label === said ? share : 0);
          if (said !== 0) hits += (label === said ? (1 - m) / (classes - 1) : 0) * (noise / (classes - 1));
        }
      expect(markOf(settings({ 'data.label_noise': noise }), setup(classes, [0]), m)?.least).toBeCloseTo(
        hits,
        12,
      );
    }
  });

  it('is none where labels say nothing of the class, or there is no dev set', () => {
    expect(markOf(settings({ 'data.label_noise': 0.5 }), setup(2, [0, 1]), 0.9)).toBeUndefined();
    expect(markOf(settings({}), setup(2, []), 0.9)).toBeUndefined();
  });

  it('is a share of the variance that is not noise where a number is predicted', () => {
    const wave = settings({ 'data.dataset': 'wave', 'data.noise': 0 });
    expect(markOf(wave, setup(0, [-1, 1]), 0.9)).toEqual({
      figure: 'r2',
      least: 0.9,
      lowered: false,
      variance: 1,
    });
    const noisy = markOf({ ...wave, 'data.noise': 0.5 }, setup(0, [-1, 1]), 0.9);
    expect(noisy?.least).toBeCloseTo(0.9 * 0.75, 12);
    expect(noisy?.lowered).toBe(true);
    expect(markOf({ ...wave, 'data.noise': 1 }, setup(0, [-1, 1]), 0.9)).toBeUndefined();
    expect(
      markOf({ ...wave, 'data.dataset': 'custom', 'data.noise': 1 }, setup(0, [-1, 1]), 0.9)?.least,
    ).toBe(0.9);
  });
});

describe('runs', () => {
  it('have solved it where they reach the mark and have not diverged', () => {
    const mark = { figure: 'accuracy', least: 0.9, lowered: false, variance: 0 } as const;
    const runs = [
      { loss: 1, accuracy: 0.9 },
      { loss: 1, accuracy: 0.899 },
      { loss: 1, accuracy: 1 },
      { loss: 1, accuracy: 1 },
      undefined,
    ];
    expect(solvedRuns(summary(runs), mark)).toBe(3);
    expect(solvedRuns(summary(runs, [3]), mark)).toBe(2);
  });

  it('are judged by R² where a number is predicted', () => {
    const mark = { figure: 'r2', least: 0.9, lowered: false, variance: 2 } as const;
    expect(solvedRuns(summary([{ loss: 0.19 }, { loss: 0.2 }, { loss: 0.21 }]), mark)).toBe(2);
    expect(reaches(mark, { loss: null, accuracy: 1 })).toBe(false);
    expect(reaches(mark, { loss: Number.POSITIVE_INFINITY, accuracy: undefined })).toBe(false);
  });
});
