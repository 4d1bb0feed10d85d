/** The words of the signals' lens, in English. */

export const words = {
  intro:
    'How large signals are in each layer, and how large the gradient is that comes back: visible before the first step is made.',
  waiting: 'Measuring…',

  gain: {
    label: 'Gain',
    slider: 'Gain, a factor on every initial weight',
    all: 'all lanes',
    one: (name: string) => `${name} only`,
    differs: 'Lanes differ; moving it sets them all.',
    restarts: 'Draws the weights anew: training starts again at step 0.',
    critical: (gain: string) => `Critical gain ${gain}`,
    criticalHint:
      'At this gain theory carries the signal from the first hidden layer to the last undiminished.',
    tooLarge: (gain: string) => `The critical gain here is ${gain}, outside what the slider reaches.`,
    noCritical:
      'No critical gain here: it needs two hidden layers, biases that start at 0, weights that are drawn, and linear, ReLU, leaky ReLU or tanh units.',
  },
  mode: {
    label: 'Measured',
    eval: 'without masks (eval)',
    train: 'with masks (train)',
  },

  verdict: {
    signal: 'Signal forward',
    gradient: 'Gradient back',
    holds: 'holds',
    vanishes: 'vanishes',
    explodes: 'explodes',
    none: 'is 0',
    factor: (factor: string) => `×${factor} a layer`,
    theory: (factor: string) => `theory ×${factor}`,
    at: 'at step 0',
    narrow:
      'Where theory says otherwise: it is of infinitely wide layers, and narrow ones lose more with every layer. Try wider layers.',
    hint: 'Between the first layer and the last. “Vanishes” and “explodes”: by more than a factor of 100 in all.',
  },

  chart: {
    z: 'Pre-activations z',
    a: 'Activations a',
    delta: 'Gradient by z',
    gradient: 'Gradient by the weights',
    stuck: 'Dead or saturated units',
    distinct: 'Units unlike all others before them',
  },
  define: {
    z: 'root mean square of z = W a + b over units and examples; the last layer is the output',
    a: 'root mean square of what a layer hands on',
    delta: 'root mean square of ∂ℓ/∂z, ℓ being the loss of one example',
    gradient: 'root mean square of ∂L/∂W, L being the mean loss of the examples, without the penalty',
    stuck:
      'share of a hidden layer’s units, run 1: ReLU that is 0 on all of train, sigmoid or tanh that is flat on 95% of it',
    distinct: 'share of a hidden layer’s units whose incoming weights no earlier unit has, run 1',
  },
  legend: {
    now: (step: string) => `at step ${step}`,
    start: 'at step 0',
    theory: 'theory for the initial weights',
    band: (runs: number) => `median of ${runs} runs; band: quartiles`,
    edges: '∨ at the bottom: exactly 0; ∧ at the top: not finite',
  },
  measuredOn: (count: string) => `Measured on ${count} training examples.`,
  theory:
    'Theory: mean field, exact for layers of infinite width. Narrow, deep networks scatter around it, and a typical run lies below, because few large ones make up the mean.',
  noTheory: (name: string) =>
    `${name}: no theory curve. Its weights are all equal, so they are not drawn independently, which the theory needs.`,
  layer: 'layer',
  layerNumber: (layer: string) => `layer ${layer}`,
  output: 'output',
  summary: (title: string, parts: string) => `${title}, layer by layer. ${parts}`,
  summaryLane: (name: string, first: string, last: string) =>
    `${name}: ${first} in the first, ${last} in the last.`,
  tableShow: 'Show as table',
  table: (title: string) => `${title}: table`,
  now: 'now',
  start: 'step 0',
  expected: 'theory',

  detail: {
    label: 'A closer look at run 1',
    histograms: 'Histograms',
    drawn: 'Drawn weights',
    likeness: 'Likeness of units',
  },
  histogram: {
    label: 'Histogram of',
    a: 'activations',
    delta: 'gradient by z',
    axis: 'Axis',
    common: 'same for all layers',
    own: 'each layer its own',
    activations:
      'Activations by layer, all units and examples. Heights are square roots of counts; every outline is as high as its highest bar.',
    magnitudes:
      'Size of ∂ℓ/∂z by layer, on a logarithmic axis; exact zeros are left out. Heights are square roots of counts.',
    cell: (layer: string) => `layer ${layer}`,
    mean: 'smallest',
    largest: 'largest',
    zeros: 'exactly 0',
    title: 'Histograms',
  },
  choose: 'Layer',
  drawn: {
    title: 'Drawn weights',
    from: (scheme: string, count: string) => `${count} weights drawn: ${scheme}`,
    deviation: (deviation: string, own: string) =>
      `standard deviation ${deviation}; these weights’ root mean square ${own}`,
    none: (own: string) => `all of one size; root mean square ${own}`,
    hint: 'Bars: the weights of the chosen layer at step 0, their area being 1. Line: the density they were drawn from.',
    absent: 'This lane has no such layer.',
    deviationHead: 'standard deviation',
    ownHead: 'root mean square',
    countHead: 'weights',
  },
  likeness: {
    title: 'Likeness of units',
    distinct: (distinct: string, units: string) => `${distinct} of ${units} units distinct`,
    median: (value: string) => `median |cos| of two units: ${value}`,
    hint: '|cos| of the angle between two units’ incoming weights, without biases. Dark: the same direction, up to sign. Units that start equal stay equal, unless something random, such as dropout, parts them.',
    none: 'nothing in common',
    same: 'same direction',
    distinctHead: 'distinct',
    unitsHead: 'units',
    medianHead: 'median |cos|',
  },
};

export type Words = typeof words;
