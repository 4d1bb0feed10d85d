/** What is to be trained, as it is typed, and the controls for it. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { valueText } from '../../controls/context';
import { laneName } from '../../controls/lane-card';
import { fieldAt, type Settings } from '../../schema';
import { numeral } from '../../value';
import type { LensScene } from '../lens';
import type { Words } from './en';
import { layersOf, MOST_STEPS, MOST_WIDTHS, readWidths, SETS, STARTS, type Start } from './plan';

export interface Form {
  readonly lane: number;
  /** Of several widths, or of the lane's own layers. */
  readonly several: boolean;
  readonly widths: string;
  readonly sets: number;
  readonly start: Start;
  /** What was typed; before that the lane's step at rest stands there. */
  readonly steps: string | undefined;
}

export const BEGINNING: Form = {
  lane: 0,
  several: false,
  widths: '1, 2, 4, 8, 16, 32',
  sets: 16,
  start: 'own',
  steps: undefined,
};

const USUAL_STEPS = 500;

type Wrong = Partial<Record<'widths' | 'steps', string>>;

export type Read =
  | { readonly ok: true; readonly widths: readonly number[] | undefined; readonly steps: number }
  | { readonly ok: false; readonly wrong: Wrong };

type Scene = LensScene<Words>;

/** What stands in the box of steps: what was typed, else the step at which the training rests. */
export function stepsText({ playing }: Pick<Scene, 'playing'>, form: Form, step: number): string {
  return form.steps ?? String(playing || step < 1 ? USUAL_STEPS : Math.min(step, MOST_STEPS));
}

/** What the form says, or what is wrong with it. */
export function readForm(scene: Scene, form: Form, step: number): Read {
  const { words, context } = scene;
  const { count } = context.formats;
  const wrong: Wrong = {};
  let widths: readonly number[] | undefined;
  if (form.several) {
    const read = readWidths(form.widths);
    const { kind } = fieldAt('network.layers');
    if (!read.ok) wrong.widths = words.bad(read.bad, count(kind.kind === 'integers' ? kind.max : 1));
    else if (read.widths.length < 2) wrong.widths = words.tooFew;
    else if (read.widths.length > MOST_WIDTHS)
      wrong.widths = words.tooMany(count(MOST_WIDTHS), count(read.widths.length));
    else widths = read.widths;
  }
  const text = stepsText(scene, form, step);
  const steps = numeral(text) ?? 0;
  if (!Number.isInteger(steps) || steps < 1 || steps > MOST_STEPS)
    wrong.steps = words.wrongNumber(text, count(MOST_STEPS));
  return Object.keys(wrong).length === 0 ? { ok: true, widths, steps } : { ok: false, wrong };
}

function select(
  id: string,
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
  choose: (value: string) => void,
): TemplateResult {
  return html`<label
    ><span>${label}</span
    ><select
      id=${id}
      @change=${(event: Event) => {
        if (event.target instanceof HTMLSelectElement) choose(event.target.value);
      }}
    >
      ${options.map(
        ([value, text]) => html`<option value=${value} .selected=${live(value === chosen)}>${text}</option>`,
      )}
    </select></label
  >`;
}

function box(
  id: string,
  [label, full]: readonly [string, string],
  text: string,
  complaint: string | undefined,
  hint: string | undefined,
  write: (text: string) => void,
): TemplateResult {
  return html`<div class="variance-box">
    <label
      ><span>${label}</span
      ><input
        type="text"
        inputmode=${hint === undefined ? 'numeric' : 'text'}
        id=${id}
        autocomplete="off"
        spellcheck="false"
        aria-label=${full}
        aria-invalid=${complaint === undefined ? 'false' : 'true'}
        aria-describedby="${id}-error"
        .value=${live(text)}
        @input=${(event: Event) => {
          if (event.target instanceof HTMLInputElement) write(event.target.value);
        }}
    /></label>
    ${hint === undefined ? nothing : html`<small>${hint}</small>`}
    <p class="complaint" id="${id}-error" role="alert">${complaint ?? nothing}</p>
  </div>`;
}

export function formControls(
  scene: Scene,
  form: Form,
  step: number,
  settings: Settings,
  wrong: Wrong,
  change: (form: Form) => void,
): TemplateResult {
  const { context, words } = scene;
  const { lanes } = context.state;
  const layers = valueText(context, 'network.layers', layersOf(settings));
  return html`<div class="variance-form">
      ${
        lanes.length < 2
          ? nothing
          : select(
              'variance-lane',
              words.lane,
              lanes.map((_, lane) => [String(lane), laneName(context, lane)]),
              String(form.lane),
              (lane) => {
                change({ ...form, lane: Number(lane) });
              },
            )
      }
      ${select(
        'variance-networks',
        words.networks,
        [
          ['own', words.own(layers)],
          ['several', words.several],
        ],
        form.several ? 'several' : 'own',
        (chosen) => {
          change({ ...form, several: chosen === 'several' });
        },
      )}
      ${
        form.several
          ? box(
              'variance-widths',
              [words.widths, words.widthsLabel],
              form.widths,
              wrong.widths,
              words.apart,
              (widths) => {
                change({ ...form, widths });
              },
            )
          : nothing
      }
      ${select(
        'variance-sets',
        words.sets,
        SETS.map((sets) => [String(sets), String(sets)]),
        String(form.sets),
        (sets) => {
          change({ ...form, sets: Number(sets) });
        },
      )}
      ${select(
        'variance-start',
        words.start,
        STARTS.map((start) => [start, words.starts[start]]),
        form.start,
        (start) => {
          change({ ...form, start: STARTS.find((name) => name === start) ?? form.start });
        },
      )}
      ${box(
        'variance-steps',
        [words.steps, words.steps],
        stepsText(scene, form, step),
        wrong.steps,
        undefined,
        (steps) => {
          change({ ...form, steps });
        },
      )}
    </div>
    <p class="variance-note">${words.startText[form.start]}</p>`;
}
