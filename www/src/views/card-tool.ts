/** What is loaded when a visitor first reaches for a network's drawing: it marks the drawing and answers the pointer. */

import type { Parameter } from '../parameters/numbers';
import type { LaneSetup, NetworkFrame } from '../session/types';
import type { NetworkLayout } from './network-layout';
import type { Colors } from './palette';

/** A place in the window, and what gets the focus back. */
export interface Anchor {
  readonly x: number;
  readonly y: number;
  readonly opener?: HTMLElement | undefined;
}

export interface CardTool {
  /** What the card's note says of it; empty for nothing. */
  note(frame: NetworkFrame): string;
  /** Draws over the network. */
  paint(
    lane: number,
    context: CanvasRenderingContext2D,
    layout: NetworkLayout,
    frame: NetworkFrame,
    setup: LaneSetup,
    colors: Colors,
  ): void;
  /** What lies at a place of the drawing. */
  hit(
    lane: number,
    canvas: HTMLCanvasElement,
    x: number,
    y: number,
    parameters: Float32Array,
  ): Parameter | undefined;
  /** Opens at a place in the window; without a parameter, at the one that was chosen last. */
  show(lane: number, parameter: Parameter | undefined, anchor: Anchor): void;
}
