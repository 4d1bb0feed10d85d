/** Play, pause, step: asks for one frame at a time and never for the next before the last is drawn. */

/** Milliseconds of a frame that training may take; the rest is for evaluating and painting. */
export const STEP_BUDGET = 10;

/** Runs a callback before the next repaint, as `requestAnimationFrame` does. */
export type Schedule = (callback: () => void) => void;

/** Trains for up to so many steps and draws what came of it. */
export type Advance = (steps: number, why: 'play' | 'step' | 'refresh') => Promise<void>;

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export class Driver {
  #playing = false;
  #busy = false;
  #scheduled = false;
  #manual = 0;
  #stale = false;
  #released = false;
  /** Who waits for the next frame that is asked for. */
  #waiting: Waiting[] = [];
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

  /** Draws again; resolves when a frame that was asked for after this call is drawn. */
  redrawn(): Promise<void> {
    if (this.#released) return Promise.resolve();
    this.refresh();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    });
  }

  /** Asks for no further frame; nobody waits any more. */
  release(): void {
    this.#released = true;
    this.#playing = false;
    for (const { resolve } of this.#waiting.splice(0)) resolve();
  }

  #wake(): void {
    if (this.#busy || this.#scheduled || this.#released) return;
    this.#scheduled = true;
    this.#schedule(() => {
      this.#scheduled = false;
      this.#frame();
    });
  }

  #frame(): void {
    if (this.#released) return;
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
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#advance(steps, why).then(
      () => {
        this.#busy = false;
        for (const { resolve } of waiting) resolve();
        if (this.#playing || this.#manual > 0 || this.#stale) this.#wake();
      },
      (error: unknown) => {
        this.#busy = false;
        this.#playing = false;
        // What was on its way when nobody looked any more is nobody's failure.
        for (const { resolve, reject } of waiting)
          if (this.#released) resolve();
          else reject(error);
        if (!this.#released) this.#fail(error);
      },
    );
  }
}
