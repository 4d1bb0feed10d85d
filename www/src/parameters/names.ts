/** Layers, units and parameters by their names; layers of weights are counted from 0. */

import { inputName, type Messages } from '../messages';
import type { LaneSetup } from '../session/types';
import type { Names } from './en';
import type { Parameter } from './numbers';

export function layerName(names: Names, { layers }: LaneSetup, layer: number): string {
  return layer === layers.length - 1 ? names.output : names.hidden(layer + 1);
}

/** A unit that a layer leads to. */
export function unitName(names: Names, { layers }: LaneSetup, layer: number, unit: number): string {
  return layer === layers.length - 1 ? names.outputUnit(unit + 1) : names.unitName(unit + 1);
}

/** With its layer, but where there is only one output layer to have it. */
export function fullUnitName(names: Names, setup: LaneSetup, layer: number, unit: number): string {
  const own = unitName(names, setup, layer, unit);
  return layer === setup.layers.length - 1 ? own : `${layerName(names, setup, layer)}, ${own}`;
}

/** All that a layer leads to. */
export function unitNames(names: Names, setup: LaneSetup, layer: number): readonly string[] {
  return Array.from({ length: setup.layers[layer] ?? 0 }, (_, unit) => unitName(names, setup, layer, unit));
}

/** What a layer's units are given: inputs, or the units of the layer before. */
export function sourceNames(
  names: Names,
  messages: Messages,
  setup: LaneSetup,
  layer: number,
): readonly string[] {
  return layer === 0
    ? setup.inputs.map((input) => inputName(messages, input))
    : unitNames(names, setup, layer - 1);
}

export function parameterName(
  names: Names,
  messages: Messages,
  setup: LaneSetup,
  { layer, to, from }: Parameter,
): string {
  const [place, target] = [layerName(names, setup, layer), unitName(names, setup, layer, to)];
  return from === undefined
    ? names.biasName(place, target)
    : names.weightName(place, sourceNames(names, messages, setup, layer)[from] ?? '', target);
}
