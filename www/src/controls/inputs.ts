/** The inputs that fields are edited with: text boxes, sliders, choices. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { optionText } from '../messages';
import { fieldAt, type Kind } from '../schema';
import { valuesOf } from '../state';
import { listPiece } from '../value';
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

function box(context: Context, path: string, { id, label, text, kept, write }: Box): TemplateResult {
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
    .value=${live(text)}
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

function slider(
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

function select(context: Context, path: string, chosen: Selection): TemplateResult {
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

/** The pieces of a list field, as typed or as they are. */
function piecesOf(context: Context, path: string): readonly string[] {
  const draft = context.state.drafts[path];
  return draft === undefined ? keptPieces(context, path) : draft.text.split(',');
}

/** The pieces as the core has them. */
function keptPieces(context: Context, path: string): readonly string[] {
  const value = valueOf(context, path);
  return Array.isArray(value) ? value.map(String) : [];
}

function replacePiece(context: Context, path: string, index: number, piece: string): void {
  const pieces = piecesOf(context, path).map((old, at) => (at === index ? listPiece(piece) : old));
  context.dispatch({ type: 'write', path, text: pieces.join(',') });
}

export function layers(context: Context, path: string): TemplateResult {
  const { messages, dispatch } = context;
  const pieces = piecesOf(context, path);
  const kept = keptPieces(context, path);
  const { kind } = fieldAt(path);
  const longest = kind.kind === 'integers' ? kind.longest : 0;
  const put = (next: readonly string[]): void => {
    dispatch({ type: 'write', path, text: next.join(',') });
  };
  return html`<div class="layers" role="group" aria-labelledby="${idOf(path)}-label">
    ${pieces.map((piece, index) =>
      box(context, path, {
        id: `${idOf(path)}-${index + 1}`,
        label: messages.panel.layerUnits(index + 1),
        text: piece,
        kept: kept[index] ?? piece,
        write: (text) => {
          replacePiece(context, path, index, text);
        },
      }),
    )}
    <span class="layer-buttons">
      <button
        type="button"
        class="small"
        aria-label=${messages.panel.removeLayer(pieces.length)}
        title=${messages.panel.removeLayer(pieces.length)}
        ?disabled=${pieces.length === 0}
        @click=${() => {
          put(pieces.slice(0, -1));
        }}
      >
        −
      </button>
      <button
        type="button"
        class="small"
        aria-label=${messages.panel.addLayer}
        title=${messages.panel.addLayer}
        ?disabled=${pieces.length >= longest}
        @click=${() => {
          put([...pieces, pieces.at(-1) ?? '8']);
        }}
      >
        +
      </button>
    </span>
  </div>`;
}

function layerCount(context: Context): number {
  const value = valueOf(context, 'network.layers');
  return Array.isArray(value) ? value.length : 0;
}

/** Switches between one value for all layers and one for each. */
export function eachToggle(context: Context, path: string): TemplateResult | typeof nothing {
  const { messages, dispatch } = context;
  const value = valueOf(context, path);
  const count = layerCount(context);
  const isList = Array.isArray(value);
  if (!isList && count < 2) return nothing;
  const text = isList ? messages.panel.oneForAll : messages.panel.perLayer;
  return html`<button
    type="button"
    class="minor"
    aria-label="${labelOf(context, path)}: ${text}"
    @click=${() => {
      if (isList) dispatch({ type: 'write', path, text: String(value[0] ?? '') });
      else if (typeof value !== 'object')
        dispatch({ type: 'write', path, text: Array.from({ length: count }, () => String(value)).join(',') });
    }}
  >
    ${text}
  </button>`;
}

export function sliderEach(context: Context, path: string): TemplateResult | typeof nothing {
  const value = valueOf(context, path);
  if (!Array.isArray(value)) return fieldSlider(context, path);
  const kept = keptPieces(context, path);
  return html`<div class="each">
    ${piecesOf(context, path).map((piece, index) => {
      const label = context.messages.panel.layer(index + 1);
      const whole = `${labelOf(context, path)}, ${label}`;
      const number = Number(piece);
      return html`<div class="each-row">
        <span>${label}</span>
        ${slider(context, path, whole, Number.isFinite(number) ? number : 0, (next) => {
          replacePiece(context, path, index, String(next));
        })}
        ${box(context, path, {
          id: `${idOf(path)}-${index + 1}`,
          label: whole,
          text: piece,
          kept: kept[index] ?? piece,
          write: (text) => {
            replacePiece(context, path, index, text);
          },
        })}
      </div>`;
    })}
  </div>`;
}

export function selectEach(context: Context, path: string): TemplateResult {
  const value = valueOf(context, path);
  if (!Array.isArray(value)) return fieldSelect(context, path);
  return html`<div class="each">
    ${piecesOf(context, path).map((piece, index) => {
      const label = context.messages.panel.layer(index + 1);
      return html`<div class="each-row wide">
        <span>${label}</span>
        ${select(context, path, {
          id: `${idOf(path)}-${index + 1}`,
          label: `${labelOf(context, path)}, ${label}`,
          value: piece,
          set: (option) => {
            replacePiece(context, path, index, option);
          },
        })}
      </div>`;
    })}
  </div>`;
}

/** Points can be drawn, read from a table, or typed here. */
export function pointsArea(context: Context, path: string): TemplateResult {
  const { messages, state, dispatch } = context;
  return html`<div class="points-buttons">
      <button
        type="button"
        id="draw-points"
        aria-pressed=${state.drawing ? 'true' : 'false'}
        @click=${() => {
          dispatch({ type: 'drawing', on: !state.drawing });
        }}
      >
        ${messages.panel.drawPoints}
      </button>
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
      .value=${live(state.drafts[path]?.text ?? keptText(context, path).replaceAll(';', '\n'))}
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
