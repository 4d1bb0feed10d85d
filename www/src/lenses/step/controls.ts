/** The controls of the step's lens: which lane, which example, which phase. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { laneName } from '../../controls/lane-card';
import type { StepFacts } from '../../session/looks/step';
import type { LensScene } from '../lens';
import type { Words } from './en';
import { beside, PHASES, type Phase } from './phases';

export function laneChoice(
  { words, context }: LensScene<Words>,
  chosen: number,
  choose: (lane: number) => void,
): TemplateResult | typeof nothing {
  const { lanes } = context.state;
  if (lanes.length < 2) return nothing;
  return html`<label
    >${words.lane}
    <select
      id="step-lane"
      .value=${live(String(chosen))}
      @change=${(event: Event) => {
        if (event.target instanceof HTMLSelectElement) choose(Number(event.target.value));
      }}
    >
      ${lanes.map(
        (_, lane) =>
          html`<option value=${lane} ?selected=${lane === chosen}>${laneName(context, lane)}</option>`,
      )}
    </select></label
  >`;
}

export function exampleChoice(
  { words, context }: LensScene<Words>,
  { points, example }: StepFacts,
  choose: (example: number) => void,
): TemplateResult {
  const { count } = context.formats;
  return html`<label
    >${words.example}
    <select
      id="step-example"
      .value=${live(String(example))}
      @change=${(event: Event) => {
        if (event.target instanceof HTMLSelectElement) choose(Number(event.target.value));
      }}
    >
      ${Array.from(
        points,
        (_, index) =>
          html`<option value=${index} ?selected=${index === example}>
            ${words.exampleOption(count(index + 1), count(points.length))}
          </option>`,
      )}
    </select></label
  >`;
}

export interface Pacing {
  readonly phase: Phase;
  /** Whether it goes on by itself; undefined where it never does. */
  readonly auto: boolean | undefined;
  readonly go: (phase: Phase) => void;
  readonly next: () => void;
  readonly finish: () => void;
  readonly toggleAuto: () => void;
}

export function phaseControls(
  words: Words,
  { phase: present, auto, go, next, finish, toggleAuto }: Pacing,
): TemplateResult {
  const before = beside(present, -1);
  return html`<div class="step-controls">
    <div class="step-phases" role="group" aria-label=${words.phasesLabel}>
      ${PHASES.map(
        (phase, index) =>
          html`<button
            type="button"
            data-phase=${phase}
            aria-current=${phase === present ? 'step' : 'false'}
            @click=${() => {
              go(phase);
            }}
          >
            <i aria-hidden="true">${index + 1}</i>${words.phases[phase]}
          </button>`,
      )}
    </div>
    <div class="step-buttons">
      <button
        type="button"
        id="step-previous"
        ?disabled=${before === undefined}
        @click=${() => {
          go(before ?? present);
        }}
      >
        ${words.previous}
      </button>
      <button type="button" id="step-next" ?disabled=${beside(present, 1) === undefined} @click=${next}>
        ${words.next}
      </button>
      <button type="button" id="step-finish" class="primary" data-acts @click=${finish}>
        ${words.finish}
      </button>
      ${
        auto === undefined
          ? nothing
          : html`<button
              type="button"
              id="step-auto"
              data-acts
              aria-pressed=${auto ? 'true' : 'false'}
              @click=${toggleAuto}
            >
              ${auto ? words.autoStop : words.auto}
            </button>`
      }
    </div>
  </div>`;
}
