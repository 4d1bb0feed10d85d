/** The bar that runs the training: play, step, reset, speed, seed, lanes and runs; share, language, theme. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { LANGUAGES, type Language } from '../messages';
import { fieldAt } from '../schema';
import { MOST_LANES, REPLICAS, RUN_SEEDS, SEED_DRAFT, seedText, SPEEDS } from '../state';
import type { Context } from './context';
import { onEnter } from './enter';
import { entry } from './entry';
import { icons } from './icons';

export interface TransportActions {
  readonly toggle: () => void;
  readonly step: () => void;
  readonly reset: () => void;
}

const OWN_NAMES: Readonly<Record<Language, string>> = { en: 'EN', ko: '한국어' };

function speedText({ messages, formats }: Context, speed: number): string {
  return speed < 1 ? messages.transport.speedSlow : messages.transport.speedOption(formats.count(speed));
}

function pick(
  id: string,
  hint: string,
  options: readonly { readonly value: number; readonly text: string }[],
  value: number,
  set: (value: number) => void,
): TemplateResult {
  return html`<select
    id=${id}
    title=${hint}
    @change=${(event: Event) => {
      if (event.target instanceof HTMLSelectElement) set(Number(event.target.value));
    }}
  >
    ${options.map(
      (option) =>
        html`<option value=${option.value} .selected=${live(option.value === value)}>${option.text}</option>`,
    )}
  </select>`;
}

function seedControl(context: Context): TemplateResult {
  const { state, messages, formats, dispatch } = context;
  const { transport } = messages;
  const draft = state.drafts[SEED_DRAFT];
  const complaint =
    draft === undefined
      ? undefined
      : context.asides?.draftText(
          formats,
          SEED_DRAFT,
          { got: draft.text, kept: seedText(state) },
          fieldAt(RUN_SEEDS[0]).kind,
        );
  const plant = (text: string): void => {
    dispatch({ type: 'seed', text });
  };
  return html`<div class="setting seed-setting">
    <label for="run-seed">${transport.seed}</label>
    <input
      class="box"
      id="run-seed"
      type="text"
      inputmode="numeric"
      autocomplete="off"
      title=${transport.seedHint}
      aria-invalid=${complaint === undefined ? 'false' : 'true'}
      aria-describedby=${complaint === undefined ? nothing : 'run-seed-error'}
      .value=${entry(draft?.text ?? seedText(state))}
      @change=${(event: Event) => {
        if (event.target instanceof HTMLInputElement) plant(event.target.value);
      }}
      @keydown=${onEnter(plant, seedText(state), () => {
        dispatch({ type: 'forget', path: SEED_DRAFT });
      })}
    />
    <button
      type="button"
      class="small"
      aria-label=${transport.newSeed}
      title=${transport.newSeed}
      @click=${() => {
        context.newSeed(undefined);
      }}
    >
      ${icons.dice}
    </button>
    ${complaint === undefined ? nothing : html`<p class="complaint floating" id="run-seed-error" role="alert">${complaint}</p>`}
  </div>`;
}

export function transportButtons(
  { messages: { transport } }: Context,
  actions: TransportActions,
  playing: boolean,
): TemplateResult {
  return html`<button
      type="button"
      class="primary"
      id="play"
      aria-keyshortcuts="Space"
      @click=${actions.toggle}
    >
      ${playing ? icons.pause : icons.play}<span class="swap"
        ><span class=${playing ? '' : 'off'}>${transport.pause}</span
        ><span class=${playing ? 'off' : ''}>${transport.play}</span></span
      >
    </button>
    <button
      type="button"
      id="step"
      title=${transport.stepHint}
      aria-keyshortcuts="ArrowRight"
      @click=${actions.step}
    >
      ${icons.step}<span>${transport.step}</span>
    </button>
    <button
      type="button"
      id="reset"
      title=${transport.resetHint}
      aria-keyshortcuts="R"
      @click=${actions.reset}
    >
      ${icons.reset}<span>${transport.reset}</span>
    </button>`;
}

export function transportSettings(context: Context): TemplateResult {
  const { state, messages, formats, dispatch } = context;
  const { transport } = messages;
  return html`<div class="setting">
      <label for="speed">${transport.speed}</label>
      ${pick(
        'speed',
        transport.speedHint,
        SPEEDS.map((value) => ({ value, text: speedText(context, value) })),
        state.speed,
        (speed) => {
          dispatch({ type: 'speed', speed });
        },
      )}
    </div>
    ${seedControl(context)}
    <div class="setting pair">
      <label class="hidden" for="lanes">${transport.lanes}</label>
      ${pick(
        'lanes',
        transport.lanesHint,
        Array.from({ length: MOST_LANES }, (_, index) => ({
          value: index + 1,
          text: transport.laneCount(formats.count(index + 1)),
        })),
        state.lanes.length,
        (count) => {
          dispatch({ type: 'lanes', count });
        },
      )}
      <span class="times" aria-hidden="true">×</span>
      <label class="hidden" for="runs">${transport.runs}</label>
      ${pick(
        'runs',
        transport.runsHint,
        REPLICAS.map((value) => ({ value, text: transport.runCount(formats.count(value)) })),
        state.replicas,
        (replicas) => {
          dispatch({ type: 'replicas', replicas });
        },
      )}
    </div>`;
}

export function pageTools(context: Context, spoken: Language): TemplateResult {
  const { state, messages, dispatch } = context;
  const { transport } = messages;
  return html`<button
      type="button"
      id="share"
      title=${transport.shareHint}
      aria-haspopup="dialog"
      @click=${() => {
        context.open('share');
      }}
    >
      ${icons.share}<span>${transport.share}</span>
    </button>
    <button
      type="button"
      id="export"
      title=${transport.exportHint}
      aria-haspopup="dialog"
      @click=${() => {
        context.open('export');
      }}
    >
      ${icons.export}<span>${transport.export}</span>
    </button>
    <div class="languages" role="group" aria-label=${transport.language}>
      ${LANGUAGES.map(
        (language) =>
          html`<button
            type="button"
            class="quiet"
            lang=${language}
            aria-pressed=${language === spoken ? 'true' : 'false'}
            @click=${() => {
              dispatch({ type: 'language', language });
            }}
          >
            ${OWN_NAMES[language]}
          </button>`,
      )}
    </div>
    <button
      type="button"
      class="icon-button"
      id="theme"
      aria-label=${transport.theme[state.theme]}
      title=${transport.theme[state.theme]}
      @click=${() => {
        dispatch({ type: 'theme' });
      }}
    >
      ${icons.themes[state.theme]}
    </button>
    <button
      type="button"
      class="icon-button"
      id="keyboard"
      aria-label=${transport.keyboard}
      title=${transport.keyboard}
      aria-expanded=${state.help ? 'true' : 'false'}
      aria-controls="keyboard-help"
      @click=${() => {
        dispatch({ type: 'help', open: !state.help });
      }}
    >
      ${icons.keyboard}
    </button>`;
}

/** The counters change with every frame, so they are drawn apart from the rest. */
export function counters({ messages, formats }: Context, step: number, epoch: number): TemplateResult {
  const { transport } = messages;
  return html`<span class="counter step-counter"
      ><span>${transport.stepCount}</span
      ><b id="step-count" data-step=${step}>${formats.count(step)}</b></span
    ><span class="counter epoch-counter"
      ><span>${transport.epochCount}</span
      ><b id="epoch-count" data-epoch=${epoch}>${formats.count(epoch)}</b></span
    >`;
}
