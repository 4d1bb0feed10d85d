/** What a sweep came to: dots, a heat map, a table. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { labelOf, valueText } from '../../controls/context';
import { valueIn } from '../../state';
import type { LensScene } from '../lens';
import type { Words } from './en';
import { figureOf, middleOf, type Metric } from './figures';
import { bestOf, byAccuracy } from './picking-view';
import type { Cell } from './plan';
import type { SweepRun } from './run';

export interface Shown {
  readonly scene: LensScene<Words>;
  readonly made: SweepRun;
  readonly metric: Metric;
  /** Puts a cell's experiment above, or one of its runs, counted from 0. */
  readonly open: (cell: Cell, run?: number) => void;
}

/** The figures of a cell's runs. */
export function valuesAt(made: SweepRun, metric: Metric, index: number): readonly number[] {
  return (made.done[index] ?? []).flatMap((run) => figureOf(metric, run) ?? []);
}

function format({ scene, metric }: Shown): (value: number) => string {
  const { formats } = scene.context;
  return metric.endsWith('Accuracy') ? formats.percent : formats.loss;
}

/** A cell's values by their fields. */
export function cellName({ context }: LensScene<Words>, made: SweepRun, cell: Cell): string {
  return made.setting.axes
    .map(
      ({ path }) => `${labelOf(context, path)} = ${valueText(context, path, valueIn(cell.settings, path))}`,
    )
    .join(', ');
}

function medianText(shown: Shown, index: number): string {
  const found = middleOf(valuesAt(shown.made, shown.metric, index));
  return found === undefined ? '—' : format(shown)(found.median);
}

export function dots(shown: Shown): TemplateResult {
  const { scene, made, metric, open } = shown;
  const { context, words } = scene;
  const path = made.setting.axes[0]?.path ?? '';
  const name = (cell: Cell): string => valueText(context, path, valueIn(cell.settings, path));
  const parts = made.cells.map((cell, index) => words.part(name(cell), medianText(shown, index))).join('; ');
  return html`<figure class="sweep-dots">
    <canvas
      role="img"
      aria-label=${words.summary(words.metrics[metric], labelOf(context, path), parts)}
    ></canvas>
    <div class="sweep-ticks">
      ${made.cells.map((cell, index) => {
        const label = words.open(cellName(scene, made, cell));
        return html`<button
          type="button"
          aria-label=${label}
          title=${label}
          @click=${() => {
            open(cell);
          }}
        >
          <b>${name(cell)}</b><span>${medianText(shown, index)}</span>
        </button>`;
      })}
    </div>
    <figcaption>
      ${words.key} ${bestOf(made) === undefined ? nothing : words.picking.ring(byAccuracy(made))}
      <span data-acts>${words.openDot(context.formats.count(made.setting.steps))}</span>
    </figcaption>
  </figure>`;
}

export function heat(shown: Shown): TemplateResult {
  const { scene, made, metric, open } = shown;
  const { context, words } = scene;
  const [rows, columns] = made.setting.axes;
  if (rows === undefined || columns === undefined) return html``;
  return html`<div class="sweep-heat" tabindex="0" role="group" aria-label=${words.metrics[metric]}>
    <table>
      <caption>
        ${labelOf(context, rows.path)} ↓ ${labelOf(context, columns.path)} →
      </caption>
      <thead>
        <tr>
          <td></td>
          ${columns.values.map((value) => html`<th scope="col">${valueText(context, columns.path, value)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.values.map(
          (value, row) =>
            html`<tr>
              <th scope="row">${valueText(context, rows.path, value)}</th>
              ${columns.values.map((_, column) => {
                const index = row * columns.values.length + column;
                const cell = made.cells[index];
                if (cell === undefined) return nothing;
                const text = medianText(shown, index);
                return html`<td>
                  <button
                    type="button"
                    data-cell=${index}
                    aria-label="${words.open(cellName(scene, made, cell))}: ${text}"
                    @click=${() => {
                      open(cell);
                    }}
                  >
                    ${text}
                  </button>
                </td>`;
              })}
            </tr>`,
        )}
      </tbody>
    </table>
    <p>${words.heat} <span data-acts>${words.openHint(context.formats.count(made.setting.steps))}</span></p>
  </div>`;
}

export function table(shown: Shown): TemplateResult {
  const { scene, made, metric, open } = shown;
  const { context, words } = scene;
  const { axes, seeds } = made.setting;
  return html`<div class="sweep-scroll" tabindex="0" role="group" aria-label=${words.table}>
    <table>
      <thead>
        <tr>
          ${axes.map(({ path }) => html`<th scope="col">${labelOf(context, path)}</th>`)}
          ${Array.from({ length: seeds }, (_, run) => html`<th scope="col">${words.run} ${run + 1}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${made.cells.map(
          (cell, index) =>
            html`<tr>
              ${axes.map(
                ({ path }) =>
                  html`<th scope="row">${valueText(context, path, valueIn(cell.settings, path))}</th>`,
              )}
              ${valuesAt(made, metric, index).map((value, run) => {
                const label = words.openRun(cellName(scene, made, cell), run + 1);
                return html`<td>
                  <button
                    type="button"
                    aria-label="${label}: ${format(shown)(value)}"
                    title=${label}
                    @click=${() => {
                      open(cell, run);
                    }}
                  >
                    ${format(shown)(value)}
                  </button>
                </td>`;
              })}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** Colours a heat map's cells between the least and the most median. */
export function shade(host: HTMLElement, values: readonly (readonly number[])[]): void {
  const medians = values.map((runs) => middleOf(runs)?.median ?? Number.NaN);
  const finite = medians.filter(Number.isFinite);
  const [least, most] = [Math.min(...finite), Math.max(...finite)];
  for (const button of host.querySelectorAll('.sweep-heat [data-cell]')) {
    if (!(button instanceof HTMLElement)) continue;
    const value = medians[Number(button.dataset['cell'])] ?? Number.NaN;
    const share = most > least ? Math.min(1, (value - least) / (most - least)) : 0;
    button.style.setProperty('--share', `${Number.isNaN(share) ? 0 : Math.round(100 * share)}%`);
    button.classList.toggle('dark', share > DARK);
  }
}

/** From this share of the scale on, text is paper and not ink. */
const DARK = 0.55;
