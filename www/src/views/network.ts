/** Draws one network: units as small fields, edges by weight, and what happened to each unit. */

import type { LaneSetup, NetworkFrame } from '../session/types';
import { cross } from './marks';
import { layoutNetwork, type Column, type NetworkLayout, type Place } from './network-layout';
import type { Colors } from './palette';
import { Surface, type Size } from './surface';

export const DEAD = 1;
export const SATURATED = 2;

/** So many edges are still told apart; of more, the strongest of each layer are drawn. */
const MOST_EDGES = 900;
/** Between two layers so many are drawn even in deep networks. */
const LEAST_EDGES = 90;
/** And so many where the layers stand too close to see between them. */
const LEAST_CLOSE_EDGES = 24;
/** With more edges than this each is drawn fainter, or they would cover each other. */
const CROWD = 300;

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** Units that take in more than this have thinner edges, or the edges would run together. */
const MANY_INPUTS = 8;
/** Columns that stand closer than this, in CSS pixels, have thinner edges, or the units would drown. */
const CLOSE = 60;

/**
 * The same scale in every lane and at every step, so that widths can be compared; only between layers
 * of many units, or of many layers, are all edges thinner, or they would cover each other.
 */
function thinness(edges: number, inputs: number, distance: number): number {
  const crowd = Math.min(1, Math.sqrt(80 / edges));
  const fan = Math.min(1, MANY_INPUTS / inputs);
  const close = Math.min(1, distance / CLOSE);
  return Math.max(0.2, Math.min(crowd, fan) * close);
}

function edgeWidth(weight: number, thin: number): number {
  return Math.max(0.35, thin * Math.min(4.5, 0.4 + 1.6 * Math.abs(weight)));
}

function edgeAlpha(weight: number): number {
  return Math.min(0.95, 0.12 + 0.7 * Math.abs(weight));
}

export class NetworkView {
  readonly #surface: Surface;
  #frame: NetworkFrame | undefined;
  #setup: LaneSetup | undefined;
  #colors: Colors | undefined;
  #names: readonly string[] = [];
  /** Draws over the network. */
  over: ((context: CanvasRenderingContext2D, layout: NetworkLayout) => void) | undefined;

  constructor(canvas: HTMLCanvasElement) {
    this.#surface = new Surface(canvas, () => {
      this.#paint();
    });
  }

  draw(frame: NetworkFrame, setup: LaneSetup, colors: Colors, names: readonly string[]): void {
    this.#frame = frame;
    this.#setup = setup;
    this.#colors = colors;
    this.#names = names;
    this.#paint();
  }

  release(): void {
    this.#surface.release();
  }

  #paint(): void {
    const frame = this.#frame;
    const setup = this.#setup;
    const colors = this.#colors;
    if (frame === undefined || setup === undefined || colors === undefined) return;
    this.#surface.draw((context, size) => {
      const layout = paintNetwork(context, size, frame, setup, colors, this.#names);
      this.over?.(context, layout);
    });
  }
}

/** Draws all of it, and says where things stand. */
export function paintNetwork(
  context: CanvasRenderingContext2D,
  size: Size,
  frame: NetworkFrame,
  setup: LaneSetup,
  colors: Colors,
  names: readonly string[],
): NetworkLayout {
  const layout = layoutNetwork([setup.inputs.length, ...setup.layers], size);
  drawEdges(context, layout, frame, colors);
  drawUnits(context, layout, frame, colors);
  drawTies(context, layout, frame, setup, colors);
  drawNames(context, layout, names, colors, size);
  return layout;
}

/** Masks are listed for inputs and hidden units, in order; an output is never dropped. */
function dropped(frame: NetworkFrame, unit: number): boolean {
  return frame.masks[unit] === 0;
}

