/** All elements on the page share one worker, and in it one compiled core. */

import { carry, type Carried } from '../session/session';
import { makeWorker } from './place';

let core: ((carrier: number) => Carried) | undefined;
let last = 0;
const busy = new Set<number>();

export interface Berth {
  readonly session: Carried;
  /** Whether it trains: those that do share the time. */
  readonly busy: (is: boolean) => void;
}

export function berth(): Berth {
  core ??= carry(makeWorker);
  const carrier = (last += 1);
  const session = core(carrier);
  return {
    session: {
      ...session,
      frame: (request) => session.frame({ ...request, budget: request.budget / Math.max(1, busy.size) }),
      release: () => {
        busy.delete(carrier);
        return session.release();
      },
    },
    busy: (is) => {
      if (is) busy.add(carrier);
      else busy.delete(carrier);
    },
  };
}

/** Whoever comes next begins with a core of its own, as this one could not be had. */
export function abandon(): void {
  core = undefined;
}
