/** Experiments that between them use everything a script has to translate. */

import type { Settings } from '../../src/schema';

export interface Case {
  readonly name: string;
  /** What differs from the defaults. */
  readonly settings: Settings;
  /** Its script is kept whole, to be read. */
  readonly kept?: true;
}

const SMALL: Settings = { 'data.points': 40, 'training.batch': 5, 'network.layers': [4] };

export const CASES: readonly Case[] = [
  { name: 'defaults', settings: {} },
  { name: 'small-tanh-sgd', kept: true, settings: { ...SMALL, 'network.activation': 'tanh' } },
  {
    name: 'mixed-activations-momentum',
    settings: {
      'network.layers': [6, 5, 4, 6, 5],
      'network.activation': ['linear', 'sigmoid', 'tanh', 'relu', 'leaky_relu'],
      'training.optimizer': 'momentum',
      'training.momentum': 0.6,
    },
  },
  {
    name: 'mixed-activations-nesterov',
    settings: {
      'network.layers': [6, 5, 4, 6],
      'network.activation': ['elu', 'selu', 'gelu', 'silu'],
      'training.optimizer': 'nesterov',
      'training.momentum': 0.8,
      'initialization.weights': 'lecun_normal',
    },
  },
  {
    name: 'rings-softmax-adam',
    settings: {
      'data.dataset': 'rings',
      'data.classes': 4,
      'training.optimizer': 'adam',
      'training.learning_rate': 0.01,
      'network.activation': 'silu',
      'split.test': 0,
    },
  },
  {
    name: 'two-classes-softmax-rmsprop',
    settings: {
      'training.loss': 'softmax_cross_entropy',
      'training.optimizer': 'rmsprop',
      'training.learning_rate': 0.003,
      'training.rho': 0.9,
      'training.epsilon': 0.001,
    },
  },
  {
    name: 'two-classes-mse-adagrad',
    settings: {
      'data.dataset': 'moons',
      'training.loss': 'mse',
      'training.optimizer': 'adagrad',
      'training.epsilon': 0.0001,
      'network.activation': 'tanh',
    },
  },
  {
    name: 'blobs-mse',
    settings: {
      'data.dataset': 'blobs',
      'data.classes': 5,
      'training.loss': 'mse',
      'network.activation': 'gelu',
    },
  },
  {
    name: 'wave-regression',
    settings: { 'data.dataset': 'wave', 'network.activation': 'tanh', 'training.learning_rate': 0.1 },
  },
  {
    name: 'adamw-decay-weights',
    kept: true,
    settings: {
      ...SMALL,
      'data.dataset': 'wave',
      'training.optimizer': 'adamw',
      'training.learning_rate': 0.01,
      'regularization.weight_decay': 0.2,
      'network.activation': 'tanh',
    },
  },
  {
    name: 'adam-decay-biases-too',
    settings: {
      'training.optimizer': 'adam',
      'training.learning_rate': 0.01,
      'training.beta1': 0.8,
      'training.beta2': 0.95,
      'regularization.weight_decay': 0.1,
      'regularization.biases': true,
    },
  },
  {
    name: 'sgd-decoupled-decay-clipped',
    settings: {
      'regularization.weight_decay': 0.3,
      'training.clip_norm': 0.2,
      'training.learning_rate': 0.3,
      'network.activation': 'elu',
    },
  },
  {
    name: 'momentum-decoupled-decay-schedule',
    settings: {
      'training.optimizer': 'momentum',
      'regularization.weight_decay': 0.1,
      'training.schedule': 'cosine',
      'training.schedule_steps': 120,
      'training.warmup_steps': 20,
    },
  },
  {
    name: 'l1-l2',
    settings: { 'regularization.l1': 0.003, 'regularization.l2': 0.02, 'training.learning_rate': 0.2 },
  },
  {
    name: 'l2-biases-clipped-nesterov',
    settings: {
      'regularization.l2': 0.05,
      'regularization.biases': true,
      'training.clip_norm': 0.1,
      'training.optimizer': 'nesterov',
      'network.activation': 'sigmoid',
      'initialization.weights': 'xavier_normal',
    },
  },
  {
    name: 'step-schedule',
    settings: {
      'training.schedule': 'step',
      'training.schedule_steps': 40,
      'training.schedule_factor': 0.5,
      'training.learning_rate': 0.3,
      'network.activation': 'tanh',
    },
  },
  {
    name: 'features-noise-standardized',
    settings: {
      'inputs.features': ['x1', 'x2', 'x1_squared', 'x2_squared', 'x1_x2', 'sin_x1', 'sin_x2'],
      'inputs.noise_inputs': 3,
      'inputs.scale': 100,
      'inputs.normalization': 'standardize',
      'data.dataset': 'circle',
    },
  },
  {
    name: 'linear-model-full-batch',
    settings: {
      'network.layers': [],
      'data.dataset': 'gaussians',
      'training.batch': 20_000,
      'training.learning_rate': 1,
      'inputs.normalization': 'min_max',
    },
  },
  {
    name: 'own-points',
    settings: {
      'data.dataset': 'custom',
      'data.custom': Array.from({ length: 24 }, (_, index) => [
        ((index * 7) % 24) / 8 - 1.5,
        ((index * 5) % 24) / 8 - 1.5,
        index % 3,
      ]),
      'split.dev': 0,
      'split.test': 0,
      'training.batch': 7,
    },
  },
  {
    name: 'deep-orthogonal',
    settings: {
      'network.layers': Array.from({ length: 16 }, () => 12),
      'network.activation': 'tanh',
      'initialization.weights': 'orthogonal',
      'training.learning_rate': 0.05,
    },
  },
  {
    name: 'wide-packed',
    settings: { 'network.layers': [96, 96], 'training.optimizer': 'adam', 'training.learning_rate': 0.001 },
  },
  {
    name: 'many-points-packed',
    settings: { 'data.points': 6000, 'training.batch': 64, 'network.activation': 'tanh' },
  },
  {
    name: 'diverging',
    settings: { 'training.learning_rate': 100, 'training.loss': 'mse', 'network.layers': [32, 32] },
  },
  {
    name: 'dropout-inverted',
    kept: true,
    settings: { ...SMALL, 'network.layers': [5, 4], 'dropout.p': [0.25, 0.5], 'dropout.input': 0.1 },
  },
  {
    name: 'dropout-classic-before-sigmoid',
    settings: {
      'dropout.p': 0.3,
      'dropout.scaling': 'classic',
      'dropout.placement': 'before',
      'network.activation': 'sigmoid',
    },
  },
  {
    name: 'dropout-none-batch-train-mode',
    settings: {
      'dropout.p': 0.2,
      'dropout.scaling': 'none',
      'dropout.mask': 'batch',
      'dropout.evaluate': 'train',
    },
  },
  {
    name: 'dropout-inverted-batch-adam',
    settings: {
      'dropout.p': 0.2,
      'dropout.mask': 'batch',
      'training.optimizer': 'adam',
      'training.learning_rate': 0.01,
      'regularization.l2': 0.001,
    },
  },
];
