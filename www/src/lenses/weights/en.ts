/** The words of the weights' lens, in English. */

export const words = {
  layer: 'layer',
  hidden: (n: number) => `hidden ${n}`,
  output: 'output',
  count: 'weights',
  mean: 'mean',
  deviation: 'standard deviation',
  caption: (name: string) => `Weights of ${name}, by layer`,
};

export type Words = typeof words;
