/** What the visitor has set up, and what can be done to it. */

import type { Language } from './messages';
import { nest, schema, type Settings, type Value } from './schema';
import { format, same } from './value';

export const MOST_LANES = 4;
export const REPLICAS = [1, 8, 32] as const;
/** Steps for each frame; below one, a step every so many frames, slow enough to see each mask. */
export const SPEEDS = [0.05, 1, 4, 16, 64, 256] as const;
/** The seeds that make one run differ from another on the same data. */
export const RUN_SEEDS = ['seeds.init', 'seeds.batches', 'seeds.masks'] as const;
export const LONGEST_NAME = 40;
/** Shares of what there is to learn from which on a task may count as solved. */
export const MARKS = [0.7, 0.8, 0.9, 0.95, 0.99] as const;
export const THEMES = ['auto', 'light', 'dark'] as const;
/** What stands below the lanes. */
export const TABS = [
  'curves',
  'inputs',
  'signals',
  'weights',
  'dropout',
  'step',
  'surface',
  'diagnosis',
  'variance',
  'sweep',
] as const;
export type Tab = (typeof TABS)[number];
export type Theme = (typeof THEMES)[number];

export interface Lane {
  /** Given by the visitor; empty for the lane's number in the visitor's language. */
  readonly name: string;
  readonly settings: Settings;
}

/** Which lanes a control changes. */
export type Target = 'all' | number;

export type Drawn = 'points' | 'target';

/** Text that was typed and is not allowed; it stays in its box. */
export interface Draft {
  readonly text: string;
}

/** What could not be used as it came, told to the visitor in his language. */
export type Notice =
  | { readonly about: 'unknown'; readonly key: string }
  | { readonly about: 'repeated'; readonly key: string }
  /** So many more, which are not named. */
  | { readonly about: 'more'; readonly count: number }
  | { readonly about: 'version'; readonly got: string }
  | {
      readonly about: 'value';
      readonly path: string;
      readonly lane: number | undefined;
      readonly got: string;
      readonly used: string | undefined;
      /** The core's own account, where the core refused the value. */
      readonly allowed: unknown;
    };

/** What of a sweep stands in place of the lanes: the fields that were swept, and which run, counted from 1, if not all. */
export interface Opened {
  readonly paths: readonly string[];
  readonly run: number | undefined;
}

/** What the lanes were before some were removed or replaced, until they are changed another way. */
export interface Undo {
  readonly did:
    /** The places of the lanes that were removed. */
    | { readonly removed: readonly number[] }
    /** The field that the new lanes differ in. */
    | { readonly fanned: string }
    | { readonly opened: Opened };
  readonly lanes: readonly Lane[];
  readonly target: Target;
  /** Where the number of runs was changed too. */
  readonly replicas: number | undefined;
  readonly earlier: Undo | undefined;
}

export interface State {
  readonly lanes: readonly Lane[];
  readonly undo: Undo | undefined;
  readonly replicas: number;
  /** One of `MARKS`. */
  readonly mark: number;
  /** Whether every run's boundary is drawn, and every run's curve. */
  readonly boundaries: boolean;
  readonly everyRun: boolean;
  readonly speed: number;
  readonly language: Language | 'auto';
  readonly theme: Theme;
  readonly showTest: boolean;
  readonly target: Target;
  readonly tab: Tab;
  readonly drawer: boolean;
  /** What is being set on the fields by hand: points, or where the target distribution lies. */
  readonly drawing: Drawn | undefined;
  readonly shortcuts: boolean;
  readonly help: boolean;
  readonly drafts: Readonly<Record<string, Draft>>;
  readonly notices: readonly Notice[];
  /** What the core refused of the present settings. */
  readonly refused: readonly Notice[];
}

