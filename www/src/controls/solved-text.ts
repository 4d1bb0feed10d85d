/** How many runs solved their task, how sure that is, and what it means; the mark is the visitor's to set. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { Settings } from '../schema';
import type { LaneSetup, LaneSummary } from '../session/types';
import { markOf, solvedRuns, wilson } from '../solved';
import { MARKS } from '../state';
import type { Context } from './context';

/** Stands in a sentence where the control comes. */
const HERE = '\u0000';

function markPick({ state, messages, formats, dispatch }: Context): TemplateResult {
  return html`<select
    class="mark-pick"
    aria-label=${messages.lane.markLabel}
    @change=${(event: Event) => {
      if (event.target instanceof HTMLSelectElement)
        dispatch({ type: 'mark', mark: Number(event.target.value) });
    }}
  >
    ${MARKS.map(
      (mark) =>
        html`<option value=${mark} .selected=${live(mark === state.mark)}>${formats.share(mark)}</option>`,
    )}
  </select>`;
}

export function solvedText(
  context: Context,
  settings: Settings,
  setup: LaneSetup,
  summary: LaneSummary,
): TemplateResult | typeof nothing {
  const { state, formats } = context;
  const words = context.messages.lane;
  const mark = markOf(settings, setup, state.mark);
  if (mark === undefined) return nothing;
  const runs = summary.replicas.length;
  const count = solvedRuns(summary, mark);
  const [low, high] = wilson(count, runs);
  const least = mark.figure === 'accuracy' ? formats.percent(mark.least) : mark.least.toFixed(2);
  const sentence =
    mark.figure === 'accuracy'
      ? mark.lowered
        ? words.markNoisy(HERE, least)
        : words.mark(HERE)
      : mark.lowered
        ? words.markNoisyR2(HERE, least)
        : words.markR2(HERE, least);
  const [before = '', after = ''] = sentence.split(HERE);
  // What closes the sentence, or stands before the box, does not stand alone in another line.
  const [, close = '', rest = ''] = /^(\S*)(.*)$/s.exec(after) ?? [];
  const [, start = '', joined = ''] = /^(.*?)(\S*\s*)$/s.exec(before) ?? [];
  const help = html` <details class="explained">
    <summary aria-label=${words.solvedHelp} title=${words.solvedHelp}>?</summary>
    <span>${words.intervalHint} ${words.markHint}</span>
  </details>`;
  return html`<div class="solved">
    <b>${words.solved(count, runs)}</b>
    <span>${words.interval(formats.share(low), formats.share(high))}</span>
    <span class="mark-rule"
      >${start}<span class="nowrap">${joined}${markPick(context)}${close}${rest === '' ? help : nothing}</span
      >${rest}</span
    >${rest === '' ? nothing : help}
  </div>`;
}
