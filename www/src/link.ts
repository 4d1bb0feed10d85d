/**
 * The link: an experiment as readable text after the `#`, and back.
 *
 * `#v=1&lanes=2&data.dataset=spiral&lane2.dropout.p=0.5` holds what differs from the defaults and
 * nothing else. Reading never fails: what is out of range is brought into it, what is not understood
 * is left at its default, and both are reported. It takes time in proportion to the text, whatever is in it.
 */

import { LANGUAGES } from './messages';
import { isPacked, pack, unpack } from './packed';
import { schema, type Field, type Kind, type Value } from './schema';
import {
  differs,
  initialState,
  MARKS,
  MOST_LANES,
  nameOf,
  REPLICAS,
  SPEEDS,
  TABS,
  THEMES,
  type Lane,
  type Notice,
  type State,
} from './state';
import { format, parse, same, type Parsed } from './value';

export const LINK_VERSION = 1;
const LANE_KEY = /^lane([1-9])\.(.+)$/;
/** A link may be all mistakes; so many are named one by one. */
const MOST_NOTICES = 20;
/** Characters of what came that a notice keeps. */
const LONGEST_QUOTE = 100;

/** Percent-encodes what would end the value or be lost on the way, and leaves the rest readable. */
function escape(text: string): string {
  return encodeURIComponent(text).replaceAll('%2C', ',').replaceAll('%3B', ';').replaceAll('%20', '+');
}

function unescape(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // A stray percent sign: the text as it stands is the best reading there is.
    return text;
  }
}

/** A value as the link writes it: points packed, where that is shorter. */
function written(value: Value): string {
  const plain = format(value);
  const rows =
    Array.isArray(value) && typeof value[0] === 'object' ? (value as readonly (readonly number[])[]) : [];
  const packed = pack(rows);
  return packed !== undefined && packed.length < plain.length ? packed : plain;
}

function read(text: string, kind: Kind): Parsed {
  if (kind.kind !== 'points' || !isPacked(text)) return parse(text, kind);
  const unpacked = unpack(text, kind.longest);
  if (unpacked === undefined) return { ok: false };
  const { min, max } = kind;
  let ok = unpacked.whole;
  const rows = unpacked.rows.map((row) =>
    row.map((value, column) => {
      // As in the plain form, the target is the core's to judge.
      const nearest = column === 2 ? value : Math.min(max, Math.max(min, value));
      ok &&= nearest === value;
      return nearest;
    }),
  );
  return ok ? { ok, value: rows } : { ok, nearest: rows };
}

function percentOf(share: number): string {
  return String(Math.round(100 * share));
}

/** What is shown or not; a link names it where it is not as usual. */
const SWITCHES = [
  { key: 'test', flag: 'showTest', word: 'shown' },
  { key: 'boundaries', flag: 'boundaries', word: 'one' },
  { key: 'curves', flag: 'everyRun', word: 'every' },
] as const;

export function encode(state: State): string {
  const usual = initialState();
  const parts: [string, string][] = [['v', String(LINK_VERSION)]];
  if (state.lanes.length > 1) parts.push(['lanes', String(state.lanes.length)]);
  if (state.replicas !== usual.replicas) parts.push(['runs', String(state.replicas)]);
  if (state.speed !== usual.speed) parts.push(['speed', String(state.speed)]);
  if (state.language !== 'auto') parts.push(['lang', state.language]);
  if (state.theme !== 'auto') parts.push(['theme', state.theme]);
  if (state.tab !== usual.tab) parts.push(['view', state.tab]);
  for (const { key, flag, word } of SWITCHES) if (state[flag] !== usual[flag]) parts.push([key, word]);
  if (state.mark !== usual.mark) parts.push(['solved', percentOf(state.mark)]);
  const perLane: [string, string][] = [];
  for (const { path } of schema.fields) {
    const usualValue = schema.defaults[path];
    if (differs(state, path))
      state.lanes.forEach((lane, index) => {
        const value = lane.settings[path];
        if (value !== undefined && !same(value, usualValue))
          perLane.push([`lane${index + 1}.${path}`, written(value)]);
      });
    else {
      const value = state.lanes[0]?.settings[path];
      if (value !== undefined && !same(value, usualValue)) parts.push([path, written(value)]);
    }
  }
  state.lanes.forEach((lane, index) => {
    if (lane.name !== '') parts.push([`lane${index + 1}.name`, lane.name]);
  });
  return [...parts, ...perLane].map(([key, value]) => `${key}=${escape(value)}`).join('&');
}

