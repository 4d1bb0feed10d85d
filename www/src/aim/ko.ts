/** Dragging the target distribution, in Korean. */

import type { Words } from './en';

export const words: Words = {
  region: (lane) => `${lane}의 목표 분포`,
  middle: '목표 분포 옮기기: 끌거나 방향키를 누르세요. Shift를 함께 누르면 더 크게 움직이고, Esc로 끝냅니다.',
  knob: '목표 분포 돌리고 늘이기: 끌거나 방향키를 누르세요(좌우는 회전, 상하는 배율). Esc로 끝냅니다.',
  moved: (x1, x2) => `${x1}, ${x2}만큼 이동`,
  turned: (angle, scale) => `${angle}° 회전, ${scale}배`,
};
