/** The words of what is taken out of the page and brought in, in English. */

export const words = {
  title: 'Export',
  close: 'Close',
  lane: 'Lane',
  experiment: 'Experiment (JSON)',
  experimentHelp: 'Every setting of every lane, as the training core reads it.',
  download: 'Download',
  copy: 'Copy',
  open: 'Open JSON…',
  script: 'PyTorch script',
  scriptSame: (steps: string) =>
    `Trains this lane’s run 1 in PyTorch on the same points, weights and mini-batches: the same losses over the first ${steps} steps.`,
  scriptDropout:
    'Trains this lane’s run 1 in PyTorch from the same points, weights and mini-batches. Dropout masks are PyTorch’s own, so the losses are alike and not equal.',
  making: 'Recording the first steps…',
  weights: 'Weights',
  weightsHelp: 'Weights and biases of run 1 as they are now, by layer.',
  history: 'Curves',
  historyHelp: 'All lanes’ curves so far: the median of the runs, and their quartiles.',
  pictures: 'Pictures',
  picturesHelp: 'At twice the page’s size, with the link under them.',
  background: 'Background',
  light: 'White',
  dark: 'Dark',
  field: 'Decision field',
  view: (name: string) => `Open view (${name}), in the page’s colours`,
  network: 'Network',
  loss: 'Loss curve',
  accuracy: 'Accuracy curve',
  saved: (name: string) => `Saved as ${name}`,
  copied: 'Copied',
  copyFailed: 'This browser did not let the page copy; download it instead',
  failed: (reason: string) => `That did not work: ${reason}`,
  caption: (name: string, settings: string, step: string) =>
    settings === '' ? `${name} · step ${step}` : `${name} · ${settings} · step ${step}`,
  captionAll: (dataset: string, step: string) => `${dataset} · step ${step}`,

  openTitle: 'Open an experiment',
  openHelp: 'Paste JSON, drop a file here, or choose one: one experiment, or a list of one to four lanes.',
  openBox: 'Experiment as JSON',
  choose: 'Choose a file…',
  load: 'Open',
  loaded: (lanes: string) => `Opened: ${lanes}`,
  problems: (n: number) => (n === 1 ? 'One thing stands in the way:' : `${n} things stand in the way:`),
  notJson: (line: string, column: string) => `This is not JSON from line ${line}, column ${column} on.`,
  notObject: (got: string) => `“${got}” is no experiment. Allowed: a JSON object, or a list of them.`,
  noSuchField: (path: string) =>
    `“${path}” is not a setting of an experiment. Remove it, or correct its name.`,
  otherVersion: (got: string, known: string) =>
    `Version “${got}” is not known here. Allowed: version ${known}.`,
  laneCount: (got: string) => `${got} lanes. Allowed: one to four.`,
  inLane: (n: number, text: string) => `Lane ${n}: ${text}`,
};

export type Words = typeof words;
