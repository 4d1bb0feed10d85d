/** A choice among a few, side by side. */

import { html, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

export interface Radios {
  /** Told apart from the panel's groups by this prefix. */
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly chosen: string;
  readonly choose: (value: string) => void;
}

export function radios({ name, label, options, chosen, choose }: Radios): TemplateResult {
  return html`<div class="segments" role="radiogroup" aria-label=${label}>
    ${options.map(
      ([value, text]) =>
        html`<label class="segment"
          ><input
            type="radio"
            name="lens-${name}"
            value=${value}
            .checked=${live(value === chosen)}
            @change=${() => {
              choose(value);
            }}
          /><span>${text}</span></label
        >`,
    )}
  </div>`;
}
