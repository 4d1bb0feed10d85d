/** What the page is rendered from, and what it may do. */

import type { Context } from '../controls/context';
import type { TransportActions } from '../controls/transport';
import type { History } from '../history';
import type { Language } from '../messages';
import type { LaneSetup } from '../session/types';
import type { Colors } from '../views/palette';

export interface ScreenActions extends TransportActions {
  /** Something is to be shown that was not asked for so far. */
  readonly refresh: () => void;
  /** Goes to an earlier step. */
  readonly lookBack: (step: number) => void;
  /** Trains on to a step and pauses there. */
  readonly trainTo: (step: number) => void;
  readonly startOver: () => void;
}

export interface Scene {
  readonly context: Context;
  readonly language: Language;
  readonly playing: boolean;
  readonly colors: Colors;
  readonly setups: readonly LaneSetup[];
  readonly history: History;
}
