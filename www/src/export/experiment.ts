/** Experiments as JSON: what the core reads, one by itself or a list of lanes. */

import { flatten, nest, schema, type Settings } from '../schema';
import type { State } from '../state';

export function experimentText({ lanes }: State): string {
  const all = lanes.map(({ settings }) => nest(settings, schema.version));
  return `${JSON.stringify(all.length === 1 ? all[0] : all, undefined, 2)}\n`;
}

export type Read =
  | { readonly ok: true; readonly lanes: readonly unknown[] }
  /** Where the text stops being JSON. */
  | { readonly ok: false; readonly line: number; readonly column: number };

const DEEPEST = 200;
const SPACE = /[ \t\n\r]*/y;
const SCALAR = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?|true|false|null/y;
// eslint-disable-next-line no-control-regex -- JSON's strings hold none of these as they are
const STRING = /"([^"\\\u0000-\u001F]|\\(["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/y;

/** Where a text stops being JSON. Browsers say it each in their own words, or not at all. */
class Scanner {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get place(): { readonly line: number; readonly column: number } {
    this.value();
    this.#take(SPACE);
    const lines = this.#text.slice(0, this.#at).split('\n');
    return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
  }

  /** Goes over one value, or as far as there is one. */
  value(): boolean {
    this.#take(SPACE);
    if (this.#is('{')) return this.#list('}', () => this.#take(STRING) && this.#is(':') && this.value());
    if (this.#is('[')) return this.#list(']', () => this.value());
    return this.#take(STRING) || this.#take(SCALAR);
  }

  #list(end: string, item: () => boolean): boolean {
    if (this.#is(end)) return true;
    // Deeper than any experiment, and shallower than the stack.
    if (this.#depth > DEEPEST) return false;
    this.#depth += 1;
    do {
      this.#take(SPACE);
      if (!item()) return false;
    } while (this.#is(','));
    this.#depth -= 1;
    return this.#is(end);
  }

  #is(mark: string): boolean {
    this.#take(SPACE);
    const is = this.#text[this.#at] === mark;
    if (is) this.#at += 1;
    return is;
  }

  #take(what: RegExp): boolean {
    what.lastIndex = this.#at;
    const found = what.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found !== undefined;
  }
}

export function readExperiments(text: string): Read {
  const plain = text.replace(/^\uFEFF/, '');
  try {
    const value: unknown = JSON.parse(plain);
    return { ok: true, lanes: Array.isArray(value) ? value : [value] };
  } catch {
    return { ok: false, ...new Scanner(plain).place };
  }
}

function isBag(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function merged(base: unknown, over: unknown): unknown {
  if (!isBag(base) || !isBag(over)) return over;
  const keys = Object.keys(over).filter((key) => Object.hasOwn(base, key));
  return { ...base, ...Object.fromEntries(keys.map((key) => [key, merged(base[key], over[key])])) };
}

/** The settings of experiments that the core has found nothing wrong with; what they leave out is at its default. */
export function settingsOf(lanes: readonly unknown[]): readonly Settings[] {
  return lanes.map((lane) => flatten(merged(nest(schema.defaults, schema.version), lane), schema.fields));
}
