/** The step that a lane's first run will make next, and one example's way through it. */

import type { ComingStep, Held } from '../../generated/wasm/trainscope';
import type { Looker } from './types';

export interface StepLook {
  readonly request: {
    readonly lane: number;
    /** Which example of the mini-batch is followed; the last where it has fewer. */
    readonly example: number;
  };
  readonly answer: {
    readonly lane: number;
    /** Undefined where the run has diverged and makes no step. */
    readonly coming: ComingStep | undefined;
    readonly held: Held;
  };
}

export const look: Looker<StepLook> = (playground, { lane, example }) => ({
  lane,
  coming: playground.comingStep(lane, 0, example),
  held: playground.held(lane),
});
