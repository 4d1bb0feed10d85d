/** What a curve cannot say by itself: whose it is, where it runs off the chart, where its run diverged. */

import { type Chart, type LaneLines, within } from './chart';
import { cross } from './marks';
import type { Colors } from './palette';

/** Half the width of a mark. */
const SIZE = 4;
/** Spikes nearer to each other than this share a mark. */
const APART = 10;
/** The least distance between the lanes' numbers. */
const NUMBERS_APART = 13;

/** Lane numbers are written this way, in the lane's colour. */
function write({ context }: Chart, lane: number, x: number, y: number, colors: Colors): void {
  context.font = `600 11px ${colors.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillStyle = colors.lanes[lane] ?? colors.ink;
  context.fillText(String(lane + 1), x, y);
}

/** The lanes' numbers at the ends of their dev lines, kept apart. */
export function drawNumbers(chart: Chart, lines: readonly LaneLines[], colors: Colors): void {
  const ends = lines
    .flatMap(({ dev }, lane) => {
      const value = dev.at(-1);
      return typeof value === 'number' ? [{ lane, y: chart.y(value) }] : [];
    })
    .sort((a, b) => a.y - b.y);
  let above = Number.NEGATIVE_INFINITY;
  ends.forEach(({ lane, y }, index) => {
    const after = ends.length - 1 - index;
    above = Math.min(chart.bottom - after * NUMBERS_APART, Math.max(y, above + NUMBERS_APART));
    write(chart, lane, chart.right + 6, above, colors);
  });
}

/** A triangle at the top edge over every spike that the axis leaves out. */
export function drawSpikes(
  { context, top, highest, x }: Chart,
  steps: readonly number[],
  lines: readonly LaneLines[],
  colors: Colors,
): void {
  lines.forEach(({ train, dev }, lane) => {
    context.fillStyle = colors.lanes[lane] ?? colors.ink;
    let last = Number.NEGATIVE_INFINITY;
    steps.forEach((step, index) => {
      if (!((train[index] ?? 0) > highest) && !((dev[index] ?? 0) > highest)) return;
      const at = x(step);
      if (at - last < APART) return;
      last = at;
      context.beginPath();
      context.moveTo(at, top);
      context.lineTo(at + SIZE, top + 1.6 * SIZE);
      context.lineTo(at - SIZE, top + 1.6 * SIZE);
      context.fill();
    });
  });
}

/** A cross at the step at which a lane diverged, at the height of its last value, and the lane's number. */
export function drawEnds(
  chart: Chart,
  lines: readonly LaneLines[],
  ends: readonly (number | undefined)[],
  colors: Colors,
): void {
  const { context, top } = chart;
  lines.forEach(({ train, dev }, lane) => {
    const end = ends[lane];
    const last = dev.findLast((value) => value !== null) ?? train.findLast((value) => value !== null);
    if (end === undefined || typeof last !== 'number') return;
    const x = chart.x(end);
    const y = Math.max(top + SIZE, chart.y(last));
    context.strokeStyle = colors.lanes[lane] ?? colors.ink;
    context.lineWidth = 2;
    context.setLineDash([]);
    context.beginPath();
    cross(context, x, y, SIZE);
    context.stroke();
    write(chart, lane, x + 2 * SIZE, y, colors);
  });
}

/** A line over the whole height at the step that the page shows, where that is not the newest. */
export function drawViewed({ context, top, bottom, x }: Chart, step: number, colors: Colors): void {
  const at = Math.round(x(step));
  context.strokeStyle = colors.ink;
  context.lineWidth = 1.5;
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(at, top);
  context.lineTo(at, bottom);
  context.stroke();
}

/** A dotted line across the chart for each share that counts as solved. */
export function drawMarks(chart: Chart, marks: readonly number[], colors: Colors): void {
  const { context, left, right, y } = chart;
  within(chart, () => {
    context.lineWidth = 1;
    context.setLineDash([1, 3]);
    context.strokeStyle = colors.ink;
    context.beginPath();
    for (const mark of marks) {
      const at = Math.round(y(mark)) + 0.5;
      context.moveTo(left, at);
      context.lineTo(right, at);
    }
    context.stroke();
  });
}