interface Reading {
  readonly lanes: { name: string; settings: Record<string, Value> }[];
  readonly notices: Notice[];
}

function quote(text: string): string {
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}

function report(
  { notices }: Reading,
  path: string,
  got: string,
  lane?: number,
  used?: string,
  allowed?: unknown,
): void {
  notices.push({
    about: 'value',
    path,
    lane,
    got: quote(got),
    used: used === undefined ? used : quote(used),
    allowed,
  });
}

function readField(reading: Reading, field: Field, lane: number | undefined, text: string): void {
  const parsed = read(text, field.kind);
  const value = parsed.ok ? parsed.value : parsed.nearest;
  if (!parsed.ok) {
    const used = value ?? reading.lanes[lane ?? 0]?.settings[field.path];
    report(reading, field.path, text, lane, used === undefined ? undefined : format(used), field.kind);
  }
  if (value === undefined) return;
  reading.lanes.forEach((each, index) => {
    if (lane === undefined || lane === index) each.settings[field.path] = value;
  });
}

/** A lane's own field or name; not where there is no such lane or field. */
function readOwn(reading: Reading, key: string, text: string): boolean {
  const [, number, path = ''] = LANE_KEY.exec(key) ?? [];
  const lane = Number(number) - 1;
  const target = reading.lanes[lane];
  const field = schema.byPath.get(path);
  if (target === undefined) return false;
  if (path === 'name') {
    target.name = nameOf(text);
    if (target.name !== text.trim()) report(reading, path, text, lane, target.name, { kind: 'text' });
  } else if (field !== undefined) readField(reading, field, lane, text);
  else return false;
  return true;
}

/** The number among those on offer, or the nearest of them. */
function pick(
  reading: Reading,
  key: string,
  text: string,
  offered: readonly number[],
  otherwise: number,
): number {
  const typed = /^(\d+(\.\d+)?|\.\d+)$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (offered.includes(typed)) return typed;
  const value = Math.min(typed, Math.max(...offered));
  const used = Number.isNaN(value)
    ? otherwise
    : offered.reduce((best, next) => (Math.abs(next - value) < Math.abs(best - value) ? next : best));
  report(reading, key, text, undefined, String(used), { kind: 'choice', options: offered.map(String) });
  return used;
}

/** The word among those on offer, if it is one of them. */
function choose<Word extends string>(
  reading: Reading,
  key: string,
  text: string,
  offered: readonly Word[],
): Word | undefined {
  const found = offered.find((word) => word === text);
  if (found === undefined)
    report(reading, key, text, undefined, undefined, { kind: 'choice', options: offered });
  return found;
}

