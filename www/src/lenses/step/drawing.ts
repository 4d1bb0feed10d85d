/** Draws the network of a step: the phase's numbers at the units, and what it says of the weights as edges. */

import { onEdge, unitAt } from '../../inspector/hit';
import { drawMarks } from '../../inspector/marks';
import { shapesOf, type Parameter } from '../../parameters/numbers';
import type { Held, LaneSetup } from '../../session/types';
import { layoutNetwork, type NetworkLayout, type Place } from '../../views/network-layout';
import type { Colors } from '../../views/palette';
import { Surface } from '../../views/surface';
import { reached, type Phase } from './phases';

/** Room for a number under a unit: distance to the next one, and to the next column, in CSS pixels. */
const PITCH = 34;
const DISTANCE = 46;
/** Edges thinner than this are not seen. */
const THINNEST = 0.5;
const THICKEST = 4;

export interface Drawn {
  readonly setup: LaneSetup;
  readonly phase: Phase;
  readonly names: readonly string[];
  /** For every unit (inputs, hidden, outputs): what the phase says of it; undefined where it says nothing. */
  readonly units: readonly (number | undefined)[];
  /** Whether each unit is left out. */
  readonly dropped: readonly boolean[];
  /** For every parameter; empty where they are too many. */
  readonly edges: Float32Array;
  readonly held: Held;
  readonly chosen: Parameter;
}

/** A number in the little room under a unit. */
export function brief(value: number): string {
  if (!Number.isFinite(value)) return '∞';
  const size = Math.abs(value);
  const text =
    Number.isInteger(value) && size < 1000
      ? String(value)
      : size >= 1000 || size < 0.0005
        ? value.toExponential(0)
        : value.toFixed(size >= 10 ? 1 : size < 0.1 ? 3 : 2);
  return text.replaceAll('-', '−');
}

export class StepDrawing {
  readonly canvas: HTMLCanvasElement;
  readonly #surface: Surface;
  #drawn: Drawn | undefined;
  #colors: Colors | undefined;

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
    this.#surface = new Surface(canvas, () => {
      this.paint();
    });
  }

  show(drawn: Drawn | undefined, colors: Colors): void {
    this.#drawn = drawn;
    this.#colors = colors;
    this.paint();
  }

  /** The unit at a place of the canvas. */
  at(x: number, y: number): Parameter | undefined {
    if (this.#drawn === undefined) return undefined;
    const { columns, unit } = this.#layout(this.#drawn.setup);
    return unitAt(columns, unit, x, y);
  }

  paint(): void {
    const drawn = this.#drawn;
    const colors = this.#colors;
    if (colors === undefined) return;
    this.#surface.draw((context) => {
      if (drawn === undefined) return;
      const layout = this.#layout(drawn.setup);
      drawEdges(context, layout, drawn, colors);
      drawUnits(context, layout, drawn, colors);
      const frozen = reached(drawn.phase, 'backward') ? drawn.held.frozen : new Uint32Array();
      drawMarks(
        context,
        layout,
        shapesOf(drawn.setup),
        { frozen, edited: new Uint32Array() },
        drawn.chosen,
        colors,
      );
    });
  }

  release(): void {
    this.#surface.release();
  }

  #layout({ inputs, layers }: LaneSetup): NetworkLayout {
    return layoutNetwork([inputs.length, ...layers], this.#surface.size);
  }
}

