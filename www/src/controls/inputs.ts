/** The inputs that fields are edited with: text boxes, sliders, choices. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { optionText } from '../messages';
import { fieldAt, type Kind } from '../schema';
import { valuesOf, type Drawn } from '../state';
import {
  boxText,
  complaintAt,
  idOf,
  keptText,
  labelOf,
  mixed,
  valueOf,
  valueText,
  type Context,
} from './context';
import { onEnter } from './enter';
import { entry } from './entry';
import { fill } from './fill';
import { icons } from './icons';
import { positionOf, rangeOf, SLIDER_STEPS, valueAt } from './scale';

function typed(event: Event): string {
  const { target } = event;
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target.value : '';
}

function selectAll(event: Event): void {
  if (event.target instanceof HTMLInputElement) event.target.select();
}

function describedBy(context: Context, path: string): string {
  const id = idOf(path);
  return complaintAt(context, path) === undefined ? `${id}-help` : `${id}-error ${id}-help`;
}

interface Box {
  readonly id: string;
  readonly label?: string;
  readonly text: string;
  /** What Esc puts back. */
  readonly kept: string;
  readonly write: (text: string) => void;
}

export function box(context: Context, path: string, { id, label, text, kept, write }: Box): TemplateResult {
  const numeric = fieldAt(path).kind.kind !== 'each_choice';
  return html`<input
    class="box"
    id=${id}
    type="text"
    autocomplete="off"
    spellcheck="false"
    inputmode=${numeric ? 'decimal' : 'text'}
    aria-label=${label ?? nothing}
    aria-invalid=${complaintAt(context, path) === undefined ? 'false' : 'true'}
    aria-describedby=${describedBy(context, path)}
    .value=${entry(text)}
    @change=${(event: Event) => {
      write(typed(event));
    }}
    @keydown=${onEnter(write, kept, () => {
      context.dispatch({ type: 'forget', path });
    })}
    @focus=${selectAll}
  />`;
}

/** The text box that holds the whole field. */
export function textBox(context: Context, path: string): TemplateResult {
  return box(context, path, {
    id: idOf(path),
    text: boxText(context, path),
    kept: keptText(context, path),
    write: (text) => {
      context.dispatch({ type: 'write', path, text });
    },
  });
}

export function slider(
  context: Context,
  path: string,
  label: string,
  value: number,
  set: (value: number) => void,
): TemplateResult | typeof nothing {
  const range = rangeOf(fieldAt(path).kind);
  if (range === undefined) return nothing;
  const position = Math.round(positionOf(value, range));
  return html`<input
    type="range"
    min="0"
    max=${SLIDER_STEPS}
    step="1"
    aria-label=${context.messages.panel.slider(label)}
    aria-valuetext=${context.formats.exact(value)}
    .value=${live(String(position))}
    ${fill(position / SLIDER_STEPS)}
    @input=${(event: Event) => {
      set(valueAt(Number(typed(event)), range));
    }}
  />`;
}

export function fieldSlider(context: Context, path: string): TemplateResult | typeof nothing {
  const value = valueOf(context, path);
  if (typeof value !== 'number') return nothing;
  return slider(context, path, labelOf(context, path), value, (next) => {
    context.dispatch({ type: 'set', path, value: next });
  });
}

function optionsOf(kind: Kind): readonly string[] {
  return kind.kind === 'choice' || kind.kind === 'choices' || kind.kind === 'each_choice' ? kind.options : [];
}

export function segments(context: Context, path: string): TemplateResult {
  const value = valueOf(context, path);
  const unsure = mixed(context, path);
  return html`<div
    class="segments"
    role="radiogroup"
    aria-labelledby="${idOf(path)}-label"
    aria-describedby=${describedBy(context, path)}
  >
    ${optionsOf(fieldAt(path).kind).map(
      (option) =>
        html`<label class="segment"
          ><input
            type="radio"
            name=${idOf(path)}
            value=${option}
            .checked=${live(!unsure && option === value)}
            @change=${() => {
              context.dispatch({ type: 'set', path, value: option });
            }}
          /><span>${optionText(context.messages, path, option)}</span></label
        >`,
    )}
  </div>`;
}

interface Selection {
  readonly id: string;
  readonly label?: string;
  readonly value: string;
  /** What stands there when the lanes do not agree. */
  readonly mixed?: string;
  readonly set: (option: string) => void;
}

