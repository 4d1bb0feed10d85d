/** Does work piece by piece, so that the page answers between the pieces. */

/** Milliseconds after which a piece waits for a task of its own; four times that on a slow phone is still one frame. */
const SLICE = 4;

export type Piece = () => void;

export class Slices {
  /** In the order in which they were asked for first; what is asked for again is done once. */
  readonly #pieces = new Set<Piece>();
  readonly #channel = new MessageChannel();
  #waiting: (() => void)[] = [];
  #posted = false;

  constructor() {
    this.#channel.port1.onmessage = () => {
      this.#posted = false;
      this.#work();
    };
  }

  /** A piece is known by its function. */
  add(piece: Piece): void {
    this.#pieces.add(piece);
    this.#post();
  }

  /** Resolves when nothing is left to do. */
  async done(): Promise<void> {
    if (this.#pieces.size > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #post(): void {
    if (this.#posted) return;
    this.#posted = true;
    this.#channel.port2.postMessage(undefined);
  }

  #work(): void {
    const start = performance.now();
    for (const piece of this.#pieces) {
      this.#pieces.delete(piece);
      piece();
      if (performance.now() - start >= SLICE) break;
    }
    if (this.#pieces.size > 0) {
      this.#post();
      return;
    }
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
