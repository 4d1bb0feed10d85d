/** The sweep, in English. */

export const words = {
  about:
    'Trains the experiment at every value, each under several seeds, on all cores of this machine. The training above is paused for it.',
  lane: 'Experiment of',
  field: 'Field',
  second: 'and',
  none: 'no second field',
  values: 'Values',
  valuesOf: (label: string) => `Values of ${label}`,
  apart: 'with commas between them',
  apartLists: 'with semicolons between them',
  seeds: 'Seeds',
  steps: 'Steps',
  figure: 'Figure',
  metrics: {
    devLoss: 'dev loss',
    devAccuracy: 'dev accuracy',
    trainLoss: 'train loss',
    trainAccuracy: 'train accuracy',
  },
  start: (runs: string) => `Train ${runs} runs`,
  stop: 'Stop',
  bad: (texts: string) => `Not allowed: ${texts}.`,
  tooFew: 'At least two different values are needed.',
  tooMany: (most: string, got: string) => `At most ${most} combinations; these are ${got}.`,
  wrongNumber: (got: string, most: string) => `“${got}” is not allowed; a whole number from 1 to ${most} is.`,
  noNumber: (most: string) => `A whole number from 1 to ${most} is needed.`,
  progress: (done: string, of: string) => `${done} of ${of} runs`,
  left: (time: string) => `about ${time} left`,
  seconds: (count: string) => `${count} s`,
  minutes: (count: string) => `${count} min`,
  finished: (runs: string, time: string) => `${runs} runs in ${time}.`,
  stopped: (done: string, of: string) => `Stopped: ${done} of ${of} runs are there.`,
  failed: (reason: string) => `The sweep broke off: ${reason}`,
  key: 'Dots: runs. Line: their median. Band: 95% interval for the median, by ranks; six runs are the least for one.',
  heat: 'Median over the runs; the stronger the colour, the higher.',
  summary: (figure: string, field: string, parts: string) => `${figure} over ${field}: ${parts}`,
  part: (value: string, median: string) => `${value}: ${median}`,
  open: (values: string) => `Open ${values} in the playground`,
  openHint: (steps: string) =>
    `Press a value to open it above with as many runs, or a single run in the table below. It is trained there to step ${steps}, as here, and pauses.`,
  openDot: (steps: string) =>
    `Press a dot to open that run above, or a value to open all of its runs. They are trained there to step ${steps}, as here, and pause.`,
  openRun: (values: string, run: number) => `Open run ${run} of ${values} in the playground`,
  diverged: (count: string) => `${count} diverged`,
  table: 'Show every run',
  run: 'run',
  csv: 'Save as CSV',
  stale: 'The experiment above has changed since.',
  picking: {
    title: 'Picking the best on dev',
    best: (count: string, name: string, value: string, share: boolean) =>
      share
        ? `By accuracy on dev, and by loss among equals, the best of ${count} runs is ${name}: accuracy ${value}.`
        : `By loss on dev the best of ${count} runs is ${name}: loss ${value}.`,
    ring: (share: boolean) => `Ring: the run that is best by ${share ? 'accuracy' : 'loss'} on dev.`,
    look: 'Look at it on the test set',
    looks: (count: string) => `Looks at this test set, those of the tab “Diagnosis” included: ${count}.`,
    worth: (value: string, share: boolean) =>
      `On the test set, by which nothing was picked, its ${share ? 'accuracy' : 'loss'} is ${value}.`,
    added: (alone: string, picked: string, change: string, flattered: boolean) =>
      `A run taken as it comes is on average ${alone} on dev than on test, the one picked from all of them ${picked}: ${
        flattered
          ? `picking made dev look better by ${change}`
          : `here picking moved dev the other way, by ${change}`
      }.`,
    better: (value: string) => `${value} better`,
    worse: (value: string) => `${value} worse`,
    points: (value: string) => `${value} percentage points`,
    caption: (share: boolean) =>
      `Mean ${share ? 'accuracy' : 'loss'} of the run that is best on dev among so many, over all ways to draw them from this sweep.`,
    picture:
      'The picked run’s figures on dev and test over how many runs it was picked from; the table has the numbers.',
    of: 'picked from',
    dev: 'dev',
    test: 'test',
  },
};

export type Words = typeof words;
