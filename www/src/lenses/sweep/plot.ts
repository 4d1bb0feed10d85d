/** The runs of a sweep over one field: a dot for each, the median and its interval. */

import { ticks } from '../../views/chart';
import type { Colors } from '../../views/palette';
import { Surface, type Size } from '../../views/surface';
import { middleOf } from './figures';

export const MARGIN = { left: 52, right: 12, top: 10, bottom: 8 } as const;
const RADIUS = 3;
const RING = 6.5;
/** How near to a dot, in pixels, it is meant. */
const POINTER = 8;
const FINGER = 20;
/** How far runs stand apart, as a share of a value's column. */
const SPREAD = 0.5;
const MEDIAN = 0.62;
const LABELS_APART = 34;

export interface Columns {
  /** The figures of each value's runs, in the order of their replicas. */
  readonly values: readonly (readonly number[])[];
  /** A share, shown up to 1. */
  readonly share: boolean;
  /** The run that has a ring around it. */
  readonly ringed: Dot | undefined;
  readonly format: (value: number) => string;
}

/** A run, by its value's column and its number among that value's runs. */
export interface Dot {
  readonly column: number;
  readonly run: number;
}

export class PlotView {
  readonly #surface: Surface;
  #columns: Columns | undefined;
  #colors: Colors | undefined;

  /** `open` is told of a dot that is pressed. */
  constructor(canvas: HTMLCanvasElement, open: (dot: Dot) => void) {
    this.#surface = new Surface(canvas, () => {
      this.#paint();
    });
    const dot = (event: MouseEvent): Dot | undefined => {
      if (this.#columns === undefined) return undefined;
      const size = { width: canvas.clientWidth, height: canvas.clientHeight };
      const reach = event instanceof PointerEvent && event.pointerType === 'touch' ? FINGER : POINTER;
      return dotAt(this.#columns, size, [event.offsetX, event.offsetY], reach);
    };
    canvas.addEventListener('pointermove', (event) => {
      canvas.classList.toggle('pointed', dot(event) !== undefined);
    });
    canvas.addEventListener('click', (event) => {
      const found = dot(event);
      if (found !== undefined) open(found);
    });
  }

  show(columns: Columns, colors: Colors): void {
    this.#columns = columns;
    this.#colors = colors;
    this.#paint();
  }

  release(): void {
    this.#surface.release();
  }

  #paint(): void {
    const [columns, colors] = [this.#columns, this.#colors];
    if (columns === undefined || colors === undefined) return;
    this.#surface.draw((context, size) => {
      paint(context, size, columns, colors);
    });
  }
}

/** Where everything lies. */
interface Places {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Width of a value's column. */
  readonly column: number;
  readonly range: readonly [number, number];
  readonly y: (value: number) => number;
  readonly dot: (column: number, run: number) => readonly [number, number];
}

function placesOf({ values, share }: Columns, { width, height }: Size): Places {
  const [left, right, top, bottom] = [MARGIN.left, width - MARGIN.right, MARGIN.top, height - MARGIN.bottom];
  const range = rangeOf(values.flat().filter(Number.isFinite), share);
  const [low, high] = range;
  const column = (right - left) / Math.max(1, values.length);
  // A run that diverged lies on the upper edge.
  const y = (value: number): number =>
    bottom - ((Math.min(high, Math.max(low, value)) - low) / (high - low)) * (bottom - top);
  const dot = (index: number, run: number): readonly [number, number] => {
    const runs = values[index] ?? [];
    return [
      left + (index + 0.5 + ((run + 0.5) / runs.length - 0.5) * SPREAD) * column,
      y(runs[run] ?? Number.NaN),
    ];
  };
  return { left, right, top, bottom, column, range, y, dot };
}

/** The dot nearest to a place, among those that are not farther off than `reach` pixels. */
export function dotAt(
  columns: Columns,
  size: Size,
  [x, y]: readonly [number, number],
  reach: number,
): Dot | undefined {
  const { dot } = placesOf(columns, size);
  let found: Dot | undefined;
  let nearest = reach;
  columns.values.forEach((runs, column) => {
    runs.forEach((_, run) => {
      const [left, top] = dot(column, run);
      const distance = Math.hypot(left - x, top - y);
      if (distance <= nearest) [found, nearest] = [{ column, run }, distance];
    });
  });
  return found;
}

export function paint(context: CanvasRenderingContext2D, size: Size, columns: Columns, colors: Colors): void {
  const { values, ringed, format } = columns;
  const { left, right, top, bottom, column, range, y, dot } = placesOf(columns, size);
  const [low, high] = range;
  context.font = `11px ${colors.font}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.strokeStyle = colors.rule;
  context.fillStyle = colors.faint;
  context.lineWidth = 1;
  context.beginPath();
  for (const value of ticks(low, high, (bottom - top) / LABELS_APART)) {
    const at = Math.round(y(value)) + 0.5;
    context.moveTo(left, at);
    context.lineTo(right, at);
    context.fillText(format(value), left - 8, at);
  }
  context.stroke();
  values.forEach((runs, index) => {
    const middle = left + (index + 0.5) * column;
    const found = middleOf(runs);
    if (found?.interval !== undefined) {
      const [from, to] = found.interval;
      context.fillStyle = `color-mix(in srgb, ${colors.ink} 14%, transparent)`;
      context.fillRect(middle - (MEDIAN * column) / 2, y(to), MEDIAN * column, Math.max(1, y(from) - y(to)));
    }
    runs.forEach((_, run) => {
      context.beginPath();
      context.arc(...dot(index, run), RADIUS, 0, 2 * Math.PI);
      context.fillStyle = colors.lanes[1] ?? colors.ink;
      context.globalAlpha = 0.75;
      context.fill();
      context.globalAlpha = 1;
    });
    if (found !== undefined) {
      context.strokeStyle = colors.ink;
      context.lineWidth = 2.5;
      context.beginPath();
      context.moveTo(middle - (MEDIAN * column) / 2, y(found.median));
      context.lineTo(middle + (MEDIAN * column) / 2, y(found.median));
      context.stroke();
    }
  });
  if (ringed !== undefined) {
    context.strokeStyle = colors.ink;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(...dot(ringed.column, ringed.run), RING, 0, 2 * Math.PI);
    context.stroke();
  }
}

/** Around the values with some room: dots are read by their places, so the axis need not begin at 0. */
export function rangeOf(finite: readonly number[], share: boolean): readonly [number, number] {
  if (finite.length === 0) return [0, 1];
  const [least, most] = [Math.min(...finite), Math.max(...finite)];
  const room = Math.max(0.15 * (most - least), 0.02 * most, 1e-6);
  return [Math.max(0, least - room), share ? Math.min(1, most + room) : most + room];
}
