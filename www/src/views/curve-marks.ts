/** What a curve cannot say by itself: where it runs off the chart, and where its run diverged. */

import type uPlot from 'uplot';
import { cross } from './marks';
import type { Colors } from './palette';

/** Half the width of a mark, in CSS pixels. */
const SIZE = 4;
/** Spikes nearer to each other than this share a mark. */
const APART = 10;

type Column = readonly (number | null)[];

/** A lane's train and dev columns. */
export function laneColumns(chart: uPlot, lane: number, perLane: number): readonly Column[] {
  return [1, 2].map((offset) =>
    Array.from(chart.data[lane * perLane + offset] ?? [], (value) => value ?? null),
  );
}

/** A triangle at the top edge over every spike that the axis leaves out. */
export function drawSpikes(chart: uPlot, lanes: number, perLane: number, colors: Colors): void {
  const top = chart.scales['y']?.max ?? Number.POSITIVE_INFINITY;
  const ratio = window.devicePixelRatio;
  const { ctx, bbox } = chart;
  ctx.save();
  for (let lane = 0; lane < lanes; lane += 1) {
    const columns = laneColumns(chart, lane, perLane);
    ctx.fillStyle = colors.lanes[lane] ?? colors.ink;
    let last = Number.NEGATIVE_INFINITY;
    Array.from(chart.data[0]).forEach((step, index) => {
      if (!columns.some((column) => (column[index] ?? 0) > top)) return;
      const x = chart.valToPos(step, 'x', true);
      if (x - last < APART * ratio) return;
      last = x;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x + SIZE * ratio, bbox.top + 1.6 * SIZE * ratio);
      ctx.lineTo(x - SIZE * ratio, bbox.top + 1.6 * SIZE * ratio);
      ctx.fill();
    });
  }
  ctx.restore();
}

/** A cross at the step at which a lane diverged, at the height of its last value, and the lane's number. */
export function drawEnds(
  chart: uPlot,
  ends: readonly (number | undefined)[],
  perLane: number,
  colors: Colors,
): void {
  const ratio = window.devicePixelRatio;
  const { ctx, bbox } = chart;
  const r = SIZE * ratio;
  ctx.save();
  ends.forEach((end, lane) => {
    if (end === undefined) return;
    const [train = [], dev = []] = laneColumns(chart, lane, perLane);
    const last = dev.findLast((value) => value !== null) ?? train.findLast((value) => value !== null);
    if (typeof last !== 'number') return;
    const x = chart.valToPos(end, 'x', true);
    const y = Math.max(bbox.top + r, chart.valToPos(last, 'y', true));
    ctx.strokeStyle = colors.lanes[lane] ?? colors.ink;
    ctx.lineWidth = 2 * ratio;
    ctx.setLineDash([]);
    ctx.beginPath();
    cross(ctx, x, y, r);
    ctx.stroke();
    ctx.font = `600 ${11 * ratio}px ${colors.font}`;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'middle';
    ctx.fillStyle = colors.lanes[lane] ?? colors.ink;
    ctx.fillText(String(lane + 1), x + 2 * r, y);
  });
  ctx.restore();
}

/** A line over the whole height at the step that the page shows, where that is not the newest. */
export function drawViewed(chart: uPlot, step: number, colors: Colors): void {
  const ratio = window.devicePixelRatio;
  const { ctx, bbox } = chart;
  const x = Math.round(chart.valToPos(step, 'x', true));
  ctx.save();
  ctx.strokeStyle = colors.ink;
  ctx.lineWidth = 1.5 * ratio;
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}
