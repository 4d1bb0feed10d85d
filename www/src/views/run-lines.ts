/** What lies under the curves: every run's own line, and the marks that count as solved. */

import type uPlot from 'uplot';
import type { History, RunFigures } from '../history';
import type { Colors } from './palette';

/** Points nearer to each other than this, in CSS pixels, tell nothing more. */
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

function withinChart(chart: uPlot, draw: (context: CanvasRenderingContext2D) => void): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw(ctx);
  ctx.restore();
}

/** A thin line for each run; it ends where its run diverged, and where its figures begin to be made another way. */
export function drawRunLines(chart: uPlot, history: History, figure: keyof RunFigures, colors: Colors): void {
  const ratio = window.devicePixelRatio;
  const xs = history.steps.map((step) => chart.valToPos(step, 'x', true));
  const points = spaced(xs, APART * ratio);
  // One multiplication for each point instead of a call: there may be tens of thousands.
  const zero = chart.valToPos(0, 'y', true);
  const unit = chart.valToPos(1, 'y', true) - zero;
  withinChart(chart, (context) => {
    context.lineWidth = ratio;
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

/** A dotted line across the chart for each share that counts as solved. */
export function drawMarks(chart: uPlot, marks: readonly number[], colors: Colors): void {
  const ratio = window.devicePixelRatio;
  const { left, width } = chart.bbox;
  withinChart(chart, (context) => {
    context.lineWidth = ratio;
    context.setLineDash([ratio, 3 * ratio]);
    context.strokeStyle = colors.ink;
    context.beginPath();
    for (const mark of marks) {
      const y = Math.round(chart.valToPos(mark, 'y', true)) + 0.5;
      context.moveTo(left, y);
      context.lineTo(left + width, y);
    }
    context.stroke();
  });
}
