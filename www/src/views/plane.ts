/** Where the plane [-3, 3] × [-3, 3], x2 upwards, lies on a canvas. */

import type { Size } from './surface';

export const REACH = 3;

export function toCanvas(x1: number, x2: number, size: Size): readonly [number, number] {
  return [((x1 + REACH) / (2 * REACH)) * size.width, ((REACH - x2) / (2 * REACH)) * size.height];
}

export function toPlane(x: number, y: number, size: Size): readonly [number, number] {
  return [(x / size.width) * 2 * REACH - REACH, REACH - (y / size.height) * 2 * REACH];
}

/** The core's lattice has its points in the middle of n × n cells: the cell under a place on the canvas. */
export function cellAt(at: number, n: number, length: number): number {
  return Math.min(n - 1, Math.max(0, Math.floor((at / length) * n)));
}
