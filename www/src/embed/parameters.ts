/** What stands behind the `?` of the frame's address; what cannot be used is told to the reader. */

import { FURTHEST } from '../element/attributes';
import { LANGUAGES, type Language } from '../messages';

const THEMES = ['auto', 'light', 'dark'] as const;
const MOST_ORIGINS = 20;
/** Views and controls are names; the element says which of them it does not know. */
const LONGEST_NAMES = 1000;

export interface Parameters {
  readonly theme: (typeof THEMES)[number] | undefined;
  readonly language: Language | undefined;
  readonly views: string | undefined;
  readonly controls: string | undefined;
  readonly autoplay: boolean;
  readonly until: number | undefined;
  /** Origins of pages that may give commands; undefined for any. */
  readonly origins: readonly string[] | undefined;
  /** What the library pym.js calls this frame. */
  readonly pym: string | undefined;
}

/** A parameter that could not be used as it came. */
export interface Wrong {
  readonly name: string;
  readonly got: string;
  readonly allowed:
    | { readonly kind: 'choice'; readonly options: readonly string[] }
    | { readonly kind: 'whole'; readonly least: number; readonly most: number }
    | { readonly kind: 'names' | 'origins' };
}

export interface Read {
  readonly parameters: Parameters;
  readonly wrong: readonly Wrong[];
}

/** `https://example.org`, as an origin is written; nothing else. */
function originOf(text: string): string | undefined {
  try {
    const { origin, protocol } = new URL(text);
    const isWeb = protocol === 'https:' || protocol === 'http:';
    return isWeb && (text === origin || text === `${origin}/`) ? origin : undefined;
  } catch {
    return undefined;
  }
}

/** Names of other parameters are left alone: hosts add their own to every address. */
export function readParameters(search: string): Read {
  const given = new URLSearchParams(search);
  const wrong: Wrong[] = [];
  const complain = (name: string, got: string, allowed: Wrong['allowed']): void => {
    wrong.push({ name, got: got.length > 40 ? `${got.slice(0, 40)}…` : got, allowed });
  };

  const choice = <Option extends string>(name: string, options: readonly Option[]): Option | undefined => {
    const got = given.get(name);
    const found = options.find((option) => option === got);
    if (got !== null && found === undefined) complain(name, got, { kind: 'choice', options });
    return found;
  };

  const names = (name: string): string | undefined => {
    const got = given.get(name);
    if (got === null) return undefined;
    if (got.length <= LONGEST_NAMES && /^[\w.,\s]*$/.test(got)) return got.replaceAll(',', ' ');
    complain(name, got, { kind: 'names' });
    return undefined;
  };

  const autoplay = (): boolean => {
    const got = given.get('autoplay');
    if (got === null || got === '0' || got === 'false') return false;
    if (got === '' || got === '1' || got === 'true') return true;
    complain('autoplay', got, { kind: 'choice', options: ['1', '0'] });
    return false;
  };

  const until = (): number | undefined => {
    const got = given.get('until');
    if (got === null) return undefined;
    const [least, most] = FURTHEST;
    const value = /^\d+$/.test(got) ? Number(got) : Number.NaN;
    if (value >= least && value <= most) return value;
    complain('until', got, { kind: 'whole', least, most });
    return Number.isNaN(value) ? undefined : Math.min(most, Math.max(least, value));
  };

  /** A list with a mistake in it lets in nobody by that mistake. */
  const origins = (): readonly string[] | undefined => {
    const got = given.get('origins');
    if (got === null) return undefined;
    const listed = got.split(',').map((text) => text.trim());
    const read = listed.slice(0, MOST_ORIGINS).map(originOf);
    if (listed.length > MOST_ORIGINS || read.includes(undefined))
      complain('origins', got, { kind: 'origins' });
    return read.filter((origin) => origin !== undefined);
  };

  const pym = given.get('childId') ?? '';
  return {
    parameters: {
      theme: choice('theme', THEMES),
      language: choice('lang', LANGUAGES),
      views: names('views'),
      controls: names('controls'),
      autoplay: autoplay(),
      until: until(),
      origins: origins(),
      pym: /^[\w-]{1,100}$/.test(pym) ? pym : undefined,
    },
    wrong,
  };
}
