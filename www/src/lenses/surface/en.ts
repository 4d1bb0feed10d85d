/** The words of the loss surface's lens, in English. */

export const words = {
  title: (name: string) => `Training loss of ${name}`,
  about:
    'Every place of the picture is a full set of weights and biases, and its colour is their loss on the whole training set, with all units on.',
  directions: 'directions',
  paths: 'along the paths (PCA)',
  random: 'random, filter-normalized',
  others: 'Draw others',
  lossOf: 'loss of',
  shown: 'paths of',
  run: 'run 1',
  allRuns: (n: number) => `all ${n} runs`,
  colour: 'colour',
  log: 'logarithmic',
  linear: 'linear',
  penalty: 'with the penalty',
  recompute: 'Recompute for the newest paths',
  stop: 'Stop',
  waiting: 'Train some steps first: a path is needed to choose the plane.',
  noPlane: 'There is no such plane: nothing has moved yet, or all weights are 0.',
  progress: (percent: string) => `Computing: ${percent}`,
  stopped: (side: number) => `Stopped at ${side} × ${side} places.`,
  complete: (side: number) => `Computed at ${side} × ${side} places.`,
  outside: 'A run has left the picture: recompute to see it.',
  exact:
    'This model has exactly two parameters, so this is no section but the whole loss: every path lies in it.',
  alongPaths: (first: string, second: string, within: string) =>
    `The directions are the first two principal components of the paths: they hold ${first} and ${second} of the paths’ variance, together ${within}.`,
  alongRandom: (within: string) =>
    `The directions are random; in each, a unit’s weights are scaled to the norm of the unit’s own, and biases stay (Li et al. 2018). The plane goes through the newest weights and holds ${within} of the paths’ variance.`,
  distance: (most: string, width: string) =>
    `The paths are drawn where the plane is nearest to them. They run up to ${most} off it; the picture is ${width} wide. Off the plane the loss may differ from the colour: the table has the runs’ own.`,
  toTwo: 'With one feature and no hidden layer a model has just two parameters, and the picture is exact.',
  otherLoss: (names: string) =>
    `The colours are not the loss of ${names}, which has other data, inputs, activations or loss; only its weights are drawn here.`,
  otherShape: (names: string) => `Not shown, as the network has another shape: ${names}.`,
  horizontal: (name: string, low: string, high: string) => `→ ${name}: ${low} to ${high}`,
  vertical: (name: string, low: string, high: string) => `↑ ${name}: ${low} to ${high}`,
  component: (n: number) => `component ${n}`,
  direction: (n: number) => `direction ${n}`,
  weight: 'weight',
  bias: 'bias',
  start: 'start',
  now: 'now',
  path: 'path, with a dot at every step kept',
  since: 'since this was computed',
  notFinite: 'not finite',
  lines: 'lines at the losses below',
  read: (x: string, y: string, loss: string) => `(${x}, ${y}): loss ${loss}`,
  readHint: 'Point at the picture, or move over it with the arrow keys, to read the loss.',
  summary: (name: string, low: string, high: string, parts: string) =>
    `Training loss of ${name} over a plane of the parameters, from ${low} to ${high}. ${parts}`,
  summaryPath: (name: string, first: string, last: string, from: string, to: string) =>
    `${name}: loss ${from} at step ${first}, ${to} at step ${last}.`,
  table: 'Show as table',
  tableOf: (name: string) => `The paths, with the loss as ${name} counts it`,
  lane: 'lane',
  ofRun: 'run',
  step: 'step',
  loss: 'loss',
  off: 'off the plane',
};

export type Words = typeof words;
