/** One lane: its name and what sets it apart, the two pictures, the figures. */

import { html, nothing, type TemplateResult } from 'lit-html';
import type { Formats } from '../format';
import type { Curve, Figures } from '../history';
import { fieldName } from '../messages';
import type { LaneSetup, LaneSummary } from '../session/types';
import { differing, LONGEST_NAME, MOST_LANES, valueIn, type State } from '../state';
import { valueText, type Context } from './context';
import { onEnter } from './enter';
import { entry } from './entry';
import { icons } from './icons';
import { matters } from './layout';
import { solvedText } from './solved-text';
import { deadWarning, dropsOf, type UnitCounts } from './unit-marks';

/** More chips than this crowd the head of a card. */
const MOST_CHIPS = 3;

export function laneName({ state, messages }: Pick<Context, 'state' | 'messages'>, lane: number): string {
  const name = state.lanes[lane]?.name ?? '';
  return name === '' ? messages.lane.name(lane + 1) : name;
}

/** The width of a name in the size of an input: wide letters count twice, what only joins or marks one not at all. */
function nameWidth(name: string): number {
  // Not by `Intl.Segmenter`: making one takes longer than the rest of the card.
  const letters = Array.from(name.normalize().replace(/\p{M}|\u200d./gu, ''));
  const width = letters.reduce((sum, letter) => sum + (letter > '\u1100' ? 2 : 1), 0);
  return Math.max(4, Math.min(24, width));
}

/** What sets a lane apart: what differs, and changes something in this lane. */
export function ownPaths(state: State, lane: number): readonly string[] {
  const settings = state.lanes[lane]?.settings;
  return settings === undefined ? [] : differing(state).filter((path) => matters(path, settings));
}

/** The same in words: each field and the lane's value of it. */
export function ownTexts(context: Context, lane: number): readonly string[] {
  const { state, messages } = context;
  const settings = state.lanes[lane]?.settings;
  if (settings === undefined) return [];
  return ownPaths(state, lane).map(
    (path) => `${fieldName(messages, path)} = ${valueText(context, path, valueIn(settings, path))}`,
  );
}

export function chips(context: Context, lane: number): TemplateResult {
  const { state, messages } = context;
  const texts = ownTexts(context, lane);
  return html`<ul class="lane-chips">
    ${texts.slice(0, MOST_CHIPS).map((text) => html`<li>${text}</li>`)}
    ${
      texts.length > MOST_CHIPS
        ? html`<li class="more-chips">
            <details>
              <summary aria-label=${messages.lane.moreChips(texts.length - MOST_CHIPS)}>
                +${texts.length - MOST_CHIPS}
              </summary>
              <ul>
                ${texts.slice(MOST_CHIPS).map((text) => html`<li>${text}</li>`)}
              </ul>
            </details>
          </li>`
        : nothing
    }
    ${state.lanes.length > 1 && texts.length === 0 ? html`<li class="plain">${messages.lane.same}</li>` : nothing}
  </ul>`;
}

/** A button that stays in its place where it cannot be used, and says why. */
function laneButton(
  icon: TemplateResult,
  name: string,
  obstacle: string | undefined,
  act: () => void,
): TemplateResult {
  const label = obstacle === undefined ? name : `${name}: ${obstacle}`;
  return html`<button
    type="button"
    class="icon-button"
    aria-label=${label}
    title=${label}
    aria-disabled=${obstacle === undefined ? 'false' : 'true'}
    @click=${() => {
      if (obstacle === undefined) act();
    }}
  >
    ${icon}
  </button>`;
}

