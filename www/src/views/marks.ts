/** One shape for each class, so that colour is never the only sign. */

export type Mark = (context: CanvasRenderingContext2D, x: number, y: number, r: number) => void;

function polygon(corners: readonly (readonly [number, number])[]): Mark {
  return (context, x, y, r) => {
    corners.forEach(([dx, dy], index) => {
      if (index === 0) context.moveTo(x + dx * r, y + dy * r);
      else context.lineTo(x + dx * r, y + dy * r);
    });
    context.closePath();
  };
}

const circle: Mark = (context, x, y, r) => {
  context.moveTo(x + r, y);
  context.arc(x, y, r, 0, 2 * Math.PI);
};

export const square = polygon([
  [-0.88, -0.88],
  [0.88, -0.88],
  [0.88, 0.88],
  [-0.88, 0.88],
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

const MARKS: readonly Mark[] = [square, circle, triangle, diamond, plus];

export function markOf(label: number): Mark {
  return MARKS[label % MARKS.length] ?? circle;
}
