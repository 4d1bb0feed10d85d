/** What layers, units and parameters are called, in English. */

export const names = {
  hidden: (n: number) => `hidden ${n}`,
  output: 'output',
  unitName: (n: number) => `unit ${n}`,
  outputUnit: (n: number) => `output ${n}`,
  weightName: (layer: string, from: string, to: string) => `${layer}, ${from} → ${to}`,
  biasName: (layer: string, to: string) => `${layer}, bias of ${to}`,
};

export type Names = typeof names;
