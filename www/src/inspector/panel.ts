/** What the inspector shows of one weight: which it is, its figures, and what can be done to it. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { Context } from '../controls/context';
import { icons } from '../controls/icons';
import { laneName } from '../controls/lane-card';
import { fullUnitName, layerName, parameterName, sourceNames, unitNames } from '../parameters/names';
import { numberOf, unitNumbers, type LayerShape, type Parameter } from '../parameters/numbers';
import { weightText } from '../parameters/text';
import type { LaneSetup } from '../session/types';
import type { Words } from './en';

export interface Reading {
  readonly value: number;
  readonly gradient: number;
}

/** Numbers of the parameters that were frozen, and of those that were set. */
export interface Held {
  readonly frozen: Uint32Array;
  readonly edited: Uint32Array;
}

/** What the panel is rendered from. */
export interface Shown {
  readonly context: Context;
  readonly words: Words;
  readonly setup: LaneSetup;
  readonly shapes: readonly LayerShape[];
  readonly lane: number;
  readonly parameter: Parameter;
  readonly reading: Reading | undefined;
  readonly held: Held;
  /** The new value as far as it is typed. */
  readonly draft: string;
  /** What was typed and is not allowed. */
  readonly refused: string | undefined;
}

export interface PanelActions {
  readonly close: () => void;
  readonly choose: (parameter: Parameter) => void;
  readonly type: (text: string) => void;
  /** Sets the parameter to what was typed; `name` is what it is called. */
  readonly set: (number: number | undefined, name: string) => void;
  readonly freeze: (numbers: Uint32Array, on: boolean, name: string) => void;
  readonly releaseAll: () => void;
}

export function panel(shown: Shown, actions: PanelActions): TemplateResult {
  const { context, words, lane } = shown;
  return html`<div class="inspector-head">
      <i class="swatch lane-${lane + 1}" aria-hidden="true">${lane + 1}</i>
      <h3>${words.title(laneName(context, lane))}</h3>
      <button type="button" class="icon-button" aria-label=${words.close} @click=${actions.close}>
        ${icons.close}
      </button>
    </div>
    ${choice(shown, actions)} ${figures(shown)} ${setting(shown, actions)} ${freezing(shown, actions)}
    <p class="inspector-scope">${words.scope(context.state.replicas)}</p>`;
}

function select(
  label: string,
  id: string,
  options: readonly string[],
  chosen: number,
  take: (index: number) => void,
): TemplateResult {
  return html`<label
    >${label}<select
      id="inspect-${id}"
      .value=${live(String(chosen))}
      @change=${(event: Event) => {
        if (event.target instanceof HTMLSelectElement) take(Number(event.target.value));
      }}
    >
      ${options.map((text, index) => html`<option value=${index} ?selected=${index === chosen}>${text}</option>`)}
    </select></label
  >`;
}

function choice(
  { context, words, setup, shapes, parameter: { layer, to, from } }: Shown,
  { choose }: PanelActions,
): TemplateResult {
  const sources = sourceNames(words, context.messages, setup, layer);
  return html`<div class="inspector-choice">
    ${select(
      words.layer,
      'layer',
      shapes.map((_, index) => layerName(words, setup, index)),
      layer,
      (index) => {
        const next = shapes[index];
        choose({
          layer: index,
          to: Math.min(to, (next?.outputs ?? 1) - 1),
          from: from === undefined ? undefined : Math.min(from, (next?.inputs ?? 1) - 1),
        });
      },
    )}
    ${select(words.from, 'from', [...sources, words.bias], from ?? sources.length, (index) => {
      choose({ layer, to, from: index === sources.length ? undefined : index });
    })}
    ${select(words.to, 'to', unitNames(words, setup, layer), to, (index) => {
      choose({ layer, to: index, from });
    })}
  </div>`;
}

function figures({ context, words, shapes, parameter, reading, held }: Shown): TemplateResult {
  const runs = context.state.replicas;
  const frozen = held.frozen.includes(numberOf(shapes, parameter) ?? -1);
  return html`<dl class="inspector-figures">
    <div>
      <dt>${words.value}${runs > 1 ? html` <small>(${words.ofRun(runs)})</small>` : nothing}</dt>
      <dd data-value=${reading?.value ?? ''}>
        ${reading === undefined ? '—' : weightText(reading.value, words.notFinite)}
      </dd>
    </div>
    <div>
      <dt>${words.gradient}</dt>
      <dd>
        ${reading === undefined ? '—' : frozen ? words.noGradient : weightText(reading.gradient, words.notFinite)}
      </dd>
    </div>
  </dl>`;
}

function setting(
  { context, words, setup, shapes, parameter, draft, refused }: Shown,
  { type, set }: PanelActions,
): TemplateResult {
  return html`<form
      class="inspector-set"
      @submit=${(event: Event) => {
        event.preventDefault();
        set(numberOf(shapes, parameter), parameterName(words, context.messages, setup, parameter));
      }}
    >
      <label for="inspect-value">${words.setTo}</label>
      <input
        id="inspect-value"
        class="box"
        type="text"
        inputmode="text"
        autocomplete="off"
        aria-invalid=${refused === undefined ? 'false' : 'true'}
        aria-describedby=${refused === undefined ? nothing : 'inspect-error'}
        .value=${live(draft)}
        @input=${(event: Event) => {
          if (event.target instanceof HTMLInputElement) type(event.target.value);
        }}
      />
      <button type="submit" id="inspect-set">${words.set}</button>
    </form>
    ${
      refused === undefined
        ? nothing
        : html`<p class="complaint" id="inspect-error" role="alert">${words.refused(refused)}</p>`
    }`;
}

function freezing(
  { context, words, setup, shapes, parameter, held }: Shown,
  { freeze, releaseAll }: PanelActions,
): TemplateResult {
  const { edited, frozen } = held;
  const number = numberOf(shapes, parameter);
  const unit = unitNumbers(shapes, parameter.layer, parameter.to);
  const kept = new Set(frozen);
  const unitText = fullUnitName(words, setup, parameter.layer, parameter.to);
  const box = (id: string, text: string, numbers: readonly number[], name: string): TemplateResult => {
    const on = numbers.length > 0 && numbers.every((one) => kept.has(one));
    return html`<label
      ><input
        type="checkbox"
        id=${id}
        .checked=${live(on)}
        @change=${() => {
          freeze(Uint32Array.from(numbers), !on, name);
        }}
      />${text}</label
    >`;
  };
  return html`<div class="inspector-freeze">
    ${box(
      'inspect-freeze',
      words.freeze,
      number === undefined ? [] : [number],
      parameterName(words, context.messages, setup, parameter),
    )}
    ${box('inspect-freeze-unit', words.freezeUnit(unitText, unit.length - 1), unit, unitText)}
    <p>
      ${words.held(String(edited.length), String(frozen.length))}
      <button
        type="button"
        class="link"
        id="inspect-release"
        ?disabled=${frozen.length === 0}
        @click=${releaseAll}
      >
        ${words.releaseAll}
      </button>
    </p>
  </div>`;
}
