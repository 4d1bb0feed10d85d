/** A dialog over the page; everything behind it rests until it is closed. */

import './styles/dialog.css';
import { html, render, type TemplateResult } from 'lit-html';
import { icons } from './controls/icons';

/** Ids, so that a title names its dialog. */
let opened = 0;

export class Dialog {
  readonly #element = document.createElement('dialog');
  readonly #title: string;

  constructor(name: string, closed: () => void = () => undefined) {
    opened += 1;
    this.#title = `dialog-${opened}`;
    this.#element.className = `dialog dialog-${name}`;
    this.#element.setAttribute('aria-labelledby', this.#title);
    this.#element.addEventListener('close', () => {
      this.#element.remove();
      closed();
    });
    // What is not in the dialog is behind it; a text that is selected past the edge was begun in it.
    let behind = false;
    this.#element.addEventListener('pointerdown', (event) => {
      behind = event.target === this.#element;
    });
    this.#element.addEventListener('click', (event) => {
      if (behind && event.target === this.#element) this.close();
    });
    // The page's keys are not the dialog's.
    this.#element.addEventListener('keydown', (event) => {
      event.stopPropagation();
    });
    document.body.append(this.#element);
  }

  get element(): HTMLElement {
    return this.#element;
  }

  show(title: string, closeText: string, body: TemplateResult): void {
    render(
      html`<div class="dialog-body">
        <header class="dialog-head">
          <h2 id=${this.#title}>${title}</h2>
          <button
            type="button"
            class="icon-button"
            aria-label=${closeText}
            title=${closeText}
            @click=${() => {
              this.close();
            }}
          >
            ${icons.close}
          </button>
        </header>
        ${body}
      </div>`,
      this.#element,
    );
    if (!this.#element.open) this.#element.showModal();
  }

  close(): void {
    this.#element.close();
  }
}
