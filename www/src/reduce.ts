/** The pure function that changes what the visitor has set up. */

import { fieldAt, schema, type Settings, type Value } from './schema';
import {
  nameOf,
  MOST_LANES,
  RUN_SEEDS,
  SEED_DRAFT,
  THEMES,
  valueIn,
  type Action,
  type State,
  type Undo,
} from './state';
import { parse, same } from './value';

/** The field that own points are in. */
const OWN = 'data.custom';

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
  return { did, lanes, target, replicas: undefined, earlier: undo };
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

/** Who looks at one run after another wants back what he had set up, and not the run before: that is still in the sweep. */
function open(state: State, { settings, replicas, opened }: Extract<Action, { type: 'open' }>): State {
  const before =
    state.undo !== undefined && 'opened' in state.undo.did
      ? state.undo
      : { ...undoOf(state, { opened }), replicas: state.replicas };
  return {
    ...state,
    lanes: [{ name: '', settings }],
    replicas,
    undo: { ...before, did: { opened } },
    target: 'all',
    drafts: {},
  };
}

function undone(state: State): State {
  const { undo } = state;
  return undo === undefined
    ? state
    : {
        ...state,
        lanes: undo.lanes,
        target: undo.target,
        replicas: undo.replicas ?? state.replicas,
        undo: undo.earlier,
        drafts: {},
      };
}

/**
 * To which step an action has everything trained from the first step on; undefined where the core says whether training goes
 * on. It would go on where what is opened, or taken back, differs only in what can be changed while it trains: with weights
 * that were learned under another setting.
 */
export function trainsAnewTo({ undo }: State, action: Action): number | undefined {
  if (action.type === 'open') return action.step;
  return action.type === 'undo' && undo !== undefined && 'opened' in undo.did ? 0 : undefined;
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
    case 'open':
      return open(state, action);
    case 'undo':
      return undone(state);
    case 'forgetUndo':
      return { ...state, undo: undefined };
    case 'name':
      return {
        ...state,
        lanes: state.lanes.map((lane, index) =>
          index === action.lane ? { ...lane, name: nameOf(action.name) } : lane,
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
      return { ...state, drawing: action.what, drawer: action.what === undefined ? state.drawer : false };
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
