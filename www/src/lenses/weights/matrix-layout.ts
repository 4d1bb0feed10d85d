/** Where the cells of a weight matrix stand: rows are units, columns what they are given, and the biases stand apart. */

import type { LayerShape } from '../../parameters/numbers';

/** A cell, at its largest. */
const CELL = 26;
/** The narrowest that the column of biases may be. */
const BIAS = 6;
/** The tallest a matrix may be. */
const TALLEST = 300;
/** Cells larger than this have a gap between them. */
const GAP_FROM = 7;
/** What parts the biases from the weights, and room for the labels. */
export const APART = 8;
const LEFT = 26;
const TOP = 18;

export interface MatrixLayout {
  readonly shape: LayerShape;
  readonly left: number;
  readonly top: number;
  /** Width and height of a cell, its gap included. */
  readonly cell: readonly [number, number];
  readonly gap: number;
  /** Where the column of biases begins. */
  readonly biases: number;
  readonly biasWidth: number;
  readonly height: number;
}

export function layoutMatrix(shape: LayerShape, width: number): MatrixLayout {
  const { inputs, outputs } = shape;
  const room = Math.max(20, width - LEFT - APART - 2);
  const across = Math.min(CELL, room / (inputs + 1), (room - BIAS) / inputs);
  const down = Math.min(CELL, TALLEST / outputs);
  // Square where both have room, stretched where a side is long.
  const [w, h] = across >= 3 && down >= 3 ? [Math.min(across, down), Math.min(across, down)] : [across, down];
  const biasWidth = Math.max(BIAS, w);
  return {
    shape,
    left: LEFT,
    top: TOP,
    cell: [w, h],
    gap: Math.min(w, h) >= GAP_FROM ? 1 : 0,
    biases: LEFT + inputs * w + APART,
    biasWidth,
    height: Math.ceil(TOP + outputs * h + 4),
  };
}

/** The weight or bias whose cell lies at a place. */
export function cellAt(
  { shape, left, top, cell: [w, h], biases, biasWidth }: MatrixLayout,
  x: number,
  y: number,
): { readonly to: number; readonly from: number | undefined } | undefined {
  const to = Math.floor((y - top) / h);
  if (to < 0 || to >= shape.outputs) return undefined;
  if (x >= biases && x < biases + biasWidth) return { to, from: undefined };
  const from = Math.floor((x - left) / w);
  return from < 0 || from >= shape.inputs ? undefined : { to, from };
}
