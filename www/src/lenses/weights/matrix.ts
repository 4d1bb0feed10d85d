/** Draws one layer's weights as a picture: rows are units, columns what they are given, biases apart. */

import type { LayerShape } from '../../parameters/numbers';
import type { Held } from '../../session/types';
import type { Colors } from '../../views/palette';
import { Surface } from '../../views/surface';
import { layoutMatrix, type MatrixLayout } from './matrix-layout';

/** Cells smaller than this are drawn as the pixels of an image. */
const SMALLEST_CELL = 5;
/** Cells smaller than this have no room for a mark. */
const SMALLEST_MARKED = 9;

export interface Picture {
  readonly shape: LayerShape;
  /** `weight[out][in]`, then `bias[out]`. */
  readonly values: Float32Array;
  /** What the scale's ends stand for. */
  readonly limit: number;
  readonly held: Held;
  /** A name for each column and row, where there is room. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly biasName: string;
}

/** Position of a value's colour in the palette, of four bytes each; undefined for what is not a number. */
function colorIndex(value: number, limit: number): number | undefined {
  if (!Number.isFinite(value)) return undefined;
  return 4 * Math.round(127.5 * (Math.max(-1, Math.min(1, value / limit)) + 1));
}

export class MatrixView {
  readonly canvas: HTMLCanvasElement;
  readonly #surface: Surface;
  #picture: Picture | undefined;
  #colors: Colors | undefined;

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
    this.#surface = new Surface(canvas, () => {
      this.paint();
    });
  }

  get layout(): MatrixLayout | undefined {
    return this.#picture === undefined
      ? undefined
      : layoutMatrix(this.#picture.shape, this.canvas.clientWidth);
  }

  show(picture: Picture | undefined, colors: Colors): void {
    this.#picture = picture;
    this.#colors = colors;
    const { layout } = this;
    const height = layout === undefined ? '' : `${layout.height}px`;
    // Another layer takes another height; its surface then draws it.
    if (this.canvas.style.height !== height) this.canvas.style.height = height;
    this.paint();
  }

  paint(): void {
    const picture = this.#picture;
    const colors = this.#colors;
    if (colors === undefined) return;
    this.#surface.draw((context, { width }) => {
      if (picture === undefined) return;
      const layout = layoutMatrix(picture.shape, width);
      drawCells(context, layout, picture, colors);
      drawMarks(context, layout, picture, colors);
      drawNames(context, layout, picture, colors);
    });
  }

  release(): void {
    this.#surface.release();
  }
}

function drawCells(
  context: CanvasRenderingContext2D,
  layout: MatrixLayout,
  { values, limit, shape }: Picture,
  colors: Colors,
): void {
  const { inputs, outputs } = shape;
  const { left, top, cell, gap, biases, biasWidth } = layout;
  const [w, h] = cell;
  const palette = colors.core.diverging;
  if (Math.min(w, h) < SMALLEST_CELL) {
    const weights = values.subarray(0, inputs * outputs);
    picture(context, weights, inputs, limit, palette, [left, top, inputs * w, outputs * h]);
    picture(context, values.subarray(inputs * outputs), 1, limit, palette, [
      biases,
      top,
      biasWidth,
      outputs * h,
    ]);
  } else {
    for (let to = 0; to < outputs; to += 1)
      for (let from = 0; from <= inputs; from += 1) {
        const value = values[from === inputs ? inputs * outputs + to : to * inputs + from] ?? Number.NaN;
        const index = colorIndex(value, limit);
        const x = from === inputs ? biases : left + from * w;
        const wide = (from === inputs ? biasWidth : w) - gap;
        if (index === undefined) {
          cross(context, x, top + to * h, wide, h - gap, colors);
          continue;
        }
        context.fillStyle = `rgb(${palette[index]} ${palette[index + 1]} ${palette[index + 2]})`;
        context.fillRect(x, top + to * h, wide, h - gap);
      }
  }
  context.lineWidth = 1;
  context.strokeStyle = colors.rule;
  context.strokeRect(left - 0.5, top - 0.5, inputs * w - gap + 1, outputs * h - gap + 1);
  context.strokeRect(biases - 0.5, top - 0.5, biasWidth - gap + 1, outputs * h - gap + 1);
}

function cross(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  colors: Colors,
): void {
  context.strokeStyle = colors.faint;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + width, y + height);
  context.moveTo(x + width, y);
  context.lineTo(x, y + height);
  context.stroke();
}

function picture(
  context: CanvasRenderingContext2D,
  values: Float32Array,
  columns: number,
  limit: number,
  palette: Uint8Array,
  [x, y, width, height]: readonly [number, number, number, number],
): void {
  const rows = values.length / columns;
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const image = new ImageData(columns, rows);
  values.forEach((value, at) => {
    const index = colorIndex(value, limit);
    if (index !== undefined) image.data.set(palette.subarray(index, index + 4), 4 * at);
  });
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  // Enlarged cells keep their edges; where several share a pixel it has their mean.
  context.imageSmoothingEnabled = width < columns || height < rows;
  context.drawImage(canvas, x, y, width, height);
}

/** A lock's outline where a weight is frozen, a dot where it was set by hand. */
function drawMarks(
  context: CanvasRenderingContext2D,
  { left, top, cell: [w, h], biases }: MatrixLayout,
  { shape, held }: Picture,
  colors: Colors,
): void {
  const { inputs, outputs, first } = shape;
  const place = (number: number): readonly [number, number] | undefined => {
    const at = number - first;
    if (at < 0 || at >= (inputs + 1) * outputs) return undefined;
    return at < inputs * outputs
      ? [left + (at % inputs) * w, top + Math.floor(at / inputs) * h]
      : [biases, top + (at - inputs * outputs) * h];
  };
  if (Math.min(w, h) < SMALLEST_MARKED) return;
  for (const number of held.frozen) {
    const at = place(number);
    if (at === undefined) continue;
    context.lineWidth = 2;
    context.strokeStyle = colors.ink;
    context.strokeRect(at[0] + 1, at[1] + 1, w - 3, h - 3);
  }
  for (const number of held.edited) {
    const at = place(number);
    if (at === undefined) continue;
    context.beginPath();
    context.arc(at[0] + (w - 1) / 2, at[1] + (h - 1) / 2, Math.min(3, w / 5), 0, 2 * Math.PI);
    context.fillStyle = colors.ink;
    context.fill();
  }
}

function drawNames(
  context: CanvasRenderingContext2D,
  { left, top, cell: [w, h], biases, gap }: MatrixLayout,
  { from, to, biasName }: Picture,
  colors: Colors,
): void {
  context.font = `11px ${colors.font}`;
  context.fillStyle = colors.faint;
  const some = (names: readonly string[], pitch: number): number =>
    pitch >= 18 ? 1 : names.length > 1 ? names.length - 1 : 1;
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  const columns = some(from, w);
  from.forEach((name, index) => {
    if (index % columns === 0) context.fillText(name, left + index * w + (w - gap) / 2, top - 4);
  });
  context.textAlign = 'left';
  context.fillText(biasName, biases, top - 4);
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  const rows = some(to, h);
  to.forEach((name, index) => {
    if (index % rows === 0) context.fillText(name, left - 5, top + index * h + (h - gap) / 2);
  });
}
