/** A canvas that is sharp at any pixel ratio and says when it has to be drawn again. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export class Surface {
  readonly canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #observer: ResizeObserver;
  #size: Size = { width: 0, height: 0 };

  constructor(canvas: HTMLCanvasElement, resized: () => void) {
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('This browser draws no canvas');
    this.canvas = canvas;
    this.#context = context;
    this.#observer = new ResizeObserver(() => {
      if (this.#measure()) resized();
    });
    // Measured when the browser has laid the page out anyway, not before.
    this.#observer.observe(canvas);
  }

  get size(): Size {
    return this.#size;
  }

  /** Clears and draws in CSS pixels; nothing where the canvas is not shown. */
  draw(paint: (context: CanvasRenderingContext2D, size: Size) => void): void {
    const { width, height } = this.#size;
    if (width === 0 || height === 0) return;
    this.#context.setTransform(this.canvas.width / width, 0, 0, this.canvas.height / height, 0, 0);
    this.#context.clearRect(0, 0, width, height);
    paint(this.#context, this.#size);
  }

  release(): void {
    this.#observer.disconnect();
  }

  #measure(): boolean {
    const width = this.canvas.clientWidth;
    const height = this.canvas.clientHeight;
    const ratio = window.devicePixelRatio;
    const wide = Math.round(width * ratio);
    const high = Math.round(height * ratio);
    const changed = wide !== this.canvas.width || high !== this.canvas.height;
    if (changed) {
      this.canvas.width = wide;
      this.canvas.height = high;
    }
    this.#size = { width, height };
    return changed;
  }
}
