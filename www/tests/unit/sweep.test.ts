/** Sweeps: which experiments they train, and what their runs come to. */

import { describe, expect, it } from 'vitest';
import { csvOf, figureOf, METRICS, metricOf, middleOf, type Replica } from '../../src/lenses/sweep/figures';
import { cellsOf, isListed, readValues, sweepable, usualValues } from '../../src/lenses/sweep/plan';
import { candidatesOf, pickedOf, sharePoints } from '../../src/lenses/sweep/picking';
import { dotAt, paint, rangeOf, type Columns } from '../../src/lenses/sweep/plot';
import { fieldAt, schema } from '../../src/schema';
import type { Colors } from '../../src/views/palette';

function run(loss: number, diverged?: Replica['diverged']): Replica {
  const figures = { loss, accuracy: 1 - loss };
  return { train: figures, trainDev: undefined, dev: figures, penalty: 0, diverged, stop: undefined };
}

describe('the values of a sweep', () => {
  it('are read as their field has them, each once', () => {
    expect(readValues('0, 0.5; 0.50', 'dropout.input')).toEqual({ ok: true, values: [0, 0.5] });
    expect(readValues('8,8; 16', 'network.layers')).toEqual({ ok: true, values: [[8, 8], [16]] });
    expect(readValues('relu; tanh,relu', 'network.activation')).toEqual({
      ok: true,
      values: ['relu', ['tanh', 'relu']],
    });
  });

  it('are told where they are none: each of them, once', () => {
    expect(readValues('0; foo; 7, 7; 0.5', 'dropout.input')).toEqual({ ok: false, bad: ['foo', '7'] });
    expect(readValues('', 'dropout.input')).toEqual({ ok: true, values: [] });
  });

  it('are offered for every field, and are allowed', () => {
    for (const path of sweepable()) {
      const read = readValues(usualValues(path, schema.defaults), path);
      expect(read.ok, path).toBe(true);
      if (read.ok && !isListed(fieldAt(path).kind)) expect(read.values.length, path).toBeGreaterThan(1);
    }
  });

  it('make a cell of each combination, the last field changing fastest', () => {
    const cells = cellsOf(schema.defaults, [
      { path: 'data.noise', values: [0, 0.2] },
      { path: 'network.layers', values: [[4], [4, 4], []] },
    ]);
    expect(cells.map(({ places }) => places.join(''))).toEqual(['00', '01', '02', '10', '11', '12']);
    expect(cells[4]?.settings['data.noise']).toBe(0.2);
    expect(JSON.parse(cells[4]?.experiment ?? '')).toMatchObject({
      data: { noise: 0.2 },
      network: { layers: [4, 4] },
    });
  });
});

describe('the median', () => {
  it('has the interval of its ranks, for six runs and more', () => {
    expect(middleOf([])).toBeUndefined();
    expect(middleOf([1, 2, 3, 4, 5])).toEqual({ median: 3, interval: undefined });
    // 2 · 2⁻⁶ = 3.1 %.
    expect(middleOf([6, 1, 2, 3, 4, 5])).toEqual({ median: 3.5, interval: [1, 6] });
    // Conover 1999, table A3: of 8 the first and last, of 9 the second and eighth, of 20 the sixth and fifteenth.
    const of = (count: number): unknown =>
      middleOf(Array.from({ length: count }, (_, index) => index + 1))?.interval;
    expect(of(8)).toEqual([1, 8]);
    expect(of(9)).toEqual([2, 8]);
    expect(of(20)).toEqual([6, 15]);
    expect(of(32)).toEqual([10, 23]);
  });

  it('counts a run that diverged as the worst', () => {
    const diverged = run(0.1, { step: 3, layer: 1, cause: 'weight' });
    expect(figureOf('devLoss', diverged)).toBe(Number.POSITIVE_INFINITY);
    expect(figureOf('devAccuracy', diverged)).toBe(0);
    expect(figureOf('trainLoss', run(0.1))).toBe(0.1);
    expect(figureOf('devLoss', { ...run(0.1), dev: undefined })).toBeUndefined();
  });
});

describe('the figure that is shown', () => {
  it('is the one that the best run is picked by, until another is chosen', () => {
    expect([metricOf(undefined, true), metricOf(undefined, false)]).toEqual(['devAccuracy', 'devLoss']);
    expect(METRICS.map((metric) => metricOf(metric, true))).toEqual(METRICS);
    expect(metricOf('trainLoss', false)).toBe('trainLoss');
    // A task to predict a number has no accuracy.
    expect(metricOf('trainAccuracy', false)).toBe('devLoss');
  });
});

