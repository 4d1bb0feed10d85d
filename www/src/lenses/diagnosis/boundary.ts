/** The best predictor's boundary, as a thin dashed line over a field. */

import { CONTOURS, trace } from '../../views/boundary';
import type { Colors } from '../../views/palette';
import type { Size } from '../../views/surface';

/** Places along each side of the lattice that the core is asked for. */
export const SIDE = 96;
const DASH = [5, 4];
const WIDTH = 1.5;
const HALO = 3.5;

type Place = readonly [column: number, row: number];
type Line = readonly Place[];

/**
 * How far a class is ahead of the best other one, place by place. NaN where no point is ever seen, and where that other
 * one comes before it, so that each border is drawn for one of its two classes.
 */
function lead(field: Float32Array, cells: number, classes: number, label: number): Float32Array {
  return Float32Array.from({ length: cells }, (_, cell) => {
    let best = Number.NEGATIVE_INFINITY;
    let which = label;
    for (let other = 0; other < classes; other += 1) {
      const value = field[other * cells + cell] ?? Number.NaN;
      if (other === label || value <= best) continue;
      best = value;
      which = other;
    }
    return which < label ? Number.NaN : (field[label * cells + cell] ?? Number.NaN) - best;
  });
}

/** Pieces joined where they meet, so that dashes run on over them. */
function joined(pieces: readonly (readonly [Place, Place])[]): readonly Line[] {
  const keyOf = ([column, row]: Place): string => `${column.toFixed(3)},${row.toFixed(3)}`;
  const at = new Map<string, Set<number>>();
  pieces.forEach((piece, index) => {
    for (const end of piece) {
      const key = keyOf(end);
      const here = at.get(key) ?? new Set();
      at.set(key, here.add(index));
    }
  });
  const left = new Set(pieces.keys());
  const walk = (line: Place[]): void => {
    for (;;) {
      const end = line.at(-1);
      const next =
        end === undefined ? undefined : [...(at.get(keyOf(end)) ?? [])].find((index) => left.has(index));
      const piece = next === undefined ? undefined : pieces[next];
      if (end === undefined || next === undefined || piece === undefined) return;
      left.delete(next);
      line.push(keyOf(piece[0]) === keyOf(end) ? piece[1] : piece[0]);
    }
  };
  const lines: Line[] = [];
  for (const [index, piece] of pieces.entries()) {
    if (!left.delete(index)) continue;
    const line = [...piece];
    walk(line);
    line.reverse();
    walk(line);
    lines.push(line);
  }
  return lines;
}

/** The lines at a level, where all four corners of a square have a value. */
function linesAt(values: Float32Array, n: number, level: number): readonly Line[] {
  const pieces: (readonly [Place, Place])[] = [];
  let from: Place = [0, 0];
  const pen = {
    moveTo: (column: number, row: number): void => {
      from = [column, row];
    },
    lineTo: (column: number, row: number): void => {
      pieces.push([from, [column, row]]);
    },
  };
  const square = new Float32Array(4);
  for (let row = 0; row + 1 < n; row += 1)
    for (let column = 0; column + 1 < n; column += 1) {
      square.forEach((_, corner) => {
        square[corner] = values[(row + (corner >> 1)) * n + column + (corner & 1)] ?? Number.NaN;
      });
      // Most squares have no line, which is soon seen.
      const [a = 0, b = 0, c = 0, d = 0] = square;
      if (Number.isNaN(a + b + c + d) || Math.min(a, b, c, d) >= level || Math.max(a, b, c, d) < level)
        continue;
      trace(
        pen,
        square,
        2,
        level,
        (at) => column + at,
        (at) => row + at,
      );
    }
  return joined(pieces);
}

/** Two classes: where they are equally likely. More: between each two regions. A number: at the levels of the lanes' fields. */
export function optimalLines(field: Float32Array, n: number, classes: number): readonly Line[] {
  if (classes > 2)
    return Array.from({ length: classes }, (_, label) =>
      linesAt(lead(field, n * n, classes, label), n, 0),
    ).flat();
  return (classes === 0 ? CONTOURS : [0]).flatMap((level) => linesAt(field, n, level));
}

export function paintBoundary(
  context: CanvasRenderingContext2D,
  lines: readonly Line[],
  n: number,
  { width, height }: Size,
  colors: Colors,
): void {
  const path = new Path2D();
  for (const line of lines)
    line.forEach(([column, row], index) => {
      const place = [((column + 0.5) / n) * width, ((row + 0.5) / n) * height] as const;
      if (index === 0) path.moveTo(...place);
      else path.lineTo(...place);
    });
  context.save();
  context.lineJoin = 'round';
  context.strokeStyle = colors.halo;
  context.globalAlpha = 0.6;
  context.lineWidth = HALO;
  context.stroke(path);
  context.globalAlpha = 1;
  context.strokeStyle = colors.ink;
  context.lineWidth = WIDTH;
  context.setLineDash(DASH);
  context.stroke(path);
  context.restore();
}
