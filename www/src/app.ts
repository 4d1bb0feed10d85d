/** Ties it together: what the visitor does changes the state; the state drives the core and the page. */

import { Boundaries, type Wanted } from './boundaries';
import { changesBetween } from './changes';
import { commandOf, focusOf } from './controls/keyboard';
import type { Context, DialogName } from './controls/context';
import type { Desk } from './desk';
import { Driver } from './driver';
import { formats } from './format';
import { History } from './history';
import { decode, encode } from './link';
import { loadMessages, preferredLanguage, type Language, type Messages } from './messages';
import { noticesOf, repaired } from './repair';
import { Milestones } from './milestones';
import { PaceMeter } from './pace';
import { STEP_BUDGET, type Opening } from './opening';
import { withOwnPoints } from './own-points';
import { openingState } from './scenario';
import { schema } from './schema';
import { samplesOf } from './samples';
import { Screen } from './screen';
import type { Applied, Frame, LaneSetup, Session } from './session/types';
import { experiments, reduce, type Action, type Notice, type State } from './state';
import { throttle } from './throttle';
import { readColors, type Colors } from './views/palette';

const CHARTS_INTERVAL = 120;
const TOAST_TIME = 2500;
/** A link is repaired field by field; each round can only bring another field to its default. */
const MOST_REPAIRS = 8;
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

export { openWith } from './opening';

