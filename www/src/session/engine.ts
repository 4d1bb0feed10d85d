/**
 * Speaks to the wasm module. Runs in the worker, or on the page's own thread where there is none. The arrays
 * that the module hands out are copies of its memory, so they may be handed on to another thread.
 */

import init, {
  extend,
  type FirstPlayground,
  type LabelKept,
  Playground,
  randomSeed,
} from '../generated/wasm/trainscope';
import type { Call, Name } from './calls';
import { first, rest } from './files';
import { lookerFor } from './looks';
import { refusals } from './refusals';
import type { LookAnswer, LookRequest } from './looks/types';
import { stepWithin } from './step-within';
import type {
  Applied,
  AugmentedFrame,
  BoundaryRequest,
  FieldFrame,
  Frame,
  FrameRequest,
  LaneFrame,
  LaneRequest,
  LaneSetup,
  NetworkFrame,
  Palette,
  Points,
  RunField,
} from './types';
import { workOf } from './work';

/** Multiply–adds that a field may cost: some milliseconds while the training runs, and more at rest. */
const FIELD_WORK = 100_000_000;
const FIELD_WORK_AT_REST = 500_000_000;
/** What it may cost, some hundredths of a second, before it gets coarser than is good to look at. */
const MOST_FIELD_WORK = 1_000_000_000;
const FINEST_FIELD = 128;
const FINE_FIELD = 100;
const COARSEST_FIELD = 24;
/** The boundary is interpolated between lattice points, so it needs fewer of them than the eye. */
const FINEST_LATTICE = 72;
/** Past so many units a picture of each is neither legible nor affordable. */
const MOST_UNIT_PICTURES = 600;
const UNIT_SIZE = 16;
const SMALL_UNIT_SIZE = 8;

/** All engines share one compiled core, and its memory. */
let started: Promise<unknown> | undefined;
let extended: Promise<void> | undefined;

class Engine {
  #playground: FirstPlayground | undefined;
  #palette: Palette | undefined;
  #generation = 0;
  /** Whether each lane's augmentation keeps labels, as far as it was asked for since the experiment changed. */
  readonly #kept = new Map<number, LabelKept | undefined>();

  /** Loads the core, once; again, if it failed. Nothing else may be asked for before. */
  async start(): Promise<void> {
    await (started ??= init({ module_or_path: first() }).catch((error: unknown) => {
      started = undefined;
      throw error;
    }));
  }

  /** Loads what of the core lenses and dialogs need and the first load does not bring; again, if it failed. */
  async extend(): Promise<void> {
    await (extended ??= extend(rest()).catch((error: unknown) => {
      extended = undefined;
      throw error;
    }));
  }

