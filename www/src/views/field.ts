/** Draws one decision field: the core's colours, the boundary, the points. */

import type { FieldFrame, LaneSetup } from '../session/types';
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

/** Distance of two lines of the hatching. */
const HATCH = 9;

export interface FieldLook {
  /** Whether the test set's points are shown. */
  readonly test: boolean;
  /** The run left the range of numbers: there is no field to show. */
  readonly lost: boolean;
  /** The points are left out: they are being drawn, by another. */
  readonly bare: boolean;
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
): void {
  image.putImageData(new ImageData(field.rgba, field.size, field.size), 0, 0);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(image.canvas, 0, 0, size.width, size.height);
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
  #look: FieldLook = { test: false, lost: false, bare: false };
  #image: CanvasRenderingContext2D | undefined;
  /** The points, drawn once and kept until they, the size or the colours change. */
  #points: { readonly key: readonly unknown[]; readonly canvas: HTMLCanvasElement } | undefined;

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
      if (this.#look.lost) hatch(context, size, colors);
      else paintOutput(context, size, field, setup, colors, this.#image);
      if (!this.#look.bare)
        context.drawImage(this.#pointsLayer(size, setup, colors), 0, 0, size.width, size.height);
    });
  }

  #pointsLayer(size: Size, setup: LaneSetup, colors: Colors): HTMLCanvasElement {
    const { width, height } = this.#surface.canvas;
    const key = [width, height, setup, colors, this.#look.test];
    const kept = this.#points;
    if (kept?.key.every((part, index) => part === key[index]) === true) return kept.canvas;
    const context = sheet(width, height);
    context.setTransform(width / size.width, 0, 0, height / size.height, 0, 0);
    drawPoints(context, size, setup, colors, this.#look.test);
    this.#points = { key, canvas: context.canvas };
    return context.canvas;
  }
}
