/** The script's training: penalties, optimizer, schedule, mini-batches, evaluation, and the loop over them. */

import type { RecordedSet } from '../../session/looks/recording';
import { any, decays, decaysByItself, penalized, scheduled, type Loss, type Plan } from './plan';

const LOSSES: Readonly<Record<Loss, string>> = {
  binary_cross_entropy: 'nn.BCEWithLogitsLoss()',
  softmax_cross_entropy: 'nn.CrossEntropyLoss()',
  mse: 'nn.MSELoss()',
};

export function regularization(plan: Plan): readonly string[] {
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

export function schedule(plan: Plan): readonly string[] {
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

export function batch(plan: Plan): readonly string[] {
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

export function evaluate(plan: Plan): string {
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

export function main(plan: Plan): string {
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
  const compares = !any(plan) && !plan.augmented;
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
      : plan.augmented
        ? [
            '    print("Without trainscope\'s augmentation, which changes what is learned: losses are not to be compared.")',
          ]
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

export function constants(plan: Plan): string {
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
