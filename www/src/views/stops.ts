/** Early stopping on the curves: a flag at the best step, the patience that is left, and what came after the stop fainter. */

import type { StopMark } from '../history';
import type { Chart, LaneLines } from './chart';
import { nearest } from './chart';
import type { Colors } from './palette';

const POLE = 18;
const FLAG = { width: 8, height: 7 } as const;
/** How much of a line is left after its stop. */
const AFTER = 0.35;

/** Draws a lane's lines, the part after its stop fainter. */
export function drawStopped(
  { context, top, bottom, left, right, x }: Chart,
  stop: StopMark | undefined,
  draw: () => void,
): void {
  const at = stop?.stopped;
  const edge = at === undefined ? right : x(at);
  const part = (from: number, to: number, opacity: number): void => {
    context.save();
    context.beginPath();
    context.rect(from, top, to - from, bottom - top);
    context.clip();
    context.globalAlpha = opacity;
    draw();
    context.restore();
  };
  part(left, edge, 1);
  if (edge < right) part(edge, right, AFTER);
}

/** The flags, on the dev lines. */
export function drawFlags(
  { context, x, y, top, bottom }: Chart,
  steps: readonly number[],
  lines: readonly LaneLines[],
  stops: readonly (StopMark | undefined)[],
  colors: Colors,
): void {
  lines.forEach(({ dev }, lane) => {
    const stop = stops[lane];
    if (stop === undefined) return;
    const color = colors.lanes[lane] ?? colors.ink;
    context.strokeStyle = color;
    context.fillStyle = color;
    context.lineWidth = 1.5;
    context.setLineDash([]);
    if (stop.best !== undefined) {
      const value = dev[nearest(steps, stop.best) ?? 0];
      if (typeof value !== 'number') return;
      const foot = Math.max(top + POLE, Math.min(bottom, y(value)));
      const at = x(stop.best);
      const flag = new Path2D();
      flag.moveTo(at, foot);
      flag.lineTo(at, foot - POLE);
      flag.lineTo(at + FLAG.width, foot - POLE + FLAG.height / 2);
      flag.lineTo(at, foot - POLE + FLAG.height);
      // Apart from the line that it stands on.
      context.lineWidth = 4;
      context.strokeStyle = colors.halo;
      context.stroke(flag);
      context.lineWidth = 1.5;
      context.strokeStyle = color;
      context.stroke(flag);
      context.fill(flag);
      if (stop.stopped === undefined) {
        context.font = `600 10px ${colors.font}`;
        context.textAlign = 'left';
        context.textBaseline = 'middle';
        context.fillText(String(stop.left), at + FLAG.width + 2, foot - POLE + FLAG.height / 2);
      }
    }
    if (stop.stopped !== undefined) {
      const at = Math.round(x(stop.stopped)) + 0.5;
      context.lineWidth = 1;
      context.setLineDash([2, 3]);
      context.beginPath();
      context.moveTo(at, top);
      context.lineTo(at, bottom);
      context.stroke();
      context.setLineDash([]);
    }
  });
}
