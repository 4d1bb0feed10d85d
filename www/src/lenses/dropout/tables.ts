/** The sizes of the layers' values, the figures in both modes, and the counts of dropped units. */

import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { figuresOf, type Curve, type Figures } from '../../history';
import type { DropoutSeen, LayerScale } from '../../session/looks/dropout';
import { outside, ratio, slicesOf, verdict, type Ratio } from './figures';
import { radios } from './radios';
import { layerName, unitName, type View } from './scene';

/** A plot of ratios reaches from 1/4 to 4, by powers of two. */
const REACH = 2;
const PLOT = { width: 200, height: 14 };
const TICKS = [
  [0.25, '¼'],
  [0.5, '½'],
  [1, '1'],
  [2, '2'],
  [4, '4'],
] as const;
/** Past so many units a table is no longer read. */
const MOST_ROWS = 300;

function place(value: number): number {
  const octaves = Math.max(-REACH, Math.min(REACH, Math.log2(Math.max(value, 1e-9))));
  return PLOT.width * (0.5 + octaves / (2 * REACH + 0.4));
}

type Mark = 'own' | 'squared' | 'all';

function mark(kind: Mark, found: Ratio | undefined, y: number): TemplateResult | typeof nothing {
  if (found === undefined) return nothing;
  const x = place(found.value);
  const shape =
    kind === 'squared'
      ? svg`<rect x=${x - 2.2} y=${y - 2.2} width="4.4" height="4.4" transform="rotate(45 ${x} ${y})" />`
      : svg`<circle cx=${x} cy=${y} r="2.5" />`;
  const [low, high] = [found.value - 2 * found.error, found.value + 2 * found.error].map(place);
  return svg`<g class="mark-${kind}"><path d="M${low ?? x} ${y}H${high ?? x}" />${shape}</g>`;
}

function ratioText(view: View, found: Ratio | undefined): string {
  return found === undefined ? '—' : `×${view.scene.context.formats.coordinate(found.value)}`;
}

interface Ratios {
  readonly own: Ratio | undefined;
  readonly squared: Ratio | undefined;
  readonly all: Ratio | undefined;
}

function ratiosOf({ eval: [size, square], own, ownError, train, trainError }: LayerScale): Ratios {
  return {
    own: ratio(own[0], ownError[0], size),
    squared: ratio(own[1], ownError[1], square),
    all: ratio(train[0], trainError[0], size),
  };
}

function plot(view: View, name: string, { own, squared, all }: Ratios): TemplateResult {
  const { width, height } = PLOT;
  const text = (found: Ratio | undefined): string => ratioText(view, found);
  return html`<svg
    class="ratios"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label=${view.scene.words.scale.plot(name, text(own), text(squared), text(all))}
  >
    ${TICKS.map(([at]) => svg`<path class=${at === 1 ? 'one' : 'tick'} d="M${place(at)} 0V${height}" />`)}
    ${mark('all', all, height / 2)}${mark('squared', squared, height / 2)}${mark('own', own, height / 2)}
  </svg>`;
}

function verdictText(view: View, seen: DropoutSeen): TemplateResult | typeof nothing {
  const { scene, rates, scaling, settings } = view;
  const { words } = scene;
  const found = verdict(seen.scales, rates);
  if (found === undefined) return nothing;
  const { coordinate } = scene.context.formats;
  const parts = [
    layerName(scene, found.layer),
    coordinate(found.ratio.value),
    coordinate(Math.max(0.01, found.ratio.error)),
  ] as const;
  if (found.equal) return html`<p class="verdict">${words.scale.equal(...parts)}</p>`;
  const why =
    scaling === 'none'
      ? words.scale.unscaled
      : settings['dropout.placement'] === 'before'
        ? words.scale.before
        : '';
  return html`<p class="verdict off"><b>${words.scale.off(...parts)}</b> ${why}</p>`;
}

