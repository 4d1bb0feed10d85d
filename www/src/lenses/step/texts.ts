/** What the step's lens says: a sentence for each phase, and its tables. */

import { isAugmented } from '../../practice/settings';
import { html, nothing, type TemplateResult } from 'lit-html';
import { laneName } from '../../controls/lane-card';
import { fullUnitName, layerName, parameterName, sourceNames, unitName } from '../../parameters/names';
import { numberOf, parameterAt, shapesOf } from '../../parameters/numbers';
import { weightText } from '../../parameters/text';
import { optionText } from '../../messages';
import type { Settings } from '../../schema';
import type { StepFacts, StepLook } from '../../session/looks/step';
import type { LaneSetup } from '../../session/types';
import type { LensScene } from '../lens';
import type { Words } from './en';
import { reached, RULES, type Phase } from './phases';

/** More units than this are not listed one by one. */
const MOST_LISTED = 300;
const TRAIN = 0;

type Answer = StepLook['answer'];

/** Everything that the texts are made of. */
export interface Told {
  readonly scene: LensScene<Words>;
  readonly setup: LaneSetup;
  readonly settings: Settings;
  readonly answer: Answer;
  readonly facts: StepFacts;
}

function number(value: number): string {
  return weightText(value, '∞');
}

function setting(settings: Settings, path: string): number {
  return Number(settings[path]);
}

/** A sentence, or some, on what happens in a phase. */
export function sentence(told: Told, phase: Phase): string {
  switch (phase) {
    case 'batch':
      return batchText(told);
    case 'mask':
      return maskText(told);
    case 'forward':
      return forwardText(told);
    case 'loss':
      return lossText(told);
    case 'backward':
      return backwardText(told);
    case 'update':
      return updateText(told);
  }
}

function targetText({ scene, setup, facts }: Told): string {
  const { messages, formats } = scene.context;
  if (facts.mixed.length > 0) return scene.words.mixed(Array.from(facts.mixed, number).join(', '));
  return setup.classes === 0
    ? scene.words.target(formats.coordinate(facts.target))
    : messages.lane.className(facts.target);
}

function batchText(told: Told): string {
  const { scene, setup, facts } = told;
  const { words, context } = scene;
  const { count, coordinate } = context.formats;
  const train = setup.points.set.reduce((sum, set) => sum + (set === TRAIN ? 1 : 0), 0);
  const point = facts.points[facts.example] ?? 0;
  const { x } = setup.points;
  const first = words.batch(count(facts.points.length), count(train));
  const place = [coordinate(x[2 * point] ?? 0), coordinate(x[2 * point + 1] ?? 0)] as const;
  const follow = words.follow(count(facts.example + 1), ...place, targetText(told));
  return [first, follow, ...(isAugmented(told.settings) ? [words.augmented] : [])].join(' ');
}

function maskText({ scene, setup, settings, facts }: Told): string {
  const { words, context } = scene;
  const sizes = [setup.inputs.length, ...setup.layers.slice(0, -1)];
  let first = 0;
  const layers = sizes.flatMap((units, index) => {
    const own = facts.factors.subarray(first, first + units);
    first += units;
    const rate = index === 0 ? settings['dropout.input'] : rateOf(settings, index - 1);
    if (Number(rate) === 0) return [];
    const dropped = own.filter((factor) => factor === 0).length;
    const scaling = settings['dropout.scaling'] === 'inverted' ? 1 / (1 - Number(rate)) : 1;
    const where = index === 0 ? words.inputs : words.hidden(index);
    return [words.maskLayer(String(dropped), String(units), where, context.formats.plain(scaling))];
  });
  if (layers.length === 0) return words.noMask;
  const text = layers.join('; ');
  return settings['dropout.mask'] === 'batch' ? words.maskBatch(text) : words.maskExample(text);
}

function rateOf(settings: Settings, hidden: number): number {
  const p = settings['dropout.p'];
  return Array.isArray(p) ? Number((p as readonly unknown[])[hidden] ?? 0) : Number(p);
}

function outputsText(told: Told): string {
  const { setup, facts } = told;
  const outputs = setup.layers.at(-1) ?? 1;
  return Array.from(facts.z.subarray(facts.z.length - outputs), (z) => number(z)).join(', ');
}

