/** What a lens is: a view below the lanes, with words, styles and a way to ask the core of its own. */

import type { Context } from '../controls/context';
import type { History } from '../history';
import type { Parameter } from '../parameters/numbers';
import type { Language } from '../messages';
import type { LookAnswer, LookRequest } from '../session/looks/types';
import type { Frame, LaneSetup, Session } from '../session/types';
import type { Slices } from '../slices';
import type { Anchor } from '../views/card-tool';
import type { FieldPainter } from '../views/field';
import type { Colors } from '../views/palette';

/** Everything that follows from the state; handed over again whenever any of it changed. */
export interface LensScene<Words> {
  readonly context: Context;
  readonly language: Language;
  /** The lens's own words in the visitor's language. */
  readonly words: Words;
  readonly playing: boolean;
  readonly colors: Colors;
  readonly setups: readonly LaneSetup[];
  readonly history: History;
}

/**
 * What a lens may do. What in it changes the experiment or trains has the attribute `data-acts`: an element may let its reader
 * look only.
 */
export interface LensTools {
  readonly session: Session;
  /** Asks for a frame without a step, soon. */
  readonly refresh: () => void;
  /** Tells a screen reader of a milestone. */
  readonly announce: (text: string) => void;
  /** Pictures are drawn piece by piece, so that the page answers between the pieces. */
  readonly slices: Slices;
  /** Makes one step, as the button does, and pauses. */
  readonly step: () => void;
  /** Plays or pauses, as the button does. */
  readonly toggle: () => void;
  /** Trains on to a step and pauses there. */
  readonly trainTo: (step: number) => void;
  /** Has something drawn over the lanes' fields, or nothing any more. */
  readonly overlay: (paint: FieldPainter | undefined) => void;
  /** Opens the panel in which one weight is read, set and frozen, where there is one. */
  readonly inspect: ((lane: number, parameter: Parameter, anchor: Anchor) => void) | undefined;
}

/** An open lens. */
export interface Lens<Words> {
  /** What the next frame is to be asked for on its behalf; undefined for nothing. */
  readonly request: LookRequest | undefined;
  /** The example of the mini-batch that is watched, counted from 0, where it is not the first. */
  readonly watched?: number;
  /** Renders what follows from the state: texts, controls, legends. */
  dress(scene: LensScene<Words>): void;
  /** Draws a frame; `look` is what the core answered to `request`, undefined where the request was another's. */
  draw(frame: Frame, look: LookAnswer | undefined): void;
  release(): void;
}

/** What a lens's file exports. */
export interface LensModule<Words> {
  readonly words: Readonly<Record<Language, () => Promise<Words>>>;
  /** Builds the lens in an empty element that is its own. */
  readonly open: (host: HTMLElement, tools: LensTools) => Lens<Words>;
}
