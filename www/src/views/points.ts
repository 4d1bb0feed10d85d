/** Draws the data: train filled, dev as a ring, test and train-dev as rings with a mark in them, a shape for each class. */

import type { LaneSetup } from '../session/types';
import { bar, markOf, square, type Mark } from './marks';
import type { Colors } from './palette';
import { toCanvas } from './plane';
import type { Size } from './surface';

const TRAIN = 0;
const DEV = 1;
const TEST = 2;
const TRAIN_DEV = 3;
/** What lies in the rings of these sets. */
const CORES: Readonly<Record<number, Mark>> = { [TEST]: square, [TRAIN_DEV]: bar };

/** Past so many points they are drawn by the heap: each with an outline of its own would take too long. */
const CROWD = 800;
/** Numbers share this many colours, so that points of one colour can be drawn together. */
const LEVELS = 32;
/** Size of a point in a small picture. */
const DOT = 1.5;

/** Marks shrink when there are many or the field is small, so that the field still shows between them. */
function radius(count: number, size: Size): number {
  const roomy = Math.sqrt((size.width * size.height) / Math.max(1, count)) / 5;
  return Math.max(1.4, Math.min(4, roomy, size.width / 75));
}

/** Points that look alike. */
interface Heap {
  readonly color: string;
  readonly mark: Mark;
  readonly places: (readonly [number, number])[];
}

function levelOf(value: number): number {
  return Math.round(((Math.max(-1, Math.min(1, value)) + 1) / 2) * (LEVELS - 1));
}

function colorOf(key: number, classes: number, colors: Colors): string {
  if (classes > 0) return (classes > 2 ? colors.many : colors.two)[key] ?? colors.ink;
  const index = Math.round((key / (LEVELS - 1)) * 255) * 4;
  const [r = 0, g = 0, b = 0] = colors.core.diverging.subarray(index, index + 3);
  return `rgb(${r} ${g} ${b})`;
}

function heapsOf(setup: LaneSetup, colors: Colors, size: Size, set: number): readonly Heap[] {
  const { x, y, set: sets } = setup.points;
  const heaps = new Map<number, Heap>();
  y.forEach((value, index) => {
    if (sets[index] !== set) return;
    const key = setup.classes === 0 ? levelOf(value) : value;
    const heap = heaps.get(key) ?? {
      color: colorOf(key, setup.classes, colors),
      mark: markOf(setup.classes === 0 ? 1 : value),
      places: [],
    };
    heaps.set(key, heap);
    heap.places.push(toCanvas(x[2 * index] ?? 0, x[2 * index + 1] ?? 0, size));
  });
  return [...heaps.values()];
}

export function drawPoints(
  context: CanvasRenderingContext2D,
  size: Size,
  setup: LaneSetup,
  colors: Colors,
  showTest: boolean,
): void {
  const count = setup.points.y.length;
  const r = radius(count, size);
  context.lineJoin = 'round';
  // The sets one over the other: what is trained on lies on top.
  for (const set of [...(showTest ? [TEST] : []), DEV, TRAIN_DEV, TRAIN])
    for (const heap of heapsOf(setup, colors, size, set)) {
      const drawn = count > CROWD ? [heap] : heap.places.map((place) => ({ ...heap, places: [place] }));
      for (const one of drawn) {
        if (set === TRAIN) drawTrain(context, one, r, setup.classes === 0, colors);
        else drawRing(context, one, r, setup.classes === 0, CORES[set], colors);
      }
    }
}

function outline(context: CanvasRenderingContext2D, { mark, places }: Heap, r: number): void {
  context.beginPath();
  for (const [x, y] of places) mark(context, x, y, r);
}

function drawTrain(
  context: CanvasRenderingContext2D,
  heap: Heap,
  r: number,
  numbers: boolean,
  colors: Colors,
): void {
  outline(context, heap, r);
  context.lineWidth = Math.min(2, r * 0.55);
  context.strokeStyle = colors.halo;
  context.stroke();
  context.fillStyle = heap.color;
  context.fill();
  if (!numbers) return;
  // A number's colour may be the field's own, so its points have a dark edge.
  context.lineWidth = 0.75;
  context.strokeStyle = colors.ink;
  context.stroke();
}

function drawRing(
  context: CanvasRenderingContext2D,
  heap: Heap,
  r: number,
  numbers: boolean,
  core: Mark | undefined,
  colors: Colors,
): void {
  outline(context, heap, r);
  context.fillStyle = colors.halo;
  context.fill();
  context.lineWidth = Math.min(1.5, r * 0.45);
  // A number's colour may be as pale as the ring's middle, so its ring is dark and it fills the dot.
  context.strokeStyle = numbers ? colors.ink : heap.color;
  context.stroke();
  if (core === undefined && !numbers) return;
  outline(context, core === undefined ? heap : { ...heap, mark: core }, r * 0.5);
  context.fillStyle = numbers ? heap.color : colors.ink;
  context.fill();
}

/** Points as in a small picture, which has no room for edges and sets. */
export function drawDots(
  context: CanvasRenderingContext2D,
  size: Size,
  setup: LaneSetup,
  colors: Colors,
): void {
  const { x, y } = setup.points;
  y.forEach((value, index) => {
    const numbers = setup.classes === 0;
    context.globalAlpha = numbers ? 0.2 + 0.8 * Math.min(1, Math.abs(value)) : 1;
    context.fillStyle = numbers
      ? colorOf(value < 0 ? 0 : 1, 2, colors)
      : colorOf(value, setup.classes, colors);
    context.beginPath();
    markOf(numbers ? 1 : value)(context, ...toCanvas(x[2 * index] ?? 0, x[2 * index + 1] ?? 0, size), DOT);
    context.fill();
  });
  context.globalAlpha = 1;
}
