/** The three fields with the spread, and the gallery of sub-networks. */

import { html, nothing, type TemplateResult } from 'lit-html';
import type { Apart, DropoutSeen, WatchedExample } from '../../session/looks/dropout';
import type { FieldFrame } from '../../session/types';
import { toCanvas } from '../../views/plane';
import { areas, extent, slicesOf } from './figures';
import { radios } from './radios';
import { layerName, said, type View } from './scene';

export const SAMPLES = [10, 30, 100] as const;

export interface FieldActions {
  readonly watch: (example: number) => void;
  readonly average: (samples: number) => void;
  readonly again: () => void;
}

const tally = (kept: Uint8Array): number => kept.reduce((sum, one) => sum + one, 0);

/** "9 of 16 hidden units and 2 of 2 inputs", of the layers that can lose any. */
function keptText({ scene, sizes, rates }: View, kept: Uint8Array): string {
  const { words } = scene;
  const [inputs = 0, ...hidden] = sizes;
  const parts: string[] = [];
  if (rates.slice(1).some((p) => p > 0))
    parts.push(
      words.hiddenUnits(
        tally(kept.subarray(inputs)),
        hidden.reduce((sum, units) => sum + units, 0),
      ),
    );
  if ((rates[0] ?? 0) > 0) parts.push(words.inputUnits(tally(kept.subarray(0, inputs)), inputs));
  const [one = '', other] = parts;
  return other === undefined ? one : words.and(one, other);
}

/** What a field shows, for those who do not see it. */
export function summary({ scene, setup }: View, title: string, field: FieldFrame): string {
  const { words } = scene;
  const { messages, formats } = scene.context;
  const shares =
    setup.classes === 0
      ? words.fields.outputs(...outputRange(field, formats.coordinate))
      : areas(field, setup.classes)
          .map((share, label) => words.fields.share(messages.lane.className(label), formats.share(share)))
          .join(', ');
  return words.fields.summary(title, shares);
}

function outputRange({ values }: FieldFrame, format: (value: number) => string): [string, string] {
  return [format(Math.min(...values)), format(Math.max(...values))];
}

function ring({ setup }: View, { point }: WatchedExample): TemplateResult | typeof nothing {
  const { x } = setup.points;
  const [left, top] = toCanvas(x[2 * point] ?? 0, x[2 * point + 1] ?? 0, { width: 100, height: 100 });
  // Noise may have put the point outside of the plane.
  return Math.max(left, top) > 100 || Math.min(left, top) < 0
    ? nothing
    : html`<svg class="ring" viewBox="0 0 100 100" aria-hidden="true">
        <circle class="halo" cx=${left} cy=${top} r="3.2" />
        <circle cx=${left} cy=${top} r="3.2" />
      </svg>`;
}

interface Picture {
  readonly key: string;
  readonly title: string;
  readonly label: string;
  readonly over?: TemplateResult | typeof nothing;
  readonly caption: unknown;
}

function picture({ key, title, label, over = nothing, caption }: Picture): TemplateResult {
  return html`<figure data-picture=${key}>
    <h3>${title}</h3>
    <div class="plate"><canvas data-field=${key} role="img" aria-label=${label}></canvas>${over}</div>
    <figcaption>${caption}</figcaption>
  </figure>`;
}

function watchedCaption(view: View, actions: FieldActions): TemplateResult {
  const { scene, seen, scaling, perBatch } = view;
  const { words } = scene;
  const { formats } = scene.context;
  const watched = seen?.watched;
  if (watched === undefined) return html`<p>${words.fields.notYet}</p>`;
  const example = Math.min(view.choices.example, watched.of - 1);
  const number = formats.count(example + 1);
  const kept = keptText(view, watched.kept);
  const go = (to: number): void => {
    actions.watch((to + watched.of) % watched.of);
  };
  return html`<div class="stepper">
      <button
        type="button"
        aria-label=${words.fields.earlier}
        @click=${() => {
          go(example - 1);
        }}
      >
        ‹
      </button>
      <output>${words.fields.example(number, formats.count(watched.of))}</output>
      <button
        type="button"
        aria-label=${words.fields.later}
        @click=${() => {
          go(example + 1);
        }}
      >
        ›
      </button>
    </div>
    <p>
      ${perBatch ? words.fields.kept.batch(kept) : words.fields.kept.example(number, kept)}
      ${words.fields.trained[scaling]}
    </p>
    <p>${words.fields.own(said(view, watched.thinned), said(view, watched.full))}</p>`;
}

function rows(view: View, seen: DropoutSeen): readonly (readonly [string, FieldFrame])[] {
  const { words } = view.scene;
  return [
    ...(seen.watchedField === undefined ? [] : [[words.fields.watched, seen.watchedField] as const]),
    [words.fields.full, seen.full],
    [words.fields.mean(String(seen.samples)), seen.mean],
  ];
}

