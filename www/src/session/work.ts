/** What a network costs. */

import type { LaneSetup } from './types';

/** Multiply–adds of one example, forward. */
export function workOf({ inputs, layers }: Pick<LaneSetup, 'inputs' | 'layers'>): number {
  let before = inputs.length;
  let work = 0;
  for (const units of layers) {
    work += (before + 1) * units;
    before = units;
  }
  return work;
}
