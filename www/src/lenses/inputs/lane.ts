/** One lane's inputs: the picture, how stretched the loss is, and how the inputs lie. */

import { minus } from '../../format';
import { html, nothing, type TemplateResult } from 'lit-html';
import { laneName } from '../../controls/lane-card';
import { fieldName, inputName, optionText } from '../../messages';
import type { Curvature, InputSpreads } from '../../generated/wasm/trainscope';
import type { Settings } from '../../schema';
import { valueIn } from '../../state';
import type { LensScene } from '../lens';
import type { Picture } from '../surface/view';
import type { Words } from './en';
import {
  agesAndIncomes,
  farthest,
  normalized,
  slowSteps,
  spreadsOf,
  stableRate,
  type Spread,
} from './figures';
import { pathTable, statisticsTable } from './tables';

/** A picture with the step it is of. */
export interface Made {
  readonly picture: Picture;
  readonly step: number;
}

export interface LaneView {
  readonly scene: LensScene<Words>;
  readonly lane: number;
  readonly made: Made | undefined;
  /** From 0 to 1, while a picture is worked out. */
  readonly progress: number | undefined;
  readonly spreads: InputSpreads | undefined;
  /** Undefined where the run has diverged, and before there is an answer. */
  readonly curvature: Curvature | undefined;
  readonly answered: boolean;
  /** Opens the lane beside one whose statistics come from all points. */
  readonly leak: () => void;
}

function settingsOf({ scene, lane }: LaneView): Settings {
  return scene.context.state.lanes[lane]?.settings ?? {};
}

/** The inputs' names: features as they are called elsewhere, age and income where the scales are theirs, and noise by number. */
export function inputNames(view: LaneView): readonly string[] {
  const { words, context, setups } = view.scene;
  const persons = agesAndIncomes(settingsOf(view));
  return (setups[view.lane]?.inputs ?? []).map((name, input) => {
    if (persons && input < 2) return input === 0 ? words.age : words.income;
    const called = inputName(context.messages, name);
    return name.startsWith('noise_') ? words.noise(called) : called;
  });
}

export function laneInputs(view: LaneView): TemplateResult {
  const { scene, lane, made, progress } = view;
  const { words, context } = scene;
  const { formats, messages } = context;
  const names = inputNames(view);
  const settings = settingsOf(view);
  const normalization = String(valueIn(settings, 'inputs.normalization'));
  const [left = 0, bottom = 0, width = 0] = made?.picture.square ?? [];
  const scale = made?.picture.scale;
  const signed = (value: number): string => formats.plain(value).replace(/^-/, '−');
  return html`<section class="inputs-lane" data-lane=${lane}>
    <h3>
      <i class="swatch lane-${lane + 1}" aria-hidden="true">${lane + 1}</i>${laneName(context, lane)}
      <small
        >${fieldName(messages, 'inputs.normalization')}:
        ${optionText(messages, 'inputs.normalization', normalization)}</small
      >
    </h3>
    ${
      names.length < 2
        ? html`<p class="inputs-aside">${words.one}</p>`
        : html`<figure>
            <canvas
              role="img"
              aria-label=${
                scale === undefined
                  ? words.waiting
                  : words.picture(
                      laneName(context, lane),
                      formats.loss(scale.low),
                      formats.loss(scale.high),
                      conditionText(view),
                    )
              }
            ></canvas>
            <figcaption>
              ${
                made === undefined
                  ? html`<span
                      >${progress === undefined ? words.waiting : words.computing(formats.share(progress))}</span
                    >`
                  : html`<span
                        >${words.horizontal(weightName(view, names, 0), signed(left), signed(left + width))}</span
                      ><span
                        >${words.vertical(weightName(view, names, 1), signed(bottom), signed(bottom + width))}</span
                      ><span>${words.asOf(formats.count(made.step))}</span> <span>${words.section}</span>`
              }
            </figcaption>
          </figure>`
    }
    ${
      made === undefined
        ? nothing
        : pathTable(
            scene,
            laneName(context, lane),
            [words.weightOf(names[0] ?? ''), words.weightOf(names[1] ?? '')],
            made.picture,
            signed,
          )
    }
    ${stretch(view)} ${lies(view, names, normalization)}
  </section>`;
}

/** The weight of an input, with the unit that it counts where the input has one. */
function weightName(view: LaneView, names: readonly string[], input: 0 | 1): string {
  const { words } = view.scene;
  const [name, settings] = [names[input] ?? '', settingsOf(view)];
  const normalization = valueIn(settings, 'inputs.normalization');
  if (normalization === 'standardize') return words.weightPer(name, words.deviationUnit);
  if (normalization === 'min_max') return words.weightPer(name, words.rangeUnit);
  return agesAndIncomes(settings)
    ? words.weightPer(name, input === 0 ? words.ageUnit : words.incomeUnit)
    : words.weightOf(name);
}