function fieldTable(view: View, seen: DropoutSeen): TemplateResult {
  const { scene, setup } = view;
  const { words } = scene;
  const { formats, messages } = scene.context;
  return html`<details class="chart-table">
    <summary>${words.fields.table}</summary>
    <div class="table-body" tabindex="0" role="region" aria-label=${words.fields.table}>
      <table>
        <thead>
          <tr>
            <th scope="col">${words.fields.picture}</th>
            ${
              setup.classes === 0
                ? html`<th scope="col">${words.fields.range}</th>`
                : Array.from(
                    { length: setup.classes },
                    (_, label) =>
                      html`<th scope="col">${messages.lane.className(label)}, ${words.fields.area}</th>`,
                  )
            }
          </tr>
        </thead>
        <tbody>
          ${rows(view, seen).map(
            ([name, field]) =>
              html`<tr>
                <th scope="row">${name}</th>
                ${
                  setup.classes === 0
                    ? html`<td>${outputRange(field, formats.coordinate).join(' … ')}</td>`
                    : areas(field, setup.classes).map((share) => html`<td>${formats.percent(share)}</td>`)
                }
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

export function fields(view: View, seen: DropoutSeen, actions: FieldActions): TemplateResult {
  const { scene, setup, choices, scaling } = view;
  const { words } = scene;
  const { formats } = scene.context;
  const masks = formats.count(seen.samples);
  const deviation = extent(seen.spread);
  const spread = words.fields.deviation(formats.loss(deviation.mean), formats.loss(deviation.most));
  return html`<section class="part" aria-labelledby="dropout-fields">
    <div class="part-head">
      <h2 id="dropout-fields">${words.fields.title}</h2>
      <div class="choice">
        <span aria-hidden="true">${words.fields.masks}</span>${radios({
          name: 'dropout-samples',
          label: words.fields.masks,
          options: SAMPLES.map((count) => [String(count), String(count)] as const),
          chosen: String(choices.samples),
          choose: (count) => {
            actions.average(Number(count));
          },
        })}
      </div>
    </div>
    <div class="trio">
      ${picture({
        key: 'watched',
        title: words.fields.watched,
        label:
          seen.watchedField === undefined
            ? words.fields.notYet
            : summary(view, words.fields.watched, seen.watchedField),
        over: seen.watched === undefined ? nothing : ring(view, seen.watched),
        caption: watchedCaption(view, actions),
      })}
      ${picture({
        key: 'full',
        title: words.fields.full,
        label: summary(view, words.fields.full, seen.full),
        caption: html`<p>${words.fields.tested[scaling]}</p>`,
      })}
      ${picture({
        key: 'mean',
        title: words.fields.mean(masks),
        label: summary(view, words.fields.mean(masks), seen.mean),
        caption: html`<p>
          ${words.fields.averaged(masks)}
          ${seen.samples < choices.samples ? words.fields.fewer(masks, formats.count(choices.samples)) : nothing}
        </p>`,
      })}
      <figure data-picture="spread">
        <h3>${words.fields.spread}</h3>
        <div class="plate"><canvas data-spread role="img" aria-label=${spread}></canvas></div>
        <figcaption>
          <div class="ramp" aria-hidden="true">
            <span>0</span><i></i><span>${setup.classes === 0 ? '≥ 0.5' : '0.5'}</span>
          </div>
          <p>${spread}</p>
        </figcaption>
      </figure>
    </div>
    ${fieldTable(view, seen)}
  </section>`;
}

function apartText({ scene, setup }: View, what: string, { difference, agreement }: Apart): string {
  const { words } = scene;
  const { formats } = scene.context;
  return setup.classes === 0
    ? words.gallery.apartOutput(what, formats.loss(difference))
    : words.gallery.apart(what, formats.loss(difference), formats.percent(agreement));
}

function galleryTable({ scene, sizes, rates }: View, seen: DropoutSeen): TemplateResult {
  const { words } = scene;
  const layers = slicesOf(sizes).flatMap((slice, layer) =>
    (rates[layer] ?? 0) > 0 ? [{ ...slice, name: layerName(scene, layer) }] : [],
  );
  return html`<details class="chart-table">
    <summary>${words.gallery.table}</summary>
    <div class="table-body" tabindex="0" role="region" aria-label=${words.gallery.table}>
      <table>
        <thead>
          <tr>
            <th scope="col">${words.gallery.kept}</th>
            ${layers.map(({ name }) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${seen.masks.map(
            (mask, index) =>
              html`<tr>
                <th scope="row">${words.gallery.one(index + 1)}</th>
                ${layers.map(({ from, to }) => html`<td>${tally(mask.subarray(from, to))} / ${to - from}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

export function gallery(view: View, seen: DropoutSeen, actions: FieldActions): TemplateResult {
  const { scene, scaling } = view;
  const { words } = scene;
  const count = seen.gallery.length;
  const average = words.gallery.average(count);
  const full = words.gallery.full[scaling];
  return html`<section class="part" aria-labelledby="dropout-gallery">
    <div class="part-head">
      <h2 id="dropout-gallery">${words.gallery.title}</h2>
      <button type="button" class="again" @click=${actions.again}>${words.gallery.again}</button>
    </div>
    <p class="lead">${words.gallery.lead}</p>
    <div class="gallery">
      <ul>
        ${seen.gallery.map((field, index) => {
          const kept = keptText(view, seen.masks[index] ?? new Uint8Array());
          return html`<li>
            <canvas
              data-field="sample-${index}"
              role="img"
              aria-label=${`${summary(view, words.gallery.one(index + 1), field)}. ${kept}`}
              title=${kept}
            ></canvas>
          </li>`;
        })}
      </ul>
      ${picture({ key: 'average', title: average, label: summary(view, average, seen.average), caption: nothing })}
      ${picture({ key: 'whole', title: full, label: summary(view, full, seen.full), caption: nothing })}
    </div>
    <p class="apart">
      ${apartText(view, words.gallery.these(count), seen.averageFromFull)}
      ${apartText(view, words.gallery.all(scene.context.formats.count(seen.samples)), seen.meanFromFull)}
      <cite>${words.gallery.sources}</cite>
    </p>
    ${galleryTable(view, seen)}
  </section>`;
}
