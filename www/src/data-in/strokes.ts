/** Points as they are drawn: sprayed, erased, undone. Pure; what is random is given. */

import { REACH } from '../views/plane';

/** x1, x2, and the class or the number to predict. */
export type Point = readonly number[];
export type Points = readonly Point[];

/** Two digits are finer than a pixel of the field, and short in the link. */
const DIGITS = 2;
/** Points are sprayed this far apart at least, in plane units. */
const LEAST_SPACING = 0.08;
/** And, for a broad brush, this share of its radius. */
const SPACING = 0.4;

/** Smallest and largest radius of the brush, in plane units. */
export const BRUSH: readonly [number, number] = [0, 1];
/** Erasing needs some reach even with the finest brush. */
const LEAST_ERASER = 0.12;

export type Place = readonly [x1: number, x2: number];

export interface Brush {
  readonly radius: number;
  readonly target: number;
  readonly longest: number;
}

function within(value: number): number {
  // Adding zero turns −0, which the link would write as 0, into 0.
  return Number(Math.min(REACH, Math.max(-REACH, value)).toFixed(DIGITS)) + 0;
}

/** One point, where there is room for it. */
export function withPoint(points: Points, [x1, x2]: Place, { target, longest }: Brush): Points {
  return points.length >= longest ? points : [...points, [within(x1), within(x2), target]];
}

export interface Spray {
  readonly points: Points;
  /** What of the way since the last point is left over. */
  readonly rest: number;
}

/** The points of a piece of a stroke: one every so far, anywhere in the brush. */
export function sprayed(
  points: Points,
  from: Place,
  to: Place,
  rest: number,
  brush: Brush,
  random: () => number,
): Spray {
  const spacing = Math.max(LEAST_SPACING, SPACING * brush.radius);
  const way = Math.hypot(to[0] - from[0], to[1] - from[1]);
  let next = points;
  let at = spacing - rest;
  for (; at <= way; at += spacing) {
    const share = at / way;
    // The root makes it even over the disc.
    const radius = brush.radius * Math.sqrt(random());
    const turn = 2 * Math.PI * random();
    next = withPoint(
      next,
      [
        from[0] + share * (to[0] - from[0]) + radius * Math.cos(turn),
        from[1] + share * (to[1] - from[1]) + radius * Math.sin(turn),
      ],
      brush,
    );
  }
  return { points: next, rest: way - (at - spacing) };
}

export function eraserOf(radius: number): number {
  return Math.max(LEAST_ERASER, radius);
}

function distance(point: Point, from: Place, to: Place): number {
  const [x = 0, y = 0] = point;
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = dx * dx + dy * dy;
  const share =
    length === 0 ? 0 : Math.min(1, Math.max(0, ((x - from[0]) * dx + (y - from[1]) * dy) / length));
  return Math.hypot(x - from[0] - share * dx, y - from[1] - share * dy);
}

/** What is left when the eraser has gone from one place to another; the same list where nothing was hit. */
export function erased(points: Points, from: Place, to: Place, radius: number): Points {
  const kept = points.filter((point) => distance(point, from, to) > radius);
  return kept.length === points.length ? points : kept;
}

/** The number of classes that the core would see, or 0 where it would see numbers to predict. */
export function classesOf(points: Points, most: number): number {
  let highest = 1;
  for (const [, , target = 0] of points) {
    if (!Number.isInteger(target) || target < 0 || target >= most) return 0;
    highest = Math.max(highest, target);
  }
  return highest + 1;
}

/** What was, and what was undone. */
export class Undo<Kind> {
  #past: readonly Kind[] = [];
  #future: readonly Kind[] = [];

  /** Notes what was before a change. */
  push(before: Kind): void {
    this.#past = [...this.#past, before];
    this.#future = [];
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  undo(present: Kind): Kind {
    const before = this.#past.at(-1);
    if (before === undefined) return present;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, present];
    return before;
  }

  redo(present: Kind): Kind {
    const after = this.#future.at(-1);
    if (after === undefined) return present;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, present];
    return after;
  }
}
