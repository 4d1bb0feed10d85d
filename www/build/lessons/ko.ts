/** What the lessons' pages say around the lessons, in Korean. */

import type { Words } from './en';

/** What docs/claims.md says around numbers, and what stands in Korean for it. */
const FIGURES: readonly (readonly [RegExp, string])[] = [
  [/(\d+) of (\d+)/g, '$2 중 $1'],
  [/a factor of ([\d.]+)/g, '$1배'],
  [/([+−][\d.]+) standard errors/g, '표준오차의 $1배'],
  [/\((\S+) to (\S+)\)/g, '($1 ~ $2)'],
  [/(\d+) to (\d+), all six alike/g, '$1~$2, 여섯 시드 모두 같은 값'],
  [/normalization: (\d+) to (\d+)/g, '정규화는 $1~$2'],
  [/init (\d+) to (\d+), (\d+) runs each/g, '가중치 시드 $1~$2, 시드마다 실행 $3회'],
  [/masks (\d+) to (\d+), ([\d,]+) masks each/g, '마스크 시드 $1~$2, 시드마다 마스크 $3개'],
  [/all others 1/g, '나머지 시드는 모두 1'],
];

export const words: Words = {
  lessons: '수업',
  description: '신경망이 잘 학습되게 하려면 알아야 할 것을, 화면에서 바로 돌려 보는 실험과 함께 배웁니다.',
  intro:
    '신경망이 잘 학습되게 하려면 알아야 할 것을 짧은 수업으로 나누어 담았습니다. 수업의 모든 실험은 화면에서 바로 실행되고, 수업의 주장은 모두 여러 시드로 확인했습니다.',
  presets: '실험만 따로 보기',
  embed: '이런 실험을 내 글에 넣는 방법',
  skip: '본문으로 건너뛰기',
  playground: '플레이그라운드',
  number: (n) => `수업 ${n}`,
  site: '사이트',
  around: '다른 수업',
  previous: '이전 수업',
  next: '다음 수업',
  language: '언어',
  languageName: '한국어',

  scope: {
    open: '플레이그라운드에서 열기',
    fallback: '스크립트와 WebAssembly를 쓸 수 있는 환경에서는 이 자리에서 실험이 실행됩니다.',
  },
  seen: '이 실험에서 보이는 것',
  predict: '먼저 예상해 보세요',
  reveal: '결과 보기',
  code: 'PyTorch',
  sources: '출처',

  claim: {
    title: '검증된 사실',
    figures: '확인한 수치',
    details: '어떻게 확인했나요?',
    how: '방법',
    seeds: '시드',
    source: '출처',
    notation: '표기',
    interval: '[a, b]는 95% 신뢰구간입니다.',
    range: '(a ~ b)는 시드의 가운데 90%가 들어 있는 범위입니다.',
    experiments: '실험',
    experiment: (label, n) => (label === '' ? `실험 ${n}` : label),
  },
  figure: (found) => FIGURES.reduce((text, [from, to]) => text.replaceAll(from, to), found),
};
