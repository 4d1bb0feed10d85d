/** The best run on dev, and on request what it is worth on the test set. */

import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { LensScene } from '../lens';
import type { Words } from './en';
import { candidatesOf, pickedOf, sharePoints, type Candidate, type Picked } from './picking';
import { cellName } from './results';
import type { SweepRun } from './run';

/** The picture's measures, in its own units. */
const SIZE = { width: 360, height: 150, left: 8, right: 70, top: 14, bottom: 26 } as const;

export interface Picking {
  readonly scene: LensScene<Words>;
  readonly made: SweepRun;
  /** Looks at this test set so far; 0 as long as this sweep's figures on it were not asked for. */
  readonly looks: number;
  readonly look: () => void;
}

/** The runs there are to pick from, the best first: none while it runs, and where runs have points of their own. */
function candidates(made: SweepRun): readonly Candidate[] {
  const found = made.running || !sharePoints(made.setting.axes) ? [] : candidatesOf(made.done, made.tested);
  return found.length < 2 ? [] : found;
}

/** Whether runs are picked by accuracy; else it is the loss. */
export function byAccuracy(made: SweepRun): boolean {
  return made.done.flat().some((run) => run?.dev?.accuracy !== undefined);
}

/** The run that is picked. */
export function bestOf(made: SweepRun): Candidate | undefined {
  return candidates(made)[0];
}

/** Nothing where there is nothing to pick from. */
export function picking(view: Picking): TemplateResult | typeof nothing {
  const { scene, made, looks, look } = view;
  const { words, context } = scene;
  const among = candidates(made);
  const [best] = among;
  if (best === undefined) return nothing;
  const share = byAccuracy(made);
  const format = share ? context.formats.percent : context.formats.loss;
  const all = context.formats.count(among.length);
  return html`<section class="sweep-picking" aria-labelledby="sweep-picking-title">
    <h3 id="sweep-picking-title">${words.picking.title}</h3>
    <p>${words.picking.best(all, nameOf(view, best), format(best.dev), share)}</p>
    ${
      looks > 0
        ? html`${answer(scene, best, pickedOf(among), format, share)}
            <p>${words.picking.looks(context.formats.count(looks))}</p>`
        : html`<p>
            <button type="button" id="sweep-look" @click=${look}>${words.picking.look}</button>
          </p>`
    }
  </section>`;
}

function nameOf({ scene, made }: Picking, { cell, run }: Candidate): string {
  const found = made.cells[cell];
  const name = found === undefined ? '' : cellName(scene, made, found);
  return `${name}, ${scene.words.run} ${run + 1}`;
}

function answer(
  { words: { picking: words }, context: { formats } }: LensScene<Words>,
  best: Candidate,
  picked: readonly Picked[],
  format: (value: number) => string,
  share: boolean,
): TemplateResult {
  const [alone] = picked;
  const all = picked.at(-1);
  // By how much more dev is the better one where the best was picked than where one run was taken as it came.
  const gap = (one: Picked | undefined): number =>
    one === undefined ? 0 : share ? one.dev - one.test : one.test - one.dev;
  const added = gap(all) - gap(alone);
  const points = (value: number): string =>
    share ? words.points((100 * Math.abs(value)).toFixed(1)) : format(Math.abs(value));
  const side = (value: number): string => (value < 0 ? words.worse : words.better)(points(value));
  return html`<p role="status">
      ${words.worth(format(best.test), share)}
      ${words.added(side(gap(alone)), side(gap(all)), points(added), added > 0)}
    </p>
    <div class="sweep-picked">
      <figure>
        ${picture(picked, words)}
        <figcaption>${words.caption(share)}</figcaption>
      </figure>
      <table>
        <thead>
          <tr>
            <th scope="col">${words.of}</th>
            <th scope="col">${words.dev}</th>
            <th scope="col">${words.test}</th>
          </tr>
        </thead>
        <tbody>
          ${picked.map(
            ({ of, dev, test }) =>
              html`<tr>
                <th scope="row">${formats.count(of)}</th>
                <td>${format(dev)}</td>
                <td>${format(test)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

/** Both figures over how many runs there were to pick from, on a logarithmic axis. */
function picture(picked: readonly Picked[], words: Words['picking']): TemplateResult {
  const { width, height, left, right, top, bottom } = SIZE;
  const values = picked.flatMap(({ dev, test }) => [dev, test]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const last = Math.log2(picked.at(-1)?.of ?? 1);
  const x = (of: number): number => left + (Math.log2(of) / Math.max(1, last)) * (width - left - right);
  const y = (value: number): number =>
    top + (high > low ? (high - value) / (high - low) : 0.5) * (height - top - bottom);
  const line = (name: 'dev' | 'test'): TemplateResult => {
    const end = picked.at(-1);
    return svg`<g class="sweep-picked-${name}">
      <polyline points=${picked.map((one) => `${x(one.of).toFixed(1)},${y(one[name]).toFixed(1)}`).join(' ')} />
      ${picked.map((one) => svg`<circle cx=${x(one.of)} cy=${y(one[name])} r="3" />`)}
      ${end === undefined ? nothing : svg`<text x=${x(end.of) + 9} y=${y(end[name]) + 4}>${words[name]}</text>`}
    </g>`;
  };
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label=${words.picture}>
    ${svg`<g class="sweep-picked-axis">
      <line x1=${left} x2=${width - right} y1=${height - bottom + 6} y2=${height - bottom + 6} />
      ${picked.map(({ of }) => svg`<text x=${x(of)} y=${height - 4}>${of}</text>`)}
    </g>`}
    ${line('test')}${line('dev')}
  </svg>`;
}
