/** The remedies of the recipe, each with what it sets and two ways to try it. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { MOST_LANES, valueIn } from '../../state';
import { labelOf, valueText } from '../../controls/context';
import type { Value } from '../../schema';
import type { Remedy } from './remedies';
import type { Told } from './texts';

export interface Ways {
  /** The step to train on to, where that is a remedy. */
  readonly longer: number | undefined;
  readonly trainTo: (step: number) => void;
  readonly set: (remedy: Remedy) => void;
  /** Opens a lane with it beside the remedy's. */
  readonly open: (remedy: Remedy) => void;
}

/** A field and its value, now and then. */
export function changeText({ scene, lane }: Told, path: string, value: Value): string {
  const { context, words } = scene;
  const settings = context.state.lanes[lane]?.settings ?? {};
  return words.change(
    labelOf(context, path),
    valueText(context, path, valueIn(settings, path)),
    valueText(context, path, value),
  );
}

function item(told: Told, remedy: Remedy, most: string | undefined, ways: Ways): TemplateResult {
  const { words } = told.scene;
  const change = changeText(told, remedy.path, remedy.value);
  return html`<li data-remedy=${remedy.name}>
    <span><b>${words.remedy[remedy.name]}</b><span>${change}</span></span>
    <span class="remedy-buttons" data-acts
      ><button
        type="button"
        aria-label=${words.setLabel(change)}
        @click=${() => {
          ways.set(remedy);
        }}
      >
        ${words.set}</button
      ><button
        type="button"
        aria-label="${words.besideLabel(change)}${most === undefined ? '' : `: ${most}`}"
        title=${most ?? nothing}
        aria-disabled=${most === undefined ? 'false' : 'true'}
        @click=${() => {
          if (most === undefined) ways.open(remedy);
        }}
      >
        ${words.beside}
      </button></span
    >
  </li>`;
}

export function remedyList(told: Told, remedies: readonly Remedy[], ways: Ways): TemplateResult {
  const { words, context, playing } = told.scene;
  // What stands here would come and go with the verdict.
  if (playing) return html`<p class="diagnosis-note">${words.pauseFor}</p>`;
  const { state, messages, formats } = context;
  const most = state.lanes.length >= MOST_LANES ? messages.lane.mostLanes(MOST_LANES) : undefined;
  const { longer } = ways;
  if (remedies.length === 0 && longer === undefined)
    return html`<p class="diagnosis-note">${words.nothingLeft}</p>`;
  const step = longer === undefined ? '' : words.toStep(formats.count(longer));
  return html`<h4>${words.remedies}</h4>
    <ul class="remedies">
      ${
        longer === undefined
          ? nothing
          : html`<li data-remedy="longer">
              <span><b>${words.remedy.longer}</b><span>${step}</span></span>
              <span class="remedy-buttons" data-acts
                ><button
                  type="button"
                  aria-label="${words.train} ${step}"
                  @click=${() => {
                    ways.trainTo(longer);
                  }}
                >
                  ${words.train}
                </button></span
              >
            </li>`
      }
      ${remedies.map((remedy) => item(told, remedy, most, ways))}
    </ul>`;
}
