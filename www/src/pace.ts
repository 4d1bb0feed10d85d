/** How fast the training really goes, measured over moments long enough to be read. */

/** Milliseconds of one measurement; the figure changes no more often. */
const MOMENT = 500;

export interface Pace {
  readonly stepsPerSecond: number;
  /** Most frames had no time for all the steps they were asked for. */
  readonly limited: boolean;
}

export class PaceMeter {
  readonly #now: () => number;
  #start: number | undefined;
  #steps = 0;
  #frames = 0;
  #short = 0;
  #pace: Pace | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The last measurement, if the training has run long enough for one. */
  get pace(): Pace | undefined {
    return this.#pace;
  }

  /** A frame that was asked for so many steps and took so many. */
  frame(asked: number, taken: number): void {
    const now = this.#now();
    if (this.#start === undefined) {
      // The first frame's own time is not known.
      this.#start = now;
      return;
    }
    this.#steps += taken;
    this.#frames += 1;
    this.#short += taken < asked ? 1 : 0;
    const time = now - this.#start;
    if (time < MOMENT) return;
    this.#pace = {
      stepsPerSecond: (this.#steps * 1000) / time,
      limited: this.#short > this.#frames / 2,
    };
    this.#start = now;
    this.#steps = 0;
    this.#frames = 0;
    this.#short = 0;
  }

  /** The training rests: what comes next is measured afresh. */
  rest(): void {
    this.#start = undefined;
    this.#steps = 0;
    this.#frames = 0;
    this.#short = 0;
    this.#pace = undefined;
  }
}
