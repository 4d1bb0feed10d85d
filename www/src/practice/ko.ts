/** Words of augmentation and early stopping on a lane's card, in Korean. */

import type { Words } from './en';

export const words: Words = {
  best: (step, runs) =>
    runs === 1
      ? `조기 종료: 스텝 ${step}에서 가장 좋았습니다(곡선의 깃발).`
      : `조기 종료(첫 번째 실행): 스텝 ${step}에서 가장 좋았습니다.`,
  waits: (epochs) => `인내 횟수가 ${epochs}에폭 남았습니다.`,
  stopped: (step, runs) =>
    `스텝 ${step}에서 멈췄습니다.${runs === 1 ? ' 그 뒤는 곡선에 흐리게 그립니다.' : ''}`,
  stoppedRuns: (count, runs, half) =>
    `실행 ${runs}회 중 ${count}회가 조기 종료했습니다.${half ? ' 곡선은 절반이 멈춘 점선 자리부터 흐려집니다.' : ''}`,
  noDev: '조기 종료는 검증 데이터를 지켜보는데, 검증 데이터가 없습니다.',
  restore: '가장 좋았던 가중치 쓰기',
  restored: (lane, step) => `${lane}의 가중치를 가장 좋았던 스텝 ${step}의 것으로 되돌렸습니다.`,
  restoredRuns: (lane) => `${lane}의 모든 실행을 각자 가장 좋았던 가중치로 되돌렸습니다.`,
  change: '가장 좋았던 가중치 복원',
  ghosts: '점선 표시: 증강된 직전 미니배치.',
  ghostsFirst: '학습 데이터를 스텝마다 새로 증강합니다.',
  breaks: '이 증강은 라벨을 깨뜨립니다.',
  broken: (share) => `증강된 점의 ${share}에서는 유지된 라벨보다 다른 클래스의 가능성이 더 큽니다.`,
  brokenNumbers: (share) => `학습하는 목푯값은 그대로인데, 기댓값은 흩어진 정도의 ${share}만큼 움직입니다.`,
  outside: (share) => `${share}는 이 데이터셋에 점이 없는 곳에 놓입니다.`,
};