export function select(context: Context, path: string, chosen: Selection): TemplateResult {
  return html`<select
    id=${chosen.id}
    aria-label=${chosen.label ?? nothing}
    aria-describedby=${describedBy(context, path)}
    @change=${(event: Event) => {
      if (event.target instanceof HTMLSelectElement) chosen.set(event.target.value);
    }}
  >
    ${
      chosen.mixed === undefined
        ? nothing
        : html`<option value="" disabled .selected=${live(true)}>${chosen.mixed}</option>`
    }
    ${optionsOf(fieldAt(path).kind).map(
      (option) =>
        html`<option value=${option} .selected=${live(chosen.mixed === undefined && option === chosen.value)}>
          ${optionText(context.messages, path, option)}
        </option>`,
    )}
  </select>`;
}

export function fieldSelect(context: Context, path: string): TemplateResult {
  const value = valueOf(context, path);
  const own = {
    id: idOf(path),
    value: typeof value === 'string' ? value : '',
    set: (option: string) => {
      context.dispatch({ type: 'set', path, value: option });
    },
  };
  return select(context, path, mixed(context, path) ? { ...own, mixed: mixedText(context, path) } : own);
}

/** Every lane's value, as "0 | 0.5". */
export function mixedText(context: Context, path: string): string {
  return valuesOf(context.state, path)
    .map((value) => valueText(context, path, value))
    .join(' | ');
}

export function flag(context: Context, path: string): TemplateResult {
  return html`<input
    class="switch"
    type="checkbox"
    role="switch"
    id=${idOf(path)}
    aria-describedby=${describedBy(context, path)}
    .checked=${live(valueOf(context, path) === true)}
    .indeterminate=${live(mixed(context, path))}
    @change=${(event: Event) => {
      context.dispatch({
        type: 'set',
        path,
        value: event.target instanceof HTMLInputElement && event.target.checked,
      });
    }}
  />`;
}

export function chips(context: Context, path: string): TemplateResult {
  const value = valueOf(context, path);
  const chosen = Array.isArray(value) ? value.map(String) : [];
  return html`<div class="chips" role="group" aria-labelledby="${idOf(path)}-label">
    ${optionsOf(fieldAt(path).kind).map((option) => {
      const on = chosen.includes(option);
      return html`<label class="chip"
        ><input
          type="checkbox"
          .checked=${live(on)}
          ?disabled=${on && chosen.length === 1}
          @change=${() => {
            const next = on ? chosen.filter((name) => name !== option) : [...chosen, option];
            context.dispatch({ type: 'write', path, text: next.join(',') });
          }}
        /><span>${optionText(context.messages, path, option)}</span></label
      >`;
    })}
  </div>`;
}

/** What is set on the fields by hand, begun and ended. */
export function onField({ messages, state, dispatch }: Context, what: Drawn): TemplateResult {
  const on = state.drawing === what;
  return html`<button
    type="button"
    id="draw-${what}"
    aria-pressed=${on ? 'true' : 'false'}
    @click=${() => {
      dispatch({ type: 'drawing', what: on ? undefined : what });
    }}
  >
    ${messages.panel.onField[what]}
  </button>`;
}

/** Points can be drawn, read from a table, or typed here. */
export function pointsArea(context: Context, path: string): TemplateResult {
  const { messages, state } = context;
  return html`<div class="points-buttons">
      ${onField(context, 'points')}
      <button
        type="button"
        @click=${() => {
          context.open('table');
        }}
      >
        ${messages.panel.pointsTable}
      </button>
    </div>
    <textarea
      id=${idOf(path)}
      rows="5"
      spellcheck="false"
      aria-invalid=${complaintAt(context, path) === undefined ? 'false' : 'true'}
      aria-describedby=${describedBy(context, path)}
      .value=${entry(state.drafts[path]?.text ?? keptText(context, path).replaceAll(';', '\n'))}
      @change=${(event: Event) => {
        context.dispatch({ type: 'write', path, text: typed(event) });
      }}
    ></textarea>`;
}

export function seedBox(context: Context, path: string): TemplateResult {
  const label = context.messages.panel.newSeed(labelOf(context, path));
  return html`${textBox(context, path)}
    <button
      type="button"
      class="small"
      aria-label=${label}
      title=${label}
      @click=${() => {
        context.newSeed(path);
      }}
    >
      ${icons.dice}
    </button>`;
}
