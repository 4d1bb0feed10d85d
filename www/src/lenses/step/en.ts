/** The words of the step's lens, in English. */

import { names } from '../../parameters/en';

export const words = {
  ...names,
  phases: {
    batch: 'Batch',
    mask: 'Mask',
    forward: 'Forward',
    loss: 'Loss',
    backward: 'Backward',
    update: 'Update',
  },
  phasesLabel: 'Phases of the step',
  lane: 'lane',
  example: 'example',
  exampleOption: (n: string, of: string) => `${n} of ${of}`,
  unit: 'unit',
  previous: 'Previous phase',
  next: 'Next phase',
  finish: 'Finish the step',
  auto: 'Play slowly',
  autoStop: 'Stop',
  playing: 'The training runs. Pause it to go through its next step number by number.',
  pause: 'Pause and look',
  waiting: 'Working out the step…',
  diverged: (name: string) =>
    `Run 1 of ${name} has diverged and makes no step. Reset, or change the experiment.`,
  title: (step: string, name: string) => `Step ${step}, as run 1 of ${name} will make it`,
  made: (step: string) =>
    `Step ${step} was made, and left every parameter as shown here before, bit for bit.`,

  batch: (size: string, train: string) => `${size} of the ${train} training examples are the mini-batch.`,
  follow: (n: string, x1: string, x2: string, what: string) =>
    `Followed is number ${n}, at (${x1}, ${x2}): ${what}.`,
  target: (value: string) => `target ${value}`,
  mixed: (values: string) => `a mixture, of which the outputs are to give ${values}`,
  augmented: 'Augmentation changes it first: the inputs are those of where it is moved to.',
  noMask: 'There is no dropout: every unit takes part.',
  maskExample: (layers: string) => `For this example dropout leaves out ${layers}.`,
  maskBatch: (layers: string) => `For the whole mini-batch dropout leaves out ${layers}.`,
  maskLayer: (dropped: string, of: string, where: string, factor: string) =>
    `${dropped} of ${of} units of ${where} and multiplies the others by ${factor}`,
  forward: (activation: string, rule: string, outputs: string) =>
    `From left to right, each unit adds its bias to its weighted inputs, z = Σ w a + b, and hands on ${rule}, f being ${activation}. Outputs stay as they are: ${outputs}.`,
  forwardLinear: (outputs: string) =>
    `The outputs add their bias to their weighted inputs, z = Σ w a + b: ${outputs}.`,
  afterRule: 'a = m f(z), m being dropout’s factor',
  beforeRule: 'a = f(m z), m being dropout’s factor',
  plainRule: 'a = f(z)',
  severalActivations: 'the activation of its layer',
  loss: (outputs: string, target: string, own: string, size: string, mean: string) =>
    `The output is ${outputs}, and it should be ${target}: this example’s loss is ${own}. The mean over the ${size} of the mini-batch is ${mean}.`,
  backward: (penalty: string, norm: string, clipped: string) =>
    `From right to left, each unit gets its δ = ∂(mean loss)/∂z by this example. A weight’s gradient is the sum of δ × a over the mini-batch${penalty}. All gradients together are ${norm} long${clipped}.`,
  andPenalty: ', plus that of the penalty',
  clipped: (length: string) => `, clipped to ${length}`,
  update: (optimizer: string, rule: string, rate: string, decay: string) =>
    `${optimizer} at learning rate η = ${rate}: ${rule}${decay}.`,
  decay: (factor: string) => `, where w was first multiplied by ${factor}`,
  largest: (name: string, change: string) => `The largest change is ${change}, of ${name}.`,
  willDiverge: (where: string, cause: string) =>
    `This step leaves the finite numbers: ${where}’s ${cause} overflow.`,
  frozen: (count: string) => `${count} frozen parameters get no gradient and stay as they are.`,
  allLanes: 'Finishing makes the step in all lanes and runs.',

  field: (size: string) =>
    `Training points; the ${size} of the mini-batch in full, the one followed in a ring`,
  fieldHint: 'Press a point of the mini-batch to follow it.',
  drawing: (name: string, phase: string, sentence: string) => `${name}, ${phase}. ${sentence}`,
  drawingHint: 'Press a unit to see its numbers.',
  shows: {
    batch: 'Units: the inputs. Edges: weights.',
    mask: 'Units: dropout’s factor. Edges: weights.',
    forward: 'Units: a. Edges: weights.',
    loss: 'Units: a; outputs: z. Edges: weights.',
    backward: 'Units: δ. Edges: gradient.',
    update: 'Units: change of the bias. Edges: change of the weight.',
  },
  tooLarge: (shape: string) =>
    `Weights ${shape} are too many to draw; the table has those of the chosen unit.`,

  inputs: 'the input',
  bias: 'bias',
  factor: 'factor m',
  from: 'from',
  dataGradient: '∂loss/∂w',
  gradient: 'gradient',
  change: 'Δw',
  after: 'new w',
  unitTable: (unit: string) => `Numbers of ${unit}`,
  dropped: 'dropped',
  table: 'Show all units as a table',
  layer: 'layer',
  tooManyUnits: (count: string) => `The first ${count} units.`,
};

export type Words = typeof words;
