/**
 * One lane as a PyTorch script that trains the same network on the same numbers: the points as the core split and
 * prepared them, its initial weights, its mini-batches, and an optimizer that does what the core's does.
 *
 * Without dropout the losses agree to rounding; `tests/pytorch` runs such scripts. With dropout the masks are
 * PyTorch's own.
 */

import type { Settings } from '../schema';
import type { RecordedSet, Recording } from '../session/looks/recording';
import { valueIn } from '../state';
import { isPacked, matrix, rows, UNPACK, vector, wrapped } from './python';

export interface ScriptSource {
  /** What the lane is called. */
  readonly title: string;
  /** Where the experiment can be seen. */
  readonly link: string;
  readonly settings: Settings;
  readonly recording: Recording;
}

/** Sections whose outcome is recorded and not worked out again: points, sets, inputs, weights and batches. */
export const RECORDED_SECTIONS = ['data', 'split', 'inputs', 'initialization', 'seeds'] as const;

/** Fields that the script's own lines stand for. */
export const TRANSLATED = [
  'network.layers',
  'network.activation',
  'dropout.p',
  'dropout.input',
  'dropout.scaling',
  'dropout.placement',
  'dropout.mask',
  'dropout.evaluate',
  'regularization.l1',
  'regularization.l2',
  'regularization.weight_decay',
  'regularization.biases',
  'training.loss',
  'training.optimizer',
  'training.learning_rate',
  'training.momentum',
  'training.rho',
  'training.beta1',
  'training.beta2',
  'training.epsilon',
  'training.batch',
  'training.schedule',
  'training.schedule_steps',
  'training.schedule_factor',
  'training.warmup_steps',
  'training.clip_norm',
] as const;
type Path = (typeof TRANSLATED)[number];

const ACTIVATIONS: Readonly<Record<string, string>> = {
  linear: 'nn.Identity()',
  sigmoid: 'nn.Sigmoid()',
  tanh: 'nn.Tanh()',
  relu: 'nn.ReLU()',
  leaky_relu: 'nn.LeakyReLU(0.01)',
  elu: 'nn.ELU()',
  selu: 'nn.SELU()',
  gelu: 'nn.GELU()',
  silu: 'nn.SiLU()',
};

type Loss = 'binary_cross_entropy' | 'softmax_cross_entropy' | 'mse';

/** The experiment as the script needs it. */
interface Plan {
  readonly text: (path: Path) => string;
  readonly number: (path: Path) => number;
  readonly loss: Loss;
  readonly outputs: number;
  readonly classes: number;
  /** Probability of dropping each input, then each hidden layer's units. */
  readonly drops: readonly number[];
  readonly activations: readonly string[];
  readonly recording: Recording;
  readonly train: RecordedSet;
  readonly dev: RecordedSet;
  readonly test: RecordedSet;
  /** Every step sees the whole training set. */
  readonly fullBatch: boolean;
  readonly steps: number;
}

const EMPTY: RecordedSet = { inputs: new Float32Array(), targets: new Float32Array() };

function planOf({ settings, recording }: ScriptSource): Plan {
  const text = (path: Path): string => String(valueIn(settings, path));
  const number = (path: Path): number => Number(valueIn(settings, path));
  const each = (path: Path): readonly string[] => {
    const value = valueIn(settings, path);
    return recording.layers
      .slice(0, -1)
      .map((_, layer) => String(Array.isArray(value) ? value[layer] : value));
  };
  const named = text('training.loss');
  const { classes, sets, batches } = recording;
  const loss: Loss =
    named === 'mse' || classes === 0
      ? 'mse'
      : named === 'softmax_cross_entropy' || (named === 'auto' && classes > 2)
        ? 'softmax_cross_entropy'
        : 'binary_cross_entropy';
  const [train = EMPTY, dev = EMPTY, test = EMPTY] = sets;
  return {
    text,
    number,
    loss,
    outputs: recording.layers.at(-1) ?? 1,
    classes,
    drops: [number('dropout.input'), ...each('dropout.p').map(Number)],
    activations: each('network.activation'),
    recording,
    train,
    dev,
    test,
    fullBatch: number('training.batch') >= train.targets.length,
    steps: batches.length,
  };
}

function any(plan: Plan): boolean {
  return plan.drops.some((p) => p > 0);
}

/** Whether PyTorch's own module does what is asked for. */
function plainDropout({ text }: Plan): boolean {
  return text('dropout.scaling') === 'inverted' && text('dropout.mask') === 'example';
}

function dropout(plan: Plan, p: number): string {
  return plainDropout(plan) ? `nn.Dropout(${p})` : `Dropout(${p})`;
}

