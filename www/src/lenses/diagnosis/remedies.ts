/** What the recipe offers against each cause, as far as it would change something in this experiment. */

import { isMismatched, matters } from '../../controls/layout';
import { fieldAt, nest, schema, type Settings, type Value } from '../../schema';
import type { Cause } from './model';

export const REMEDIES = [
  'wider',
  'deeper',
  'longer',
  'lessL1',
  'lessL2',
  'lessDecay',
  'lessDropout',
  'lessInputDropout',
  'moreData',
  'l2',
  'dropout',
  'earlyStopping',
  'augmentation',
  'targetShare',
  'largerDev',
] as const;
export type RemedyName = (typeof REMEDIES)[number];

export interface Remedy {
  readonly name: RemedyName;
  readonly path: string;
  readonly value: Value;
}

/** Where a ladder stands. */
export interface Case {
  readonly settings: Settings;
  readonly hasDev: boolean;
  /** Whether an experiment's augmentation keeps its labels; undefined where that is not known, or not yet. */
  readonly keeps: (experiment: string) => boolean | undefined;
}

/** Wider than this a layer is trained too slowly to be watched. */
const WIDEST = 256;
const FIRST_L2 = 0.01;
const MOST_L2 = 1;
const FIRST_DROPOUT = 0.2;
const MOST_DROPOUT = 0.5;
/** A tenth of the training part. */
const FIRST_SHARE = 0.1;
const MOST_SHARE = 0.8;
const LARGEST_DEV = 100;

/** Augmentations that are tried, in the order in which they are offered. */
const AUGMENTATIONS: readonly (readonly [path: string, value: number])[] = [
  ['augmentation.rotation', 180],
  ['augmentation.flip_x1', 0.5],
  ['augmentation.flip_x2', 0.5],
  ['augmentation.rotation', 10],
  ['augmentation.jitter', 0.05],
];

function numberAt(settings: Settings, path: string): number {
  const value = settings[path];
  return typeof value === 'number' ? value : 0;
}

function numbersAt(settings: Settings, path: string): readonly number[] {
  const value = settings[path];
  if (typeof value === 'number') return [value];
  return Array.isArray(value) ? value.filter((one): one is number => typeof one === 'number') : [];
}

/** Without the digits that are rounding. */
const plain = (value: number): number => Number(value.toPrecision(6));

function each(settings: Settings, path: string, change: (value: number) => number): Value {
  const values = numbersAt(settings, path).map((value) => plain(change(value)));
  return typeof settings[path] === 'number' ? (values[0] ?? 0) : values;
}

function most(path: string): number {
  const { kind } = fieldAt(path);
  return 'max' in kind ? kind.max : 0;
}

function longest(path: string): number {
  const { kind } = fieldAt(path);
  return 'longest' in kind ? kind.longest : 0;
}

function againstBias(settings: Settings): readonly Remedy[] {
  const path = 'network.layers';
  const layers = numbersAt(settings, path);
  const found: Remedy[] = [];
  const wider =
    layers.length === 0 ? [8] : layers.map((units) => Math.max(units, Math.min(WIDEST, 2 * units)));
  if (wider.some((units, layer) => units !== layers[layer]))
    found.push({ name: 'wider', path, value: wider });
  const last = layers.at(-1);
  if (last !== undefined && layers.length < longest(path))
    found.push({ name: 'deeper', path, value: [...layers, last] });
  const weaker = [
    ['lessL1', 'regularization.l1', 10],
    ['lessL2', 'regularization.l2', 10],
    ['lessDecay', 'regularization.weight_decay', 10],
    ['lessDropout', 'dropout.p', 2],
    ['lessInputDropout', 'dropout.input', 2],
  ] as const;
  for (const [name, at, by] of weaker)
    if (matters(at, settings) && numbersAt(settings, at).some((value) => value > 0))
      found.push({ name, path: at, value: each(settings, at, (value) => value / by) });
  return found;
}

function moreData(settings: Settings): readonly Remedy[] {
  const path = 'data.points';
  const points = numberAt(settings, path);
  return settings['data.dataset'] === 'custom' || points >= most(path)
    ? []
    : [{ name: 'moreData', path, value: Math.min(most(path), 2 * points) }];
}

/** The experiments whose augmentation is to be tried; none where points are augmented already, or have no law. */
export function augmented(settings: Settings): readonly (readonly [experiment: string, remedy: Remedy])[] {
  const untouched = schema.fields.every(
    ({ path }) => !path.startsWith('augmentation.') || settings[path] === schema.defaults[path],
  );
  return !untouched || settings['data.dataset'] === 'custom'
    ? []
    : AUGMENTATIONS.map(([path, value]) => [
        JSON.stringify(nest({ ...settings, [path]: value }, schema.version)),
        { name: 'augmentation', path, value },
      ]);
}

function againstVariance({ settings, hasDev, keeps }: Case): readonly Remedy[] {
  const found: Remedy[] = [...moreData(settings)];
  const l2 = numberAt(settings, 'regularization.l2');
  if (l2 < MOST_L2)
    found.push({
      name: 'l2',
      path: 'regularization.l2',
      value: l2 === 0 ? FIRST_L2 : plain(Math.min(MOST_L2, 10 * l2)),
    });
  const dropped = numbersAt(settings, 'dropout.p');
  if (matters('dropout.p', settings) && Math.max(...dropped) < MOST_DROPOUT)
    found.push({
      name: 'dropout',
      path: 'dropout.p',
      value: each(settings, 'dropout.p', (p) => Math.min(MOST_DROPOUT, p + FIRST_DROPOUT)),
    });
  if (hasDev && settings['early_stopping.metric'] === 'off')
    found.push({ name: 'earlyStopping', path: 'early_stopping.metric', value: 'dev_loss' });
  const kept = augmented(settings).find(([experiment]) => keeps(experiment) === true);
  if (kept !== undefined) found.push(kept[1]);
  return found;
}

function againstMismatch(settings: Settings): readonly Remedy[] {
  const path = 'target.share';
  const share = numberAt(settings, path);
  return !isMismatched(settings) || share >= MOST_SHARE
    ? []
    : [
        {
          name: 'targetShare',
          path,
          value: share < FIRST_SHARE ? FIRST_SHARE : plain(Math.min(MOST_SHARE, 2 * share)),
        },
      ];
}

function againstDevOverfit(settings: Settings): readonly Remedy[] {
  const path = 'split.dev';
  const dev = numberAt(settings, path);
  const larger: Remedy = { name: 'largerDev', path, value: plain(Math.min(LARGEST_DEV, 2 * dev)) };
  return [...(dev > 0 && dev < LARGEST_DEV ? [larger] : []), ...moreData(settings)];
}

/** What can be set against a cause; training longer is not among it. */
export function remediesAgainst(cause: Cause, given: Case): readonly Remedy[] {
  if (cause === 'bias') return againstBias(given.settings);
  if (cause === 'variance') return againstVariance(given);
  if (cause === 'mismatch') return againstMismatch(given.settings);
  return againstDevOverfit(given.settings);
}
