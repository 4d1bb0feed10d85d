/** How calls cross to the worker and answers come back. */

import type { Session } from './types';

/** `start` is answered once the core can be asked for anything else. */
export type Name = keyof Session | 'start';

export interface Call {
  readonly id: number;
  readonly name: Name;
  readonly given: readonly unknown[];
}

export type Answer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: unknown };