describe('the table', () => {
  it('has a line for each run, in the columns of the core’s own sweep', () => {
    const axes = [{ path: 'network.layers', values: [[4, 4], [8]] }];
    const cells = cellsOf(schema.defaults, axes);
    const lines = csvOf(axes, cells, [[run(0.25), run(0.5)], undefined], 100)
      .trim()
      .split('\n');
    expect(
      lines[0]?.startsWith('network.layers,replica,steps,train_loss,train_accuracy,train_dev_loss'),
    ).toBe(true);
    expect(lines.slice(1)).toEqual([
      '"4,4",0,100,0.25,0.75,,,0.25,0.75,0,,,,',
      '"4,4",1,100,0.5,0.5,,,0.5,0.5,0,,,,',
    ]);
  });
});

describe('the axis', () => {
  it('holds every value', () => {
    for (const values of [[0.5], [0, 1], [0.69, 0.7]]) {
      const [low, high] = rangeOf(values, true);
      expect(low).toBeLessThanOrEqual(Math.min(...values));
      expect(high).toBeGreaterThanOrEqual(Math.max(...values));
      expect(high).toBeGreaterThan(low);
      expect(high).toBeLessThanOrEqual(1);
    }
  });
});

describe('the ring', () => {
  const size = { width: 400, height: 260 };
  const columns = (ringed: Columns['ringed']): Columns => ({
    values: [
      [0.8, 0.9],
      [0.7, 0.95],
    ],
    share: true,
    ringed,
    format: String,
  });
  /** The circles that are drawn, as their middles and radii. */
  function circles(of: Columns): readonly (readonly number[])[] {
    const found: (readonly number[])[] = [];
    const context: object = new Proxy(
      {},
      {
        get:
          (_, name) =>
          (...parts: readonly number[]) => {
            if (name === 'arc') found.push(parts.slice(0, 3));
          },
        set: () => true,
      },
    );
    paint(context as CanvasRenderingContext2D, size, of, { lanes: [] } as unknown as Colors);
    return found;
  }

  it('is around the dot of the run that was picked, and around no other', () => {
    expect(circles(columns(undefined))).toHaveLength(4);
    const [x = 0, y = 0, radius = 0] = circles(columns({ column: 1, run: 1 })).at(4) ?? [];
    expect(dotAt(columns(undefined), size, [x, y], 0.1)).toEqual({ column: 1, run: 1 });
    expect(radius).toBeGreaterThan(5);
  });
});

describe('picking on dev', () => {
  const test = (accuracy: number): NonNullable<Replica['dev']> => ({ loss: 1 - accuracy, accuracy });

  it('takes the most accurate run, among equals the one with the least loss, and none that diverged', () => {
    const done = [
      [run(0.2), { ...run(0.1), diverged: { step: 3, layer: 1, cause: 'weight' as const } }],
      undefined,
      [{ ...run(0.5), dev: { loss: 0.1, accuracy: 0.8 } }, run(0.4)],
    ];
    const tested = [[test(0.7), test(0.9)], undefined, [test(0.6), undefined]];
    expect(candidatesOf(done, tested)).toEqual([
      { cell: 2, run: 0, dev: 0.8, test: 0.6 },
      { cell: 0, run: 0, dev: 0.8, test: 0.7 },
    ]);
  });

  it('comes to the mean over all ways to draw so many runs', () => {
    const dev = [0.9, 0.85, 0.8, 0.6, 0.5];
    const held = [0.7, 0.8, 0.75, 0.65, 0.4];
    const candidates = dev.map((value, cell) => ({ cell, run: 0, dev: value, test: held[cell] ?? 0 }));
    const found = pickedOf(candidates);
    expect(found.map(({ of }) => of)).toEqual([1, 2, 5]);
    for (const { of, ...means } of found) {
      // Every subset of that size, its best one by dev.
      const firsts = Array.from({ length: 32 }, (_, set) =>
        dev.map((_, index) => index).filter((index) => (set >> index) % 2 === 1),
      )
        .filter((members) => members.length === of)
        .map((members) => Math.min(...members));
      const mean = (values: readonly number[]): number =>
        firsts.reduce((sum, first) => sum + (values[first] ?? 0), 0) / firsts.length;
      expect(means.dev).toBeCloseTo(mean(dev), 12);
      expect(means.test).toBeCloseTo(mean(held), 12);
    }
  });

  it('is of use only where all runs have the same points', () => {
    const at = (path: string): boolean => sharePoints([{ path, values: [] }]);
    expect(['dropout.p', 'seeds.init', 'training.batch'].every(at)).toBe(true);
    expect(['data.points', 'split.dev', 'target.shift', 'seeds.data', 'seeds.split'].some(at)).toBe(false);
  });
});
