/** What was opened of the sweep, told where it was pressed: the lanes, and the page's own bar, are out of sight there. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { icons } from '../../controls/icons';
import { undoText } from '../../controls/undo-bar';
import type { LensScene } from '../lens';
import type { Words } from './en';

/** `act` is told which of the two was pressed, and keeps the focus here. */
export function opened(
  { context }: LensScene<Words>,
  act: (what: 'undo' | 'forgetUndo') => void,
): TemplateResult {
  const { state, messages } = context;
  const undo = state.undo !== undefined && 'opened' in state.undo.did ? state.undo : undefined;
  // What tells of changes has to be there before they come.
  return html`<div
    class="sweep-opened"
    tabindex="-1"
    role=${undo === undefined ? nothing : 'group'}
    aria-label=${undo === undefined ? nothing : messages.undo.region}
  >
    <span role="status">${undo === undefined ? nothing : undoText(context, undo)}</span>
    ${
      undo === undefined
        ? nothing
        : html`<button
              type="button"
              id="sweep-undo"
              @click=${() => {
                act('undo');
              }}
            >
              ${messages.undo.undo}</button
            ><button
              type="button"
              class="icon-button"
              aria-label=${messages.dismiss}
              title=${messages.dismiss}
              @click=${() => {
                act('forgetUndo');
              }}
            >
              ${icons.close}
            </button>`
    }
  </div>`;
}
