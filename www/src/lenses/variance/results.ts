/** What came of the networks: bars, pictures, tables. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { valueText } from '../../controls/context';
import { SIDE } from '../../session/looks/variance';
import type { LensScene } from '../lens';
import type { Words } from './en';
import { larger, PARTS, topOf, totalsOf, trend, type Part, type Totals } from './plan';
import type { Shape, VarianceRun } from './run';

export interface Shown {
  readonly scene: LensScene<Words>;
  readonly made: VarianceRun;
  /** Place of the shape whose pictures are shown. */
  readonly chosen: number;
  readonly choose: (place: number) => void;
}

/** A shape that could be taken apart. */
interface Apart {
  readonly place: number;
  readonly name: string;
  readonly totals: Totals;
}

/** In sums of parts. */
const STACKED = ['noise', 'bias', 'variance'] as const;

/** With a minus sign in place of a hyphen. */
const signed = (text: string): string => text.replace(/^-/, '−');

function nameOf({ scene, made }: Shown, { layers }: Shape): string {
  const { context, words } = scene;
  return made.setting.widths === undefined
    ? valueText(context, 'network.layers', layers)
    : words.width(context.formats.count(layers[0] ?? 0));
}

function apartOf(shown: Shown): readonly Apart[] {
  return shown.made.shapes.flatMap((shape, place) =>
    shape?.decomposed === undefined
      ? []
      : [{ place, name: nameOf(shown, shape), totals: totalsOf(shape.decomposed) }],
  );
}

function intervalOf({ scene }: Shown, totals: Totals, part: Part): string | undefined {
  const { low, high } = totals[part];
  const { loss } = scene.context.formats;
  return part === 'noise' ? undefined : scene.words.interval(signed(loss(low)), signed(loss(high)));
}

function row(shown: Shown, { place, name, totals }: Apart, most: number): TemplateResult {
  const { scene, made, chosen, choose } = shown;
  const { words, context } = scene;
  const { loss } = context.formats;
  return html`<li data-shape=${place}>
    ${
      made.setting.widths === undefined
        ? html`<b class="variance-name">${name}</b>`
        : html`<button
            type="button"
            class="variance-name"
            aria-pressed=${place === chosen ? 'true' : 'false'}
            title=${words.pick(name)}
            @click=${() => {
              choose(place);
            }}
          >
            ${name}
          </button>`
    }
    <span class="variance-bar" aria-hidden="true"
      >${STACKED.map(
        (part) =>
          html`<i class="part-${part}" data-share=${(100 * Math.max(0, totals[part].mean)) / most}></i>`,
      )}</span
    >
    <dl>
      ${PARTS.map(
        (part) =>
          html`<div>
            <dt>${part === 'error' ? nothing : html`<i class="part-${part}"></i>`}${words.parts[part]}</dt>
            <dd data-part=${part}>
              ${signed(loss(totals[part].mean))}<small>${intervalOf(shown, totals, part) ?? nothing}</small>
            </dd>
          </div>`,
      )}
    </dl>
  </li>`;
}

/** What the figures say, and no more. */
function sentences(shown: Shown, all: readonly Apart[]): readonly string[] {
  const { scene, made } = shown;
  const { words, context } = scene;
  const { loss, count } = context.formats;
  const one = all.find(({ place }) => place === shown.chosen) ?? all[0];
  if (one === undefined) return [];
  const said = (part: Part): string => signed(loss(one.totals[part].mean));
  const own = [
    words.said(said('noise'), said('bias'), said('variance'), said('error')),
    words.larger[larger(one.totals)],
  ];
  const { widths } = made.setting;
  const [first, last] = [all[0], all.at(-1)];
  if (widths === undefined) return own;
  if (first === undefined || last === undefined || first === last) return [];
  const totals = all.map((apart) => apart.totals);
  const least = all.reduce((best, other) =>
    other.totals.error.mean < best.totals.error.mean ? other : best,
  );
  const width = ({ place }: Apart): string => count(widths[place] ?? 0);
  const way = (part: 'bias' | 'variance'): string =>
    words.fromTo[trend(totals, part)](
      words.parts[part],
      signed(loss(first.totals[part].mean)),
      signed(loss(last.totals[part].mean)),
    );
  return [
    words.trend(width(first), width(last), way('bias'), way('variance')),
    words.least(width(least), loss(least.totals.error.mean)),
  ];
}

