/** The parameters of one run of every lane. */

import type { Looker } from './types';

export interface WeightsLook {
  readonly request: { readonly replica: number };
  readonly answer: {
    /** Lane by lane, in PyTorch's order: for each layer `weight[out][in]`, then `bias[out]`. */
    readonly parameters: readonly Float32Array[];
  };
}

export const look: Looker<WeightsLook> = (playground, { replica }) => ({
  parameters: Array.from({ length: playground.laneCount }, (_, lane) => playground.parameters(lane, replica)),
});
