/** Bias and variance, in English. */

export const words = {
  about:
    'Draws the data anew many times from the same distribution, trains a network on each data set, and holds the networks against each other. Their expected squared error is the sum of three: the noise, which nobody can avoid; bias², where all of them are wrong together; and variance, where they differ because their data did.',
  given:
    'These points were given, not drawn: nobody knows the distribution from which to draw them anew. Choose a generated data set to see bias and variance.',
  lane: 'Experiment of',
  networks: 'Networks',
  own: (layers: string) => `this one: ${layers}`,
  several: 'several widths',
  widths: 'Widths',
  widthsLabel: 'Widths of the hidden layers',
  apart: 'with commas between them',
  sets: 'Data sets',
  start: 'Start',
  starts: { own: 'own start', same: 'same start' },
  startText: {
    own: 'Network d has d for all six seeds: points, split, initial weights, batches, masks and augmentation. Variance is what all of these chances do together.',
    same: 'Network d has d for the seeds of points and split. Initial weights, batches, masks and augmentation have the experiment’s own seeds. Variance is what the data do, from this start.',
  },
  steps: 'Steps',
  train: (networks: string) => `Train ${networks} networks`,
  stop: 'Stop',
  bad: (text: string, most: string) => `“${text}” is no width; a whole number from 1 to ${most} is.`,
  tooFew: 'Two widths are the least.',
  tooMany: (most: string, got: string) => `At most ${most} widths; these are ${got}.`,
  wrongNumber: (got: string, most: string) => `“${got}” is not allowed; a whole number from 1 to ${most} is.`,
  progress: (done: string, of: string) => `${done} of ${of} networks`,
  left: (time: string) => `about ${time} left`,
  seconds: (count: string) => `${count} s`,
  minutes: (count: string) => `${count} min`,
  finished: (networks: string, time: string) => `${networks} networks in ${time}.`,
  stopped: (done: string, of: string) => `Stopped: ${done} of ${of} networks are there.`,
  failed: (reason: string) => `It broke off: ${reason}`,
  stale: 'These are of the settings as they were; the experiment above has changed since.',
  csv: 'Save as CSV',
  totals: 'Expected squared error',
  parts: { noise: 'noise', bias: 'bias²', variance: 'variance', error: 'sum' },
  interval: (low: string, high: string) => `${low} to ${high}`,
  measure: {
    two: 'Mean over the distribution of dev of (y − p̂)², with y 1 or 0 and p̂ the probability of class 1: the Brier score, from 0 to 1.',
    more: 'Mean over the distribution of dev of Σ (y − p̂)² over the classes, with y 1 for the point’s own class, else 0: the Brier score, from 0 to 2.',
    number: 'Mean over the distribution of dev of (y − ŷ)².',
  },
  small: 'In small print the interval of 95% over data sets.',
  said: (noise: string, bias: string, variance: string, error: string) =>
    `Of the expected squared error of ${error}, ${noise} is noise, ${bias} bias² and ${variance} variance.`,
  larger: {
    bias: 'Bias² is larger than variance; their intervals do not meet.',
    variance: 'Variance is larger than bias²; their intervals do not meet.',
    open: 'The intervals of bias² and variance meet: these data sets do not tell which is larger.',
  },
  fromTo: {
    falls: (part: string, first: string, last: string) => `${part} falls from ${first} to ${last}`,
    rises: (part: string, first: string, last: string) => `${part} rises from ${first} to ${last}`,
    open: (part: string, first: string, last: string) =>
      `${part} goes from ${first} to ${last}, with intervals that meet`,
  },
  trend: (narrow: string, wide: string, bias: string, variance: string) =>
    `From width ${narrow} to width ${wide}, ${bias}; ${variance}.`,
  least: (width: string, error: string) => `The sum is least at width ${width}: ${error}.`,
  pick: (name: string) => `Show the pictures of ${name}`,
  width: (width: string) => `width ${width}`,
  pictures: (networks: string, name: string) => `Over the plane: ${networks} networks, ${name}`,
  mean: 'Mean prediction',
  bias: 'Bias²',
  variance: 'Variance',
  noise: 'Noise',
  meanText: {
    classes: 'Colours and thick line: the mean of the networks. Thin lines: each network’s own boundary.',
    number:
      'Colours, and lines at −0.5, 0 and 0.5: the mean of the networks. Thin lines: where each of them predicts 0.',
  },
  biasText: 'How far the mean is from E[y | x], squared.',
  varianceText: 'How far the networks are from their mean, squared.',
  noiseText: 'Var[y | x], from the generator’s own densities.',
  scale: (top: string) => `One scale for the three, from 0 to ${top}`,
  inside: {
    classes:
      'Within the dashed line lie 99% of the points. Where none can lie there is no E[y | x], and no colour.',
    number: 'The points are spread evenly. Where none can lie there is no E[y | x], and no colour.',
  },
  summary: (title: string, mean: string) => `${title} over the plane; ${mean} in the mean over the points.`,
  meanSummary: (networks: string) =>
    `The mean prediction of ${networks} networks over the plane, with the boundary of each.`,
  leftOut: (lost: string, of: string) =>
    `${lost} of ${of} networks diverged and are left out; the figures are of the others alone.`,
  none: (name: string) =>
    `${name}: there are too few networks that did not diverge, or no point of dev’s distribution is on the plane.`,
  covered: (share: string) => `The plane holds ${share} of dev’s distribution; the means are over these.`,
  below: 'Bias² is estimated without a bias of its own, so where it is small it can come out below 0.',
  noiseInputs: 'Noise inputs are at 0 here, as in the fields above; what they add to the error is left out.',
  how: 'How it is worked out',
  howText: (side: string, networks: string) =>
    `Each network predicts without masks on ${side} × ${side} places. With m the mean of D = ${networks} predictions: variance = Σ (p̂ − m)² / (D − 1), and bias² = (m − E[y | x])² − variance / D, because the mean of D networks is off by chance as well. So neither depends on how many data sets there are, and the three add up exactly to the networks’ error. E[y | x] and the noise come from the generator’s densities, label noise included. Each interval leaves out one data set at a time (jackknife), and is about which data sets there were. With few data sets it is too narrow: where all that differs is one number, it held the truth in some 85 of 100 trials with 8 data sets, and in 90 with 32.`,
  table: 'Show the figures of each network',
  network: 'Data set',
  error: 'expected squared error',
  hash: 'weights',
  diverged: (step: string) => `diverged at step ${step}`,
};

export type Words = typeof words;
