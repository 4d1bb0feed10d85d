/** What the page opens with, asked of the core before there is a page to show it. */

import { STEP_BUDGET } from './driver';
import { openingState } from './scenario';
import type { Applied, Frame, Session } from './session/types';
import { experiments, type State } from './state';

export interface Opening {
  readonly state: State;
  /** Where the system asks for less motion the visitor starts it himself. */
  readonly plays: boolean;
  readonly applied: Promise<Applied>;
  /** Before the first step and, where it plays, after the first ones; none where the core refused the link. */
  readonly frames: Promise<readonly Frame[]>;
}

/** What a link describes. What reads it is loaded where there is one. */
export async function stateAt(hash: string): Promise<State> {
  if (hash.length <= 1) return openingState();
  const { decode } = await import('./link');
  return decode(hash, openingState);
}

export async function openWith(session: Session): Promise<Opening> {
  const state = await stateAt(location.hash);
  const plays = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  const applied = session.apply(experiments(state), state.replicas);
  // Figures alone: no picture has a size yet.
  const lanes = state.lanes.map(() => ({ field: false, network: false, hash: false }));
  // Of a slow speed the first step is one to watch.
  const frames = (plays && state.speed >= 1 ? [0, state.speed] : [0]).map((steps) =>
    session.frame({ steps, budget: STEP_BUDGET, lanes }),
  );
  return { state, plays, applied, frames: Promise.all(frames).catch(() => []) };
}
