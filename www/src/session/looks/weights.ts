/** The first run's weights of every lane: counted layer by layer, and those of one layer themselves. */

import type { Held } from '../../generated/wasm/trainscope';
import { binned, countsOf, roundLimit, type LayerCounts } from './histogram';
import type { Looker } from './types';

export interface LayerWeights extends LayerCounts {
  /** Counts in equal bins from −limit to limit, which all lanes share. */
  readonly bins: Uint32Array;
  readonly limit: number;
}

export interface LaneWeights {
  readonly layers: readonly LayerWeights[];
  /** Of the layer that was asked for: `weight[out][in]`, then `bias[out]`; empty where the lane has no such layer. */
  readonly matrix: Float32Array;
  readonly held: Held;
}

export interface WeightsLook {
  readonly request: {
    /** The layer of weights, counted from 0, whose numbers are wanted. */
    readonly layer: number;
  };
  readonly answer: { readonly layer: number; readonly lanes: readonly LaneWeights[] };
}

export const look: Looker<WeightsLook> = (playground, { layer }) => {
  const lanes = Array.from({ length: playground.laneCount }, (_, lane) => {
    const { inputs, layers } = playground.layout(lane);
    const parameters = playground.parameters(lane, 0);
    let before = inputs.length;
    let start = 0;
    const parts = Array.from(layers, (units) => {
      const part = { weights: parameters.subarray(start, start + units * before), start };
      start += units * (before + 1);
      before = units;
      return { ...part, end: start };
    });
    return { parameters, parts, counts: parts.map(({ weights }) => countsOf(weights)) };
  });
  // One scale for a layer in all lanes, so that they can be compared.
  const limitOf = (index: number): number =>
    roundLimit(Math.max(...lanes.map(({ counts }) => counts[index]?.largest ?? 0)));
  return {
    layer,
    lanes: lanes.map(({ parameters, parts, counts }, lane) => ({
      layers: counts.map((own, index) => {
        const limit = limitOf(index);
        return { ...own, limit, bins: binned(parts[index]?.weights ?? new Float32Array(), limit) };
      }),
      matrix: parameters.slice(parts[layer]?.start ?? 0, parts[layer]?.end ?? 0),
      held: playground.held(lane),
    })),
  };
};