function forwardText(told: Told): string {
  const { scene, setup, settings } = told;
  const { words, context } = scene;
  if (setup.layers.length === 1) return words.forwardLinear(outputsText(told));
  const activation = settings['network.activation'];
  const one = typeof activation === 'string' ? activation : undefined;
  const drops = setup.layers.slice(0, -1).some((_, hidden) => rateOf(settings, hidden) > 0);
  return words.forward(
    one === undefined ? words.severalActivations : optionText(context.messages, 'network.activation', one),
    !drops
      ? words.plainRule
      : settings['dropout.placement'] === 'before'
        ? words.beforeRule
        : words.afterRule,
    outputsText(told),
  );
}

function lossText(told: Told): string {
  const { scene, facts } = told;
  return scene.words.loss(
    outputsText(told),
    targetText(told),
    number(facts.loss),
    scene.context.formats.count(facts.points.length),
    number(facts.batchLoss),
  );
}

function backwardText(told: Told): string {
  const { scene, settings, answer, facts } = told;
  const { words, context } = scene;
  const penalized = setting(settings, 'regularization.l1') > 0 || setting(settings, 'regularization.l2') > 0;
  const clip = setting(settings, 'training.clip_norm');
  const clipped = clip > 0 && facts.norm > clip ? words.clipped(number(answer.length)) : '';
  const text = words.backward(penalized ? words.andPenalty : '', number(facts.norm), clipped);
  const { length } = answer.held.frozen;
  return length === 0 ? text : `${text} ${words.frozen(context.formats.count(length))}`;
}

function updateText(told: Told): string {
  const { scene, setup, settings, answer, facts } = told;
  const { words, context } = scene;
  const { messages, formats } = context;
  const optimizer = String(settings['training.optimizer']);
  const decay = setting(settings, 'regularization.weight_decay');
  const text = words.update(
    optionText(messages, 'training.optimizer', optimizer),
    RULES[optimizer] ?? '',
    formats.plain(facts.learningRate),
    decay > 0 ? words.decay(formats.exact(1 - facts.learningRate * decay)) : '',
  );
  if (facts.diverged !== undefined) {
    const { layer, cause } = facts.diverged;
    const where =
      layer === setup.layers.length ? messages.lane.outputLayer : messages.lane.hiddenLayer(layer);
    return `${text} ${words.willDiverge(where, messages.lane.cause[cause])}`;
  }
  const most = parameterAt(shapesOf(setup), answer.largest.number);
  const largest =
    most === undefined || answer.largest.change === 0
      ? ''
      : ` ${words.largest(parameterName(words, messages, setup, most), number(answer.largest.change))}`;
  return `${text}${largest}`;
}

/** Where a unit stands among all: inputs, hidden units, outputs. */
export function indexOf({ inputs, layers }: LaneSetup, layer: number, unit: number): number {
  return [inputs.length, ...layers].slice(0, layer + 1).reduce((sum, units) => sum + units, 0) + unit;
}

