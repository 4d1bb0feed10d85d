/** The inspector's words, in Korean. */

import { names } from '../parameters/ko';
import type { Words } from './en';

export const words: Words = {
  ...names,
  title: (lane) => `${lane}: 가중치 하나`,
  close: '닫기',
  layer: '층',
  to: '도착',
  from: '출발',
  bias: '편향',
  value: '값',
  gradient: '직전 기울기',
  ofRun: (runs) => `${runs}회 실행 중 첫 번째`,
  notFinite: '유한하지 않음',
  noGradient: '없음(고정됨)',
  setTo: '새 값',
  set: '설정',
  refused: (typed) => `“${typed}” 값은 쓸 수 없습니다. −1000부터 1000까지의 수만 쓸 수 있습니다.`,
  wasSet: (name, value) => `설정 완료: ${name} = ${value}.`,
  freeze: '이 값 고정',
  freezeUnit: (name, weights) => `${name} 고정: 들어오는 가중치 ${weights}개와 편향`,
  frozen: (name) => `${name}: 고정했습니다.`,
  released: (name) => `${name}: 고정을 풀었습니다.`,
  held: (edited, frozen) => `직접 설정 ${edited}개, 고정 ${frozen}개.`,
  releaseAll: '모두 풀기',
  allReleased: '모든 고정을 풀었습니다.',
  scope: (runs) =>
    `${runs === 1 ? '링크에는 담기지 않습니다.' : `이 신경망의 실행 ${runs}회 모두에 적용되며, 링크에는 담기지 않습니다.`} 고정된 값은 옵티마이저도, 규제 항도, 가중치 감쇠도 바꾸지 않습니다. 리셋하면 초기 가중치로 돌아가고 고정은 그대로 유지됩니다. 새 실험을 시작하면 고정이 모두 풀립니다.`,
  note: (edited, frozen) =>
    `${[
      ...(edited > 0 ? [`가중치 ${edited}개를 직접 설정함`] : []),
      ...(frozen > 0 ? [`${frozen}개를 고정함`] : []),
    ].join(', ')}(링크에는 담기지 않음).`,
  change: (lane, name, value) => `${lane}: ${name} = ${value}`,
  changeFrozen: (lane, name) => `${lane}: ${name} 고정`,
  changeReleased: (lane, name) => `${lane}: ${name} 고정 해제`,
  all: '모든 가중치',
};
