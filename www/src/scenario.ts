/** What the page opens on: an experiment whose point can be seen in ten seconds. */

import { schema, type Settings } from './schema';
import { initialState, type State } from './state';

/** The same in both lanes. */
const COMMON: Settings = {
  'data.dataset': 'spiral',
  'data.points': 300,
  'data.noise': 0.25,
  'split.train': 5,
  'split.dev': 4,
  'split.test': 1,
  'network.layers': [16, 16],
  'network.activation': 'relu',
  'initialization.weights': 'he_normal',
  'training.optimizer': 'adam',
  'training.learning_rate': 0.01,
  'training.batch': 16,
};

/** What differs: one knob. */
const LANES: readonly Settings[] = [{ 'dropout.p': 0 }, { 'dropout.p': 0.1 }];

export function openingState(): State {
  return initialState(
    LANES.map((own) => ({ name: '', settings: { ...schema.defaults, ...COMMON, ...own } })),
  );
}
