/** What layers, units and parameters are called, in Korean. */

import type { Names } from './en';

export const names: Names = {
  hidden: (n) => `은닉층 ${n}`,
  output: '출력층',
  unitName: (n) => `유닛 ${n}`,
  outputUnit: (n) => `출력 ${n}`,
  weightName: (layer, from, to) => `${layer}, ${from} → ${to}`,
  biasName: (layer, to) => `${layer}, ${to}의 편향`,
};
