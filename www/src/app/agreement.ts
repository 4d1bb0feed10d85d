/** The state that the core has taken, and how it gets from one to the next. */

import type { Applied, LaneSetup, Session } from '../session/types';
import { experiments, type Notice, type State } from '../state';

/** A link is repaired field by field; each round can only bring another field to its default. */
const MOST_REPAIRS = 8;

type Outcome =
  | { readonly ok: true; readonly rebuilt: boolean; readonly before: State }
  | { readonly ok: false; readonly notices: readonly Notice[] };

export class Agreement {
  readonly #session: Session;
  #state: State;
  #setups: readonly LaneSetup[] = [];

  constructor(session: Session, state: State) {
    this.#session = session;
    this.#state = state;
  }

  /** The last state that the core took. */
  get state(): State {
    return this.#state;
  }

  /** What the core says of its lanes; none before it took the first state. */
  get setups(): readonly LaneSetup[] {
    return this.#setups;
  }

  /** Brings the core to a state; where it would not have it, nothing has changed. */
  async reach(state: State): Promise<Outcome> {
    const applied = await this.#ask(state);
    if (!applied.ok) {
      const { noticesOf } = await import('../repair');
      return { ok: false, notices: noticesOf(applied.refusals, state.lanes.length) };
    }
    const before = this.#state;
    this.#take(state, applied);
    return { ok: true, rebuilt: applied.effect === 'rebuild', before };
  }

  /** As `reach`, with what the core will not have at its default; `asked` is its answer, where it was asked before. */
  async reachRepaired(state: State, asked: Promise<Applied> | undefined): Promise<State> {
    let wanted = state;
    for (let round = 0; round < MOST_REPAIRS; round += 1) {
      const applied = await (round === 0 && asked !== undefined ? asked : this.#ask(wanted));
      if (applied.ok) {
        this.#take(wanted, applied);
        break;
      }
      const { repaired } = await import('../repair');
      const next = repaired(wanted, applied.refusals);
      if (next === undefined) throw new Error(JSON.stringify(applied.refusals));
      wanted = next;
    }
    return wanted;
  }

  #ask(state: State): Promise<Applied> {
    return this.#session.apply(experiments(state), state.replicas);
  }

  #take(state: State, { effect, lanes }: Extract<Applied, { readonly ok: true }>): void {
    this.#state = state;
    if (effect === 'rebuild' || this.#setups.length === 0) this.#setups = lanes;
  }
}
