/** The dialog that reads points from a table. */

import './table.css';
import { minus } from '../format';
import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { Desk } from '../desk';
import { Dialog } from '../dialog';
import { problemTexts } from '../export/open';
import { WORDS as EXPORT_WORDS } from '../export/words';
import { receiver } from '../files';
import { DATASET, OWN_POINTS } from '../samples';
import { fieldAt, schema, nest } from '../schema';
import { targetLane, type State } from '../state';
import {
  FITTED_RANGE,
  MOST_CLASSES,
  readTable,
  TARGET_REACH,
  tableText,
  type Labels,
  type Limits,
  type Mistake,
  type Table,
} from './csv';
import type { Words } from './en';
import { WORDS } from './words';

const OWN = 'data.custom';
/** More mistakes than this are counted and not listed. */
const MOST_LISTED = 40;
/** More of a field than this says nothing new of what is wrong with it. */
const LONGEST_QUOTE = 40;

export function pointLimits(): Limits {
  const { kind } = fieldAt(OWN);
  if (kind.kind !== 'points') throw new Error('Own points are points');
  return kind;
}

/** The lanes that the controls speak for. */
function lanesOf({ target, lanes }: State): readonly number[] {
  return target === 'all' ? lanes.map((_, lane) => lane) : [target];
}

