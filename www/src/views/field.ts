/** Draws one decision field: the core's colours, the boundary, the points. */

import type { FieldFrame, LaneSetup, RunField } from '../session/types';
import { boundary } from './boundary';
import type { Colors } from './palette';
import { cellAt } from './plane';
import { drawPoints } from './points';
import { Surface, type Size } from './surface';

function sheet(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser draws no canvas');
  return context;
}

/** Many lines over each other tell where most runs agree; one alone is to be seen still. */
const RUN_LINE = { width: 1, opacity: 0.42 };
/** The border between two regions is drawn with each of them. */
const OPACITY_OF_TWO = 0.24;
/** Of the levels of a predicted number, the one that is drawn for every run. */
const RUN_LEVELS = [0] as const;
/** Distance of two lines of the hatching. */
const HATCH = 9;

/** Draws over a lane's field. */
export type FieldPainter = (lane: number, context: CanvasRenderingContext2D, size: Size) => void;

export interface FieldLook {
  /** Whether the test set's points are shown. */
  readonly test: boolean;
  /** The run left the range of numbers: there is no field to show. */
  readonly lost: boolean;
  /** The other runs of the lane, whose boundaries are drawn too. */
  readonly runs: readonly RunField[];
  /** The points are left out: they are being drawn, by another. */
  readonly bare: boolean;
  /** What is drawn over it. */
  readonly over?: ((context: CanvasRenderingContext2D, size: Size) => void) | undefined;
}

interface Layer {
  readonly key: readonly unknown[];
  readonly context: CanvasRenderingContext2D;
}

function hatch(context: CanvasRenderingContext2D, { width, height }: Size, colors: Colors): void {
  context.fillStyle = colors.rule;
  context.fillRect(0, 0, width, height);
  context.beginPath();
  for (let at = -height; at < width; at += HATCH) {
    context.moveTo(at, height);
    context.lineTo(at + height, 0);
  }
  context.lineWidth = 1;
  context.strokeStyle = colors.faint;
  context.globalAlpha = 0.45;
  context.stroke();
  context.globalAlpha = 1;
}

/** The output and its boundary; `image` is a sheet of the field's size to put its colours on. */
function paintOutput(
  context: CanvasRenderingContext2D,
  size: Size,
  field: FieldFrame,
  setup: LaneSetup,
  colors: Colors,
  image: CanvasRenderingContext2D,
  under: () => void = () => undefined,
): void {
  image.putImageData(new ImageData(field.rgba, field.size, field.size), 0, 0);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(image.canvas, 0, 0, size.width, size.height);
  under();
  context.lineWidth = setup.classes === 0 ? 0.75 : 1.5;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.strokeStyle = colors.ink;
  context.stroke(boundary(field.values, field.lattice, setup.classes, size));
}

/** A whole field, once. */
export function paintField(
  context: CanvasRenderingContext2D,
  size: Size,
  field: FieldFrame,
  setup: LaneSetup,
  colors: Colors,
  look: FieldLook,
): void {
  if (look.lost) hatch(context, size, colors);
  else paintOutput(context, size, field, setup, colors, sheet(field.size, field.size));
  if (!look.bare) drawPoints(context, size, setup, colors, look.test);
}

export class FieldView {
  readonly #surface: Surface;
  #field: FieldFrame | undefined;
  #setup: LaneSetup | undefined;
  #colors: Colors | undefined;
  #look: FieldLook = { test: false, lost: false, runs: [], bare: false };
  #image: CanvasRenderingContext2D | undefined;
  /** The points, drawn once and kept until they, the size or the colours change. */
  #points: Layer | undefined;
  /** Every run's boundary, kept likewise. */
  #lines: Layer | undefined;

  constructor(canvas: HTMLCanvasElement) {
    this.#surface = new Surface(canvas, () => {
      this.#paint();
    });
  }

  draw(field: FieldFrame, setup: LaneSetup, colors: Colors, look: FieldLook): void {
    this.#field = field;
    this.#setup = setup;
    this.#colors = colors;
    this.#look = look;
    this.#paint();
  }

  /** The core's output at the lattice point nearest to a place on the canvas; one for each class. */
  at(x: number, y: number): readonly number[] | undefined {
    const field = this.#field;
    const setup = this.#setup;
    if (field === undefined || setup === undefined) return undefined;
    const n = field.lattice;
    const { width, height } = this.#surface.size;
    const cell = cellAt(y, n, height) * n + cellAt(x, n, width);
    const planes = field.values.length / (n * n);
    return Array.from({ length: planes }, (_, plane) => field.values[plane * n * n + cell] ?? Number.NaN);
  }

  get size(): Size {
    return this.#surface.size;
  }

  release(): void {
    this.#surface.release();
  }

  #paint(): void {
    const field = this.#field;
    const setup = this.#setup;
    const colors = this.#colors;
    if (field === undefined || setup === undefined || colors === undefined) return;
    this.#surface.draw((context, size) => {
      if (this.#image?.canvas.width !== field.size) this.#image = sheet(field.size, field.size);
      const lines = (): void => {
        if (this.#look.runs.length > 0)
          context.drawImage(this.#linesLayer(size, setup, colors), 0, 0, size.width, size.height);
      };
      if (this.#look.lost) {
        hatch(context, size, colors);
        lines();
      } else paintOutput(context, size, field, setup, colors, this.#image, lines);
      if (!this.#look.bare)
        context.drawImage(this.#pointsLayer(size, setup, colors), 0, 0, size.width, size.height);
      this.#look.over?.(context, size);
    });
  }

  #pointsLayer(size: Size, setup: LaneSetup, colors: Colors): HTMLCanvasElement {
    const { test } = this.#look;
    this.#points = this.#layer(this.#points, size, [setup, colors, test], (context) => {
      drawPoints(context, size, setup, colors, test);
    });
    return this.#points.context.canvas;
  }

  #linesLayer(size: Size, setup: LaneSetup, colors: Colors): HTMLCanvasElement {
    const { runs } = this.#look;
    this.#lines = this.#layer(this.#lines, size, [setup, colors, runs], (context) => {
      context.lineWidth = RUN_LINE.width;
      context.lineJoin = 'round';
      context.strokeStyle = colors.ink;
      context.globalAlpha = setup.classes > 2 ? OPACITY_OF_TWO : RUN_LINE.opacity;
      // One after another, so that lines on each other get darker.
      for (const { values, lattice } of runs)
        context.stroke(boundary(values, lattice, setup.classes, size, RUN_LEVELS));
    });
    return this.#lines.context.canvas;
  }

  /** What was drawn before where it was drawn of the same, else drawn anew. */
  #layer(
    before: Layer | undefined,
    size: Size,
    of: readonly unknown[],
    draw: (context: CanvasRenderingContext2D) => void,
  ): Layer {
    const { width, height } = this.#surface.canvas;
    const key = [width, height, ...of];
    if (before?.key.every((part, index) => part === key[index]) === true) return before;
    const old = before?.context;
    const context = old?.canvas.width === width && old.canvas.height === height ? old : sheet(width, height);
    context.save();
    context.setTransform(width / size.width, 0, 0, height / size.height, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    draw(context);
    context.restore();
    return { key, context };
  }
}
