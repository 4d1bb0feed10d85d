/** The closer looks at a lane's first run, in words, pictures and tables. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { laneName } from '../../controls/lane-card';
import { valueText, type Context } from '../../controls/context';
import { optionText } from '../../messages';
import type { HistogramArrays, LayerHistograms } from '../../generated/wasm/trainscope';
import { DETAILS, type Detail, type LaneSignals } from '../../session/looks/signals';
import type { LaneSetup } from '../../session/types';
import { valueIn } from '../../state';
import { barsOf, reach, type Bars, type Cell } from './details';
import type { Words } from './en';
import { power } from './layer-chart';
import { medianLikeness } from './model';

/** What the visitor chose to look at; the lens's own, and no part of the experiment. */
export interface Choice {
  readonly detail: Detail;
  /** A layer of weights, from 0. */
  readonly layer: number;
  readonly of: 'a' | 'delta';
  readonly common: boolean;
}

export interface CloserScene {
  readonly context: Context;
  readonly words: Words;
  readonly setups: readonly LaneSetup[];
  readonly lanes: readonly LaneSignals[];
  readonly choice: Choice;
  readonly choose: (changed: Partial<Choice>) => void;
}

interface Option<T> {
  readonly value: T;
  readonly text: string;
}

export function radios<T extends string>(
  name: string,
  label: string,
  chosen: T,
  options: readonly Option<T>[],
  set: (value: T) => void,
): TemplateResult {
  return html`<div class="signals-choice">
    <span id="${name}-label">${label}</span>
    <div class="segments" role="radiogroup" aria-labelledby="${name}-label">
      ${options.map(
        ({ value, text }) =>
          html`<label class="segment"
            ><input
              type="radio"
              name=${name}
              value=${value}
              .checked=${live(value === chosen)}
              @change=${() => {
                set(value);
              }}
            /><span>${text}</span></label
          >`,
      )}
    </div>
  </div>`;
}

/** Layers that the deepest lane has; the output's only where weights are meant. */
export function layerCount(setups: readonly LaneSetup[], output: boolean): number {
  return Math.max(1, ...setups.map(({ layers }) => (output ? layers.length : layers.length - 1)));
}

function layerChoice({ words, setups, choice, choose }: CloserScene, output: boolean): TemplateResult {
  const count = layerCount(setups, output);
  const last = setups.every(({ layers }) => layers.length === setups[0]?.layers.length);
  return html`<div class="signals-choice">
    <label for="signals-layer">${words.choose}</label>
    <select
      id="signals-layer"
      @change=${(event: Event) => {
        if (event.target instanceof HTMLSelectElement) choose({ layer: Number(event.target.value) });
      }}
    >
      ${Array.from(
        { length: count },
        (_, layer) =>
          html`<option value=${layer} .selected=${live(layer === Math.min(choice.layer, count - 1))}>
            ${output && last && layer === count - 1 ? `${layer + 1} (${words.output})` : layer + 1}
          </option>`,
      )}
    </select>
  </div>`;
}

function lanesOf(
  { context, setups }: CloserScene,
  kind: Detail,
  text: (lane: number) => TemplateResult,
): TemplateResult {
  return html`<div class="signals-pictures" data-kind=${kind}>
    ${setups.map(
      (_, lane) =>
        html`<figure>
          <figcaption>
            <b
              ><i class="swatch lane-${lane + 1}" aria-hidden="true">${lane + 1}</i
              >${laneName(context, lane)}</b
            >
          </figcaption>
          <canvas class="signals-${kind}" data-lane=${lane} aria-hidden="true"></canvas>
          <p>${text(lane)}</p>
        </figure>`,
    )}
  </div>`;
}

function drawnText({ context, words, lanes }: CloserScene, lane: number): TemplateResult {
  const { formats, state, messages } = context;
  const drawn = lanes[lane]?.drawn;
  const settings = state.lanes[lane]?.settings;
  if (drawn === undefined || settings === undefined) return html`${words.drawn.absent}`;
  const total = drawn.weights.counts.reduce((sum, count) => sum + count, 0);
  const scheme = optionText(
    messages,
    'initialization.weights',
    String(valueIn(settings, 'initialization.weights')),
  );
  const gain = valueIn(settings, 'initialization.gain');
  return html`${words.drawn.from(
      gain === 1 ? scheme : `${scheme}, ×${valueText(context, 'initialization.gain', gain)}`,
      formats.count(total),
    )}<br />${
      drawn.deviation === undefined
        ? words.drawn.none(formats.loss(drawn.spread))
        : words.drawn.deviation(formats.loss(drawn.deviation), formats.loss(drawn.spread))
    }`;
}

