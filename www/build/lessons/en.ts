/** What the lessons' pages say around the lessons, in English. */

export const words = {
  lessons: 'Lessons',
  description:
    'Short lessons on what has to be known before a network trains well, each with experiments that run on the page.',
  intro:
    'What has to be known before a network trains well, in short lessons. Every experiment in them runs on the page, and what they claim has been tried over many seeds.',
  presets: 'Single experiments',
  embed: 'How to put such experiments into a page of your own',
  skip: 'Skip to content',
  playground: 'Playground',
  number: (n: number) => `Lesson ${n}`,
  site: 'Site',
  around: 'Other lessons',
  previous: 'Previous',
  next: 'Next',
  language: 'Language',
  languageName: 'English',

  scope: {
    open: 'Open in the playground',
    fallback: 'A live experiment stands here where scripts and WebAssembly are allowed.',
  },
  predict: 'Predict first',
  reveal: 'Show what happens',
  /** Of an experiment that was asked about. */
  seen: 'What is seen here',
  code: 'PyTorch',
  sources: 'Sources',

  claim: {
    title: 'Found true',
    figures: 'What was found',
    details: 'How it was found',
    how: 'Method',
    seeds: 'Seeds',
    source: 'Source',
    notation: 'Notation',
    interval: '[a, b] is a 95% interval.',
    range: '(a to b): the middle 90% of the seeds lie between these values.',
    experiments: 'Experiments',
    experiment: (label: string, n: number) => (label === '' ? `Experiment ${n}` : label),
  },
  /** Figures and seeds of docs/claims.md are in English already. */
  figure: (found: string) => found,
};

export type Words = typeof words;
