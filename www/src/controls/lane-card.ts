/** One lane: its name and what sets it apart, the two pictures, the figures. */

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Figures } from '../history';
import { fieldText } from '../messages';
import type { LaneSummary, NetworkFrame } from '../session/types';
import { differing, LONGEST_NAME, valueIn, type State } from '../state';
import { DEAD, SATURATED } from '../views/network';
import { valueText, type Context } from './context';
import { onEnter } from './enter';

/** The accuracy on dev that counts as having solved the task. */
export const SOLVED = 0.9;
/** More chips than this crowd the head of a card. */
const MOST_CHIPS = 3;

export function laneName({ state, messages }: Pick<Context, 'state' | 'messages'>, lane: number): string {
  const name = state.lanes[lane]?.name ?? '';
  return name === '' ? messages.lane.name(lane + 1) : name;
}

/** The width of a name in the size of an input: wide letters count twice. */
function nameWidth(name: string): number {
  const letters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
  const width = letters.reduce((sum, letter) => sum + (letter > '\u1100' ? 2 : 1), 0);
  return Math.max(4, Math.min(24, width));
}

function chips(context: Context, lane: number): TemplateResult {
  const { state, messages } = context;
  const settings = state.lanes[lane]?.settings;
  const paths = settings === undefined ? [] : differing(state);
  const text = (path: string): string => {
    const { label } = fieldText(messages, path);
    // A bare "p" says little away from its group.
    const group = path.startsWith('dropout.p') ? `${messages.groups.dropout} ` : '';
    return settings === undefined
      ? label
      : `${group}${label} = ${valueText(context, path, valueIn(settings, path))}`;
  };
  return html`<ul class="lane-chips">
    ${paths.slice(0, MOST_CHIPS).map((path) => html`<li>${text(path)}</li>`)}
    ${
      paths.length > MOST_CHIPS
        ? html`<li title=${paths.slice(MOST_CHIPS).map(text).join('\n')}>+${paths.length - MOST_CHIPS}</li>`
        : nothing
    }
    ${state.lanes.length > 1 && paths.length === 0 ? html`<li class="plain">${messages.lane.same}</li>` : nothing}
  </ul>`;
}

/** The parts that do not change from frame to frame; `figures` and `note` are filled in by the others. */
export function laneCard(context: Context, lane: number): TemplateResult {
  const { state, messages, dispatch } = context;
  const name = laneName(context, lane);
  const rename = (text: string): void => {
    dispatch({ type: 'name', lane, name: text });
  };
  return html`<article
    class="card"
    id="lane-${lane + 1}"
    data-lane=${lane}
    aria-label=${messages.lane.region(name)}
    ?data-chosen=${state.target === lane}
  >
    <header class="lane-head">
      <i class="swatch lane-${lane + 1}" aria-hidden="true">${lane + 1}</i>
      <input
        class="lane-name"
        type="text"
        autocomplete="off"
        maxlength=${LONGEST_NAME}
        size=${nameWidth(name)}
        placeholder=${messages.lane.name(lane + 1)}
        aria-label=${messages.lane.nameLabel(lane + 1)}
        .value=${live(state.lanes[lane]?.name ?? '')}
        @change=${(event: Event) => {
          if (event.target instanceof HTMLInputElement) rename(event.target.value);
        }}
        @keydown=${onEnter(rename)}
      />
      ${chips(context, lane)}
    </header>
    <div class="pictures-row">
      <figure class="field">
        <canvas class="field-canvas" role="img" aria-label=${messages.lane.field}></canvas>
        <output class="readout" aria-hidden="true"></output>
        <div class="diverged" role="group"></div>
      </figure>
      <figure class="network">
        <canvas class="network-canvas" role="img" aria-label=${messages.lane.network}></canvas>
        <figcaption class="marks"></figcaption>
      </figure>
    </div>
    <dl class="figures"></dl>
    <p class="note"></p>
  </article>`;
}

