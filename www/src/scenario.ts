/**
 * What the page opens on: an experiment whose point can be seen in ten seconds.
 *
 * With a tenth of the labels wrong and few points, the network without dropout learns the mistakes by
 * heart. Over eight runs the median dev loss is 0.88 without dropout and 0.70 with it after 2,000 steps,
 * 1.19 and 0.76 after 4,000; dev accuracy is 65.8% and 66.7%, then 65.4% and 68.8%.
 */

import { schema, type Settings } from './schema';
import { initialState, type State } from './state';

/** The same in both lanes. */
const COMMON: Settings = {
  'data.dataset': 'spiral',
  'data.points': 300,
  'data.noise': 0.2,
  'data.label_noise': 0.1,
  'split.train': 4,
  'split.dev': 4,
  'split.test': 2,
  'network.layers': [16, 16],
  'network.activation': 'relu',
  'initialization.weights': 'he_normal',
  'training.optimizer': 'adam',
  'training.learning_rate': 0.01,
  'training.batch': 16,
};

/** What differs: one knob. */
const LANES: readonly Settings[] = [{ 'dropout.p': 0 }, { 'dropout.p': 0.1 }];

/** One run may be luck. */
const RUNS = 8;

export function openingState(): State {
  const lanes = LANES.map((own) => ({ name: '', settings: { ...schema.defaults, ...COMMON, ...own } }));
  return { ...initialState(lanes), replicas: RUNS };
}
