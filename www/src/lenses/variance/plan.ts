/** Which networks are trained to tell bias from variance, and what their figures come to. Pure. */

import { fieldAt, nest, schema, type Settings, type Value } from '../../schema';
import type { Decomposed } from '../../session/looks/variance';
import { valueIn } from '../../state';
import { numeral } from '../../value';

export const SETS = [8, 16, 32, 64] as const;
export const MOST_STEPS = 100_000;
export const MOST_WIDTHS = 12;

/** The seeds of the points; under a start of its own a network has those of the rest from its data set too. */
const DATA_SEEDS = ['seeds.data', 'seeds.split'] as const;
const START_SEEDS = ['seeds.init', 'seeds.batches', 'seeds.masks', 'seeds.augmentation'] as const;

export const STARTS = ['own', 'same'] as const;
export type Start = (typeof STARTS)[number];

/** What is noted of a network. */
export interface Trained {
  /** On the lattice, without masks, as the core's `predictions` gives them. */
  readonly predictions: Float32Array;
  readonly hash: string;
  /** The step at which it left the range of numbers. */
  readonly diverged: number | undefined;
}

/** Networks of one shape. */
export interface Cell {
  readonly layers: readonly number[];
  /** The experiments, the data set of seed 1 first. */
  readonly experiments: readonly string[];
}

export function layersOf(settings: Settings): readonly number[] {
  const value = valueIn(settings, 'network.layers');
  return Array.isArray(value) ? value.map(Number) : [];
}

/** As deep as the settings say, one layer at least, and so wide. */
export function widened(layers: readonly number[], width: number): readonly number[] {
  return Array.from({ length: Math.max(1, layers.length) }, () => width);
}

/** The experiment on the data set of a seed. */
export function experimentOf(
  settings: Settings,
  layers: readonly number[],
  start: Start,
  seed: number,
): string {
  const own: Record<string, Value> = { ...settings, 'network.layers': layers };
  for (const path of start === 'own' ? [...DATA_SEEDS, ...START_SEEDS] : DATA_SEEDS) own[path] = seed;
  return JSON.stringify(nest(own, schema.version));
}

/** Without widths, networks of the settings' own shape alone. */
export function cellsOf(
  settings: Settings,
  widths: readonly number[] | undefined,
  sets: number,
  start: Start,
): readonly Cell[] {
  const layers = layersOf(settings);
  const shapes = widths?.map((width) => widened(layers, width)) ?? [layers];
  return shapes.map((shape) => ({
    layers: shape,
    experiments: Array.from({ length: sets }, (_, set) => experimentOf(settings, shape, start, set + 1)),
  }));
}

/** Widths with commas between them, each once, in rising order; the first text that is none is told. */
export function readWidths(
  text: string,
): { readonly ok: true; readonly widths: readonly number[] } | { readonly ok: false; readonly bad: string } {
  const { kind } = fieldAt('network.layers');
  const most = kind.kind === 'integers' ? kind.max : 1;
  const widths = new Set<number>();
  for (const one of text.split(/[;,\s]+/).filter((part) => part !== '')) {
    const width = numeral(one);
    if (width === undefined || !Number.isInteger(width) || width < 1 || width > most)
      return { ok: false, bad: one };
    widths.add(width);
  }
  return { ok: true, widths: [...widths].sort((a, b) => a - b) };
}

export const PARTS = ['noise', 'bias', 'variance', 'error'] as const;
export type Part = (typeof PARTS)[number];

