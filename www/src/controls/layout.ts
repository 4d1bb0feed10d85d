/** Which control stands where: group, order, widget, and when it matters. No ranges and no defaults. */

import type { Messages } from '../messages';
import { schema, type Settings } from '../schema';

export type Widget =
  /** A picture for each data set. */
  | 'pictures'
  /** A text box with a slider under it. */
  | 'slider'
  /** A text box. */
  | 'number'
  /** All options side by side. */
  | 'segments'
  /** A list that opens. */
  | 'select'
  | 'flag'
  | 'chips'
  /** One number for each layer, with a way to add and remove layers. */
  | 'layers'
  /** A slider for all layers, or one for each. */
  | 'slider-each'
  /** A choice for all layers, or one for each. */
  | 'select-each'
  /** A list in a text box. */
  | 'list'
  | 'points'
  /** A text box with a way to draw a new one. */
  | 'seed';

export interface Row {
  readonly path: string;
  readonly widget: Widget;
  /** Whether the field changes anything, the other settings being what they are. */
  readonly when?: (settings: Settings) => boolean;
}

export interface Ratio {
  readonly ratio: readonly string[];
}

export interface Group {
  readonly id: keyof Messages['groups'];
  readonly rows: readonly (Row | Ratio)[];
}

const isOneOf =
  (path: string, ...values: readonly string[]) =>
  (settings: Settings): boolean =>
    values.some((value) => settings[path] === value);

const isNot =
  (path: string, value: string) =>
  (settings: Settings): boolean =>
    settings[path] !== value;

/** Whether any of the numbers, single or listed, is above zero. */
const anyAbove =
  (...paths: readonly string[]) =>
  (settings: Settings): boolean =>
    paths.some((path) => {
      const value = settings[path];
      if (typeof value === 'number') return value > 0;
      return Array.isArray(value) && value.some((one: unknown) => typeof one === 'number' && one > 0);
    });

const hasHidden = (settings: Settings): boolean => {
  const layers = settings['network.layers'];
  return Array.isArray(layers) && layers.length > 0;
};

const both =
  (one: (settings: Settings) => boolean, other: (settings: Settings) => boolean) =>
  (settings: Settings): boolean =>
    one(settings) && other(settings);

const dataset = 'data.dataset';
const scheme = 'initialization.weights';
const optimizer = 'training.optimizer';
const drops = anyAbove('dropout.p', 'dropout.input');
const regression = isOneOf(dataset, 'plane', 'wave');

/** Given points have no distribution that another could be made of. */
const hasLaw = isNot(dataset, 'custom');
export const isMismatched = (settings: Settings): boolean =>
  ['rotation', 'shift_x1', 'shift_x2', 'scale', 'noise', 'odds'].some(
    (name) => settings[`target.${name}`] !== schema.defaults[`target.${name}`],
  );

