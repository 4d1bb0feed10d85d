/** The experiment in the page's address. */

import type { State } from '../state';

export async function addressOf(state: State): Promise<string> {
  const { encode } = await import('../link');
  const address = new URL(location.href);
  address.hash = encode(state);
  return address.href;
}

/** The newest state is the one that stays, as each comes when those before it have come. */
export async function writeAddress(state: State): Promise<void> {
  const { encode } = await import('../link');
  try {
    history.replaceState(null, '', `#${encode(state)}`);
  } catch {
    // A frame without an origin of its own may not touch its address; Share still makes the link.
  }
}

/** The address without an experiment. */
export function clearAddress(): void {
  history.replaceState(null, '', location.pathname + location.search);
}
