/** What stands in the dialog, as text, and the lanes that it means. Pure. */

import { fieldAt, type Kind, type Settings, type Value } from '../schema';
import { differs, MOST_LANES, valueIn, valuesOf, type State } from '../state';
import { format, parse } from '../value';
import { companionsOf, valuesFor } from './presets';

export const FEWEST = 2;

/** One lane to be: the text for each of its fields. */
export type Entry = Readonly<Record<string, string>>;

export interface Form {
  /** The lane that is copied. */
  readonly lane: number;
  readonly path: string;
  readonly entries: readonly Entry[];
}

/** What is wrong with one entry: fields whose text is not allowed, or another entry that is the same. */
export interface Trouble {
  readonly paths: readonly string[];
  readonly sameAs: number | undefined;
}

export type Plan =
  | { readonly ok: true; readonly own: readonly Settings[] }
  | { readonly ok: false; readonly troubles: readonly (Trouble | undefined)[] };

export function settingsOf(state: State, lane: number): Settings {
  const found = state.lanes[lane] ?? state.lanes[0];
  if (found === undefined) throw new Error('There is always a lane');
  return found.settings;
}

/** The options on offer; points of one's own only where there are some. */
export function optionsOf(kind: Kind, path: string, settings: Settings): readonly string[] {
  const options = 'options' in kind ? kind.options : kind.kind === 'flag' ? ['true', 'false'] : [];
  const own = settings['data.custom'];
  const empty = path === 'data.dataset' && Array.isArray(own) && own.length === 0;
  return empty ? options.filter((option) => option !== 'custom') : options;
}

/** An entry with a text for every field that its main value brings with it. */
export function completed(entry: Entry, path: string, settings: Settings): Entry {
  const missing = companionsOf(path, entry[path] ?? '').filter((other) => entry[other] === undefined);
  return missing.length === 0
    ? entry
    : { ...entry, ...Object.fromEntries(missing.map((other) => [other, format(valueIn(settings, other))])) };
}

/** Two entries to begin with: what the lane has, and the next option, or room to type. */
function beginning(path: string, settings: Settings): readonly Entry[] {
  const present = format(valueIn(settings, path));
  const options = optionsOf(fieldAt(path).kind, path, settings);
  const other = options[(options.indexOf(present) + 1) % Math.max(1, options.length)] ?? '';
  return [{ [path]: present }, { [path]: other }];
}

/** Of the lanes as they are where they differ, else of the usual values, else of a beginning. */
export function formFor(state: State, lane: number, path: string): Form {
  const settings = settingsOf(state, lane);
  const entries = differs(state, path)
    ? valuesOf(state, path).map((value, index) =>
        completed({ [path]: format(value) }, path, settingsOf(state, index)),
      )
    : (valuesFor(path, settings) ?? beginning(path, settings)).map((entry) =>
        completed(entry, path, settings),
      );
  return { lane, path, entries };
}

export function withText(form: Form, index: number, path: string, text: string, settings: Settings): Form {
  const entries = form.entries.map((entry, at) =>
    at === index ? completed({ ...entry, [path]: text }, form.path, settings) : entry,
  );
  return { ...form, entries };
}

export function withEntry(form: Form, settings: Settings): Form {
  if (form.entries.length >= MOST_LANES) return form;
  // An option that is not there yet, or an empty box.
  const taken = new Set(form.entries.map((entry) => entry[form.path]));
  const free =
    optionsOf(fieldAt(form.path).kind, form.path, settings).find((option) => !taken.has(option)) ?? '';
  return { ...form, entries: [...form.entries, completed({ [form.path]: free }, form.path, settings)] };
}

export function withoutEntry(form: Form, index: number): Form {
  return form.entries.length <= FEWEST ? form : { ...form, entries: form.entries.toSpliced(index, 1) };
}

/** The fields that an entry has boxes for, the main one first. */
export function pathsOf(form: Form, entry: Entry): readonly string[] {
  return [form.path, ...companionsOf(form.path, entry[form.path] ?? '')];
}

export function planOf(form: Form): Plan {
  const seen = new Map<string, number>();
  const own: Settings[] = [];
  const troubles = form.entries.map((entry, index): Trouble | undefined => {
    const settings: Record<string, Value> = {};
    const bad: string[] = [];
    for (const path of pathsOf(form, entry)) {
      const parsed = parse(entry[path] ?? '', fieldAt(path).kind);
      if (parsed.ok) settings[path] = parsed.value;
      else bad.push(path);
    }
    own.push(settings);
    if (bad.length > 0) return { paths: bad, sameAs: undefined };
    const text = JSON.stringify(settings);
    const before = seen.get(text);
    if (before === undefined) seen.set(text, index);
    return before === undefined ? undefined : { paths: [], sameAs: before };
  });
  return troubles.every((trouble) => trouble === undefined) ? { ok: true, own } : { ok: false, troubles };
}
