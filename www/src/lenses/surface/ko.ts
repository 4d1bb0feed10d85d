/** The words of the loss surface's lens, in Korean. */

import type { Words } from './en';

export const words: Words = {
  title: (name) => `${name}의 학습 손실`,
  about:
    '그림의 한 점은 가중치와 편향 전체의 값 하나에 해당하고, 색은 그 값으로 학습 데이터 전체에서 구한 손실입니다. 드롭아웃은 끄고 계산합니다.',
  directions: '방향',
  paths: '경로를 따라 (PCA)',
  random: '무작위 (필터 정규화)',
  others: '다시 뽑기',
  lossOf: '손실',
  shown: '경로',
  run: '실행 1',
  allRuns: (n) => `실행 ${n}회 모두`,
  colour: '색',
  log: '로그',
  linear: '선형',
  penalty: '규제 항 포함',
  recompute: '최신 경로로 다시 계산',
  stop: '중단',
  waiting: '먼저 몇 스텝 학습해 주세요. 경로가 있어야 평면을 정할 수 있습니다.',
  noPlane: '평면을 정할 수 없습니다. 아직 움직인 가중치가 없거나 가중치가 모두 0입니다.',
  progress: (percent) => `계산 중: ${percent}`,
  stopped: (side) => `${side} × ${side}개 점에서 중단했습니다.`,
  complete: (side) => `${side} × ${side}개 점에서 계산했습니다.`,
  outside: '그림 밖으로 나간 경로가 있습니다. 다시 계산하면 보입니다.',
  exact: '이 모델은 파라미터가 정확히 두 개라서 단면이 아니라 손실 전체입니다. 모든 경로가 이 위에 있습니다.',
  alongPaths: (first, second, within) =>
    `두 방향은 경로의 첫째와 둘째 주성분으로, 경로 분산의 ${first}와 ${second}, 합쳐서 ${within}를 담습니다.`,
  alongRandom: (within) =>
    `방향은 무작위입니다. 방향마다 유닛의 가중치를 그 유닛의 실제 가중치 노름에 맞추고 편향은 그대로 둡니다 (Li 등, 2018). 평면은 최신 가중치를 지나며 경로 분산의 ${within}를 담습니다.`,
  distance: (most, width) =>
    `경로는 평면에서 가장 가까운 점에 그립니다. 경로는 평면에서 최대 ${most}만큼 떨어져 있고 그림의 폭은 ${width}입니다. 평면을 벗어난 곳의 손실은 색과 다를 수 있으며, 실제 손실은 표에 있습니다.`,
  toTwo: '특성이 하나이고 은닉층이 없으면 모델의 파라미터가 두 개뿐이라 그림이 정확해집니다.',
  otherLoss: (names) =>
    `${names}: 데이터, 입력, 활성화 함수 또는 손실이 달라서 이 색은 이 신경망의 손실이 아닙니다. 가중치의 위치만 그렸습니다.`,
  otherShape: (names) => `구조가 달라 표시하지 않은 신경망: ${names}.`,
  horizontal: (name, low, high) => `→ ${name}: ${low} ~ ${high}`,
  vertical: (name, low, high) => `↑ ${name}: ${low} ~ ${high}`,
  component: (n) => `주성분 ${n}`,
  direction: (n) => `방향 ${n}`,
  weight: '가중치',
  bias: '편향',
  start: '시작',
  now: '현재',
  path: '경로 (점은 저장된 스텝)',
  since: '계산한 뒤의 경로',
  notFinite: '유한하지 않음',
  lines: '등고선은 아래 손실값',
  read: (x, y, loss) => `(${x}, ${y}): 손실 ${loss}`,
  readHint: '그림을 가리키거나 화살표 키로 움직이면 손실을 읽을 수 있습니다.',
  summary: (name, low, high, parts) =>
    `파라미터 공간의 한 평면에서 본 ${name}의 학습 손실, ${low}부터 ${high}까지. ${parts}`,
  summaryPath: (name, first, last, from, to) =>
    `${name}: 스텝 ${first}에서 손실 ${from}, 스텝 ${last}에서 ${to}.`,
  table: '표로 보기',
  tableOf: (name) => `경로와 손실 (${name} 기준)`,
  lane: '신경망',
  ofRun: '실행',
  step: '스텝',
  loss: '손실',
  off: '평면과의 거리',
};
