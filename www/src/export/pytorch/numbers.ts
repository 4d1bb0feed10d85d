/** The script's numbers: the sets, the initial weights, the mini-batches, and the losses to compare with. */

import type { RecordedSet } from '../../session/looks/recording';
import { matrix, rows, vector, wrapped } from '../python';
import type { Plan } from './plan';

/** Examples as rows: the inputs, then the class or number. */
function table({ inputs, targets: labels }: RecordedSet, width: number): Float32Array {
  const count = labels.length;
  const values = new Float32Array(count * (width + 1));
  for (let example = 0; example < count; example += 1) {
    for (let input = 0; input < width; input += 1)
      values[example * (width + 1) + input] = inputs[input * count + example] ?? 0;
    values[example * (width + 1) + width] = labels[example] ?? 0;
  }
  return values;
}

export function numbers(plan: Plan): readonly string[] {
  const { recording, train, dev, test, classes } = plan;
  const width = recording.inputs.length;
  const set = (name: string, from: RecordedSet): readonly string[] =>
    from.targets.length === 0 && name !== 'TRAIN'
      ? []
      : [`${name} = ${matrix(table(from, width), width + 1)}`];
  const parameters: string[] = [];
  let before = width;
  let start = 0;
  recording.layers.forEach((units, layer) => {
    const weights = recording.initial.subarray(start, start + units * before);
    const biases = recording.initial.subarray(start + units * before, start + units * (before + 1));
    const name = layer === recording.layers.length - 1 ? 'output layer' : `hidden layer ${layer + 1}`;
    parameters.push(
      `    # ${name}: weight [${units}][${before}], bias [${units}]`,
      `    ${matrix(weights, before, '    ')},`,
      `    ${vector(biases, '    ')},`,
    );
    start += units * (before + 1);
    before = units;
  });
  return [
    `# The data, as trainscope drew, split and prepared it: ${recording.inputs.join(', ')}, ${classes > 0 ? 'class' : 'number to predict'}.`,
    ...set('TRAIN', train),
    ...set('DEV', dev),
    ...set('TEST', test),
    `# The initial weights.
PARAMETERS = [
${parameters.join('\n')}
]`,
    ...(plan.fullBatch
      ? []
      : [
          `# Rows of TRAIN, mini-batch after mini-batch.
ORDER = ${rows(recording.batches.flatMap((batch) => Array.from(batch)))}`,
        ]),
    `# Trainscope's loss on TRAIN before the first step and after each.
TRAINSCOPE = [
${wrapped(
  Array.from(recording.losses, (loss) => String(Number(loss.toPrecision(8)))),
  '    ',
)}
]`,
  ];
}
