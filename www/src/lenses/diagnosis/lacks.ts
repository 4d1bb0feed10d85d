/** What a ladder cannot tell, and the buttons that would let it. */

import { html, nothing, type TemplateResult } from 'lit-html';
import type { Value } from '../../schema';
import { REPLICAS } from '../../state';
import { changeText } from './remedy-list';
import { errorText, isMixed, type Told } from './texts';

export interface Mends {
  readonly setRuns: (runs: number) => void;
  readonly set: (path: string, value: Value) => void;
}

const [, SOME_RUNS] = REPLICAS;
const TRAIN_DEV = 'split.train_dev';
const SHARE_OF_TRAIN_DEV = 0.2;
/** A difference that no figure shows. */
const SAME = 5e-4;

function button(name: string, text: string, act: () => void): TemplateResult {
  return html`<button type="button" class="minor" data-acts data-set=${name} @click=${act}>${text}</button>`;
}

export function lacks(told: Told, mends: Mends): TemplateResult {
  const { scene, lane, ladder } = told;
  const { words, context } = scene;
  const { state, formats } = context;
  const { gaps, bayesOfUse, runs } = ladder;
  const { train, bayes, dev } = ladder.rungs;
  const notes: TemplateResult[] = [];
  const note = (text: string, mend: TemplateResult | typeof nothing = nothing): void => {
    notes.push(html`<li>${text} ${mend}</li>`);
  };
  if (state.lanes[lane]?.settings['data.dataset'] === 'custom') note(words.noBayes);
  if (dev === undefined && runs > 0) note(words.noDev);
  if (isMixed(told))
    note(
      words.noTrainDev,
      button('train-dev', words.setTrainDev(changeText(told, TRAIN_DEV, SHARE_OF_TRAIN_DEV)), () => {
        mends.set(TRAIN_DEV, SHARE_OF_TRAIN_DEV);
      }),
    );
  if (gaps.bias !== undefined && gaps.bias.high < 0) note(words.byHeart);
  if (bayes !== undefined && bayesOfUse !== undefined && Math.abs(bayesOfUse - bayes.mean) > SAME)
    note(words.bayesOfUse(errorText(told, bayesOfUse)));
  if (train !== undefined && runs < state.replicas) note(words.divergedSome(formats.count(runs)));
  if (state.replicas === 1)
    note(
      words.oneRun,
      button('runs', words.setRuns(formats.count(SOME_RUNS)), () => {
        mends.setRuns(SOME_RUNS);
      }),
    );
  return notes.length === 0
    ? html``
    : html`<ul class="diagnosis-lacks">
        ${notes}
      </ul>`;
}
