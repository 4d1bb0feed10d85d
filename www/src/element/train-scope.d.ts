/**
 * Types of `train-scope.js` and `train-scope.single.js`, which define the custom element `<train-scope>`: an experiment
 * in training neural networks, run in the reader's browser.
 */

/** A lane's figures; of several runs the medians. Null where there is none: without the set, or after divergence. */
export interface LaneMetrics {
  readonly trainLoss: number | null;
  readonly trainDevLoss: number | null;
  readonly devLoss: number | null;
  /** From 0 to 1; null where a number is predicted. */
  readonly trainAccuracy: number | null;
  readonly trainDevAccuracy: number | null;
  readonly devAccuracy: number | null;
  readonly penalty: number | null;
}

export interface MetricsDetail {
  /** Optimizer updates so far. */
  readonly step: number;
  /** Passes over the training set so far. */
  readonly epoch: number;
  readonly lanes: readonly LaneMetrics[];
}

export interface StateChangeDetail {
  /** The link of what is shown now, without `#`. */
  readonly link: string;
  readonly playing: boolean;
}

export interface DivergedDetail {
  /** Counted from 1, as in links. */
  readonly lane: number;
  /** Which of the lane's runs, counted from 1. */
  readonly run: number;
  readonly step: number;
  /** The layer of weights in which a number was not finite, counted from 1 at the inputs. */
  readonly layer: number;
}

/** An experiment as the playground exports it: fields by their groups, such as `{ data: { dataset: 'moons' } }`. */
export type Experiment = Readonly<Record<string, unknown>>;

export interface TrainScopeState {
  /** Without `#`. */
  readonly link: string;
  readonly step: number;
  readonly playing: boolean;
  /** One for each lane; none before `ready`. */
  readonly experiment: readonly Experiment[];
}

/** What `setState` takes: one of the two. */
export type TrainScopeSource =
  { readonly link: string } | { readonly experiment: Experiment | readonly Experiment[] };

export interface TrainScopeEventMap {
  /** The first frame is drawn. */
  readonly ready: CustomEvent<null>;
  /** At most every 250 ms. */
  readonly metrics: CustomEvent<MetricsDetail>;
  /** The experiment is another, or it plays or pauses. */
  readonly statechange: CustomEvent<StateChangeDetail>;
  /** A run has left the range of numbers; once for each run of a training. */
  readonly diverged: CustomEvent<DivergedDetail>;
}

export declare class TrainScope extends HTMLElement {
  /** A link of the playground, whole or from its `#` on. */
  link: string;
  /** In the place of `link`: an experiment, or one for each lane. */
  experiment: Experiment | readonly Experiment[] | undefined;
  /** Names with spaces between: `field`, `network`, `figures`, `curves`, and the playground's tabs. */
  views: string;
  /** Paths of fields that the reader may change, and of `play`, `step`, `reset`, `seeds`; or `none`. */
  controls: string;
  /** The step at which it pauses, from 1 to 10,000,000. */
  until: number | undefined;
  autoplay: boolean;
  /** `light`, `dark`, or `auto` for the reader's own. */
  theme: string;
  /** Address of the playground that the element links to; empty for no such link. */
  home: string;

  /** Plays while it is in sight. */
  play(): void;
  pause(): void;
  /**
   * Makes exactly so many steps, up to 10,000, after those that were asked for before, and pauses. Resolves when the last is
   * drawn; earlier where it is paused, played or reset meanwhile, another experiment comes, or every run has diverged. Like the
   * others it rejects where the element is in no page, its files cannot be loaded, or an argument is not allowed.
   */
  step(steps?: number): Promise<void>;
  /** Back to step 0 with the same initial weights; resolves when that is drawn. */
  reset(): Promise<void>;
  getState(): TrainScopeState;
  /** Another experiment in the place of what the attributes say; resolves when the first frame of it is drawn. */
  setState(state: TrainScopeSource): Promise<void>;

  addEventListener<Name extends keyof TrainScopeEventMap>(
    type: Name,
    listener: (this: TrainScope, event: TrainScopeEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<Name extends keyof TrainScopeEventMap>(
    type: Name,
    listener: (this: TrainScope, event: TrainScopeEventMap[Name]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'train-scope': TrainScope;
  }
}
