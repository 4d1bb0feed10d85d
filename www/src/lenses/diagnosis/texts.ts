/** The diagnosis in words: figures, verdicts, the table. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { minus } from '../../format';
import { laneName } from '../../controls/lane-card';
import { isMismatched } from '../../controls/layout';
import type { LensScene } from '../lens';
import type { Words } from './en';
import {
  CAUSES,
  largestOf,
  RUNGS,
  standingOf,
  type Cause,
  type Estimate,
  type Ladder,
  type Rung,
} from './model';

/** What of a lane the words need. */
export interface Told {
  readonly scene: LensScene<Words>;
  readonly lane: number;
  readonly ladder: Ladder;
}

function isShare({ scene, lane }: Told): boolean {
  return (scene.setups[lane]?.classes ?? 0) > 0;
}

/** An error, rounded so that it and the accuracy on the lane's card add up to 100%. */
export function errorText(told: Told, error: number): string {
  const { formats } = told.scene.context;
  if (!isShare(told)) return minus(formats.loss(error));
  return minus(`${(100 - Number((100 * (1 - error)).toFixed(1))).toFixed(1)}%`);
}

/** A difference of errors without its sign's plus: percentage points, or as the loss. */
function difference(told: Told, value: number): string {
  return minus(isShare(told) ? (100 * value).toFixed(1) : told.scene.context.formats.loss(value));
}

/** A gap with its unit. */
export function gapText(told: Told, value: number): string {
  const text = difference(told, value);
  return isShare(told) ? told.scene.words.points(text) : text;
}

/** A gap beside bars, whose unit is said above them. */
export function signed(told: Told, value: number): string {
  const text = difference(told, value);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** Between the ends of an error's interval. */
export function errorRange(told: Told, { low, high }: Estimate): string {
  return told.scene.words.range(errorText(told, low), errorText(told, high));
}

/** Between the ends of a gap's interval, beside bars. */
export function gapRange(told: Told, { low, high }: Estimate): string {
  return told.scene.words.range(difference(told, low), difference(told, high));
}

/** The same with its unit. */
export function rangeText(told: Told, gap: Estimate): string {
  const range = gapRange(told, gap);
  return isShare(told) ? told.scene.words.points(range) : range;
}

/** Whether variance and mismatch are one gap. */
export function isMixed({ scene, lane, ladder }: Told): boolean {
  const settings = scene.context.state.lanes[lane]?.settings;
  return (
    ladder.rungs.trainDev === undefined &&
    settings !== undefined &&
    settings['data.dataset'] !== 'custom' &&
    isMismatched(settings)
  );
}

export function causeName(told: Told, cause: Cause): string {
  const { words } = told.scene;
  return cause === 'variance' && isMixed(told) ? words.varianceOrMismatch : words.causes[cause];
}

/** The verdict in a sentence, and why it is that one. */
export function verdictTexts(told: Told): readonly [verdict: string, why: string] {
  const { scene, ladder } = told;
  const { words } = scene;
  const { verdict, gaps, least } = ladder;
  const gap = verdict === undefined ? undefined : gaps[verdict];
  const leastText = gapText(told, least);
  if (verdict !== undefined && gap !== undefined) {
    const size = gapText(told, gap.mean);
    const said = verdict === 'variance' && isMixed(told) ? words.varianceMixed : words.verdicts[verdict];
    return [said(size), words.why.counts(rangeText(told, gap), leastText)];
  }
  const largest = largestOf(ladder);
  const none = largest === undefined ? undefined : gaps[largest];
  if (largest === undefined || none === undefined) return [words.verdicts.none, ''];
  const size = gapText(told, none.mean);
  const name = causeName(told, largest);
  return [
    words.verdicts.none,
    standingOf(none, least) === 'small'
      ? words.why.small(name, size, leastText)
      : words.why.unsure(name, size, rangeText(told, none)),
  ];
}

export function rungName({ scene }: Told, rung: Rung): string {
  return scene.words.rungs[rung];
}

/** The gap that ends at a rung. */
export const ENDING: Readonly<Record<Rung, Cause | undefined>> = {
  bayes: undefined,
  train: 'bias',
  trainDev: 'variance',
  dev: 'mismatch',
  test: 'devOverfit',
};

/** The gap that ends at a rung of a ladder that may have no train-dev. */
export function endingAt(rung: Rung, { rungs }: Ladder): Cause | undefined {
  return rung === 'dev' && rungs.trainDev === undefined ? 'variance' : ENDING[rung];
}

/** Everything as numbers: rungs and gaps with their intervals, and what the rule says of each gap. */
export function table(told: Told): TemplateResult {
  const { scene, lane, ladder } = told;
  const { words, context } = scene;
  const yesNo = (is: boolean): string => (is ? words.yes : words.no);
  return html`<table>
    <caption>
      ${words.tableOf(laneName(context, lane))}
    </caption>
    <thead>
      <tr>
        ${[
          words.rung,
          words.error,
          words.interval,
          words.isLarge(gapText(told, ladder.least)),
          words.isSure,
          words.cause,
        ].map((text) => html`<th scope="col">${text}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${RUNGS.map((rung) => {
        const error = ladder.rungs[rung];
        return error === undefined
          ? nothing
          : html`<tr>
              <th scope="row">${rungName(told, rung)}</th>
              <td>${errorText(told, error.mean)}</td>
              <td>${error.low === error.high ? nothing : errorRange(told, error)}</td>
              <td></td>
              <td></td>
              <td></td>
            </tr>`;
      })}
      ${CAUSES.map((cause) => {
        const gap = ladder.gaps[cause];
        return gap === undefined
          ? nothing
          : html`<tr>
              <th scope="row">${causeName(told, cause)}</th>
              <td>${signed(told, gap.mean)}</td>
              <td>${gapRange(told, gap)}</td>
              <td>${yesNo(gap.mean >= ladder.least)}</td>
              <td>${yesNo(gap.low > 0)}</td>
              <td>${yesNo(cause === ladder.verdict)}</td>
            </tr>`;
      })}
    </tbody>
  </table>`;
}