export type Action =
  | { readonly type: 'set'; readonly path: string; readonly value: Value }
  | { readonly type: 'write'; readonly path: string; readonly text: string }
  | { readonly type: 'seed'; readonly text: string }
  /** Drops what was typed and not taken; the value in force stands in the box again. */
  | { readonly type: 'forget'; readonly path: string }
  | { readonly type: 'lanes'; readonly count: number }
  | { readonly type: 'duplicate'; readonly lane: number }
  | { readonly type: 'remove'; readonly lane: number }
  /** Copies of one lane, each with settings of its own, in place of all lanes. */
  | { readonly type: 'fan'; readonly lane: number; readonly path: string; readonly own: readonly Settings[] }
  /** One experiment of a sweep in place of all lanes, which is trained to a step from its first one. */
  | {
      readonly type: 'open';
      readonly settings: Settings;
      readonly replicas: number;
      readonly opened: Opened;
      readonly step: number;
    }
  | { readonly type: 'undo' }
  | { readonly type: 'forgetUndo' }
  | { readonly type: 'name'; readonly lane: number; readonly name: string }
  | { readonly type: 'replicas'; readonly replicas: number }
  | { readonly type: 'mark'; readonly mark: number }
  | { readonly type: 'boundaries'; readonly show: boolean }
  | { readonly type: 'everyRun'; readonly show: boolean }
  | { readonly type: 'speed'; readonly speed: number }
  | { readonly type: 'language'; readonly language: Language }
  | { readonly type: 'theme' }
  | { readonly type: 'showTest'; readonly show: boolean }
  | { readonly type: 'target'; readonly target: Target }
  | { readonly type: 'tab'; readonly tab: Tab }
  | { readonly type: 'drawer'; readonly open: boolean }
  | { readonly type: 'help'; readonly open: boolean }
  | { readonly type: 'drawing'; readonly what: Drawn | undefined }
  /** Own points of some lanes, whichever lanes the controls change. */
  | { readonly type: 'points'; readonly lanes: readonly number[]; readonly points: Value }
  /** Other lanes in place of those there are. */
  | { readonly type: 'replace'; readonly settings: readonly Settings[] }
  | { readonly type: 'shortcuts'; readonly on: boolean }
  | { readonly type: 'dismiss' }
  | { readonly type: 'load'; readonly state: State }
  | { readonly type: 'refused'; readonly notices: readonly Notice[] };

/** The draft of the seed in the transport bar, which stands for several fields. */
export const SEED_DRAFT = 'seed';

export function initialState(lanes: readonly Lane[] = [{ name: '', settings: schema.defaults }]): State {
  return {
    lanes,
    undo: undefined,
    replicas: 1,
    mark: 0.9,
    boundaries: true,
    everyRun: false,
    speed: 16,
    language: 'auto',
    theme: 'auto',
    showTest: false,
    target: 'all',
    tab: 'curves',
    drawer: false,
    drawing: undefined,
    shortcuts: true,
    help: false,
    drafts: {},
    notices: [],
    refused: [],
  };
}

/** The lane a control shows when it speaks for all. */
export function targetLane(state: State): Lane {
  const lane = state.lanes[state.target === 'all' ? 0 : state.target] ?? state.lanes[0];
  if (lane === undefined) throw new Error('There is always a lane');
  return lane;
}

export function valueIn(settings: Settings, path: string): Value {
  const value = settings[path];
  if (value === undefined) throw new Error(`No setting ${path}`);
  return value;
}

/** A name as it is kept: whole characters, as many as there is room for. */
export function nameOf(text: string): string {
  return Array.from(text.trim()).slice(0, LONGEST_NAME).join('').trim();
}

/** The value at a path, lane by lane. */
export function valuesOf(state: State, path: string): readonly Value[] {
  return state.lanes.map((lane) => valueIn(lane.settings, path));
}

export function differs(state: State, path: string): boolean {
  const [first, ...rest] = valuesOf(state, path);
  return rest.some((value) => !same(first, value));
}

/** Every path whose value is not the same in all lanes, in the table's order. */
export function differing(state: State): readonly string[] {
  return state.lanes.length < 2
    ? []
    : schema.fields.map((field) => field.path).filter((path) => differs(state, path));
}

/** The lanes as the core reads them. */
export function experiments(state: State): string {
  return JSON.stringify(state.lanes.map((lane) => nest(lane.settings, schema.version)));
}

/** The seeds of the runs as one text: one number where they agree. */
export function seedText(state: State): string {
  const seeds = RUN_SEEDS.flatMap((path) => valuesOf(state, path)).map(format);
  return [...new Set(seeds)].join(' / ');
}
