/**
 * One lane as a PyTorch script that trains the same network on the same numbers: the points as the core split and
 * prepared them, its initial weights, its mini-batches, and an optimizer that does what the core's does.
 *
 * Without dropout the losses agree to rounding; `tests/pytorch` runs such scripts. With dropout the masks are
 * PyTorch's own.
 */

import { isPacked, UNPACK } from '../python';
import { dropoutClass, model, targets } from './network';
import { numbers } from './numbers';
import { any, planOf, type ScriptSource } from './plan';
import { batch, constants, evaluate, main, regularization, schedule } from './training';

/** Sections whose outcome is recorded and not worked out again: points, sets, inputs, weights and batches. */
export const RECORDED_SECTIONS = ['data', 'split', 'target', 'inputs', 'initialization', 'seeds'] as const;

/** Sections that the script's header says it does not repeat. */
export const STATED_SECTIONS = ['augmentation', 'early_stopping'] as const;

/** A line of the visitor's, which must not end the text that it stands in. */
function inText(text: string): string {
  return text.replace(/[\\"]/g, "'").replace(/\s+/g, ' ');
}

export function pytorchScript(source: ScriptSource): string {
  const plan = planOf(source);
  const body = [
    ...dropoutClass(plan),
    model(plan),
    ...targets(plan),
    ...regularization(plan),
    ...schedule(plan),
    ...batch(plan),
    evaluate(plan),
    main(plan),
  ];
  const data = numbers(plan);
  const packed = data.some((part) => part.includes('unpack('));
  const math = body.some((part) => part.includes('math.'));
  const same = any(plan)
    ? `The points, their split, the initial weights and the mini-batches are trainscope's own. The dropout masks are not:
PyTorch draws its own, so the losses are alike and not equal.`
    : `The points, their split, the initial weights and the mini-batches are trainscope's own, so the losses agree to
rounding: the last line says how far they came apart.`;
  const missing = [
    ...(plan.augmented
      ? [
          `AUGMENTATION IS NOT REPEATED. In trainscope training points were changed at every step; here they stay as they are, so this
is another training, and its losses are not to be compared with those that are noted below.`,
        ]
      : []),
    ...(plan.trainDev ? ['The train-dev set is left out: nothing is learned from it.'] : []),
    ...(plan.stopsEarly
      ? [
          `Early stopping is not repeated: the script trains for all of its STEPS. In trainscope too a run can be trained past the step
at which it counts as stopped, and its weights are the same.`,
        ]
      : []),
  ].map((text) => `${text}\n`);
  return `"""${inText(source.title)}: a trainscope experiment in PyTorch.

${inText(source.link)}

${plan.augmented ? '' : `${same}\n`}${missing.join('')}It trains from the start with these settings; what was changed while the page trained is not repeated.
"""

${packed ? 'import base64\n' : ''}${math ? 'import math\n' : ''}${packed || math ? '\n' : ''}import torch
from torch import nn

${constants(plan)}


${[...(packed ? [UNPACK] : []), ...body].join('\n\n\n')}


${data.join('\n\n')}

if __name__ == "__main__":
    main()
`;
}

/** Whether the script holds numbers that nobody can read. */
export function packsNumbers({ recording }: Pick<ScriptSource, 'recording'>): boolean {
  return isPacked(recording.initial.length) || recording.sets.some(({ inputs }) => isPacked(inputs.length));
}
