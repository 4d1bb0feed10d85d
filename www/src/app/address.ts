/** The experiment in the page's address. */

import { encode } from '../link';
import type { State } from '../state';

export function addressOf(state: State): string {
  const address = new URL(location.href);
  address.hash = encode(state);
  return address.href;
}

export function writeAddress(state: State): void {
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

/** Puts the address where it can be pasted from, and says whether that was possible. */
export async function copyAddress(state: State): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(addressOf(state));
    return true;
  } catch {
    return false;
  }
}
