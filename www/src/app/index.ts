/** Ties it together: what the visitor does changes the state; the state drives the core and the page. */

import type { Context, DialogName } from '../controls/context';
import type { KeyCommand } from '../controls/keyboard';
import type { Desk } from '../desk';
import { formats } from '../format';
import { stateAt, type Opening } from '../opening';
import { withOwnPoints } from '../own-points';
import { samplesOf } from '../samples';
import { openingState } from '../scenario';
import { schema } from '../schema';
import { Screen } from '../screen';
import type { Applied, Session } from '../session/types';
import { reduce, trainsAnewTo } from '../reduce';
import { type Action, type Notice, type State } from '../state';
import { addressOf, clearAddress, writeAddress } from './address';
import { Agreement } from './agreement';
import { Appearance } from './appearance';
import { Training } from './training';
import { listen } from './ways-in';

/** Seeds that are drawn stay short enough to be read out and typed. */
const SHORT_SEED = 100_000;

/** Changes that are the visitor's own view of the page, and no part of what he would share. */
const UNSHARED: ReadonlySet<Action['type']> = new Set([
  'load',
  'refused',
  'drawer',
  'help',
  'drawing',
  'shortcuts',
  'target',
  'forgetUndo',
]);

export { openWith } from '../opening';

export class App {
  readonly #session: Session;
  readonly #opening: Opening;
  readonly #appearance: Appearance;
  readonly #agreement: Agreement;
  readonly #screen: Screen;
  readonly #training: Training;
  #state: State;
  #applying = false;
  #again = false;
  /** Whether the visitor has begun to run the training himself. */
  #acted = false;

