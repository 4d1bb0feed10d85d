/** What the frame says beside the element's own words, in English. */

export const words = {
  notices: 'Part of this frame’s address was not used',
  wrong: (name: string, got: string, allowed: string) => `${name}: “${got}” is not allowed. ${allowed}`,
  choice: (options: string) => `Allowed: ${options}.`,
  whole: (least: string, most: string) => `Allowed: a whole number from ${least} to ${most}.`,
  names: 'Allowed: names with commas or spaces between them.',
  origins: 'Allowed: up to 20 origins such as https://example.org, with commas between them.',
  loading: 'Loading the network…',
  failed: 'This experiment could not be loaded.',
  open: 'Open it in the playground',
};

export type Words = typeof words;
