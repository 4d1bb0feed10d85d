/** What the weights' lens says in words and tables. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { laneName } from '../../controls/lane-card';
import { layerName, sourceNames, unitNames } from '../../parameters/names';
import type { LayerShape } from '../../parameters/numbers';
import { weightText } from '../../parameters/text';
import type { LaneWeights, LayerWeights } from '../../session/looks/weights';
import type { LaneSetup } from '../../session/types';
import type { LensScene } from '../lens';
import type { Words } from './en';

/** More weights than this are not listed one by one. */
const MOST_LISTED = 400;

/** A spread or a mean: three digits. */
export function shortText(value: number, words: Words): string {
  if (!Number.isFinite(value)) return words.lost;
  const size = Math.abs(value);
  const text = size !== 0 && (size >= 1000 || size < 0.001) ? value.toExponential(1) : value.toPrecision(3);
  return text.replaceAll('-', '−');
}

/** The end of a scale, without zeros that say nothing. */
export const endText = (value: number, words: Words): string =>
  shortText(value, words)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');

export function share(part: number, { count, lost }: LayerWeights): string {
  return count === lost ? '—' : `${Math.round((100 * part) / (count - lost))}%`;
}

export function summary(scene: LensScene<Words>, lane: number, { layers }: LaneWeights): string {
  const { words, context, setups } = scene;
  const setup = setups[lane];
  if (setup === undefined) return '';
  const rows = layers.map((layer, index) =>
    words.summaryRow(
      layerName(words, setup, index),
      context.formats.count(layer.count),
      shortText(layer.deviation, words),
      share(layer.near, layer),
    ),
  );
  return words.summary(laneName(context, lane), rows.join(' '));
}

function layersTable(
  { words, context }: LensScene<Words>,
  setup: LaneSetup,
  caption: string,
  { layers }: LaneWeights,
): TemplateResult {
  return html`<table>
    <caption class="hidden">
      ${caption}
    </caption>
    <thead>
      <tr>
        ${[words.layer, words.count, words.mean, words.deviation, words.largest, words.near, words.zero].map(
          (text) => html`<th scope="col">${text}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${layers.map(
        (layer, index) =>
          html`<tr>
            <th scope="row">${layerName(words, setup, index)}</th>
            <td>${context.formats.count(layer.count)}</td>
            <td>${shortText(layer.mean, words)}</td>
            <td>${shortText(layer.deviation, words)}</td>
            <td>${shortText(layer.largest, words)}</td>
            <td>${share(layer.near, layer)}</td>
            <td>${share(layer.zero, layer)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function valuesTable(
  scene: LensScene<Words>,
  setup: LaneSetup,
  layer: number,
  { inputs, outputs }: LayerShape,
  values: Float32Array,
  caption: string,
): TemplateResult {
  const { words } = scene;
  if (values.length > MOST_LISTED)
    return html`<p>${words.tooMany(scene.context.formats.count(values.length))}</p>`;
  const targets = unitNames(words, setup, layer);
  const cell = (at: number): TemplateResult =>
    html`<td>${weightText(values[at] ?? Number.NaN, words.lost)}</td>`;
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <td></td>
        ${sourceNames(words, scene.context.messages, setup, layer).map((text) => html`<th scope="col">${text}</th>`)}
        <th scope="col">${words.bias}</th>
      </tr>
    </thead>
    <tbody>
      ${targets.map(
        (text, to) =>
          html`<tr>
            <th scope="row">${text}</th>
            ${Array.from({ length: inputs }, (_, from) => cell(to * inputs + from))}
            ${cell(inputs * outputs + to)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

export function tables(
  scene: LensScene<Words>,
  lane: number,
  layer: number,
  shape: LayerShape | undefined,
  weights: LaneWeights,
): TemplateResult | typeof nothing {
  const { words, context, setups } = scene;
  const setup = setups[lane];
  if (setup === undefined) return nothing;
  const name = laneName(context, lane);
  return html`${layersTable(scene, setup, words.caption(name), weights)}
  ${
    shape === undefined
      ? nothing
      : valuesTable(
          scene,
          setup,
          layer,
          shape,
          weights.matrix,
          words.tableValues(name, layerName(words, setup, layer)),
        )
  }`;
}
