/** What is read on demand: the path over the two weights, and both sets of statistics. */

import { html, type TemplateResult } from 'lit-html';
import type { InputSpreads } from '../../generated/wasm/trainscope';
import type { LensScene } from '../lens';
import { evenly } from '../surface/data';
import type { Picture } from '../surface/view';
import type { Words } from './en';
import { leakOf, spreadsOf } from './figures';

type Scene = LensScene<Words>;

/** Rows of the path's table. */
const MOST_ROWS = 24;

function details(summary: string, of: string, body: TemplateResult): TemplateResult {
  return html`<details class="chart-table">
    <summary>${summary}</summary>
    <div class="inputs-scroll" tabindex="0" role="group" aria-label="${summary}, ${of}">${body}</div>
  </details>`;
}

function heads(texts: readonly string[]): TemplateResult {
  return html`<thead>
    <tr>
      ${texts.map((text) => html`<th scope="col">${text}</th>`)}
    </tr>
  </thead>`;
}

/** The steps that are kept, where they lie, and the loss that the run had there. */
export function pathTable(
  { words, context }: Scene,
  of: string,
  axes: readonly [string, string],
  { paths }: Picture,
  number: (value: number) => string,
): TemplateResult {
  const points = paths.flat();
  const rows = evenly(points.length, MOST_ROWS).flatMap((index) => points.slice(index, index + 1));
  return details(
    words.path,
    of,
    html`<table>
      ${heads([words.step, ...axes, words.loss])}
      <tbody>
        ${rows.map(
          ({ step, x, y, loss }) =>
            html`<tr>
              <th scope="row">${context.formats.count(step)}</th>
              <td>${number(x)}</td>
              <td>${number(y)}</td>
              <td>${context.formats.loss(loss)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`,
  );
}

/** The statistics of train and of all points side by side, and how far apart the inputs are that they make. */
export function statisticsTable(
  { words }: Scene,
  of: string,
  names: readonly string[],
  spreads: InputSpreads,
  normalization: string,
  number: (value: number) => string,
): TemplateResult {
  const [train, all] = [spreadsOf(spreads.train) ?? [], spreadsOf(spreads.all) ?? []];
  const ranged = normalization === 'min_max';
  return details(
    words.statistics,
    of,
    html`<table>
      ${heads([
        words.input,
        words.set,
        ...(ranged ? [words.least, words.greatest] : [words.mean, words.deviation]),
        words.apart,
      ])}
      <tbody>
        ${train.flatMap((own, input) => {
          const whole = all[input] ?? own;
          const row = (set: string, { mean, deviation, low, high }: typeof own, by: string): TemplateResult =>
            html`<tr>
              <th scope="row">${names[input] ?? ''}</th>
              <td>${set}</td>
              ${(ranged ? [low, high] : [mean, deviation]).map((value) => html`<td>${number(value)}</td>`)}
              <td>${by}</td>
            </tr>`;
          return [
            row(words.trainAlone, own, ''),
            row(words.allPoints, whole, number(leakOf(own, whole, normalization))),
          ];
        })}
      </tbody>
    </table>`,
  );
}