const SCALINGS: Readonly<Record<string, string>> = {
  inverted: 'what is kept is divided by 1 - p in training',
  classic: 'everything is multiplied by 1 - p at test (Srivastava et al. 2014)',
  none: 'nothing makes good for what is missing',
};

/** The dropout that PyTorch has no module for. */
function dropoutClass(plan: Plan): readonly string[] {
  if (!any(plan) || plainDropout(plan)) return [];
  const scaling = plan.text('dropout.scaling');
  const perBatch = plan.text('dropout.mask') === 'batch';
  return [
    `class Dropout(nn.Module):
    """Drops each unit with probability p, ${perBatch ? 'the same units for the whole batch' : 'for each example anew'}; ${SCALINGS[scaling] ?? ''}."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return ${scaling === 'classic' ? 'x * (1 - self.p)' : 'x'}
        kept = (torch.rand(${perBatch ? '1, x.shape[1]' : 'x.shape'}) >= self.p).to(x.dtype)
        return x * kept${scaling === 'inverted' ? ' / (1 - self.p)' : ''}`,
  ];
}

function model(plan: Plan): string {
  const { recording, drops, activations } = plan;
  const before = plan.text('dropout.placement') === 'before';
  const modules: string[] = [];
  const [input = 0, ...hidden] = drops;
  if (input > 0) modules.push(`${dropout(plan, input)},  # on the inputs`);
  let width = recording.inputs.length;
  recording.layers.forEach((units, layer) => {
    modules.push(`nn.Linear(${width}, ${units}),`);
    width = units;
    if (layer === recording.layers.length - 1) return;
    const p = hidden[layer] ?? 0;
    const drop = p > 0 ? [`${dropout(plan, p)},`] : [];
    const activation = `${ACTIVATIONS[activations[layer] ?? ''] ?? 'nn.Identity()'},`;
    modules.push(...(before ? [...drop, activation] : [activation, ...drop]));
  });
  return `def build_model():
    return nn.Sequential(
${modules.map((line) => `        ${line}`).join('\n')}
    )`;
}

const PREDICTED_FROM_ONE = 'outputs[:, 0] > 0';

/** Targets as the loss wants them, and how a class is read from the outputs. */
function targets({ loss, classes, outputs }: Plan): readonly string[] {
  const text =
    loss === 'softmax_cross_entropy'
      ? 'labels.long()'
      : loss === 'binary_cross_entropy' || classes === 0
        ? 'labels.unsqueeze(1)'
        : outputs === 1
          ? '2 * labels.unsqueeze(1) - 1  # classes are told apart by -1 and 1'
          : `2 * nn.functional.one_hot(labels.long(), ${outputs}).float() - 1  # 1 for its class, -1 for the others`;
  const parts = [
    `def targets_of(labels):
    return ${text}`,
  ];
  if (classes > 0)
    parts.push(`def accuracy(outputs, labels):
    predicted = ${outputs === 1 ? PREDICTED_FROM_ONE : 'outputs.argmax(1)'}
    return (predicted == labels).float().mean().item()`);
  return parts;
}

const LOSSES: Readonly<Record<Loss, string>> = {
  binary_cross_entropy: 'nn.BCEWithLogitsLoss()',
  softmax_cross_entropy: 'nn.CrossEntropyLoss()',
  mse: 'nn.MSELoss()',
};

function penalized(plan: Plan): boolean {
  return plan.number('regularization.l1') > 0 || plan.number('regularization.l2') > 0;
}

function decays(plan: Plan): boolean {
  return plan.number('regularization.weight_decay') > 0;
}

/** PyTorch has decoupled decay in AdamW alone. */
function decaysByItself(plan: Plan): boolean {
  return decays(plan) && ['adam', 'adamw'].includes(plan.text('training.optimizer'));
}

function regularization(plan: Plan): readonly string[] {
  const parts: string[] = [];
  const both = plan.text('regularization.biases') === 'true';
  if (penalized(plan) || decays(plan))
    parts.push(`def regularized(model):
    """${both ? 'Weights and biases' : 'The weights; biases are left alone'}."""
    return ${both ? 'list(model.parameters())' : '[p for name, p in model.named_parameters() if name.endswith("weight")]'}`);
  if (penalized(plan)) {
    const terms = [
      ...(plan.number('regularization.l1') > 0 ? ['L1 * p.abs().sum()'] : []),
      ...(plan.number('regularization.l2') > 0 ? ['L2 / 2 * p.square().sum()'] : []),
    ];
    parts.push(`def penalty(model):
    """Part of the cost, so its gradient is clipped and averaged like the rest of it."""
    return sum(${terms.join(' + ')} for p in regularized(model))`);
  }
  return parts;
}

