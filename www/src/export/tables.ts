/** Weights and curves as tables and JSON. */

import { CURVES, type Curve, type History } from '../history';
import type { LaneSetup } from '../session/types';
import { single } from './python';

/** Parameters by layer, as a network's drawing has them. */
export interface LayerOfWeights {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly weights: readonly Float32Array[];
  readonly biases: Float32Array;
}

/** `parameters` in PyTorch's order: for each layer `weight[out][in]`, then `bias[out]`. */
export function layersOf(setup: LaneSetup, parameters: Float32Array): readonly LayerOfWeights[] {
  let inputs = setup.inputs;
  let start = 0;
  return setup.layers.map((units, layer) => {
    const width = inputs.length;
    const weights = Array.from({ length: units }, (_, unit) =>
      parameters.subarray(start + unit * width, start + (unit + 1) * width),
    );
    const biases = parameters.subarray(start + units * width, start + units * (width + 1));
    start += units * (width + 1);
    const name = layer === setup.layers.length - 1 ? 'output' : `hidden_${layer + 1}`;
    const made: LayerOfWeights = { name, inputs, weights, biases };
    inputs = Array.from({ length: units }, (_, unit) => `${name}_${unit + 1}`);
    return made;
  });
}

/** A line for each weight and each bias. */
export function weightsCsv(setup: LaneSetup, parameters: Float32Array): string {
  const lines = ['layer,unit,input,value'];
  for (const { name, inputs, weights, biases } of layersOf(setup, parameters))
    weights.forEach((row, unit) => {
      row.forEach((weight, input) =>
        lines.push(`${name},${unit + 1},${inputs[input] ?? ''},${single(weight)}`),
      );
      lines.push(`${name},${unit + 1},bias,${single(biases[unit] ?? 0)}`);
    });
  return `${lines.join('\n')}\n`;
}

/** What else the file is to say, and the layers: matrices by unit and input. */
export function weightsJson(
  about: Readonly<Record<string, unknown>>,
  setup: LaneSetup,
  parameters: Float32Array,
): string {
  const layers = layersOf(setup, parameters).map(({ name, inputs, weights, biases }) => ({
    name,
    inputs,
    weight: weights.map((row) => Array.from(row, (value) => Number(single(value)))),
    bias: Array.from(biases, (value) => Number(single(value))),
  }));
  return `${JSON.stringify({ ...about, layers }, undefined, 1)}\n`;
}

const NAMES: Readonly<Record<(typeof CURVES)[number], string>> = {
  trainDevLoss: 'train_dev_loss',
  trainDevAccuracy: 'train_dev_accuracy',
  trainLoss: 'train_loss',
  devLoss: 'dev_loss',
  trainAccuracy: 'train_accuracy',
  devAccuracy: 'dev_accuracy',
  penalty: 'penalty',
};

function cell(value: number | null | undefined): string {
  if (value === null || value === undefined) return '';
  return Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf';
}

/** A line for each step drawn; of each lane and curve the median over its runs and the quartiles around it. */
export function historyCsv({ steps, lanes }: Pick<History, 'steps' | 'lanes'>): string {
  // Most have no train-dev set, and columns of it would be empty.
  const set = (curve: Curve): boolean =>
    lanes.some((lane) => lane.some((figures) => figures[curve].middle !== null));
  const curves = CURVES.filter((curve) => !curve.startsWith('trainDev') || set(curve));
  const head = lanes.flatMap((_, lane) =>
    curves.flatMap((curve) =>
      ['median', 'lower_quartile', 'upper_quartile'].map((part) => `lane${lane + 1}_${NAMES[curve]}_${part}`),
    ),
  );
  const lines = steps.map((step, at) =>
    [
      String(step),
      ...lanes.flatMap((lane) =>
        curves.flatMap((curve) => {
          const spread = lane[at]?.[curve];
          return [spread?.middle, spread?.low, spread?.high].map(cell);
        }),
      ),
    ].join(','),
  );
  return `${[['step', ...head].join(','), ...lines].join('\n')}\n`;
}
