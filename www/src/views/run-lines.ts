/** Every run's own line, under the curves. */

import type { History, RunFigures } from '../history';
import { type Chart, within } from './chart';
import type { Colors } from './palette';

/** Points nearer to each other than this tell nothing more. */
const APART = 2;
const OPACITY = 0.35;

/** The points that are drawn: some pixels apart, and the last one. */
function spaced(xs: readonly number[], apart: number): readonly number[] {
  let last = Number.NEGATIVE_INFINITY;
  return xs.flatMap((x, index) => {
    if (x - last < apart && index < xs.length - 1) return [];
    last = x;
    return [index];
  });
}

/** A thin line for each run; it ends where its run diverged, and where its figures begin to be made another way. */
export function drawRunLines(chart: Chart, history: History, figure: keyof RunFigures, colors: Colors): void {
  const { context } = chart;
  const xs = history.steps.map(chart.x);
  const points = spaced(xs, APART);
  // One multiplication for each point instead of a call: there may be tens of thousands.
  const zero = chart.y(0);
  const unit = chart.y(1) - zero;
  within(chart, () => {
    context.lineWidth = 1;
    context.lineJoin = 'round';
    context.globalAlpha = OPACITY;
    context.setLineDash([]);
    history.runs.forEach((steps, lane) => {
      const breaks = history.changes.filter((change) => change.breaks.has(lane)).map(({ step }) => step);
      const starts = new Set(breaks.map((step) => points.find((at) => (history.steps[at] ?? 0) >= step)));
      context.strokeStyle = colors.lanes[lane] ?? colors.ink;
      const runs = steps.at(-1)?.[figure].length ?? 0;
      for (let run = 0; run < runs; run += 1) {
        let drawing = false;
        context.beginPath();
        for (const at of points) {
          const value = steps[at]?.[figure][run] ?? Number.NaN;
          const y = zero + unit * value;
          if (drawing && Number.isFinite(y) && !starts.has(at)) context.lineTo(xs[at] ?? 0, y);
          else context.moveTo(xs[at] ?? 0, y);
          drawing = Number.isFinite(y);
        }
        context.stroke();
      }
    });
  });
}
