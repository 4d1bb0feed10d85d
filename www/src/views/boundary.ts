/** The lines where the prediction changes, found on the lattice of outputs by marching squares. */

import { contours } from 'd3-contour';
import type { Size } from './surface';

/** The levels of a predicted number that are drawn. */
export const CONTOURS = [-0.5, 0, 0.5] as const;

/** For each point of the lattice: how far the class is ahead of the best other one. */
function lead(values: Float32Array, cells: number, classes: number, label: number): number[] {
  return Array.from({ length: cells }, (_, cell) => {
    let best = Number.NEGATIVE_INFINITY;
    for (let other = 0; other < classes; other += 1)
      if (other !== label) best = Math.max(best, values[other * cells + cell] ?? 0);
    return (values[label * cells + cell] ?? 0) - best;
  });
}

function trace(path: Path2D, values: number[], n: number, level: number, size: Size): void {
  const { coordinates } = contours().size([n, n]).contour(values, level);
  // d3, like the core, puts a lattice point in the middle of its cell. It closes every ring along the
  // border; what runs along the border is no boundary.
  const border = (c: number): boolean => c <= 0.5 || c >= n - 0.5;
  const place = ([x, y]: readonly number[]): readonly [number, number] => [
    ((x ?? 0) / n) * size.width,
    ((y ?? 0) / n) * size.height,
  ];
  for (const polygon of coordinates)
    for (const ring of polygon) {
      let pen = false;
      ring.forEach((point, index) => {
        const next = ring[index + 1];
        if (next === undefined) return;
        const along = [0, 1].some((axis) => {
          const a = point[axis] ?? 0;
          const b = next[axis] ?? 0;
          return border(a) && border(b) && Math.abs(a - b) < 1;
        });
        if (along) {
          pen = false;
          return;
        }
        if (!pen) path.moveTo(...place(point));
        path.lineTo(...place(next));
        pen = true;
      });
    }
}

/** Two classes: where the output is 0. More: around each class's region. A number: three levels. */
export function boundary(values: Float32Array, n: number, classes: number, size: Size): Path2D {
  const path = new Path2D();
  // A network that left the range of numbers has no boundary.
  if (!values.every((value) => Number.isFinite(value))) return path;
  if (classes > 2)
    for (let label = 0; label < classes; label += 1)
      trace(path, lead(values, n * n, classes, label), n, 0, size);
  else for (const level of classes === 0 ? CONTOURS : [0]) trace(path, Array.from(values), n, level, size);
  return path;
}
