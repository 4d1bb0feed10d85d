/** The data sets to choose from, each shown by a few of its own points. */

import { html, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { optionText } from '../messages';
import { fieldAt } from '../schema';
import { OWN_POINTS } from '../samples';
import { idOf, mixed, valueOf, type Context } from './context';

export function pictures(context: Context, path: string): TemplateResult {
  const { kind } = fieldAt(path);
  const value = valueOf(context, path);
  const unsure = mixed(context, path);
  return html`<div class="pictures" role="radiogroup" aria-labelledby="${idOf(path)}-label">
    ${(kind.kind === 'choice' ? kind.options : []).map(
      (option) =>
        html`<label class="picture" title=${optionText(context.messages, path, option)}
          ><input
            type="radio"
            name=${idOf(path)}
            value=${option}
            aria-label=${optionText(context.messages, path, option)}
            .checked=${live(!unsure && option === value)}
            @change=${() => {
              context.dispatch({ type: 'set', path, value: option });
              if (option === OWN_POINTS) context.dispatch({ type: 'drawing', what: 'points' });
            }} /><canvas data-picture=${option} aria-hidden="true"></canvas
        ></label>`,
    )}
  </div>`;
}
