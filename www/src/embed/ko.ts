/** What the frame says beside the element's own words, in Korean. */

import type { Words } from './en';

export const words: Words = {
  notices: '이 프레임 주소의 일부를 적용하지 못했습니다',
  wrong: (name, got, allowed) => `${name}: “${got}” 값은 쓸 수 없습니다. ${allowed}`,
  choice: (options) => `허용 값: ${options}.`,
  whole: (least, most) => `허용 범위: ${least}부터 ${most}까지의 정수.`,
  names: '허용 값: 쉼표나 공백으로 나눈 이름.',
  origins: '허용 값: https://example.org 형식의 출처를 쉼표로 나누어 20개까지.',
  loading: '신경망을 불러오는 중…',
  failed: '이 실험을 불러오지 못했습니다.',
  open: '플레이그라운드에서 열기',
};