function optimizer(plan: Plan): string {
  const { text, number } = plan;
  const kind = text('training.optimizer');
  const given: string[] = ['lr=LEARNING_RATE'];
  const betas = `betas=(${text('training.beta1')}, ${text('training.beta2')})`;
  const epsilon = `eps=${text('training.epsilon')}`;
  let name = 'SGD';
  let parameters = 'model.parameters()';
  switch (kind) {
    case 'momentum':
    case 'nesterov':
      given.push(`momentum=${text('training.momentum')}`);
      // Without momentum there is nothing to look ahead with, and PyTorch refuses it.
      if (kind === 'nesterov' && number('training.momentum') > 0) given.push('nesterov=True');
      break;
    case 'rmsprop':
      name = 'RMSprop';
      given.push(`alpha=${text('training.rho')}`, epsilon);
      break;
    case 'adagrad':
      name = 'Adagrad';
      given.push(epsilon);
      break;
    case 'adam':
    case 'adamw':
      name = decaysByItself(plan) || kind === 'adamw' ? 'AdamW' : 'Adam';
      given.push(betas, epsilon);
      // Its default is not 0.
      if (name === 'AdamW') given.push(`weight_decay=${decays(plan) ? 'WEIGHT_DECAY' : '0'}`);
      if (name === 'AdamW' && decays(plan) && text('regularization.biases') !== 'true')
        parameters = `[
        {"params": regularized(model)},
        {"params": [p for name, p in model.named_parameters() if name.endswith("bias")], "weight_decay": 0},
    ]`;
      break;
  }
  return `    optimizer = torch.optim.${name}(${parameters}, ${given.join(', ')})`;
}

function scheduled(plan: Plan): boolean {
  return plan.text('training.schedule') !== 'constant' || plan.number('training.warmup_steps') > 0;
}

function schedule(plan: Plan): readonly string[] {
  if (!scheduled(plan)) return [];
  const kind = plan.text('training.schedule');
  const lines = [
    kind === 'step'
      ? `    factor = ${plan.text('training.schedule_factor')} ** (step // ${plan.text('training.schedule_steps')})`
      : kind === 'cosine'
        ? `    length = ${plan.text('training.schedule_steps')}
    factor = 0.5 * (1 + math.cos(math.pi * step / length)) if step < length else 0.0`
        : '    factor = 1.0',
  ];
  if (plan.number('training.warmup_steps') > 0)
    lines.push(`    factor *= min(1.0, (step + 1) / ${plan.text('training.warmup_steps')})  # warm-up`);
  return [
    `def schedule(step):
    """Factor on the learning rate, \`step\` updates having been made."""
${lines.join('\n')}
    return factor`,
  ];
}

function batch(plan: Plan): readonly string[] {
  if (plan.fullBatch) return [];
  return [
    `def batch(step):
    """Rows of the training set in a step's mini-batch; the last one of an epoch may be smaller."""
    epoch, number = divmod(step, math.ceil(len(TRAIN) / BATCH))
    start = epoch * len(TRAIN) + number * BATCH
    end = min(start + BATCH, (epoch + 1) * len(TRAIN))
    if end <= len(ORDER):
        return ORDER[start:end]
    return torch.randperm(len(TRAIN))[:BATCH]  # past what is recorded below`,
  ];
}

function evaluate(plan: Plan): string {
  const mode =
    plan.text('dropout.evaluate') === 'train' && any(plan)
      ? '    model.train()  # as set in the experiment: what happens when model.eval() is forgotten'
      : '    model.eval()';
  const figures =
    plan.classes > 0
      ? 'loss_function(outputs, targets_of(labels)).item(), accuracy(outputs, labels)'
      : 'loss_function(outputs, targets_of(labels)).item()';
  return `def evaluate(model, loss_function, examples):
    """${plan.classes > 0 ? 'Loss and accuracy' : 'The loss'} on a whole set, without the penalty."""
    inputs, labels = examples[:, :-1], examples[:, -1]
${mode}
    with torch.no_grad():
        outputs = model(inputs)
    return ${figures}`;
}

