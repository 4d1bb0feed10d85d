/** What of the link, or of the experiment, could not be used. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { noticeText, type Explained } from './problems';
import type { Notice } from '../state';
import type { Context } from '../controls/context';
import { icons } from '../controls/icons';

/** Two lines at most, however much is wrong: the title and the first notice; the rest on request. */
export function notices(
  { state, formats, dispatch }: Context,
  messages: Explained,
): TemplateResult | typeof nothing {
  const { problem } = messages;
  // What a visible control says already is not said twice.
  const elsewhere = state.refused.filter((notice) => notice.about !== 'value' || !notice.path.includes('.'));
  const all: readonly Notice[] = [...state.notices, ...elsewhere];
  const [first, ...rest] = all.map((notice) => noticeText(messages, formats, notice));
  if (first === undefined) return nothing;
  const title = state.notices.length > 0 ? html`<h2>${problem.title}</h2>` : nothing;
  return html`<section class="notices" aria-label=${problem.title}>
    ${
      rest.length === 0
        ? html`<div>
            ${title}
            <p>${first}</p>
          </div>`
        : html`<details>
            <summary>
              ${title}<span class="show-all">${problem.showAll(formats.count(all.length))}</span>
              <span class="first" aria-hidden="true">${first}</span>
            </summary>
            <ul tabindex="0">
              ${[first, ...rest].map((text) => html`<li>${text}</li>`)}
            </ul>
          </details>`
    }
    <button
      type="button"
      class="icon-button"
      aria-label=${messages.dismiss}
      title=${messages.dismiss}
      @click=${() => {
        dispatch({ type: 'dismiss' });
      }}
    >
      ${icons.close}
    </button>
  </section>`;
}
