/** The dialog that makes lanes of several values of one field. Loaded when it is opened. */

import './fan-out.css';
import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { labelOf, type Context } from '../controls/context';
import { icons } from '../controls/icons';
import { laneName } from '../controls/lane-card';
import { GROUPS, isComparable, matters } from '../controls/layout';
import { Dialog } from '../dialog';
import { optionText, type Language } from '../messages';
import { fieldAt } from '../schema';
import { MOST_LANES, type Action, type Notice } from '../state';
import type { Words } from './en';
import {
  FEWEST,
  formFor,
  optionsOf,
  pathsOf,
  planOf,
  settingsOf,
  withEntry,
  withoutEntry,
  withText,
  type Entry,
  type Form,
  type Trouble,
} from './form';
import { PRESETS } from './presets';

export interface FanOut {
  readonly context: Context;
  readonly language: Language;
  /** The field to begin with. */
  readonly path: string | undefined;
  /** Makes the lanes, or says what the core would not take of them. */
  readonly fan: (action: Action) => Promise<readonly Notice[]>;
}

const WORDS: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => (await import('./en')).words,
  ko: async () => (await import('./ko')).words,
};

const PARTS = /[\s,]+/;

class FanOutDialog {
  readonly #dialog = new Dialog('fan-out');
  readonly #given: FanOut;
  readonly #words: Words;
  #form: Form;
  /** Empty boxes are complained of once the visitor is done with them. */
  #tried = false;
  #refused: readonly Notice[] = [];
  #busy = false;

  constructor(given: FanOut, words: Words) {
    const { state } = given.context;
    this.#given = given;
    this.#words = words;
    const lane = state.target === 'all' ? 0 : state.target;
    this.#form = formFor(state, lane, given.path ?? this.#usual(lane)[0] ?? 'training.learning_rate');
    this.#render();
    this.#focus();
  }

  #focus(): void {
    const boxes = [...this.#dialog.element.querySelectorAll<HTMLInputElement>('.values .box')];
    const first = boxes.find((box) => box.value === '') ?? boxes[0];
    // A keyboard that comes up by itself covers half of a phone.
    const target =
      this.#given.path === undefined || first === undefined || matchMedia('(pointer: coarse)').matches
        ? this.#dialog.element.querySelector<HTMLElement>('#fan-out-path')
        : first;
    target?.focus();
    if (target instanceof HTMLInputElement) target.select();
  }

  #usual(lane: number): readonly string[] {
    const settings = settingsOf(this.#given.context.state, lane);
    return PRESETS.filter((path) => matters(path, settings));
  }

