/** The gain: a slider that draws the weights anew while it is moved, and the gain that theory calls critical. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { Context } from '../../controls/context';
import { valueOf } from '../../controls/context';
import { fill } from '../../controls/fill';
import { laneName } from '../../controls/lane-card';
import { differs, type State } from '../../state';
import type { Words } from './en';
import { gainAt, GAIN_STOPS, stopOf } from './model';

export const GAIN = 'initialization.gain';

/** The lanes that the page's controls change. */
export function targets({ target, lanes }: State): readonly number[] {
  return target === 'all' ? lanes.map((_, lane) => lane) : [target];
}

export interface GainScene {
  readonly context: Context;
  readonly words: Words;
  /** Each lane's critical gain, as far as it is known. */
  readonly critical: readonly (number | undefined)[];
  /** Whether theory has been asked. */
  readonly known: boolean;
  readonly set: (gain: number) => void;
}

export function gainControl({ context, words, critical, known, set }: GainScene): TemplateResult {
  const { state, formats } = context;
  const value = Number(valueOf(context, GAIN));
  const stop = stopOf(value);
  const chosen = targets(state);
  const who = state.target === 'all' ? words.gain.all : words.gain.one(laneName(context, state.target));
  const mixed = state.target === 'all' && differs(state, GAIN);
  const found = new Map<string, { readonly gain: number; readonly lanes: number[] }>();
  for (const lane of chosen) {
    const gain = critical[lane];
    if (gain === undefined) continue;
    const text = String(Number(gain.toPrecision(3)));
    const same = found.get(text);
    if (same === undefined) found.set(text, { gain: Number(gain.toPrecision(6)), lanes: [lane] });
    else same.lanes.push(lane);
  }
  const reached = ({ gain }: { readonly gain: number }): boolean =>
    gain >= gainAt(0) && gain <= gainAt(GAIN_STOPS);
  const swatches = (lanes: readonly number[]): TemplateResult | typeof nothing =>
    state.lanes.length > 1
      ? html`${lanes.map((lane) => html`<i class="swatch lane-${lane + 1}" aria-hidden="true">${lane + 1}</i>`)}`
      : nothing;
  return html`<div class="signals-gain" data-acts>
    <div class="gain-head">
      <label for="signals-gain">${words.gain.label}</label>
      <output for="signals-gain">×${formats.exact(Number(value.toPrecision(4)))}</output>
      ${state.lanes.length > 1 ? html`<span class="gain-who">${who}</span>` : nothing}
    </div>
    <div class="gain-slider">
      <input
        id="signals-gain"
        type="range"
        min="0"
        max=${GAIN_STOPS}
        step="1"
        aria-label=${words.gain.slider}
        aria-valuetext=${formats.exact(value)}
        .value=${live(String(stop))}
        ${fill(stop / GAIN_STOPS)}
        @input=${(event: Event) => {
          if (event.target instanceof HTMLInputElement) set(gainAt(Number(event.target.value)));
        }}
      />
      <div class="gain-ticks" aria-hidden="true">
        ${[0.1, 1, 10].map(
          (gain) => html`<i class="gain-mark" ${fill(stopOf(gain) / GAIN_STOPS)}>${gain}</i>`,
        )}
        ${[...found.values()]
          .filter(reached)
          .map(
            ({ gain, lanes }) =>
              html`<i class="gain-tick ink-${(lanes[0] ?? 0) + 1}" ${fill(stopOf(gain) / GAIN_STOPS)}></i>`,
          )}
      </div>
    </div>
    <div class="gain-critical">
      ${[...found].map(([text, one]) =>
        reached(one)
          ? html`<button
              type="button"
              class="minor"
              title=${words.gain.criticalHint}
              @click=${() => {
                set(one.gain);
              }}
            >
              ${swatches(one.lanes)}${words.gain.critical(text)}
            </button>`
          : html`<span>${swatches(one.lanes)} ${words.gain.tooLarge(text)}</span>`,
      )}
      ${known && found.size === 0 ? html`<span>${words.gain.noCritical}</span>` : nothing}
    </div>
    <p class="gain-note">${words.gain.restarts}${mixed ? html` ${words.gain.differs}` : nothing}</p>
  </div>`;
}
