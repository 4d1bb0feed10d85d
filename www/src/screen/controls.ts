/** The panel of controls: it comes when the lanes train, and explains what is pointed at. */

import { html, render } from 'lit-html';
import { GROUPS } from '../controls/layout';
import { helpLine, panel } from '../controls/panel';
import type { Sample } from '../samples';
import type { Slices } from '../slices';
import { Thumbnails } from '../views/thumbnails';
import type { Scene } from './scene';

export class Controls {
  readonly #host: HTMLElement;
  readonly #slices: Slices;
  readonly #startOver: () => void;
  readonly #thumbnails: Thumbnails;
  #samples: ReadonlyMap<string, Sample> = new Map();
  #scene: Scene | undefined;
  #begun = false;
  /** How many of the groups are there yet. */
  #groups = 0;
  /** What they were rendered from. */
  #rendered: Scene | undefined;
  #helped: string | undefined;

  constructor(host: HTMLElement, slices: Slices, startOver: () => void) {
    this.#host = host;
    this.#slices = slices;
    this.#startOver = startOver;
    this.#thumbnails = new Thumbnails(slices);
    const help = (event: Event): void => {
      const row = event.target instanceof Element ? event.target.closest('[data-path]') : null;
      if (row instanceof HTMLElement) this.#help(row.dataset['path']);
    };
    host.addEventListener('pointerover', help);
    host.addEventListener('focusin', help);
  }

  /** From here on there are controls. */
  begin(): void {
    this.#begun = true;
    this.#slices.add(this.#render);
  }

  show(scene: Scene): void {
    this.#scene = scene;
    this.#host.setAttribute('aria-label', scene.context.messages.panel.region);
    if (this.#begun) this.#slices.add(this.#render);
  }

  setSamples(samples: ReadonlyMap<string, Sample>): void {
    this.#samples = samples;
    if (this.#scene !== undefined) this.#thumbnails.draw(this.#host, samples, this.#scene.colors);
  }

  /** Whether the controls cover a part of the page, as they do on a phone. */
  get covers(): boolean {
    return getComputedStyle(this.#host).position === 'fixed';
  }

  focusClose(): void {
    const button = this.#host.querySelector('.drawer-close');
    if (button instanceof HTMLElement) button.focus({ preventScroll: true });
  }

  /** The first time group by group: all of it at once would hold the page up. */
  readonly #render = (): void => {
    const scene = this.#scene;
    if (scene === undefined) return;
    const added = this.#groups < GROUPS.length ? 1 : 0;
    // What is there of this scene stays, with what the visitor may be typing into it.
    const kept = added === 1 && scene === this.#rendered ? this.#groups : 0;
    this.#groups += added;
    this.#rendered = scene;
    render(
      html`${panel(scene.context, this.#startOver, this.#groups, kept)}
        <div class="help-slot" aria-hidden="true"></div>`,
      this.#host,
    );
    this.#help(this.#helped);
    this.#showComplaints();
    if (this.#groups < GROUPS.length) this.#slices.add(this.#render);
    else this.#thumbnails.draw(this.#host, this.#samples, scene.colors);
  };

  /** A complaint that comes up below the fold would not be seen. */
  #showComplaints(): void {
    for (const complaint of this.#host.querySelectorAll('.complaint:not([data-seen])'))
      if (complaint instanceof HTMLElement) {
        complaint.dataset['seen'] = 'yes';
        complaint.scrollIntoView({ block: 'nearest' });
      }
  }

  #help(path: string | undefined): void {
    this.#helped = path;
    const slot = this.#host.querySelector('.help-slot');
    if (slot instanceof HTMLElement && this.#scene !== undefined)
      render(helpLine(this.#scene.context, path), slot);
  }
}
