/** The palette that floats over the page while points are drawn: what a stroke makes, and what can be done to all points. */

import { html, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { Context } from '../controls/context';
import { markPath } from '../views/marks';
import { MOST_CLASSES } from '../views/palette';
import type { Words } from './en';
import { BRUSH } from './strokes';

/** Values that are drawn go from −1 to 1, as the field's colours do. */
const VALUE = { min: -1, max: 1, step: 0.05 } as const;
const BRUSH_STEP = 0.05;

/** What the next stroke makes. */
export interface Chosen {
  /** Whether points have numbers and not classes. */
  readonly values: boolean;
  readonly target: number;
  readonly value: number;
  readonly erases: boolean;
  readonly radius: number;
}

export interface PaletteScene {
  readonly context: Context;
  readonly words: Words;
  readonly chosen: Chosen;
  readonly count: number;
  readonly longest: number;
  /** Two classes have the field's two colours, more have their own, as the field will show them. */
  readonly many: boolean;
  /** What the last stroke did, for a screen reader. */
  readonly said: string;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly choose: (change: Partial<Chosen>) => void;
  readonly go: (way: 'undo' | 'redo') => void;
  readonly clear: () => void;
  readonly end: () => void;
}

export function palette(scene: PaletteScene): TemplateResult {
  const { context, words, chosen, count, longest, choose } = scene;
  const { formats } = context;
  return html`<div class="palette-row">
      ${choice(words.kind, 'draw-kind', [
        {
          text: words.classes,
          on: !chosen.values,
          set: () => {
            choose({ values: false });
          },
        },
        {
          text: words.values,
          on: chosen.values,
          set: () => {
            choose({ values: true });
          },
        },
      ])}
      ${choice(words.tool, 'draw-tool', [
        {
          text: words.draw,
          on: !chosen.erases,
          set: () => {
            choose({ erases: false });
          },
        },
        {
          text: words.erase,
          on: chosen.erases,
          set: () => {
            choose({ erases: true });
          },
        },
      ])}
      ${chosen.values ? valueSlider(scene) : classes(scene)}
      <label class="palette-slider"
        ><span>${words.brush}</span
        ><input
          type="range"
          min=${BRUSH[0]}
          max=${BRUSH[1]}
          step=${BRUSH_STEP}
          .value=${live(String(chosen.radius))}
          @input=${(event: Event) => {
            if (event.target instanceof HTMLInputElement) choose({ radius: Number(event.target.value) });
          }}
      /></label>
      ${buttons(scene)}
    </div>
    <p class="palette-note">
      <span class="palette-count">${words.count(formats.count(count), formats.count(longest))}</span>
      ${note(scene)}
    </p>
    <p class="hidden" role="status">${scene.said}</p>`;
}

function buttons({ context, words, count, canUndo, canRedo, go, clear, end }: PaletteScene): TemplateResult {
  const button = (text: string, act: () => void, disabled: boolean): TemplateResult =>
    html`<button type="button" ?disabled=${disabled} @click=${act}>${text}</button>`;
  return html`<span class="palette-buttons">
    ${button(
      words.undo,
      () => {
        go('undo');
      },
      !canUndo,
    )}
    ${button(
      words.redo,
      () => {
        go('redo');
      },
      !canRedo,
    )}
    ${button(words.clear, clear, count === 0)}
    ${button(
      words.table,
      () => {
        context.open('table');
      },
      false,
    )}
    <button type="button" class="primary" @click=${end}>${words.done}</button>
  </span>`;
}

function note({ context, words, chosen, count, longest }: PaletteScene): TemplateResult {
  const [refused] = context.state.refused;
  if (refused !== undefined)
    return html`<span class="wanting" role="status"
      >${context.asides?.noticeText(context.formats, refused)} ${words.waiting}</span
    >`;
  if (count >= longest)
    return html`<span class="complaint">${words.full(context.formats.count(longest))}</span>`;
  return html`<span>${chosen.values ? words.valueHint : words.hint}</span>`;
}

function choice(
  label: string,
  name: string,
  options: readonly { readonly text: string; readonly on: boolean; readonly set: () => void }[],
): TemplateResult {
  return html`<div class="segments" role="radiogroup" aria-label=${label}>
    ${options.map(
      ({ text, on, set }) =>
        html`<label class="segment"
          ><input type="radio" name=${name} .checked=${live(on)} @change=${set} /><span>${text}</span></label
        >`,
    )}
  </div>`;
}

function classes({ words, chosen, many, choose }: PaletteScene): TemplateResult {
  return html`<div class="segments palette-classes" role="radiogroup" aria-label=${words.classes}>
    ${Array.from({ length: MOST_CLASSES }, (_, number) => {
      const key = many || number > 1 ? `class-${number + 1}` : `side-${number + 1}`;
      return html`<label class="segment" title=${words.className(String(number))}
        ><input
          type="radio"
          name="draw-class"
          aria-label=${words.className(String(number))}
          .checked=${live(number === chosen.target)}
          @change=${() => {
            choose({ target: number });
          }}
        /><span
          ><svg class="shape filled ${key}" viewBox="-6 -6 12 12" aria-hidden="true">
            <path d=${markPath(number, 4)} />
          </svg>
          ${number}</span
        ></label
      >`;
    })}
  </div>`;
}

function valueSlider({ context, words, chosen, choose }: PaletteScene): TemplateResult {
  return html`<label class="palette-slider"
    ><span>${words.value} <b>${context.formats.coordinate(chosen.value)}</b></span
    ><input
      type="range"
      min=${VALUE.min}
      max=${VALUE.max}
      step=${VALUE.step}
      .value=${live(String(chosen.value))}
      @input=${(event: Event) => {
        if (event.target instanceof HTMLInputElement) choose({ value: Number(event.target.value) });
      }}
  /></label>`;
}
