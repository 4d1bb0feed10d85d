/** The small pictures of the data sets, drawn from points that the core made. */

import { OWN_POINTS, type Sample } from '../samples';
import type { Colors } from './palette';
import { drawDots } from './points';
import { Surface } from './surface';

export class Thumbnails {
  readonly #surfaces = new Map<Element, Surface>();

  /** Draws each canvas that names a data set; `classes` is 0 where points carry numbers. */
  draw(root: Element, samples: ReadonlyMap<string, Sample>, colors: Colors): void {
    for (const canvas of root.querySelectorAll('canvas[data-picture]')) {
      if (!(canvas instanceof HTMLCanvasElement)) continue;
      const sample = samples.get(canvas.dataset['picture'] ?? '');
      const surface =
        this.#surfaces.get(canvas) ??
        new Surface(canvas, () => {
          this.draw(root, samples, colors);
        });
      this.#surfaces.set(canvas, surface);
      surface.draw((context, size) => {
        if (sample === undefined) {
          if (canvas.dataset['picture'] === OWN_POINTS) drawPlus(context, size.width, colors);
          return;
        }
        const { points, classes } = sample;
        drawDots(context, size, { inputs: [], layers: [], classes, points }, colors);
      });
    }
  }
}

/** Stands for points of one's own. */
function drawPlus(context: CanvasRenderingContext2D, width: number, colors: Colors): void {
  const middle = width / 2;
  context.strokeStyle = colors.faint;
  context.lineWidth = 1.5;
  context.setLineDash([3, 2.5]);
  context.strokeRect(7.5, 7.5, width - 15, width - 15);
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(middle - 5, middle);
  context.lineTo(middle + 5, middle);
  context.moveTo(middle, middle - 5);
  context.lineTo(middle, middle + 5);
  context.stroke();
}
