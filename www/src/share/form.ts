/** The parts that the dialog's choices are made of. */

import { html, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { icons } from '../controls/icons';

/** One of a few, side by side. */
export function segments<Option extends string>(
  name: string,
  label: string,
  options: readonly Option[],
  value: Option,
  text: (option: Option) => string,
  choose: (option: Option) => void,
): TemplateResult {
  return html`<div class="segments" role="radiogroup" aria-label=${label}>
    ${options.map(
      (option) =>
        html`<label class="segment"
          ><input
            type="radio"
            name=${`share-${name}`}
            value=${option}
            .checked=${live(option === value)}
            @change=${() => {
              choose(option);
            }}
          /><span>${text(option)}</span></label
        >`,
    )}
  </div>`;
}

/** On or off; the last of its kind that is on stays so. */
export function chip(text: string, on: boolean, last: boolean, set: (on: boolean) => void): TemplateResult {
  return html`<label class="chip"
    ><input
      type="checkbox"
      .checked=${live(on)}
      ?disabled=${on && last}
      @change=${() => {
        set(!on);
      }}
    /><span>${text}</span></label
  >`;
}

/** Something that was added, with a way to take it out again. */
export function removable(
  label: (text: string) => string,
  text: string,
  last: boolean,
  remove: () => void,
): TemplateResult {
  return html`<button
    type="button"
    class="share-removable"
    aria-label=${label(text)}
    ?disabled=${last}
    @click=${remove}
  >
    <span>${text}</span>${icons.close}
  </button>`;
}

/** A list to add one thing at a time from; it stands at its own name again afterwards. */
export function adder(text: string, options: TemplateResult, add: (value: string) => void): TemplateResult {
  return html`<select
    class="share-adder"
    aria-label=${text}
    .value=${live('')}
    @change=${(event: Event) => {
      if (!(event.target instanceof HTMLSelectElement) || event.target.value === '') return;
      const { value } = event.target;
      event.target.value = '';
      add(value);
    }}
  >
    <option value="">${text}</option>
    ${options}
  </select>`;
}