  apply(lanes: string, replicas: number): Applied {
    try {
      let effect: 'view' | 'live' | 'rebuild' = 'rebuild';
      if (this.#playground === undefined) {
        this.#playground = new Playground(lanes, replicas);
        this.#paint(this.#playground);
      } else effect = this.#playground.apply(lanes, replicas);
      if (effect === 'rebuild') this.#generation += 1;
      this.#kept.clear();
      return { ok: true, effect, lanes: this.#setup(this.#playground) };
    } catch (error) {
      const found = refusals(error);
      if (found === undefined) throw error;
      return { ok: false, refusals: found };
    }
  }

  async frame(request: FrameRequest): Promise<Frame> {
    const look = request.look === undefined ? undefined : await this.#lookerFor(request.look);
    if (request.restore !== undefined) (await this.#whole()).restore(request.restore);
    if (request.lanes.some(({ augmented }) => augmented === true)) await this.extend();
    const playground = this.#running();
    // The first is of the step before any was made.
    playground.checkpoint();
    const cut = playground.isBack && request.steps > 0 ? playground.steps : undefined;
    stepWithin(
      request.steps,
      request.budget,
      () => performance.now(),
      () => {
        playground.step(1);
      },
    );
    playground.checkpoint();
    return {
      generation: this.#generation,
      step: playground.steps,
      past: {
        steps: playground.checkpoints(),
        back: playground.isBack,
        cut,
        asked: request.restore,
      },
      lanes: request.lanes
        .slice(0, playground.laneCount)
        .map((wanted, lane) =>
          this.#lane(playground, lane, wanted, request.steps === 0, request.watched ?? 0),
        ),
      look: look?.(),
    };
  }

  reset(): void {
    this.#running().reset();
    this.#generation += 1;
  }

  setPalette(palette: Palette): void {
    this.#palette = palette;
    if (this.#playground !== undefined) this.#paint(this.#playground);
  }

  release(): void {
    this.#playground?.free();
    this.#playground = undefined;
  }

  randomSeed(): number {
    return randomSeed();
  }

  async look(request: LookRequest): Promise<LookAnswer> {
    const look = await this.#lookerFor(request);
    return look();
  }

  async setParameter(lane: number, number: number, value: number): Promise<void> {
    (await this.#whole()).setParameter(lane, number, value);
  }

  async setFrozen(lane: number, numbers: Uint32Array, frozen: boolean): Promise<void> {
    (await this.#whole()).setFrozen(lane, numbers, frozen);
  }

  async restoreBest(lane: number): Promise<void> {
    (await this.#whole()).restoreBest(lane);
  }

  samples(experiments: readonly string[]): readonly Points[] {
    return experiments.map((experiment) => {
      const sample: FirstPlayground = new Playground(`[${experiment}]`, 1);
      const points = sample.points(0);
      sample.free();
      return points;
    });
  }

  #running(): FirstPlayground {
    if (this.#playground === undefined) throw new Error('No experiment has been applied yet');
    return this.#playground;
  }

  /** With every method. */
  async #whole(): Promise<Playground> {
    await this.extend();
    return this.#running() as Playground;
  }

  /** The looker and the code that it calls come side by side; what is looked at is what runs when it is called. */
  async #lookerFor(request: LookRequest): Promise<() => LookAnswer> {
    const [look] = await Promise.all([lookerFor(request), this.extend()]);
    return () => look(this.#running() as Playground);
  }

  #paint(playground: FirstPlayground): void {
    const palette = this.#palette;
    if (palette !== undefined) playground.setPalette(palette.diverging, palette.classes, palette.background);
  }

  #setup(playground: FirstPlayground): readonly LaneSetup[] {
    return Array.from({ length: playground.laneCount }, (_, lane) => {
      const { inputs, layers, classes } = playground.layout(lane);
      return { inputs, layers, classes, points: playground.points(lane) };
    });
  }

  #lane(
    playground: FirstPlayground,
    lane: number,
    wanted: LaneRequest,
    resting: boolean,
    watched: number,
  ): LaneFrame {
    return {
      summary: playground.summary(lane),
      field: wanted.field ? this.#field(playground, lane, resting) : undefined,
      boundaries:
        wanted.boundaries === undefined ? [] : this.#boundaries(playground, lane, wanted.boundaries),
      network: wanted.network ? this.#network(playground, lane, watched) : undefined,
      hash: wanted.hash ? playground.weightsHash(lane, 0) : undefined,
      augmented: wanted.augmented === true ? this.#augmented(playground as Playground, lane) : undefined,
    };
  }

  #augmented(playground: Playground, lane: number): AugmentedFrame {
    if (!this.#kept.has(lane)) this.#kept.set(lane, playground.labelKept(lane));
    return { ghosts: playground.ghosts(lane, 0), kept: this.#kept.get(lane) };
  }

  #field(playground: FirstPlayground, lane: number, resting: boolean): FieldFrame {
    const layout = playground.layout(lane);
    const work = workOf(layout);
    const affordable = (budget: number): number => Math.floor(Math.sqrt(budget / work));
    const wanted = affordable(resting ? FIELD_WORK_AT_REST : FIELD_WORK);
    const size = Math.max(
      COARSEST_FIELD,
      Math.min(FINEST_FIELD, Math.max(wanted, Math.min(FINE_FIELD, affordable(MOST_FIELD_WORK)))),
    );
    const lattice = Math.min(size, FINEST_LATTICE);
    return {
      size,
      rgba: playground.fieldRgba(lane, 0, size),
      lattice,
      values: this.#outputs(playground, lane, 0, lattice, layout.classes),
    };
  }

  /** Runs that were asked for before a rebuild and are gone since are left out. */
  #boundaries(
    playground: FirstPlayground,
    lane: number,
    { side, replicas }: BoundaryRequest,
  ): readonly RunField[] {
    const { classes } = playground.layout(lane);
    return replicas
      .filter((replica) => replica < playground.replicas)
      .map((replica) => ({
        replica,
        lattice: side,
        values: this.#outputs(playground, lane, replica, side, classes),
      }));
  }

  #outputs(
    playground: FirstPlayground,
    lane: number,
    replica: number,
    side: number,
    classes: number,
  ): Float32Array {
    return classes > 2
      ? playground.fieldClasses(lane, replica, side)
      : playground.fieldValues(lane, replica, side);
  }

  #network(playground: FirstPlayground, lane: number, watched: number): NetworkFrame {
    const { inputs, layers } = playground.layout(lane);
    const count = inputs.length + layers.reduce((sum, units) => sum + units, 0);
    const unitSize = count > MOST_UNIT_PICTURES ? 0 : count > 120 ? SMALL_UNIT_SIZE : UNIT_SIZE;
    return {
      unitSize,
      units: unitSize > 0 ? playground.unitRgba(lane, 0, unitSize) : new Uint8ClampedArray(),
      parameters: playground.parameters(lane, 0),
      masks: playground.masks(lane, 0, watched),
      watched,
      stepped: playground.steps > 0,
      held: playground.held(lane),
      ...playground.units(lane, 0),
    };
  }
}

const engines = new Map<number, Engine>();

/** What a call asks of its carrier's engine, once the core is there. */
export async function answer({ carrier, name, given }: Call): Promise<unknown> {
  const engine = engines.get(carrier) ?? new Engine();
  engines.set(carrier, engine);
  if (name === 'release') engines.delete(carrier);
  await engine.start();
  // Both ends are of one build, where the type of `Session` says what is given.
  const core: Readonly<Record<Name, (...given: never[]) => unknown>> = engine;
  return core[name](...(given as never[]));
}
