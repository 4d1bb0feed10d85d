/** What scripts and messages hand in, checked: which field is wrong, what stands there, and what may. */

/** Steps that are asked for at a time. */
export const MOST_STEPS = 10_000;
/** Characters of a link, and of an experiment as JSON. */
export const LONGEST_STATE = 1_000_000;
const MOST_LANES = 4;
const LONGEST_PREVIEW = 80;

export type Bag = Readonly<Record<string, unknown>>;

/** An experiment, as a link or as objects. */
export type Source = { readonly link: string } | { readonly experiment: Bag | readonly Bag[] };

/** Which field was wrong, what stood there, and what may. */
export interface Complaint {
  readonly field: string;
  readonly value: string;
  readonly allowed: string;
}

export function isBag(value: unknown): value is Bag {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** A field of what was handed in; what it inherits is none of its fields. */
export function at(from: Bag, key: string): unknown {
  return Object.hasOwn(from, key) ? from[key] : undefined;
}

/** A value in a few characters, however large it is. */
export function preview(value: unknown): string {
  if (typeof value === 'string')
    return value.length > LONGEST_PREVIEW ? `"${value.slice(0, LONGEST_PREVIEW)}…"` : `"${value}"`;
  if (isList(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  return String(value);
}

export class Refused extends Error {
  readonly complaint: Complaint;

  constructor(field: string, value: unknown, allowed: string) {
    const got = preview(value);
    super(`${field} is ${got}. Allowed: ${allowed}.`);
    this.complaint = { field, value: got, allowed };
  }
}

function jsonLength(value: unknown): number {
  try {
    return JSON.stringify(value).length;
  } catch {
    // It holds itself, is nested without end, or holds what JSON has no form for.
    return Number.POSITIVE_INFINITY;
  }
}

/** Exactly one of a link and an experiment. */
export function readSource(value: unknown): Source {
  if (!isBag(value)) throw new Refused('state', value, 'an object with link or experiment');
  const keys = Object.keys(value);
  const unknown = keys.find((key) => key !== 'link' && key !== 'experiment');
  if (unknown !== undefined)
    throw new Refused(`state.${preview(unknown)}`, value[unknown], 'link or experiment');
  if (keys.length !== 1) throw new Refused('state', value, 'exactly one of link and experiment');
  const link = at(value, 'link');
  if (link !== undefined || keys[0] === 'link') {
    if (typeof link !== 'string' || link.length > LONGEST_STATE)
      throw new Refused('state.link', link, `a string of at most ${LONGEST_STATE} characters`);
    return { link };
  }
  const experiment = at(value, 'experiment');
  const lanes = isList(experiment) ? experiment : [experiment];
  if (
    lanes.length < 1 ||
    lanes.length > MOST_LANES ||
    !lanes.every(isBag) ||
    jsonLength(experiment) > LONGEST_STATE
  )
    throw new Refused(
      'state.experiment',
      experiment,
      `an experiment as an object, or a list of 1 to ${MOST_LANES}, of at most ${LONGEST_STATE} characters as JSON`,
    );
  const [first] = lanes;
  return { experiment: isList(experiment) || first === undefined ? lanes : first };
}

export function readSteps(field: string, n: unknown): number {
  if (typeof n !== 'number' || !Number.isInteger(n) || n < 1 || n > MOST_STEPS)
    throw new Refused(field, n, `a whole number from 1 to ${MOST_STEPS}`);
  return n;
}
