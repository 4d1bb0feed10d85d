/** What is loaded where a lane augments its training points or stops early: it says so on the card and draws the ghosts. */

import type { TemplateResult } from 'lit-html';
import type { AugmentedFrame, LaneSetup, LaneSummary } from '../session/types';
import type { Colors } from './palette';
import type { Size } from './surface';

export interface PracticeTool {
  /** What a card's note says of it. */
  note(
    lane: number,
    setup: LaneSetup,
    summary: LaneSummary,
    augmented: AugmentedFrame | undefined,
  ): TemplateResult;
  /** Draws over the field. */
  paint(
    lane: number,
    context: CanvasRenderingContext2D,
    size: Size,
    setup: LaneSetup,
    colors: Colors,
    augmented: AugmentedFrame,
  ): void;
}
