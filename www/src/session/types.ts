/** What the page asks of the training core and what it gets; nothing here knows wasm. */

import type { GhostArrays, Held, LabelKept, LaneSummary } from '../generated/wasm/trainscope';
import type { LookAnswer, LookRequest } from './looks/types';

export type { ComingStep, Held, LaneSummary } from '../generated/wasm/trainscope';

export type Effect = 'view' | 'live' | 'rebuild';

/** What of a lane stays the same until the next rebuild. */
export interface LaneSetup {
  readonly inputs: readonly string[];
  /** Units of each hidden layer, then of the output layer. */
  readonly layers: readonly number[];
  /** 0 where the task is to predict a number. */
  readonly classes: number;
  readonly points: Points;
}

export interface Points {
  /** x1, x2, x1, x2, … */
  readonly x: Float32Array;
  /** The class, or the number to predict. */
  readonly y: Float32Array;
  /** 0 train, 1 dev, 2 test. */
  readonly set: Uint8Array;
}

/** What the core would not accept, where, and what it would. */
export interface Refusal {
  readonly path: string;
  readonly got: string;
  readonly allowed: unknown;
}

export type Applied =
  | { readonly ok: true; readonly effect: Effect; readonly lanes: readonly LaneSetup[] }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** What a frame is to hold for one lane; pictures nobody sees are not asked for. */
export interface LaneRequest {
  /** Other runs whose outputs are to be told, for their boundaries. */
  readonly boundaries?: BoundaryRequest | undefined;
  readonly field: boolean;
  readonly network: boolean;
  readonly hash: boolean;
  /** The last mini-batch as it was augmented. */
  readonly augmented?: boolean | undefined;
}

export interface BoundaryRequest {
  /** Points along each side of the lattice. */
  readonly side: number;
  readonly replicas: readonly number[];
}

export interface FrameRequest {
  readonly steps: number;
  /** Milliseconds the steps may take. */
  readonly budget: number;
  readonly lanes: readonly LaneRequest[];
  /** The example of the mini-batch whose mask the networks are drawn with, counted from 0. */
  readonly watched?: number | undefined;
  /** An earlier step to go to before any step is made. */
  readonly restore?: number | undefined;
  /** What the open lens wants to know besides. */
  readonly look?: LookRequest | undefined;
}

/** The decision field: painted, and as numbers for the boundary and the pointer. */
export interface FieldFrame {
  readonly size: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  readonly lattice: number;
  /** The output on the lattice; for more than two classes, one plane of probabilities for each. */
  readonly values: Float32Array;
}

/** The outputs of one run on a lattice, as in `FieldFrame`. */
export interface RunField {
  readonly replica: number;
  readonly lattice: number;
  readonly values: Float32Array;
}

export interface NetworkFrame {
  readonly unitSize: number;
  /** Empty where the units are too many to be drawn as fields. */
  readonly units: Uint8ClampedArray<ArrayBuffer>;
  readonly parameters: Float32Array;
  readonly masks: Uint8Array;
  /** The example that the masks are of, counted from 0. */
  readonly watched: number;
  /** Whether there was a step; before the first nothing has been dropped. */
  readonly stepped: boolean;
  readonly state: Uint8Array;
  readonly copyOf: Uint32Array;
  /** Numbers of the parameters that are frozen, and of those that were set by hand. */
  readonly held: Held;
}

/** What augmentation does to training points. */
export interface AugmentedFrame {
  /** The last mini-batch as it was augmented; empty before the first step. */
  readonly ghosts: GhostArrays;
  /** Whether labels are kept; undefined for given points, of which nobody knows. */
  readonly kept: LabelKept | undefined;
}

export interface LaneFrame {
  readonly summary: LaneSummary;
  readonly field: FieldFrame | undefined;
  readonly boundaries: readonly RunField[];
  readonly network: NetworkFrame | undefined;
  readonly hash: string | undefined;
  readonly augmented: AugmentedFrame | undefined;
}

/** The steps that can be gone back to, and where the training stands among them. */
export interface Past {
  readonly steps: Float64Array;
  /** Whether the frame is of a step before the newest. */
  readonly back: boolean;
  /** The earlier step from which the frame's steps went on: what came after it is forgotten. */
  readonly cut: number | undefined;
  /** The step that the frame was asked to go to. */
  readonly asked: number | undefined;
}

export interface Frame {
  /** Counts rebuilds and resets, so that a frame from before one is known. */
  readonly generation: number;
  readonly step: number;
  readonly lanes: readonly LaneFrame[];
  readonly past: Past;
  readonly look: LookAnswer | undefined;
}

export interface Palette {
  readonly diverging: Uint8Array;
  readonly classes: Uint8Array;
  readonly background: Uint8Array;
}

/** The training core behind whatever carries it: a worker, or the page's own thread. */
export interface Session {
  apply(lanes: string, replicas: number): Promise<Applied>;
  frame(request: FrameRequest): Promise<Frame>;
  reset(): Promise<void>;
  setPalette(palette: Palette): Promise<void>;
  randomSeed(): Promise<number>;
  /** Loads what lenses need of the core, which else is loaded when the first of them asks for something. */
  extend(): Promise<void>;
  /** What a lens asks beside the frames. */
  look(request: LookRequest): Promise<LookAnswer>;
  /** Sets a parameter, counted in PyTorch's order, in every run of a lane. */
  setParameter(lane: number, number: number, value: number): Promise<void>;
  /** Freezes parameters in every run of a lane, or lets them go. */
  setFrozen(lane: number, numbers: Uint32Array, frozen: boolean): Promise<void>;
  /** Gives every run of a lane its best weights by early stopping. */
  restoreBest(lane: number): Promise<void>;
  /** A few points of each experiment's data, for small pictures. */
  samples(experiments: readonly string[]): Promise<readonly Points[]>;
}
