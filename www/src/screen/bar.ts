/** The bar on top: what runs the training, how far it is, and the page's tools. */

import { html, nothing, render } from 'lit-html';
import { icons } from '../controls/icons';
import { paceText } from '../controls/pace-text';
import {
  counters,
  pageTools,
  transportButtons,
  transportSettings,
  type TransportActions,
} from '../controls/transport';
import type { Pace } from '../pace';
import type { Slices } from '../slices';
import type { Scene } from './scene';

/** What stands in the bar of a frame. */
export interface Counted {
  readonly step: number;
  readonly epoch: number;
  readonly pace: Pace | undefined;
}

export interface BarActions extends TransportActions {
  /** Goes past the bar to the lanes. */
  readonly skip: () => void;
}

export class Bar {
  readonly #host: HTMLElement;
  readonly #slices: Slices;
  readonly #actions: BarActions;
  #scene: Scene | undefined;
  #counted: Counted = { step: 0, epoch: 0, pace: undefined };

  constructor(host: HTMLElement, slices: Slices, actions: BarActions) {
    this.#host = host;
    this.#slices = slices;
    this.#actions = actions;
  }

  show(scene: Scene): void {
    this.#scene = scene;
    if (this.#host.childElementCount === 0) this.#slices.add(this.#begin);
    this.#slices.add(this.#renderAll);
  }

  count(counted: Counted): void {
    this.#counted = counted;
    const host = this.#host.querySelector('.counters');
    if (!(host instanceof HTMLElement) || this.#scene === undefined) return;
    const { context } = this.#scene;
    const { step, epoch, pace } = counted;
    render(html`${counters(context, step, epoch)}${paceText(context, pace)}`, host);
  }

  focusSettings(): void {
    const button = this.#host.querySelector('#settings');
    if (button instanceof HTMLElement) button.focus({ preventScroll: true });
  }

  readonly #renderAll = (): void => {
    this.#render(true);
  };

  /** The first time the buttons and the counters come before the rest of the bar. */
  readonly #begin = (): void => {
    this.#render(false);
  };

  #render(whole: boolean): void {
    if (this.#scene === undefined) return;
    const { context, playing, language } = this.#scene;
    const { messages, state, dispatch } = context;
    render(
      html`<a class="skip" href="#stage" @click=${this.#skip}>${messages.skip}</a>
        <h1 class="brand">train<span>scope</span></h1>
        <div class="transport" role="group" aria-label=${messages.transport.region}>
          ${transportButtons(context, this.#actions, playing)}
          <div class="counters"></div>
          <button
            type="button"
            id="settings"
            aria-expanded=${state.drawer ? 'true' : 'false'}
            aria-controls="panel"
            @click=${() => {
              dispatch({ type: 'drawer', open: !state.drawer });
            }}
          >
            ${icons.sliders}<span>${messages.transport.settings}</span>
          </button>
        </div>
        <div class="settings">${whole ? transportSettings(context) : nothing}</div>
        <div class="tools">${whole ? pageTools(context, language) : nothing}</div>
        ${context.asides?.keyboardHelp(context) ?? nothing}`,
      this.#host,
    );
    this.count(this.#counted);
  }

  /** A link to a place would overwrite the experiment in the address. */
  readonly #skip = (event: Event): void => {
    event.preventDefault();
    this.#actions.skip();
  };
}
