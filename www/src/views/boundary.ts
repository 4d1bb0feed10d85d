/** The lines where the prediction changes, found on the lattice of outputs by marching squares. */

import type { Size } from './surface';

/** The levels of a predicted number that are drawn. */
export const CONTOURS = [-0.5, 0, 0.5] as const;

/** Two edges of a square between four lattice points; 0 is the upper one, then clockwise. */
type Line = readonly [from: number, to: number];

/**
 * The lines through a square by which of its corners are above the level: 1 upper left, 2 upper right,
 * 4 lower right, 8 lower left. Where only two opposite corners are, the lines part them.
 */
const LINES: readonly (readonly Line[])[] = [
  [],
  [[3, 0]],
  [[0, 1]],
  [[3, 1]],
  [[1, 2]],
  [
    [3, 0],
    [1, 2],
  ],
  [[0, 2]],
  [[3, 2]],
  [[2, 3]],
  [[2, 0]],
  [
    [0, 1],
    [2, 3],
  ],
  [[2, 1]],
  [[1, 3]],
  [[1, 0]],
  [[0, 3]],
  [],
];

/** For each point of the lattice: how far the class is ahead of the best other one. */
function lead(values: Float32Array, cells: number, classes: number, label: number): Float32Array {
  return Float32Array.from({ length: cells }, (_, cell) => {
    let best = Number.NEGATIVE_INFINITY;
    for (let other = 0; other < classes; other += 1)
      if (other !== label) best = Math.max(best, values[other * cells + cell] ?? 0);
    return (values[label * cells + cell] ?? 0) - best;
  });
}

/** Adds to a path the lines at a level of an n × n lattice whose columns and rows lie where `x` and `y` say. */
export function trace(
  path: Pick<Path2D, 'moveTo' | 'lineTo'>,
  values: ArrayLike<number>,
  n: number,
  level: number,
  x: (column: number) => number,
  y: (row: number) => number,
): void {
  const at = (row: number, column: number): number => (values[row * n + column] ?? 0) - level;
  for (let row = 0; row + 1 < n; row += 1)
    for (let column = 0; column + 1 < n; column += 1) {
      const a = at(row, column);
      const b = at(row, column + 1);
      const c = at(row + 1, column + 1);
      const d = at(row + 1, column);
      const above = (a >= 0 ? 1 : 0) | (b >= 0 ? 2 : 0) | (c >= 0 ? 4 : 0) | (d >= 0 ? 8 : 0);
      if (above === 0 || above === 15) continue;
      // Where a network answers exactly the level, as where all its units are off, there is a plain and no line.
      if (Math.max(a, b, c, d) <= 0) continue;
      // Where the values pass the level along each edge, by a straight line between its ends.
      const crossing = (edge: number): readonly [number, number] =>
        edge === 0
          ? [x(column + a / (a - b)), y(row)]
          : edge === 1
            ? [x(column + 1), y(row + b / (b - c))]
            : edge === 2
              ? [x(column + d / (d - c)), y(row + 1)]
              : [x(column), y(row + a / (a - d))];
      for (const [from, to] of LINES[above] ?? []) {
        path.moveTo(...crossing(from));
        path.lineTo(...crossing(to));
      }
    }
}

/** Two classes: where the output is 0. More: around each class's region. A number: at these levels. */
export function boundary(
  values: Float32Array,
  n: number,
  classes: number,
  size: Size,
  levels: readonly number[] = CONTOURS,
): Path2D {
  const path = new Path2D();
  // The core's lattice has its points in the middle of n × n cells.
  const x = (column: number): number => ((column + 0.5) / n) * size.width;
  const y = (row: number): number => ((row + 0.5) / n) * size.height;
  // A network that left the range of numbers has no boundary.
  if (!values.every((value) => Number.isFinite(value))) return path;
  if (classes > 2)
    for (let label = 0; label < classes; label += 1)
      trace(path, lead(values, n * n, classes, label), n, 0, x, y);
  else for (const level of classes === 0 ? levels : [0]) trace(path, values, n, level, x, y);
  return path;
}
