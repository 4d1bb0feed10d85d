/**
 * Every run's boundary, a few runs with each frame: which runs' outputs to ask for, and when a lane's are
 * all there.
 *
 * While the training runs a lane's lines are renewed at most three times a second, and are of steps a few
 * frames apart. At rest all are of the step at rest.
 */

import type { BoundaryRequest, LaneSetup, RunField } from './session/types';
import { workOf } from './session/work';
import { FLASH_INTERVAL } from './views/field-pace';

/** Multiply–adds in one frame: about a tenth of what the fields cost. */
const WORK = 8_000_000;
const WORK_AT_REST = 60_000_000;
/** Points along each side of a run's lattice; the line is interpolated between them. */
const FINE = 44;
const COARSE = 24;
/** What one run may cost before its lattice gets coarser. */
const MOST_FOR_A_RUN = 20_000_000;

/** A lane whose lines are to be seen. */
export interface Wanted {
  readonly setup: LaneSetup;
  readonly runs: number;
}

interface Moment {
  readonly generation: number;
  readonly step: number;
}

interface Round {
  readonly at: Moment;
  readonly left: number[];
  readonly done: Map<number, RunField>;
}

function sideFor(work: number): number {
  return Math.max(COARSE, Math.min(FINE, Math.floor(Math.sqrt(MOST_FOR_A_RUN / work))));
}

function same(a: Moment | undefined, b: Moment): boolean {
  return a?.generation === b.generation && a.step === b.step;
}

export class Boundaries {
  readonly #now: () => number;
  readonly #rounds = new Map<number, Round>();
  /** The moment at which each lane's complete lines were begun. */
  readonly #complete = new Map<number, Moment>();
  #began = Number.NEGATIVE_INFINITY;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The lines that are there are of another setting: all are asked for again. */
  invalidate(): void {
    this.#rounds.clear();
    this.#complete.clear();
    this.#began = Number.NEGATIVE_INFINITY;
  }

  /** What the next frame is to hold, lane by lane; `at` is the moment that is known before its steps. */
  plan(
    lanes: readonly (Wanted | undefined)[],
    at: Moment,
    playing: boolean,
  ): readonly (BoundaryRequest | undefined)[] {
    this.#begin(lanes, at, playing);
    let budget = playing ? WORK : WORK_AT_REST;
    let first = true;
    return lanes.map((lane, index) => {
      const round = this.#rounds.get(index);
      if (lane === undefined || round === undefined) return undefined;
      const side = sideFor(workOf(lane.setup));
      const cost = workOf(lane.setup) * side * side;
      const replicas: number[] = [];
      for (const replica of round.left) {
        // At least one run, however large its network is.
        if (!first && cost > budget) break;
        first = false;
        budget -= cost;
        replicas.push(replica);
      }
      return replicas.length === 0 ? undefined : { side, replicas };
    });
  }

  /** Takes what a frame brought, and gives a lane's lines when the last of them has come. */
  take(lane: number, runs: readonly RunField[]): readonly RunField[] | undefined {
    const round = this.#rounds.get(lane);
    if (round === undefined) return undefined;
    for (const run of runs) {
      const place = round.left.indexOf(run.replica);
      if (place < 0) continue;
      round.left.splice(place, 1);
      round.done.set(run.replica, run);
    }
    if (round.left.length > 0) return undefined;
    this.#rounds.delete(lane);
    this.#complete.set(lane, round.at);
    return [...round.done.values()];
  }

  /** Whether, at rest, another frame is needed until all lines are of this moment. */
  lacks(lanes: readonly (Wanted | undefined)[], at: Moment): boolean {
    return lanes.some((lane, index) => lane !== undefined && !same(this.#complete.get(index), at));
  }

  #begin(lanes: readonly (Wanted | undefined)[], at: Moment, playing: boolean): void {
    // What nobody waits for any more holds nothing up.
    for (const lane of [...this.#rounds.keys()]) if (lanes[lane] === undefined) this.#rounds.delete(lane);
    const due = this.#now() - this.#began >= FLASH_INTERVAL;
    // While it runs, one round for all lanes, so that what stands side by side is of about one step.
    if (playing && (!due || this.#rounds.size > 0)) return;
    lanes.forEach((lane, index) => {
      if (lane === undefined) return;
      const round = this.#rounds.get(index);
      if (same(this.#complete.get(index), at) || (round !== undefined && same(round.at, at))) return;
      // The first run's line is drawn with its field.
      const left = Array.from({ length: lane.runs - 1 }, (_, run) => run + 1);
      this.#rounds.set(index, { at, left, done: new Map() });
    });
    if (this.#rounds.size > 0) this.#began = this.#now();
  }
}
