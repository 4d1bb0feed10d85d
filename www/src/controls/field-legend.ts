/** What the colours and shapes of the two pictures mean, in one line under each. */

import { minus } from '../format';
import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { LaneSetup } from '../session/types';
import { CONTOURS } from '../views/boundary';
import { bar, markPath, pathOf, square } from '../views/marks';
import type { Mark } from '../views/marks';
import type { Context } from './context';

/** Half the side of a shape's picture, and the shape's size in it. */
const HALF = 6;
const RADIUS = 4;
const DOT = 1.8;
const ROUND = 1;
const TRAIN_DEV = 3;

function shape(label: number, look: 'filled' | 'ring', key: string, core?: Mark): TemplateResult {
  return html`<svg
    class="shape ${look} ${key}"
    viewBox="${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}"
    aria-hidden="true"
  >
    <path d=${markPath(label, RADIUS)} />
    ${core === undefined ? nothing : svg`<path class="dot" d=${pathOf(core, DOT)} />`}
  </svg>`;
}

/** The key to the thin lines, which also takes them away. */
function runLines({ messages, state, dispatch }: Context, classes: number): TemplateResult | typeof nothing {
  if (state.replicas === 1) return nothing;
  return html`<label class="run-lines"
    ><input
      type="checkbox"
      .checked=${live(state.boundaries)}
      @change=${(event: Event) => {
        dispatch({
          type: 'boundaries',
          show: event.target instanceof HTMLInputElement && event.target.checked,
        });
      }}
    /><i class="stroke thin" aria-hidden="true"></i
    >${(classes === 0 ? messages.lane.allZeroLines : messages.lane.allBoundaries)(state.replicas)}</label
  >`;
}

export function fieldLegend(context: Context, { classes, points }: LaneSetup): TemplateResult {
  const { messages, formats, state } = context;
  const { lane, legend } = messages;
  const levels = CONTOURS.map((level) => minus(formats.plain(level))).join(', ');
  const colours =
    classes === 0
      ? html`<span>−1 <i class="scale" aria-hidden="true"></i> 1</span><span>${lane.contours(levels)}</span>`
      : Array.from(
          { length: classes },
          (_, label) =>
            html`<span
              >${shape(label, 'filled', classes > 2 ? `class-${label + 1}` : `side-${label + 1}`)}${lane.className(label)}</span
            >`,
        );
  return html`${colours}<span>${shape(ROUND, 'filled', '')}${legend.train}</span>${
    points.set.includes(TRAIN_DEV)
      ? html`<span>${shape(ROUND, 'ring', '', bar)}${legend.trainDev}</span>`
      : nothing
  }<span>${shape(ROUND, 'ring', '')}${legend.dev}</span>${
    state.showTest ? html`<span>${shape(ROUND, 'ring', '', square)}${legend.test}</span>` : nothing
  }${runLines(context, classes)}`;
}

export function edgeLegend({ messages }: Context, inspect: (event: Event) => void): TemplateResult {
  return html`<span><i class="edge positive" aria-hidden="true"></i>${messages.lane.positiveWeight}</span
    ><span><i class="edge negative" aria-hidden="true"></i>${messages.lane.negativeWeight}</span
    ><button type="button" class="link inspect" @click=${inspect}>${messages.lane.inspect}</button>`;
}
