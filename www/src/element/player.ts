/** Ties an element together: its settings drive a core of its own and what is seen of it. */

import './reset.css';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/panel.css';
import '../styles/lanes.css';
import '../styles/legends.css';
import '../styles/curves.css';
import './element.css';
import { Agreement } from '../app/agreement';
import { Training } from '../app/training';
import { loadAsides, type Asides } from '../asides';
import type { Context } from '../controls/context';
import { formats } from '../format';
import { encode } from '../link';
import { loadMessages, preferredLanguage, type Language, type Messages } from '../messages';
import { reduce, trainsAnewTo } from '../reduce';
import { nest, schema } from '../schema';
import type { Scene } from '../screen/scene';
import type { Frame } from '../session/types';
import { differing, type Action, type Notice, type State } from '../state';
import { readColors, type Colors } from '../views/palette';
import { withKeys } from './attributes';
import { abandon, berth } from './hub';
import { Reports, type ReportHooks } from './reports';
import { onlyWhatIsSeen } from './seen';
import {
  linkOfExperiment,
  readControls,
  readTheme,
  readUntil,
  readViews,
  stateOf,
  type Controls,
  type Views,
} from './settings';
import { Stage } from './stage';
import { Steps } from './steps';
import type { Experiment } from './train-scope';
import { loadWords, type Words } from './words';

/** Seeds that are drawn stay short enough to be read out and typed. */
const SHORT_SEED = 100_000;

/** What the attributes say. */
export interface Given {
  readonly link: string;
  /** In the place of the link, as objects. */
  readonly experiment: unknown;
  /** Keys of a link that are attributes of their own, which go over it. */
  readonly own: readonly (readonly [string, string])[];
  readonly views: string | null;
  readonly controls: string | null;
  readonly until: string | null;
  readonly theme: string | null;
  /** The nearest first. */
  readonly languages: readonly string[];
  /** Whether the element names its language itself, which goes over the link's. */
  readonly ownLanguage: boolean;
  readonly home: string | undefined;
}

const linkOf = ({ link, experiment, own }: Given): string =>
  withKeys(experiment === undefined ? link : linkOfExperiment(experiment), own);

export interface Hooks extends ReportHooks {
  /** The link, or whether it plays, may be another. */
  readonly changed: () => void;
}

interface Spoken {
  readonly language: Language;
  readonly messages: Messages;
  readonly words: Words;
}

const OWN = ['views', 'controls', 'theme', 'until'];
const isOwn = (notice: Notice): boolean => notice.about === 'value' && OWN.includes(notice.path);

/** Whether the core has to be told. */
const isOther = (before: State, after: State): boolean =>
  after.lanes !== before.lanes || after.replicas !== before.replicas;

export class Player {
  readonly #scope: HTMLElement;
  readonly #hooks: Hooks;
  readonly #berth = berth();
  readonly #agreement: Agreement;
  readonly #stage: Stage;
  readonly #training: Training;
  readonly #steps: Steps;
  readonly #reports: Reports;
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');
  #given: Given;
  #state: State;
  #views: Views;
  #controls: Controls;
  /** Fields in which the lanes differ as they were given: each lane has a control of its own. */
  #apart: ReadonlySet<string> = new Set();
  #spoken: Spoken | undefined;
  #asides: Asides | undefined;
  #colors: Colors | undefined;
  #generation = -1;
  /** Whether it is to play, though it rests while nobody sees it. */
  #wanted = false;
  #seen = false;
  #released = false;
  #applying = false;
  #again = false;
  #setting: Promise<void> = Promise.resolve();

