/** Finds who answers a lens; each is a file of its own, loaded when its lens is opened. */

import type { Playground } from '../../generated/wasm/trainscope';
import type { LookAnswer, Looker, LookName, Looks } from './types';

const LOOKERS: { readonly [Name in LookName]: () => Promise<{ readonly look: Looker<Looks[Name]> }> } = {
  signals: () => import('./signals'),
  weights: () => import('./weights'),
  recording: () => import('./recording'),
  check: () => import('./check'),
  dropout: () => import('./dropout'),
  parameter: () => import('./parameter'),
  step: () => import('./step'),
  surface: () => import('./surface'),
  variance: () => import('./variance'),
  inputs: () => import('./inputs'),
  diagnosis: () => import('./diagnosis'),
};

/** Loads what answers this request, so that the look itself is taken at once, at the step it is asked for. */
export async function lookerFor<Name extends LookName>(
  request: { readonly name: Name } & Looks[Name]['request'],
): Promise<(playground: Playground) => LookAnswer> {
  const { look } = await LOOKERS[request.name]();
  const answer = (playground: Playground): object => ({ name: request.name, ...look(playground, request) });
  // `LOOKERS` sees to it that each name has its own answer, which the compiler does not follow through a union.
  return answer as (playground: Playground) => LookAnswer;
}