function laneButtons({ state, messages, dispatch }: Context, lane: number): TemplateResult {
  const words = messages.lane;
  const count = state.lanes.length;
  return html`<div class="lane-buttons">
    ${laneButton(
      icons.duplicate,
      words.duplicate(lane + 1),
      count < MOST_LANES ? undefined : words.mostLanes(MOST_LANES),
      () => {
        dispatch({ type: 'duplicate', lane });
      },
    )}${laneButton(icons.remove, words.remove(lane + 1), count > 1 ? undefined : words.lastLane, () => {
      dispatch({ type: 'remove', lane });
    })}
  </div>`;
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
    <div class="card-head">
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
          .value=${entry(state.lanes[lane]?.name ?? '')}
          @change=${(event: Event) => {
            if (event.target instanceof HTMLInputElement) rename(event.target.value);
          }}
          @keydown=${onEnter(rename)}
        />
        ${chips(context, lane)}${laneButtons(context, lane)}
      </header>
    </div>
    <div class="card-body">
      <div class="pictures-row">
        <figure class="field">
          <div class="field-frame">
            <canvas class="field-canvas" role="img" aria-label=${messages.lane.field}></canvas>
            <output class="readout" aria-hidden="true"></output>
            <div class="diverged" role="group"></div>
          </div>
          <figcaption class="field-legend"></figcaption>
        </figure>
        <figure class="network">
          <canvas
            class="network-canvas"
            role="img"
            aria-label=${messages.lane.network}
            title=${messages.lane.unitPictures}
          ></canvas>
          <figcaption>
            <div class="edge-legend"></div>
            <div class="marks"></div>
          </figcaption>
        </figure>
      </div>
      <dl class="figures"></dl>
      <div class="note"></div>
    </div>
  </article>`;
}

/** Whether any lane has a penalty, so that all of them show theirs. */
function penalized({ lanes }: State): boolean {
  return lanes.some(
    ({ settings }) => Number(settings['regularization.l1']) > 0 || Number(settings['regularization.l2']) > 0,
  );
}

/** `classes` is 0 where a number is predicted, which has no accuracy. */
export function figures(context: Context, classes: number, shown: Figures | undefined): TemplateResult {
  const { state, messages, formats } = context;
  const { lane } = messages;
  const item = (label: string, curve: Curve, key: string, format: Formats['loss']): TemplateResult =>
    html`<div>
      <dt>${label}</dt>
      <dd data-figure=${key}>${format(shown?.[curve].middle ?? null)}</dd>
    </div>`;
  const trainDev = state.lanes.some(({ settings }) => Number(settings['split.train_dev']) > 0);
  return html`${item(lane.trainLoss, 'trainLoss', 'train-loss', formats.loss)}${
    trainDev ? item(lane.trainDevLoss, 'trainDevLoss', 'train-dev-loss', formats.loss) : nothing
  }${item(lane.devLoss, 'devLoss', 'dev-loss', formats.loss)}${
    classes === 0
      ? nothing
      : html`${item(lane.trainAccuracy, 'trainAccuracy', 'train-accuracy', formats.percent)}${
          trainDev
            ? item(lane.trainDevAccuracy, 'trainDevAccuracy', 'train-dev-accuracy', formats.percent)
            : nothing
        }${item(lane.devAccuracy, 'devAccuracy', 'dev-accuracy', formats.percent)}`
  }${penalized(state) ? item(lane.penalty, 'penalty', 'penalty', formats.loss) : nothing}`;
}

/** One line: how the figures were made, and what the runs have in common. */
export function note(
  context: Context,
  lane: number,
  setup: LaneSetup,
  summary: LaneSummary,
  counts: UnitCounts | undefined,
  held: string,
  practice: TemplateResult | typeof nothing,
): TemplateResult {
  const { state, messages } = context;
  const runs = summary.replicas.length;
  const settings = state.lanes[lane]?.settings;
  const parts: string[] = [];
  const diverged = summary.replicas.filter((replica) => replica.diverged !== undefined).length;
  if (runs > 1) {
    parts.push(messages.lane.median(runs));
    if (diverged > 0) parts.push(messages.lane.divergedRuns(diverged, runs));
  }
  const drops = dropsOf(state, lane);
  const masks = !(drops.inputs || drops.units)
    ? messages.lane.noDropout
    : settings?.['dropout.evaluate'] === 'train'
      ? messages.lane.masksOn
      : messages.lane.masksOff;
  return html`${deadWarning(context, counts)}${
    settings === undefined || runs === 1 ? nothing : solvedText(context, settings, setup, summary)
  }${[...parts, masks, held].join(' ').trimEnd()}${practice}`;
}

/** What became of the run that the pictures show, if it left the range of numbers. */
export function divergence(
  { messages, formats }: Context,
  setup: LaneSetup,
  summary: LaneSummary,
): TemplateResult | typeof nothing {
  const diverged = summary.replicas[0]?.diverged;
  if (diverged === undefined) return nothing;
  const { step, layer, cause } = diverged;
  const { lane } = messages;
  // Layers of weights are counted, so the last is the output's.
  const where = layer === setup.layers.length ? lane.outputLayer : lane.hiddenLayer(layer);
  return html`<p>
    <b>${lane.diverged(formats.count(step), where, lane.cause[cause])}</b>
    ${lane.remedy[cause === 'activation' && step > 1 ? 'grown' : cause]}
  </p>`;
}
