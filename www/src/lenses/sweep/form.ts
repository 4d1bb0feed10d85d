/** What a sweep is to try, as it is typed, and the controls for it. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { labelOf } from '../../controls/context';
import { laneName } from '../../controls/lane-card';
import { GROUPS, matters } from '../../controls/layout';
import { optionText } from '../../messages';
import { fieldAt, type Settings } from '../../schema';
import { numeral } from '../../value';
import type { LensScene } from '../lens';
import type { Words } from './en';
import {
  isListed,
  MOST_CELLS,
  MOST_SEEDS,
  MOST_STEPS,
  optionsOf,
  readValues,
  sweepable,
  usualValues,
  type Axis,
} from './plan';

export interface AxisForm {
  readonly path: string;
  readonly text: string;
}

export interface Form {
  readonly lane: number;
  readonly first: AxisForm;
  readonly second: AxisForm | undefined;
  readonly seeds: string;
  readonly steps: string;
}

export type Read =
  | { readonly ok: true; readonly axes: readonly Axis[]; readonly seeds: number; readonly steps: number }
  /** What is wrong, by the part of the form. */
  | { readonly ok: false; readonly wrong: Partial<Record<'first' | 'second' | 'seeds' | 'steps', string>> };

type Scene = LensScene<Words>;

export function beginning(settings: Settings, lane: number): Form {
  const path = 'dropout.p';
  return {
    lane,
    first: { path, text: usualValues(path, settings) },
    second: undefined,
    seeds: '8',
    steps: '1000',
  };
}

/** What the form says, or what is wrong with it. */
export function readForm({ context, words }: Scene, form: Form): Read {
  const { formats, asides } = context;
  const wrong: Partial<Record<'first' | 'second' | 'seeds' | 'steps', string>> = {};
  const axes: Axis[] = [];
  for (const part of ['first', 'second'] as const) {
    const axis = form[part];
    if (axis === undefined) continue;
    const read = readValues(axis.text, axis.path);
    const { kind } = fieldAt(axis.path);
    // Who chooses among options has what is allowed before him. The text is a sentence of its own.
    const allowed =
      optionsOf(kind) === undefined ? (asides?.allowedText(formats, axis.path, kind) ?? '') : '';
    if (!read.ok) {
      const bad = read.bad.map((text) => `“${text}”`).join(', ');
      wrong[part] = `${words.bad(bad)} ${allowed}`.trim();
    } else if (read.values.length < 2) wrong[part] = `${words.tooFew} ${allowed}`.trim();
    else axes.push({ path: axis.path, values: read.values });
  }
  const cells = axes.reduce((product, { values }) => product * values.length, 1);
  if (cells > MOST_CELLS)
    wrong[form.second === undefined ? 'first' : 'second'] = words.tooMany(
      formats.count(MOST_CELLS),
      formats.count(cells),
    );
  const whole = (part: 'seeds' | 'steps', most: number): number => {
    const value = numeral(form[part]);
    if (value !== undefined && Number.isInteger(value) && value >= 1 && value <= most) return value;
    const got = form[part].trim();
    wrong[part] =
      got === '' ? words.noNumber(formats.count(most)) : words.wrongNumber(got, formats.count(most));
    return 1;
  };
  const [seeds, steps] = [whole('seeds', MOST_SEEDS), whole('steps', MOST_STEPS)];
  return Object.keys(wrong).length === 0 ? { ok: true, axes, seeds, steps } : { ok: false, wrong };
}

function pathSelect(
  { context, words }: Scene,
  id: string,
  label: string,
  path: string | undefined,
  settings: Settings,
  choose: (path: string | undefined) => void,
): TemplateResult {
  const able = new Set(sweepable());
  return html`<label
    ><span>${label}</span
    ><select
      id=${id}
      @change=${(event: Event) => {
        if (event.target instanceof HTMLSelectElement)
          choose(event.target.value === '' ? undefined : event.target.value);
      }}
    >
      ${id === 'sweep-second' ? html`<option value="" .selected=${live(path === undefined)}>${words.none}</option>` : nothing}
      ${GROUPS.map(({ id: group, rows }) => {
        const paths = rows
          .flatMap((row) => ('ratio' in row ? row.ratio : [row.path]))
          .filter((other) => able.has(other) && (other === path || matters(other, settings)));
        return html`<optgroup label=${context.messages.groups[group]}>
          ${paths.map(
            (other) =>
              html`<option value=${other} .selected=${live(other === path)}>
                ${labelOf(context, other)}
              </option>`,
          )}
        </optgroup>`;
      })}
    </select></label
  >`;
}

