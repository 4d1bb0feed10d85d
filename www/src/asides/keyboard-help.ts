/** The keys, and what they do. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { Context } from '../controls/context';
import type { Later } from './en';

/** The list of keys, and the switch that turns the single-letter ones off. */
export function keyboardHelp(
  { state, dispatch }: Context,
  { keyboard }: Later,
): TemplateResult | typeof nothing {
  if (!state.help) return nothing;
  const keys: readonly (readonly [string, string])[] = [
    [keyboard.space, keyboard.play],
    ['→', keyboard.step],
    ['R', keyboard.reset],
    ['1 – 4', keyboard.lane],
    ['Esc', keyboard.close],
  ];
  return html`<div class="keyboard-help" id="keyboard-help" role="group" aria-label=${keyboard.title}>
    <dl>
      ${keys.map(
        ([key, does]) =>
          html`<div>
            <dt><kbd>${key}</kbd></dt>
            <dd>${does}</dd>
          </div>`,
      )}
    </dl>
    <label
      ><input
        class="switch"
        type="checkbox"
        role="switch"
        .checked=${live(state.shortcuts)}
        @change=${(event: Event) => {
          dispatch({
            type: 'shortcuts',
            on: event.target instanceof HTMLInputElement && event.target.checked,
          });
        }}
      />${keyboard.enable}</label
    >
  </div>`;
}
