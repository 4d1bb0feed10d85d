/** What the element says beside the page's own words, in Korean. */

import type { Words } from './en';

export const words: Words = {
  region: '신경망 학습',
  home: '플레이그라운드에서 열기',
  newTab: '새 탭에서 열립니다',
  settings: '설정',
  lenses: '보기',
};
