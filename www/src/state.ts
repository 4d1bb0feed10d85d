/** What the visitor has set up, and the pure function that changes it. */

import type { Language } from './messages';
import { fieldAt, nest, schema, type Settings, type Value } from './schema';
import { format, parse, same } from './value';

export const MOST_LANES = 4;
export const REPLICAS = [1, 8, 32] as const;
/** Steps for each frame; below one, a step every so many frames, slow enough to see each mask. */
export const SPEEDS = [0.05, 1, 4, 16, 64, 256] as const;
/** The seeds that make one run differ from another on the same data. */
export const RUN_SEEDS = ['seeds.init', 'seeds.batches', 'seeds.masks'] as const;
export const LONGEST_NAME = 40;
/** Shares of what there is to learn from which on a task may count as solved. */
export const MARKS = [0.7, 0.8, 0.9, 0.95, 0.99] as const;
const THEMES = ['auto', 'light', 'dark'] as const;
/** What stands below the lanes. */
export const TABS = ['curves', 'signals', 'weights', 'dropout', 'step', 'surface'] as const;
export type Tab = (typeof TABS)[number];
export type Theme = (typeof THEMES)[number];

export interface Lane {
  /** Given by the visitor; empty for the lane's number in the visitor's language. */
  readonly name: string;
  readonly settings: Settings;
}

/** Which lanes a control changes. */
export type Target = 'all' | number;

/** Text that was typed and is not allowed; it stays in its box. */
export interface Draft {
  readonly text: string;
}

/** What could not be used as it came, told to the visitor in his language. */
export type Notice =
  | { readonly about: 'unknown'; readonly key: string }
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

