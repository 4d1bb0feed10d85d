/** The loss surface in words: what the plane is, what the paths do, the colours' key and the table. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { fill } from '../../controls/fill';
import { laneName } from '../../controls/lane-card';
import { minus } from '../../format';
import { schema } from '../../schema';
import { same } from '../../value';
import type { LensScene } from '../lens';
import { evenly, shareOf, type Path, type Scale } from './data';
import type { Words } from './en';
import type { Options } from './options';

export interface Told {
  readonly options: Options;
  /** Of a model of two parameters the plane is all there is. */
  readonly exact: boolean;
  readonly square: Float64Array;
  readonly shares: Float64Array;
  readonly scale: Scale | undefined;
  readonly levels: readonly number[];
  readonly paths: readonly Path[];
}

/** Rows of the table, and the fewest for a path. */
const MOST_ROWS = 24;
const LEAST_ROWS = 2;
/** Paths that a sentence can hold. */
const MOST_TOLD = 4;
/** Texts on the key nearer to each other than this would run together. */
const APART = 0.12;

/** What a loss is made of besides the parameters. */
const LOSS = /^(data|split|inputs|network|training\.loss|seeds\.(data|split))\b/;

/** A share of 99.96 % is not all. */
function percent(share: number): string {
  const shown = 100 * share;
  return `${shown > 99.9 && shown < 99.999999 ? '> 99.9' : shown.toFixed(shown < 10 ? 1 : 0)}%`;
}

export function axisNames(words: Words, { options, exact }: Told): readonly [string, string] {
  if (exact) return [words.weight, words.bias];
  const name = options.random ? words.direction : words.component;
  return [name(1), name(2)];
}

export function facts({ context, words, setups }: LensScene<Words>, told: Told): TemplateResult {
  const { formats, state } = context;
  const { options, exact, shares, paths } = told;
  const [first = 0, second = 0, within = 0] = shares;
  const most = Math.max(0, ...paths.flat().map(({ distance }) => distance));
  const shown = new Set(paths.map((path) => path[0]?.lane));
  const own = setups[options.lane];
  const others = state.lanes.flatMap((_, lane) => {
    const alike =
      own !== undefined &&
      setups[lane]?.inputs.length === own.inputs.length &&
      setups[lane].layers.join() === own.layers.join();
    return shown.has(lane) || alike ? [] : [laneName(context, lane)];
  });
  // Two lanes of one shape may still have other data, inputs, activations or losses.
  const lost = state.lanes.flatMap((lane, index) =>
    shown.has(index) &&
    schema.fields.some(
      ({ path }) => LOSS.test(path) && !same(lane.settings[path], state.lanes[options.lane]?.settings[path]),
    )
      ? [laneName(context, index)]
      : [],
  );
  return html`<p>
      ${
        exact
          ? words.exact
          : options.random
            ? words.alongRandom(percent(within))
            : words.alongPaths(percent(first), percent(second), percent(within))
      }
    </p>
    ${exact ? nothing : html`<p>${words.distance(formats.plain(most), formats.plain(told.square[2] ?? 0))}</p>`}
    ${lost.length > 0 ? html`<p>${words.otherLoss(lost.join(', '))}</p>` : nothing}
    ${others.length > 0 ? html`<p>${words.otherShape(others.join(', '))}</p>` : nothing}
    <p>${words.about} ${exact ? nothing : words.toTwo}</p>`;
}

/** The range of each axis. */
export function axes({ context, words }: LensScene<Words>, told: Told): TemplateResult {
  const { coordinate: near, plain } = context.formats;
  const coordinate = (value: number): string => (Math.abs(value) < 1e4 ? near(value) : minus(plain(value)));
  const [left = 0, bottom = 0, width = 0] = told.square;
  const [first, second] = axisNames(words, told);
  return html`<span>${words.horizontal(first, coordinate(left), coordinate(left + width))}</span
    ><span>${words.vertical(second, coordinate(bottom), coordinate(bottom + width))}</span>`;
}

/** The colours with the losses of the lines, and the marks. */
export function key({ context, words }: LensScene<Words>, told: Told, since: boolean): TemplateResult {
  const { scale, levels, paths } = told;
  let last = Number.NEGATIVE_INFINITY;
  const lanes = [...new Set(paths.map((path) => path[0]?.lane ?? 0))];
  return html`${
      scale === undefined
        ? nothing
        : html`<div class="surface-scale" aria-hidden="true">
            <i></i>
            ${levels.map((level) => {
              const share = shareOf(scale, level);
              const text = share - last >= APART && share < 1 - APART / 2;
              if (text) last = share;
              return html`<b ${fill(share)}>${text ? context.formats.plain(level) : nothing}</b>`;
            })}
          </div>`
    }
    <ul class="legend">
      ${lanes.map(
        (lane) =>
          html`<li>
            <i class="swatch lane-${lane + 1}" aria-hidden="true">${lane + 1}</i>${laneName(context, lane)}
          </li>`,
      )}
      <li><i class="surface-mark ring" aria-hidden="true"></i>${words.start}</li>
      <li><i class="surface-mark disc" aria-hidden="true"></i>${words.now}</li>
      <li><i class="stroke solid" aria-hidden="true"></i>${words.path}</li>
      ${since ? html`<li><i class="stroke dashed" aria-hidden="true"></i>${words.since}</li>` : nothing}
    </ul>`;
}

export function summary({ context, words }: LensScene<Words>, { options, scale, paths }: Told): string {
  const { formats } = context;
  const parts = paths.slice(0, MOST_TOLD).map((path) => {
    const [first, last] = [path[0], path.at(-1)];
    return words.summaryPath(
      laneName(context, first?.lane ?? 0),
      formats.count(first?.step ?? 0),
      formats.count(last?.step ?? 0),
      formats.loss(first?.loss ?? null),
      formats.loss(last?.loss ?? null),
    );
  });
  const range = [scale?.low ?? null, scale?.high ?? null].map((loss) => formats.loss(loss));
  return words.summary(laneName(context, options.lane), range[0] ?? '', range[1] ?? '', parts.join(' '));
}

export function table(scene: LensScene<Words>, told: Told): TemplateResult {
  const { context, words } = scene;
  const { formats, state } = context;
  const { paths, options } = told;
  const names = axisNames(words, told);
  const each = Math.max(LEAST_ROWS, Math.floor(MOST_ROWS / Math.max(1, paths.length)));
  const rows = paths.flatMap((path) =>
    evenly(path.length, each).flatMap((index) => path.slice(index, index + 1)),
  );
  return html`<table>
    <caption class="hidden">
      ${words.tableOf(laneName(context, options.lane))}
    </caption>
    <thead>
      <tr>
        <th scope="col">${words.lane}</th>
        ${state.replicas > 1 ? html`<th scope="col">${words.ofRun}</th>` : nothing}
        <th scope="col">${words.step}</th>
        <th scope="col">${words.loss}</th>
        <th scope="col">${names[0]}</th>
        <th scope="col">${names[1]}</th>
        <th scope="col">${words.off}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (point) =>
          html`<tr>
            <th scope="row">${laneName(context, point.lane)}</th>
            ${state.replicas > 1 ? html`<td>${point.replica + 1}</td>` : nothing}
            <td>${formats.count(point.step)}</td>
            <td>${formats.loss(point.loss)}</td>
            <td>${formats.coordinate(point.x)}</td>
            <td>${formats.coordinate(point.y)}</td>
            <td>${formats.plain(point.distance)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
