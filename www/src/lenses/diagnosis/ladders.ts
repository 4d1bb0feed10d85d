/** What the core told of every lane's ladder, and what was seen of its test set by who asked for that. */

import type { LadderArrays } from '../../session/looks/diagnosis';
import type { Frame, LaneSetup } from '../../session/types';
import { looks, testSetOf } from './looks';
import { isSameState, ladderOf, type Ladder } from './model';

/** The state of the networks that a test set was looked at in. */
interface Looked {
  readonly arrays: LadderArrays;
  readonly step: number;
  readonly hash: string | undefined;
}

export class Ladders {
  #step = 0;
  /** Lane by lane. */
  #arrays: readonly LadderArrays[] = [];
  #hashes: readonly (string | undefined)[] = [];
  #testSets: readonly string[] = [];
  readonly #looked = new Map<number, Looked>();
  /** Lanes whose test set is to be looked at with the next frame. */
  readonly #asked = new Set<number>();

  /** The step that they are of. */
  get step(): number {
    return this.#step;
  }

  get asked(): readonly number[] {
    return [...this.#asked];
  }

  /** Other networks: what was told before is of no use. */
  forget(setups: readonly LaneSetup[]): void {
    this.#arrays = [];
    this.#looked.clear();
    this.#asked.clear();
    this.#testSets = setups.map(({ points }) => testSetOf(points));
  }

  /** Has the next frame tell of a lane's test set. */
  ask(lane: number): void {
    this.#asked.add(lane);
  }

  /** Takes over what a frame tells, `test` being the lanes whose test set is in it; gives the lanes where that was asked for. */
  take(frame: Frame, ladders: readonly LadderArrays[], test: readonly number[]): readonly number[] {
    this.#arrays = ladders;
    this.#step = frame.step;
    this.#hashes = frame.lanes.map(({ hash }) => hash);
    return test.filter((lane) => {
      const arrays = ladders[lane];
      if (arrays === undefined || !this.#asked.delete(lane)) return false;
      this.#looked.set(lane, { arrays, step: frame.step, hash: this.#hashes[lane] });
      looks.add(this.#testSets[lane] ?? '');
      return true;
    });
  }

  /** The ladder with the test set where that was looked at in this very state, else without. */
  of(lane: number): Ladder | undefined {
    const now = this.#arrays[lane];
    if (now === undefined) return undefined;
    return ladderOf(this.isLooked(lane) ? (this.#looked.get(lane)?.arrays ?? now) : now);
  }

  isLooked(lane: number): boolean {
    const looked = this.#looked.get(lane);
    const now = this.#arrays[lane];
    const hash = this.#hashes[lane];
    return (
      looked !== undefined &&
      now !== undefined &&
      looked.step === this.#step &&
      (hash === undefined || looked.hash === undefined || hash === looked.hash) &&
      isSameState(looked.arrays, now)
    );
  }

  /** What was seen last of a lane's test set, and at which step. */
  last(lane: number): { readonly ladder: Ladder; readonly step: number } | undefined {
    const looked = this.#looked.get(lane);
    return looked === undefined ? undefined : { ladder: ladderOf(looked.arrays), step: looked.step };
  }

  /** How often a lane's test points were looked at. */
  looks(lane: number): number {
    return looks.of(this.#testSets[lane] ?? '');
  }
}
