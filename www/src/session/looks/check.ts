/** What the core says of experiments that are not (yet) those of the page. */

import { Playground } from '../../generated/wasm/trainscope';
import { refusals } from '../refusals';
import type { Refusal } from '../types';
import type { Looker } from './types';

export interface CheckLook {
  readonly request: {
    /** A JSON array of experiments. */
    readonly lanes: string;
    readonly replicas: number;
  };
  readonly answer: {
    /** Everything that is wrong; none where the core would take them. */
    readonly refusals: readonly Refusal[];
  };
}

export const look: Looker<CheckLook> = (_, { lanes, replicas }) => {
  try {
    new Playground(lanes, replicas).free();
    return { refusals: [] };
  } catch (error) {
    const found = refusals(error);
    if (found === undefined) throw error;
    return { refusals: found };
  }
};