function edgesBetween(from: Column, to: Column, weights: Float32Array, most: number): readonly Edge[] {
  const edges: Edge[] = [];
  for (let row = 0; row < to.places.length; row += 1)
    for (let column = 0; column < from.places.length; column += 1)
      edges.push({ from: column, to: row, weight: weights[row * from.units + column] ?? 0 });
  if (edges.length <= most) return edges;
  return edges.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, most);
}

function drawEdges(
  context: CanvasRenderingContext2D,
  layout: NetworkLayout,
  frame: NetworkFrame,
  colors: Colors,
): void {
  const pairs = Math.max(1, layout.columns.length - 1);
  const most = Math.max(LEAST_EDGES, Math.ceil(MOST_EDGES / pairs));
  let offset = 0;
  context.lineCap = 'butt';
  layout.columns.forEach((to, index) => {
    const from = layout.columns[index - 1];
    if (from === undefined) return;
    const weights = frame.parameters.subarray(offset, offset + from.units * to.units);
    offset += from.units * to.units + to.units;
    const distance = to.x - from.x;
    // Between layers that stand close, room is for the strongest alone.
    const room = Math.max(LEAST_CLOSE_EDGES, Math.ceil(most * Math.min(1, distance / CLOSE)));
    const edges = edgesBetween(from, to, weights, room);
    const faint = Math.min(1, Math.sqrt(CROWD / pairs / edges.length) + 0.15);
    const thin = thinness(edges.length, from.units, distance);
    for (const edge of edges) {
      if (!Number.isFinite(edge.weight)) continue;
      // A dropped unit takes its edges with it.
      if (dropped(frame, from.first + edge.from) || dropped(frame, to.first + edge.to)) continue;
      const source = from.places[edge.from];
      const target = to.places[edge.to];
      if (source === undefined || target === undefined) continue;
      const start = source.x + layout.unit / 2;
      const end = target.x - layout.unit / 2;
      const bend = (end - start) * 0.42;
      context.globalAlpha = edgeAlpha(edge.weight) * faint;
      context.lineWidth = edgeWidth(edge.weight, thin);
      context.strokeStyle =
        edge.weight === 0 ? colors.faint : edge.weight > 0 ? colors.positive : colors.negative;
      context.beginPath();
      context.moveTo(start, source.y);
      context.bezierCurveTo(start + bend, source.y, end - bend, target.y, end, target.y);
      context.stroke();
    }
  });
  context.globalAlpha = 1;
}

/** All unit pictures in one tall image, so that drawing one is one copy. */
function pictures(frame: NetworkFrame): HTMLCanvasElement | undefined {
  const { unitSize, units } = frame;
  if (unitSize === 0 || units.length === 0) return undefined;
  const canvas = document.createElement('canvas');
  canvas.width = unitSize;
  canvas.height = units.length / (4 * unitSize);
  canvas.getContext('2d')?.putImageData(new ImageData(units, unitSize), 0, 0);
  return canvas;
}

