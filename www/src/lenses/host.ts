/** Keeps the open tab's lens: loads it with its words, dresses it, hands it the frames. */

import type { Language } from '../messages';
import type { LookRequest } from '../session/looks/types';
import type { Frame } from '../session/types';
import type { Tab } from '../state';
import { LENSES } from '.';
import type { Lens, LensModule, LensScene, LensTools } from './lens';

export type HostScene = Omit<LensScene<never>, 'words'>;

interface Opened {
  readonly module: LensModule<never>;
  readonly lens: Lens<never>;
  readonly language: Language;
  readonly words: never;
}

export class LensHost {
  readonly #tools: LensTools;
  #host: HTMLElement | undefined;
  #tab: Tab = 'curves';
  #opened: Opened | undefined;
  #scene: HostScene | undefined;
  #frame: Frame | undefined;

  constructor(tools: LensTools) {
    this.#tools = tools;
  }

  get request(): LookRequest | undefined {
    return this.#opened?.lens.request;
  }

  get watched(): number | undefined {
    return this.#opened?.lens.watched;
  }

  /** Shows a tab's lens in an element, or none. */
  show(tab: Tab, host: HTMLElement | undefined, scene: HostScene): void {
    this.#scene = scene;
    if (tab !== this.#tab || host !== this.#host) {
      this.#opened?.lens.release();
      this.#opened = undefined;
      this.#host?.replaceChildren();
      this.#tab = tab;
      this.#host = host;
    }
    if (tab === 'curves' || host === undefined) return;
    if (this.#opened?.language === scene.language) this.#dress(this.#opened);
    else void this.#open(tab, host, scene.language);
  }

  draw(frame: Frame): void {
    this.#frame = frame;
    const lens = this.#opened?.lens;
    lens?.draw(frame, frame.look?.name === lens.request?.name ? frame.look : undefined);
  }

  async #open(tab: Exclude<Tab, 'curves'>, host: HTMLElement, language: Language): Promise<void> {
    // Beside the lens itself comes what of the core it will ask; where that fails, the answer says so.
    this.#tools.session.extend().catch(() => undefined);
    const module = await LENSES[tab]();
    const words = await module.words[language]();
    // Another tab or language may have been chosen meanwhile.
    if (tab !== this.#tab || host !== this.#host || language !== this.#scene?.language) return;
    const kept = this.#opened?.module === module ? this.#opened.lens : undefined;
    const opened = { module, lens: kept ?? module.open(this.#place(host), this.#tools), language, words };
    this.#opened = opened;
    this.#dress(opened);
    if (kept === undefined && this.#frame !== undefined) opened.lens.draw(this.#frame, undefined);
    // What the lens asks for comes with a new frame.
    this.#tools.refresh();
  }

  /** A lens has an element of its own: what was rendered into another's keeps to that one. */
  #place(host: HTMLElement): HTMLElement {
    const place = document.createElement('div');
    host.replaceChildren(place);
    return place;
  }

  #dress({ lens, words }: Opened): void {
    if (this.#scene !== undefined) lens.dress({ ...this.#scene, words });
  }
}
