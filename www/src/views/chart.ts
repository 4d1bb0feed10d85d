/** A chart's place on its canvas: where values lie, its axes, lines with gaps and bands. In CSS pixels. */

import type { Colors } from './palette';

export interface Chart {
  readonly context: CanvasRenderingContext2D;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** The largest value that is on the chart. */
  readonly highest: number;
  readonly x: (step: number) => number;
  readonly y: (value: number) => number;
}

/** Values at the steps; null where there is none. */
export type Column = readonly (number | null)[];

/** What is drawn of one lane. */
export interface LaneLines {
  readonly train: Column;
  readonly dev: Column;
  /** The quartiles; empty where there is one run. */
  readonly high: Column;
  readonly low: Column;
}

const TEXT = 11;
/** Between an axis and its labels. */
const GAP = 8;
/** The least distance between labels. */
const STEPS_APART = 64;
const VALUES_APART = 34;

/** Round numbers between two others, one more than `most` of them where they fall so. */
export function ticks(from: number, to: number, most: number): readonly number[] {
  const rough = (to - from) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? 10 * power;
  const first = Math.ceil(from / step - 1e-9);
  return Array.from({ length: Math.floor(to / step + 1e-9) - first + 1 }, (_, index) => {
    // Multiples of a tenth are not exact; twelve digits are more than any label has.
    return Number(((first + index) * step).toPrecision(12));
  });
}

/** The number that is nearest to another, by its place among numbers in order; undefined where there are none. */
export function nearest(sorted: readonly number[], to: number): number | undefined {
  let low = 0;
  let high = sorted.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= to) low = middle;
    else high = middle;
  }
  if (high < 0) return undefined;
  return to - (sorted[low] ?? 0) <= (sorted[high] ?? 0) - to ? low : high;
}

/** The places of the values without gaps between them, piece by piece; a piece begins anew at each of `breaks`. */
export function pieces(values: Column, breaks: ReadonlySet<number>): readonly (readonly number[])[] {
  const found: number[][] = [];
  let piece: number[] | undefined;
  values.forEach((value, index) => {
    if (breaks.has(index)) piece = undefined;
    if (value === null) piece = undefined;
    else if (piece === undefined) found.push((piece = [index]));
    else piece.push(index);
  });
  return found;
}

/** Draws nothing outside of the axes. */
export function within({ context, left, top, right, bottom }: Chart, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  draw();
  context.restore();
}

export function drawAxes(
  { context, left, right, top, bottom, x, y }: Chart,
  steps: number,
  [low, high]: readonly [number, number],
  colors: Colors,
  formatX: (step: number) => string,
  formatY: (value: number) => string,
): void {
  context.save();
  context.font = `${TEXT}px ${colors.font}`;
  context.fillStyle = colors.faint;
  context.strokeStyle = colors.rule;
  context.lineWidth = 1;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.beginPath();
  for (const value of ticks(low, high, (bottom - top) / VALUES_APART)) {
    const at = Math.round(y(value)) + 0.5;
    context.moveTo(left, at);
    context.lineTo(right, at);
    context.fillText(formatY(value), left - GAP, at);
  }
  context.stroke();
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const step of ticks(0, steps, (right - left) / STEPS_APART).filter(Number.isInteger))
    context.fillText(formatX(step), x(step), bottom + GAP);
  context.restore();
}

export interface Stroke {
  readonly color: string;
  readonly width: number;
  readonly dash: readonly number[];
}

export function drawLine(
  { context, x, y }: Chart,
  steps: readonly number[],
  values: Column,
  breaks: ReadonlySet<number>,
  { color, width, dash }: Stroke,
): void {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.lineJoin = 'round';
  context.setLineDash([...dash]);
  context.beginPath();
  for (const piece of pieces(values, breaks))
    piece.forEach((index, place) => {
      const at = [x(steps[index] ?? 0), y(values[index] ?? 0)] as const;
      if (place === 0) context.moveTo(...at);
      else context.lineTo(...at);
    });
  context.stroke();
}

export function drawBand(
  { context, x, y }: Chart,
  steps: readonly number[],
  high: Column,
  low: Column,
  breaks: ReadonlySet<number>,
  fill: string,
): void {
  const both = high.map((value, index) => (low[index] === null ? null : value));
  context.fillStyle = fill;
  context.beginPath();
  for (const piece of pieces(both, breaks)) {
    const edge = (values: Column, places: readonly number[]): void => {
      for (const index of places) context.lineTo(x(steps[index] ?? 0), y(values[index] ?? 0));
    };
    context.moveTo(x(steps[piece[0] ?? 0] ?? 0), y(high[piece[0] ?? 0] ?? 0));
    edge(high, piece);
    edge(low, [...piece].reverse());
    context.closePath();
  }
  context.fill();
}
