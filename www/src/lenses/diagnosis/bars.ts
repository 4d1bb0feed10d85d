/** A ladder as bars: a bar for each rung, and between two rungs the gap, where it begins and ends. */

import { html, nothing, type TemplateResult } from 'lit-html';
import type { Estimate, Ladder, Rung } from './model';
import { below, RUNGS } from './model';
import { span } from './span';
import { causeName, endingAt, errorText, gapRange, rungName, signed, type Told } from './texts';

export interface Ends {
  /** Where the scale ends. */
  readonly top: number;
  /** What stands in place of a bar. */
  readonly instead: (rung: Rung) => TemplateResult | string;
  /** Rungs that are shown. */
  readonly rungs: readonly Rung[];
}

function whisker(low: number, high: number, top: number): TemplateResult | typeof nothing {
  return high > low ? html`<s ${span(low / top, high / top)}></s>` : nothing;
}

function rungRow(told: Told, rung: Rung, ends: Ends): TemplateResult {
  const error = told.ladder.rungs[rung];
  const { top } = ends;
  return html`<li class="rung" data-rung=${rung}>
    <span class="ladder-name">${rungName(told, rung)}</span>
    ${
      error === undefined
        ? html`<span class="ladder-instead">${ends.instead(rung)}</span>`
        : html`<span class="ladder-track" aria-hidden="true"
              ><i ${span(0, error.mean / top)}></i>${whisker(error.low, error.high, top)}</span
            ><b class="ladder-value">${errorText(told, error.mean)}</b>`
    }
  </li>`;
}

/** From the rung below to the rung above; its whisker touches the rung below where the interval holds 0. */
function gapRow(told: Told, rung: Rung, gap: Estimate, { top }: Ends): TemplateResult | typeof nothing {
  const { ladder } = told;
  const cause = endingAt(rung, ladder);
  const start = cause === undefined ? undefined : ladder.rungs[below(cause, ladder)];
  if (cause === undefined || start === undefined) return nothing;
  const end = start.mean + gap.mean;
  return html`<li class="gap" data-gap=${cause} ?data-cause=${cause === ladder.verdict}>
    <span class="ladder-name">${causeName(told, cause)}</span>
    <span class="ladder-track" aria-hidden="true"
      ><i
        ?data-less=${gap.mean < 0}
        ${span(Math.min(start.mean, end) / top, Math.max(start.mean, end) / top)}
      ></i
      ><u ${span(start.mean / top, start.mean / top)}></u
      >${whisker(start.mean + gap.low, start.mean + gap.high, top)}</span
    >
    <b class="ladder-value">${signed(told, gap.mean)}</b>
    <span class="ladder-range">${gapRange(told, gap)}</span>
  </li>`;
}

export function shownRungs(ladders: readonly Ladder[], wanted: boolean): readonly Rung[] {
  const trainDev = wanted || ladders.some(({ rungs }) => rungs.trainDev !== undefined);
  return RUNGS.filter((rung) => rung !== 'trainDev' || trainDev);
}

export function bars(told: Told, ends: Ends): TemplateResult {
  const { ladder } = told;
  return html`<ol class="ladder">
    ${ends.rungs.map((rung) => {
      const cause = endingAt(rung, ladder);
      const gap = cause === undefined ? undefined : ladder.gaps[cause];
      // Where there is no train-dev its gap ends at dev.
      const own = gap !== undefined && !(rung === 'trainDev' && ladder.rungs.trainDev === undefined);
      return html`${own ? gapRow(told, rung, gap, ends) : nothing}${rungRow(told, rung, ends)}`;
    })}
  </ol>`;
}