export function bars(shown: Shown): TemplateResult {
  const { scene, made } = shown;
  const { words, context } = scene;
  const { classes, sets } = made.setting;
  const { count } = context.formats;
  const all = apartOf(shown);
  const most = Math.max(...all.map(({ totals }) => totals.error.mean), Number.MIN_VALUE);
  const missing = made.shapes.flatMap((shape) =>
    shape === undefined || shape.decomposed !== undefined ? [] : [words.none(nameOf(shown, shape))],
  );
  const lost = made.shapes.flatMap((shape) => {
    const used = shape?.decomposed?.sets;
    if (shape === undefined || used === undefined || used === sets) return [];
    const text = words.leftOut(count(sets - used), count(sets));
    return [made.setting.widths === undefined ? text : `${nameOf(shown, shape)}: ${text}`];
  });
  return html`<section class="variance-totals">
    <p class="variance-note">
      ${words.measure[classes === 0 ? 'number' : classes > 2 ? 'more' : 'two']} ${words.small}
    </p>
    <ul class="variance-rows">
      ${all.map((apart) => row(shown, apart, most))}
    </ul>
    <p class="variance-said">${sentences(shown, all).join(' ')}</p>
    ${[...missing, ...lost, ...(all.some(({ totals }) => totals.bias.mean < 0) ? [words.below] : [])].map(
      (text) => html`<p class="variance-note">${text}</p>`,
    )}
  </section>`;
}

/** Gives the bars' pieces their lengths; the page allows no styles in its markup. */
export function stretch(host: HTMLElement): void {
  for (const piece of host.querySelectorAll('.variance-bar i'))
    if (piece instanceof HTMLElement) piece.style.width = `${piece.dataset['share'] ?? '0'}%`;
}

export function pictures(shown: Shown, shape: Shape): TemplateResult | typeof nothing {
  const { scene } = shown;
  const { words, context } = scene;
  const { formats } = context;
  const { decomposed } = shape;
  if (decomposed === undefined) return nothing;
  const totals = totalsOf(decomposed);
  const networks = formats.count(decomposed.sets);
  const magnitude = (part: 'bias' | 'variance' | 'noise', text: string): TemplateResult =>
    html`<figure>
      <h4>${words[part]}</h4>
      <canvas
        data-plane=${part}
        role="img"
        aria-label=${words.summary(words[part], formats.loss(totals[part].mean))}
      ></canvas>
      <figcaption>${text}</figcaption>
    </figure>`;
  const top = formats.plain(Number(topOf(decomposed).toPrecision(2)));
  return html`<section class="variance-pictures">
    <h3>${words.pictures(networks, nameOf(shown, shape))}</h3>
    <div class="variance-four">
      <figure>
        <h4>${words.mean}</h4>
        <canvas data-plane="mean" role="img" aria-label=${words.meanSummary(networks)}></canvas>
        <figcaption>${words.meanText[shown.made.setting.classes === 0 ? 'number' : 'classes']}</figcaption>
      </figure>
      ${magnitude('bias', words.biasText)}${magnitude('variance', words.varianceText)}${magnitude(
        'noise',
        words.noiseText,
      )}
    </div>
    <div class="variance-scale">
      <span class="variance-ramp" role="img" aria-label=${words.scale(top)}
        ><span aria-hidden="true">0</span><i></i><span aria-hidden="true">≥ ${top}</span></span
      >
      <p class="variance-note">${words.inside[shown.made.setting.classes === 0 ? 'number' : 'classes']}</p>
    </div>
  </section>`;
}

export function notes({ scene }: Shown, shape: Shape, noiseInputs: boolean): TemplateResult {
  const { words, context } = scene;
  const { formats } = context;
  const { decomposed, networks } = shape;
  if (decomposed === undefined) return html``;
  const said = [
    ...(decomposed.covered > 0.9995 ? [] : [words.covered(formats.percent(decomposed.covered))]),
    ...(noiseInputs ? [words.noiseInputs] : []),
  ];
  return html`<div class="variance-notes">
    ${said.map((text) => html`<p>${text}</p>`)}
    <details class="chart-table">
      <summary>${words.how}</summary>
      <p class="variance-how">${words.howText(String(SIDE), formats.count(decomposed.sets))}</p>
    </details>
    <details class="chart-table" id="variance-table">
      <summary>${words.table}</summary>
      <div class="table-body" tabindex="0" role="region" aria-label=${words.table}>
        <table>
          <thead>
            <tr>
              <th scope="col">${words.network}</th>
              <th scope="col">${words.error}</th>
              <th scope="col">${words.hash}</th>
            </tr>
          </thead>
          <tbody>
            ${networks.map(
              ({ hash, diverged }, set) =>
                html`<tr>
                  <th scope="row">${formats.count(set + 1)}</th>
                  <td>
                    ${
                      diverged === undefined
                        ? formats.loss(decomposed.errors[set] ?? Number.NaN)
                        : words.diverged(formats.count(diverged))
                    }
                  </td>
                  <td><code>${hash}</code></td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>
  </div>`;
}
