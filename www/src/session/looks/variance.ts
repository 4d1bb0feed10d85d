/** Bias and variance, from the predictions of networks that were trained on different data sets. */

import { Playground, type DecompositionArrays } from '../../generated/wasm/trainscope';
import type { FieldFrame } from '../types';
import type { Looker } from './types';

/** Places along each side of the lattice that predictions are made on. */
export const SIDE = 96;

export interface Decomposed extends Omit<DecompositionArrays, 'mean'> {
  readonly mean: FieldFrame;
}

export interface VarianceLook {
  readonly request: {
    /** One experiment, as JSON; only its law counts. */
    readonly experiment: string;
    /** Of one network after another. */
    readonly predictions: Float32Array;
  };
  /** Undefined where there is no law, no point on the plane, or where too few networks have finite predictions. */
  readonly answer: { readonly decomposed: Decomposed | undefined };
}

export const look: Looker<VarianceLook> = (playground, { experiment, predictions }) => {
  const own = new Playground(`[${experiment}]`, 1);
  const found = own.decompose(0, SIDE, predictions);
  own.free();
  if (found === undefined) return { decomposed: undefined };
  const { mean } = found;
  const rgba = playground.paint(mean, SIDE);
  return { decomposed: { ...found, mean: { size: SIDE, lattice: SIDE, values: mean, rgba } } };
};
