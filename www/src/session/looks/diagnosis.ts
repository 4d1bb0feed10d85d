/** The error ladders of all lanes, with the Bayes error worked out a little with every frame. */

import type { LadderArrays, Playground } from '../../generated/wasm/trainscope';
import type { Looker } from './types';

export type { LadderArrays } from '../../generated/wasm/trainscope';

export interface DiagnosisLook {
  readonly request: {
    /** Whether the ladders are wanted, or only work on the Bayes error. */
    readonly ladders: boolean;
    /** The lanes whose test set is looked at. */
    readonly test: readonly number[];
    /** Places along the side of the best predictor's field; 0 where it is not wanted. */
    readonly side: number;
    /** Milliseconds that may be spent on the best predictor. */
    readonly budget: number;
    /** Experiments, as JSON, of which is asked whether their augmentation keeps labels. */
    readonly augmented: readonly string[];
  };
  readonly answer: {
    /** How much of the Bayes errors has been worked out, from 0 to 1. */
    readonly progress: number;
    /** Lane by lane; none where they were not asked for. */
    readonly ladders: readonly LadderArrays[];
    /** The lanes that the test set was looked at for. */
    readonly test: readonly number[];
    /** Lane by lane, what the best predictor says; undefined while it is worked out, and where there is none. */
    readonly fields: readonly (Float32Array | undefined)[];
    readonly side: number;
    /** By what was asked: whether labels are kept; undefined where nobody knows. */
    readonly kept: readonly (readonly [experiment: string, kept: boolean | undefined])[];
  };
}

/** Cells of the integral and places of the field between two looks at the clock. */
const CELLS = 4;
const PLACES = 64;

function lanesOf(playground: Playground): readonly number[] {
  return Array.from({ length: playground.laneCount }, (_, lane) => lane);
}

export const look: Looker<DiagnosisLook> = (playground, request) => {
  const { ladders, test, side, budget, augmented } = request;
  const start = performance.now();
  const isLeft = (): boolean => performance.now() - start < budget;
  const lanes = lanesOf(playground);
  let progress = playground.bayesAdvance(0);
  while (progress < 1 && isLeft()) progress = playground.bayesAdvance(CELLS);
  const fields = lanes.map((lane) => {
    let field = side === 0 ? undefined : playground.optimalField(lane, side, 0);
    while (side > 0 && field === undefined && isLeft()) field = playground.optimalField(lane, side, PLACES);
    return field;
  });
  return {
    progress,
    ladders: ladders ? lanes.map((lane) => playground.ladder(lane, test.includes(lane))) : [],
    test: ladders ? test : [],
    fields,
    side,
    kept: augmented.map((experiment) => [experiment, playground.wouldKeepLabels(`[${experiment}]`)]),
  };
};