/** The chosen unit: its z, a and δ, and what leads to it, as far as the phase has come. */
export function unitTable(told: Told, phase: Phase): TemplateResult {
  const { scene, setup, answer, facts } = told;
  const { words } = scene;
  const { layer, unit, numbers } = answer;
  const inputs = setup.inputs.length;
  const at = indexOf(setup, layer, unit);
  const isOutput = layer === setup.layers.length - 1;
  const fan = numbers.before.length - 1;
  const given = facts.a.subarray(indexOf(setup, layer - 1, 0), indexOf(setup, layer - 1, 0) + fan);
  const later = (wanted: Phase, text: string): string => (reached(phase, wanted) ? text : '');
  const text = (value: number | undefined): string => number(value ?? Number.NaN);
  const name = fullUnitName(words, setup, layer, unit);
  const frozen = new Set(answer.held.frozen);
  const shapes = shapesOf(setup);
  const item = (label: string, value: string): TemplateResult =>
    html`<div>
      <dt>${label}</dt>
      <dd>${value}</dd>
    </div>`;
  const lit = (...phases: readonly Phase[]): string => (phases.includes(phase) ? 'lit' : '');
  // Where nothing is added to the loss and nothing is clipped, both gradients are the same numbers.
  const both = ['regularization.l1', 'regularization.l2', 'training.clip_norm'].some(
    (path) => setting(told.settings, path) > 0,
  );
  const row = (index: number, from: string, value: string): TemplateResult => {
    const parameter = { layer, to: unit, from: index === fan ? undefined : index };
    const held = frozen.has(numberOf(shapes, parameter) ?? -1);
    const [before, after] = [numbers.before[index], numbers.after[index]];
    return html`<tr>
      <th scope="row">
        ${from}${held ? html` <i class="step-lock" role="img" aria-label=${words.frozen('1')}></i>` : nothing}
      </th>
      <td class=${lit('batch', 'forward')}>${value}</td>
      <td class=${lit('forward')}>${text(before)}</td>
      <td class=${lit('backward')}>${later('backward', text(numbers.dataGradient[index]))}</td>
      ${both ? html`<td class=${lit('backward')}>${later('backward', text(numbers.gradient[index]))}</td>` : nothing}
      <td class=${lit('update')}>${later('update', text((after ?? Number.NaN) - (before ?? Number.NaN)))}</td>
      <td class=${lit('update')}>${later('update', text(after))}</td>
    </tr>`;
  };
  return html`<dl class="step-unit">
      ${isOutput ? nothing : item(words.factor, later('mask', factorText(told, facts.factors[at])))}
      ${item('z', later('forward', text(facts.z[at - inputs])))}
      ${isOutput ? nothing : item('a', later('forward', text(facts.a[at])))}
      ${item('δ', later('backward', text(facts.delta[at - inputs])))}
    </dl>
    <div class="step-rows" tabindex="0" role="group" aria-label=${words.unitTable(name)}>
      <table>
        <caption class="hidden">
          ${words.unitTable(name)}
        </caption>
        <thead>
          <tr>
            ${[
              words.from,
              'a',
              'w',
              words.dataGradient,
              ...(both ? [words.gradient] : []),
              words.change,
              words.after,
            ].map((label) => html`<th scope="col">${label}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${sourceNames(words, scene.context.messages, setup, layer).map((from, index) =>
            row(index, from, layer === 0 || reached(phase, 'forward') ? text(given[index]) : ''),
          )}
          ${row(fan, words.bias, '')}
        </tbody>
      </table>
    </div>`;
}

function factorText(told: Told, factor: number | undefined): string {
  return factor === 0 ? `0 (${told.scene.words.dropped})` : told.scene.context.formats.plain(factor ?? 1);
}

/** All units, phase or no phase. */
export function allUnits(told: Told): TemplateResult {
  const { scene, setup, facts } = told;
  const { words, context } = scene;
  const sizes = [setup.inputs.length, ...setup.layers];
  const inputs = setup.inputs.length;
  const hidden = facts.factors.length;
  const names = sizes.flatMap((units, column) => {
    const layer = column === 0 ? words.inputs : layerName(words, setup, column - 1);
    const own = column === 0 ? sourceNames(words, context.messages, setup, 0) : undefined;
    return Array.from(
      { length: units },
      (_, unit) => [layer, own?.[unit] ?? unitName(words, setup, column - 1, unit)] as const,
    );
  });
  const cell = (values: Float32Array, at: number): TemplateResult =>
    html`<td>${at < 0 || at >= values.length ? '' : number(values[at] ?? 0)}</td>`;
  return html`${names.length > MOST_LISTED ? html`<p>${words.tooManyUnits(context.formats.count(MOST_LISTED))}</p>` : nothing}
    <table>
      <caption class="hidden">
        ${words.title(context.formats.count(facts.step), laneName(context, told.answer.lane))}
      </caption>
      <thead>
        <tr>
          ${[words.layer, words.unit, words.factor, 'z', 'a', 'δ'].map(
            (label) => html`<th scope="col">${label}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${names.slice(0, MOST_LISTED).map(
          ([layer, unit], at) =>
            html`<tr>
              <th scope="row">${layer}</th>
              <td>${unit}</td>
              <td>${at < hidden ? factorText(told, facts.factors[at]) : ''}</td>
              ${cell(facts.z, at - inputs)} ${at < hidden ? cell(facts.a, at) : html`<td></td>`}
              ${cell(facts.delta, at - inputs)}
            </tr>`,
        )}
      </tbody>
    </table>`;
}