function largest(values: Iterable<number | undefined>): number {
  let most = 0;
  for (const value of values)
    if (value !== undefined && Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  return most;
}

function drawEdges(
  context: CanvasRenderingContext2D,
  layout: NetworkLayout,
  { setup, edges, dropped, phase }: Drawn,
  colors: Colors,
): void {
  if (edges.length === 0) return;
  const most = largest(edges);
  const thins = phase === 'mask' || phase === 'forward' || phase === 'loss';
  shapesOf(setup).forEach(({ inputs, first }, layer) => {
    const [from, to] = [layout.columns[layer], layout.columns[layer + 1]];
    if (from === undefined || to === undefined) return;
    to.places.forEach((end, row) => {
      from.places.forEach((start, column) => {
        const value = edges[first + row * inputs + column] ?? 0;
        // What is dropped hands nothing on. A gradient is the whole mini-batch's, whatever this example drops.
        const out = thins && (dropped[from.first + column] === true || dropped[to.first + row] === true);
        if (out || value === 0 || !Number.isFinite(value)) return;
        const share = most === 0 ? 0 : Math.abs(value) / most;
        context.globalAlpha = 0.25 + 0.7 * share;
        context.lineWidth = Math.max(THINNEST, THICKEST * share);
        context.strokeStyle = value > 0 ? colors.positive : colors.negative;
        curve(context, start, end, layout.unit);
      });
    });
  });
  context.globalAlpha = 1;
}

function curve(context: CanvasRenderingContext2D, start: Place, end: Place, unit: number): void {
  const [a, d] = [onEdge(start, end, unit, 0), onEdge(start, end, unit, 1)];
  const bend = (d.x - a.x) * 0.42;
  context.beginPath();
  context.moveTo(a.x, a.y);
  context.bezierCurveTo(a.x + bend, a.y, d.x - bend, d.y, d.x, d.y);
  context.stroke();
}

/** The columns that a phase is about: the inputs, all that is dropped or worked out, the outputs. */
function isLit(phase: Phase, column: number, columns: number): boolean {
  switch (phase) {
    case 'batch':
      return column === 0;
    case 'mask':
      return column < columns - 1;
    case 'loss':
      return column === columns - 1;
    case 'forward':
      return true;
    case 'backward':
    case 'update':
      return column > 0;
  }
}

function drawUnits(
  context: CanvasRenderingContext2D,
  layout: NetworkLayout,
  { phase, units, dropped, names }: Drawn,
  colors: Colors,
): void {
  const { columns, unit } = layout;
  const half = unit / 2;
  const most = largest(units);
  const palette = colors.core.diverging;
  columns.forEach(({ places, first, units: count, x: middle }, column) => {
    const distance = Math.abs(((columns[column + 1] ?? columns[column - 1])?.x ?? Infinity) - middle);
    const pitch = Math.abs((places[1]?.y ?? Infinity) - (places[0]?.y ?? 0));
    const labelled = pitch >= PITCH && distance >= DISTANCE;
    const lit = isLit(phase, column, columns.length);
    places.forEach(({ x, y }, index) => {
      const at = first + index;
      const value = units[at];
      const box = new Path2D();
      box.roundRect(x - half, y - half, unit, unit, Math.min(4, unit / 5));
      // A factor is no signed quantity.
      const color =
        phase === 'mask' || value === undefined || most === 0 ? 0 : Math.max(-1, Math.min(1, value / most));
      const place = 4 * Math.round(127.5 * (color + 1));
      const out = dropped[at] === true && phase !== 'batch';
      context.fillStyle = out
        ? colors.surface
        : `rgb(${palette[place]} ${palette[place + 1]} ${palette[place + 2]})`;
      context.fill(box);
      context.lineWidth = lit ? 1.5 : 1;
      context.strokeStyle = lit ? colors.ink : colors.rule;
      if (out) context.setLineDash([3, 2]);
      context.stroke(box);
      context.setLineDash([]);
      context.fillStyle = lit ? colors.ink : colors.faint;
      if (value !== undefined && labelled) {
        context.font = `11px ${colors.font}`;
        context.textAlign = 'center';
        context.textBaseline = 'top';
        context.fillText(brief(value), x, y + half + 2);
      }
      if (column === 0 && pitch >= 14) {
        context.font = `12px ${colors.font}`;
        context.textAlign = 'right';
        context.textBaseline = 'middle';
        context.fillText(names[index] ?? '', x - half - 5, y);
      }
    });
    if (count > places.length) {
      context.font = `600 10px ${colors.font}`;
      context.textAlign = 'center';
      context.textBaseline = 'top';
      context.fillStyle = colors.faint;
      context.fillText(
        `+${count - places.length}`,
        middle,
        (places.at(-1)?.y ?? 0) + half + (labelled ? 15 : 3),
      );
    }
  });
}
