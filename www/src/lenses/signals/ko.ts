/** The words of the signals' lens, in Korean. */

import type { Words } from './en';

export const words: Words = {
  intro:
    '층마다 신호가 얼마나 큰지, 되돌아오는 기울기가 얼마나 큰지 보여 줍니다. 학습을 한 스텝도 하기 전에 알 수 있습니다.',
  waiting: '재는 중…',

  gain: {
    label: '게인',
    slider: '게인: 모든 초기 가중치에 곱하는 수',
    all: '모든 신경망',
    one: (name) => `${name}만`,
    differs: '신경망마다 값이 다릅니다. 움직이면 모두 같은 값이 됩니다.',
    restarts: '가중치를 다시 뽑으므로 학습이 스텝 0부터 다시 시작됩니다.',
    critical: (gain) => `임계 게인 ${gain}`,
    criticalHint: '이론상 이 값에서 신호가 첫 은닉층부터 마지막 은닉층까지 같은 크기로 전달됩니다.',
    tooLarge: (gain) => `이 설정의 임계 게인은 ${gain}이며 슬라이더의 범위를 벗어납니다.`,
    noCritical:
      '이 설정에는 임계 게인이 없습니다. 은닉층이 둘 이상이고, 편향이 0에서 시작하고, 가중치를 무작위로 뽑으며, 활성화 함수가 선형, ReLU, leaky ReLU, tanh 가운데 하나여야 합니다.',
  },
  mode: {
    label: '측정',
    eval: '마스크 없이 (eval)',
    train: '마스크를 씌워 (train)',
  },

  verdict: {
    signal: '순전파 신호',
    gradient: '역전파 기울기',
    holds: '유지',
    vanishes: '소실',
    explodes: '폭발',
    none: '0',
    factor: (factor) => `층마다 ×${factor}`,
    theory: (factor) => `이론 ×${factor}`,
    at: '스텝 0',
    narrow:
      '이론과 어긋나는 까닭: 이론은 너비가 무한한 층에 대한 것이고, 좁은 층에서는 층을 지날 때마다 신호를 더 잃습니다. 층을 넓혀 보세요.',
    hint: '첫 층과 마지막 층을 견준 값입니다. 통틀어 100배 넘게 줄면 소실, 100배 넘게 커지면 폭발이라고 적습니다.',
  },

  chart: {
    z: '활성화 이전 값 z',
    a: '활성화 값 a',
    delta: 'z에 대한 기울기',
    gradient: '가중치에 대한 기울기',
    stuck: '죽었거나 포화된 유닛',
    distinct: '앞선 유닛과 겹치지 않는 유닛',
  },
  define: {
    z: '유닛과 샘플 전체에 대한 z = W a + b의 제곱평균제곱근. 마지막 층은 출력층입니다',
    a: '층이 다음 층으로 넘기는 값의 제곱평균제곱근',
    delta: '∂ℓ/∂z의 제곱평균제곱근. ℓ은 샘플 하나의 손실입니다',
    gradient: '∂L/∂W의 제곱평균제곱근. L은 샘플 전체의 평균 손실이며 규제 항은 뺐습니다',
    stuck:
      '첫 번째 실행에서 은닉층 유닛 가운데 차지하는 비율. ReLU는 학습 데이터 전체에서 0일 때, 시그모이드와 tanh는 95%에서 평평할 때 셉니다',
    distinct: '첫 번째 실행에서 들어오는 가중치가 앞선 유닛과 다른 유닛의 비율',
  },
  legend: {
    now: (step) => `스텝 ${step}`,
    start: '스텝 0',
    theory: '초기 가중치에 대한 이론값',
    band: (runs) => `${runs}번 실행의 중앙값, 띠는 사분위 범위`,
    edges: '아래쪽 ∨: 정확히 0, 위쪽 ∧: 유한하지 않은 값',
  },
  measuredOn: (count) => `학습 샘플 ${count}개로 쟀습니다.`,
  theory:
    '이론값은 평균장 이론으로 구하며 층의 너비가 무한할 때 정확합니다. 좁고 깊은 신경망은 그 둘레로 흩어지고, 드물게 나오는 큰 값이 평균을 끌어올리므로 보통의 실행은 이론값보다 아래에 놓입니다.',
  noTheory: (name) =>
    `${name}: 이론 곡선이 없습니다. 가중치가 모두 같아, 가중치를 서로 독립으로 뽑는다는 이론의 전제에 맞지 않습니다.`,
  layer: '층',
  layerNumber: (layer) => `층 ${layer}`,
  output: '출력층',
  summary: (title, parts) => `층별 ${title}. ${parts}`,
  summaryLane: (name, first, last) => `${name}: 첫 층 ${first}, 마지막 층 ${last}.`,
  tableShow: '표로 보기',
  table: (title) => `${title} 표`,
  now: '현재',
  start: '스텝 0',
  expected: '이론',

  detail: {
    label: '첫 번째 실행 자세히 보기',
    histograms: '히스토그램',
    drawn: '뽑은 가중치',
    likeness: '유닛 사이의 닮음',
  },
  histogram: {
    label: '대상',
    a: '활성화 값',
    delta: 'z에 대한 기울기',
    axis: '축',
    common: '모든 층 같게',
    own: '층마다 따로',
    activations:
      '층별 활성화 값 분포입니다. 모든 유닛과 샘플을 함께 셌습니다. 높이는 개수의 제곱근이며, 윤곽선마다 가장 높은 막대에 맞췄습니다.',
    magnitudes:
      '층별 ∂ℓ/∂z의 크기 분포입니다. 로그 축이며, 정확히 0인 값은 뺐습니다. 높이는 개수의 제곱근입니다.',
    cell: (layer) => `층 ${layer}`,
    mean: '최솟값',
    largest: '최댓값',
    zeros: '정확히 0',
    title: '히스토그램',
  },
  choose: '층',
  drawn: {
    title: '뽑은 가중치',
    from: (scheme, count) => `가중치 ${count}개, 분포: ${scheme}`,
    deviation: (deviation, own) => `표준편차 ${deviation}, 실제로 뽑힌 가중치의 제곱평균제곱근 ${own}`,
    none: (own) => `모두 같은 크기, 제곱평균제곱근 ${own}`,
    hint: '막대는 고른 층의 스텝 0 가중치이며 넓이의 합이 1입니다. 선은 가중치를 뽑은 분포의 밀도입니다.',
    absent: '이 신경망에는 그 층이 없습니다.',
    deviationHead: '표준편차',
    ownHead: '제곱평균제곱근',
    countHead: '가중치 수',
  },
  likeness: {
    title: '유닛 사이의 닮음',
    distinct: (distinct, units) => `유닛 ${units}개 가운데 서로 다른 유닛 ${distinct}개`,
    median: (value) => `두 유닛 사이 |cos|의 중앙값 ${value}`,
    hint: '두 유닛으로 들어오는 가중치가 이루는 각의 |cos|이며 편향은 뺐습니다. 짙을수록 부호를 빼고 방향이 같습니다. 같은 값에서 시작한 유닛은 드롭아웃처럼 무작위로 갈라놓는 것이 없으면 끝까지 같습니다.',
    none: '겹치지 않음',
    same: '같은 방향',
    distinctHead: '서로 다른 유닛',
    unitsHead: '유닛',
    medianHead: '|cos|의 중앙값',
  },
};