/** What stands at each key, and which keys stood there more than once; of these the last counts. */
function pairs(hash: string): {
  readonly texts: ReadonlyMap<string, string>;
  readonly repeated: readonly string[];
} {
  const texts = new Map<string, string>();
  const repeated = new Set<string>();
  // Half of a character outside the basic plane cannot be written into a link again.
  for (const part of hash
    .replace(/^#/, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const key = unescape(at < 0 ? part : part.slice(0, at));
    if (texts.has(key)) repeated.add(key);
    texts.set(key, at < 0 ? '' : unescape(part.slice(at + 1)));
  }
  return { texts, repeated: [...repeated] };
}

const MARK_PERCENTS = MARKS.map((share) => Math.round(100 * share));
const LANE_COUNTS = Array.from({ length: MOST_LANES }, (_, index) => index + 1);

type View = Partial<Omit<State, 'lanes'>>;

/** Keys that say how to show an experiment, and not which; what is wrong with them is reported. */
const VIEW_KEYS = new Map<string, (reading: Reading, key: string, text: string) => View>([
  ['speed', (reading, key, text) => ({ speed: pick(reading, key, text, SPEEDS, initialState().speed) })],
  [
    'solved',
    (reading, key, text) => ({
      mark: pick(reading, key, text, MARK_PERCENTS, 100 * initialState().mark) / 100,
    }),
  ],
  [
    'lang',
    (reading, key, text) => {
      const language = choose(reading, key, text, LANGUAGES);
      return language === undefined ? {} : { language };
    },
  ],
  [
    'theme',
    (reading, key, text) => {
      const theme = choose(reading, key, text, THEMES);
      return theme === undefined ? {} : { theme };
    },
  ],
  [
    'view',
    (reading, key, text) => {
      const tab = choose(reading, key, text, TABS);
      return tab === undefined ? {} : { tab };
    },
  ],
  ...SWITCHES.map(
    ({ key: name, flag, word }) =>
      [
        name,
        (reading: Reading, key: string, text: string): View =>
          choose(reading, key, text, [word]) === undefined ? {} : { [flag]: !initialState()[flag] },
      ] as const,
  ),
]);

/** The first notices, and how many more there are. */
function bounded(notices: readonly Notice[]): readonly Notice[] {
  return notices.length <= MOST_NOTICES
    ? notices
    : [...notices.slice(0, MOST_NOTICES), { about: 'more', count: notices.length - MOST_NOTICES }];
}

/** The state a link describes; the opening experiment where it names none. */
export function decode(hash: string, opening: () => State): State {
  const { texts, repeated } = pairs(hash);
  if (texts.size === 0) return opening();
  const usual = initialState();
  const head: Reading = { lanes: [], notices: [] };
  const countText = texts.get('lanes');
  const count = countText === undefined ? 1 : pick(head, 'lanes', countText, LANE_COUNTS, 1);
  const reading: Reading = {
    notices: head.notices,
    lanes: Array.from({ length: count }, () => ({ name: '', settings: { ...schema.defaults } })),
  };
  let view: View = {};
  const own: (readonly [string, string])[] = [];
  for (const [key, text] of texts) {
    const field = schema.byPath.get(key);
    const shown = VIEW_KEYS.get(key);
    if (field !== undefined) readField(reading, field, undefined, text);
    else if (LANE_KEY.test(key)) own.push([key, text]);
    else if (shown !== undefined) view = { ...view, ...shown(reading, key, text) };
    else if (key === 'runs') view = { ...view, replicas: pick(reading, key, text, REPLICAS, usual.replicas) };
    else if (key === 'v') {
      if (text !== String(LINK_VERSION)) reading.notices.push({ about: 'version', got: quote(text) });
    } else if (key !== 'lanes') reading.notices.push({ about: 'unknown', key: quote(key) });
  }
  // A lane's own value goes over the common one, wherever it stands in the link.
  for (const [key, text] of own)
    if (!readOwn(reading, key, text)) reading.notices.push({ about: 'unknown', key: quote(key) });
  for (const key of repeated) reading.notices.push({ about: 'repeated', key: quote(key) });
  const state = { ...usual, ...view };
  const namesNone = [...texts.keys()].every((key) => VIEW_KEYS.has(key));
  const lanes: readonly Lane[] = reading.lanes;
  const experiment = namesNone ? opening() : { lanes, replicas: state.replicas };
  return {
    ...state,
    lanes: experiment.lanes,
    replicas: experiment.replicas,
    notices: bounded(reading.notices),
  };
}