function main(plan: Plan): string {
  const { classes, dev, test } = plan;
  const has = (set: RecordedSet): boolean => set.targets.length > 0;
  const head = ['step', 'train loss', 'trainscope'];
  const row = ['{step:5d}', '{train_loss:10.6f}', '{expected:>10}'];
  const read = (name: string): string => (classes > 0 ? `${name}_loss, ${name}_accuracy` : `${name}_loss`);
  const lines = [
    `        ${classes > 0 ? 'train_loss, _' : 'train_loss'} = evaluate(model, loss_function, TRAIN)`,
  ];
  if (has(dev)) {
    lines.push(`        ${read('dev')} = evaluate(model, loss_function, DEV)`);
    head.push('  dev loss');
    row.push('{dev_loss:10.6f}');
    if (classes > 0) {
      head.push('dev acc.');
      row.push('{dev_accuracy:8.1%}');
    }
  }
  const compares = !any(plan);
  if (compares)
    lines.push(
      '        if step < len(TRAINSCOPE):',
      '            own = TRAINSCOPE[step]',
      '            largest = max(largest, abs(train_loss - own) / max(1.0, abs(own)))',
    );
  lines.push('        expected = f"{TRAINSCOPE[step]:.6f}" if step < len(TRAINSCOPE) else ""');
  lines.push(`        print(f"${row.join('  ')}")`);
  const update = [
    '        model.train()',
    '        optimizer.zero_grad()',
    ...(plan.fullBatch
      ? ['        inputs, labels = TRAIN[:, :-1], TRAIN[:, -1]  # the whole training set at every step']
      : ['        rows = batch(step)', '        inputs, labels = TRAIN[rows, :-1], TRAIN[rows, -1]']),
    '        loss = loss_function(model(inputs), targets_of(labels))',
    `        ${penalized(plan) ? '(loss + penalty(model))' : 'loss'}.backward()`,
    ...(plan.number('training.clip_norm') > 0
      ? [`        nn.utils.clip_grad_norm_(model.parameters(), ${plan.text('training.clip_norm')})`]
      : []),
    ...(decays(plan) && !decaysByItself(plan)
      ? [
          '        with torch.no_grad():  # decoupled decay, which PyTorch has for Adam alone',
          '            for p in regularized(model):',
          '                p.mul_(1 - optimizer.param_groups[0]["lr"] * WEIGHT_DECAY)',
        ]
      : []),
    '        optimizer.step()',
    ...(scheduled(plan) ? ['        scheduler.step()'] : []),
  ];
  const end = [
    ...(compares
      ? ['    print(f"largest difference from trainscope\'s train loss: {largest:.1e}")']
      : ['    print("Dropout: PyTorch draws masks of its own, so losses are alike and not equal.")']),
    ...(has(test)
      ? [
          `    ${read('test')} = evaluate(model, loss_function, TEST)`,
          `    print(f"test, looked at once and last: loss {test_loss:.4f}${classes > 0 ? ', accuracy {test_accuracy:.1%}' : ''}")`,
        ]
      : []),
  ];
  return `def main():
${any(plan) ? '    torch.manual_seed(1)  # of the dropout masks\n' : ''}    model = build_model()
    with torch.no_grad():
        for parameter, values in zip(model.parameters(), PARAMETERS):
            parameter.copy_(values)
    loss_function = ${LOSSES[plan.loss]}
${optimizer(plan)}
${scheduled(plan) ? '    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, schedule)\n' : ''}
${compares ? '    largest = 0.0\n' : ''}    print("${head.join('  ').replace('step', ' step')}")
    for step in range(STEPS + 1):
${lines.join('\n')}
        if step == STEPS:
            break

${update.join('\n')}

${end.join('\n')}`;
}

function constants(plan: Plan): string {
  const { text, number, recording, steps } = plan;
  const stopped =
    recording.diverged === undefined
      ? ''
      : `# In trainscope the run left the finite numbers at step ${recording.diverged}, and rests from there on.\n`;
  return `${stopped}STEPS = ${steps}  # ${plan.fullBatch ? 'as many as trainscope’s losses are given for below' : 'as many as mini-batches are recorded below'}; with more, other ones follow
LEARNING_RATE = ${text('training.learning_rate')}
${plan.fullBatch ? '' : `BATCH = ${text('training.batch')}\n`}${number('regularization.l1') > 0 ? `L1 = ${text('regularization.l1')}\n` : ''}${
    number('regularization.l2') > 0
      ? `L2 = ${text('regularization.l2')}  # PyTorch's weight_decay, of SGD and Adam\n`
      : ''
  }${decays(plan) ? `WEIGHT_DECAY = ${text('regularization.weight_decay')}\n` : ''}`
    .replace(plan.fullBatch ? '; with more, other ones follow' : /(?!)/, '')
    .trimEnd();
}

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

function numbers(plan: Plan): readonly string[] {
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
  return `"""${inText(source.title)}: a trainscope experiment in PyTorch.

${inText(source.link)}

${same}
It trains from the start with these settings; what was changed while the page trained is not repeated.
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
