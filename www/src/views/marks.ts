/** The shapes that are drawn: one for each class, so that colour is never the only sign, and a cross. */

/** What draws a mark: a canvas, or the text of a path. */
type Pen = Pick<CanvasPath, 'arc' | 'closePath' | 'lineTo' | 'moveTo'>;

export type Mark = (pen: Pen, x: number, y: number, r: number) => void;

function polygon(corners: readonly (readonly [number, number])[]): Mark {
  return (pen, x, y, r) => {
    corners.forEach(([dx, dy], index) => {
      if (index === 0) pen.moveTo(x + dx * r, y + dy * r);
      else pen.lineTo(x + dx * r, y + dy * r);
    });
    pen.closePath();
  };
}

const circle: Mark = (pen, x, y, r) => {
  pen.moveTo(x + r, y);
  pen.arc(x, y, r, 0, 2 * Math.PI);
};

export const square = polygon([
  [-0.88, -0.88],
  [0.88, -0.88],
  [0.88, 0.88],
  [-0.88, 0.88],
]);

/** Lies in a ring. */
export const bar = polygon([
  [-1.2, -0.45],
  [1.2, -0.45],
  [1.2, 0.45],
  [-1.2, 0.45],
]);

const triangle = polygon([
  [0, -1.2],
  [1.12, 0.8],
  [-1.12, 0.8],
]);

const diamond = polygon([
  [0, -1.3],
  [1.3, 0],
  [0, 1.3],
  [-1.3, 0],
]);

const plus = polygon([
  [-0.42, -1.2],
  [0.42, -1.2],
  [0.42, -0.42],
  [1.2, -0.42],
  [1.2, 0.42],
  [0.42, 0.42],
  [0.42, 1.2],
  [-0.42, 1.2],
  [-0.42, 0.42],
  [-1.2, 0.42],
  [-1.2, -0.42],
  [-0.42, -0.42],
]);

/** Two strokes, to be drawn with `stroke`; no class has it. */
export const cross: Mark = (pen, x, y, r) => {
  pen.moveTo(x - r, y - r);
  pen.lineTo(x + r, y + r);
  pen.moveTo(x + r, y - r);
  pen.lineTo(x - r, y + r);
};

const MARKS: readonly Mark[] = [square, circle, triangle, diamond, plus];

export function markOf(label: number): Mark {
  return MARKS[label % MARKS.length] ?? circle;
}

/** A mark around the origin as the text of an SVG path, for legends. */
export function pathOf(mark: Mark, r: number): string {
  const parts: string[] = [];
  mark(
    {
      moveTo: (x, y) => parts.push(`M${x} ${y}`),
      lineTo: (x, y) => parts.push(`L${x} ${y}`),
      // Whole circles only: two halves.
      arc: (x, y, radius) =>
        parts.push(
          `A${radius} ${radius} 0 0 1 ${x - radius} ${y}A${radius} ${radius} 0 0 1 ${x + radius} ${y}`,
        ),
      closePath: () => parts.push('Z'),
    },
    0,
    0,
    r,
  );
  return parts.join('');
}

export function markPath(label: number, r: number): string {
  return pathOf(markOf(label), r);
}