function drawUnits(
  context: CanvasRenderingContext2D,
  layout: NetworkLayout,
  frame: NetworkFrame,
  colors: Colors,
): void {
  const image = pictures(frame);
  const { unit } = layout;
  const half = unit / 2;
  const corner = Math.min(3, unit / 6);
  const inputs = layout.columns[0]?.units ?? 0;
  context.imageSmoothingEnabled = true;
  /** Where the last count of units that are not drawn ends. */
  let written = 0;
  for (const { x: middle, places, first, units } of layout.columns) {
    places.forEach(({ x, y }, index) => {
      const at = first + index;
      const box = new Path2D();
      box.roundRect(x - half, y - half, unit, unit, corner);
      if (dropped(frame, at)) {
        context.fillStyle = colors.surface;
        context.fill(box);
        context.setLineDash([2, 2]);
        context.lineWidth = 1;
        context.strokeStyle = colors.faint;
        context.stroke(box);
        context.setLineDash([]);
        drawState(context, frame.state[at - inputs] ?? 0, x, y, half, colors);
        return;
      }
      context.fillStyle = image === undefined ? colors.faint : colors.surface;
      context.fill(box);
      if (image !== undefined) {
        context.save();
        context.clip(box);
        const { unitSize } = frame;
        context.drawImage(image, 0, at * unitSize, unitSize, unitSize, x - half, y - half, unit, unit);
        context.restore();
      }
      context.lineWidth = 1;
      context.strokeStyle = colors.rule;
      context.stroke(box);
      drawState(context, frame.state[at - inputs] ?? 0, x, y, half, colors);
    });
    if (units > places.length) {
      context.font = `600 10px ${colors.font}`;
      context.textAlign = 'center';
      context.textBaseline = 'top';
      context.fillStyle = colors.faint;
      const text = `+${units - places.length}`;
      const reach = context.measureText(text).width / 2 + 1;
      // In a deep network the counts would run into each other: a plus alone says that there are more.
      const fits = middle - reach > written;
      if (fits || middle - 4 > written) {
        context.fillText(fits ? text : '+', middle, (places.at(-1)?.y ?? 0) + half + 3);
        written = middle + (fits ? reach : 4);
      }
    }
  }
}

/** Dead: struck through. Saturated: a filled corner. */
function drawState(
  context: CanvasRenderingContext2D,
  state: number,
  x: number,
  y: number,
  half: number,
  colors: Colors,
): void {
  if (state === DEAD) {
    const r = half * 0.62;
    for (const [width, color] of [
      [3.5, colors.halo],
      [1.5, colors.ink],
    ] as const) {
      context.lineWidth = width;
      context.strokeStyle = color;
      context.beginPath();
      cross(context, x, y, r);
      context.stroke();
    }
  } else if (state === SATURATED) {
    context.fillStyle = colors.ink;
    context.beginPath();
    context.moveTo(x + half, y + half);
    context.lineTo(x - half * 0.1, y + half);
    context.lineTo(x + half, y - half * 0.1);
    context.closePath();
    context.fill();
  }
}

/** Units that have become copies of each other hang on one line. */
function drawTies(
  context: CanvasRenderingContext2D,
  layout: NetworkLayout,
  frame: NetworkFrame,
  setup: LaneSetup,
  colors: Colors,
): void {
  const inputs = setup.inputs.length;
  const reach = layout.unit / 2;
  context.strokeStyle = colors.ink;
  context.lineWidth = 1.5;
  context.lineCap = 'round';
  for (const { x, reach: side, places, first } of layout.columns.slice(1, -1)) {
    const groups = new Map<number, Place[]>();
    places.forEach((place, index) => {
      const original = frame.copyOf[first - inputs + index] ?? first - inputs + index;
      const group = groups.get(original);
      if (group === undefined) groups.set(original, [place]);
      else group.push(place);
    });
    let lane = 0;
    for (const group of groups.values()) {
      if (group.length < 2) continue;
      // Two groups in one layer must not look like one.
      const line = x + side + 4 + (lane % 3) * 3;
      lane += 1;
      context.beginPath();
      context.moveTo(line, group[0]?.y ?? 0);
      context.lineTo(line, group.at(-1)?.y ?? 0);
      for (const place of group) {
        context.moveTo(place.x + reach + 1, place.y);
        context.lineTo(line, place.y);
      }
      context.stroke();
    }
  }
}

function drawNames(
  context: CanvasRenderingContext2D,
  layout: NetworkLayout,
  names: readonly string[],
  colors: Colors,
  size: Size,
): void {
  const inputs = layout.columns[0];
  // Names need a line's height each.
  if (inputs === undefined || (inputs.places.length > 1 && size.height / inputs.places.length < 14)) return;
  context.font = `12px ${colors.font}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.fillStyle = colors.faint;
  inputs.places.forEach(({ x, y }, index) => {
    context.fillText(names[index] ?? '', x - layout.unit / 2 - 5, y);
  });
}
