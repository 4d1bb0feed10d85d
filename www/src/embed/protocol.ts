/**
 * What a page and the frame in it say to each other, and how what comes in is checked.
 *
 * `{trainscope: 1, id, command, …}` comes in, `{trainscope: 1, id, ok, result | error}` answers it, and
 * `{trainscope: 1, event, detail}` tells of what happens. docs/embedding.md has the whole table.
 */

import {
  at,
  isBag,
  isList,
  preview,
  readSource,
  readSteps,
  Refused,
  type Bag,
  type Complaint,
  type Source,
} from '../element/given';

export const PROTOCOL = 1;
export const EVENTS = ['ready', 'metrics', 'statechange', 'diverged'] as const;
export type EventName = (typeof EVENTS)[number];

const LONGEST_ID = 100;

export type Id = string | number;

export type Command =
  | { readonly command: 'play' | 'pause' | 'reset' | 'getState' }
  | { readonly command: 'step'; readonly n: number }
  | { readonly command: 'setState'; readonly state: Source }
  | { readonly command: 'subscribe'; readonly events: readonly EventName[] };

export type Incoming =
  | { readonly ok: true; readonly id: Id; readonly command: Command }
  | { readonly ok: false; readonly id: Id | null; readonly complaint: Complaint };

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
    case 'step':
      return { command, n: readSteps('n', at(message, 'n') ?? 1) };
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
