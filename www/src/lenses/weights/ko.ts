/** The words of the weights' lens, in Korean. */

import { names } from '../../parameters/ko';
import type { Words } from './en';

export const words: Words = {
  ...names,
  layer: '층',
  count: '가중치 수',
  mean: '평균',
  deviation: '표준편차',
  largest: '최대 |w|',
  near: '0에 가까움',
  zero: '정확히 0',
  caption: (name) => `${name}의 층별 가중치`,
  show: '값을 하나씩 볼 층',
  logarithmic: '개수를 로그 눈금으로',
  explain:
    '각 행은 첫 번째 실행에서 한 층의 가중치를 값에 따라 센 히스토그램입니다. 같은 층은 모든 신경망에서 값과 개수의 눈금이 같습니다. ‘0 근처’는 그 층에서 가장 큰 가중치의 1% 이내인 가중치입니다.',
  deviationShort: (value) => `표준편차 ${value}`,
  nearShort: (share) => `0 근처 ${share}`,
  lost: '유한하지 않음',
  matrix: (layer) => `${layer}의 가중치 하나하나`,
  rows: '행은 유닛, 열은 그 유닛에 들어오는 입력이며, 편향은 따로 떨어져 있습니다.',
  bias: 'b',
  frozenKey: '고정됨',
  editedKey: '직접 설정함',
  none: (name) => `${name}에는 이 층이 없습니다.`,
  hint: '가중치를 가리키면 값이 보이고, 누르면 값을 바꾸거나 고정할 수 있습니다.',
  read: (from, to, value) => `${from} → ${to}: ${value}`,
  readBias: (to, value) => `${to}의 편향: ${value}`,
  hintRead: '가중치를 가리키면 값이 보입니다.',
  inspect: '가중치 읽기·설정',
  inspectIn: (name) => `${name}의 가중치 읽기·설정`,
  summary: (name, rows) => `${name}의 층별 가중치. ${rows}`,
  summaryRow: (layer, count, deviation, near) =>
    `${layer}: 가중치 ${count}개, 표준편차 ${deviation}, 0 근처 ${near}.`,
  summaryMatrix: (name, layer, rows, columns) =>
    `${name}, ${layer}: 가중치 ${rows} × ${columns}개와 그 옆의 편향 ${rows}개를 나타낸 그림입니다. 값은 아래 표에 있습니다.`,
  table: '표로 보기',
  tableValues: (name, layer) => `${name}, ${layer}: 유닛별 가중치`,
  tooMany: (count) => `가중치가 ${count}개여서 표로 나타내기에는 너무 많습니다.`,
  waiting: '세는 중…',
};
