/** What the element says beside the page's own words, in English. */

export const words = {
  region: 'Neural network training',
  home: 'Open in the playground',
  newTab: 'opens in a new tab',
  settings: 'Settings',
  lenses: 'Views',
};

export type Words = typeof words;
