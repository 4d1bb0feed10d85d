/** How often each unit was dropped. */

import type { Colors } from '../../views/palette';
import { Surface } from '../../views/surface';
import { band } from './figures';

export interface LayerCount {
  readonly p: number;
  readonly dropped: Uint32Array;
}

/** Above the highest bar. */
const ROOM = 1.15;
const LEAST_TOP = 0.05;

/** One layer: a bar for each unit, the expected share as a line and the band around it. */
export class CountView {
  readonly #surface: Surface;
  #layer: LayerCount | undefined;
  #masks = 0;
  #colors: Colors | undefined;

  constructor(canvas: HTMLCanvasElement) {
    this.#surface = new Surface(canvas, () => {
      this.#paint();
    });
  }

  draw(layer: LayerCount, masks: number, colors: Colors): void {
    this.#layer = layer;
    this.#masks = masks;
    this.#colors = colors;
    this.#paint();
  }

  release(): void {
    this.#surface.release();
  }

  #paint(): void {
    const layer = this.#layer;
    const colors = this.#colors;
    if (layer === undefined || colors === undefined) return;
    const masks = this.#masks;
    this.#surface.draw((context, { width, height }) => {
      const { p, dropped } = layer;
      const [low, high] = band(p, masks);
      const shares = Array.from(dropped, (count) => count / Math.max(1, masks));
      const top = Math.min(1, Math.max(LEAST_TOP, high, ...shares) * ROOM);
      const y = (share: number): number => height - (share / top) * height;
      context.fillStyle = colors.rule;
      context.fillRect(0, y(high), width, y(low) - y(high));
      const step = width / Math.max(1, shares.length);
      const bar = Math.max(1, Math.min(10, step * 0.55));
      context.globalAlpha = 0.75;
      shares.forEach((share, unit) => {
        context.fillStyle = share < low || share > high ? colors.ink : colors.faint;
        context.fillRect((unit + 0.5) * step - bar / 2, y(share), bar, height - y(share));
      });
      context.globalAlpha = 1;
      context.beginPath();
      context.moveTo(0, y(p));
      context.lineTo(width, y(p));
      context.lineWidth = 1.5;
      context.strokeStyle = colors.ink;
      context.setLineDash([5, 4]);
      context.stroke();
      context.setLineDash([]);
    });
  }
}