/** How many units of a hidden layer no earlier unit is equal to. */
function distinctIn({ copyOf }: LaneSignals, layers: readonly number[], layer: number): number {
  const first = layers.slice(0, layer).reduce((sum, units) => sum + units, 0);
  return Array.from(copyOf.subarray(first, first + (layers[layer] ?? 0))).filter(
    (original, unit) => original === first + unit,
  ).length;
}

function likenessText(scene: CloserScene, lane: number): TemplateResult {
  const { context, words, lanes, setups, choice } = scene;
  const { formats } = context;
  const own = lanes[lane];
  const layers = setups[lane]?.layers ?? [];
  if (own?.likeness === undefined || choice.layer >= layers.length - 1) return html`${words.drawn.absent}`;
  const median = medianLikeness(own.likeness);
  return html`${words.likeness.distinct(
    formats.count(distinctIn(own, layers, choice.layer)),
    formats.count(layers[choice.layer] ?? 0),
  )}${median === undefined ? nothing : html`<br />${words.likeness.median(formats.loss(median))}`}`;
}

function histogramOf({ choice }: CloserScene, layer: LayerHistograms): HistogramArrays {
  return choice.of === 'a' ? layer.activations : layer.magnitudes;
}

function layerBars(scene: CloserScene, layer: number): readonly Bars[] {
  return scene.lanes.flatMap(({ histograms }, lane) => {
    const own = histograms?.[layer];
    return own === undefined ? [] : [barsOf(histogramOf(scene, own), lane)];
  });
}

/** The output's values are no activations, but its derivatives are where the gradient begins. */
function histogramLayers({ setups, choice }: CloserScene): number {
  return layerCount(setups, choice.of === 'delta');
}

/** What the small multiples show. */
export function cellsOf(scene: CloserScene): readonly Cell[] {
  const { words, choice } = scene;
  const all = Array.from({ length: histogramLayers(scene) }, (_, layer) => layerBars(scene, layer));
  const common = reach(all.flat());
  return all.map((bars, layer) => {
    const [low, high] = (choice.common || choice.of === 'delta' ? common : reach(bars)) ?? [-1, 1];
    // A range of one number has room around it.
    const axis = high > low ? ([low, high] as const) : ([low - 1, high + 1] as const);
    return { title: words.histogram.cell(String(layer + 1)), bars, axis };
  });
}

export function cellLabel({ context, choice }: CloserScene): (value: number) => string {
  return choice.of === 'a' ? context.formats.plain : (value) => power(Math.round(value));
}

function histogramTable(scene: CloserScene): TemplateResult {
  const { context, words, setups, lanes, choice } = scene;
  const { formats } = context;
  const signed = choice.of === 'a';
  return html`<table>
    <caption class="hidden">
      ${words.table(words.histogram.title)}
    </caption>
    <thead>
      <tr>
        <th scope="col" rowspan="2">${words.layer}</th>
        ${setups.map((_, lane) => html`<th scope="colgroup" colspan=${signed ? 2 : 3}>${laneName(context, lane)}</th>`)}
      </tr>
      <tr>
        ${setups.map(
          () =>
            html`<th scope="col">${words.histogram.mean}</th>
              <th scope="col">${words.histogram.largest}</th>
              ${signed ? nothing : html`<th scope="col">${words.histogram.zeros}</th>`}`,
        )}
      </tr>
    </thead>
    <tbody>
      ${Array.from({ length: histogramLayers(scene) }, (_, layer) => {
        return html`<tr>
          <th scope="row">${layer + 1}</th>
          ${lanes.map(({ histograms }, lane) => {
            const own = histograms?.[layer];
            const range = own === undefined ? undefined : reach([barsOf(histogramOf(scene, own), lane)]);
            const text = (value: number | undefined): string =>
              value === undefined ? '—' : formats.loss(signed ? value : 10 ** value);
            return html`<td>${text(range?.[0])}</td>
              <td>${text(range?.[1])}</td>
              ${signed ? nothing : html`<td>${formats.count(own?.magnitudes.zeros ?? 0)}</td>`}`;
          })}
        </tr>`;
      })}
    </tbody>
  </table>`;
}