export const GROUPS: readonly Group[] = [
  {
    id: 'data',
    rows: [
      { path: dataset, widget: 'pictures' },
      { path: 'data.custom', widget: 'points', when: isOneOf(dataset, 'custom') },
      { path: 'data.points', widget: 'slider', when: isNot(dataset, 'custom') },
      { path: 'data.noise', widget: 'slider', when: isNot(dataset, 'custom') },
      { path: 'data.classes', widget: 'slider', when: isOneOf(dataset, 'rings', 'blobs') },
      {
        path: 'data.balance',
        widget: 'slider',
        when: (settings) => !regression(settings) && settings[dataset] !== 'custom',
      },
      { path: 'data.label_noise', widget: 'slider', when: (settings) => !regression(settings) },
    ],
  },
  {
    id: 'preparation',
    rows: [
      { ratio: ['split.train', 'split.dev', 'split.test'] },
      { path: 'split.stratified', widget: 'flag', when: (settings) => !regression(settings) },
      { path: 'split.train_dev', widget: 'slider' },
      { path: 'inputs.features', widget: 'chips' },
      { path: 'inputs.noise_inputs', widget: 'slider' },
      { path: 'inputs.scale', widget: 'list' },
      { path: 'inputs.normalization', widget: 'segments' },
      { path: 'inputs.statistics', widget: 'segments', when: isNot('inputs.normalization', 'none') },
    ],
  },
  {
    id: 'mismatch',
    rows: [
      { path: 'target.rotation', widget: 'slider', when: hasLaw },
      { path: 'target.shift_x1', widget: 'slider', when: hasLaw },
      { path: 'target.shift_x2', widget: 'slider', when: hasLaw },
      { path: 'target.scale', widget: 'slider', when: hasLaw },
      { path: 'target.noise', widget: 'slider', when: hasLaw },
      { path: 'target.odds', widget: 'slider', when: both(hasLaw, (settings) => !regression(settings)) },
      { path: 'target.share', widget: 'slider', when: both(hasLaw, isMismatched) },
    ],
  },
  {
    id: 'augmentation',
    rows: [
      { path: 'augmentation.jitter', widget: 'slider' },
      { path: 'augmentation.rotation', widget: 'slider' },
      { path: 'augmentation.flip_x1', widget: 'slider' },
      { path: 'augmentation.flip_x2', widget: 'slider' },
      { path: 'augmentation.scale', widget: 'slider' },
      { path: 'augmentation.mixup', widget: 'slider' },
    ],
  },
  {
    id: 'network',
    rows: [
      { path: 'network.layers', widget: 'layers' },
      { path: 'network.activation', widget: 'select-each', when: hasHidden },
    ],
  },
  {
    id: 'initialization',
    rows: [
      { path: scheme, widget: 'select' },
      { path: 'initialization.value', widget: 'slider', when: isOneOf(scheme, 'constant') },
      { path: 'initialization.sigma', widget: 'slider', when: isOneOf(scheme, 'normal', 'truncated_normal') },
      { path: 'initialization.limit', widget: 'slider', when: isOneOf(scheme, 'uniform') },
      { path: 'initialization.fan', widget: 'segments', when: isOneOf(scheme, 'he_uniform', 'he_normal') },
      { path: 'initialization.gain', widget: 'slider', when: isNot(scheme, 'zeros') },
      { path: 'initialization.bias', widget: 'select' },
      {
        path: 'initialization.bias_value',
        widget: 'slider',
        when: isOneOf('initialization.bias', 'constant'),
      },
      { path: 'initialization.output_bias', widget: 'select' },
    ],
  },
  {
    id: 'dropout',
    rows: [
      { path: 'dropout.p', widget: 'slider-each', when: hasHidden },
      { path: 'dropout.input', widget: 'slider' },
      { path: 'dropout.scaling', widget: 'segments', when: drops },
      { path: 'dropout.placement', widget: 'segments', when: both(anyAbove('dropout.p'), hasHidden) },
      { path: 'dropout.mask', widget: 'segments', when: drops },
      { path: 'dropout.evaluate', widget: 'segments', when: drops },
    ],
  },
  {
    id: 'regularization',
    rows: [
      { path: 'regularization.l1', widget: 'slider' },
      { path: 'regularization.l2', widget: 'slider' },
      { path: 'regularization.weight_decay', widget: 'slider' },
      {
        path: 'regularization.biases',
        widget: 'flag',
        when: anyAbove('regularization.l1', 'regularization.l2', 'regularization.weight_decay'),
      },
    ],
  },
  {
    id: 'training',
    rows: [
      { path: optimizer, widget: 'select' },
      { path: 'training.learning_rate', widget: 'slider' },
      { path: 'training.momentum', widget: 'slider', when: isOneOf(optimizer, 'momentum', 'nesterov') },
      { path: 'training.rho', widget: 'slider', when: isOneOf(optimizer, 'rmsprop') },
      { path: 'training.beta1', widget: 'slider', when: isOneOf(optimizer, 'adam', 'adamw') },
      { path: 'training.beta2', widget: 'slider', when: isOneOf(optimizer, 'adam', 'adamw') },
      {
        path: 'training.epsilon',
        widget: 'number',
        when: isOneOf(optimizer, 'rmsprop', 'adagrad', 'adam', 'adamw'),
      },
      { path: 'training.batch', widget: 'slider' },
      { path: 'training.loss', widget: 'select' },
      { path: 'training.schedule', widget: 'segments' },
      {
        path: 'training.schedule_steps',
        widget: 'number',
        when: isNot('training.schedule', 'constant'),
      },
      {
        path: 'training.schedule_factor',
        widget: 'slider',
        when: isOneOf('training.schedule', 'step'),
      },
      { path: 'training.warmup_steps', widget: 'number' },
      { path: 'training.clip_norm', widget: 'number' },
    ],
  },
  {
    id: 'earlyStopping',
    rows: [
      { path: 'early_stopping.metric', widget: 'segments' },
      { path: 'early_stopping.patience', widget: 'slider', when: isNot('early_stopping.metric', 'off') },
      { path: 'early_stopping.min_delta', widget: 'number', when: isNot('early_stopping.metric', 'off') },
    ],
  },
  {
    id: 'seeds',
    rows: [
      ...['data', 'split', 'init', 'batches', 'masks', 'augmentation'].map((name): Row => ({
        path: `seeds.${name}`,
        widget: 'seed',
      })),
      { path: 'seeds.first_run', widget: 'number' },
    ],
  },
];

const WHEN = new Map(
  GROUPS.flatMap(({ rows }) =>
    rows.flatMap((row) => ('ratio' in row || row.when === undefined ? [] : [[row.path, row.when] as const])),
  ),
);

/** Whether lanes may be made of several values of a field; points of one's own are too much text for that. */
export function isComparable(path: string): boolean {
  return path !== 'data.custom';
}

/** Whether a field changes anything, the other settings being what they are. */
export function matters(path: string, settings: Settings): boolean {
  return WHEN.get(path)?.(settings) ?? true;
}

/** The ratios of train, dev and test that are usual. */
export const RATIOS: readonly (readonly number[])[] = [
  [98, 1, 1],
  [8, 1, 1],
  [7, 2, 1],
  [6, 2, 2],
];

/** Every path that some control stands for. */
export function controlledPaths(): readonly string[] {
  return GROUPS.flatMap((group) => group.rows.flatMap((row) => ('ratio' in row ? row.ratio : [row.path])));
}