  #put(form: Form): void {
    this.#form = form;
    this.#refused = [];
    this.#render();
  }

  #choose(path: string): void {
    if (path !== this.#form.path) this.#tried = false;
    this.#put(formFor(this.#given.context.state, this.#form.lane, path));
  }

  readonly #start = (event: Event): void => {
    event.preventDefault();
    this.#tried = true;
    const plan = planOf(this.#form);
    if (plan.ok) {
      void this.#fan({ type: 'fan', lane: this.#form.lane, path: this.#form.path, own: plan.own });
      return;
    }
    this.#render();
    this.#dialog.element.querySelector<HTMLElement>('[aria-invalid="true"], .values .complaint')?.focus();
  };

  async #fan(action: Action): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      this.#refused = await this.#given.fan(action);
      if (this.#refused.length === 0) this.#dialog.close();
      else this.#render();
    } finally {
      this.#busy = false;
    }
  }

  #render(): void {
    const { messages, formats, asides } = this.#given.context;
    const { path } = this.#form;
    const words = this.#words;
    const plan = planOf(this.#form);
    const { entries } = this.#form;
    const close = (): void => {
      this.#dialog.close();
    };
    this.#dialog.show(
      words.title,
      messages.dismiss,
      html`<form @submit=${this.#start} novalidate>
        <p class="intro">${words.intro}</p>
        <div class="usual" role="group" aria-label=${words.usual}>
          <span class="label" aria-hidden="true">${words.usual}</span>
          ${this.#usual(this.#form.lane).map(
            (preset) =>
              html`<button
                type="button"
                class="preset"
                aria-pressed=${preset === path ? 'true' : 'false'}
                @click=${() => {
                  this.#choose(preset);
                }}
              >
                ${this.#caption(preset)}
              </button>`,
          )}
        </div>
        <div class="choices">${this.#pathPick()}${this.#lanePick()}</div>
        <p class="about">${asides?.help(path)}</p>
        <ol class="values">
          ${entries.map((entry, index) => this.#entry(entry, index, plan.ok ? undefined : plan.troubles[index]))}
        </ol>
        <button
          type="button"
          class="minor add"
          ?disabled=${entries.length >= MOST_LANES}
          @click=${() => {
            this.#put(withEntry(this.#form, this.#settings));
          }}
        >
          ${icons.plus}<span>${words.add}</span>
        </button>
        ${
          this.#refused.length === 0
            ? nothing
            : html`<ul class="complaint" role="alert">
                ${this.#refused.map((notice) => html`<li>${asides?.noticeText(formats, notice)}</li>`)}
              </ul>`
        }
        <footer>
          <p>${words.outcome}</p>
          <button type="button" @click=${close}>${words.cancel}</button>
          <button type="submit" class="primary">${words.start(entries.length)}</button>
        </footer>
      </form>`,
    );
  }

  get #settings(): ReturnType<typeof settingsOf> {
    return settingsOf(this.#given.context.state, this.#form.lane);
  }

  /** “Weights” says too little without its group. */
  #caption(path: string): string {
    const { context } = this.#given;
    return path === 'initialization.weights'
      ? context.messages.groups.initialization
      : labelOf(context, path);
  }

  #pathPick(): TemplateResult {
    const { context } = this.#given;
    const settings = this.#settings;
    const offered = GROUPS.map(({ id, rows }) => ({
      id,
      paths: rows
        .flatMap((row) => ('ratio' in row ? row.ratio : [row.path]))
        .filter((path) => path === this.#form.path || (isComparable(path) && matters(path, settings))),
    }));
    return html`<label
      ><span>${this.#words.setting}</span
      ><select
        id="fan-out-path"
        @change=${(event: Event) => {
          if (event.target instanceof HTMLSelectElement) this.#choose(event.target.value);
        }}
      >
        ${offered.map(
          ({ id, paths }) =>
            html`<optgroup label=${context.messages.groups[id]}>
              ${paths.map(
                (path) =>
                  html`<option value=${path} .selected=${live(path === this.#form.path)}>
                    ${labelOf(context, path)}
                  </option>`,
              )}
            </optgroup>`,
        )}
      </select></label
    >`;
  }

  #lanePick(): TemplateResult | typeof nothing {
    const { context } = this.#given;
    const { lanes } = context.state;
    if (lanes.length < 2) return nothing;
    return html`<label
      ><span>${this.#words.copyOf}</span
      ><select
        id="fan-out-lane"
        @change=${(event: Event) => {
          if (event.target instanceof HTMLSelectElement)
            this.#put({ ...this.#form, lane: Number(event.target.value) });
        }}
      >
        ${lanes.map(
          (_, lane) =>
            html`<option value=${lane} .selected=${live(lane === this.#form.lane)}>
              ${laneName(context, lane)}
            </option>`,
        )}
      </select></label
    >`;
  }

  #entry(entry: Entry, index: number, trouble: Trouble | undefined): TemplateResult {
    const words = this.#words;
    const paths = pathsOf(this.#form, entry);
    const complaints = this.#complaints(entry, trouble);
    const id = `fan-out-${index + 1}-error`;
    return html`<li>
      <i class="swatch lane-${index + 1}" aria-hidden="true">${index + 1}</i>
      <div class="boxes">
        ${paths.map((path, at) => {
          const bad = complaints.length > 0 && (trouble?.paths.includes(path) ?? false);
          const control = this.#control(entry, index, path, bad ? id : undefined);
          return at === 0
            ? control
            : html`<span class="companion"
                ><span aria-hidden="true">${labelOf(this.#given.context, path)}</span>${control}</span
              >`;
        })}
      </div>
      <button
        type="button"
        class="icon-button"
        aria-label=${words.remove(index + 1)}
        title=${words.remove(index + 1)}
        ?disabled=${this.#form.entries.length <= FEWEST}
        @click=${() => {
          this.#put(withoutEntry(this.#form, index));
        }}
      >
        ${icons.close}
      </button>
      ${
        complaints.length === 0
          ? nothing
          : html`<p class="complaint" id=${id} role="alert" tabindex="-1">${complaints.join(' ')}</p>`
      }
    </li>`;
  }

  #complaints(entry: Entry, trouble: Trouble | undefined): readonly string[] {
    if (trouble === undefined) return [];
    const { context } = this.#given;
    const { formats, asides } = context;
    if (trouble.sameAs !== undefined) return this.#tried ? [this.#words.sameAs(trouble.sameAs + 1)] : [];
    return trouble.paths.flatMap((path) => {
      const text = entry[path] ?? '';
      const allowed = asides?.allowedText(formats, path, fieldAt(path).kind) ?? '';
      if (text.trim() === '') return this.#tried ? [allowed] : [];
      return [asides?.fieldProblem(labelOf(context, path), text, allowed) ?? ''];
    });
  }

  #control(entry: Entry, index: number, path: string, error: string | undefined): TemplateResult {
    const { messages } = this.#given.context;
    const { kind } = fieldAt(path);
    const text = entry[path] ?? '';
    const label = this.#words.valueOf(labelOf(this.#given.context, path), index + 1);
    const put = (next: string): void => {
      this.#put(withText(this.#form, index, path, next, this.#settings));
    };
    const options = optionsOf(kind, path, this.#settings);
    const named = (option: string): string =>
      kind.kind === 'flag'
        ? messages.flag[option === 'true' ? 'on' : 'off']
        : option
            .split(',')
            .map((one) => optionText(messages, path, one))
            .join(', ');
    if (kind.kind === 'choices') {
      const chosen = text.split(PARTS);
      return html`<div class="chips" role="group" aria-label=${label}>
        ${options.map((option) => {
          const on = chosen.includes(option);
          return html`<label class="chip"
            ><input
              type="checkbox"
              .checked=${live(on)}
              ?disabled=${on && chosen.length === 1}
              @change=${() => {
                put((on ? chosen.filter((name) => name !== option) : [...chosen, option]).join(','));
              }}
            /><span>${named(option)}</span></label
          >`;
        })}
      </div>`;
    }
    if (options.length > 0)
      return html`<select
        aria-label=${label}
        @change=${(event: Event) => {
          if (event.target instanceof HTMLSelectElement) put(event.target.value);
        }}
      >
        ${[...options, ...(options.includes(text) || text === '' ? [] : [text])].map(
          (option) =>
            html`<option value=${option} .selected=${live(option === text)}>${named(option)}</option>`,
        )}
      </select>`;
    const lists = kind.kind === 'integers' || kind.kind === 'each_real';
    return html`<input
      class="box"
      type="text"
      autocomplete="off"
      spellcheck="false"
      inputmode=${lists ? 'text' : 'decimal'}
      aria-label=${label}
      aria-invalid=${error === undefined ? 'false' : 'true'}
      aria-describedby=${error ?? nothing}
      .value=${live(text)}
      @input=${(event: Event) => {
        if (event.target instanceof HTMLInputElement) put(event.target.value);
      }}
    />`;
  }
}

/** Opens the dialog; what happens in it afterwards is its own. */
export async function openFanOut(given: FanOut): Promise<void> {
  const words = await WORDS[given.language]();
  if (document.querySelector('dialog[open]') === null) new FanOutDialog(given, words);
}
