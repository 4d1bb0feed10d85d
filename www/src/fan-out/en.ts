/** The dialog for comparing values, in English. */

export const words = {
  title: 'Compare values',
  intro: 'One lane for each value. Everything else stays the same: data, seeds and all other settings.',
  usual: 'Worth comparing',
  setting: 'Setting',
  copyOf: 'Copies of',
  lane: (n: number) => `Lane ${n}`,
  valueOf: (label: string, n: number) => `${label} in lane ${n}`,
  add: 'Add a value',
  remove: (n: number) => `Remove value ${n}`,
  sameAs: (n: number) => `This is the same as lane ${n}.`,
  outcome: 'Replaces the lanes and restarts the training. Can be undone.',
  cancel: 'Cancel',
  start: (n: number) => `Compare ${n} lanes`,
};

export type Words = typeof words;
