/** Holds a drawing back to so many a second, and always draws the last one. */

export class Throttle {
  #last = Number.NEGATIVE_INFINITY;
  #waiting: (() => void) | undefined;
  #timed = false;
  readonly #interval: number;
  readonly #now: () => number;
  readonly #later: (callback: () => void, delay: number) => void;

  constructor(interval: number, now: () => number, later: (callback: () => void, delay: number) => void) {
    this.#interval = interval;
    this.#now = now;
    this.#later = later;
  }

  /** Whether a drawing asked for now would be done at once. */
  get due(): boolean {
    return this.#now() - this.#last >= this.#interval;
  }

  run(draw: () => void): void {
    if (this.due) {
      this.flush(draw);
      return;
    }
    this.#waiting = draw;
    if (this.#timed) return;
    this.#timed = true;
    this.#later(
      () => {
        this.#timed = false;
        const waiting = this.#waiting;
        this.#waiting = undefined;
        if (waiting !== undefined) this.run(waiting);
      },
      // Whole milliseconds, so that rounding never makes it a wait of nothing, again and again.
      Math.ceil(this.#interval - (this.#now() - this.#last)),
    );
  }

  /** Draws at once, whatever was before: for what the visitor did himself and waits to see. */
  flush(draw: () => void): void {
    this.#last = this.#now();
    this.#waiting = undefined;
    draw();
  }
}

/** By the browser's clock. */
export function throttle(interval: number): Throttle {
  return new Throttle(
    interval,
    () => performance.now(),
    (callback, delay) => setTimeout(callback, delay),
  );
}