export function scaleMeter(view: View, seen: DropoutSeen): TemplateResult {
  const { scene, rates } = view;
  const { words } = scene;
  const { formats } = scene.context;
  const value = (size: number, error?: number): TemplateResult =>
    html`<td>
      ${formats.loss(size)}${error === undefined ? nothing : html` <small>± ${formats.loss(error)}</small>`}
    </td>`;
  return html`<section class="part" aria-labelledby="dropout-scale">
    <h2 id="dropout-scale">${words.scale.title}</h2>
    ${verdictText(view, seen)}
    <div class="meter">
      <figure>
        <div class="rows">
          ${seen.scales.map((layer, index) => {
            const name = layerName(scene, index);
            return html`<div>${name}<small>p = ${formats.exact(rates[index] ?? 0)}</small></div>
              ${plot(view, name, ratiosOf(layer))}`;
          })}
          <span></span>
          <svg class="ratios axis" viewBox="0 0 ${PLOT.width} 8" aria-hidden="true">
            ${TICKS.map(([at, text]) => svg`<text x=${place(at)} y="6">${text}</text>`)}
          </svg>
        </div>
        <figcaption>
          ${words.scale.ratio}
          <ul class="keys">
            ${(['own', 'squared', 'all'] as const).map(
              (kind) =>
                html`<li>
                  <svg
                    viewBox="${place(1) - 5} ${PLOT.height / 2 - 5} 10 10"
                    width="14"
                    height="14"
                    aria-hidden="true"
                  >
                    ${mark(kind, { value: 1, error: 0 }, PLOT.height / 2)}</svg
                  >${words.scale[kind]}
                </li>`,
            )}
          </ul>
        </figcaption>
        <p class="lead">${words.scale.explain}</p>
      </figure>
      <div class="scales">
        <p id="dropout-scales">${words.scale.caption(formats.count(seen.passes))}</p>
        <table aria-describedby="dropout-scales">
          <thead>
            <tr>
              <th scope="col">${words.layer}</th>
              <th scope="col"><span class="hidden">${words.scale.figure}</span></th>
              <th scope="col">${words.scale.test}</th>
              <th scope="col">${words.scale.training}</th>
            </tr>
          </thead>
          ${seen.scales.map(
            (layer, index) =>
              html`<tbody>
                <tr>
                  <th scope="row">${layerName(scene, index)}</th>
                  <td class="what">${words.scale.size}</td>
                  ${value(layer.eval[0])}${value(layer.own[0], layer.ownError[0])}
                </tr>
                <tr>
                  <th scope="row"><span class="hidden">${layerName(scene, index)}</span></th>
                  <td class="what">${words.scale.square}</td>
                  ${value(layer.eval[1])}${value(layer.own[1], layer.ownError[1])}
                </tr>
              </tbody>`,
          )}
        </table>
      </div>
    </div>
  </section>`;
}

/** What forgetting `eval()` does to the figures on dev, or on train where there is no dev set. */
function forgotten(view: View, on: Figures, off: Figures): TemplateResult {
  const { words } = view.scene;
  const { formats } = view.scene.context;
  const { modes } = words;
  const sets: readonly (readonly (readonly [Curve, string, (value: number | null) => string])[])[] = [
    [
      ['devAccuracy', modes.devAccuracy, formats.percent],
      ['devLoss', modes.devLoss, formats.loss],
    ],
    [
      ['trainAccuracy', modes.trainAccuracy, formats.percent],
      ['trainLoss', modes.trainLoss, formats.loss],
    ],
  ];
  const known = sets.map((set) => set.filter(([curve]) => off[curve].middle !== null));
  const figures = (known.find((set) => set.length > 0) ?? []).map(([curve, what, format]) => {
    const [wrong, right] = [format(on[curve].middle), format(off[curve].middle)];
    return wrong === right ? modes.same(what, right) : modes.instead(what, wrong, right);
  });
  const [one = '', other] = figures;
  return html`<p class="verdict">${modes.forgotten(other === undefined ? one : words.and(one, other))}</p>`;
}

