/** What a visitor chooses about the loss surface: part of the view, and not of the experiment. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { laneName } from '../../controls/lane-card';
import type { LensScene } from '../lens';
import type { Words } from './en';

export interface Options {
  readonly random: boolean;
  readonly seed: number;
  readonly lane: number;
  readonly allRuns: boolean;
  readonly log: boolean;
  readonly penalty: boolean;
}

export const FIRST: Options = {
  random: false,
  seed: 1,
  lane: 0,
  allRuns: false,
  log: true,
  penalty: false,
};

/** Whether a penalty is on the lane's weights. */
export function isPenalized({ context }: LensScene<Words>, lane: number): boolean {
  const settings = context.state.lanes[lane]?.settings;
  return ['regularization.l1', 'regularization.l2'].some((path) => Number(settings?.[path] ?? 0) > 0);
}

function choice(
  id: string,
  label: string,
  texts: readonly string[],
  chosen: number,
  set: (index: number) => void,
): TemplateResult {
  return html`<label for="surface-${id}"
    ><span>${label}</span
    ><select
      id="surface-${id}"
      @change=${(event: Event) => {
        if (event.target instanceof HTMLSelectElement) set(event.target.selectedIndex);
      }}
    >
      ${texts.map((text, index) => html`<option .selected=${live(index === chosen)}>${text}</option>`)}
    </select></label
  >`;
}

export function optionControls(
  scene: LensScene<Words>,
  options: Options,
  exact: boolean,
  change: (options: Options) => void,
): TemplateResult {
  const { context, words } = scene;
  const { state } = context;
  const set = (part: Partial<Options>): void => {
    change({ ...options, ...part });
  };
  const names = state.lanes.map((_, lane) => laneName(context, lane));
  return html`${
    exact
      ? nothing
      : choice('directions', words.directions, [words.paths, words.random], options.random ? 1 : 0, (at) => {
          set({ random: at === 1 });
        })
  }
  ${
    options.random && !exact
      ? html`<button
          type="button"
          id="surface-others"
          @click=${() => {
            set({ seed: options.seed + 1 });
          }}
        >
          ${words.others}
        </button>`
      : nothing
  }
  ${
    names.length > 1
      ? choice('lane', words.lossOf, names, options.lane, (lane) => {
          set({ lane });
        })
      : nothing
  }
  ${
    state.replicas > 1
      ? choice(
          'runs',
          words.shown,
          [words.run, words.allRuns(state.replicas)],
          options.allRuns ? 1 : 0,
          (at) => {
            set({ allRuns: at === 1 });
          },
        )
      : nothing
  }
  ${choice('colour', words.colour, [words.log, words.linear], options.log ? 0 : 1, (at) => {
    set({ log: at === 0 });
  })}
  ${
    isPenalized(scene, options.lane)
      ? html`<label class="surface-penalty"
          ><input
            class="switch"
            type="checkbox"
            role="switch"
            .checked=${live(options.penalty)}
            @change=${(event: Event) => {
              set({ penalty: event.target instanceof HTMLInputElement && event.target.checked });
            }}
          />${words.penalty}</label
        >`
      : nothing
  }`;
}
