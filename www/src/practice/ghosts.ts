/** Draws the last mini-batch as it was augmented: a dashed mark where each point was seen, tied to where it is. */

import type { AugmentedFrame, LaneSetup } from '../session/types';
import { markOf } from '../views/marks';
import type { Colors } from '../views/palette';
import { toCanvas } from '../views/plane';
import type { Size } from '../views/surface';

/** Size of a mark. */
const RADIUS = 4;
/** Past so many ghosts, lines to all of them would hide the field. */
const MOST_TIES = 64;
const TIE_OPACITY = 0.4;
/** Dev points have whole outlines. */
const DASH = [2.5, 1.5];

export function drawGhosts(
  context: CanvasRenderingContext2D,
  size: Size,
  setup: LaneSetup,
  colors: Colors,
  { ghosts }: AugmentedFrame,
): void {
  const { points, x, targets, others, otherTargets, shares } = ghosts;
  const { classes } = setup;
  const place = (from: Float32Array, index: number): readonly [number, number] =>
    toCanvas(from[2 * index] ?? 0, from[2 * index + 1] ?? 0, size);
  const colorOf = (label: number): string =>
    classes === 0 ? colors.ink : ((classes > 2 ? colors.many : colors.two)[label] ?? colors.ink);
  context.lineWidth = 1;
  context.strokeStyle = colors.ink;
  context.globalAlpha = TIE_OPACITY;
  context.beginPath();
  if (points.length <= MOST_TIES)
    points.forEach((point, index) => {
      // A mixture comes from two places.
      for (const end of new Set([point, others[index] ?? point])) {
        context.moveTo(...place(setup.points.x, end));
        context.lineTo(...place(x, index));
      }
    });
  context.stroke();
  context.globalAlpha = 1;
  points.forEach((_, index) => {
    const own = (shares[index] ?? 1) >= 0.5;
    const label = (own ? targets : otherTargets)[index] ?? 0;
    context.beginPath();
    markOf(classes === 0 ? 1 : label)(context, ...place(x, index), RADIUS);
    context.lineWidth = 3;
    context.strokeStyle = colors.halo;
    context.setLineDash([]);
    context.stroke();
    context.setLineDash(DASH);
    context.lineWidth = 1.5;
    context.strokeStyle = colorOf(label);
    context.stroke();
  });
}
