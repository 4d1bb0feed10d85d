/** What dropout does to one lane: the thinned networks, the sizes of the layers' values, the masks drawn so far. */

import type { DropArrays, LaneSummary } from '../../generated/wasm/trainscope';
import type { FieldFrame } from '../types';
import { workOf } from '../work';
import type { Looker } from './types';

/** The sub-networks that are shown one by one. */
export const SHOWN = 10;
/** Steps whose masks are counted. */
const COUNTED_STEPS = 100;
/** Masks of units that may be drawn for the count. */
const COUNTED_DRAWS = 2_000_000;
/** Multiply–adds that the pictures may cost: some hundredths of a second while the training runs, and more at rest. */
const FIELD_WORK = 40_000_000;
const FIELD_WORK_AT_REST = 1_200_000_000;
const SCALE_WORK = 10_000_000;
const SCALE_WORK_AT_REST = 100_000_000;
const COARSEST = 24;
const FINEST = 48;
const FINEST_AT_REST = 72;
/** Passes over the training set whose sizes are averaged. */
const LEAST_PASSES = 4;
const MOST_PASSES = 60;

export interface Apart {
  /** Mean absolute difference of the probability, or of the output. */
  readonly difference: number;
  /** Share of the plane where the same class is predicted; NaN where there are no classes. */
  readonly agreement: number;
}

export interface WatchedExample {
  /** Examples in the mini-batch. */
  readonly of: number;
  /** Its place among the points. */
  readonly point: number;
  readonly kept: Uint8Array;
  /** The prediction of the network that it went through, and of the one at test. */
  readonly thinned: Float32Array;
  readonly full: Float32Array;
}

/** Of |a| and of a². */
export type Pair = readonly [number, number];

export interface LayerScale {
  readonly eval: Pair;
  /** With the layer's own mask, and its standard error. */
  readonly own: Pair;
  readonly ownError: Pair;
  /** With all masks. */
  readonly train: Pair;
  readonly trainError: Pair;
}

export interface DropoutSeen {
  /** Sampled masks that were averaged: fewer than asked for where the network is too large. */
  readonly samples: number;
  readonly watchedField: FieldFrame | undefined;
  readonly full: FieldFrame;
  readonly mean: FieldFrame;
  readonly spread: Float32Array;
  readonly gallery: readonly FieldFrame[];
  /** Of each network in the gallery: inputs, then hidden units. */
  readonly masks: readonly Uint8Array[];
  readonly average: FieldFrame;
  readonly meanFromFull: Apart;
  readonly averageFromFull: Apart;
  readonly watched: WatchedExample | undefined;
  readonly passes: number;
  readonly scales: readonly LayerScale[];
  readonly drops: DropArrays;
  readonly figures: { readonly eval: LaneSummary; readonly train: LaneSummary };
}

export interface DropoutLook {
  readonly request: {
    readonly lane: number;
    readonly example: number;
    /** Number of the first sampled mask, and how many there are. */
    readonly first: number;
    readonly samples: number;
    readonly resting: boolean;
    /** Layers that have dropout, and rows in the training set: what it costs to look at their sizes. */
    readonly layers: number;
    readonly rows: number;
  };
  readonly answer: {
    readonly lane: number;
    /** Undefined where there is no such lane any more. */
    readonly seen: DropoutSeen | undefined;
  };
}

const between = (least: number, value: number, most: number): number =>
  Math.max(least, Math.min(most, Math.floor(value)));

function scalesOf(rows: Float64Array): readonly LayerScale[] {
  const pair = (at: number): Pair => [rows[at] ?? 0, rows[at + 1] ?? 0];
  return Array.from({ length: rows.length / 10 }, (_, layer) => {
    const at = 10 * layer;
    return {
      eval: pair(at),
      own: pair(at + 2),
      ownError: pair(at + 4),
      train: pair(at + 6),
      trainError: pair(at + 8),
    };
  });
}

const apart = ([difference = 0, agreement = Number.NaN]: Float64Array): Apart => ({ difference, agreement });

/** The pieces of a list that holds several things of one size. */
function pieces<Kind extends { slice(start: number, end: number): Kind; readonly length: number }>(
  all: Kind,
  size: number,
): readonly Kind[] {
  return Array.from({ length: Math.floor(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

export const look: Looker<DropoutLook> = (playground, request) => {
  const { lane, example, first, resting, layers, rows } = request;
  if (lane >= playground.laneCount) return { lane, seen: undefined };
  const work = workOf(playground.layout(lane));
  const budget = resting ? FIELD_WORK_AT_REST : FIELD_WORK;
  // A picture that is too coarse shows nothing; sooner fewer masks, whose number is shown.
  const samples = between(2, budget / (work * COARSEST ** 2), request.samples);
  const finest = resting ? FINEST_AT_REST : FINEST;
  const side = between(COARSEST, Math.sqrt(budget / (work * (samples + 2))), finest);
  const found = playground.subNetworks(lane, 0, side, example, first, samples, SHOWN);
  const evaluated = playground.summaryIn(lane, false);
  const train = playground.summaryIn(lane, true);
  const drops = playground.drops(lane, 0, 1);
  if (found === undefined || drops === undefined) return { lane, seen: undefined };

  const frame = (values: Float32Array): FieldFrame => ({
    size: side,
    lattice: side,
    values,
    rgba: playground.paint(values, side),
  });
  const units = drops.dropped.length;
  const perStep = Math.max(1, drops.masks) * units;
  const passWork = work * rows * (layers + 1);
  const passes = between(LEAST_PASSES, (resting ? SCALE_WORK_AT_REST : SCALE_WORK) / passWork, MOST_PASSES);
  const watched = playground.watched(lane, 0, example);
  return {
    lane,
    seen: {
      samples,
      watchedField: found.watched === undefined ? undefined : frame(found.watched),
      full: frame(found.full),
      mean: frame(found.mean),
      spread: found.spread,
      gallery: pieces(found.samples, found.full.length).map(frame),
      masks: pieces(found.masks, units),
      average: frame(found.average),
      meanFromFull: apart(found.meanFromFull),
      averageFromFull: apart(found.averageFromFull),
      watched,
      passes,
      scales: scalesOf(playground.layerScales(lane, 0, passes)),
      drops: playground.drops(lane, 0, between(1, COUNTED_DRAWS / perStep, COUNTED_STEPS)) ?? drops,
      figures: { eval: evaluated, train },
    },
  };
};
