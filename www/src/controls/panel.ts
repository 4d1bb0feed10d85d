/** The experiment's controls, in their groups. */

import { html, noChange, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { drawnLanes } from '../own-points';
import { fieldAt } from '../schema';
import { differs, targetLane, valueIn, type Target } from '../state';
import { complaintAt, idOf, labelOf, mixed, valueOf, valueText, type Context } from './context';
import { icons } from './icons';
import { eachToggle, layers, selectEach, sliderEach } from './each-layer';
import {
  chips,
  fieldSelect,
  fieldSlider,
  flag,
  mixedText,
  onField,
  pointsArea,
  seedBox,
  segments,
  textBox,
} from './inputs';
import { GROUPS, isComparable, RATIOS, type Ratio, type Row } from './layout';
import { pictures } from './pictures';

/** How a row is laid out: what stands beside the label, and what under it. */
interface Parts {
  readonly beside: TemplateResult | typeof nothing;
  readonly under: TemplateResult | typeof nothing;
  /** Whether one input carries the label's id. */
  readonly labelled: boolean;
}

function parts(context: Context, { path, widget }: Row): Parts {
  const note = mixed(context, path) ? html`<span class="mixed">${mixedText(context, path)}</span>` : nothing;
  switch (widget) {
    case 'slider':
      return { beside: textBox(context, path), under: fieldSlider(context, path), labelled: true };
    case 'number':
    case 'list':
      return { beside: textBox(context, path), under: nothing, labelled: true };
    case 'select':
      return { beside: fieldSelect(context, path), under: nothing, labelled: true };
    case 'flag':
      return { beside: html`${note}${flag(context, path)}`, under: nothing, labelled: true };
    case 'seed':
      return {
        beside: html`<span class="seed">${seedBox(context, path)}</span>`,
        under: nothing,
        labelled: true,
      };
    case 'segments':
      return { beside: note, under: segments(context, path), labelled: false };
    case 'chips':
      return { beside: note, under: chips(context, path), labelled: false };
    case 'pictures': {
      const value = valueText(context, path, valueOf(context, path));
      return {
        beside: note === nothing ? html`<span class="mixed plain">${value}</span>` : note,
        under: pictures(context, path),
        labelled: false,
      };
    }
    case 'layers':
      return { beside: note, under: layers(context, path), labelled: false };
    case 'points':
      return { beside: nothing, under: pointsArea(context, path), labelled: true };
    case 'slider-each': {
      const isList = Array.isArray(valueOf(context, path));
      return {
        beside: isList ? note : textBox(context, path),
        under: html`${sliderEach(context, path)}${eachToggle(context, path)}`,
        labelled: !isList,
      };
    }
    case 'select-each': {
      const isList = Array.isArray(valueOf(context, path));
      return {
        beside: isList ? note : selectEach(context, path),
        under: html`${isList ? selectEach(context, path) : nothing}${eachToggle(context, path)}`,
        labelled: !isList,
      };
    }
  }
}

function complaint(context: Context, path: string): TemplateResult | typeof nothing {
  const text = complaintAt(context, path);
  return text === undefined
    ? nothing
    : html`<p class="complaint" id="${idOf(path)}-error" role="alert">${text}</p>`;
}

/** What the control does, for those who cannot see the line at the foot of the panel. */
function hiddenHelp({ asides }: Context, path: string): TemplateResult {
  return html`<span class="hidden" id="${idOf(path)}-help">${asides?.help(path)}</span>`;
}

/** Is there for who points at the row, or moves to it by keys. */
function compareButton(context: Context, path: string): TemplateResult {
  const label = context.messages.panel.compareValues(labelOf(context, path));
  return html`<button
    type="button"
    class="compare"
    aria-label=${label}
    title=${label}
    aria-haspopup="dialog"
    @click=${() => {
      context.compare(path);
    }}
  >
    ${icons.compare}
  </button>`;
}

/** One field: its label, its control, what it is for and what is wrong with it. */
export function row(context: Context, item: Row): TemplateResult | typeof nothing {
  const { path } = item;
  const { state, messages } = context;
  const differing = differs(state, path);
  const matters = item.when === undefined || state.lanes.some((lane) => item.when?.(lane.settings) === true);
  // What is wrong has to be seen, even where it no longer matters.
  if (!matters && complaintAt(context, path) === undefined) return nothing;
  const { beside, under, labelled } = parts(context, item);
  const label = labelOf(context, path);
  return html`<div
    class="row row-${item.widget} ${differing ? 'differs' : ''}"
    data-path=${path}
    data-effect=${fieldAt(path).effect}
  >
    <div class="head">
      <span class="label-slot"
        >${
          labelled
            ? html`<label for=${idOf(path)}>${label}</label>`
            : html`<span class="label" id="${idOf(path)}-label">${label}</span>`
        }${isComparable(path) ? compareButton(context, path) : nothing}</span
      >
      ${differing ? html`<span class="hidden">${messages.panel.differs}</span>` : nothing} ${beside}
    </div>
    ${under} ${hiddenHelp(context, path)} ${complaint(context, path)}
  </div>`;
}

function ratioRow(context: Context, { ratio }: Ratio): TemplateResult {
  const { state, messages, dispatch } = context;
  const differing = ratio.some((path) => differs(state, path));
  const values = ratio.map((path) => valueIn(targetLane(state).settings, path));
  return html`<div class="row row-ratio ${differing ? 'differs' : ''}">
    <div class="ratio">
      ${ratio.map(
        (path) =>
          html`<div data-path=${path} data-effect=${fieldAt(path).effect}>
            <label for=${idOf(path)}>${labelOf(context, path)}</label>${textBox(context, path)}${hiddenHelp(
              context,
              path,
            )}
          </div>`,
      )}
    </div>
    <div class="segments presets" role="group" aria-label=${messages.panel.ratioPreset}>
      ${RATIOS.map((preset) => {
        const on = !differing && preset.every((share, index) => share === values[index]);
        return html`<button
          type="button"
          class="segment"
          aria-pressed=${on ? 'true' : 'false'}
          @click=${() => {
            ratio.forEach((path, index) => {
              dispatch({ type: 'set', path, value: preset[index] ?? 0 });
            });
          }}
        >
          <span>${preset.join(':')}</span>
        </button>`;
      })}
    </div>
    ${ratio.map((path) => complaint(context, path))}
  </div>`;
}

/** The target can be dragged where there is a law to make it of. */
function targetButton(context: Context): TemplateResult | typeof nothing {
  return drawnLanes({ ...context.state, drawing: 'target' }).length === 0
    ? nothing
    : html`<div class="points-buttons">${onField(context, 'target')}</div>`;
}

function targets(context: Context): TemplateResult | typeof nothing {
  const { state, messages, dispatch } = context;
  if (state.lanes.length < 2) return nothing;
  const one = (target: Target, text: string): TemplateResult =>
    html`<label class="segment"
      ><input
        type="radio"
        name="target"
        .checked=${live(state.target === target)}
        @change=${() => {
          dispatch({ type: 'target', target });
        }}
      /><span
        >${target === 'all' ? nothing : html`<i class="swatch lane-${target + 1}"></i>`}${text}</span
      ></label
    >`;
  return html`<div class="targets">
    <span class="label" id="target-label">${messages.panel.target}</span>
    <div class="segments" role="radiogroup" aria-labelledby="target-label">
      ${one('all', messages.panel.targetAll)}
      ${state.lanes.map((_, index) =>
        one(index, state.lanes.length > 2 ? String(index + 1) : messages.panel.targetLane(index + 1)),
      )}
    </div>
  </div>`;
}

/** The first so many of its groups; the first `kept` of these are left as they stand. */
export function panel(context: Context, startOver: () => void, groups: number, kept: number): TemplateResult {
  const { state, messages, dispatch } = context;
  return html`<div class="panel-top">
      ${targets(context)}
      <button
        type="button"
        class="minor compare-any"
        aria-haspopup="dialog"
        @click=${() => {
          context.compare(undefined);
        }}
      >
        ${icons.compare}<span>${messages.panel.compare}</span>
      </button>
      <button
        type="button"
        class="icon-button drawer-close"
        aria-label=${messages.transport.closeSettings}
        title=${messages.transport.closeSettings}
        @click=${() => {
          dispatch({ type: 'drawer', open: false });
        }}
      >
        ${icons.close}
      </button>
    </div>
    <div class="groups">
      ${GROUPS.slice(0, groups).map((group, index) =>
        index < kept
          ? noChange
          : html`<section class="group" aria-labelledby="group-${group.id}">
              <h2 id="group-${group.id}">${messages.groups[group.id]}</h2>
              ${group.id === 'mismatch' ? targetButton(context) : nothing}
              ${group.rows.map((item) => ('ratio' in item ? ratioRow(context, item) : row(context, item)))}
              ${
                group.id === 'preparation'
                  ? html`<div class="row">
                      <div class="head">
                        <label for="show-test">${messages.panel.showTest}</label
                        ><input
                          class="switch"
                          type="checkbox"
                          role="switch"
                          id="show-test"
                          aria-describedby="show-test-help"
                          .checked=${live(state.showTest)}
                          @change=${(event: Event) => {
                            dispatch({
                              type: 'showTest',
                              show: event.target instanceof HTMLInputElement && event.target.checked,
                            });
                          }}
                        />
                      </div>
                      <span class="hidden" id="show-test-help">${messages.panel.showTestHelp}</span>
                    </div>`
                  : nothing
              }
            </section>`,
      )}
      <p class="start-over">
        <button type="button" class="link" @click=${startOver}>${messages.panel.startOver}</button>
      </p>
    </div>`;
}

/** The line at the foot of the panel: what the control under the pointer or the focus is for. */
export function helpLine(context: Context, path: string | undefined): TemplateResult {
  const { messages, asides } = context;
  if (path === undefined)
    return html`<p class="help-line hint">
      <span class="for-mouse">${messages.panel.hint}</span
      ><span class="for-touch">${messages.panel.hintTouch}</span>
    </p>`;
  const effect = fieldAt(path).effect;
  return html`<p class="help-line">
    <b>${labelOf(context, path)}.</b> ${asides?.help(path)}
    <span class="effect"
      >${effect === 'rebuild' ? messages.panel.restart : effect === 'live' ? messages.panel.live : nothing}</span
    >
  </p>`;
}
