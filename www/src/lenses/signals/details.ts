/** The closer looks: histograms by layer, weights over the density they were drawn from, likeness of units. */

import type { DrawnArrays, HistogramArrays } from '../../generated/wasm/trainscope';
import { squareOf } from '../../views/magnitudes';
import type { Colors } from '../../views/palette';
import { Surface, type Size } from '../../views/surface';

/** A canvas that draws whatever it was given last. */
export class Picture {
  readonly #surface: Surface;
  #paint: ((context: CanvasRenderingContext2D, size: Size) => void) | undefined;

  constructor(canvas: HTMLCanvasElement) {
    this.#surface = new Surface(canvas, () => {
      this.#redraw();
    });
  }

  get canvas(): HTMLCanvasElement {
    return this.#surface.canvas;
  }

  draw(paint: (context: CanvasRenderingContext2D, size: Size) => void): void {
    this.#paint = paint;
    this.#redraw();
  }

  release(): void {
    this.#surface.release();
  }

  #redraw(): void {
    if (this.#paint !== undefined) this.#surface.draw(this.#paint);
  }
}

/** Bars over a range of numbers. */
export interface Bars {
  readonly lane: number;
  readonly range: readonly [number, number];
  readonly counts: ArrayLike<number>;
}

/** What the core counted, as one lane's bars. */
export function barsOf({ range, counts }: HistogramArrays, lane: number): Bars {
  const [low = 0, high = 0] = range;
  return { lane, range: [low, high], counts };
}

/** The smallest range that holds all bars with something in them; undefined where there is nothing. */
export function reach(bars: readonly Bars[]): readonly [number, number] | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { range, counts } of bars) {
    const width = (range[1] - range[0]) / counts.length;
    for (let bar = 0; bar < counts.length; bar += 1)
      if ((counts[bar] ?? 0) > 0) {
        low = Math.min(low, range[0] + bar * width);
        high = Math.max(high, range[0] + (bar + 1) * width);
      }
  }
  return low > high ? undefined : [low, high];
}

const CELL_WIDTH = 132;
const CELL_HEIGHT = 92;
const CELL_GAP = 10;
const HEAD = 16;
const FOOT = 14;

export function cellsAcross(width: number): number {
  return Math.max(2, Math.floor((width + CELL_GAP) / (CELL_WIDTH + CELL_GAP)));
}

export function gridHeight(cells: number, width: number): number {
  return Math.ceil(cells / cellsAcross(width)) * CELL_HEIGHT;
}

export interface Cell {
  readonly title: string;
  readonly bars: readonly Bars[];
  readonly axis: readonly [number, number];
}

/**
 * Small multiples: a cell for each layer, in it an outline for each lane. Heights are square roots of counts, so that the
 * rest is seen beside a bar that holds half of all, as ReLU's zeros are; each outline is as high as its highest bar.
 */
export function drawCells(
  context: CanvasRenderingContext2D,
  size: Size,
  cells: readonly Cell[],
  label: (value: number) => string,
  colors: Colors,
): void {
  const across = cellsAcross(size.width);
  const width = (size.width - (across - 1) * CELL_GAP) / across;
  cells.forEach(({ title, bars, axis }, index) => {
    const left = (index % across) * (width + CELL_GAP);
    const top = Math.floor(index / across) * CELL_HEIGHT;
    const bottom = top + CELL_HEIGHT - FOOT - 8;
    context.font = `600 11px ${colors.font}`;
    context.textBaseline = 'top';
    context.textAlign = 'left';
    context.fillStyle = colors.faint;
    context.fillText(title, left, top);
    const x = (value: number): number => left + ((value - axis[0]) / (axis[1] - axis[0])) * width;
    context.strokeStyle = colors.rule;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(left, bottom + 0.5);
    context.lineTo(left + width, bottom + 0.5);
    context.stroke();
    context.save();
    context.beginPath();
    context.rect(left - 1, top, width + 2, CELL_HEIGHT);
    context.clip();
    for (const own of bars) drawBars(context, own, x, bottom, bottom - top - HEAD, colors);
    context.restore();
    context.font = `10px ${colors.font}`;
    context.textBaseline = 'top';
    context.fillStyle = colors.faint;
    context.textAlign = 'left';
    context.fillText(label(axis[0]), left, bottom + 3);
    context.textAlign = 'right';
    context.fillText(label(axis[1]), left + width, bottom + 3);
  });
}

