/** Decides when the lanes' fields are drawn again, so that none flashes. */

import type { Throttle } from '../throttle';

/** What flashes more than three times a second can harm (WCAG 2.3.1). */
export const FLASH_INTERVAL = 1000 / 3;
/** A mean change over the field from which the eye sees a flash; the values go from −1 to 1. */
const STRONG = 0.15;

export interface Paced {
  readonly values: Float32Array;
  /** The field is another one at every step, as where masks stay on. */
  readonly restless: boolean;
}

/** The mean of the distances; a number against none counts as the whole range. */
export function distance(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return 2;
  let sum = 0;
  a.forEach((value, index) => {
    const other = b[index] ?? Number.NaN;
    const finite = Number.isFinite(value);
    if (finite && Number.isFinite(other)) sum += Math.abs(value - other);
    else if (finite || Number.isFinite(other)) sum += 2;
  });
  return a.length === 0 ? 0 : sum / a.length;
}

/**
 * A field near the one on the canvas is drawn at once, so that smooth training looks smooth. What would
 * flash waits for a beat that all lanes share, so that held fields are of one step.
 */
export class FieldPace {
  readonly #beat: Throttle;
  readonly #drawn = new Map<number, Float32Array>();
  readonly #held = new Map<number, Float32Array>();

  /** `beat` has to have the interval of flashes. */
  constructor(beat: Throttle) {
    this.#beat = beat;
  }

  /** One frame: `draw` is called, now or later, for each lane whose newest field may be shown. */
  take(fields: readonly (Paced | undefined)[], draw: (lane: number) => void): void {
    fields.forEach((field, lane) => {
      if (field === undefined) return;
      const before = this.#drawn.get(lane);
      const calm = before === undefined || (!field.restless && distance(before, field.values) <= STRONG);
      if (calm) {
        this.#held.delete(lane);
        this.#drawn.set(lane, field.values);
        draw(lane);
      } else this.#held.set(lane, field.values);
    });
    if (this.#held.size === 0) return;
    this.#beat.run(() => {
      const held = [...this.#held];
      this.#held.clear();
      for (const [lane, values] of held) {
        this.#drawn.set(lane, values);
        draw(lane);
      }
    });
  }
}
