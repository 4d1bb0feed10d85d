/** What the lens's parts are rendered from. */

import { laneName } from '../../controls/lane-card';
import { inputName } from '../../messages';
import type { DropoutSeen } from '../../session/looks/dropout';
import type { LaneSetup } from '../../session/types';
import type { Settings } from '../../schema';
import type { LensScene } from '../lens';
import type { Words } from './en';
import { ratesOf, saying } from './figures';

/** The ways of a lane's dropout. */
export type Scaling = 'inverted' | 'classic' | 'none';

/** What the visitor chose in the lens. */
export interface Choices {
  /** The example that is watched, counted from 0. */
  readonly example: number;
  /** Masks to be averaged. */
  readonly samples: number;
}

export interface View {
  readonly scene: LensScene<Words>;
  readonly lane: number;
  readonly setup: LaneSetup;
  readonly settings: Settings;
  readonly scaling: Scaling;
  readonly perBatch: boolean;
  /** Inputs, then hidden layers. */
  readonly sizes: readonly number[];
  readonly rates: readonly number[];
  readonly choices: Choices;
  readonly seen: DropoutSeen | undefined;
}

export function viewOf(
  scene: LensScene<Words>,
  lane: number,
  choices: Choices,
  seen: DropoutSeen | undefined,
): View | undefined {
  const setup = scene.setups[lane];
  const settings = scene.context.state.lanes[lane]?.settings;
  if (setup === undefined || settings === undefined) return undefined;
  const scaling = settings['dropout.scaling'];
  return {
    scene,
    lane,
    setup,
    settings,
    scaling: scaling === 'classic' || scaling === 'none' ? scaling : 'inverted',
    perBatch: settings['dropout.mask'] === 'batch',
    sizes: [setup.inputs.length, ...setup.layers.slice(0, -1)],
    rates: ratesOf(settings, setup.layers.length - 1),
    choices,
    seen,
  };
}

export function nameOf({ scene, lane }: View): string {
  return laneName(scene.context, lane);
}

export function layerName({ words }: LensScene<Words>, layer: number): string {
  return layer === 0 ? words.input : words.hidden(layer);
}

export function unitName({ scene, setup }: View, layer: number, unit: number): string {
  return layer === 0 ? inputName(scene.context.messages, setup.inputs[unit] ?? '') : String(unit + 1);
}

/** "class 1 at 83.0%", or the output. */
export function said({ scene, setup }: View, prediction: Float32Array): string {
  const { messages, formats } = scene.context;
  const { label, value } = saying(prediction, setup.classes);
  return label === undefined
    ? messages.lane.output(formats.coordinate(value))
    : scene.words.says(messages.lane.className(label), formats.percent(value));
}
