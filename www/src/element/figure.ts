/** `<train-scope>`: an experiment in somebody's page. Until it is nearly in sight, what the page put into it stands. */

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { loadMessages, preferredLanguage } from '../messages';
import { bare, languagesAround, ownKeys, untilOf, withKeys } from './attributes';
import { readSource, readSteps, type Source } from './given';
import type { Given, Player } from './player';
import type { Experiment, TrainScopeEventMap, TrainScopeSource, TrainScopeState } from './train-scope';

/** How far from the visible part of the page it begins to load. */
const NEAR = '200px';

/** Properties that may be set before the script is there, and would then hide the element's own. */
const PROPERTIES = ['link', 'experiment', 'views', 'controls', 'until', 'autoplay', 'theme', 'home'] as const;

/** The address of the playground, where the script knows it. */
let homeAddress: string | undefined;

export function setHome(address: string): void {
  homeAddress = address;
}

export class TrainScope extends LitElement {
  static override readonly styles = css`
    :host {
      display: block;
    }
    :host([hidden]),
    [hidden] {
      display: none !important;
    }
  `;

  readonly #near = new IntersectionObserver(
    (entries) => {
      // What fails is shown and reported; who scrolls here again tries again.
      if (entries.some(({ isIntersecting }) => isIntersecting)) this.#begin().catch(() => undefined);
    },
    { rootMargin: NEAR },
  );
  readonly #sight = new IntersectionObserver((entries) => {
    this.#inSight = entries.at(-1)?.isIntersecting === true;
    this.#see();
  });
  readonly #attributes = new MutationObserver(() => {
    if (this.#source !== undefined && String(ownKeys(this)) !== this.#keys) this.#source = undefined;
    this.#read();
  });
  #inSight = false;
  #beginning: Promise<Player> | undefined;
  /** There once its first frame is drawn. */
  #player: Player | undefined;
  #failure: string | undefined;
  /** Stands in the place of all that the attributes say of the experiment. */
  #source: Source | undefined;
  /** The keys that were attributes of their own when that was set: later ones go over it. */
  #keys = '';
  #experiment: Experiment | readonly Experiment[] | undefined;
  /** What the player was given last, as text. */
  #given = '';
  #told = '';
  /** Whether it is to play when it is there; undefined for as `autoplay` says. */
  #wanted: boolean | undefined;

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'link'];
  }

  constructor() {
    super();
    for (const name of PROPERTIES)
      if (Object.hasOwn(this, name)) {
        const value: unknown = Reflect.get(this, name);
        Reflect.deleteProperty(this, name);
        // Attributes may not be set while it is made.
        queueMicrotask(() => Reflect.set(this, name, value));
      }
  }

  get link(): string {
    return this.getAttribute('link') ?? '';
  }

  set link(link: string) {
    this.setAttribute('link', link);
    this.#read();
  }

  /** The experiment, or one for each lane, in the place of `link`. */
  get experiment(): Experiment | readonly Experiment[] | undefined {
    return this.#experiment;
  }

  set experiment(experiment: Experiment | readonly Experiment[] | undefined) {
    this.#instead(experiment, undefined);
    this.#read();
  }

  get views(): string {
    return this.getAttribute('views') ?? '';
  }

  set views(views: string) {
    this.setAttribute('views', views);
  }

  get controls(): string {
    return this.getAttribute('controls') ?? '';
  }

  set controls(controls: string) {
    this.setAttribute('controls', controls);
  }

  /** The step at which it pauses, where there is one. */
  get until(): number | undefined {
    return untilOf(this.getAttribute('until'));
  }

  set until(until: number | undefined) {
    if (until === undefined) this.removeAttribute('until');
    else this.setAttribute('until', String(until));
  }

  get autoplay(): boolean {
    return this.hasAttribute('autoplay');
  }

  set autoplay(autoplay: boolean) {
    this.toggleAttribute('autoplay', autoplay);
  }

  get theme(): string {
    return this.getAttribute('theme') ?? 'auto';
  }

  set theme(theme: string) {
    this.setAttribute('theme', theme);
  }

  /** The playground's address, for the link to it; empty for none. */
  get home(): string {
    return this.getAttribute('home') ?? homeAddress ?? '';
  }

  set home(home: string) {
    this.setAttribute('home', home);
  }

  /** A link goes over what was set before it, at once: who sets two things means the last. */
  override attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    super.attributeChangedCallback(name, before, after);
    if (name === 'link') this.#instead(undefined, undefined);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#attributes.observe(this, { attributes: true });
    this.#near.observe(this);
    this.#sight.observe(this);
    document.addEventListener('visibilitychange', this.#see);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#attributes.disconnect();
    this.#near.disconnect();
    this.#sight.disconnect();
    document.removeEventListener('visibilitychange', this.#see);
    this.#inSight = false;
    this.#see();
    // It may only be moved to another place.
    setTimeout(() => {
      if (!this.isConnected) this.#end();
    });
  }

  play(): void {
    this.#wanted = true;
    this.#player?.play();
  }

  pause(): void {
    this.#wanted = false;
    this.#player?.pause();
  }

  /** Makes so many steps, exactly, and pauses; resolves when the last is drawn. */
  async step(steps = 1): Promise<void> {
    const count = readSteps('steps', steps);
    this.#wanted = false;
    await this.#with((player) => player.advance(count));
  }

  /** Back to step 0 with the same initial weights. */
  async reset(): Promise<void> {
    await this.#with((player) => player.reset());
  }

  getState(): TrainScopeState {
    const player = this.#player;
    if (player !== undefined) {
      const { link, step, playing, experiment } = player;
      return { link, step, playing, experiment };
    }
    const { link, own } = this.#gather();
    return { link: withKeys(link, own), step: 0, playing: this.#wanted === true, experiment: [] };
  }

  /** Another experiment, in the place of what the attributes say; resolves when it is set up. */
  async setState(state: TrainScopeSource): Promise<void> {
    const source = readSource(state);
    this.#instead(undefined, source);
    await this.#with(async (player) => {
      const given = this.#gather();
      this.#given = JSON.stringify(given);
      await player.set(given, true);
    });
  }

  /** What is done is done only while the element is in a page. */
  async #with(act: (player: Player) => Promise<void>): Promise<void> {
    if (!this.isConnected) throw gone();
    const player = await this.#begin();
    await act(player);
    if (player !== this.#player) throw gone();
  }

  /** Puts something in the place of all that was set before. */
  #instead(experiment: TrainScope['experiment'], source: Source | undefined): void {
    this.#experiment = experiment;
    this.#source = source;
    this.#keys = String(ownKeys(this));
  }

  override render(): TemplateResult {
    const ready = this.#player !== undefined;
    return html`<slot ?hidden=${ready}></slot
      >${this.#failure === undefined ? nothing : html`<p part="failure" role="alert">${this.#failure}</p>`}
      <div class="scope" part="scope" ?hidden=${!ready}></div>`;
  }

  /** What the attributes say, and what goes over them. */
  #gather(): Given {
    const source = this.#source;
    const own = ownKeys(this);
    return {
      ...(source === undefined
        ? { link: bare(this.link), experiment: this.#experiment, own }
        : 'link' in source
          ? { link: bare(source.link), experiment: undefined, own: [] }
          : { link: '', experiment: source.experiment, own: [] }),
      views: this.getAttribute('views'),
      controls: this.getAttribute('controls'),
      until: this.getAttribute('until'),
      theme: this.getAttribute('theme'),
      languages: languagesAround(this),
      ownLanguage: this.lang !== '',
      home: this.home === '' ? undefined : this.home,
    };
  }

  /** Hands on what is new of the attributes. */
  #read(): void {
    const player = this.#player;
    if (player === undefined) return;
    const given = this.#gather();
    const text = JSON.stringify(given);
    if (text === this.#given) return;
    this.#given = text;
    void player.set(given, false);
  }

  #begin(): Promise<Player> {
    return (this.#beginning ??= this.#start().catch((error: unknown) => {
      this.#beginning = undefined;
      throw error;
    }));
  }

  async #start(): Promise<Player> {
    let player: Player | undefined;
    this.#failure = undefined;
    try {
      const [{ Player }] = await Promise.all([import('./player'), this.updateComplete]);
      const scope = this.renderRoot.querySelector('.scope');
      if (!(scope instanceof HTMLElement)) throw new Error('The element has no scope');
      const given = this.#gather();
      this.#given = JSON.stringify(given);
      player = new Player(scope, given, {
        changed: () => {
          this.#tell();
        },
        metrics: (detail) => {
          this.#emit('metrics', detail);
        },
        diverged: (detail) => {
          this.#emit('diverged', detail);
        },
      });
      await player.start();
    } catch (error) {
      player?.release();
      await this.#fail(error);
      throw error;
    }
    if (!this.isConnected) {
      player.release();
      throw gone();
    }
    this.#player = player;
    this.#told = told(player);
    this.requestUpdate();
    await this.updateComplete;
    this.#emit('ready', null);
    this.#read();
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (this.#wanted ?? (this.autoplay && !still)) player.play();
    this.#see();
    return player;
  }

  async #fail(error: unknown): Promise<void> {
    reportError(error);
    const messages = await loadMessages(preferredLanguage(languagesAround(this)));
    this.#failure = messages.failed(error instanceof Error ? error.message : String(error));
    this.requestUpdate();
  }

  #end(): void {
    // One that is still being made is let go of when it is.
    if (this.#player === undefined) return;
    this.#wanted = this.#player.playing;
    this.#player.release();
    this.#player = undefined;
    this.#beginning = undefined;
    this.requestUpdate();
  }

  readonly #see = (): void => {
    if (this.#player !== undefined)
      this.#player.seen = this.#inSight && document.visibilityState === 'visible';
  };

  #tell(): void {
    const player = this.#player;
    if (player === undefined) return;
    const now = told(player);
    if (now === this.#told) return;
    this.#told = now;
    const { link, playing } = player;
    this.#emit('statechange', { link, playing });
  }

  #emit<Name extends keyof TrainScopeEventMap>(name: Name, detail: TrainScopeEventMap[Name]['detail']): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }
}

const gone = (): Error => new Error('<train-scope> is not in a page');

const told = ({ link, playing }: Player): string => `${playing} ${link}`;