export function figures(context: Context, shown: Figures | undefined): TemplateResult {
  const { messages, formats } = context;
  const { lane } = messages;
  const item = (label: string, text: string, key: string): TemplateResult =>
    html`<div>
      <dt>${label}</dt>
      <dd data-figure=${key}>${text}</dd>
    </div>`;
  const loss = (curve: 'trainLoss' | 'devLoss' | 'penalty'): string =>
    formats.loss(shown?.[curve].middle ?? null);
  const share = (curve: 'trainAccuracy' | 'devAccuracy'): string =>
    formats.percent(shown?.[curve].middle ?? null);
  return html`${item(lane.trainLoss, loss('trainLoss'), 'train-loss')}${item(
    lane.devLoss,
    loss('devLoss'),
    'dev-loss',
  )}${item(lane.trainAccuracy, share('trainAccuracy'), 'train-accuracy')}${item(
    lane.devAccuracy,
    share('devAccuracy'),
    'dev-accuracy',
  )}${item(lane.penalty, loss('penalty'), 'penalty')}`;
}

/** Whether any unit or input may be left out in a lane's training. */
function drops(state: State, lane: number): boolean {
  const settings = state.lanes[lane]?.settings;
  if (settings === undefined) return false;
  const p = settings['dropout.p'];
  const input = settings['dropout.input'];
  const any = Array.isArray(p) ? p.some((one) => Number(one) > 0) : Number(p) > 0;
  return any || Number(input) > 0;
}

/** One line: how the figures were made, and what the runs have in common. */
export function note(context: Context, lane: number, summary: LaneSummary): TemplateResult {
  const { state, messages, formats } = context;
  const runs = summary.replicas.length;
  const settings = state.lanes[lane]?.settings;
  const parts: string[] = [];
  const diverged = summary.replicas.filter((replica) => replica.diverged !== undefined).length;
  if (runs > 1) {
    const solved = summary.replicas.filter(({ dev }) => (dev?.accuracy ?? 0) >= SOLVED).length;
    if (summary.replicas.some(({ dev }) => dev?.accuracy !== undefined))
      parts.push(messages.lane.reached(solved, runs, formats.share(SOLVED)));
    parts.push(messages.lane.median(runs));
    if (diverged > 0) parts.push(messages.lane.divergedRuns(diverged, runs));
  }
  const masks = !drops(state, lane)
    ? messages.lane.noDropout
    : settings?.['dropout.evaluate'] === 'train'
      ? messages.lane.masksOn
      : messages.lane.masksOff;
  return html`${[...parts, masks].join(' ')}`;
}

/** What became of the run that the pictures show, if it left the range of numbers. */
export function divergence(
  { messages, formats }: Context,
  summary: LaneSummary,
): TemplateResult | typeof nothing {
  const diverged = summary.replicas[0]?.diverged;
  if (diverged === undefined) return nothing;
  const { step, layer, cause } = diverged;
  return html`<p>
    <b>${messages.lane.diverged(formats.count(step), layer, messages.lane.cause[cause])}</b>
    ${messages.lane.remedy[cause]}
  </p>`;
}

export interface UnitCounts {
  readonly dropped: number;
  readonly dead: number;
  readonly saturated: number;
  readonly copies: number;
}

export function countUnits(frame: NetworkFrame): UnitCounts {
  const count = (values: Uint8Array, wanted: number): number =>
    values.reduce((sum, value) => sum + (value === wanted ? 1 : 0), 0);
  const groups = new Set(frame.copyOf.filter((original, index) => original !== index));
  return {
    dropped: count(frame.masks, 0),
    dead: count(frame.state, DEAD),
    saturated: count(frame.state, SATURATED),
    // The originals are copies as much as the others are.
    copies:
      frame.copyOf.reduce((sum, original, index) => sum + (original !== index ? 1 : 0), 0) + groups.size,
  };
}

/** The marks of the network drawing in words, each where there is something to it. */
export function marks({ messages }: Context, counts: UnitCounts): TemplateResult {
  const { lane } = messages;
  const items: readonly (readonly [number, string, string])[] = [
    [counts.dropped, 'mark-dropped', lane.dropped(counts.dropped)],
    [counts.copies, 'mark-copies', lane.copies(counts.copies)],
    [counts.dead, 'mark-dead', lane.dead(counts.dead)],
    [counts.saturated, 'mark-saturated', lane.saturated(counts.saturated)],
  ];
  const present = items.filter(([count]) => count > 0);
  return present.length === 0
    ? html`<span>${lane.allAlive}</span>`
    : html`${present.map(([, mark, text]) => html`<span><i class="mark ${mark}"></i>${text}</span>`)}`;
}
