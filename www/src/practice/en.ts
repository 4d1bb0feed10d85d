/** Words of augmentation and early stopping on a lane's card, in English. */

export const words = {
  best: (step: string, runs: number) =>
    runs === 1
      ? `Early stopping: best at step ${step}, the flag on the curves;`
      : `Early stopping, run 1: best at step ${step};`,
  waits: (epochs: number) => `${epochs === 1 ? '1 epoch' : `${epochs} epochs`} of patience left.`,
  stopped: (step: string, runs: number) =>
    runs === 1 ? `stopped at ${step}; what came after is fainter on the curves.` : `stopped at ${step}.`,
  stoppedRuns: (count: number, runs: number, half: boolean) =>
    `${count} of ${runs} runs stopped early${half ? '; the curves are fainter from the dotted line on, where half of them had' : ''}.`,
  noDev: 'Early stopping watches the dev set, and there is none.',
  restore: 'Use the best weights',
  restored: (lane: string, step: string) => `${lane} has its best weights again, those of step ${step}.`,
  restoredRuns: (lane: string) => `Every run of ${lane} has its best weights again.`,
  change: 'best weights restored',
  ghosts: 'Dashed marks: the last mini-batch as it was augmented.',
  ghostsFirst: 'Training points are augmented anew at every step.',
  breaks: 'This augmentation breaks labels.',
  broken: (share: string) =>
    `At ${share} of augmented points another class is likelier than the label they keep.`,
  brokenNumbers: (share: string) =>
    `Expected targets move by ${share} of their spread, while the target that is learned stays.`,
  outside: (share: string) => `${share} lie where this data set has no points.`,
};

export type Words = typeof words;
