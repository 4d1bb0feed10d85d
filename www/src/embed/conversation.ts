/** The frame's side of the conversation with the page around it: checks, carries out, answers, and tells of events. */

import type { Complaint, Source } from '../element/given';
import { PROTOCOL, readMessage, type Command, type EventName, type Id } from './protocol';

/** Commands that are being carried out at a time; more are refused. */
export const MOST_PENDING = 100;
const ANYBODY = '*';

/** What of the element the page around may use. */
export interface Scope {
  play(): void;
  pause(): void;
  step(steps?: number): Promise<void>;
  reset(): Promise<void>;
  getState(): unknown;
  setState(state: Source): Promise<void>;
}

export interface Surroundings {
  /** The element, once it is one. */
  readonly scope: Promise<Scope>;
  /** Sends to the page around; to nobody where that has another origin. */
  readonly post: (message: unknown, origin: string) => void;
  /** Origins that may give commands; undefined for any. */
  readonly origins: readonly string[] | undefined;
}

export interface Letter {
  readonly data: unknown;
  readonly origin: string;
}

/** Where an answer goes: a page without an origin of its own can only be reached without naming one. */
function addressee(origin: string): string {
  return origin === '' || origin === 'null' ? ANYBODY : origin;
}

export class Conversation {
  readonly #surroundings: Surroundings;
  #pending = 0;
  #events: ReadonlySet<EventName> = new Set();
  #subscriber = ANYBODY;
  #ready = false;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Takes a message of the page around. Of an origin that is not on the list nothing is heard, and nothing is said to it. */
  async take({ data, origin }: Letter): Promise<void> {
    const { origins } = this.#surroundings;
    if (origins !== undefined && !origins.includes(origin)) return;
    const incoming = readMessage(data);
    if (incoming === undefined) return;
    const to = addressee(origin);
    if (!incoming.ok) {
      this.#refuse(to, incoming.id, incoming.complaint);
      return;
    }
    const { id, command } = incoming;
    if (this.#pending >= MOST_PENDING) {
      this.#fail(to, id, command, `${MOST_PENDING} commands are being carried out`);
      return;
    }
    this.#pending += 1;
    try {
      const result = await this.#carryOut(command, to);
      this.#surroundings.post({ trainscope: PROTOCOL, id, ok: true, result }, to);
    } catch (error) {
      this.#fail(to, id, command, error instanceof Error ? error.message : String(error));
    } finally {
      this.#pending -= 1;
    }
  }

  /** Tells of an event, where it is wanted. That the frame is ready is told unasked, so that nobody has to guess. */
  tell(event: EventName, detail: unknown): void {
    const message = { trainscope: PROTOCOL, event, detail };
    if (event === 'ready') {
      this.#ready = true;
      for (const origin of this.#surroundings.origins ?? [ANYBODY])
        this.#surroundings.post(message, addressee(origin));
    } else if (this.#events.has(event)) this.#surroundings.post(message, this.#subscriber);
  }

  async #carryOut(command: Command, to: string): Promise<unknown> {
    if (command.command === 'subscribe') {
      this.#events = new Set(command.events);
      this.#subscriber = to;
      return { events: [...this.#events], ready: this.#ready };
    }
    const scope = await this.#surroundings.scope;
    switch (command.command) {
      case 'play':
        scope.play();
        break;
      case 'pause':
        scope.pause();
        break;
      case 'step':
        await scope.step(command.n);
        break;
      case 'reset':
        await scope.reset();
        break;
      case 'setState':
        await scope.setState(command.state);
        break;
      case 'getState':
        break;
    }
    // Every command is answered with what is there after it.
    return scope.getState();
  }

  #refuse(to: string, id: Id | null, complaint: Complaint): void {
    const { field, value, allowed } = complaint;
    const message = `${field} is ${value}. Allowed: ${allowed}.`;
    this.#surroundings.post({ trainscope: PROTOCOL, id, ok: false, error: { ...complaint, message } }, to);
  }

  #fail(to: string, id: Id, { command }: Command, message: string): void {
    const error = { field: 'command', value: `"${command}"`, allowed: '', message };
    this.#surroundings.post({ trainscope: PROTOCOL, id, ok: false, error }, to);
  }
}
