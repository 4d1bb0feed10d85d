/** What was done to the lanes and can be taken back, for as long as nothing else was done to them. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { labelOf, type Context } from './context';
import { icons } from './icons';
import { laneName, ownTexts } from './lane-card';

/** Numbers go to other lanes; what set a lane apart is its own. */
function called(before: Context, lane: number): string {
  const own = ownTexts(before, lane);
  const name = laneName(before, lane);
  return own.length === 0 ? name : `${name} (${own.slice(0, 2).join(', ')})`;
}

export function undoBar(context: Context): TemplateResult | typeof nothing {
  const { state, messages, dispatch } = context;
  const { undo } = state;
  if (undo === undefined) return nothing;
  const { did } = undo;
  const before: Context = { ...context, state: { ...state, lanes: undo.lanes } };
  const text =
    'fanned' in did
      ? messages.undo.fanned(labelOf(context, did.fanned))
      : messages.undo.removed(did.removed.map((lane) => called(before, lane)).join(', '));
  return html`<div class="undo-bar" role="group" aria-label=${messages.undo.region}>
    <span>${text}</span>
    <button
      type="button"
      id="undo-lanes"
      @click=${() => {
        dispatch({ type: 'undo' });
      }}
    >
      ${messages.undo.undo}</button
    ><button
      type="button"
      class="icon-button"
      aria-label=${messages.dismiss}
      title=${messages.dismiss}
      @click=${() => {
        dispatch({ type: 'forgetUndo' });
      }}
    >
      ${icons.close}
    </button>
  </div>`;
}
