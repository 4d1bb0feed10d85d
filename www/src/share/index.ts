/** The dialog that gives the experiment to others: a link, a frame, an element. Loaded when it is opened. */

import './share.css';
import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { labelOf, valueText } from '../controls/context';
import { icons } from '../controls/icons';
import { GROUPS } from '../controls/layout';
import type { Desk } from '../desk';
import { Dialog } from '../dialog';
import { FURTHEST } from '../element/attributes';
import { LANGUAGES, type Language } from '../messages';
import { TABS, THEMES, valuesOf } from '../state';
import { narrow, numeral } from '../value';
import type { Words } from './en';
import { adder, chip, removable, segments } from './form';
import { Preview } from './preview';
import {
  BUTTONS,
  elementSnippet,
  frameAddress,
  HEIGHTS,
  iframeSnippet,
  isReachable,
  linkFor,
  PICTURES,
  USUAL_BUTTONS,
  USUAL_VIEWS,
  WIDTHS,
  type Shown,
  type Snippet,
} from './snippets';

const WORDS: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => (await import('./en')).words,
  ko: async () => (await import('./ko')).words,
};

const FORMS = ['iframe', 'element'] as const;
type Form = (typeof FORMS)[number];

/** Numbers that are typed; an empty text is none. */
const NUMBERS = { width: WIDTHS, height: HEIGHTS, until: FURTHEST } as const;
type NumberName = keyof typeof NUMBERS;

/** Points of one's own are nothing to be set in a row of controls. */
const NO_CONTROL = 'data.custom';

