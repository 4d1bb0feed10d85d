/** The dialog for comparing values, in Korean. */

import type { Words } from './en';

export const words: Words = {
  title: '값 비교',
  intro: '값마다 신경망을 하나씩 만듭니다. 데이터, 시드, 다른 설정은 모두 같습니다.',
  usual: '비교해 볼 만한 설정',
  setting: '설정',
  copyOf: '복제할 신경망',
  lane: (n) => `신경망 ${n}`,
  valueOf: (label, n) => `신경망 ${n}의 ${label}`,
  add: '값 추가',
  remove: (n) => `${n}번째 값 삭제`,
  sameAs: (n) => `신경망 ${n}의 값과 같습니다.`,
  outcome: '지금의 신경망을 대체하고 처음부터 학습합니다. 실행 취소할 수 있습니다.',
  cancel: '취소',
  start: (n) => `신경망 ${n}개로 비교`,
};
