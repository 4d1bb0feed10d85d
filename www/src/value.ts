/** Settings as text and back: what the controls show and what the link holds. */

import type { Kind, Scalar, Value } from './schema';

/** What a text means for a kind; `nearest` is the closest allowed value where there is one. */
export type Parsed =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly nearest?: Value };

const BAD: Parsed = { ok: false };

function good(value: Value): Parsed {
  return { ok: true, value };
}

function scalarText(value: Scalar | readonly number[]): string {
  return typeof value === 'object' ? value.join(',') : String(value);
}

export function format(value: Value): string {
  if (typeof value !== 'object') return scalarText(value);
  const nested = value.some((item) => typeof item === 'object');
  return value.map(scalarText).join(nested ? ';' : ',');
}

/** The digits and signs that an East Asian keyboard types wide, as the plain ones. */
export function narrow(text: string): string {
  return text.replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

/** A decimal comma as a point, but where it may as well part thousands: 1,250 stays as it is. */
function pointed(text: string): string {
  const [, whole, digits] = /^\s*[+\-−]?(\d*),(\d+)\s*$/.exec(text) ?? [];
  const thousands = digits?.length === 3 && /^[1-9]\d{0,2}$/.test(whole ?? '');
  return digits === undefined || thousands ? text : text.replace(',', '.');
}

/** A number as people type it; not the empty string, which `Number` takes for zero. */
export function numeral(text: string): number | undefined {
  const trimmed = text.trim().replace('−', '-');
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return undefined;
  // Adding zero turns −0, which reads back as 0, into 0.
  const value = Number(trimmed) + 0;
  return Number.isFinite(value) ? value : undefined;
}

function within(value: number | undefined, min: number, max: number, whole: boolean): Parsed {
  if (value === undefined) return BAD;
  const nearest = Math.min(max, Math.max(min, whole ? Math.round(value) : value));
  return nearest === value ? good(value) : { ok: false, nearest };
}

/** One number of a list, from a box of its own, in the form it has in the list. */
export function listPiece(text: string): string {
  return pointed(narrow(text.trim()));
}

function pieces(text: string): readonly string[] {
  return text
    .split(/[\s,]+/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
}

/** Every piece parsed; the whole has a nearest value if every piece has. */
function each(texts: readonly string[], one: (text: string) => Parsed): Parsed {
  const values: Scalar[] = [];
  let ok = true;
  for (const text of texts) {
    const parsed = one(text);
    const value = parsed.ok ? parsed.value : parsed.nearest;
    if (value === undefined || typeof value === 'object') return BAD;
    ok &&= parsed.ok;
    values.push(value);
  }
  return ok ? good(values) : { ok: false, nearest: values };
}

function option(text: string, options: readonly string[]): Parsed {
  const found = options.find((name) => name === text.trim());
  return found === undefined ? BAD : good(found);
}

function points(text: string, min: number, max: number, longest: number): Parsed {
  const rows: number[][] = [];
  let ok = true;
  for (const line of text.split(/[;\n]/)) {
    if (line.trim() === '') continue;
    const numbers = pieces(line).map(numeral);
    if (numbers.length !== 3) return BAD;
    const row: number[] = [];
    for (const [column, value] of numbers.entries()) {
      if (value === undefined) return BAD;
      // The target is the core's to judge: it depends on what the other points' targets are.
      const nearest = column === 2 ? value : Math.min(max, Math.max(min, value));
      ok &&= nearest === value;
      row.push(nearest);
    }
    rows.push(row);
  }
  ok &&= rows.length <= longest;
  return ok ? good(rows) : { ok, nearest: rows.slice(0, longest) };
}

function cut(parsed: Parsed, longest: number): Parsed {
  const value = parsed.ok ? parsed.value : parsed.nearest;
  if (!Array.isArray(value) || value.length <= longest) return parsed;
  const list: readonly Scalar[] = value;
  return { ok: false, nearest: list.slice(0, longest) };
}

export function parse(typed: string, kind: Kind): Parsed {
  const text = narrow(typed);
  switch (kind.kind) {
    case 'integer':
      return within(numeral(text), kind.min, kind.max, true);
    case 'real':
      return within(numeral(pointed(text)), kind.min, kind.max, false);
    case 'flag':
      return text === 'true' ? good(true) : text === 'false' ? good(false) : BAD;
    case 'choice':
      return option(text, kind.options);
    case 'choices': {
      const parsed = each(pieces(text), (piece) => option(piece, kind.options));
      if (!parsed.ok || !Array.isArray(parsed.value) || parsed.value.length === 0) return BAD;
      const chosen: readonly Scalar[] = parsed.value;
      // In the table's order, so that one set has one form.
      return good(kind.options.filter((name) => chosen.includes(name)));
    }
    case 'integers':
      return cut(
        each(pieces(text), (piece) => within(numeral(piece), kind.min, kind.max, true)),
        kind.longest,
      );
    case 'each_real': {
      const texts = pieces(text);
      const one = (piece: string): Parsed => within(numeral(piece), kind.min, kind.max, false);
      return texts.length > 1 ? each(texts, one) : one(text);
    }
    case 'each_choice': {
      const texts = pieces(text);
      return texts.length > 1
        ? each(texts, (piece) => option(piece, kind.options))
        : option(text, kind.options);
    }
    case 'points':
      return points(text, kind.min, kind.max, kind.longest);
  }
}

export function same(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  return typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b);
}
