/** Which number of the parameter vector is which weight: for each layer `weight[out][in]`, then `bias[out]`. */

import type { LaneSetup } from '../session/types';

/** A weight or, without `from`, the bias of a unit; `layer` counts layers of weights from 0. */
export interface Parameter {
  readonly layer: number;
  readonly to: number;
  readonly from: number | undefined;
}

export interface LayerShape {
  readonly inputs: number;
  readonly outputs: number;
  /** Number of the layer's first weight; its biases follow the weights. */
  readonly first: number;
}

export function shapesOf(setup: LaneSetup): readonly LayerShape[] {
  let inputs = setup.inputs.length;
  let first = 0;
  return setup.layers.map((outputs) => {
    const shape = { inputs, outputs, first };
    first += (inputs + 1) * outputs;
    inputs = outputs;
    return shape;
  });
}

export function numberOf(shapes: readonly LayerShape[], { layer, to, from }: Parameter): number | undefined {
  const shape = shapes[layer];
  if (shape === undefined || to >= shape.outputs || (from ?? 0) >= shape.inputs) return undefined;
  const { first, inputs, outputs } = shape;
  return first + (from === undefined ? inputs * outputs + to : to * inputs + from);
}

export function parameterAt(shapes: readonly LayerShape[], number: number): Parameter | undefined {
  const layer = shapes.findIndex(({ first, inputs, outputs }) => number < first + (inputs + 1) * outputs);
  const shape = shapes[layer];
  if (shape === undefined) return undefined;
  const within = number - shape.first;
  const weights = shape.inputs * shape.outputs;
  return within < weights
    ? { layer, to: Math.floor(within / shape.inputs), from: within % shape.inputs }
    : { layer, to: within - weights, from: undefined };
}

/** The numbers of a unit's incoming weights and its bias. */
export function unitNumbers(shapes: readonly LayerShape[], layer: number, to: number): readonly number[] {
  const shape = shapes[layer];
  if (shape === undefined) return [];
  const weights = Array.from({ length: shape.inputs }, (_, from) => shape.first + to * shape.inputs + from);
  return [...weights, shape.first + shape.inputs * shape.outputs + to];
}