export class App {
  readonly #session: Session;
  readonly #opening: Opening;
  readonly #screen: Screen;
  readonly #driver: Driver;
  readonly #history = new History();
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');
  readonly #chartsThrottle = throttle(CHARTS_INTERVAL);
  readonly #pace = new PaceMeter(() => performance.now());
  #state: State;
  #accepted: State;
  #setups: readonly LaneSetup[] = [];
  #colors: Colors;
  #generation = -1;
  #step = 0;
  /** The earlier step that the next frame is to go to. */
  #wanted: number | undefined;
  #applying = false;
  /** Whether the next frame is to hold all that is in sight, also where it takes no step. */
  #whole = true;
  #again = false;
  #shared: string | undefined;
  /** Whether the visitor has begun to run the training himself. */
  #acted = false;
  #words: { readonly language: Language; readonly messages: Messages } | undefined;
  #stand: () => void = () => undefined;
  /** The first experiment has been set up. */
  readonly #standing = new Promise<void>((resolve) => {
    this.#stand = resolve;
  });
  readonly #milestones = new Milestones();
  readonly #boundaries = new Boundaries(() => performance.now());

  /** `opening` is being worked on while the page is built. */
  constructor(root: HTMLElement, session: Session, opening: Opening) {
    this.#session = session;
    this.#opening = opening;
    this.#state = opening.state;
    this.#accepted = this.#state;
    this.#colors = this.#dress();
    this.#driver = new Driver(
      this.#state.speed,
      (callback) => requestAnimationFrame(callback),
      (steps) => this.#advance(steps),
      (error) => {
        // A failed frame leaves nothing to show; the browser's console gets the reason.
        reportError(error);
      },
    );
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
      share: () => {
        void this.#share();
      },
      refresh: () => {
        this.#refresh();
      },
      lookBack: (step) => {
        this.#acted = true;
        this.#wanted = step;
        this.#driver.pause();
        this.#refresh();
        this.#show();
      },
      startOver: () => {
        history.replaceState(null, '', location.pathname + location.search);
        void this.#load(openingState());
      },
    });
  }

  async start(): Promise<void> {
    await this.#speak();
    this.#show();
    const { plays, applied, frames } = this.#opening;
    await this.#load(this.#state, applied);
    this.#listen();
    const [start, ...trained] = await frames;
    // Who has begun to run it himself begins at the first step.
    if (this.#acted && trained.length > 0) await this.#session.reset();
    // The curves begin before the first step, also where it has been asked for already.
    let drawn = start === undefined || this.#acted ? this.#advance(0) : this.#take(start);
    this.#stand();
    if (plays && !this.#acted) {
      this.#driver.play();
      this.#show();
      for (const frame of trained) drawn = this.#take(frame);
    }
    await drawn;
    // The rest of the page comes when the first step has been seen.
    await this.#screen.complete();
    this.#screen.setSamples(await samplesOf(this.#session));
  }

  readonly #dispatch = (action: Action): void => {
    const before = this.#state;
    this.#state = reduce(withOwnPoints(before, action, this.#setups[0]?.points), action);
    const after = this.#state;
    if (after === before) return;
    if (!UNSHARED.has(action.type)) this.#writeLink();
    if (after.theme !== before.theme) void this.#repaint();
    if (after.speed !== before.speed) this.#driver.speed = after.speed;
    if (after.drawer !== before.drawer)
      queueMicrotask(() => {
        this.#screen.focusDrawer(after.drawer);
      });
    // What was pressed is gone, or stands for another lane now.
    if (action.type === 'remove' || action.type === 'undo' || action.type === 'forgetUndo')
      queueMicrotask(() => {
        this.#screen.focusUndo();
      });
    if (after.boundaries && !before.boundaries) this.#refresh();
    if (after.lanes !== before.lanes || after.replicas !== before.replicas) void this.#apply();
    this.#show();
  };

  #language(): Language {
    return this.#state.language === 'auto' ? preferredLanguage(navigator.languages) : this.#state.language;
  }

  /** Takes over the words of the chosen language, once they are there. */
  async #speak(): Promise<void> {
    const language = this.#language();
    const messages = await loadMessages(language);
    // Another one may have been chosen meanwhile.
    if (language === this.#language()) this.#words = { language, messages };
  }

  get #spoken(): { readonly language: Language; readonly messages: Messages } {
    if (this.#words === undefined) throw new Error('No language has been loaded yet');
    return this.#words;
  }

  #context(): Context {
    const { messages } = this.#spoken;
    return {
      state: this.#state,
      messages,
      formats,
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

  #desk(): Desk {
    return {
      session: this.#session,
      history: this.#history,
      context: this.#context(),
      language: this.#spoken.language,
      colors: this.#colors,
      setups: this.#setups,
      link: this.#link(),
      share: () => this.#share(),
      announce: (text) => {
        this.#screen.announce(text);
      },
    };
  }

  async #open(dialog: DialogName): Promise<void> {
    if (dialog === 'export') await (await import('./export')).openExport(this.#desk());
    else await (await import('./data-in/table')).openTable(this.#desk(), undefined);
  }

  /** A file that is dropped on the page: an experiment, or points. */
  async #drop(file: File): Promise<void> {
    const text = await file.text();
    if (/^\s*[[{]/.test(text)) await (await import('./export')).openExperimentText(this.#desk(), text);
    else await (await import('./data-in/table')).openTable(this.#desk(), text);
  }

  #link(): string {
    const address = new URL(location.href);
    address.hash = encode(this.#state);
    return address.href;
  }

  #show(): void {
    const { language } = this.#spoken;
    if (language !== this.#language())
      void this.#speak().then(() => {
        this.#show();
      });
    document.documentElement.lang = language;
    this.#screen.show({
      context: this.#context(),
      language,
      playing: this.#driver.playing,
      shared: this.#shared,
      colors: this.#colors,
      setups: this.#setups,
      history: this.#history,
    });
  }

  /** Sets the theme on the document and reads its colours. */
  #dress(): Colors {
    const { theme } = this.#state;
    const dark = theme === 'dark' || (theme === 'auto' && this.#dark.matches);
    const name = dark ? 'dark' : 'light';
    const worn = document.documentElement.dataset['theme'] === name;
    document.documentElement.dataset['theme'] = name;
    return worn ? this.#colors : readColors(document.documentElement);
  }

  async #repaint(): Promise<void> {
    this.#colors = this.#dress();
    this.#show();
    await this.#session.setPalette(this.#colors.core);
    this.#refresh();
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
        const applied = await this.#session.apply(experiments(wanted), wanted.replicas);
        if (applied.ok) {
          this.#boundaries.invalidate();
          if (applied.effect !== 'rebuild') this.#mark(this.#accepted, wanted);
          this.#accepted = wanted;
          if (this.#state.refused.length > 0) this.#dispatch({ type: 'refused', notices: [] });
          if (applied.effect === 'rebuild') {
            this.#setups = applied.lanes;
            this.#screen.announce(this.#context().messages.announce.restarted);
          }
          this.#refresh();
        } else {
          const notices = noticesOf(applied.refusals, wanted.lanes.length);
          // What no single control stands for cannot stay as it is with a complaint beside it.
          const ownedByControl = notices.every(
            (notice) => notice.about === 'value' && schema.byPath.has(notice.path),
          );
          if (!ownedByControl) {
            this.#state = { ...this.#accepted, notices: [...this.#accepted.notices, ...notices] };
            this.#writeLink();
          } else this.#dispatch({ type: 'refused', notices });
        }
        this.#show();
      }
    } finally {
      this.#applying = false;
    }
  }

  /** Marks on the curves what changed in the middle of the training. */
  #mark(before: State, after: State): void {
    // While an earlier step is looked at, the newest one is still where the training goes on.
    const step = this.#history.viewed === undefined ? this.#step : (this.#history.steps.at(-1) ?? 0);
    if (step === 0) return;
    const { texts, breaks } = changesBetween(before, after, this.#context());
    if (texts.size > 0) this.#history.change(step, texts, breaks);
  }

  /** Takes over a whole state, as a link gives it, with what the core will not have at its default. */
  async #load(state: State, asked?: Promise<Applied>): Promise<void> {
    let wanted = state;
    for (let round = 0; round < MOST_REPAIRS; round += 1) {
      const applied = await (round === 0 && asked !== undefined
        ? asked
        : this.#session.apply(experiments(wanted), wanted.replicas));
      if (applied.ok) {
        this.#setups =
          applied.effect === 'rebuild' || this.#setups.length === 0 ? applied.lanes : this.#setups;
        break;
      }
      const next = repaired(wanted, applied.refusals);
      if (next === undefined) throw new Error(JSON.stringify(applied.refusals));
      wanted = next;
    }
    this.#accepted = wanted;
    this.#state = reduce(this.#state, { type: 'load', state: wanted });
    this.#driver.speed = wanted.speed;
    this.#colors = this.#dress();
    // What is asked of the core is done in the order in which it was asked: the frame finds these colours.
    const painted = this.#session.setPalette(this.#colors.core);
    this.#refresh();
    this.#show();
    await painted;
  }

  #listen(): void {
    addEventListener('hashchange', () => {
      void this.#load(decode(location.hash, openingState));
    });
    this.#dark.addEventListener('change', () => {
      void this.#repaint();
    });
    document.addEventListener('dragover', (event) => {
      if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault();
    });
    document.addEventListener('drop', (event) => {
      const [file] = event.dataTransfer?.files ?? [];
      if (file === undefined) return;
      // Otherwise the browser would leave the page for it.
      event.preventDefault();
      void this.#drop(file);
    });
    document.addEventListener('keydown', (event) => {
      const command = commandOf(event, focusOf(event.target), this.#state.shortcuts);
      if (command === undefined) return;
      if (command.do !== 'close') event.preventDefault();
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
          else if (this.#state.drawing) this.#dispatch({ type: 'drawing', on: false });
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
    });
  }

  #stepOnce(): void {
    this.#acted = true;
    this.#driver.stepOnce();
    this.#show();
  }

  #toggle(): void {
    this.#acted = true;
    if (this.#driver.playing) {
      this.#driver.pause();
      // Once more, with everything that is left out while it runs.
      this.#refresh();
      const { messages, formats } = this.#context();
      this.#screen.announce(messages.announce.paused(formats.count(this.#step)));
    } else {
      this.#driver.play();
      this.#screen.announce(this.#context().messages.announce.playing);
    }
    this.#show();
  }

  async #reset(): Promise<void> {
    await this.#standing;
    await this.#session.reset();
    this.#refresh();
    this.#screen.announce(this.#context().messages.announce.reset);
  }

  async #newSeed(path: string | undefined): Promise<void> {
    const text = String((await this.#session.randomSeed()) % SHORT_SEED);
    this.#dispatch(path === undefined ? { type: 'seed', text } : { type: 'write', path, text });
  }

  /** The dialog for comparing values is loaded when it is asked for. */
  async #compare(path: string | undefined): Promise<void> {
    const { openFanOut } = await import('./fan-out');
    await openFanOut({
      context: this.#context(),
      language: this.#spoken.language,
      path,
      fan: (action) => this.#fan(action),
    });
  }

  /** Replaces the lanes, or says what the core would not take of the new ones; nothing has changed then. */
  async #fan(action: Action): Promise<readonly Notice[]> {
    await this.#standing;
    const wanted = reduce(this.#state, action);
    const applied = await this.#session.apply(experiments(wanted), wanted.replicas);
    if (!applied.ok) return noticesOf(applied.refusals, wanted.lanes.length);
    this.#state = { ...wanted, refused: [] };
    this.#accepted = this.#state;
    this.#setups = applied.lanes;
    this.#boundaries.invalidate();
    this.#writeLink();
    this.#screen.announce(this.#context().messages.announce.restarted);
    this.#refresh();
    this.#show();
    return [];
  }

  async #advance(steps: number): Promise<void> {
    const playing = this.#driver.playing;
    if (this.#setups.length === 0) {
      // A view that comes into sight while the first experiment is still being set up.
      if (steps === 0) return;
      await this.#standing;
    }
    const restore = this.#wanted;
    this.#wanted = undefined;
    const whole = this.#whole || steps > 0;
    this.#whole = false;
    const at = { generation: this.#generation, step: this.#step };
    // A single step, and a look back, lead away from the moment that is known.
    const known = restore === undefined && (playing || steps === 0);
    const boundaries = known ? this.#boundaries.plan(this.#boundariesSeen(), at, playing) : [];
    const frame = await this.#session.frame({
      steps,
      restore,
      budget: STEP_BUDGET,
      lanes: this.#state.lanes.map((_, lane) => {
        const shown = this.#screen.lanes.isShown(lane);
        return {
          field: shown && whole,
          boundaries: boundaries[lane],
          network: shown && whole && (!playing || this.#screen.lanes.networkDue),
          hash: !playing,
        };
      }),
      watched: this.#screen.watched,
      look: this.#screen.look,
    });
    if (playing && restore === undefined && frame.generation === this.#generation)
      this.#pace.frame(steps, frame.step - this.#step);
    else this.#pace.rest();
    await this.#take(frame);
  }

  #refresh(): void {
    this.#whole = true;
    this.#driver.refresh();
  }

  /** The lanes of which every run's boundary is looked at. */
  #boundariesSeen(): readonly (Wanted | undefined)[] {
    const runs = this.#accepted.replicas;
    return this.#setups
      .slice(0, this.#state.lanes.length)
      .map((setup, lane) =>
        runs > 1 && this.#state.boundaries && this.#screen.lanes.isShown(lane) ? { setup, runs } : undefined,
      );
  }

  async #take(frame: Frame): Promise<void> {
    if (frame.generation !== this.#generation) {
      this.#boundaries.invalidate();
      this.#generation = frame.generation;
      this.#history.clear();
      this.#milestones.clear();
    }
    this.#step = frame.step;
    const { back, cut } = frame.past;
    this.#history.viewed = back ? frame.step : undefined;
    if (cut !== undefined) {
      this.#history.cut(cut);
      const { messages, formats } = this.#context();
      this.#screen.announce(messages.past.resumed(formats.count(cut)));
    }
    // An earlier step is on the curves already.
    if (!back)
      this.#history.add(
        frame.step,
        frame.lanes.map((lane) => lane.summary),
      );
    frame.lanes.forEach(({ boundaries }, lane) => {
      const runs = this.#boundaries.take(lane, boundaries);
      if (runs !== undefined) this.#screen.lanes.showBoundaries(lane, runs);
    });
    // The pictures are there already.
    if (!this.#driver.playing && this.#boundaries.lacks(this.#boundariesSeen(), frame))
      this.#driver.refresh();
    const drawn = this.#screen.draw(frame, this.#pace.pace);
    this.#chartsThrottle.run(() => {
      this.#screen.drawCharts();
    });
    const news = back ? [] : this.#milestones.of(frame, this.#history, this.#setups, this.#context());
    if (news.length > 0) this.#screen.announce(news.join(' '));
    // The next frame is asked for when this one is drawn.
    await drawn;
  }

  #writeLink(): void {
    try {
      history.replaceState(null, '', `#${encode(this.#state)}`);
    } catch {
      // A frame without an origin of its own may not touch its address; Share still makes the link.
    }
  }

  async #share(): Promise<void> {
    this.#writeLink();
    const { messages } = this.#context();
    try {
      await navigator.clipboard.writeText(this.#link());
      this.#shared = messages.transport.shared;
    } catch {
      this.#shared = messages.transport.shareFailed;
    }
    this.#screen.announce(this.#shared);
    this.#show();
    setTimeout(() => {
      this.#shared = undefined;
      this.#show();
    }, TOAST_TIME);
  }
}
