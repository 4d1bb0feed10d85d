/** Holds a drawing back to so many a second, and always draws the last one. */

export class Throttle {
  #last = Number.NEGATIVE_INFINITY;
  #waiting: (() => void) | undefined;
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
      this.#last = this.#now();
      this.#waiting = undefined;
      draw();
      return;
    }
    const first = this.#waiting === undefined;
    this.#waiting = draw;
    if (first)
      this.#later(
        () => {
          const waiting = this.#waiting;
          this.#waiting = undefined;
          if (waiting !== undefined) this.run(waiting);
        },
        this.#interval - (this.#now() - this.#last),
      );
  }
}