class TableDialog {
  readonly #desk: Desk;
  readonly #words: Words;
  readonly #dialog = new Dialog('table');
  readonly #limits = pointLimits();
  readonly #receive = receiver((text) => {
    this.#text = text;
    this.show();
  });
  #text: string;
  #fit = true;
  #labels: Labels | undefined;
  /** What the core said of the points when they were to be used. */
  #refused: readonly string[] = [];

  constructor(desk: Desk, words: Words, text: string) {
    this.#desk = desk;
    this.#words = words;
    this.#text = text;
  }

  show(): void {
    const words = this.#words;
    const table = readTable(this.#text, this.#limits, { fit: this.#fit, labels: this.#labels });
    const sound = table.mistakes.length === 0 && table.points.length > 0;
    this.#dialog.show(
      words.title,
      words.close,
      html`<p>${words.help}</p>
        <textarea
          id="table-text"
          rows="10"
          spellcheck="false"
          wrap="off"
          aria-label=${words.box}
          aria-invalid=${table.mistakes.length === 0 ? 'false' : 'true'}
          aria-describedby="table-said"
          .value=${live(this.#text)}
          @input=${(event: Event) => {
            if (!(event.target instanceof HTMLTextAreaElement)) return;
            this.#text = event.target.value;
            this.#refused = [];
            this.show();
          }}
          @dragover=${this.#receive.over}
          @drop=${this.#receive.drop}
        ></textarea>
        <div id="table-said">${this.#summary(table)} ${this.#complaints(table)}</div>
        <div class="buttons">
          <button
            type="button"
            class="primary"
            ?disabled=${!sound}
            @click=${() => {
              void this.#use(table);
            }}
          >
            ${words.use}
          </button>
          ${
            table.mistakes.length > 0 && table.points.length > 0
              ? html`<button
                  type="button"
                  @click=${() => {
                    void this.#use(table);
                  }}
                >
                  ${words.useGood(this.#count(table.points.length))}
                </button>`
              : nothing
          }
          <label class="file-button"
            >${words.choose}<input
              type="file"
              accept=".csv,.tsv,.txt,text/csv,text/plain"
              @change=${this.#receive.chosen}
          /></label>
        </div>`,
    );
  }

  #count(n: number): string {
    return this.#desk.context.formats.count(n);
  }

  /** What was understood, and the choices there are about it. */
  #summary(table: Table): TemplateResult {
    const words = this.#words;
    const { exact } = this.#desk.context.formats;
    if (table.points.length === 0 && table.mistakes.length === 0) return html`<p>${words.none}</p>`;
    const pairs = table.names.map((name, index) => words.pair(name, String(index))).join(', ');
    return html`<p>
        <b>${words.good(this.#count(table.points.length))}.</b>
        ${table.header === undefined ? nothing : words.header(table.header.join(', '))}
        ${table.labels === 'values' ? words.asValues : pairs === '' ? words.asClasses : words.mapped(pairs)}
      </p>
      ${
        table.either
          ? html`<div class="table-choice">
              <span class="label" id="table-labels">${words.readAs}</span>
              <div class="segments" role="radiogroup" aria-labelledby="table-labels">
                ${(['classes', 'values'] as const).map(
                  (labels) =>
                    html`<label class="segment"
                      ><input
                        type="radio"
                        name="table-labels"
                        .checked=${live(labels === table.labels)}
                        @change=${() => {
                          this.#labels = labels;
                          this.show();
                        }}
                      /><span>${words[labels]}</span></label
                    >`,
                )}
              </div>
            </div>`
          : nothing
      }
      ${
        table.axes.length === 0
          ? nothing
          : html`<div class="table-choice">
              <label
                ><input
                  class="switch"
                  type="checkbox"
                  role="switch"
                  id="table-fit"
                  .checked=${live(this.#fit)}
                  @change=${(event: Event) => {
                    this.#fit = event.target instanceof HTMLInputElement && event.target.checked;
                    this.show();
                  }}
                />${words.fit}</label
              >
              <p>
                ${words.outside(this.#count(table.outside))}
                ${
                  this.#fit
                    ? html`${table.axes
                        .map(({ name, from, to }) =>
                          words.axis(name, exact(from), exact(to), ...this.#fittedTexts()),
                        )
                        .join('; ')}.`
                    : nothing
                }
              </p>
            </div>`
      }`;
  }

  #fittedTexts(): readonly [string, string] {
    const [low, high] = FITTED_RANGE;
    return [minus(String(low)), String(high)];
  }

  #complaints({ mistakes }: Table): TemplateResult | typeof nothing {
    const words = this.#words;
    if (this.#refused.length > 0)
      return html`<div class="complaints" role="alert">
        <p>${words.refused}</p>
        <ul>
          ${this.#refused.map((text) => html`<li>${text}</li>`)}
        </ul>
      </div>`;
    if (mistakes.length === 0) return nothing;
    return html`<div class="complaints" role="alert">
      <p>${words.mistakes(mistakes.length)}</p>
      <ul>
        ${mistakes.slice(0, MOST_LISTED).map(
          (mistake) =>
            html`<li>
              <button
                type="button"
                class="link"
                @click=${() => {
                  this.#reveal(mistake.line);
                }}
              >
                ${this.#mistakeText(mistake)}
              </button>
            </li>`,
        )}
        ${
          mistakes.length > MOST_LISTED
            ? html`<li>${words.more(this.#count(mistakes.length - MOST_LISTED))}</li>`
            : nothing
        }
      </ul>
    </div>`;
  }

  #mistakeText({ line, column, got, what }: Mistake): string {
    const words = this.#words;
    const { exact, count } = this.#desk.context.formats;
    const quoted = got.length > LONGEST_QUOTE ? `${got.slice(0, LONGEST_QUOTE)}…` : got;
    const { min, max, longest } = this.#limits;
    const texts: Readonly<Record<Mistake['what'], string>> = {
      columns: words.columns(quoted),
      quote: words.quote(quoted),
      number: words.number(quoted),
      empty: words.empty,
      range: words.range(quoted, exact(min), exact(max)),
      target: words.target(quoted, exact(TARGET_REACH)),
      classes: words.tooManyClasses(quoted, exact(MOST_CLASSES)),
      many: words.many(count(longest)),
    };
    const name = column === undefined ? undefined : ['x1', 'x2', words.label][column - 1];
    return name === undefined
      ? words.atLine(count(line), texts[what])
      : words.at(count(line), name, texts[what]);
  }

  /** Selects a line in the box. */
  #reveal(line: number): void {
    const box = this.#dialog.element.querySelector('textarea');
    if (box === null) return;
    const lines = box.value.split('\n');
    const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    box.focus();
    box.setSelectionRange(start, start + (lines[line - 1] ?? '').length);
  }

  /** Asks the core first, so that what it will not have stays in the box. */
  async #use({ points }: Table): Promise<void> {
    const { context, session, announce } = this.#desk;
    const { state, dispatch } = context;
    const lanes = lanesOf(state);
    const experiments = state.lanes.map(({ settings }, lane) =>
      nest(
        lanes.includes(lane) ? { ...settings, [DATASET]: OWN_POINTS, [OWN]: points } : settings,
        schema.version,
      ),
    );
    const { look } = await session.frame({
      steps: 0,
      budget: 0,
      lanes: [],
      look: { name: 'check', lanes: JSON.stringify(experiments), replicas: state.replicas },
    });
    if (look?.name === 'check' && look.refusals.length > 0) {
      this.#refused = problemTexts(this.#desk, await EXPORT_WORDS[this.#desk.language](), look.refusals);
      this.show();
      return;
    }
    dispatch({ type: 'points', lanes, points });
    dispatch({ type: 'set', path: DATASET, value: OWN_POINTS });
    this.#dialog.close();
    announce(this.#words.used(this.#count(points.length)));
  }
}

/** What stands in the box at first: what was given, what was typed and not taken, or the points there are. */
function textOf({ context: { state } }: Desk, given: string | undefined): string {
  if (given !== undefined) return given;
  const draft = state.drafts[OWN]?.text;
  if (draft !== undefined) return draft;
  const points = targetLane(state).settings[OWN];
  return Array.isArray(points) && points.length > 0
    ? tableText(points as readonly (readonly number[])[])
    : '';
}

export async function openTable(desk: Desk, given: string | undefined): Promise<void> {
  new TableDialog(desk, await WORDS[desk.language](), textOf(desk, given)).show();
}
