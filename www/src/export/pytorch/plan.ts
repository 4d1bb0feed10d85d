/** What a script has to do, read from the experiment and what was recorded of it. */

import { isAugmented, stopsEarly } from '../../practice/settings';
import type { Settings } from '../../schema';
import type { RecordedSet, Recording } from '../../session/looks/recording';
import { valueIn } from '../../state';

export interface ScriptSource {
  /** What the lane is called. */
  readonly title: string;
  /** Where the experiment can be seen. */
  readonly link: string;
  readonly settings: Settings;
  readonly recording: Recording;
}

/** Fields that the script's own lines stand for. */
export const TRANSLATED = [
  'network.layers',
  'network.activation',
  'dropout.p',
  'dropout.input',
  'dropout.scaling',
  'dropout.placement',
  'dropout.mask',
  'dropout.evaluate',
  'regularization.l1',
  'regularization.l2',
  'regularization.weight_decay',
  'regularization.biases',
  'training.loss',
  'training.optimizer',
  'training.learning_rate',
  'training.momentum',
  'training.rho',
  'training.beta1',
  'training.beta2',
  'training.epsilon',
  'training.batch',
  'training.schedule',
  'training.schedule_steps',
  'training.schedule_factor',
  'training.warmup_steps',
  'training.clip_norm',
] as const;

export type Path = (typeof TRANSLATED)[number];

export type Loss = 'binary_cross_entropy' | 'softmax_cross_entropy' | 'mse';

/** The experiment as the script needs it. */
export interface Plan {
  readonly text: (path: Path) => string;
  readonly number: (path: Path) => number;
  readonly loss: Loss;
  readonly outputs: number;
  readonly classes: number;
  /** Probability of dropping each input, then each hidden layer's units. */
  readonly drops: readonly number[];
  readonly activations: readonly string[];
  readonly recording: Recording;
  readonly train: RecordedSet;
  readonly dev: RecordedSet;
  readonly test: RecordedSet;
  /** Training points were changed at every step, which the script does not do. */
  readonly augmented: boolean;
  readonly stopsEarly: boolean;
  /** A part of the training distribution is kept to look at, as train-dev. */
  readonly trainDev: boolean;
  /** Every step sees the whole training set. */
  readonly fullBatch: boolean;
  readonly steps: number;
}

const EMPTY: RecordedSet = { inputs: new Float32Array(), targets: new Float32Array() };

export function planOf({ settings, recording }: ScriptSource): Plan {
  const text = (path: Path): string => String(valueIn(settings, path));
  const number = (path: Path): number => Number(valueIn(settings, path));
  const each = (path: Path): readonly string[] => {
    const value = valueIn(settings, path);
    return recording.layers
      .slice(0, -1)
      .map((_, layer) => String(Array.isArray(value) ? value[layer] : value));
  };
  const named = text('training.loss');
  const { classes, sets, batches } = recording;
  const loss: Loss =
    named === 'mse' || classes === 0
      ? 'mse'
      : named === 'softmax_cross_entropy' || (named === 'auto' && classes > 2)
        ? 'softmax_cross_entropy'
        : 'binary_cross_entropy';
  const [train = EMPTY, dev = EMPTY, test = EMPTY] = sets;
  return {
    text,
    number,
    loss,
    outputs: recording.layers.at(-1) ?? 1,
    classes,
    drops: [number('dropout.input'), ...each('dropout.p').map(Number)],
    activations: each('network.activation'),
    recording,
    train,
    dev,
    test,
    augmented: isAugmented(settings),
    stopsEarly: stopsEarly(settings),
    trainDev: Number(valueIn(settings, 'split.train_dev')) > 0,
    fullBatch: number('training.batch') >= train.targets.length,
    steps: batches.length,
  };
}

export function any(plan: Plan): boolean {
  return plan.drops.some((p) => p > 0);
}

export function penalized(plan: Plan): boolean {
  return plan.number('regularization.l1') > 0 || plan.number('regularization.l2') > 0;
}

export function decays(plan: Plan): boolean {
  return plan.number('regularization.weight_decay') > 0;
}

/** PyTorch has decoupled decay in AdamW alone. */
export function decaysByItself(plan: Plan): boolean {
  return decays(plan) && ['adam', 'adamw'].includes(plan.text('training.optimizer'));
}

export function scheduled(plan: Plan): boolean {
  return plan.text('training.schedule') !== 'constant' || plan.number('training.warmup_steps') > 0;
}
