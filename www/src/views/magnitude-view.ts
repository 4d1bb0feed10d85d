/** Draws magnitudes over the plane. */

import { squareOf } from './magnitudes';
import type { Colors } from './palette';
import { Surface, type Size } from './surface';

type Over = (context: CanvasRenderingContext2D, size: Size) => void;

export class MagnitudeView {
  readonly #surface: Surface;
  #shares: Float32Array | undefined;
  #colors: Colors | undefined;
  #over: Over | undefined;

  constructor(canvas: HTMLCanvasElement) {
    this.#surface = new Surface(canvas, () => {
      this.#paint();
    });
  }

  /** A square of values from nothing to `most`, row after row from the top; `over` draws on it. */
  draw(values: Float32Array, most: number, colors: Colors, over?: Over): void {
    this.#shares = values.map((value) => value / most);
    this.#colors = colors;
    this.#over = over;
    this.#paint();
  }

  release(): void {
    this.#surface.release();
  }

  #paint(): void {
    const [shares, colors] = [this.#shares, this.#colors];
    if (shares === undefined || colors === undefined) return;
    const square = squareOf(shares, colors);
    this.#surface.draw((context, size) => {
      context.imageSmoothingQuality = 'high';
      context.drawImage(square, 0, 0, size.width, size.height);
      this.#over?.(context, size);
    });
  }
}
