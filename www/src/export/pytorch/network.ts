/** The script's network: its modules, its dropout, and what its outputs are compared with. */

import { any, type Plan } from './plan';

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
export function dropoutClass(plan: Plan): readonly string[] {
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

export function model(plan: Plan): string {
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
export function targets({ loss, classes, outputs }: Plan): readonly string[] {
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
