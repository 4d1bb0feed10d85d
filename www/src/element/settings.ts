/** What is shown and what the reader may change, read from the attributes; what is not understood is told as a notice. */

import { decode } from '../link';
import { openingState } from '../scenario';
import { schema } from '../schema';
import { TABS, THEMES, type Notice, type State, type Tab, type Theme } from '../state';
import { format } from '../value';
import { readValue, type Value } from '../schema';
import { FURTHEST, untilOf, withKeys } from './attributes';

export const PICTURES = ['field', 'network', 'figures', 'curves'] as const;
export type Picture = (typeof PICTURES)[number];
export type LensTab = Exclude<Tab, 'curves'>;
const LENS_TABS = TABS.filter((tab): tab is LensTab => tab !== 'curves');
const DEFAULT_VIEWS = 'field figures curves';

export const BUTTONS = ['play', 'step', 'reset'] as const;
type Button = (typeof BUTTONS)[number];

export interface Views {
  readonly pictures: ReadonlySet<Picture>;
  readonly lenses: readonly LensTab[];
}

export interface Controls {
  readonly buttons: ReadonlySet<Button>;
  readonly seeds: boolean;
  /** Paths of fields. */
  readonly fields: readonly string[];
  /** The reader may only look. */
  readonly isFixed: boolean;
}

interface Read<What> {
  readonly what: What;
  readonly notices: readonly Notice[];
}

const wordsIn = (text: string): readonly string[] => [
  ...new Set(text.split(/[\s,]+/).filter((word) => word !== '')),
];

function unknown(path: string, got: string, options: readonly string[]): Notice {
  return {
    about: 'value',
    path,
    lane: undefined,
    got,
    used: undefined,
    allowed: { kind: 'choice', options },
  };
}

const isOneOf = <Name extends string>(names: readonly Name[], word: string): word is Name =>
  names.some((name) => name === word);

export function readViews(text: string | null): Read<Views> {
  const given = wordsIn(text ?? '');
  const known: readonly string[] = [...PICTURES, ...LENS_TABS];
  // Something is to be seen in any case.
  const words = given.some((word) => known.includes(word)) ? given : wordsIn(DEFAULT_VIEWS);
  return {
    what: {
      pictures: new Set(words.filter((word) => isOneOf(PICTURES, word))),
      lenses: words.filter((word) => isOneOf(LENS_TABS, word)),
    },
    notices: given.filter((word) => !known.includes(word)).map((word) => unknown('views', word, known)),
  };
}

/** Points of one's own are no setting to be made in a row. */
const isField = (word: string): boolean => schema.byPath.has(word) && word !== 'data.custom';

export function readControls(text: string | null): Read<Controls> {
  const words = wordsIn(text ?? '');
  const buttons = words.filter((word) => isOneOf(BUTTONS, word));
  const none = words.includes('none');
  const known: readonly string[] = [...BUTTONS, 'seeds', 'none'];
  return {
    what: {
      // Whoever names fields alone still wants it to run.
      buttons: new Set(none ? [] : buttons.length === 0 ? BUTTONS : buttons),
      seeds: !none && words.includes('seeds'),
      fields: none ? [] : words.filter(isField),
      isFixed: none,
    },
    notices: words
      .filter((word) => !known.includes(word) && !isField(word))
      .map((word) =>
        word.includes('.') ? { about: 'unknown', key: word } : unknown('controls', word, known),
      ),
  };
}

export function readTheme(text: string | null): Read<Theme> {
  const word = text ?? 'auto';
  return isOneOf(THEMES, word)
    ? { what: word, notices: [] }
    : { what: 'auto', notices: [unknown('theme', word, THEMES)] };
}

/** The step at which it pauses; none where nothing is said of it. */
export function readUntil(text: string | null): Read<number | undefined> {
  const what = untilOf(text);
  if (what !== undefined || text === null || text === '') return { what, notices: [] };
  const [min, max] = FURTHEST;
  const allowed = { kind: 'integer', min, max };
  return {
    what: undefined,
    notices: [{ about: 'value', path: 'until', lane: undefined, got: text, used: undefined, allowed }],
  };
}

function leaves(value: unknown, path: string): readonly (readonly [string, Value])[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return Object.entries(value).flatMap(([key, inner]) =>
      leaves(inner, path === '' ? key : `${path}.${key}`),
    );
  try {
    return [[path, readValue(value)]];
  } catch {
    return [[path, String(value)]];
  }
}

/** Experiments as the page exports them, as a link, so that both are read the same way. */
export function linkOfExperiment(experiment: unknown): string {
  const lanes: readonly unknown[] = Array.isArray(experiment) ? experiment : [experiment];
  const flat = lanes.map(
    (lane) => new Map(leaves(lane, '').filter(([path]) => path !== 'version' && path !== '')),
  );
  const keys: [string, string][] = [
    ['v', '1'],
    ['lanes', String(lanes.length)],
  ];
  for (const path of new Set(flat.flatMap((lane) => [...lane.keys()]))) {
    const texts = flat.map((lane) => {
      const value = lane.get(path);
      return value === undefined ? undefined : format(value);
    });
    const [first] = texts;
    if (first !== undefined && texts.every((text) => text === first)) keys.push([path, first]);
    else
      texts.forEach((text, lane) => {
        if (text !== undefined) keys.push([`lane${lane + 1}.${path}`, text]);
      });
  }
  return withKeys('', keys);
}

export const stateOf = (link: string): State => decode(link, openingState);
