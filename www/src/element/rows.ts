/** What an element is made of: the row that runs it, the fields that may be changed, a lane's card, the tabs. */

import { html, nothing, type TemplateResult } from 'lit-html';
import type { Context } from '../controls/context';
import { icons } from '../controls/icons';
import { chips, laneName } from '../controls/lane-card';
import { GROUPS, type Row } from '../controls/layout';
import { row } from '../controls/panel';
import type { Controls, LensTab } from './settings';
import type { Words } from './words';

export interface RowActions {
  readonly toggle: () => void;
  readonly step: () => void;
  readonly reset: () => void;
}

const ROWS = new Map(
  GROUPS.flatMap(({ rows }) => rows.flatMap((one) => ('ratio' in one ? [] : [[one.path, one] as const]))),
);

/** A field as it stands in an element: always there, and nothing in it that needs more of the page. */
function rowOf(path: string): Row {
  const found = ROWS.get(path);
  if (found === undefined) return { path, widget: 'number' };
  return { path, widget: found.widget === 'pictures' ? 'select' : found.widget };
}

export function knobs(context: Context, paths: readonly string[]): TemplateResult {
  return html`${paths.map((path) => row(context, rowOf(path)))}`;
}

export function transport(
  { messages: { transport }, newSeed }: Context,
  { buttons, seeds }: Controls,
  actions: RowActions,
  playing: boolean,
): TemplateResult | typeof nothing {
  if (buttons.size === 0 && !seeds) return nothing;
  return html`<div class="buttons" role="group" aria-label=${transport.region}>
    ${
      buttons.has('play')
        ? html`<button type="button" class="primary" id="play" part="play" @click=${actions.toggle}>
            ${playing ? icons.pause : icons.play}<span class="swap"
              ><span class=${playing ? '' : 'off'}>${transport.pause}</span
              ><span class=${playing ? 'off' : ''}>${transport.play}</span></span
            >
          </button>`
        : nothing
    }${
      buttons.has('step')
        ? html`<button
            type="button"
            class="icon-button"
            id="step"
            part="step"
            aria-label=${transport.step}
            title="${transport.step}: ${transport.stepHint}"
            @click=${actions.step}
          >
            ${icons.step}
          </button>`
        : nothing
    }${
      buttons.has('reset')
        ? html`<button
            type="button"
            class="icon-button"
            id="reset"
            part="reset"
            aria-label=${transport.reset}
            title="${transport.reset}: ${transport.resetHint}"
            @click=${actions.reset}
          >
            ${icons.reset}
          </button>`
        : nothing
    }${
      seeds
        ? html`<button
            type="button"
            class="icon-button"
            id="seeds"
            part="seeds"
            aria-label=${transport.newSeed}
            title=${transport.newSeed}
            @click=${() => {
              newSeed(undefined);
            }}
          >
            ${icons.dice}
          </button>`
        : nothing
    }
  </div>`;
}

/** The step changes with every frame, so it is drawn apart from the rest. */
export function count({ messages, formats }: Context, step: number): TemplateResult {
  return html`${messages.transport.stepCount}
    <b id="step-count" data-step=${step}>${formats.count(step)}</b>`;
}

export function homeLink(words: Words, address: string | undefined): TemplateResult | typeof nothing {
  return address === undefined
    ? nothing
    : html`<a class="home" part="link" href=${address} target="_blank" rel="noopener" title=${words.newTab}
        >${words.home}<span aria-hidden="true"> ↗</span></a
      >`;
}

/** The parts that do not change from frame to frame; `own` are the fields that are changed for this lane alone. */
export function card(context: Context, lane: number, own: boolean): TemplateResult {
  const { state, messages } = context;
  const name = laneName(context, lane);
  const alone = state.lanes.length === 1;
  return html`<article
    class="card"
    part="lane"
    data-lane=${lane}
    aria-label=${messages.lane.region(name)}
    ?data-bare=${alone && (state.lanes[0]?.name ?? '') === '' && !own}
  >
    <div class="card-head">
      <header class="lane-head">
        ${alone ? nothing : html`<i class="swatch lane-${lane + 1}" aria-hidden="true">${lane + 1}</i>`}
        <b class="lane-title">${name}</b>${chips(context, lane)}
      </header>
      ${own ? html`<div class="lane-knobs"></div>` : nothing}
    </div>
    <div class="card-body">
      <div class="pictures-row">
        <figure class="field" part="field">
          <div class="field-frame">
            <canvas class="field-canvas" role="img" aria-label=${messages.lane.field}></canvas>
            <output class="readout" aria-hidden="true"></output>
            <div class="diverged" role="group"></div>
          </div>
          <figcaption class="field-legend"></figcaption>
        </figure>
        <figure class="network" part="network">
          <canvas class="network-canvas" role="img" aria-label=${messages.lane.network}></canvas>
          <figcaption>
            <div class="edge-legend"></div>
            <div class="marks"></div>
          </figcaption>
        </figure>
      </div>
      <dl class="figures" part="figures"></dl>
      <div class="note"></div>
    </div>
  </article>`;
}

/** Where several lenses are shown, one at a time. */
export function lensTabs(
  { messages }: Context,
  words: Words,
  lenses: readonly LensTab[],
  open: LensTab,
  choose: (tab: LensTab) => void,
): TemplateResult | typeof nothing {
  if (lenses.length < 2) return nothing;
  const move = (event: KeyboardEvent, at: number): void => {
    const by = new Map([
      ['ArrowRight', 1],
      ['ArrowLeft', -1],
    ]).get(event.key);
    const to = by === undefined ? undefined : lenses.at((at + by) % lenses.length);
    if (to === undefined) return;
    event.preventDefault();
    choose(to);
    const strip = event.currentTarget instanceof HTMLElement ? event.currentTarget.parentElement : null;
    const button = strip?.querySelector(`[data-lens-tab="${to}"]`);
    if (button instanceof HTMLElement) button.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${words.lenses}>
    ${lenses.map(
      (tab, at) =>
        html`<button
          type="button"
          role="tab"
          id="tab-${tab}"
          data-lens-tab=${tab}
          aria-selected=${tab === open ? 'true' : 'false'}
          aria-controls="lens-panel"
          tabindex=${tab === open ? 0 : -1}
          @click=${() => {
            choose(tab);
          }}
          @keydown=${(event: KeyboardEvent) => {
            move(event, at);
          }}
        >
          ${messages.tabs[tab]}
        </button>`,
    )}
  </div>`;
}
