/** Play, pause, step: asks for one frame at a time and never for the next before the last is drawn. */

/** Milliseconds of a frame that training may take; the rest is for evaluating and painting. */
export const STEP_BUDGET = 10;

/** Runs a callback before the next repaint, as `requestAnimationFrame` does. */
export type Schedule = (callback: () => void) => void;

/** Trains for up to so many steps and draws what came of it. */
export type Advance = (steps: number, why: 'play' | 'step' | 'refresh') => Promise<void>;

export class Driver {
  #playing = false;
  #busy = false;
  #scheduled = false;
  #manual = 0;
  #stale = false;
  /** The part of a step that slow speeds have saved up. */
  #saved = 0;
  #speed: number;
  readonly #schedule: Schedule;
  readonly #advance: Advance;
  readonly #fail: (error: unknown) => void;

  constructor(speed: number, schedule: Schedule, advance: Advance, fail: (error: unknown) => void) {
    this.#speed = speed;
    this.#schedule = schedule;
    this.#advance = advance;
    this.#fail = fail;
  }

  get playing(): boolean {
    return this.#playing;
  }

  set speed(stepsPerFrame: number) {
    this.#speed = stepsPerFrame;
  }

  play(): void {
    if (this.#playing) return;
    this.#playing = true;
    // The first frame of a slow speed steps at once, so that pressing play is seen to work.
    this.#saved = 1;
    this.#wake();
  }

  pause(): void {
    this.#playing = false;
  }

  /** Exactly one step; a second press while one is under way is a second step. */
  stepOnce(): void {
    this.pause();
    this.#manual += 1;
    this.#wake();
  }

  /** Draws again without training. */
  refresh(): void {
    this.#stale = true;
    this.#wake();
  }

  #wake(): void {
    if (this.#busy || this.#scheduled) return;
    this.#scheduled = true;
    this.#schedule(() => {
      this.#scheduled = false;
      this.#frame();
    });
  }

  #frame(): void {
    let steps = 0;
    let why: 'play' | 'step' | 'refresh' = 'refresh';
    if (this.#manual > 0) {
      this.#manual -= 1;
      steps = 1;
      why = 'step';
    } else if (this.#playing) {
      this.#saved += Math.min(1, this.#speed);
      if (this.#speed >= 1) steps = this.#speed;
      else if (this.#saved >= 1) steps = 1;
      if (steps > 0) {
        this.#saved = 0;
        why = 'play';
      }
    }
    if (steps === 0 && !this.#stale) {
      if (this.#playing) this.#wake();
      return;
    }
    this.#stale = false;
    this.#busy = true;
    this.#advance(steps, why).then(
      () => {
        this.#busy = false;
        if (this.#playing || this.#manual > 0 || this.#stale) this.#wake();
      },
      (error: unknown) => {
        this.#busy = false;
        this.#playing = false;
        this.#fail(error);
      },
    );
  }
}