function laneTable(
  { context, words, setups }: CloserScene,
  title: string,
  heads: readonly string[],
  cells: (lane: number) => readonly string[],
): TemplateResult {
  return html`<table>
    <caption class="hidden">
      ${words.table(title)}
    </caption>
    <thead>
      <tr>
        <td></td>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${setups.map(
        (_, lane) =>
          html`<tr>
            <th scope="row">${laneName(context, lane)}</th>
            ${cells(lane).map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The table beside the picture that is shown. */
export function closerTable(scene: CloserScene): TemplateResult {
  const { context, words, lanes, setups, choice } = scene;
  const { formats } = context;
  switch (choice.detail) {
    case 'histograms':
      return histogramTable(scene);
    case 'drawn':
      return laneTable(
        scene,
        words.drawn.title,
        [words.drawn.countHead, words.drawn.deviationHead, words.drawn.ownHead],
        (lane) => {
          const drawn = lanes[lane]?.drawn;
          if (drawn === undefined) return ['—', '—', '—'];
          const total = drawn.weights.counts.reduce((sum, count) => sum + count, 0);
          return [formats.count(total), formats.loss(drawn.deviation ?? null), formats.loss(drawn.spread)];
        },
      );
    case 'likeness':
      return laneTable(
        scene,
        words.likeness.title,
        [words.likeness.distinctHead, words.likeness.unitsHead, words.likeness.medianHead],
        (lane) => {
          const own = lanes[lane];
          const layers = setups[lane]?.layers ?? [];
          if (own?.likeness === undefined || choice.layer >= layers.length - 1) return ['—', '—', '—'];
          return [
            formats.count(distinctIn(own, layers, choice.layer)),
            formats.count(layers[choice.layer] ?? 0),
            formats.loss(medianLikeness(own.likeness) ?? null),
          ];
        },
      );
  }
}

function shown(scene: CloserScene): TemplateResult {
  const { words, choice, choose } = scene;
  switch (choice.detail) {
    case 'histograms':
      return html`<div class="signals-choices">
          ${radios(
            'signals-of',
            words.histogram.label,
            choice.of,
            [
              { value: 'a', text: words.histogram.a },
              { value: 'delta', text: words.histogram.delta },
            ],
            (of) => {
              choose({ of });
            },
          )}
          ${
            choice.of === 'a'
              ? radios(
                  'signals-axis',
                  words.histogram.axis,
                  choice.common ? 'common' : 'own',
                  [
                    { value: 'common', text: words.histogram.common },
                    { value: 'own', text: words.histogram.own },
                  ],
                  (axis) => {
                    choose({ common: axis === 'common' });
                  },
                )
              : nothing
          }
        </div>
        <p class="signals-hint">
          ${choice.of === 'a' ? words.histogram.activations : words.histogram.magnitudes}
        </p>
        <canvas class="signals-histograms" aria-hidden="true"></canvas>`;
    case 'drawn':
      return html`<div class="signals-choices">${layerChoice(scene, true)}</div>
        <p class="signals-hint">${words.drawn.hint}</p>
        ${lanesOf(scene, 'drawn', (lane) => drawnText(scene, lane))}`;
    case 'likeness':
      return html`<div class="signals-choices">
          ${layerChoice(scene, false)}
          <span class="likeness-scale"
            >${words.likeness.none}<i aria-hidden="true"></i>${words.likeness.same}</span
          >
        </div>
        <p class="signals-hint">${words.likeness.hint}</p>
        ${lanesOf(scene, 'likeness', (lane) => likenessText(scene, lane))}`;
  }
}

export function closer(scene: CloserScene, opened: () => void): TemplateResult {
  const { words, choice, choose } = scene;
  return html`<section class="signals-closer" aria-labelledby="signals-detail-label">
    ${radios(
      'signals-detail',
      words.detail.label,
      choice.detail,
      DETAILS.map((value) => ({ value, text: words.detail[value] })),
      (detail) => {
        choose({ detail });
      },
    )}
    ${shown(scene)}
    <details class="chart-table" data-table="signals-closer" @toggle=${opened}>
      <summary aria-label=${words.table(words.detail[choice.detail])}>${words.tableShow}</summary>
      <div
        class="table-body"
        tabindex="0"
        role="region"
        aria-label=${words.table(words.detail[choice.detail])}
      ></div>
    </details>
  </section>`;
}
