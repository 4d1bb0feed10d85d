/** The small pictures of the data sets, drawn from points that the core made. */

import { OWN_POINTS, type Sample } from '../samples';
import type { Piece, Slices } from '../slices';
import type { Colors } from './palette';
import { drawDots } from './points';
import { Surface } from './surface';

export class Thumbnails {
  readonly #slices: Slices;
  /** What draws a canvas. */
  readonly #pieces = new Map<HTMLCanvasElement, Piece>();
  #samples: ReadonlyMap<string, Sample> = new Map();
  #colors: Colors | undefined;

  /** Each picture is drawn in a piece of its own. */
  constructor(slices: Slices) {
    this.#slices = slices;
  }

  /** Draws each canvas that names a data set; `classes` is 0 where points carry numbers. */
  draw(root: Element, samples: ReadonlyMap<string, Sample>, colors: Colors): void {
    this.#samples = samples;
    this.#colors = colors;
    for (const canvas of root.querySelectorAll('canvas[data-picture]'))
      if (canvas instanceof HTMLCanvasElement) {
        const piece = this.#pieces.get(canvas) ?? this.#pieceOf(canvas);
        this.#pieces.set(canvas, piece);
        this.#slices.add(piece);
      }
  }

  #pieceOf(canvas: HTMLCanvasElement): Piece {
    const piece = (): void => {
      this.#paint(canvas, surface);
    };
    const surface = new Surface(canvas, () => {
      this.#slices.add(piece);
    });
    return piece;
  }

  #paint(canvas: HTMLCanvasElement, surface: Surface): void {
    const colors = this.#colors;
    const name = canvas.dataset['picture'] ?? '';
    const sample = this.#samples.get(name);
    if (colors === undefined) return;
    surface.draw((context, size) => {
      if (sample === undefined) {
        if (name === OWN_POINTS) drawPlus(context, size.width, colors);
        return;
      }
      const { points, classes } = sample;
      drawDots(context, size, { inputs: [], layers: [], classes, points }, colors);
    });
  }
}

/** Stands for points of one's own. */
function drawPlus(context: CanvasRenderingContext2D, width: number, colors: Colors): void {
  const middle = width / 2;
  context.strokeStyle = colors.faint;
  context.lineWidth = 1.5;
  context.setLineDash([3, 2.5]);
  context.strokeRect(7.5, 7.5, width - 15, width - 15);
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(middle - 5, middle);
  context.lineTo(middle + 5, middle);
  context.moveTo(middle, middle - 5);
  context.lineTo(middle, middle + 5);
  context.stroke();
}
