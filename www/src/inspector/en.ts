/** The inspector's words, in English. */

import { names } from '../parameters/en';

export const words = {
  ...names,
  title: (lane: string) => `${lane}: one weight`,
  close: 'Close',
  layer: 'layer',
  to: 'to',
  from: 'from',
  bias: 'bias',
  value: 'value',
  gradient: 'last gradient',
  ofRun: (runs: number) => `run 1 of ${runs}`,
  notFinite: 'not finite',
  noGradient: 'none: frozen',
  setTo: 'New value',
  set: 'Set',
  refused: (typed: string) => `“${typed}” is not allowed. Allowed: a number from −1000 to 1000.`,
  wasSet: (name: string, value: string) => `${name} was set to ${value}.`,
  freeze: 'Freeze it',
  freezeUnit: (name: string, weights: number) =>
    `Freeze ${name}: its ${weights === 1 ? 'incoming weight' : `${weights} incoming weights`} and its bias`,
  frozen: (name: string) => `${name} is frozen.`,
  released: (name: string) => `${name} is free again.`,
  held: (edited: string, frozen: string) => `${edited} set by hand, ${frozen} frozen.`,
  releaseAll: 'Release all',
  allReleased: 'All weights are free again.',
  scope: (runs: number) =>
    `${runs === 1 ? 'It is no part of the link.' : `It holds for all ${runs} runs of this lane, and is no part of the link.`} No optimizer, penalty or weight decay changes what is frozen. Reset brings the initial weights back, and what is frozen stays frozen at them; a new experiment releases all.`,
  note: (edited: number, frozen: number) =>
    `${[
      ...(edited > 0 ? [`${edited === 1 ? '1 weight' : `${edited} weights`} set by hand`] : []),
      ...(frozen > 0 ? [`${frozen} frozen`] : []),
    ].join(', ')} (not in the link).`,
  change: (lane: string, name: string, value: string) => `${lane}: ${name} = ${value}`,
  changeFrozen: (lane: string, name: string) => `${lane}: ${name} frozen`,
  changeReleased: (lane: string, name: string) => `${lane}: ${name} released`,
  all: 'all weights',
};

export type Words = typeof words;
