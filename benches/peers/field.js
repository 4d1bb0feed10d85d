/** The decision field as a picture, for contenders that have only its values. */

import { SIDE } from './works.js';

/** Grey levels from −1 to 1: the colours that trainscope paints in until it is given others. */
const PALETTE = Uint8ClampedArray.from({ length: 256 * 4 }, (_, at) => (at % 4 === 3 ? 255 : at >> 2));

/** The lattice's points, x1 and x2 of each in turn: in the middle of their cells, row by row from the top. */
export function lattice() {
  const cell = 6 / SIDE;
  const points = new Float32Array(2 * SIDE * SIDE);
  for (let row = 0, at = 0; row < SIDE; row += 1)
    for (let column = 0; column < SIDE; column += 1) {
      points[at++] = (column + 0.5) * cell - 3;
      points[at++] = 3 - (row + 0.5) * cell;
    }
  return points;
}

/** Paints outputs, cut off at ±1, as RGBA. */
export function paint(values) {
  const pixels = new Uint8ClampedArray(4 * values.length);
  for (let i = 0; i < values.length; i += 1) {
    const value = Math.min(1, Math.max(-1, values[i]));
    const color = 4 * Math.floor((value + 1) * 127.5 + 0.5);
    pixels[4 * i] = PALETTE[color];
    pixels[4 * i + 1] = PALETTE[color + 1];
    pixels[4 * i + 2] = PALETTE[color + 2];
    pixels[4 * i + 3] = PALETTE[color + 3];
  }
  return pixels;
}
