/** The words of the weights' lens, in Korean. */

import type { Words } from './en';

export const words: Words = {
  layer: '층',
  hidden: (n) => `은닉층 ${n}`,
  output: '출력층',
  count: '가중치 수',
  mean: '평균',
  deviation: '표준편차',
  caption: (name) => `${name}의 층별 가중치`,
};
