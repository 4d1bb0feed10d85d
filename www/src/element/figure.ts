/** `<train-scope>`: an experiment in somebody's page. Until it is nearly in sight, what the page put into it stands. */

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { loadMessages, preferredLanguage } from '../messages';
import { bare, isLinkKey, languagesAround, ownKeys, untilOf, withKeys } from './attributes';
import type { Given, Player } from './player';
import type { Experiment, TrainScopeEventMap, TrainScopeSource, TrainScopeState } from './train-scope';

/** How far from the visible part of the page it begins to load. */
const NEAR = '200px';

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
      if (entries.some(({ isIntersecting }) => isIntersecting)) void this.#begin();
    },
    { rootMargin: NEAR },
  );
  readonly #sight = new IntersectionObserver((entries) => {
    this.#inSight = entries.at(-1)?.isIntersecting === true;
    this.#see();
  });
  readonly #attributes = new MutationObserver((changes) => {
    if (changes.some(({ attributeName: name }) => name === 'link' || (name !== null && isLinkKey(name))))
      this.#source = undefined;
    this.#read();
  });
  #inSight = false;
  #beginning: Promise<Player | undefined> | undefined;
  /** There once its first frame is drawn. */
  #player: Player | undefined;
  #failure: string | undefined;
  /** Stands in the place of all that the attributes say of the experiment. */
  #source: TrainScopeSource | undefined;
  #experiment: Experiment | readonly Experiment[] | undefined;
  /** What the player was given last, as text. */
  #given = '';
  #told = '';
  /** Whether it was asked to play before there was anything to play. */
  #wanted = false;

  get link(): string {
    return this.getAttribute('link') ?? '';
  }

  set link(link: string) {
    this.#experiment = undefined;
    this.setAttribute('link', link);
    this.#source = undefined;
    this.#read();
  }

  /** The experiment, or one for each lane, in the place of `link`. */
  get experiment(): Experiment | readonly Experiment[] | undefined {
    return this.#experiment;
  }

  set experiment(experiment: Experiment | readonly Experiment[] | undefined) {
    this.#experiment = experiment;
    this.#source = undefined;
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
    this.#wanted = false;
    await (await this.#begin())?.advance(steps);
  }

  /** Back to step 0 with the same initial weights. */
  async reset(): Promise<void> {
    await (await this.#begin())?.reset();
  }

  getState(): TrainScopeState {
    const player = this.#player;
    if (player !== undefined) {
      const { link, step, playing, experiment } = player;
      return { link, step, playing, experiment };
    }
    const { link, own } = this.#gather();
    return { link: withKeys(link, own), step: 0, playing: this.#wanted, experiment: [] };
  }

  /** Another experiment, in the place of what the attributes say; resolves when it is set up. */
  async setState(state: TrainScopeSource): Promise<void> {
    this.#source = state;
    this.#given = '';
    const player = await this.#begin();
    const given = this.#gather();
    this.#given = JSON.stringify(given);
    await player?.set(given, true);
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
      until: this.until,
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

  #begin(): Promise<Player | undefined> {
    return (this.#beginning ??= this.#start());
  }

  async #start(): Promise<Player | undefined> {
    let player: Player | undefined;
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
      return undefined;
    }
    if (!this.isConnected) {
      player.release();
      this.#beginning = undefined;
      return undefined;
    }
    this.#player = player;
    this.#told = told(player);
    this.requestUpdate();
    await this.updateComplete;
    this.#emit('ready', null);
    this.#read();
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (this.#wanted || (this.autoplay && !still)) player.play();
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
    this.#player?.release();
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

const told = ({ link, playing }: Player): string => `${playing} ${link}`;