export function modes(view: View, seen: DropoutSeen): TemplateResult {
  const { scene, setup, settings } = view;
  const { words } = scene;
  const { formats, messages } = scene.context;
  const off = figuresOf(seen.figures.eval);
  const on = figuresOf(seen.figures.train);
  const rows: readonly (readonly [Curve, string, (value: number | null) => string])[] = [
    ['trainLoss', messages.lane.trainLoss, formats.loss],
    ['devLoss', messages.lane.devLoss, formats.loss],
    ...(setup.classes === 0
      ? []
      : ([
          ['trainAccuracy', messages.lane.trainAccuracy, formats.percent],
          ['devAccuracy', messages.lane.devAccuracy, formats.percent],
        ] as const)),
  ];
  return html`<section class="part" aria-labelledby="dropout-modes">
    <h2 id="dropout-modes">${words.modes.title}</h2>
    ${forgotten(view, on, off)}
    <table class="modes">
      <thead>
        <tr>
          <th scope="col"><span class="hidden">${words.modes.figure}</span></th>
          <th scope="col">${words.modes.eval}</th>
          <th scope="col">${words.modes.train}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([curve, label, format]) =>
            html`<tr>
              <th scope="row">${label}</th>
              <td data-mode="eval-${curve}">${format(off[curve].middle)}</td>
              <td data-mode="train-${curve}">${format(on[curve].middle)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <div class="choice" data-acts>
      <span aria-hidden="true">${words.modes.label}</span>
      ${radios({
        name: 'dropout-evaluate',
        label: words.modes.label,
        options: [
          ['eval', words.modes.eval],
          ['train', words.modes.train],
        ],
        chosen: String(settings['dropout.evaluate']),
        choose: (value) => {
          scene.context.dispatch({ type: 'set', path: 'dropout.evaluate', value });
        },
      })}
    </div>
  </section>`;
}

/** Shares of masks, from the smallest to the largest. */
function range(dropped: Uint32Array, masks: number): readonly [number, number] {
  return [Math.min(...dropped) / masks, Math.max(...dropped) / masks];
}

export function counts(view: View, seen: DropoutSeen): TemplateResult {
  const { scene, sizes, rates, perBatch } = view;
  const { words } = scene;
  const { formats } = scene.context;
  const { masks, steps, dropped } = seen.drops;
  const layers = slicesOf(sizes).flatMap(({ from, to }, layer) =>
    (rates[layer] ?? 0) > 0
      ? [{ layer, p: rates[layer] ?? 0, dropped: dropped.subarray(from, to), name: layerName(scene, layer) }]
      : [],
  );
  if (masks === 0)
    return html`<section class="part" aria-labelledby="dropout-counts">
      <h2 id="dropout-counts">${words.counts.title}</h2>
      <p class="lead">${words.counts.nothing} ${words.counts.since}</p>
    </section>`;
  const units = layers.reduce((sum, { dropped }) => sum + dropped.length, 0);
  const out = layers.reduce((sum, { dropped, p }) => sum + outside(dropped, p, masks), 0);
  const text = perBatch ? words.counts.text.batch : words.counts.text.example;
  return html`<section class="part" aria-labelledby="dropout-counts">
    <h2 id="dropout-counts">${words.counts.title}</h2>
    <p class="verdict">${text(formats.count(steps), formats.count(masks))} ${words.counts.never}</p>
    <div class="counts">
      ${layers.map(({ layer, name, p, dropped }) => {
        const [low, high] = range(dropped, masks);
        return html`<figure>
          <figcaption>${name} <small>p = ${formats.exact(p)}</small></figcaption>
          <canvas
            data-count=${layer}
            role="img"
            aria-label=${words.counts.summary(name, formats.exact(p), formats.percent(low), formats.percent(high))}
          ></canvas>
        </figure>`;
      })}
    </div>
    <p class="lead">
      ${words.counts.outside(formats.count(out), formats.count(units), formats.plain(Number((0.05 * units).toPrecision(1))))}
      ${words.counts.since}
    </p>
    <details class="chart-table">
      <summary>${words.counts.table}</summary>
      <div class="table-body" tabindex="0" role="region" aria-label=${words.counts.table}>
        <table>
          <thead>
            <tr>
              <th scope="col">${words.layer}</th>
              <th scope="col">${words.counts.unit}</th>
              <th scope="col">${words.counts.dropped}</th>
              <th scope="col">${words.counts.share}</th>
              <th scope="col">${words.counts.expected}</th>
            </tr>
          </thead>
          <tbody>
            ${layers
              .flatMap(({ layer, name, p, dropped }) =>
                Array.from(dropped, (count, unit) => ({ layer, name, p, count, unit })),
              )
              .slice(0, MOST_ROWS)
              .map(
                ({ layer, name, p, count, unit }) =>
                  html`<tr>
                    <th scope="row">${name}</th>
                    <td>${unitName(view, layer, unit)}</td>
                    <td>${formats.count(count)}</td>
                    <td>${formats.percent(count / masks)}</td>
                    <td>${formats.exact(p)}</td>
                  </tr>`,
              )}
          </tbody>
        </table>
        ${units > MOST_ROWS ? html`<p>${words.counts.first(formats.count(MOST_ROWS))}</p>` : nothing}
      </div>
    </details>
  </section>`;
}
