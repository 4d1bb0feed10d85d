/** The training points on a small plane, those of the mini-batch in full, the one that is followed in a ring. */

import type { LaneSetup } from '../../session/types';
import { markOf } from '../../views/marks';
import type { Colors } from '../../views/palette';
import { toCanvas } from '../../views/plane';
import { Surface, type Size } from '../../views/surface';

const TRAIN = 0;
const RADIUS = 4;
const SMALL = 2;
/** How far from a point a pointer still means it. */
const NEAR = 12;

export interface BatchPoints {
  readonly setup: LaneSetup;
  /** Places of the mini-batch's examples among the points. */
  readonly batch: Uint32Array;
  readonly example: number;
}

export class PointsView {
  readonly canvas: HTMLCanvasElement;
  readonly #surface: Surface;
  #points: BatchPoints | undefined;
  #colors: Colors | undefined;

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
    this.#surface = new Surface(canvas, () => {
      this.paint();
    });
  }

  show(points: BatchPoints | undefined, colors: Colors): void {
    this.#points = points;
    this.#colors = colors;
    this.paint();
  }

  /** Which example of the mini-batch lies at a place of the canvas. */
  at(x: number, y: number): number | undefined {
    const points = this.#points;
    if (points === undefined) return undefined;
    let best: { readonly example: number; readonly distance: number } | undefined;
    points.batch.forEach((point, example) => {
      const [px, py] = place(points.setup, point, this.#surface.size);
      const distance = Math.hypot(px - x, py - y);
      if (distance <= NEAR && distance < (best?.distance ?? Infinity)) best = { example, distance };
    });
    return best?.example;
  }

  paint(): void {
    const points = this.#points;
    const colors = this.#colors;
    if (colors === undefined) return;
    this.#surface.draw((context, size) => {
      context.strokeStyle = colors.rule;
      context.lineWidth = 1;
      context.strokeRect(0.5, 0.5, size.width - 1, size.height - 1);
      if (points === undefined) return;
      const { setup, batch, example } = points;
      const members = new Set(batch);
      context.globalAlpha = 0.35;
      setup.points.set.forEach((set, point) => {
        if (set === TRAIN && !members.has(point)) mark(context, points, point, size, SMALL, colors);
      });
      context.globalAlpha = 1;
      for (const point of batch) {
        mark(context, points, point, size, RADIUS, colors);
        context.lineWidth = 1;
        context.strokeStyle = colors.halo;
        context.stroke();
      }
      const followed = batch[example];
      if (followed === undefined) return;
      const [x, y] = place(setup, followed, size);
      for (const [color, width] of [
        [colors.halo, 4],
        [colors.ink, 2],
      ] as const) {
        context.beginPath();
        context.arc(x, y, 9, 0, 2 * Math.PI);
        context.strokeStyle = color;
        context.lineWidth = width;
        context.stroke();
      }
    });
  }

  release(): void {
    this.#surface.release();
  }
}

function place({ points }: LaneSetup, point: number, size: Size): readonly [number, number] {
  return toCanvas(points.x[2 * point] ?? 0, points.x[2 * point + 1] ?? 0, size);
}

function mark(
  context: CanvasRenderingContext2D,
  { setup }: BatchPoints,
  point: number,
  size: Size,
  radius: number,
  colors: Colors,
): void {
  const y = setup.points.y[point] ?? 0;
  if (setup.classes === 0) {
    const index = 4 * Math.round(127.5 * (Math.max(-1, Math.min(1, y)) + 1));
    const [r = 0, g = 0, b = 0] = colors.core.diverging.subarray(index, index + 3);
    context.fillStyle = `rgb(${r} ${g} ${b})`;
  } else context.fillStyle = (setup.classes > 2 ? colors.many : colors.two)[y] ?? colors.ink;
  context.beginPath();
  markOf(setup.classes === 0 ? 1 : y)(context, ...place(setup, point, size), radius);
  context.fill();
}
