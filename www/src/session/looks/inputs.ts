/** How the inputs lie, how stretched the loss is along their weights, and the loss over two of these, one lane at a time. */

import type { Curvature, InputSpreads, Playground, SurfaceArrays } from '../../generated/wasm/trainscope';
import type { Looker } from './types';

export interface InputsLook {
  readonly request: {
    /** The unit of the first layer whose weights are looked at, counted from 0. */
    readonly unit: number;
    /** Counts the pictures that were asked for: another number asks for another one. */
    readonly making: number;
    /** The lane whose picture is wanted; undefined for none. */
    readonly lane: number | undefined;
    /** Milliseconds that may be spent on it. */
    readonly budget: number;
  };
  readonly answer: {
    readonly step: number;
    readonly spreads: readonly InputSpreads[];
    /** Undefined where the unit is not there, or the run has diverged. */
    readonly curvatures: readonly (Curvature | undefined)[];
    readonly making: number;
    readonly lane: number | undefined;
    /** From 0 to 1; undefined where there is no such picture. */
    readonly progress: number | undefined;
    readonly surface: SurfaceArrays | undefined;
    /** The step at which the picture was begun: its path ends there, and the other weights are those of then. */
    readonly begunAt: number;
  };
}

/** The picture that stands in the core. */
const begun = new WeakMap<Playground, { readonly making: number; readonly step: number }>();

function advance(
  playground: Playground,
  { unit, making, lane, budget }: InputsLook['request'],
): number | undefined {
  if (lane === undefined) return undefined;
  const start = performance.now();
  if (begun.get(playground)?.making !== making) {
    begun.set(playground, { making, step: playground.steps });
    playground.surfaceBegin(lane, 0, undefined, unit);
  }
  let progress = playground.surfaceAdvance(0);
  while (progress !== undefined && progress < 1 && performance.now() - start < budget)
    progress = playground.surfaceAdvance(1);
  return progress;
}

export const look: Looker<InputsLook> = (playground, request) => {
  const lanes = Array.from({ length: playground.laneCount }, (_, lane) => lane);
  const progress = advance(playground, request);
  return {
    step: playground.steps,
    spreads: lanes.map((lane) => playground.inputSpreads(lane)),
    curvatures: lanes.map((lane) => playground.curvature(lane, 0, request.unit)),
    making: request.making,
    lane: request.lane,
    progress,
    surface: progress === 1 ? playground.surface(false) : undefined,
    begunAt: begun.get(playground)?.step ?? playground.steps,
  };
};
