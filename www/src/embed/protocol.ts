/**
 * What a page and the frame in it say to each other, and how what comes in is checked.
 *
 * `{trainscope: 1, id, command, …}` comes in, `{trainscope: 1, id, ok, result | error}` answers it, and
 * `{trainscope: 1, event, detail}` tells of what happens. docs/embedding.md has the whole table.
 */

export const PROTOCOL = 1;
export const EVENTS = ['ready', 'metrics', 'statechange', 'diverged'] as const;
export type EventName = (typeof EVENTS)[number];

/** Steps of one command. */
export const MOST_STEPS = 10_000;
/** Characters of a link, and of an experiment as JSON. */
export const LONGEST_STATE = 1_000_000;
const MOST_LANES = 4;
const LONGEST_ID = 100;
const LONGEST_PREVIEW = 80;

export type Id = string | number;

/** What `setState` of the element takes. */
export type Source = { readonly link: string } | { readonly experiment: Bag | readonly Bag[] };

export type Command =
  | { readonly command: 'play' | 'pause' | 'reset' | 'getState' }
  | { readonly command: 'step'; readonly n: number }
  | { readonly command: 'setState'; readonly state: Source }
  | { readonly command: 'subscribe'; readonly events: readonly EventName[] };

/** Which field was wrong, what stood there, and what may. */
export interface Complaint {
  readonly field: string;
  readonly value: string;
  readonly allowed: string;
}

export type Incoming =
  | { readonly ok: true; readonly id: Id; readonly command: Command }
  | { readonly ok: false; readonly id: Id | null; readonly complaint: Complaint };

type Bag = Readonly<Record<string, unknown>>;

/** The fields that a command has beside `trainscope`, `id` and `command`. */
const FIELDS: Readonly<Record<Command['command'], readonly string[]>> = {
  play: [],
  pause: [],
  step: ['n'],
  reset: [],
  getState: [],
  setState: ['state'],
  subscribe: ['events'],
};

function isBag(value: unknown): value is Bag {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** A field of a message; what it inherits is none of its fields. */
function at(from: Bag, key: string): unknown {
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

class Refused extends Error {
  readonly complaint: Complaint;

  constructor(field: string, value: unknown, allowed: string) {
    super(field);
    this.complaint = { field, value: preview(value), allowed };
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

function readSource(value: unknown): Source {
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

function readEvents(value: unknown): readonly EventName[] {
  const allowed = `a list of ${EVENTS.join(', ')}`;
  if (!isList(value) || value.length > EVENTS.length) throw new Refused('events', value, allowed);
  return value.map((name) => {
    const found = EVENTS.find((event) => event === name);
    if (found === undefined) throw new Refused('events', name, allowed);
    return found;
  });
}

function readCommand(message: Bag): Command {
  const named = at(message, 'command');
  const commands = Object.keys(FIELDS) as readonly Command['command'][];
  const command = commands.find((name) => name === named);
  if (command === undefined) throw new Refused('command', named, commands.join(', '));
  const known = ['trainscope', 'id', 'command', ...FIELDS[command]];
  const unknown = Object.keys(message).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new Refused(preview(unknown), message[unknown], `the fields ${known.join(', ')}`);
  switch (command) {
    case 'step': {
      const n = at(message, 'n') ?? 1;
      if (typeof n !== 'number' || !Number.isInteger(n) || n < 1 || n > MOST_STEPS)
        throw new Refused('n', n, `a whole number from 1 to ${MOST_STEPS}`);
      return { command, n };
    }
    case 'setState':
      return { command, state: readSource(at(message, 'state')) };
    case 'subscribe':
      return { command, events: readEvents(at(message, 'events')) };
    case 'play':
    case 'pause':
    case 'reset':
    case 'getState':
      return { command };
  }
}

function readId(value: unknown): Id | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null;
  return typeof value === 'string' && value.length <= LONGEST_ID ? value : null;
}

/** A message as a command, or as what is wrong with it; nothing where it is not meant for the frame at all. */
export function readMessage(data: unknown): Incoming | undefined {
  if (!isBag(data) || !Object.hasOwn(data, 'trainscope')) return undefined;
  // Answers and events of a frame are none of the commands to one.
  if (Object.hasOwn(data, 'event') || Object.hasOwn(data, 'ok')) return undefined;
  const id = readId(at(data, 'id'));
  try {
    if (at(data, 'trainscope') !== PROTOCOL)
      throw new Refused('trainscope', at(data, 'trainscope'), `the version ${PROTOCOL}`);
    if (id === null)
      throw new Refused(
        'id',
        at(data, 'id'),
        `a whole number, or a string of at most ${LONGEST_ID} characters`,
      );
    return { ok: true, id, command: readCommand(data) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, id, complaint: error.complaint };
    throw error;
  }
}
