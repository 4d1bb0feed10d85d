/** What a sweep trains: one experiment at every combination of one or two fields' values. Pure. */

import { fieldAt, nest, schema, type Kind, type Settings, type Value } from '../../schema';
import { valueIn } from '../../state';
import { format, parse } from '../../value';

export const MOST_CELLS = 64;
export const MOST_SEEDS = 32;
export const MOST_STEPS = 100_000;

export interface Axis {
  readonly path: string;
  readonly values: readonly Value[];
}

/** One combination of values. */
export interface Cell {
  /** Its place on each axis. */
  readonly places: readonly number[];
  readonly settings: Settings;
  /** The experiment, as the core reads it. */
  readonly experiment: string;
}

/** Values of such a field are lists themselves, so that commas are part of them. */
export function isListed(kind: Kind): boolean {
  return ['integers', 'each_real', 'each_choice', 'choices'].includes(kind.kind);
}

/** Fields that may be swept: all but points, which are too much text. */
export function sweepable(): readonly string[] {
  return schema.fields.filter(({ kind }) => kind.kind !== 'points').map(({ path }) => path);
}

/** Options of a field that has them. */
export function optionsOf(kind: Kind): readonly string[] | undefined {
  if (kind.kind === 'choice') return kind.options;
  return kind.kind === 'flag' ? ['false', 'true'] : undefined;
}

/** Each value's text, one after another; every text that is none is told. */
export function readValues(
  text: string,
  path: string,
):
  | { readonly ok: true; readonly values: readonly Value[] }
  | { readonly ok: false; readonly bad: readonly string[] } {
  const { kind } = fieldAt(path);
  const texts = text
    .split(isListed(kind) ? ';' : /[;,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const values = new Map<string, Value>();
  const bad = new Set<string>();
  for (const one of texts) {
    const parsed = parse(one, kind);
    if (parsed.ok) values.set(format(parsed.value), parsed.value);
    else bad.add(one);
  }
  return bad.size === 0 ? { ok: true, values: [...values.values()] } : { ok: false, bad: [...bad] };
}

/** Values worth trying first: the present one among others. */
export function usualValues(path: string, settings: Settings): string {
  const { kind } = fieldAt(path);
  const options = optionsOf(kind);
  if (options !== undefined) return options.join(', ');
  const own = USUAL[path];
  if (own !== undefined) return own;
  const present = valueIn(settings, path);
  if (isListed(kind) || typeof present !== 'number') return format(present);
  if (path.startsWith('seeds.')) return '1, 2, 3, 4';
  if (!('min' in kind)) return format(present);
  const round = (value: number): number =>
    kind.kind === 'integer' ? Math.round(value) : Number(value.toPrecision(2));
  const around =
    present === 0
      ? [0, 0.25, 0.5, 1].map((share) => share * kind.max)
      : [0.25, 0.5, 1, 2, 4].map((by) => by * present);
  const allowed = around.map(round).filter((value) => value >= kind.min && value <= kind.max);
  return [...new Set(allowed)].join(', ');
}

const USUAL: Readonly<Record<string, string>> = {
  'network.layers': '2; 4; 8; 16; 32',
  'dropout.p': '0; 0.1; 0.2; 0.5; 0.8',
  'regularization.l1': '0, 0.0001, 0.001, 0.01',
  'regularization.l2': '0, 0.0001, 0.001, 0.01, 0.1',
  'regularization.weight_decay': '0, 0.0001, 0.001, 0.01, 0.1',
  'training.learning_rate': '0.001, 0.003, 0.01, 0.03, 0.1, 0.3',
  'training.batch': '1, 4, 16, 64',
  'data.points': '30, 100, 300, 1000',
};

/** The last axis changes fastest, as in the core's sweep. */
export function cellsOf(settings: Settings, axes: readonly Axis[]): readonly Cell[] {
  const places = axes.reduce<readonly (readonly number[])[]>(
    (all, { values }) => all.flatMap((before) => values.map((_, place) => [...before, place])),
    [[]],
  );
  return places.map((at) => {
    const own: Record<string, Value> = { ...settings };
    axes.forEach(({ path, values }, axis) => {
      const value = values[at[axis] ?? 0];
      if (value !== undefined) own[path] = value;
    });
    return { places: at, settings: own, experiment: JSON.stringify(nest(own, schema.version)) };
  });
}
