/** Values that are worth comparing, field by field, and the fields that some values bring with them. */

import type { Settings } from '../schema';
import type { Entry } from './form';

const SCHEME = 'initialization.weights';
const SIGMA = 'initialization.sigma';
const OPTIMIZER = 'training.optimizer';

const of = (path: string, ...texts: readonly string[]): readonly Entry[] =>
  texts.map((text) => ({ [path]: text }));

/** In the order in which they are offered. */
const VALUES: ReadonlyMap<string, readonly Entry[]> = new Map([
  [
    SCHEME,
    [
      { [SCHEME]: 'zeros' },
      { [SCHEME]: 'normal', [SIGMA]: '0.01' },
      { [SCHEME]: 'he_normal' },
      { [SCHEME]: 'normal', [SIGMA]: '1' },
    ],
  ],
  ['dropout.p', of('dropout.p', '0', '0.2', '0.5', '0.8')],
  ['network.activation', of('network.activation', 'linear', 'sigmoid', 'tanh', 'relu')],
  ['network.layers', of('network.layers', '2', '8', '8,8', '32,32')],
  ['training.learning_rate', of('training.learning_rate', '0.001', '0.01', '0.1', '1')],
  ['training.batch', of('training.batch', '1', '8', '32', '128')],
  [OPTIMIZER, of(OPTIMIZER, 'sgd', 'momentum', 'rmsprop', 'adam')],
  ['regularization.l2', of('regularization.l2', '0', '0.001', '0.01', '0.1')],
]);

export const PRESETS: readonly string[] = [...VALUES.keys()];

/** Activations that Glorot and Bengio's scheme is derived for; He and others' is for the ReLU family. */
const XAVIERS: readonly unknown[] = ['linear', 'sigmoid', 'tanh'];

export function valuesFor(path: string, settings: Settings): readonly Entry[] | undefined {
  const values = VALUES.get(path);
  return path === SCHEME && XAVIERS.includes(settings['network.activation'])
    ? values?.map((entry) => (entry[SCHEME] === 'he_normal' ? { [SCHEME]: 'xavier_normal' } : entry))
    : values;
}

const SPREAD: Readonly<Record<string, string | undefined>> = {
  constant: 'initialization.value',
  normal: SIGMA,
  truncated_normal: SIGMA,
  uniform: 'initialization.limit',
};

/** A scheme is nothing without its spread, and no optimizer is judged without its learning rate. */
export function companionsOf(path: string, value: string): readonly string[] {
  if (path === OPTIMIZER) return ['training.learning_rate'];
  const spread = path === SCHEME ? SPREAD[value] : undefined;
  return spread === undefined ? [] : [spread];
}
