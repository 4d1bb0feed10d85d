/** How far signals carry in every lane, and one closer look at a lane's first run. */

import type { DrawnArrays, LayerHistograms, Playground, TheoryArrays } from '../../generated/wasm/trainscope';
import type { Looker } from './types';

/** What is looked at more closely. */
export const DETAILS = ['histograms', 'drawn', 'likeness'] as const;
export type Detail = (typeof DETAILS)[number];

export interface LaneSignals {
  /** Number of training examples that were looked at. */
  readonly examples: number;
  /** Root mean squares, run by run, layer by layer of weights: of z, a, ∂ℓ/∂z, ∂ℓ/∂W. */
  readonly now: Float64Array;
  /** Hidden units of the first run: 0 alive, 1 dead, 2 saturated; and the first unit with equal incoming weights. */
  readonly state: Uint8Array;
  readonly copyOf: Uint32Array;
  /** The same at the initial weights, and what theory expects of them, where that was asked for. */
  readonly start: { readonly values: Float64Array; readonly theory: TheoryArrays | undefined } | undefined;
  readonly histograms: readonly LayerHistograms[] | undefined;
  readonly drawn: DrawnArrays | undefined;
  /** |cos| between units, unit by unit. */
  readonly likeness: Float32Array | undefined;
}

export interface SignalsRequest {
  /** Whether with masks. */
  readonly train: boolean;
  /** Whether the initial weights are wanted too. */
  readonly start: boolean;
  readonly detail: Detail;
  /** The layer of weights that is looked at more closely, from 0. */
  readonly layer: number;
}

export interface SignalsLook {
  readonly request: SignalsRequest;
  readonly answer: {
    readonly asked: SignalsRequest;
    /** Milliseconds that the answer took. */
    readonly cost: number;
    readonly lanes: readonly LaneSignals[];
  };
}

function laneOf(
  playground: Playground,
  lane: number,
  { train, start, detail, layer }: SignalsRequest,
): LaneSignals {
  const { examples, values } = playground.signals(lane, false, train);
  const { state, copyOf } = playground.units(lane, 0);
  return {
    examples,
    now: values,
    state,
    copyOf,
    start: start
      ? { values: playground.signals(lane, true, train).values, theory: playground.theory(lane, train) }
      : undefined,
    histograms: detail === 'histograms' ? playground.histograms(lane, 0, false, train) : undefined,
    drawn: detail === 'drawn' ? playground.drawn(lane, 0, layer) : undefined,
    likeness: detail === 'likeness' ? playground.likeness(lane, 0, layer) : undefined,
  };
}

export const look: Looker<SignalsLook> = (playground, request) => {
  const began = performance.now();
  const { train, start, detail, layer } = request;
  const asked = { train, start, detail, layer };
  const lanes = Array.from({ length: playground.laneCount }, (_, lane) => laneOf(playground, lane, asked));
  return { asked, cost: performance.now() - began, lanes };
};
