/** The words of the weights' lens, in English. */

import { names } from '../../parameters/en';

export const words = {
  ...names,
  layer: 'layer',
  count: 'weights',
  mean: 'mean',
  deviation: 'standard deviation',
  largest: 'largest |w|',
  near: 'near 0',
  zero: 'exactly 0',
  caption: (name: string) => `Weights of ${name}, by layer`,
  show: 'Weights one by one of',
  logarithmic: 'logarithmic counts',
  explain:
    'Each row counts the weights of a layer by value, in run 1. A layer has one scale in all lanes, for values and for counts. Near 0 are weights within 1% of the layer’s largest.',
  deviationShort: (value: string) => `sd ${value}`,
  nearShort: (share: string) => `${share} near 0`,
  lost: 'not finite',
  matrix: (layer: string) => `Weights of ${layer}, one by one`,
  rows: 'A row is a unit, a column what it is given; its bias stands apart.',
  bias: 'b',
  frozenKey: 'frozen',
  editedKey: 'set by hand',
  none: (name: string) => `${name} has no such layer.`,
  hint: 'Point at a weight to read it; press it to set or freeze it.',
  read: (from: string, to: string, value: string) => `${from} → ${to}: ${value}`,
  readBias: (to: string, value: string) => `bias of ${to}: ${value}`,
  hintRead: 'Point at a weight to read it.',
  inspect: 'Read or set a weight',
  inspectIn: (name: string) => `Read or set a weight of ${name}`,
  summary: (name: string, rows: string) => `Weights of ${name}, by layer. ${rows}`,
  summaryRow: (layer: string, count: string, deviation: string, near: string) =>
    `${layer}: ${count} weights, standard deviation ${deviation}, ${near} near 0.`,
  summaryMatrix: (name: string, layer: string, rows: string, columns: string) =>
    `${name}, ${layer}: a picture of ${rows} × ${columns} weights, with ${rows} biases beside it. The values are in the table below.`,
  table: 'Show as a table',
  tableValues: (name: string, layer: string) => `${name}, ${layer}: weights by unit`,
  tooMany: (count: string) => `${count} weights are too many for a table.`,
  waiting: 'Counting…',
};

export type Words = typeof words;