/** A mean over the points, with its interval of 95 %. */
export interface Total {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export type Totals = Readonly<Record<Part, Total>>;

export function totalsOf({ totals }: Pick<Decomposed, 'totals'>): Totals {
  const total = (part: number): Total => ({
    mean: totals[3 * part] ?? Number.NaN,
    low: totals[3 * part + 1] ?? Number.NaN,
    high: totals[3 * part + 2] ?? Number.NaN,
  });
  return { noise: total(0), bias: total(1), variance: total(2), error: total(3) };
}

/** Which of bias² and variance is the larger, as far as the intervals tell. */
export function larger({ bias, variance }: Totals): 'bias' | 'variance' | 'open' {
  return bias.low > variance.high ? 'bias' : variance.low > bias.high ? 'variance' : 'open';
}

/** Which way a part goes from the first of several networks to the last, as far as the intervals tell. */
export function trend(all: readonly Totals[], part: Part): 'falls' | 'rises' | 'open' {
  const [first, last] = [all[0]?.[part], all.at(-1)?.[part]];
  if (first === undefined || last === undefined) return 'open';
  return last.high < first.low ? 'falls' : last.low > first.high ? 'rises' : 'open';
}

/** The end of the pictures' scale: the largest of the three parts where 99 % of the points are. */
export function topOf({ bias, variance, noise, density, level }: Decomposed): number {
  let top = 0;
  for (const values of [bias, variance, noise])
    values.forEach((value, place) => {
      if ((density[place] ?? 0) >= level && value > top) top = value;
    });
  return top;
}

/** A lattice of half as many places a side: each new place lies in the middle of four, and gets their mean. */
export function halved(values: Float32Array, side: number): Float32Array {
  const half = side / 2;
  const planes = values.length / (side * side);
  const found = new Float32Array(planes * half * half);
  const value = (place: number): number => values[place] ?? Number.NaN;
  for (let row = 0; row < planes * half; row += 1)
    for (let column = 0; column < half; column += 1) {
      // Planes stand below each other, and have an even number of rows.
      const at = 2 * row * side + 2 * column;
      const below = at + side;
      found[row * half + column] = (value(at) + value(at + 1) + value(below) + value(below + 1)) / 4;
    }
  return found;
}

type Place = readonly [x: number, y: number];
export type Line = readonly [from: Place, to: Place];

/** Lines that meet, as one: dashes go on where the next line begins. */
export function chained(lines: readonly Line[]): readonly (readonly Place[])[] {
  const ends = new Map<string, Set<number>>();
  const key = ([x, y]: Place): string => `${x},${y}`;
  lines.forEach((line, index) => {
    for (const end of line) ends.set(key(end), (ends.get(key(end)) ?? new Set()).add(index));
  });
  const left = new Set(lines.keys());
  /** Takes the next line at a place, and gives its other end. */
  const onward = (place: Place): Place | undefined => {
    for (const index of ends.get(key(place)) ?? []) {
      const line = lines[index];
      if (line !== undefined && left.delete(index)) return key(line[0]) === key(place) ? line[1] : line[0];
    }
    return undefined;
  };
  const chains: Place[][] = [];
  for (const index of left) {
    const line = lines[index];
    if (line === undefined) continue;
    left.delete(index);
    const chain: Place[] = [...line];
    for (let next = onward(line[1]); next !== undefined; next = onward(next)) chain.push(next);
    for (let next = onward(line[0]); next !== undefined; next = onward(next)) chain.unshift(next);
    chains.push(chain);
  }
  return chains;
}

const cell = (value: number): string => (Number.isFinite(value) ? String(value) : '');

/** A line for each shape. */
export function csvOf(
  cells: readonly { readonly layers: readonly number[]; readonly decomposed: Decomposed | undefined }[],
  steps: number,
  start: Start,
): string {
  const head = [
    'layers,data_sets,steps,start,noise',
    ...PARTS.slice(1).map((part) => `${part},${part}_low,${part}_high`),
    'covered',
  ].join(',');
  const lines = cells.flatMap(({ layers, decomposed }) => {
    if (decomposed === undefined) return [];
    const totals = totalsOf(decomposed);
    return [
      [
        layers.length > 1 ? `"${layers.join(',')}"` : layers.join(','),
        String(decomposed.sets),
        String(steps),
        start,
        cell(totals.noise.mean),
        ...PARTS.slice(1).flatMap((part) =>
          [totals[part].mean, totals[part].low, totals[part].high].map(cell),
        ),
        cell(decomposed.covered),
      ].join(','),
    ];
  });
  return `${[head, ...lines].join('\n')}\n`;
}