function drawBars(
  context: CanvasRenderingContext2D,
  { lane, range, counts }: Bars,
  x: (value: number) => number,
  bottom: number,
  height: number,
  colors: Colors,
): void {
  const most = Math.max(0, ...Array.from(counts));
  if (most === 0) return;
  const color = colors.lanes[lane] ?? colors.ink;
  // All at one place: a spike that can be seen.
  const point = range[1] <= range[0] || x(range[1]) - x(range[0]) < 2;
  const from = point ? x((range[0] + range[1]) / 2) - 1 : x(range[0]);
  const width = point ? 2 / counts.length : (x(range[1]) - from) / counts.length;
  context.beginPath();
  context.moveTo(from, bottom);
  for (let bar = 0; bar < counts.length; bar += 1) {
    const y = bottom - height * Math.sqrt((point ? most : (counts[bar] ?? 0)) / most);
    context.lineTo(from + bar * width, y);
    context.lineTo(from + (bar + 1) * width, y);
  }
  context.lineTo(from + counts.length * width, bottom);
  context.globalAlpha = 0.14;
  context.fillStyle = color;
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = color;
  context.lineWidth = 1.25;
  context.stroke();
}

/** Wider bars where there are few weights for them. */
export function grouped(counts: Uint32Array, total: number): readonly number[] {
  const size = total < 100 ? 4 : total < 500 ? 2 : 1;
  return Array.from({ length: Math.ceil(counts.length / size) }, (_, bar) =>
    counts.subarray(bar * size, (bar + 1) * size).reduce((sum, count) => sum + count, 0),
  );
}

/** A layer's initial weights as bars whose area is one, and over them the density they were drawn from. */
export function drawDrawn(
  context: CanvasRenderingContext2D,
  size: Size,
  { weights, density }: DrawnArrays,
  lane: number,
  reachOf: number,
  label: (value: number) => string,
  colors: Colors,
): void {
  const [low = 0, high = 0] = weights.range;
  const total = weights.counts.reduce((sum, count) => sum + count, 0);
  const counts = grouped(weights.counts, total);
  const width = high > low ? (high - low) / counts.length : 1;
  const bars = counts.map((count) => count / (total * width));
  // A density may rise without bound at its ends; the bars say how far it is worth drawing.
  const highest = Math.max(...bars);
  const most = Math.max(highest, Math.min(2 * highest, Math.max(0, ...density))) || 1;
  const bottom = size.height - 18;
  const x = (value: number): number => size.width * (0.5 + (0.5 * value) / (reachOf || 1));
  const y = (value: number): number => bottom - (bottom - 6) * Math.min(1, value / most);
  const color = colors.lanes[lane] ?? colors.ink;
  context.strokeStyle = colors.rule;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(0, bottom + 0.5);
  context.lineTo(size.width, bottom + 0.5);
  context.moveTo(Math.round(size.width / 2) + 0.5, 4);
  context.lineTo(Math.round(size.width / 2) + 0.5, bottom);
  context.stroke();
  context.fillStyle = color;
  context.globalAlpha = 0.3;
  bars.forEach((value, bar) => {
    if (value === 0) return;
    const from = x(low + bar * width);
    const to = x(low + (bar + 1) * width);
    // What is narrower than a pixel and a half would not be seen.
    const wide = Math.max(1.5, to - from - 0.5);
    context.fillRect((from + to - wide) / 2, y(value), wide, bottom - y(value));
  });
  context.globalAlpha = 1;
  context.strokeStyle = color;
  context.lineWidth = 2;
  context.lineJoin = 'round';
  context.beginPath();
  density.forEach((value, point) => {
    context.lineTo(x(low + ((high - low) * point) / (density.length - 1)), y(value));
  });
  context.stroke();
  context.font = `10px ${colors.font}`;
  context.textBaseline = 'top';
  context.fillStyle = colors.faint;
  for (const [value, align] of [
    [-reachOf, 'left'],
    [0, 'center'],
    [reachOf, 'right'],
  ] as const) {
    context.textAlign = align;
    context.fillText(label(value), x(value), bottom + 4);
  }
}

/** |cos| between every two units: one square, a row and a column for each unit. */
export function drawLikeness(
  context: CanvasRenderingContext2D,
  size: Size,
  square: Float32Array,
  colors: Colors,
): void {
  if (square.length === 0) return;
  context.imageSmoothingEnabled = false;
  context.drawImage(squareOf(square, colors), 0, 0, size.width, size.height);
  context.strokeStyle = colors.rule;
  context.lineWidth = 1;
  context.strokeRect(0.5, 0.5, size.width - 1, size.height - 1);
}
