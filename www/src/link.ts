/**
 * The link: an experiment as readable text after the `#`, and back.
 *
 * `#v=1&lanes=2&data.dataset=spiral&lane2.dropout.p=0.5` holds what differs from the defaults and
 * nothing else. Reading never fails: what is out of range is brought into it, what is not understood
 * is left at its default, and both are reported.
 */

import { LANGUAGES } from './messages';
import { schema, type Field, type Value } from './schema';
import {
  differs,
  initialState,
  LONGEST_NAME,
  MARKS,
  MOST_LANES,
  REPLICAS,
  SPEEDS,
  TABS,
  type Lane,
  type Notice,
  type State,
} from './state';
import { format, parse, same } from './value';

export const LINK_VERSION = 1;
const LANE_KEY = /^lane([1-9])\.(.+)$/;

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
          perLane.push([`lane${index + 1}.${path}`, format(value)]);
      });
    else {
      const value = state.lanes[0]?.settings[path];
      if (value !== undefined && !same(value, usualValue)) parts.push([path, format(value)]);
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

function report(
  reading: Reading,
  path: string,
  got: string,
  lane?: number,
  used?: string,
  allowed?: unknown,
): void {
  reading.notices.push({ about: 'value', path, lane, got, used, allowed });
}

function readField(reading: Reading, field: Field, lane: number | undefined, text: string): void {
  const parsed = parse(text, field.kind);
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

/** The number among those on offer, or the nearest of them. */
function pick(
  reading: Reading,
  key: string,
  text: string,
  offered: readonly number[],
  otherwise: number,
): number {
  const value = /^\d*\.?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (offered.includes(value)) return value;
  const used = Number.isNaN(value)
    ? otherwise
    : offered.reduce((best, next) => (Math.abs(next - value) < Math.abs(best - value) ? next : best));
  report(reading, key, text, undefined, String(used), { kind: 'choice', options: offered.map(String) });
  return used;
}

function pairs(hash: string): readonly (readonly [string, string])[] {
  return hash
    .replace(/^#/, '')
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0
        ? ([unescape(part), ''] as const)
        : ([unescape(part.slice(0, at)), unescape(part.slice(at + 1))] as const);
    });
}

const MARK_PERCENTS = MARKS.map((share) => Math.round(100 * share));
const LANE_COUNTS = Array.from({ length: MOST_LANES }, (_, index) => index + 1);

/** Keys that say how to show an experiment, and not which. */
const VIEW_KEYS: readonly string[] = [
  ...['speed', 'lang', 'theme', 'view', 'solved'],
  ...SWITCHES.map(({ key }) => key),
];

/** The state a link describes; the opening experiment where it names none. */
export function decode(hash: string, opening: () => State): State {
  const all = pairs(hash);
  if (all.length === 0) return opening();
  const usual = initialState();
  const head: Reading = { lanes: [], notices: [] };
  const countText = all.find(([key]) => key === 'lanes')?.[1];
  const count = countText === undefined ? 1 : pick(head, 'lanes', countText, LANE_COUNTS, 1);
  const reading: Reading = {
    notices: head.notices,
    lanes: Array.from({ length: count }, () => ({ name: '', settings: { ...schema.defaults } })),
  };
  let view = { ...usual };
  const own: (() => void)[] = [];
  for (const [key, text] of all) {
    const field = schema.byPath.get(key);
    const switched = SWITCHES.find((one) => one.key === key);
    const [, number, rest] = LANE_KEY.exec(key) ?? [];
    if (field !== undefined) readField(reading, field, undefined, text);
    else if (number !== undefined && rest !== undefined) {
      const lane = Number(number) - 1;
      const target = reading.lanes[lane];
      const laneField = schema.byPath.get(rest);
      if (target !== undefined && rest === 'name') {
        target.name = text.trim().slice(0, LONGEST_NAME);
        if (target.name !== text.trim()) report(reading, 'name', text, lane, target.name, { kind: 'text' });
      } else if (target !== undefined && laneField !== undefined)
        // A lane's own value goes over the common one, wherever it stands in the link.
        own.push(() => {
          readField(reading, laneField, lane, text);
        });
      else reading.notices.push({ about: 'unknown', key });
    } else if (key === 'v') {
      if (text !== String(LINK_VERSION)) reading.notices.push({ about: 'version', got: text });
    } else if (key === 'runs')
      view = { ...view, replicas: pick(reading, key, text, REPLICAS, usual.replicas) };
    else if (key === 'solved')
      view = { ...view, mark: pick(reading, key, text, MARK_PERCENTS, 100 * usual.mark) / 100 };
    else if (key === 'speed') view = { ...view, speed: pick(reading, key, text, SPEEDS, usual.speed) };
    else if (key === 'lang') {
      const language = LANGUAGES.find((known) => known === text);
      if (language === undefined)
        report(reading, key, text, undefined, undefined, { kind: 'choice', options: LANGUAGES });
      else view = { ...view, language };
    } else if (key === 'theme') {
      if (text === 'light' || text === 'dark') view = { ...view, theme: text };
      else if (text !== 'auto')
        report(reading, key, text, undefined, undefined, {
          kind: 'choice',
          options: ['auto', 'light', 'dark'],
        });
    } else if (key === 'view') {
      const tab = TABS.find((known) => known === text);
      if (tab === undefined)
        report(reading, key, text, undefined, undefined, { kind: 'choice', options: TABS });
      else view = { ...view, tab };
    } else if (switched !== undefined) {
      const { flag, word } = switched;
      if (text === word) view = { ...view, [flag]: !usual[flag] };
      else report(reading, key, text, undefined, undefined, { kind: 'choice', options: [word] });
    } else if (key !== 'lanes') reading.notices.push({ about: 'unknown', key });
  }
  for (const read of own) read();
  const namesNone = all.every(([key]) => VIEW_KEYS.includes(key));
  const lanes: readonly Lane[] = reading.lanes;
  const experiment = namesNone ? opening() : { lanes, replicas: view.replicas };
  return { ...view, lanes: experiment.lanes, replicas: experiment.replicas, notices: reading.notices };
}
