/** Draws one quantity layer by layer, of all lanes, on a logarithmic axis or as a share. */

import type { Colors } from '../../views/palette';
import { Surface, type Size } from '../../views/surface';
import type { Value } from './model';

export interface Line {
  readonly lane: number;
  readonly kind: 'now' | 'start' | 'theory';
  readonly values: readonly Value[];
}

export interface ChartData {
  readonly lines: readonly Line[];
  /** Layers of the deepest lane. */
  readonly layers: number;
  /** Powers of ten; undefined for a share from 0 to 1. */
  readonly decades: readonly [number, number] | undefined;
  readonly share: (value: number) => string;
}

const LEFT = 40;
const RIGHT = 18;
const TOP = 8;
const BOTTOM = 22;
/** Dots that stand closer than this run together. */
const DOTS = 10;
/** The least distance between two labels of the layers, in CSS pixels. */
const LABELS = 22;
/** As many decades have a label. */
const MOST_LABELS = 6;
const APART = 13;

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** 10⁻³ */
export function power(exponent: number): string {
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? '');
  return exponent === 0 ? '1' : `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

interface Frame {
  readonly x: (layer: number) => number;
  readonly y: (value: number) => number;
  readonly step: number;
  readonly size: Size;
}

export class LayerChart {
  readonly #surface: Surface;
  #data: ChartData | undefined;
  #colors: Colors | undefined;
  #pointed: number | undefined;

  constructor(canvas: HTMLCanvasElement, pointed: (layer: number | undefined) => void) {
    this.#surface = new Surface(canvas, () => {
      this.#paint();
    });
    const point = (layer: number | undefined): void => {
      if (layer === this.#pointed) return;
      this.#pointed = layer;
      pointed(layer);
      this.#paint();
    };
    canvas.addEventListener('pointermove', ({ offsetX }) => {
      const layers = this.#data?.layers ?? 0;
      const step = (this.#surface.size.width - LEFT - RIGHT) / Math.max(1, layers);
      const layer = Math.floor((offsetX - LEFT) / step);
      point(layer >= 0 && layer < layers ? layer : undefined);
    });
    canvas.addEventListener('pointerleave', () => {
      point(undefined);
    });
  }

  get canvas(): HTMLCanvasElement {
    return this.#surface.canvas;
  }

  draw(data: ChartData, colors: Colors): void {
    this.#data = data;
    this.#colors = colors;
    this.#paint();
  }

  release(): void {
    this.#surface.release();
  }

  #paint(): void {
    const data = this.#data;
    const colors = this.#colors;
    if (data === undefined || colors === undefined) return;
    this.#surface.draw((context, size) => {
      const frame = frameOf(data, size);
      drawGrid(context, data, frame, colors);
      if (this.#pointed !== undefined && this.#pointed < data.layers) {
        context.strokeStyle = colors.faint;
        context.lineWidth = 1;
        context.beginPath();
        context.moveTo(frame.x(this.#pointed), TOP);
        context.lineTo(frame.x(this.#pointed), size.height - BOTTOM);
        context.stroke();
      }
      for (const kind of ['theory', 'start', 'now'] as const)
        for (const line of data.lines) if (line.kind === kind) drawLine(context, line, frame, colors, data);
      drawNumbers(context, data, frame, colors);
    });
  }
}

function frameOf({ layers, decades }: ChartData, size: Size): Frame {
  const step = (size.width - LEFT - RIGHT) / Math.max(1, layers);
  const height = size.height - TOP - BOTTOM;
  const at = (share: number): number => TOP + height * (1 - Math.min(1, Math.max(0, share)));
  return {
    x: (layer) => LEFT + (layer + 0.5) * step,
    y: (value) =>
      decades === undefined
        ? at(value)
        : at(value > 0 ? (Math.log10(value) - decades[0]) / (decades[1] - decades[0]) : 0),
    step,
    size,
  };
}

function drawGrid(
  context: CanvasRenderingContext2D,
  { layers, decades, share }: ChartData,
  { x, y, step, size }: Frame,
  colors: Colors,
): void {
  context.font = `11px ${colors.font}`;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  context.fillStyle = colors.faint;
  context.strokeStyle = colors.rule;
  context.lineWidth = 1;
  const every = decades === undefined ? 1 : Math.max(1, Math.ceil((decades[1] - decades[0]) / MOST_LABELS));
  const marks =
    decades === undefined
      ? [0, 0.5, 1].map((value) => ({ at: y(value), text: share(value) }))
      : Array.from({ length: decades[1] - decades[0] + 1 }, (_, index) => decades[0] + index)
          .filter((exponent) => exponent % every === 0)
          .map((exponent) => ({ at: y(10 ** exponent), text: power(exponent) }));
  context.beginPath();
  for (const { at, text } of marks) {
    context.moveTo(LEFT, Math.round(at) + 0.5);
    context.lineTo(size.width - RIGHT, Math.round(at) + 0.5);
    context.fillText(text, LEFT - 8, at);
  }
  context.stroke();
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  const skip = Math.max(1, Math.ceil(LABELS / step));
  for (let layer = 0; layer < layers; layer += 1)
    // The first, and from there on every so many, as far as they stand apart.
    if (layer === 0 || ((layer + 1) % skip === 0 && layer * step >= LABELS))
      context.fillText(String(layer + 1), x(layer), size.height - 6);
}

function drawLine(
  context: CanvasRenderingContext2D,
  { lane, kind, values }: Line,
  { x, y, step, size }: Frame,
  colors: Colors,
  { decades }: ChartData,
): void {
  const color = colors.lanes[lane] ?? colors.ink;
  const shown = (value: Value): value is NonNullable<Value> =>
    value !== null && (decades === undefined || value.middle > 0);
  if (kind === 'now' && values.some((value) => value !== null && value.low !== value.high)) {
    context.globalAlpha = 0.16;
    context.fillStyle = color;
    let start = 0;
    while (start < values.length) {
      let end = start;
      while (end < values.length && shown(values[end] ?? null)) end += 1;
      context.beginPath();
      for (let layer = start; layer < end; layer += 1) context.lineTo(x(layer), y(values[layer]?.high ?? 0));
      for (let layer = end - 1; layer >= start; layer -= 1)
        context.lineTo(x(layer), y(values[layer]?.low ?? 0));
      context.fill();
      start = end + 1;
    }
    context.globalAlpha = 1;
  }
  context.strokeStyle = color;
  context.fillStyle = color;
  context.lineJoin = 'round';
  context.lineWidth = kind === 'now' ? 2 : 1.25;
  context.setLineDash(kind === 'theory' ? [5, 4] : kind === 'start' ? [1, 3] : []);
  context.beginPath();
  let pen = false;
  values.forEach((value, layer) => {
    if (!shown(value)) {
      pen = false;
      return;
    }
    if (pen) context.lineTo(x(layer), y(value.middle));
    else context.moveTo(x(layer), y(value.middle));
    pen = true;
  });
  context.stroke();
  context.setLineDash([]);
  if (kind !== 'now') return;
  values.forEach((value, layer) => {
    const finite = value !== null;
    if (shown(value)) {
      if (step < DOTS && values.length > 1) return;
      context.beginPath();
      context.arc(x(layer), y(value.middle), 2.5, 0, 2 * Math.PI);
      context.fill();
      return;
    }
    // What a logarithm has no place for stands at the edge: 0 below, what is not finite above.
    const edge = finite ? size.height - BOTTOM : TOP;
    const tip = finite ? -1 : 1;
    const half = Math.min(4, step / 2 - 1);
    context.lineWidth = 1.25;
    context.beginPath();
    context.moveTo(x(layer) - half, edge + tip * 6);
    context.lineTo(x(layer), edge);
    context.lineTo(x(layer) + half, edge + tip * 6);
    context.stroke();
  });
}

/** The lanes' numbers at the right end, kept apart. */
function drawNumbers(
  context: CanvasRenderingContext2D,
  { lines }: ChartData,
  { x, y, size }: Frame,
  colors: Colors,
): void {
  const ends = lines
    .filter(({ kind, values }) => kind === 'now' && values.length > 0)
    .map(({ lane, values }) => {
      const last = values.at(-1) ?? null;
      return { lane, x: x(values.length - 1), y: last === null ? TOP : y(last.middle) };
    })
    .sort((a, b) => a.y - b.y);
  context.font = `600 11px ${colors.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  let above = Number.NEGATIVE_INFINITY;
  ends.forEach((end, index) => {
    const lowest = size.height - BOTTOM - (ends.length - 1 - index) * APART;
    const at = Math.min(lowest, Math.max(end.y, above + APART));
    above = at;
    context.fillStyle = colors.lanes[end.lane] ?? colors.ink;
    context.fillText(String(end.lane + 1), size.width - RIGHT + 5, at);
  });
}