  constructor(scope: HTMLElement, given: Given, hooks: Hooks) {
    this.#scope = scope;
    this.#hooks = hooks;
    this.#given = given;
    this.#state = stateOf(linkOf(given));
    this.#views = readViews(given.views).what;
    this.#controls = readControls(given.controls).what;
    this.#reports = new Reports(hooks);
    const { session } = this.#berth;
    this.#agreement = new Agreement(session, this.#state);
    this.#stage = new Stage(scope, session, {
      toggle: () => {
        if (this.#isRunning) this.pause();
        else this.play();
      },
      step: () => {
        this.advance(1).catch(reportError);
      },
      reset: () => {
        this.reset().catch(reportError);
      },
      refresh: () => {
        this.#training.refresh();
      },
      trainTo: (step) => {
        const count = step - this.#training.step;
        if (count >= 1) this.advance(count).catch(reportError);
      },
      inLane: (scene, lane) => this.#inLane(scene, lane),
      taken: (frame) => {
        this.#take(frame);
      },
    });
    this.#training = new Training(this.#state.speed, {
      session: onlyWhatIsSeen(session, () => this.#views),
      screen: this.#stage,
      agreement: this.#agreement,
      context: () => this.#context(),
      arrived: () => {
        this.#arrive();
      },
    });
    this.#steps = new Steps(this.#training, {
      speed: () => this.#state.speed,
      changed: () => {
        this.#show();
      },
    });
    this.#dark.addEventListener('change', this.#darken);
  }

  get step(): number {
    return this.#training.step;
  }

  get playing(): boolean {
    return this.#wanted;
  }

  /** Whether there is something for a reader to pause. */
  get #isRunning(): boolean {
    return this.#wanted || this.#steps.areMany;
  }

  get link(): string {
    return encode(this.#state);
  }

  get experiment(): readonly Experiment[] {
    return this.#state.lanes.map(({ settings }) => nest(settings, schema.version));
  }

  /** Resolves when the first frame is drawn. */
  async start(): Promise<void> {
    try {
      await this.#speak();
      await this.#load(this.#state);
      await this.#training.begin(undefined);
    } catch (error) {
      abandon();
      throw error;
    }
    // The element may have been out of the page, where nothing has a colour.
    if (this.#colors === undefined) await this.#repaint();
  }

  /** Other attributes, one after another; `anew` also where the experiment is the one that was given before. */
  set(given: Given, anew: boolean): Promise<void> {
    const set = this.#setting.then(() => this.#set(given, anew));
    this.#setting = set.catch(reportError);
    return set;
  }

  async #set(given: Given, anew: boolean): Promise<void> {
    const before = this.#given;
    this.#given = given;
    this.#views = readViews(given.views).what;
    this.#controls = readControls(given.controls).what;
    const link = linkOf(given);
    if (anew || link !== linkOf(before)) {
      // Steps that were asked for were another experiment's.
      this.#steps.drop();
      await this.#load(stateOf(link));
      await this.#training.redrawn();
    } else {
      await this.#speak();
      this.#notice(this.#state.notices.filter((notice) => !isOwn(notice)));
      await this.#repaint();
    }
    if (given.until !== before.until) this.#run();
  }

  play(): void {
    if (this.#wanted) return;
    this.#steps.drop();
    this.#wanted = true;
    this.#stage.announce(this.#context().messages.announce.playing);
    this.#run();
    this.#show();
  }

  pause(): void {
    this.#steps.drop();
    if (this.#wanted) this.#steps.halt();
    this.#rest();
  }

  /** Whether it is in sight; out of sight it rests. */
  set seen(seen: boolean) {
    if (seen === this.#seen) return;
    this.#seen = seen;
    if (seen) this.#run();
    else if (this.#wanted) {
      this.#training.pause();
      this.#berth.busy(false);
    }
  }

  /**
   * So many steps, exactly, after those that were asked for before. Resolves when the last is drawn, or when something else
   * was asked for, or every run has diverged.
   */
  advance(count: number): Promise<void> {
    if (this.#wanted) this.pause();
    return this.#steps.make(count);
  }

  /** Back to the first step; resolves when that is drawn. */
  async reset(): Promise<void> {
    this.#steps.drop();
    await this.#training.reset();
    this.#stage.announce(this.#context().messages.announce.reset);
    await this.#training.redrawn();
  }

  release(): void {
    this.#steps.drop();
    this.#released = true;
    this.#training.release();
    this.#berth.busy(false);
    this.#dark.removeEventListener('change', this.#darken);
    this.#stage.release();
    this.#scope.replaceChildren();
    void this.#berth.session.release();
  }

  /** Plays where it is to, and somebody sees it: up to the step that was named, once it is past that on and on. */
  #run(): void {
    if (!this.#wanted || !this.#seen) return;
    const until = readUntil(this.#given.until).what;
    this.#berth.busy(true);
    this.#training.speed = this.#state.speed;
    this.#training.play(until !== undefined && this.#training.step < until ? until : undefined);
  }

  #rest(): void {
    this.#berth.busy(false);
    if (!this.#wanted) return;
    this.#wanted = false;
    const { messages, formats } = this.#context();
    this.#stage.announce(messages.announce.paused(formats.count(this.#training.step)));
    this.#show();
  }

  /** The step that was named has been reached, or none can be made. */
  #arrive(): void {
    this.#training.pause();
    this.#steps.end();
    this.#rest();
  }

  #take(frame: Frame): void {
    if (frame.generation !== this.#generation) {
      this.#generation = frame.generation;
      this.#reports.clear();
      // Another run of the training has the same end; steps were another run's.
      if (this.#steps.areMade) this.#steps.drop();
      else if (this.#training.playing) this.#run();
    }
    this.#reports.take(frame);
  }

  readonly #dispatch = (action: Action): void => {
    const after = reduce(this.#state, action);
    // Whoever may only look changes nothing by a lens either.
    if (this.#controls.isFixed && isOther(this.#state, after)) return;
    const anew = trainsAnewTo(this.#state, action);
    this.#change(after);
    if (anew !== undefined) this.#trainAnew(anew).catch(reportError);
  };

  /** As the page's: what was just set up, from the first step to another one. */
  async #trainAnew(step: number): Promise<void> {
    this.pause();
    const wanted = this.#state;
    const { ok } = await this.#agreement.reach(wanted);
    if (!ok || this.#released) return;
    await this.#training.redrawn();
    await this.reset();
    if (step > 0 && this.#state.lanes === wanted.lanes) await this.advance(step);
  }

  #change(after: State): void {
    const before = this.#state;
    if (after === before) return;
    this.#state = after;
    if (after.boundaries && !before.boundaries) this.#training.refresh();
    if (isOther(before, after)) void this.#apply();
    this.#show();
  }

  /** A control of one lane changes that lane. */
  #inLane(scene: Scene, lane: number): Scene {
    const { context } = scene;
    const dispatch = (action: Action): void => {
      this.#change({ ...reduce({ ...this.#state, target: lane }, action), target: 'all' });
    };
    return { ...scene, context: { ...context, state: { ...context.state, target: lane }, dispatch } };
  }

  #context(): Context {
    if (this.#spoken === undefined) throw new Error('No language has been loaded yet');
    return {
      state: this.#state,
      messages: this.#spoken.messages,
      formats,
      asides: this.#asides,
      dispatch: this.#dispatch,
      newSeed: (path) => {
        void this.#newSeed(path);
      },
      compare: () => undefined,
      open: () => undefined,
    };
  }

  #show(): void {
    const spoken = this.#spoken;
    const colors = this.#colors;
    if (this.#released || spoken === undefined || colors === undefined) return;
    const { drafts, refused, notices } = this.#state;
    const asked = Object.keys(drafts).length + refused.length + notices.length + this.#controls.fields.length;
    if (asked > 0 && this.#asides?.language !== spoken.language) void this.#explain(spoken);
    const { home } = this.#given;
    this.#stage.show(
      {
        context: this.#context(),
        language: spoken.language,
        playing: this.#isRunning,
        colors,
        setups: this.#agreement.setups,
        history: this.#training.history,
      },
      {
        views: this.#views,
        controls: this.#controls,
        apart: this.#apart,
        words: spoken.words,
        home: home === undefined ? undefined : `${home}#${this.link}`,
      },
    );
    this.#hooks.changed();
  }

  async #explain({ language, messages }: Spoken): Promise<void> {
    const asides = await loadAsides(language, messages);
    // Another language may be spoken meanwhile.
    if (language !== this.#spoken?.language) return;
    this.#asides = asides;
    this.#show();
  }

  async #speak(): Promise<void> {
    const { languages, ownLanguage } = this.#given;
    const { language: named } = this.#state;
    const language = named === 'auto' || ownLanguage ? preferredLanguage(languages) : named;
    if (language === this.#spoken?.language) return;
    const [messages, words] = await Promise.all([loadMessages(language), loadWords(language)]);
    this.#spoken = { language, messages, words };
  }

  async #repaint(): Promise<void> {
    await this.#dress();
    this.#show();
    this.#training.refresh();
  }

  readonly #darken = (): void => {
    void this.#repaint();
  };

  /** The theme on the scope, and its colours to the core. */
  async #dress(): Promise<void> {
    if (this.#released || !this.#scope.isConnected) return;
    const own = readTheme(this.#given.theme).what;
    const theme = own === 'auto' ? this.#state.theme : own;
    const dark = theme === 'dark' || (theme === 'auto' && this.#dark.matches);
    this.#scope.dataset['theme'] = dark ? 'dark' : 'light';
    this.#colors = readColors(this.#scope);
    await this.#berth.session.setPalette(this.#colors.core);
  }

  /** What the attributes themselves got wrong stands with what the link did. */
  #notice(notices: readonly Notice[]): void {
    const { views, controls, theme, until } = this.#given;
    const own = [readViews(views), readControls(controls), readTheme(theme), readUntil(until)];
    this.#state = { ...this.#state, notices: [...notices, ...own.flatMap((read) => read.notices)] };
  }

  /** Asked after waiting. */
  #isReleased(): boolean {
    return this.#released;
  }

  /** Takes over a whole state, with what the core will not have at its default. */
  async #load(state: State): Promise<void> {
    if (this.#released) return;
    const loaded = await this.#agreement.reachRepaired(state, undefined);
    if (this.#isReleased()) return;
    this.#state = loaded;
    this.#notice(loaded.notices);
    this.#apart = new Set(differing(loaded));
    this.#training.speed = loaded.speed;
    this.#training.invalidate();
    await this.#speak();
    await this.#dress();
    this.#training.refresh();
    this.#show();
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
          if (outcome.rebuilt) this.#stage.announce(this.#context().messages.announce.restarted);
          else this.#training.mark(outcome.before, wanted);
          if (this.#state.refused.length > 0) this.#dispatch({ type: 'refused', notices: [] });
          this.#training.refresh();
        } else this.#refuse(outcome.notices);
        this.#show();
      }
    } finally {
      this.#applying = false;
    }
  }

  /** What no control here stands for cannot stay as it is with a complaint beside it. */
  #refuse(notices: readonly Notice[]): void {
    const { fields } = this.#controls;
    if (notices.every((notice) => notice.about === 'value' && fields.includes(notice.path)))
      this.#dispatch({ type: 'refused', notices });
    else {
      const { state } = this.#agreement;
      this.#state = { ...state, notices: [...state.notices, ...notices] };
    }
  }

  async #newSeed(path: string | undefined): Promise<void> {
    const text = String((await this.#berth.session.randomSeed()) % SHORT_SEED);
    this.#dispatch(path === undefined ? { type: 'seed', text } : { type: 'write', path, text });
  }
}
