/** One parameter of a lane's first run, and which of the lane's are frozen or were set by hand. */

import type { Looker } from './types';

export interface ParameterLook {
  readonly request: { readonly lane: number; readonly number: number };
  readonly answer: {
    readonly value: number;
    /** That of the last update, with the penalty's, clipped. */
    readonly gradient: number;
    readonly frozen: Uint32Array;
    readonly edited: Uint32Array;
  };
}

export const look: Looker<ParameterLook> = (playground, { lane, number }) => ({
  value: playground.parameters(lane, 0)[number] ?? Number.NaN,
  gradient: playground.gradient(lane, 0)[number] ?? Number.NaN,
  ...playground.held(lane),
});
