/** Marks in a network's drawing: a lock on what is frozen, a ring with a dot on what was set by hand, a frame around what is inspected. */

import type { NetworkLayout, Place } from '../views/network-layout';
import type { Colors } from '../views/palette';
import { onEdge } from './hit';
import { parameterAt, type LayerShape, type Parameter } from '../parameters/numbers';

/** More marks than this would hide the network; its note still counts them all. */
const MOST_MARKS = 200;
const LOCK = 4;

export interface Marked {
  readonly frozen: Uint32Array;
  readonly edited: Uint32Array;
}

function lock(context: CanvasRenderingContext2D, { x, y }: Place, r: number, colors: Colors): void {
  context.lineJoin = 'round';
  for (const [color, width] of [
    [colors.halo, 3.5],
    [colors.ink, 1.4],
  ] as const) {
    context.strokeStyle = color;
    context.fillStyle = color;
    context.lineWidth = width;
    context.beginPath();
    context.arc(x, y - r * 0.25, r * 0.6, Math.PI, 2 * Math.PI);
    context.stroke();
    context.beginPath();
    context.rect(x - r, y - r * 0.25, 2 * r, r * 1.35);
    context.fill();
    if (color === colors.halo) context.stroke();
  }
}

function ring(context: CanvasRenderingContext2D, { x, y }: Place, r: number, colors: Colors): void {
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.fillStyle = colors.halo;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = colors.ink;
  context.stroke();
  context.beginPath();
  context.arc(x, y, r * 0.35, 0, 2 * Math.PI);
  context.fillStyle = colors.ink;
  context.fill();
}

/** Where a parameter's mark stands: on its edge, near the unit it leads to; a bias's at the unit's upper left corner. */
export function markPlace(layout: NetworkLayout, { layer, to, from }: Parameter): Place | undefined {
  const target = layout.columns[layer + 1]?.places[to];
  if (target === undefined) return undefined;
  const half = layout.unit / 2;
  if (from === undefined) return { x: target.x - half, y: target.y - half };
  const source = layout.columns[layer]?.places[from];
  return source === undefined ? undefined : onEdge(source, target, layout.unit, 0.72);
}

export function drawMarks(
  context: CanvasRenderingContext2D,
  layout: NetworkLayout,
  shapes: readonly LayerShape[],
  { frozen, edited }: Marked,
  selected: Parameter | undefined,
  colors: Colors,
): void {
  const r = Math.max(2.5, Math.min(LOCK, layout.unit / 4));
  if (selected !== undefined) frame(context, layout, selected, colors);
  const each = (numbers: Uint32Array, draw: typeof lock, dx: number): void => {
    for (const number of numbers.subarray(0, MOST_MARKS)) {
      const parameter = parameterAt(shapes, number);
      const place = parameter === undefined ? undefined : markPlace(layout, parameter);
      if (place !== undefined) draw(context, { x: place.x + dx, y: place.y }, r, colors);
    }
  };
  each(frozen, lock, 0);
  // Beside the lock where a parameter has both.
  each(edited, ring, -2.6 * r);
}

function frame(
  context: CanvasRenderingContext2D,
  layout: NetworkLayout,
  { layer, to, from }: Parameter,
  colors: Colors,
): void {
  const target = layout.columns[layer + 1]?.places[to];
  if (target === undefined) return;
  const source = from === undefined ? undefined : layout.columns[layer]?.places[from];
  const reach = layout.unit / 2 + 2.5;
  context.strokeStyle = colors.ink;
  for (const place of source === undefined ? [target] : [source, target]) {
    context.lineWidth = 2;
    context.beginPath();
    context.roundRect(place.x - reach, place.y - reach, 2 * reach, 2 * reach, 4);
    context.stroke();
  }
  if (source === undefined) return;
  context.lineWidth = 1.5;
  context.setLineDash([5, 3]);
  context.beginPath();
  for (let sample = 0; sample <= 20; sample += 1) {
    const { x, y } = onEdge(source, target, layout.unit, sample / 20);
    if (sample === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.stroke();
  context.setLineDash([]);
}
