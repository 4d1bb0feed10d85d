/** Draws the weights of a lane, counted by value: a row for each layer, one scale for a layer in all lanes. */

import type { LayerWeights } from '../../session/looks/weights';
import type { Colors } from '../../views/palette';
import { Surface } from '../../views/surface';

/** Height of a layer's row. */
export const ROW = 58;
const NAME = 62;
const BARS = 38;

export interface Row {
  readonly name: string;
  readonly layer: LayerWeights;
  /** What stands at the row's end: spread, and share near 0. */
  readonly notes: readonly [string, string];
  readonly ends: readonly [string, string];
}

/** The height of a bar as a share of the row's. */
export function barHeight(count: number, most: number, logarithmic: boolean): number {
  if (count === 0 || most === 0) return 0;
  return logarithmic ? Math.log1p(count) / Math.log1p(most) : count / most;
}

export class HistogramsView {
  readonly canvas: HTMLCanvasElement;
  readonly #surface: Surface;
  #rows: readonly Row[] = [];
  #chosen = 0;
  #logarithmic = false;
  #most: readonly number[] = [];
  #colors: Colors | undefined;

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
    this.#surface = new Surface(canvas, () => {
      this.paint();
    });
  }

  /** `most` is the fullest bin of each layer in all lanes, so that heights compare too. */
  show(
    rows: readonly Row[],
    most: readonly number[],
    chosen: number,
    logarithmic: boolean,
    colors: Colors,
  ): void {
    this.#rows = rows;
    this.#most = most;
    this.#chosen = chosen;
    this.#logarithmic = logarithmic;
    this.#colors = colors;
    const height = `${rows.length * ROW}px`;
    if (this.canvas.style.height !== height) this.canvas.style.height = height;
    this.paint();
  }

  paint(): void {
    const colors = this.#colors;
    if (colors === undefined) return;
    this.#surface.draw((context, { width }) => {
      this.#rows.forEach((row, index) => {
        this.#paintRow(context, row, index, width, colors);
      });
    });
  }

  release(): void {
    this.#surface.release();
  }

  #paintRow(
    context: CanvasRenderingContext2D,
    { name, layer, notes, ends }: Row,
    index: number,
    width: number,
    colors: Colors,
  ): void {
    const top = index * ROW;
    const base = top + BARS + 2;
    const room = width > 330 ? 96 : 76;
    const across = Math.max(30, width - NAME - room - 12);
    if (index === this.#chosen) {
      context.fillStyle = colors.ink;
      context.fillRect(0, top + 4, 3, ROW - 10);
    }
    context.textBaseline = 'alphabetic';
    context.textAlign = 'left';
    context.font = `${index === this.#chosen ? '600 ' : ''}12px ${colors.font}`;
    context.fillStyle = index === this.#chosen ? colors.ink : colors.faint;
    context.fillText(name, 9, base - 10, NAME - 12);
    const most = this.#most[index] ?? 0;
    const step = across / layer.bins.length;
    layer.bins.forEach((count, bin) => {
      const middle = bin === (layer.bins.length - 1) / 2;
      const share = barHeight(count, most, this.#logarithmic);
      if (share === 0) return;
      const high = Math.max(1, share * BARS);
      context.fillStyle = middle
        ? colors.faint
        : bin < layer.bins.length / 2
          ? colors.negative
          : colors.positive;
      context.fillRect(NAME + bin * step, base - high, Math.max(0.6, step - 0.6), high);
    });
    context.fillStyle = colors.rule;
    context.fillRect(NAME, base, across, 1);
    context.font = `10.5px ${colors.font}`;
    context.fillStyle = colors.faint;
    context.textBaseline = 'top';
    context.fillText(ends[0], NAME, base + 3);
    context.textAlign = 'right';
    context.fillText(ends[1], NAME + across, base + 3);
    context.textAlign = 'center';
    context.fillText('0', NAME + across / 2, base + 3);
    context.textAlign = 'left';
    context.font = `11.5px ${colors.font}`;
    notes.forEach((note, line) => {
      context.fillText(note, NAME + across + 12, top + 8 + 16 * line, room);
    });
  }
}
