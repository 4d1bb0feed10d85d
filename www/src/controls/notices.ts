/** What of the link, or of the experiment, could not be used. */

import { html, nothing, type TemplateResult } from 'lit';
import { noticeText } from '../problems';
import type { Notice } from '../state';
import type { Context } from './context';
import { icons } from './icons';

export function notices(context: Context): TemplateResult | typeof nothing {
  const { state, messages, formats, dispatch } = context;
  // What a visible control says already is not said twice.
  const elsewhere = state.refused.filter((notice) => notice.about !== 'value' || !notice.path.includes('.'));
  const all: readonly Notice[] = [...state.notices, ...elsewhere];
  if (all.length === 0) return nothing;
  return html`<section class="notices" aria-label=${messages.problem.title}>
    <div>
      ${state.notices.length > 0 ? html`<h2>${messages.problem.title}</h2>` : nothing}
      <ul>
        ${all.map((notice) => html`<li>${noticeText(messages, formats, notice)}</li>`)}
      </ul>
    </div>
    <button
      type="button"
      class="icon-button"
      aria-label=${messages.problem.dismiss}
      title=${messages.problem.dismiss}
      @click=${() => {
        dispatch({ type: 'dismiss' });
      }}
    >
      ${icons.close}
    </button>
  </section>`;
}