function conditionText({ scene, curvature }: LaneView): string {
  const { formats } = scene.context;
  if (curvature === undefined) return '—';
  const { condition } = curvature;
  return Number.isFinite(condition)
    ? condition < 100
      ? formats.plain(condition)
      : formats.count(Number(condition.toPrecision(3)))
    : '∞';
}

function stretch(view: LaneView): TemplateResult {
  const { scene, curvature, answered } = view;
  const { words, context } = scene;
  const { formats } = context;
  const figure = html`<div class="inputs-condition">
    <span>${words.condition}</span><b data-figure="condition">${conditionText(view)}</b>
  </div>`;
  if (curvature === undefined)
    return html`${figure}${answered ? html`<p class="inputs-aside">${words.diverged}</p>` : nothing}`;
  const { condition, eigenvalues, whole } = curvature;
  const settings = settingsOf(view);
  const [rate, most] = [Number(valueIn(settings, 'training.learning_rate')), stableRate(curvature)];
  const plain = valueIn(settings, 'training.optimizer') === 'sgd';
  const beside = plain
    ? (rate > most ? words.stableAbove : words.stableBelow)(formats.exact(rate))
    : words.stableOther;
  return html`${figure}
    <p>
      ${Number.isFinite(most) ? `${words.stable(formats.exact(Number(most.toPrecision(2))))}${beside}` : nothing}
      ${Number.isFinite(condition) ? words.slow(formats.count(Number(slowSteps(condition).toPrecision(2)))) : words.flat}
    </p>
    <p class="inputs-aside">
      ${whole ? words.whole : words.block}
      ${words.eigenvalues(formats.plain(eigenvalues[0] ?? 0), formats.plain(eigenvalues.at(-1) ?? 0))}
    </p>`;
}

function lies(
  view: LaneView,
  names: readonly string[],
  normalization: string,
): TemplateResult | typeof nothing {
  const { scene, lane, spreads, leak } = view;
  const { words, context } = scene;
  const { formats } = context;
  const train = spreadsOf(spreads?.train);
  if (spreads === undefined || train === undefined) return nothing;
  const dev = spreadsOf(spreads.dev);
  const number = (value: number): string => minus(formats.plain(Math.abs(value) < 5e-4 ? 0 : value));
  const after = (spread: Spread | undefined, input: number): Spread | undefined =>
    spread === undefined
      ? undefined
      : normalized(spread, spreads.shifts[input] ?? 0, spreads.divisors[input] ?? 1);
  const cells = (spread: Spread | undefined): TemplateResult =>
    spread === undefined
      ? html`<td>—</td>
          <td>—</td>`
      : html`<td>${number(spread.mean)}</td>
          <td>${number(spread.deviation)}</td>`;
  const shift = formats.plain(farthest(spreads));
  const leaks = valueIn(settingsOf(view), 'inputs.statistics') === 'all';
  const title = words.table(laneName(context, lane));
  const done = normalization !== 'none';
  return html`<div class="inputs-scroll" tabindex="0" role="group" aria-label=${title}>
      <table>
        <thead>
          <tr>
            <th scope="col" rowspan="2">${words.input}</th>
            <th scope="colgroup" colspan="3">${done ? words.before : words.train}</th>
            ${done ? html`<th scope="colgroup" colspan="2">${words.after}</th>` : nothing}
            <th scope="colgroup" colspan="2">${done ? words.dev : words.devAsIs}</th>
          </tr>
          <tr>
            <th scope="col">${words.mean}</th>
            <th scope="col">${words.deviation}</th>
            <th scope="col">${words.range}</th>
            ${
              done
                ? html`<th scope="col">${words.mean}</th>
                    <th scope="col">${words.deviation}</th>`
                : nothing
            }
            <th scope="col">${words.mean}</th>
            <th scope="col">${words.deviation}</th>
          </tr>
        </thead>
        <tbody>
          ${train.map(
            (spread, input) =>
              html`<tr>
                <th scope="row">${names[input] ?? ''}</th>
                ${cells(spread)}
                <td>${number(spread.low)} … ${number(spread.high)}</td>
                ${done ? cells(after(spread, input)) : nothing} ${cells(after(dev?.[input], input))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${done ? statisticsTable(scene, laneName(context, lane), names, spreads, normalization, number) : nothing}
    ${
      !done
        ? html`<p class="inputs-aside">${words.none}</p>`
        : leaks
          ? html`<p><b class="inputs-leak">${words.leak}</b> ${words.leakBy(shift)} ${words.leakFound}</p>`
          : html`<p>${words.fromTrain(shift)}</p>
              <p>
                <button type="button" class="inputs-compare-leak" data-acts @click=${leak}>
                  ${words.leakCompare}
                </button>
              </p>`
    }`;
}
