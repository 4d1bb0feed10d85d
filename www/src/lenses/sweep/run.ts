/** A sweep that is being made, or is made: its cells, and what came of them. */

import { JobsRun } from '../../jobs/run';
import { cellsOf, type Axis, type Cell } from './plan';
import type { Replica } from './figures';
import type { Figures } from './picking';
import { makeWorker } from './place';

export interface Setting {
  readonly axes: readonly Axis[];
  readonly seeds: number;
  readonly steps: number;
  /** The lane whose experiment is swept, as it was. */
  readonly lane: number;
  readonly base: string;
  /** The lane's test points, by name. */
  readonly testSet: string;
}

/** What is noted of a cell's runs. */
export interface Noted {
  readonly replicas: readonly Replica[];
  /** Their figures on the test set, which are shown to who asks for them. */
  readonly test: readonly (Figures | undefined)[];
}

export class SweepRun extends JobsRun<Noted> {
  readonly setting: Setting;
  readonly cells: readonly Cell[];

  constructor(setting: Setting, settings: Parameters<typeof cellsOf>[0]) {
    const cells = cellsOf(settings, setting.axes);
    const { seeds, steps } = setting;
    super(
      cells.map(({ experiment }) => ({ experiment, replicas: seeds, steps })),
      makeWorker,
    );
    this.setting = setting;
    this.cells = cells;
  }

  get done(): readonly (readonly Replica[] | undefined)[] {
    return this.results.map((noted) => noted?.replicas);
  }

  get tested(): readonly (Noted['test'] | undefined)[] {
    return this.results.map((noted) => noted?.test);
  }

  /** Runs that there will be. */
  get all(): number {
    return this.cells.length * this.setting.seeds;
  }

  /** Runs that are made. */
  get made(): number {
    return this.finished * this.setting.seeds;
  }
}
