/** The words of the diagnosis' lens, in English. */

export const words = {
  about:
    'The error, rung by rung: what no network can avoid, then on the training points, on new points, and on points as they come in use. Each gap between two rungs has a cause of its own, and remedies of its own.',
  region: (name: string) => `Error ladder of ${name}`,
  unitShare: 'Error: share of points in the wrong class. Gaps in percentage points.',
  atStep: (step: string) => `At step ${step}.`,
  unitSquare: 'Error and gaps: mean squared error.',
  mean: 'Rungs are means over the runs; the cards show medians.',
  points: (value: string) => `${value} points`,
  rungs: {
    bayes: 'Bayes error',
    train: 'Train',
    trainDev: 'Train-dev',
    dev: 'Dev',
    test: 'Test',
  },
  causes: {
    bias: 'avoidable bias',
    variance: 'variance',
    mismatch: 'mismatch',
    devOverfit: 'overfitting to dev',
  },
  varianceOrMismatch: 'variance, or mismatch',
  range: (low: string, high: string) => `${low} to ${high}`,
  working: (percent: string) => `being worked out: ${percent}`,
  unknown: 'not known for own points',
  empty: 'no points',
  notSetAside: 'none set aside',
  hidden: 'not looked at',
  look: 'Look at the test set',
  lookOf: (name: string) => `Look at the test set: ${name}`,
  looked: (name: string, error: string, count: string) =>
    `${name}: test error ${error}. Looks at this test set: ${count}.`,
  looks: (count: string) => `Looks at the test set: ${count}`,
  last: (error: string, step: string) => `Last look: ${error} at step ${step}.`,
  lookNote:
    'What is chosen by a look is fitted to these very points a little. The tab “Sweep” shows what picking does to a figure.',
  lookRule:
    'The test set is looked at only when you ask, at the step that is shown. Looks are counted by test set while the page is open: other test points begin at 0, another model does not. The count is not in the link, since who opens it has not looked.',
  verdicts: {
    bias: (gap: string) =>
      `Avoidable bias: the error on the training points themselves is ${gap} above the Bayes error.`,
    variance: (gap: string) =>
      `Variance: new points of the same distribution have an error ${gap} higher than the training points.`,
    mismatch: (gap: string) =>
      `Mismatch: dev comes from another distribution than the training set, and its error is ${gap} higher for that.`,
    devOverfit: (gap: string) =>
      `Overfitting to dev: the test error is ${gap} higher than the dev error, which settings were chosen by.`,
    none: 'No gap stands out.',
  },
  varianceMixed: (gap: string) =>
    `Variance or mismatch: dev has an error ${gap} higher than the training points, and without a train-dev set nobody can say which of the two it is.`,
  why: {
    counts: (interval: string, least: string) =>
      `It is the largest gap of at least ${least} whose interval, ${interval}, lies above 0.`,
    small: (name: string, gap: string, least: string) =>
      `The largest, ${name}, is ${gap}: less than ${least}.`,
    unsure: (name: string, gap: string, interval: string) =>
      `The largest, ${name}, is ${gap}, but its interval, ${interval}, reaches 0.`,
  },
  untrained: 'Nothing has been trained yet: play some steps first.',
  waiting: 'The Bayes error is being worked out; the verdict waits for it.',
  diverged: 'Every run has diverged: there is no error to speak of.',
  divergedSome: (count: string) => `Made of ${count} runs: those that diverged are left out.`,
  rule: 'The rule: a gap counts where it is at least 2 percentage points (for numbers, 0.02 times the variance of the training targets) and its whole interval lies above 0. The largest of those that count is called the cause; where none counts, none is.',
  intervals:
    'Intervals of 95%: mean ± √(z² Σ s²/n + t² r²/R). The first term is about which n points a set happens to have, the second about what the R runs happened to draw; with one run the second is missing. Where two sets are compared, Σ is over both.',
  oneRun: 'One run: the intervals know nothing of how runs differ.',
  setRuns: (count: string) => `Set ${count} runs`,
  noDev: 'There are no dev points, so that nothing can be said of variance.',
  noBayes:
    'Own points have no known distribution, so there is no Bayes error, and avoidable bias cannot be told.',
  noTrainDev: 'Without a train-dev set, variance and mismatch are one gap.',
  setTrainDev: (change: string) => `Set ${change}`,
  byHeart:
    'Train is below the Bayes error: the network knows these very points by heart, their noise included.',
  bayesOfUse: (error: string) =>
    `The distribution of dev and test has a Bayes error of its own, ${error}; how far that is from the one above is part of the mismatch.`,
  remedies: 'What the recipe offers',
  pauseFor: 'Pause to see what can be done.',
  nothingLeft: 'There is nothing left in this experiment that the recipe would change.',
  remedy: {
    wider: 'Wider network',
    deeper: 'Deeper network',
    longer: 'Train longer',
    lessL1: 'Less L1',
    lessL2: 'Less L2',
    lessDecay: 'Less weight decay',
    lessDropout: 'Less dropout',
    lessInputDropout: 'Less dropout of inputs',
    moreData: 'More data',
    l2: 'More L2',
    dropout: 'More dropout',
    earlyStopping: 'Early stopping',
    augmentation: 'Augmentation that keeps the labels',
    targetShare: 'Data of the target distribution in training',
    largerDev: 'Larger dev set',
  },
  change: (field: string, from: string, to: string) => `${field}: ${from} → ${to}`,
  toStep: (step: string) => `to step ${step}`,
  set: 'Change it',
  setLabel: (change: string) => `Change it: ${change}`,
  beside: 'New lane beside',
  besideLabel: (change: string) => `New lane beside, with ${change}`,
  train: 'Train on',
  restart:
    '“New lane beside” begins the training anew in all lanes. So does “Change it”, except for dropout and regularization, which apply to the running training.',
  optimal: 'Bayes-optimal boundary on the fields',
  optimalKey:
    'Dashed: where the best possible predictor for the distribution of dev and test changes its mind. No line where no point ever falls.',
  optimalLevels:
    'Dashed: where the best possible prediction for the distribution of dev and test is −0.5, 0 and 0.5.',
  optimalNone: 'Own points have none.',
  table: 'Show as a table',
  tableOf: (name: string) => `The ladder of ${name}`,
  rung: 'rung or gap',
  error: 'mean',
  interval: 'interval of 95%',
  isLarge: (least: string) => `at least ${least}`,
  isSure: 'interval above 0',
  yes: 'yes',
  no: 'no',
  cause: 'cause',
};

export type Words = typeof words;
