/** What a part that is loaded when it is opened may read of the page, and do. */

import type { Context } from './controls/context';
import type { History } from './history';
import type { Language } from './messages';
import type { LaneSetup, Session } from './session/types';
import type { Colors } from './views/palette';

export interface Desk {
  readonly session: Session;
  readonly history: History;
  readonly context: Context;
  readonly language: Language;
  readonly colors: Colors;
  readonly setups: readonly LaneSetup[];
  /** The address of the experiment as it now is. */
  readonly link: string;
  /** Tells a screen reader. */
  readonly announce: (text: string) => void;
}
