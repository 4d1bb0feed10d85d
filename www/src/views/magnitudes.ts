/** Magnitudes in colour, from nothing to the most there can be; the ends of the scale are in `tokens.css`. */

import type { Colors } from './palette';

/** Colours of the scale. */
const STEPS = 256;

let kept: { readonly colors: Colors; readonly scale: Uint8ClampedArray } | undefined;

/** A canvas that is not shown. */
export function sheet(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser draws no canvas');
  return context;
}

/** The colours of the scale, RGBA, mixed by the browser: even steps in OKLab. */
function scaleOf(colors: Colors): Uint8ClampedArray {
  const [low, high] = colors.scale;
  const context = sheet(STEPS, 1);
  for (let step = 0; step < STEPS; step += 1) {
    context.fillStyle = `color-mix(in oklab, ${high} ${(100 * step) / (STEPS - 1)}%, ${low})`;
    context.fillRect(step, 0, 1, 1);
  }
  return context.getImageData(0, 0, STEPS, 1).data;
}

/** A square of shares from 0 to 1, row after row from the top; what is not finite stays transparent. */
export function squareOf(shares: ArrayLike<number>, colors: Colors): HTMLCanvasElement {
  if (kept?.colors !== colors) kept = { colors, scale: scaleOf(colors) };
  const { scale } = kept;
  const side = Math.round(Math.sqrt(shares.length));
  const image = new ImageData(side, side);
  for (let place = 0; place < side * side; place += 1) {
    const share = shares[place] ?? Number.NaN;
    if (!Number.isFinite(share)) continue;
    const from = 4 * Math.round(Math.min(1, Math.max(0, share)) * (STEPS - 1));
    image.data.set(scale.subarray(from, from + 4), 4 * place);
  }
  const context = sheet(side, side);
  context.putImageData(image, 0, 0);
  return context.canvas;
}
