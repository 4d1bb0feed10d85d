/** Rows of steps that scripts and readers ask for: one after another, and only as long as nothing else is asked for. */

import type { Training } from '../app/training';

export interface StepHooks {
  /** Steps per frame of who plays. */
  readonly speed: () => number;
  /** It has become, or is no longer, something to pause. */
  readonly changed: () => void;
}

interface Goal {
  /** Not just one step, which is made before anybody could stop it. */
  readonly isFar: boolean;
  readonly reached: () => void;
}

export class Steps {
  readonly #training: Training;
  readonly #hooks: StepHooks;
  /** Where the row that is being made leads to, and who waits for that. */
  #goal: Goal | undefined;
  /** Ends with the last row that was asked for. */
  #last: Promise<void> = Promise.resolve();
  /** Which rows are still wanted: not those that were asked for before something else was. */
  #round = 0;

  constructor(training: Training, hooks: StepHooks) {
    this.#training = training;
    this.#hooks = hooks;
  }

  get areMade(): boolean {
    return this.#goal !== undefined;
  }

  /** Whether there are enough of them for somebody to pause. */
  get areMany(): boolean {
    return this.#goal?.isFar === true;
  }

  /** So many, after those that were asked for before; resolves when the last is drawn, or when they are dropped. */
  make(count: number): Promise<void> {
    const round = this.#round;
    const made = this.#last.then(() => (round === this.#round ? this.#make(count) : undefined));
    this.#last = made.catch(() => undefined);
    return made;
  }

  async #make(count: number): Promise<void> {
    const reached = new Promise<void>((resolve) => {
      this.#goal = { isFar: count > 1, reached: resolve };
    });
    // As many in a frame as its time allows.
    this.#training.speed = Math.max(count, this.#hooks.speed());
    this.#training.play(this.#training.step + count);
    if (count > 1) this.#hooks.changed();
    await reached;
    await this.#training.redrawn();
  }

  /** Of those that were asked for no more are made. */
  drop(): void {
    this.#round += 1;
    if (this.#goal === undefined) return;
    this.halt();
    this.end();
  }

  /** Stops the training; the next row waits for a frame on its way, which brings steps that are none of its own. */
  halt(): void {
    this.#training.pause();
    this.#last = this.#training.redrawn().catch(() => undefined);
  }

  /** The last of a row is there, or none can be made. */
  end(): void {
    const goal = this.#goal;
    this.#goal = undefined;
    this.#training.speed = this.#hooks.speed();
    goal?.reached();
    if (goal?.isFar === true) this.#hooks.changed();
  }
}
