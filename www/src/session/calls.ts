/** How calls cross to the worker and answers come back. */

import type { Session } from './types';

/** `start` is answered once the core can be asked for anything else; after `release` a carrier's experiment is gone. */
export type Name = keyof Session | 'start' | 'release';

export interface Call {
  readonly id: number;
  /** Whose experiment is asked of, where one core carries several. */
  readonly carrier: number;
  readonly name: Name;
  readonly given: readonly unknown[];
}

export type Answer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: unknown };
