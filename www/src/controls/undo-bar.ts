/** What was done to the lanes and can be taken back, for as long as nothing else was done to them. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { valueIn, type Opened, type Undo } from '../state';
import { labelOf, valueText, type Context } from './context';
import { icons } from './icons';
import { laneName, ownTexts } from './lane-card';

/** Numbers go to other lanes; what set a lane apart is its own. */
function called(before: Context, lane: number): string {
  const own = ownTexts(before, lane);
  const name = laneName(before, lane);
  return own.length === 0 ? name : `${name} (${own.slice(0, 2).join(', ')})`;
}

function openedText(context: Context, { paths, run }: Opened): string {
  const { state, messages, formats } = context;
  // For as long as it can be taken back, what was opened is the first lane.
  const settings = state.lanes[0]?.settings ?? {};
  const values = paths
    .map((path) => `${labelOf(context, path)} = ${valueText(context, path, valueIn(settings, path))}`)
    .join(', ');
  return run === undefined
    ? messages.undo.opened(values)
    : messages.undo.openedRun(formats.count(run), values);
}

/** What was done, in a sentence. */
export function undoText(context: Context, { did, lanes }: Undo): string {
  const { state, messages } = context;
  if ('fanned' in did) return messages.undo.fanned(labelOf(context, did.fanned));
  if ('opened' in did) return openedText(context, did.opened);
  const before: Context = { ...context, state: { ...state, lanes } };
  return messages.undo.removed(did.removed.map((lane) => called(before, lane)).join(', '));
}

export function undoBar(context: Context): TemplateResult | typeof nothing {
  const { state, messages, dispatch } = context;
  const { undo } = state;
  if (undo === undefined) return nothing;
  return html`<div class="undo-bar" role="group" aria-label=${messages.undo.region}>
    <span>${undoText(context, undo)}</span>
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
