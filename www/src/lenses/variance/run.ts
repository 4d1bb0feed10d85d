/** The networks of some shapes on many data sets: trained on all cores, then taken apart shape by shape. */

import { JobsRun, type Failure } from '../../jobs/run';
import type { Settings } from '../../schema';
import type { Decomposed } from '../../session/looks/variance';
import type { RunField, Session } from '../../session/types';
import { SIDE } from '../../session/looks/variance';
import { cellsOf, experimentOf, halved, layersOf, type Start, type Trained } from './plan';
import { makeWorker } from './place';

export interface Setting {
  readonly lane: number;
  readonly classes: number;
  readonly widths: readonly number[] | undefined;
  readonly sets: number;
  readonly start: Start;
  readonly steps: number;
}

/** What came of the networks of one shape. */
export interface Shape {
  readonly layers: readonly number[];
  readonly networks: readonly Trained[];
  /** Undefined where they cannot be taken apart. */
  readonly decomposed: Decomposed | undefined;
  /** Each network's output, for its boundary. */
  readonly fields: readonly RunField[];
}

export class VarianceRun {
  readonly setting: Setting;
  readonly shapes: (Shape | undefined)[];
  /** The experiment on the first data set: all that the figures follow from. */
  readonly base: string;
  readonly #session: Session;
  readonly #experiments: readonly (readonly string[])[];
  readonly #jobs: JobsRun<Trained>;
  readonly #changed: () => void;
  readonly #begun = performance.now();
  #ended: number | undefined;
  /** Shapes that are being taken apart. */
  #apart = 0;

  constructor(setting: Setting, settings: Settings, session: Session, changed: () => void) {
    const { widths, sets, start, steps } = setting;
    const cells = cellsOf(settings, widths, sets, start);
    this.setting = setting;
    this.base = baseOf(settings, start);
    this.shapes = cells.map(() => undefined);
    this.#session = session;
    this.#changed = changed;
    this.#experiments = cells.map(({ experiments }) => experiments);
    const layers = cells.map((cell) => cell.layers);
    this.#jobs = new JobsRun(
      this.#experiments.flat().map((experiment) => ({ experiment, replicas: 1, steps })),
      makeWorker,
      (job) => {
        const index = Math.floor(job / sets);
        const networks = this.#networks(index);
        if (networks.length === sets) this.#takeApart(index, layers[index] ?? [], networks);
      },
    );
  }

  get running(): boolean {
    return this.#jobs.running || (this.#apart > 0 && this.#jobs.failure === undefined);
  }

  /** Networks that there will be. */
  get all(): number {
    return this.shapes.length * this.setting.sets;
  }

  get made(): number {
    return this.#jobs.finished;
  }

  get progress(): number {
    return this.#jobs.progress;
  }

  /** Milliseconds so far, or all of them. */
  get time(): number {
    return (this.#ended ?? performance.now()) - this.#begun;
  }

  get left(): number | undefined {
    return this.#jobs.left;
  }

  get failure(): Failure | undefined {
    return this.#jobs.failure;
  }

  stop(): void {
    this.#jobs.stop();
    this.#ended ??= performance.now();
  }

  /** Paints the mean predictions anew, in the colours that the core has now. */
  repaint(): void {
    this.shapes.forEach((shape, index) => {
      if (shape !== undefined) this.#takeApart(index, shape.layers, shape.networks);
    });
  }

  /** Those of a shape that are trained. */
  #networks(index: number): readonly Trained[] {
    const { sets } = this.setting;
    return this.#jobs.results
      .slice(index * sets, (index + 1) * sets)
      .filter((network) => network !== undefined);
  }

  #takeApart(index: number, layers: readonly number[], networks: readonly Trained[]): void {
    const [experiment = ''] = this.#experiments[index] ?? [];
    const size = networks[0]?.predictions.length ?? 0;
    const predictions = new Float32Array(networks.length * size);
    // What a network that diverged says is no prediction; the core leaves out what is not finite.
    networks.forEach((network, set) => {
      if (network.diverged === undefined) predictions.set(network.predictions, set * size);
      else predictions.fill(Number.NaN, set * size, (set + 1) * size);
    });
    this.#apart += 1;
    this.#session
      .look({ name: 'variance', experiment, predictions })
      .then((answer) => {
        if (answer.name !== 'variance') return;
        const fields =
          this.shapes[index]?.fields ??
          networks.map((network, replica) => ({
            replica,
            lattice: SIDE / 2,
            values: halved(network.predictions, SIDE),
          }));
        this.shapes[index] = { layers, networks, decomposed: answer.decomposed, fields };
      })
      .catch((error: unknown) => {
        this.#jobs.fail({ reason: error instanceof Error ? error.message : String(error) });
      })
      .finally(() => {
        this.#apart -= 1;
        if (!this.running) this.#ended ??= performance.now();
        this.#changed();
      });
  }
}

/** What the figures of settings follow from: the seeds that are replaced play no part. */
export function baseOf(settings: Settings, start: Start): string {
  return experimentOf(settings, layersOf(settings), start, 1);
}