class ShareDialog {
  readonly #desk: Desk;
  readonly #words: Words;
  readonly #preview = new Preview(() => {
    this.show();
  });
  readonly #dialog = new Dialog('share', () => {
    this.#preview.release();
  });
  readonly #base = new URL('./', location.href.split(/[?#]/)[0]).href;
  readonly #link: string;
  #form: Form = 'iframe';
  #shown: Shown = {
    width: undefined,
    height: undefined,
    language: 'auto',
    theme: 'auto',
    views: USUAL_VIEWS,
    buttons: USUAL_BUTTONS,
    fields: [],
    autoplay: false,
    until: undefined,
  };
  #texts: Readonly<Record<NumberName, string>> = { width: '', height: '', until: '' };
  /** Which button was pressed last, and what became of it. */
  #said: { readonly by: 'link' | 'code'; readonly text: string } | undefined;

  constructor(desk: Desk, words: Words) {
    this.#desk = desk;
    this.#words = words;
    this.#link = linkFor(desk.context.state);
  }

  open(): void {
    this.show();
    // The next press copies the link, by keyboard too.
    this.#dialog.element.querySelector<HTMLElement>('#share-copy-link')?.focus();
  }

  show(): void {
    const words = this.#words;
    const snippet = this.#snippet;
    const code = this.#form === 'iframe' ? iframeSnippet(snippet) : elementSnippet(snippet);
    const { scale } = this.#preview;
    this.#dialog.show(
      words.title,
      words.close,
      html`${isReachable(location.href) ? nothing : html`<p class="unreachable">${words.unreachable}</p>`}
        <section class="share-link" aria-labelledby="share-link-title">
          <h3 id="share-link-title">${words.link}</h3>
          <p>${words.linkHelp}</p>
          <div class="share-copy">
            <input
              class="box"
              id="share-link"
              type="text"
              readonly
              aria-label=${words.link}
              .value=${live(this.#desk.link)}
              @focus=${selectAll}
            />
            <button
              type="button"
              class="primary"
              id="share-copy-link"
              @click=${() => this.#copy('link', this.#desk.link)}
            >
              ${icons.share}<span>${words.copyLink}</span>
            </button>
          </div>
          ${this.#saying('link')}
        </section>
        <section class="share-embed" aria-labelledby="share-embed-title">
          <div class="share-head">
            <div>
              <h3 id="share-embed-title">${words.embed}</h3>
              <p>${words.embedHelp}</p>
            </div>
            ${segments(
              'form',
              words.embed,
              FORMS,
              this.#form,
              (form) => words.forms[form],
              (form) => {
                this.#form = form;
                this.show();
              },
            )}
          </div>
          <div class="share-columns">
            <div class="share-settings">${this.#settings()}</div>
            <div class="share-outcome">
              <div class="share-code">
                <textarea
                  id="share-code"
                  readonly
                  rows=${this.#form === 'iframe' ? 6 : 5}
                  spellcheck="false"
                  aria-label=${words.code}
                  .value=${live(code)}
                  @focus=${selectAll}
                ></textarea>
                <button
                  type="button"
                  class="primary"
                  id="share-copy-code"
                  @click=${() => this.#copy('code', code)}
                >
                  ${icons.duplicate}<span>${words.copyCode}</span>
                </button>
                ${this.#saying('code')}
              </div>
              <h4>
                ${words.preview}${scale < 1 ? html` <small>${words.scaled(this.#desk.context.formats.percent(scale))}</small>` : nothing}
              </h4>
              <div class="share-preview"></div>
            </div>
          </div>
        </section>`,
    );
    // Where the code changed under the one who is about to copy it, all of it is selected again.
    const box = this.#dialog.element.querySelector('#share-code');
    if (box instanceof HTMLTextAreaElement && box === document.activeElement) box.select();
    const host = this.#dialog.element.querySelector('.share-preview');
    const { base, link, shown, title } = snippet;
    if (host instanceof HTMLElement)
      this.#preview.show(host, {
        address: frameAddress(base, link, shown),
        title,
        width: shown.width,
        height: shown.height,
      });
  }

  get #snippet(): Snippet {
    const { context } = this.#desk;
    const names = new Set(
      valuesOf(context.state, 'data.dataset').map((value) => valueText(context, 'data.dataset', value)),
    );
    return {
      base: this.#base,
      link: this.#link,
      shown: this.#shown,
      title: this.#words.name([...names].join(', ')),
      measured: this.#preview.measured,
    };
  }

  #put(changes: Partial<Shown>): void {
    this.#shown = { ...this.#shown, ...changes };
    this.#said = undefined;
    this.show();
  }

  #saying(by: 'link' | 'code'): TemplateResult {
    return html`<p class="said" role="status">${this.#said?.by === by ? this.#said.text : ''}</p>`;
  }

  async #copy(by: 'link' | 'code', text: string): Promise<void> {
    const words = this.#words;
    let copied = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copied = false;
      const box = this.#dialog.element.querySelector(`#share-${by}`);
      if (box instanceof HTMLElement) box.focus();
    }
    this.#said = { by, text: copied ? words.copied : words.copyFailed };
    this.show();
  }

  #settings(): TemplateResult {
    const words = this.#words;
    const { context } = this.#desk;
    const { views, buttons, fields, language, theme, autoplay } = this.#shown;
    const lenses = TABS.filter((tab) => tab !== 'curves');
    const shownLenses = lenses.filter((tab) => views.includes(tab));
    return html`<fieldset>
        <legend>${words.show}</legend>
        <div class="chips">
          ${PICTURES.map((name) =>
            chip(words.pictures[name], views.includes(name), views.length === 1, (on) => {
              this.#put({ views: on ? [...views, name] : views.filter((view) => view !== name) });
            }),
          )}
          ${shownLenses.map((tab) =>
            removable(words.without, context.messages.tabs[tab], views.length === 1, () => {
              this.#put({ views: views.filter((view) => view !== tab) });
            }),
          )}
        </div>
        ${adder(
          words.lens,
          html`${lenses
            .filter((tab) => !views.includes(tab))
            .map((tab) => html`<option value=${tab}>${context.messages.tabs[tab]}</option>`)}`,
          (tab) => {
            this.#put({ views: [...views, tab] });
          },
        )}
      </fieldset>
      <fieldset>
        <legend>${words.buttons}</legend>
        <div class="chips">
          ${BUTTONS.map((name) =>
            // Where settings can be changed, something has to run what they change.
            chip(
              words.button[name],
              buttons.includes(name),
              fields.length > 0 && buttons.length === 1,
              (on) => {
                this.#put({ buttons: on ? [...buttons, name] : buttons.filter((button) => button !== name) });
              },
            ),
          )}
        </div>
      </fieldset>
      <fieldset>
        <legend>${words.fields}</legend>
        ${
          fields.length === 0
            ? nothing
            : html`<div class="chips">
                ${fields.map((path) =>
                  removable(words.without, labelOf(context, path), false, () => {
                    this.#put({ fields: fields.filter((field) => field !== path) });
                  }),
                )}
              </div>`
        }
        ${adder(
          words.field,
          html`${GROUPS.map(
            ({ id, rows }) =>
              html`<optgroup label=${context.messages.groups[id]}>
                ${rows
                  .flatMap((row) => ('ratio' in row ? row.ratio : [row.path]))
                  .filter((path) => path !== NO_CONTROL && !fields.includes(path))
                  .map((path) => html`<option value=${path}>${labelOf(context, path)}</option>`)}
              </optgroup>`,
          )}`,
          (path) => {
            this.#put({
              fields: [...fields, path],
              buttons: buttons.length === 0 ? USUAL_BUTTONS : buttons,
            });
          },
        )}
      </fieldset>
      <div class="share-numbers">
        ${this.#number('width', words.width, words.full)}
        ${this.#form === 'iframe' ? this.#number('height', words.height, words.fitting) : nothing}
        ${this.#number('until', words.until, words.untilNone)}
        ${(['width', 'height', 'until'] as const).map((name) => this.#complaint(name))}
      </div>
      <label class="share-flag"
        ><input
          type="checkbox"
          .checked=${live(autoplay)}
          @change=${() => {
            this.#put({ autoplay: !autoplay });
          }}
        />${words.autoplay}</label
      >
      <div class="share-choices">
        <div>
          <span class="label">${words.language}</span>
          ${segments(
            'language',
            words.language,
            ['auto', ...LANGUAGES] as const,
            language,
            (name) =>
              name === 'auto' && this.#form === 'element' ? words.pageLanguage : words.languages[name],
            (chosen) => {
              this.#put({ language: chosen });
            },
          )}
        </div>
        <div>
          <span class="label">${words.theme}</span>
          ${segments(
            'theme',
            words.theme,
            THEMES,
            theme,
            (name) => words.themes[name],
            (chosen) => {
              this.#put({ theme: chosen });
            },
          )}
        </div>
      </div>`;
  }

  #isWrong(name: NumberName): boolean {
    return this.#texts[name].trim() !== '' && this.#shown[name] === undefined;
  }

  #number(name: NumberName, label: string, none: string): TemplateResult {
    const wrong = this.#isWrong(name);
    return html`<label
      ><span>${label}</span
      ><input
        class="box"
        id=${`share-${name}`}
        type="text"
        inputmode="numeric"
        autocomplete="off"
        placeholder=${none}
        aria-invalid=${wrong ? 'true' : 'false'}
        aria-describedby=${wrong ? `share-${name}-wrong` : nothing}
        .value=${live(this.#texts[name])}
        @input=${(event: Event) => {
          if (event.target instanceof HTMLInputElement) this.#type(name, event.target.value);
        }}
    /></label>`;
  }

  /** Below all of the boxes, which are too narrow for it. */
  #complaint(name: NumberName): TemplateResult | typeof nothing {
    if (!this.#isWrong(name) || (name === 'height' && this.#form === 'element')) return nothing;
    const [min, max] = NUMBERS[name];
    const { exact } = this.#desk.context.formats;
    const text = this.#words.range(this.#words[name], exact(min), exact(max));
    return html`<p class="complaint" id=${`share-${name}-wrong`}>${text}</p>`;
  }

  #type(name: NumberName, text: string): void {
    const [min, max] = NUMBERS[name];
    const value = numeral(narrow(text)) ?? Number.NaN;
    this.#texts = { ...this.#texts, [name]: text };
    this.#put({ [name]: Number.isInteger(value) && value >= min && value <= max ? value : undefined });
  }
}

function selectAll({ target }: Event): void {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) target.select();
}

export async function openShare(desk: Desk): Promise<void> {
  const words = await WORDS[desk.language]();
  if (document.querySelector('dialog[open]') === null) new ShareDialog(desk, words).open();
}
