/** The slider that goes back to earlier steps. */

import { html, nothing, render } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { Frame } from '../session/types';
import type { Context } from './context';
import { fill } from './fill';
import '../styles/past.css';

/** The steps that the slider stands for, the newest last, and where among them the frame is. */
export function stopsOf({ step, past }: Pick<Frame, 'step' | 'past'>): {
  readonly steps: readonly number[];
  readonly at: number;
} {
  const steps = Array.from(past.steps);
  // What has been trained since the last state was kept is kept when the visitor goes back.
  if (!past.back && step > (steps.at(-1) ?? Number.POSITIVE_INFINITY)) steps.push(step);
  return { steps, at: past.back ? steps.indexOf(step) : steps.length - 1 };
}

export class PastBar {
  readonly #lookBack: (step: number) => void;
  /** What the visitor has chosen and no frame has shown yet: until then the knob stays where he put it. */
  #chosen: number | undefined;

  constructor(lookBack: (step: number) => void) {
    this.#lookBack = lookBack;
  }

  render(host: HTMLElement, context: Context, frame: Frame): void {
    if (frame.past.asked === this.#chosen) this.#chosen = undefined;
    const { messages, formats } = context;
    const { past } = messages;
    const { steps, at } = stopsOf(frame);
    const chosen = this.#chosen === undefined ? -1 : steps.indexOf(this.#chosen);
    const index = chosen < 0 ? at : chosen;
    const last = steps.length - 1;
    const text = past.at(formats.count(steps[index] ?? frame.step));
    const go = (to: number): void => {
      const step = steps[to];
      if (step === undefined) return;
      this.#chosen = step;
      this.#lookBack(step);
      this.render(host, context, frame);
    };
    // One state is nothing to go back to; the place is kept, so that nothing moves when there are two.
    render(
      last < 1
        ? nothing
        : html`<label for="past">${past.label}</label>
            <input
              id="past"
              type="range"
              min="0"
              max=${last}
              step="1"
              title=${past.region}
              aria-valuetext=${text}
              .value=${live(String(index))}
              ${fill(index / last)}
              @input=${(event: Event) => {
                if (event.target instanceof HTMLInputElement) go(Number(event.target.value));
              }}
            />
            <output for="past">${text}</output>
            <button
              type="button"
              id="newest"
              ?disabled=${index === last}
              @click=${() => {
                go(last);
              }}
            >
              ${past.newest}
            </button>
            ${index === last ? nothing : html`<p>${past.note}</p>`}`,
      host,
    );
  }
}