/** What the lanes were before some were removed or replaced, until they are changed another way. */
export interface Undo {
  /** The places of the lanes that were removed, or the field that the new lanes differ in. */
  readonly did: { readonly removed: readonly number[] } | { readonly fanned: string };
  readonly lanes: readonly Lane[];
  readonly target: Target;
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
  /** Points are being drawn on the fields. */
  readonly drawing: boolean;
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
  | { readonly type: 'drawing'; readonly on: boolean }
  /** Own points of some lanes, whichever lanes the controls change. */
  | { readonly type: 'points'; readonly lanes: readonly number[]; readonly points: Value }
  /** Other lanes in place of those there are. */
  | { readonly type: 'replace'; readonly settings: readonly Settings[] }
  | { readonly type: 'shortcuts'; readonly on: boolean }
  | { readonly type: 'dismiss' }
  | { readonly type: 'load'; readonly state: State }
  | { readonly type: 'refused'; readonly notices: readonly Notice[] };

/** The field that own points are in. */
const OWN = 'data.custom';

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
    drawing: false,
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

function without(drafts: State['drafts'], key: string): State['drafts'] {
  return Object.fromEntries(Object.entries(drafts).filter(([name]) => name !== key));
}

/** Values that hold one entry for each hidden layer follow the number of layers. */
function fitted(settings: Settings): Settings {
  const layers = settings['network.layers'];
  if (!Array.isArray(layers)) return settings;
  const count = layers.length;
  const changed: Record<string, Value> = {};
  for (const path of ['network.activation', 'dropout.p']) {
    const value = settings[path];
    if (!Array.isArray(value) || value.length === count) continue;
    const list = value as readonly (number | string)[];
    const last = list.at(-1);
    if (last === undefined || count === 0) {
      changed[path] = valueIn(schema.defaults, path);
      continue;
    }
    changed[path] = Array.from({ length: count }, (_, index) => list[index] ?? last);
  }
  return { ...settings, ...changed };
}

function put(state: State, lane: number, path: string, value: Value): State {
  // The same value again is no change, so that nothing is done about it.
  if (same(state.lanes[lane]?.settings[path], value)) return state;
  const lanes = state.lanes.map((old, index) => {
    if (index !== lane) return old;
    const settings = { ...old.settings, [path]: value };
    return { ...old, settings: path === 'network.layers' ? fitted(settings) : settings };
  });
  return { ...state, lanes };
}

function set(state: State, path: string, value: Value): State {
  const lanes = state.target === 'all' ? state.lanes.map((_, index) => index) : [state.target];
  const changed = lanes.reduce((next, lane) => put(next, lane, path, value), state);
  return path in state.drafts ? { ...changed, drafts: without(state.drafts, path) } : changed;
}

/** Typed text: a value, one value for each lane ("0 | 0.5"), or a draft with its complaint. */
function write(state: State, path: string, text: string): State {
  const { kind } = fieldAt(path);
  const parts = text.split('|');
  if (state.target === 'all' && parts.length === state.lanes.length && parts.length > 1) {
    const values = parts.map((part) => parse(part.trim(), kind));
    if (values.every((parsed) => parsed.ok)) {
      const changed = values.reduce((next, parsed, lane) => put(next, lane, path, parsed.value), state);
      return { ...changed, drafts: without(state.drafts, path) };
    }
  }
  const parsed = parse(text, kind);
  return parsed.ok
    ? set(state, path, parsed.value)
    : { ...state, drafts: { ...state.drafts, [path]: { text } } };
}

function seed(state: State, text: string): State {
  const parsed = parse(text, fieldAt(RUN_SEEDS[0]).kind);
  if (!parsed.ok) return { ...state, drafts: { ...state.drafts, [SEED_DRAFT]: { text } } };
  let next: State = { ...state, target: 'all', drafts: without(state.drafts, SEED_DRAFT) };
  for (const path of RUN_SEEDS) next = set(next, path, parsed.value);
  return { ...next, target: state.target };
}

/** The seeds of the runs as one text: one number where they agree. */
export function seedText(state: State): string {
  const seeds = RUN_SEEDS.flatMap((path) => valuesOf(state, path)).map(format);
  return [...new Set(seeds)].join(' / ');
}

function resize(state: State, count: number): State {
  const wanted = Math.min(MOST_LANES, Math.max(1, count));
  const last = state.lanes.at(-1);
  const lanes = state.lanes.slice(0, wanted);
  // A new lane starts as the last one: nothing differs until the visitor makes it.
  while (lanes.length < wanted && last !== undefined) lanes.push({ ...last, name: '' });
  const target = state.target === 'all' || state.target < wanted ? state.target : 'all';
  const gone = Array.from({ length: Math.max(0, state.lanes.length - wanted) }, (_, index) => wanted + index);
  const undo = gone.length === 0 ? undefined : undoOf(state, { removed: gone });
  return { ...state, lanes, undo, target, drafts: {} };
}

function undoOf({ lanes, target, undo }: State, did: Undo['did']): Undo {
  return { did, lanes, target, earlier: undo };
}

/** The copy stands right after its lane, and is the one that is changed next. */
function duplicate(state: State, index: number): State {
  const lane = state.lanes[index];
  if (lane === undefined || state.lanes.length >= MOST_LANES) return state;
  const lanes = state.lanes.toSpliced(index + 1, 0, { ...lane, name: '' });
  return { ...state, lanes, target: index + 1, drafts: {} };
}

function remove(state: State, index: number): State {
  const { lanes, target } = state;
  if (lanes[index] === undefined || lanes.length < 2) return state;
  const kept = target === 'all' || target === index ? 'all' : target > index ? target - 1 : target;
  return {
    ...state,
    lanes: lanes.toSpliced(index, 1),
    undo: undoOf(state, { removed: [index] }),
    target: lanes.length === 2 ? 'all' : kept,
    drafts: {},
  };
}

/** The names stay empty: what the lanes differ in says which is which. */
function fan(state: State, index: number, path: string, own: readonly Settings[]): State {
  const lane = state.lanes[index];
  if (lane === undefined || own.length === 0) return state;
  const lanes = own
    .slice(0, MOST_LANES)
    .map((settings) => ({ name: '', settings: fitted({ ...lane.settings, ...settings }) }));
  return { ...state, lanes, undo: undoOf(state, { fanned: path }), target: 'all', drafts: {} };
}

function undone(state: State): State {
  const { undo } = state;
  return undo === undefined
    ? state
    : { ...state, lanes: undo.lanes, target: undo.target, undo: undo.earlier, drafts: {} };
}

export function reduce(state: State, action: Action): State {
  const next = change(state, action);
  // To undo what was before another change would take that change back with it.
  return next.undo !== undefined && next.undo === state.undo && next.lanes !== state.lanes
    ? { ...next, undo: undefined }
    : next;
}

function change(state: State, action: Action): State {
  switch (action.type) {
    case 'set':
      return set(state, action.path, action.value);
    case 'write':
      return write(state, action.path, action.text);
    case 'seed':
      return seed(state, action.text);
    case 'forget':
      return action.path in state.drafts ? { ...state, drafts: without(state.drafts, action.path) } : state;
    case 'lanes':
      return resize(state, action.count);
    case 'duplicate':
      return duplicate(state, action.lane);
    case 'remove':
      return remove(state, action.lane);
    case 'fan':
      return fan(state, action.lane, action.path, action.own);
    case 'undo':
      return undone(state);
    case 'forgetUndo':
      return { ...state, undo: undefined };
    case 'name':
      return {
        ...state,
        lanes: state.lanes.map((lane, index) =>
          index === action.lane ? { ...lane, name: action.name.trim().slice(0, LONGEST_NAME) } : lane,
        ),
      };
    case 'replicas':
      return { ...state, replicas: action.replicas };
    case 'mark':
      return { ...state, mark: action.mark };
    case 'boundaries':
      return { ...state, boundaries: action.show };
    case 'everyRun':
      return { ...state, everyRun: action.show };
    case 'speed':
      return { ...state, speed: action.speed };
    case 'language':
      return { ...state, language: action.language };
    case 'theme':
      return { ...state, theme: THEMES[(THEMES.indexOf(state.theme) + 1) % THEMES.length] ?? 'auto' };
    case 'showTest':
      return { ...state, showTest: action.show };
    case 'target':
      return {
        ...state,
        target: action.target === 'all' || action.target < state.lanes.length ? action.target : state.target,
        drafts: {},
      };
    case 'tab':
      return { ...state, tab: action.tab };
    case 'drawer':
      return { ...state, drawer: action.open };
    case 'help':
      return { ...state, help: action.open };
    case 'drawing':
      // On a phone the drawer would cover the field.
      return { ...state, drawing: action.on, drawer: action.on ? false : state.drawer };
    case 'points':
      return action.lanes.reduce((next, lane) => put(next, lane, OWN, action.points), {
        ...state,
        drafts: without(state.drafts, OWN),
      });
    case 'replace':
      return {
        ...state,
        lanes: action.settings.map((settings) => ({ name: '', settings })),
        target: 'all',
        drafts: {},
        notices: [],
      };
    case 'shortcuts':
      return { ...state, shortcuts: action.on };
    case 'dismiss':
      return { ...state, notices: [] };
    case 'load':
      return {
        ...action.state,
        drawer: state.drawer,
        shortcuts: state.shortcuts,
        boundaries: state.boundaries,
        everyRun: state.everyRun,
      };
    case 'refused':
      return { ...state, refused: action.notices };
  }
}
