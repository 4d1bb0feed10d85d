/** The words of dropout's lens, in English. */

import { names } from '../../parameters/en';

export const words = {
  lane: 'Lane',
  runs: (runs: string) => `Pictures and masks: run 1 of ${runs}. Figures: medians over all of them.`,
  none: (name: string) =>
    `${name} has no dropout. Every step trains the whole network, so there is no mask to show.`,
  noHidden: (name: string) => `${name} has no hidden layer, so there is nothing for dropout p to drop.`,
  setP: (p: string) => `Set p = ${p}`,
  waiting: 'Looking into the network …',
  lost: 'This run has diverged: there is nothing left to look at.',

  layer: 'layer',
  input: 'inputs',
  hidden: names.hidden,
  hiddenUnits: (kept: number, of: number) => `${kept} of ${of} hidden units`,
  inputUnits: (kept: number, of: number) => `${kept} of ${of} inputs`,
  and: (one: string, other: string) => `${one} and ${other}`,
  says: (label: string, share: string) => `${label} at ${share}`,

  fields: {
    title: 'One mask, no mask, many masks',
    watched: 'One mask: the thinned network',
    full: 'No mask: the network at test',
    mean: (masks: string) => `Mean over ${masks} masks`,
    spread: 'Spread over the masks',
    example: (n: string, of: string) => `Example ${n} of ${of}`,
    earlier: 'Previous example of the mini-batch',
    later: 'Next example of the mini-batch',
    kept: {
      example: (n: string, kept: string) => `In the last step example ${n} went through ${kept}.`,
      batch: (kept: string) => `In the last step the whole mini-batch went through ${kept}.`,
    },
    trained: {
      inverted: 'Those kept were multiplied by 1/(1 − p).',
      classic: 'Those kept were not scaled: classic scaling is left to the test.',
      none: 'Those kept were not scaled.',
    },
    own: (here: string, test: string) => `Its point (ringed): ${here} here, ${test} at test.`,
    notYet: 'No mask has been drawn yet. Make a step.',
    tested: {
      inverted: 'model.eval(): every unit is on. No factor is left to apply: training has divided by 1 − p.',
      classic: 'model.eval(): every unit is on, and its value is multiplied by 1 − p.',
      none: 'model.eval(): every unit is on and nothing is scaled, so sums are larger than in training.',
    },
    averaged: (masks: string) =>
      `What ${masks} sampled thinned networks predict on average: Monte Carlo dropout. Each has one mask for the whole plane.`,
    deviation: (mean: string, most: string) =>
      `Standard deviation of the prediction over the masks: ${mean} on average, ${most} at most. The nearer to the scale’s right end, the less the masks agree.`,
    masks: 'Masks',
    fewer: (masks: string, wanted: string) =>
      `${masks} of ${wanted} masks, as many as can be had here in time.`,
    summary: (title: string, shares: string) => `${title}. ${shares}`,
    share: (label: string, share: string) => `${label} on ${share} of the plane`,
    outputs: (low: string, high: string) => `output from ${low} to ${high}`,
    table: 'These pictures as a table',
    picture: 'picture',
    area: 'share of the plane',
    range: 'output',
  },

  gallery: {
    title: 'Sub-networks with shared weights',
    lead: 'Each picture is the same network under another mask. Training goes through ever new ones; at test the whole network, scaled, stands in for their average.',
    again: 'Draw others',
    one: (n: number) => `Sub-network ${n}`,
    average: (count: number) => `Average of these ${count}`,
    full: {
      inverted: 'Whole network',
      classic: 'Whole network × (1 − p)',
      none: 'Whole network, not scaled',
    },
    apart: (what: string, difference: string, agreement: string) =>
      `${what} and the whole network differ by ${difference} in probability, taken over the plane, and decide alike on ${agreement} of it.`,
    apartOutput: (what: string, difference: string) =>
      `${what} and the whole network differ by ${difference} in output, taken over the plane.`,
    these: (count: number) => `The average of these ${count}`,
    all: (masks: string) => `The mean over ${masks} masks`,
    sources: 'Srivastava et al. 2014 (7.5); Baldi and Sadowski 2013; Gal and Ghahramani 2016.',
    table: 'Kept units as a table',
    kept: 'units kept',
  },

  scale: {
    figure: 'figure',
    title: 'What a layer hands on: training against test',
    caption: (passes: string) =>
      `What arrives at the next layer’s sums, over the train set. Training: with the layer’s own mask, ${passes} passes with a fresh one for every example; ± standard error.`,
    size: 'mean |a|',
    square: 'mean a²',
    test: 'test',
    training: 'training',
    ratio: 'training ÷ test, by layer',
    equal: (layer: string, ratio: string, error: string) =>
      `On average every layer hands on as much in training as at test; furthest is ${layer}, ×${ratio} ± ${error}.`,
    off: (layer: string, ratio: string, error: string) =>
      `Training and test do not match: in training ${layer} hands on ×${ratio} ± ${error} of what it hands on at test.`,
    before: 'The mask comes before a curved activation here, where no factor keeps the mean.',
    unscaled: 'Nothing makes good for the missing units.',
    own: 'this layer’s mask alone: mean |a|',
    squared: 'this layer’s mask alone: mean a²',
    all: 'all masks on: mean |a|',
    explain:
      'Scaling keeps the mean, not the mean square, which dropout makes 1/(1 − p) times as large. With all masks on, the noise of earlier layers bends through the activation and shifts the mean as well; no scaling takes that back.',
    plot: (layer: string, own: string, squared: string, all: string) =>
      `${layer}: training over test, mean |a| ${own}, mean a² ${squared}, with all masks ${all}`,
  },

  modes: {
    title: 'model.eval() and model.train()',
    label: 'Fields and figures on the page',
    eval: 'eval()',
    train: 'train()',
    figure: 'figure',
    forgotten: (figures: string) => `Forgetting model.eval() here: ${figures}.`,
    instead: (what: string, wrong: string, right: string) => `${what} reads ${wrong} instead of ${right}`,
    same: (what: string, right: string) => `${what} reads ${right} either way`,
    devAccuracy: 'accuracy on dev',
    devLoss: 'loss on dev',
    trainAccuracy: 'accuracy on train',
    trainLoss: 'loss on train',
  },

  counts: {
    title: 'How often each unit was dropped',
    text: {
      example: (steps: string, masks: string) =>
        `Last ${steps} steps, ${masks} masks: every example of every step has one of its own.`,
      batch: (steps: string, masks: string) =>
        `Last ${steps} steps, ${masks} masks: one for each step, shared by its examples.`,
    },
    never: 'No mask is kept for an epoch.',
    outside: (out: string, units: string, expected: string) =>
      `Outside the band, which holds 95% of units if p is the chance: ${out} of ${units}; about ${expected} are to be expected.`,
    since: 'Counted since the last change of p, of the masks or of the batch size.',
    nothing: 'Nothing to count yet: the next step draws the first masks.',
    summary: (layer: string, p: string, low: string, high: string) =>
      `${layer}, p = ${p}: units dropped in ${low} to ${high} of the masks.`,
    table: 'Counts as a table',
    unit: 'unit',
    dropped: 'dropped',
    share: 'share',
    expected: 'p',
    first: (n: string) => `The first ${n} units.`,
  },
};

export type Words = typeof words;
