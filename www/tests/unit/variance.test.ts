/** Bias and variance: which networks are trained, and what is said of their figures. */

import { describe, expect, it } from 'vitest';
import {
  cellsOf,
  chained,
  csvOf,
  halved,
  larger,
  readWidths,
  topOf,
  totalsOf,
  trend,
  widened,
  type Total,
  type Totals,
} from '../../src/lenses/variance/plan';
import { baseOf } from '../../src/lenses/variance/run';
import { experiments, initialState } from '../../src/state';
import { schema } from '../../src/schema';

const total = (mean: number, half = 0): Total => ({ mean, low: mean - half, high: mean + half });
const totals = (bias: Total, variance: Total): Totals => ({
  noise: total(0.1),
  bias,
  variance,
  error: total(1),
});
const seeds = (experiment: string | undefined): unknown => {
  const parsed: unknown = JSON.parse(experiment ?? '{}');
  return typeof parsed === 'object' && parsed !== null && 'seeds' in parsed ? parsed.seeds : undefined;
};

describe('the networks', () => {
  it('are on data sets of the seeds 1 and on, with a start of their own or the same', () => {
    const settings = { ...schema.defaults, 'seeds.init': 7, 'seeds.data': 9, 'seeds.first_run': 2 };
    const [own] = cellsOf(settings, undefined, 3, 'own');
    expect(own?.experiments.map(seeds)).toEqual(
      [1, 2, 3].map((d) => ({
        ...{ data: d, split: d, init: d, batches: d, masks: d, augmentation: d },
        first_run: 2,
      })),
    );
    const [same] = cellsOf(settings, undefined, 3, 'same');
    expect(same?.experiments.map(seeds)).toEqual(
      [1, 2, 3].map((d) => ({
        ...{ data: d, split: d, init: 7, batches: 1, masks: 1, augmentation: 1 },
        first_run: 2,
      })),
    );
  });

  it('are a lane’s own experiment where its seeds are all 1', () => {
    const [own] = cellsOf(schema.defaults, undefined, 1, 'own');
    expect(JSON.parse(`[${own?.experiments[0] ?? ''}]`)).toEqual(JSON.parse(experiments(initialState())));
  });

  it('are as deep as the lane’s at every width, and have a hidden layer', () => {
    expect(widened([8, 4, 2], 16)).toEqual([16, 16, 16]);
    expect(widened([], 3)).toEqual([3]);
    expect(cellsOf(schema.defaults, [1, 5], 2, 'own').map(({ layers }) => layers)).toEqual([
      [1, 1],
      [5, 5],
    ]);
  });

  it('are of other settings only where these are not replaced', () => {
    const other = { ...schema.defaults, 'seeds.data': 5, 'seeds.init': 5 };
    expect(baseOf(other, 'own')).toBe(baseOf(schema.defaults, 'own'));
    expect(baseOf(other, 'same')).not.toBe(baseOf(schema.defaults, 'same'));
    expect(baseOf({ ...schema.defaults, 'data.noise': 0.3 }, 'own')).not.toBe(baseOf(schema.defaults, 'own'));
  });
});

describe('widths', () => {
  it('are read in rising order, each once; what is none is told', () => {
    expect(readWidths('8, 2;2 16')).toEqual({ ok: true, widths: [2, 8, 16] });
    for (const bad of ['0', '257', '1.5', 'many', '-3'])
      expect(readWidths(`4, ${bad}`)).toEqual({ ok: false, bad });
  });
});

describe('what is said of the figures', () => {
  it('goes as far as the intervals', () => {
    expect(larger(totals(total(0.3, 0.05), total(0.1, 0.05)))).toBe('bias');
    expect(larger(totals(total(0.1, 0.05), total(0.3, 0.05)))).toBe('variance');
    expect(larger(totals(total(0.1, 0.15), total(0.3, 0.1)))).toBe('open');
    const all = [totals(total(0.3, 0.05), total(0.1, 0.05)), totals(total(0.1, 0.05), total(0.15, 0.05))];
    expect(trend(all, 'bias')).toBe('falls');
    expect(trend([...all].reverse(), 'bias')).toBe('rises');
    expect(trend(all, 'variance')).toBe('open');
    expect(trend([], 'bias')).toBe('open');
  });

  it('has the core’s numbers in their order', () => {
    const found = totalsOf({ totals: Float64Array.from({ length: 12 }, (_, index) => index) });
    expect(found.noise).toEqual({ mean: 0, low: 1, high: 2 });
    expect(found.error).toEqual({ mean: 9, low: 10, high: 11 });
  });
});

function decomposed(parts: Partial<Record<'bias' | 'variance' | 'noise' | 'density', readonly number[]>>) {
  const of = (name: keyof typeof parts): Float32Array => Float32Array.from(parts[name] ?? [0, 0, 0, 0]);
  return {
    sets: 8,
    mean: { size: 2, lattice: 2, values: new Float32Array(4), rgba: new Uint8ClampedArray(16) },
    bias: of('bias'),
    variance: of('variance'),
    noise: of('noise'),
    density: of('density'),
    level: 0.5,
    covered: 0.75,
    totals: Float64Array.from([0.125, 0.125, 0.125, 0.25, 0.2, 0.3, 0.5, 0.4, 0.6, 0.875, 0.8, 0.9]),
    errors: new Float64Array(8),
  };
}

describe('the pictures', () => {
  it('have a scale up to the largest part where the points are', () => {
    const found = decomposed({
      bias: [0.25, Number.NaN, 9, 0],
      variance: [0, 0.5, 9, 0],
      density: [1, 0.5, 0.4, 0],
    });
    expect(topOf(found)).toBe(0.5);
  });

  it('have boundaries on a lattice of half the side, plane by plane', () => {
    const values = Float32Array.from({ length: 32 }, (_, place) => place);
    expect([...halved(values, 4)]).toEqual([2.5, 4.5, 10.5, 12.5, 18.5, 20.5, 26.5, 28.5]);
  });

  it('have lines that go on', () => {
    const square = [
      [
        [0, 0],
        [1, 0],
      ],
      [
        [1, 1],
        [0, 1],
      ],
      [
        [1, 0],
        [1, 1],
      ],
      [
        [5, 5],
        [6, 6],
      ],
      [
        [0, 1],
        [0, 0],
      ],
    ] as const;
    const chains = chained(square);
    expect(chains.map((chain) => chain.length).sort()).toEqual([2, 5]);
    expect(chains[0]?.[0]).toEqual(chains[0]?.at(-1));
  });
});

describe('the table', () => {
  it('has a line for each shape that could be taken apart', () => {
    const text = csvOf(
      [
        { layers: [4, 4], decomposed: decomposed({}) },
        { layers: [8], decomposed: undefined },
      ],
      300,
      'own',
    );
    expect(text.trim().split('\n')).toEqual([
      'layers,data_sets,steps,start,noise,bias,bias_low,bias_high,variance,variance_low,variance_high,error,error_low,error_high,covered',
      '"4,4",8,300,own,0.125,0.25,0.2,0.3,0.5,0.4,0.6,0.875,0.8,0.9,0.75',
    ]);
  });
});
