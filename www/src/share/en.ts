/** The words of sharing, in English. */

export const words = {
  title: 'Share',
  close: 'Close',
  link: 'Link',
  linkHelp: 'Opens this experiment with the same seeds, so everyone sees the same runs.',
  copyLink: 'Copy link',
  embed: 'In a page of your own',
  embedHelp:
    'As a frame, which every blog takes, or as an element, which is lighter where scripts are allowed.',
  forms: { iframe: 'iframe', element: 'Element' },
  copyCode: 'Copy code',
  code: 'Code',
  copied: 'Copied',
  copyFailed: 'This browser did not let the page copy. The text is selected: copy it with the keyboard.',
  unreachable:
    'This page is open from your own computer. Readers elsewhere cannot reach its address: put the page on a web server, and share from there.',
  show: 'Show',
  pictures: { field: 'Decision field', network: 'Network', figures: 'Figures', curves: 'Curves' },
  lens: 'Add a view…',
  buttons: 'Buttons',
  button: { play: 'Play', step: 'Step', reset: 'Reset', seeds: 'Seed' },
  fields: 'Settings the reader may change',
  field: 'Add a setting…',
  without: (name: string) => `Without ${name}`,
  width: 'Width',
  full: 'Full width',
  height: 'Height',
  fitting: 'Fitting',
  pixels: 'pixels',
  language: 'Language',
  languages: { auto: 'The reader’s', en: 'English', ko: '한국어' },
  pageLanguage: 'The page’s',
  theme: 'Colours',
  themes: { auto: 'The reader’s', light: 'Light', dark: 'Dark' },
  autoplay: 'Plays by itself when it is seen',
  until: 'Pauses at step',
  untilNone: 'never',
  preview: 'Preview',
  scaled: (percent: string) => `at ${percent}`,
  range: (name: string, min: string, max: string) =>
    `${name}: a whole number from ${min} to ${max} is allowed, or nothing.`,
  name: (dataset: string) => `Neural networks in training: ${dataset}`,
};

export type Words = typeof words;