  /** `opening` is being worked on while the page is built. */
  constructor(root: HTMLElement, session: Session, opening: Opening) {
    this.#session = session;
    this.#opening = opening;
    this.#state = opening.state;
    this.#appearance = new Appearance(() => this.#state);
    this.#agreement = new Agreement(session, this.#state);
    this.#screen = new Screen(root, session, {
      toggle: () => {
        this.#toggle();
      },
      step: () => {
        this.#stepOnce();
      },
      reset: () => {
        void this.#reset();
      },
      refresh: () => {
        this.#training.refresh();
      },
      lookBack: (step) => {
        this.#acted = true;
        this.#training.lookBack(step);
        this.#show();
      },
      trainTo: (step) => {
        this.#toggle(step);
      },
      startOver: () => {
        clearAddress();
        void this.#load(openingState());
      },
    });
    this.#training = new Training(this.#state.speed, {
      session,
      screen: this.#screen,
      agreement: this.#agreement,
      context: () => this.#context(),
      arrived: () => {
        this.#toggle();
      },
    });
  }

  async start(): Promise<void> {
    await this.#appearance.speak();
    this.#show();
    const { plays, applied, frames } = this.#opening;
    await this.#load(this.#state, applied);
    this.#listen();
    const [start, ...trained] = await frames;
    // Who has begun to run it himself begins at the first step.
    if (this.#acted && trained.length > 0) await this.#session.reset();
    // The curves begin before the first step, also where it has been asked for already.
    let drawn = this.#training.begin(this.#acted ? undefined : start);
    if (plays && !this.#acted) {
      this.#training.play();
      this.#show();
      for (const frame of trained) drawn = this.#training.take(frame);
    }
    await drawn;
    // The rest of the page comes when the first step has been seen.
    await this.#screen.complete();
    this.#screen.setSamples(await samplesOf(this.#session));
  }

  readonly #dispatch = (action: Action): void => {
    const before = this.#state;
    this.#state = reduce(withOwnPoints(before, action, this.#agreement.setups[0]?.points), action);
    const after = this.#state;
    if (after === before) return;
    if (!UNSHARED.has(action.type)) void writeAddress(after);
    if (after.theme !== before.theme) void this.#repaint();
    if (after.speed !== before.speed) this.#training.speed = after.speed;
    if (after.drawer !== before.drawer)
      queueMicrotask(() => {
        this.#screen.focusDrawer(after.drawer);
      });
    // What was pressed is gone, or stands for another lane now.
    if (action.type === 'remove' || action.type === 'undo' || action.type === 'forgetUndo')
      queueMicrotask(() => {
        this.#screen.focusUndo();
      });
    if (after.boundaries && !before.boundaries) this.#training.refresh();
    if (after.lanes !== before.lanes || after.replicas !== before.replicas) void this.#apply();
    const anew = trainsAnewTo(before, action);
    if (anew !== undefined) void this.#trainAnew(anew);
    this.#show();
  };

  #context(): Context {
    return {
      state: this.#state,
      messages: this.#appearance.spoken.messages,
      formats,
      asides: this.#appearance.asides,
      dispatch: this.#dispatch,
      newSeed: (path) => {
        void this.#newSeed(path);
      },
      compare: (path) => {
        void this.#compare(path);
      },
      open: (dialog) => {
        void this.#open(dialog);
      },
    };
  }

  #show(): void {
    const { language } = this.#appearance.spoken;
    if (language !== this.#appearance.wantedLanguage)
      void this.#appearance.speak().then(() => {
        this.#show();
      });
    if (this.#needsAsides) void this.#explain();
    document.documentElement.lang = language;
    this.#screen.show({
      context: this.#context(),
      language,
      playing: this.#training.playing,
      colors: this.#appearance.colors,
      setups: this.#agreement.setups,
      history: this.#training.history,
    });
  }

  /** Whether there is something to complain of, or help in another language. */
  get #needsAsides(): boolean {
    const { asides, spoken } = this.#appearance;
    const { drafts, refused, notices } = this.#state;
    if (asides !== undefined) return asides.language !== spoken.language;
    return Object.keys(drafts).length + refused.length + notices.length > 0;
  }

  /** Loads what is said on demand, and shows it. */
  async #explain(): Promise<void> {
    if (await this.#appearance.explain()) this.#show();
  }

  async #repaint(): Promise<void> {
    this.#appearance.dress();
    this.#show();
    await this.#session.setPalette(this.#appearance.colors.core);
    this.#training.refresh();
    this.#screen.setSamples(await samplesOf(this.#session));
  }

  /** Brings the core to the present state, the newest one only if several came in the meantime. */
  async #apply(): Promise<void> {
    this.#again = true;
    if (this.#applying) return;
    this.#applying = true;
    try {
      while (this.#again) {
        this.#again = false;
        const wanted = this.#state;
        const outcome = await this.#agreement.reach(wanted);
        if (outcome.ok) {
          this.#training.invalidate();
          if (!outcome.rebuilt) this.#training.mark(outcome.before, wanted);
          if (this.#state.refused.length > 0) this.#dispatch({ type: 'refused', notices: [] });
          if (outcome.rebuilt) this.#screen.announce(this.#context().messages.announce.restarted);
          this.#training.refresh();
        } else this.#refuse(outcome.notices);
        this.#show();
      }
    } finally {
      this.#applying = false;
    }
  }

  #refuse(notices: readonly Notice[]): void {
    // What no single control stands for cannot stay as it is with a complaint beside it.
    const ownedByControl = notices.every(
      (notice) => notice.about === 'value' && schema.byPath.has(notice.path),
    );
    if (ownedByControl) {
      this.#dispatch({ type: 'refused', notices });
      return;
    }
    const { state } = this.#agreement;
    this.#state = { ...state, notices: [...state.notices, ...notices] };
    void writeAddress(this.#state);
  }

  /** Takes over a whole state, as a link gives it, with what the core will not have at its default. */
  async #load(state: State, asked?: Promise<Applied>): Promise<void> {
    const loaded = await this.#agreement.reachRepaired(state, asked);
    this.#state = reduce(this.#state, { type: 'load', state: loaded });
    this.#training.speed = loaded.speed;
    this.#appearance.dress();
    // What is asked of the core is done in the order in which it was asked: the frame finds these colours.
    const painted = this.#session.setPalette(this.#appearance.colors.core);
    this.#training.refresh();
    this.#show();
    await painted;
  }

  #listen(): void {
    this.#appearance.watch(() => {
      void this.#repaint();
    });
    listen({
      shortcuts: () => this.#state.shortcuts,
      command: (command) => {
        this.#command(command);
      },
      drop: (file) => {
        void this.#drop(file);
      },
      act: () => {
        void this.#explain();
      },
      link: () => {
        void stateAt(location.hash).then((state) => this.#load(state));
      },
    });
  }

  #command(command: KeyCommand): void {
    switch (command.do) {
      case 'toggle':
        this.#toggle();
        break;
      case 'step':
        this.#stepOnce();
        break;
      case 'reset':
        void this.#reset();
        break;
      case 'close':
        if (this.#state.help) this.#dispatch({ type: 'help', open: false });
        else if (this.#state.drawing !== undefined) this.#dispatch({ type: 'drawing', what: undefined });
        else if (this.#state.drawer) this.#dispatch({ type: 'drawer', open: false });
        break;
      case 'lane':
        if (this.#state.lanes.length > 1) {
          // The key that chose the lane gives the choice back.
          const target = this.#state.target === command.lane ? 'all' : command.lane;
          this.#dispatch({ type: 'target', target });
          this.#screen.lanes.reveal(command.lane);
        }
        break;
    }
  }

  #stepOnce(): void {
    this.#acted = true;
    this.#training.stepOnce();
    this.#show();
  }

  #toggle(until?: number): void {
    this.#acted = true;
    const { messages, formats } = this.#context();
    if (this.#training.playing) {
      this.#training.pause();
      this.#screen.announce(messages.announce.paused(formats.count(this.#training.step)));
    } else {
      this.#training.play(until);
      this.#screen.announce(messages.announce.playing);
    }
    this.#show();
  }

  /** Trains what was just set up from the first step to another one, and pauses there. */
  async #trainAnew(step: number): Promise<void> {
    if (this.#training.playing) this.#toggle();
    await this.#training.standing;
    // The core is asked in the order in which things were changed: when it answers, it has them or will not have them.
    const wanted = this.#state;
    const { ok } = await this.#agreement.reach(wanted);
    if (!ok) return;
    // Steps that are on their way are made before the training goes back to its start.
    await this.#training.redrawn();
    await this.#training.reset();
    await this.#training.redrawn();
    if (step === 0) this.#screen.announce(this.#context().messages.announce.restarted);
    else if (this.#state.lanes === wanted.lanes && !this.#training.playing) this.#toggle(step);
  }

  async #reset(): Promise<void> {
    await this.#training.reset();
    this.#screen.announce(this.#context().messages.announce.reset);
  }

  async #newSeed(path: string | undefined): Promise<void> {
    const text = String((await this.#session.randomSeed()) % SHORT_SEED);
    this.#dispatch(path === undefined ? { type: 'seed', text } : { type: 'write', path, text });
  }

  /** The dialog for comparing values is loaded when it is asked for. */
  async #compare(path: string | undefined): Promise<void> {
    const [{ openFanOut }] = await Promise.all([import('../fan-out'), this.#explain()]);
    await openFanOut({
      context: this.#context(),
      language: this.#appearance.spoken.language,
      path,
      fan: (action) => this.#fan(action),
    });
  }

  /** Replaces the lanes, or says what the core would not take of the new ones; nothing has changed then. */
  async #fan(action: Action): Promise<readonly Notice[]> {
    await this.#training.standing;
    const wanted = { ...reduce(this.#state, action), refused: [] };
    const outcome = await this.#agreement.reach(wanted);
    if (!outcome.ok) return outcome.notices;
    this.#state = wanted;
    this.#training.invalidate();
    void writeAddress(wanted);
    this.#screen.announce(this.#context().messages.announce.restarted);
    this.#training.refresh();
    this.#show();
    return [];
  }

  async #desk(): Promise<Desk> {
    return {
      session: this.#session,
      history: this.#training.history,
      context: this.#context(),
      language: this.#appearance.spoken.language,
      colors: this.#appearance.colors,
      setups: this.#agreement.setups,
      link: await addressOf(this.#state),
      announce: this.#screen.announce,
    };
  }

  async #open(dialog: DialogName): Promise<void> {
    await this.#explain();
    if (dialog === 'export') await (await import('../export')).openExport(await this.#desk());
    else if (dialog === 'share') await (await import('../share')).openShare(await this.#desk());
    else await (await import('../data-in/table')).openTable(await this.#desk(), undefined);
  }

  /** A file that is dropped on the page: an experiment, or points. */
  async #drop(file: File): Promise<void> {
    const [text] = await Promise.all([file.text(), this.#explain()]);
    if (/^\s*[[{]/.test(text)) await (await import('../export')).openExperimentText(await this.#desk(), text);
    else await (await import('../data-in/table')).openTable(await this.#desk(), text);
  }
}
