/** The words of the step's lens, in Korean. */

import { names } from '../../parameters/ko';
import type { Words } from './en';

export const words: Words = {
  ...names,
  phases: {
    batch: '배치',
    mask: '마스크',
    forward: '순전파',
    loss: '손실',
    backward: '역전파',
    update: '갱신',
  },
  phasesLabel: '스텝의 단계',
  lane: '신경망',
  example: '샘플',
  exampleOption: (n, of) => `${of}개 중 ${n}번째`,
  unit: '유닛',
  previous: '이전 단계',
  next: '다음 단계',
  finish: '스텝 마치기',
  auto: '천천히 재생',
  autoStop: '멈춤',
  playing: '학습이 진행 중입니다. 일시정지하면 다음 스텝을 숫자 하나하나까지 따라가 볼 수 있습니다.',
  pause: '일시정지하고 보기',
  waiting: '스텝을 계산하는 중…',
  diverged: (name) =>
    `${name}의 첫 번째 실행이 발산하여 더는 스텝을 진행하지 않습니다. 리셋하거나 실험을 바꾸어 보세요.`,
  title: (step, name) => `${name}의 첫 번째 실행이 진행할 스텝 ${step}`,
  made: (step) => `스텝 ${step} 완료: 모든 파라미터가 미리 보여 드린 값과 비트까지 같습니다.`,

  batch: (size, train) => `학습 샘플 ${train}개 가운데 ${size}개가 이번 미니배치입니다.`,
  follow: (n, x1, x2, what) => `그중 ${n}번째 샘플 (${x1}, ${x2})를 따라갑니다. 정답: ${what}.`,
  target: (value) => `목푯값 ${value}`,
  mixed: (values) => `섞인 목푯값(출력별 ${values})`,
  augmented: '데이터 증강이 먼저 적용되므로, 입력은 옮겨진 위치에서 계산한 값입니다.',
  noMask: '드롭아웃이 없어 모든 유닛이 참여합니다.',
  maskExample: (layers) => `이 샘플의 드롭아웃 마스크: ${layers}.`,
  maskBatch: (layers) => `미니배치 전체의 드롭아웃 마스크: ${layers}.`,
  maskLayer: (dropped, of, where, factor) =>
    `${where} 유닛 ${of}개 중 ${dropped}개를 끄고 나머지는 ×${factor}`,
  forward: (activation, rule, outputs) =>
    `왼쪽에서 오른쪽으로, 각 유닛은 가중합에 편향을 더해 z = Σ w a + b를 구하고 ${rule}를 다음 층에 넘깁니다. f는 ${activation}입니다. 출력은 z 그대로입니다: ${outputs}.`,
  forwardLinear: (outputs) => `출력은 가중합에 편향을 더한 z = Σ w a + b입니다: ${outputs}.`,
  afterRule: '(m을 드롭아웃 계수라 할 때) a = m f(z)',
  beforeRule: '(m을 드롭아웃 계수라 할 때) a = f(m z)',
  plainRule: 'a = f(z)',
  severalActivations: '각 층의 활성화 함수',
  loss: (outputs, target, own, size, mean) =>
    `출력은 ${outputs}, 정답은 ${target}이므로 이 샘플의 손실은 ${own}입니다. 미니배치 ${size}개의 평균 손실은 ${mean}입니다.`,
  backward: (penalty, norm, clipped) =>
    `오른쪽에서 왼쪽으로, 이 샘플에 대한 각 유닛의 δ = ∂(평균 손실)/∂z를 구합니다. 가중치의 기울기는 δ × a를 미니배치 전체에 걸쳐 더한 값입니다${penalty}. 전체 기울기의 크기는 ${norm}입니다${clipped}.`,
  andPenalty: '(규제 항의 기울기도 더함)',
  clipped: (length) => `(클리핑 후 ${length})`,
  update: (optimizer, rule, rate, decay) => `${optimizer}, 학습률 η = ${rate}: ${rule}${decay}.`,
  decay: (factor) => ` (먼저 w에 ×${factor})`,
  largest: (name, change) => `가장 크게 바뀌는 값은 ${name}이고, 변화량은 ${change}입니다.`,
  willDiverge: (where, cause) => `이 스텝에서 발산합니다: ${where}의 ${cause} 오버플로됩니다.`,
  frozen: (count) => `고정된 파라미터 ${count}개는 기울기를 받지 않고 그대로 남습니다.`,
  allLanes: '스텝을 마치면 모든 신경망과 모든 실행이 함께 한 스텝 나아갑니다.',

  field: (size) => `학습 데이터의 점. 미니배치 ${size}개는 진하게, 따라가는 샘플은 고리로 표시`,
  fieldHint: '미니배치의 점을 누르면 그 샘플을 따라갑니다.',
  drawing: (name, phase, sentence) => `${name}, ${phase}. ${sentence}`,
  drawingHint: '유닛을 누르면 그 유닛의 숫자가 나옵니다.',
  shows: {
    batch: '유닛: 입력값. 연결선: 가중치.',
    mask: '유닛: 드롭아웃 계수. 연결선: 가중치.',
    forward: '유닛: a. 연결선: 가중치.',
    loss: '유닛: a, 출력: z. 연결선: 가중치.',
    backward: '유닛: δ. 연결선: 기울기.',
    update: '유닛: 편향의 변화. 연결선: 가중치의 변화.',
  },
  tooLarge: (shape) =>
    `가중치(${shape})가 너무 많아 연결선을 그리지 않습니다. 선택한 유닛의 가중치는 표에 있습니다.`,

  inputs: '입력층',
  bias: '편향',
  factor: '계수 m',
  from: '출발',
  dataGradient: '∂손실/∂w',
  gradient: '기울기',
  change: 'Δw',
  after: '새 w',
  unitTable: (unit) => `${unit}의 숫자`,
  dropped: '꺼짐',
  table: '모든 유닛을 표로 보기',
  layer: '층',
  tooManyUnits: (count) => `처음 ${count}개 유닛만 표시합니다.`,
};
