/** Points of one's own begin as the points that are there, to be changed. */

import { DATASET, OWN_POINTS } from './samples';
import type { Points } from './session/types';
import { reduce } from './reduce';
import { valueIn, valuesOf, type Action, type State } from './state';
import { same } from './value';

/** So many points still make a link that can be sent. */
const MOST = 120;
/** Two digits are finer than a pixel of the field. */
const DIGITS = 2;

/** The state an action finds: with points of one's own where it asks for them and there are none. */
export function withOwnPoints(state: State, action: Action, points: Points | undefined): State {
  if (action.type !== 'set' || action.path !== DATASET || action.value !== OWN_POINTS) return state;
  if (points === undefined || !valuesOf(state, 'data.custom').every((own) => same(own, []))) return state;
  const rows = Array.from(points.y.subarray(0, MOST), (label, index) =>
    [points.x[2 * index] ?? 0, points.x[2 * index + 1] ?? 0, label].map((value) =>
      Number(value.toFixed(DIGITS)),
    ),
  );
  return reduce(state, { type: 'set', path: 'data.custom', value: rows });
}

/**
 * The lanes on whose fields something is set by hand: of those that the controls change, for points the ones that use points of
 * their own, for the target the others, which have a law to make it of.
 */
export function drawnLanes({
  drawing,
  lanes,
  target,
}: Pick<State, 'drawing' | 'lanes' | 'target'>): readonly number[] {
  return drawing === undefined
    ? []
    : lanes.flatMap(({ settings }, lane) =>
        (settings[DATASET] === OWN_POINTS) === (drawing === 'points') && (target === 'all' || target === lane)
          ? [lane]
          : [],
      );
}

/** A lane's own points, each as x1, x2 and its class or number. */
export function pointsIn({ lanes }: State, lane: number): readonly (readonly number[])[] {
  const settings = lanes[lane]?.settings;
  const value = settings === undefined ? [] : valueIn(settings, 'data.custom');
  return Array.isArray(value) ? (value as readonly (readonly number[])[]) : [];
}
