/** The loss surface, worked out a little with every frame. */

import type { Playground, SurfaceArrays } from '../../generated/wasm/trainscope';
import type { Looker } from './types';

export interface SurfaceLook {
  readonly request: {
    /** Counts the surfaces that were asked for: another number asks for another one. */
    readonly making: number;
    /** The lane whose loss it is. */
    readonly lane: number;
    /** The run of each lane whose path is wanted; all, where it is undefined. */
    readonly replica: number | undefined;
    /** The seed of random directions; undefined for those of the paths. */
    readonly seed: number | undefined;
    /** Whether the penalty is part of the loss. */
    readonly penalty: boolean;
    /** Milliseconds that may be spent on it. */
    readonly budget: number;
    /** Whether the surface that was asked for is known already, all of it. */
    readonly known: boolean;
  };
  readonly answer: {
    readonly making: number;
    readonly penalty: boolean;
    /** From 0 to 1; undefined where there is no such surface, as nothing has moved yet. */
    readonly progress: number | undefined;
    readonly surface: SurfaceArrays | undefined;
    /** Lane, replica, step, first and second coordinate and distance from the plane, for each run as it is now. */
    readonly present: Float64Array;
  };
}

/** The surface that stands in the core, by its number. */
const begun = new WeakMap<Playground, number>();

export const look: Looker<SurfaceLook> = (playground, request) => {
  const { making, lane, replica, seed, penalty, budget, known } = request;
  const start = performance.now();
  if (begun.get(playground) !== making) {
    begun.set(playground, making);
    playground.surfaceBegin(lane, replica, seed, undefined);
  }
  let progress = playground.surfaceAdvance(0);
  while (progress !== undefined && progress < 1 && performance.now() - start < budget)
    progress = playground.surfaceAdvance(1);
  return {
    making,
    penalty,
    progress,
    surface: known && progress === 1 ? undefined : playground.surface(penalty),
    present: playground.surfacePresent(),
  };
};