function valuesControl(
  { context, words }: Scene,
  id: string,
  axis: AxisForm,
  wrong: string | undefined,
  write: (text: string) => void,
): TemplateResult {
  const { kind } = fieldAt(axis.path);
  const options = optionsOf(kind);
  const label = words.valuesOf(labelOf(context, axis.path));
  const complaint =
    wrong === undefined ? nothing : html`<p class="complaint" id="${id}-error" role="alert">${wrong}</p>`;
  if (options !== undefined) {
    const chosen = axis.text.split(/[;,]/).map((part) => part.trim());
    return html`<div class="sweep-values">
      <div class="chips" role="group" aria-label=${label}>
        ${options.map(
          (option) =>
            html`<label class="chip"
              ><input
                type="checkbox"
                .checked=${live(chosen.includes(option))}
                @change=${() => {
                  const next = options.filter((other) => (other === option) !== chosen.includes(other));
                  write(next.join(', '));
                }}
              /><span
                >${
                  kind.kind === 'flag'
                    ? context.messages.flag[option === 'true' ? 'on' : 'off']
                    : optionText(context.messages, axis.path, option)
                }</span
              ></label
            >`,
        )}
      </div>
      ${complaint}
    </div>`;
  }
  return html`<div class="sweep-values">
    <label
      ><span>${words.values}</span
      ><input
        type="text"
        id=${id}
        autocomplete="off"
        spellcheck="false"
        aria-label=${label}
        aria-invalid=${wrong === undefined ? 'false' : 'true'}
        aria-describedby=${wrong === undefined ? `${id}-hint` : `${id}-error`}
        .value=${live(axis.text)}
        @input=${(event: Event) => {
          if (event.target instanceof HTMLInputElement) write(event.target.value);
        }}
    /></label>
    <small id="${id}-hint">${isListed(kind) ? words.apartLists : words.apart}</small>
    ${complaint}
  </div>`;
}

export function formControls(
  scene: Scene,
  form: Form,
  wrong: Extract<Read, { readonly ok: false }>['wrong'],
  change: (form: Form) => void,
): TemplateResult {
  const { context, words } = scene;
  const { lanes } = context.state;
  const settings = (lanes[form.lane] ?? lanes[0])?.settings ?? {};
  const axis = (part: 'first' | 'second'): TemplateResult => {
    const present = form[part];
    return html`<div class="sweep-axis">
      ${pathSelect(
        scene,
        `sweep-${part}`,
        part === 'first' ? words.field : words.second,
        present?.path,
        settings,
        (path) => {
          change({
            ...form,
            [part]: path === undefined ? undefined : { path, text: usualValues(path, settings) },
          });
        },
      )}
      ${
        present === undefined
          ? nothing
          : valuesControl(scene, `sweep-${part}-values`, present, wrong[part], (text) => {
              change({ ...form, [part]: { ...present, text } });
            })
      }
    </div>`;
  };
  const number = (part: 'seeds' | 'steps'): TemplateResult => {
    const complaint = wrong[part];
    return html`<div class="sweep-number">
      <label
        ><span>${words[part]}</span
        ><input
          type="text"
          inputmode="numeric"
          id="sweep-${part}"
          autocomplete="off"
          aria-invalid=${complaint === undefined ? 'false' : 'true'}
          aria-describedby="sweep-${part}-error"
          .value=${live(form[part])}
          @input=${(event: Event) => {
            if (event.target instanceof HTMLInputElement) change({ ...form, [part]: event.target.value });
          }}
      /></label>
      <p class="complaint" id="sweep-${part}-error" role="alert">${complaint ?? nothing}</p>
    </div>`;
  };
  return html`<div class="sweep-form">
    ${
      lanes.length < 2
        ? nothing
        : html`<label
            ><span>${words.lane}</span
            ><select
              id="sweep-lane"
              @change=${(event: Event) => {
                if (event.target instanceof HTMLSelectElement)
                  change({ ...form, lane: Number(event.target.value) });
              }}
            >
              ${lanes.map(
                (_, lane) =>
                  html`<option value=${lane} .selected=${live(lane === form.lane)}>
                    ${laneName(context, lane)}
                  </option>`,
              )}
            </select></label
          >`
    }
    ${axis('first')}${axis('second')}${number('seeds')}${number('steps')}
  </div>`;
}
