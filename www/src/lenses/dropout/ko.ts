/** The words of dropout's lens, in Korean. */

import { names } from '../../parameters/ko';
import type { Words } from './en';

export const words: Words = {
  lane: '신경망',
  runs: (runs) => `그림과 마스크는 ${runs}회 실행 중 1번째, 수치는 전체의 중앙값입니다.`,
  none: (name) =>
    `${name}에는 드롭아웃이 없습니다. 모든 스텝에서 신경망 전체를 학습하므로 보여 줄 마스크가 없습니다.`,
  noHidden: (name) => `${name}에는 은닉층이 없어서 드롭아웃 p로 끌 유닛이 없습니다.`,
  setP: (p) => `p = ${p}로 설정`,
  waiting: '신경망 안을 들여다보는 중입니다 …',
  lost: '이 실행은 발산하여 볼 수 있는 것이 남아 있지 않습니다.',

  layer: '층',
  input: '입력',
  hidden: names.hidden,
  hiddenUnits: (kept, of) => `은닉 유닛 ${of}개 중 ${kept}개`,
  inputUnits: (kept, of) => `입력 ${of}개 중 ${kept}개`,
  and: (one, other) => `${one}, ${other}`,
  says: (label, share) => `${label} ${share}`,

  fields: {
    title: '마스크 하나, 마스크 없음, 여러 마스크',
    watched: '마스크 하나: 솎아 낸 신경망',
    full: '마스크 없음: 테스트 때의 신경망',
    mean: (masks) => `마스크 ${masks}개의 평균`,
    spread: '마스크에 따른 흩어짐',
    example: (n, of) => `샘플 ${n} / ${of}`,
    earlier: '미니배치의 이전 샘플',
    later: '미니배치의 다음 샘플',
    kept: {
      example: (n, kept) => `직전 스텝에서 샘플 ${n}번은 ${kept}만 남은 신경망을 지났습니다.`,
      batch: (kept) => `직전 스텝에서 미니배치 전체가 ${kept}만 남은 신경망을 지났습니다.`,
    },
    trained: {
      inverted: '남은 유닛에는 1/(1 − p)을 곱했습니다.',
      classic: '남은 유닛은 그대로 두었습니다. Classic 방식은 테스트 때 스케일링합니다.',
      none: '남은 유닛은 그대로 두었습니다.',
    },
    own: (here, test) => `이 샘플의 점(고리 표시): 여기서는 ${here}, 테스트 때는 ${test}입니다.`,
    notYet: '아직 마스크를 뽑지 않았습니다. 한 스텝 진행해 보세요.',
    tested: {
      inverted:
        'model.eval(): 모든 유닛이 켜져 있습니다. 학습 때 이미 1 − p로 나누었으므로 더 곱할 것이 없습니다.',
      classic: 'model.eval(): 모든 유닛이 켜져 있고, 각 값에 1 − p를 곱합니다.',
      none: 'model.eval(): 모든 유닛이 켜져 있고 스케일링이 없어서, 합이 학습 때보다 커집니다.',
    },
    averaged: (masks) =>
      `새로 뽑은 마스크 ${masks}개로 솎아 낸 신경망들의 예측을 평균한 것입니다(몬테카를로 드롭아웃). 마스크 하나를 평면 전체에 씁니다.`,
    deviation: (mean, most) =>
      `마스크에 따른 예측의 표준편차입니다. 평균 ${mean}, 최대 ${most}이며, 눈금의 오른쪽 색에 가까울수록 마스크마다 예측이 다릅니다.`,
    masks: '마스크 수',
    fewer: (masks, wanted) => `제때 계산할 수 있도록 ${wanted}개 중 ${masks}개만 썼습니다.`,
    summary: (title, shares) => `${title}. ${shares}`,
    share: (label, share) => `평면의 ${share}에서 ${label}`,
    outputs: (low, high) => `출력 ${low} ~ ${high}`,
    table: '그림을 표로 보기',
    picture: '그림',
    area: '평면에서의 비율',
    range: '출력',
  },

  gallery: {
    title: '가중치를 공유하는 부분 신경망',
    lead: '그림 하나하나는 같은 신경망에 다른 마스크를 씌운 것입니다. 학습은 늘 새로운 부분 신경망을 지나고, 테스트에서는 스케일링한 전체 신경망이 이들의 평균을 대신합니다.',
    again: '다시 뽑기',
    one: (n) => `부분 신경망 ${n}`,
    average: (count) => `이 ${count}개의 평균`,
    full: { inverted: '전체 신경망', classic: '전체 신경망 × (1 − p)', none: '전체 신경망 (스케일링 없음)' },
    apart: (what, difference, agreement) =>
      `${what}과 전체 신경망은 확률이 평면 전체에서 평균 ${difference}만큼 다르고, 평면의 ${agreement}에서 같은 클래스를 고릅니다.`,
    apartOutput: (what, difference) =>
      `${what}과 전체 신경망은 출력이 평면 전체에서 평균 ${difference}만큼 다릅니다.`,
    these: (count) => `이 ${count}개의 평균`,
    all: (masks) => `마스크 ${masks}개의 평균`,
    sources: 'Srivastava 외 2014 (7.5절), Baldi·Sadowski 2013, Gal·Ghahramani 2016.',
    table: '남은 유닛을 표로 보기',
    kept: '남은 유닛',
  },

  scale: {
    figure: '수치',
    title: '층이 넘겨주는 값의 크기: 학습과 테스트',
    caption: (passes) =>
      `학습 데이터에서 다음 층의 합에 들어가는 값입니다. 학습 쪽은 그 층의 마스크만 켜고, 샘플마다 새로 뽑으며 ${passes}번 통과시킨 평균과 표준오차(±)입니다.`,
    size: '|a|의 평균',
    square: 'a²의 평균',
    test: '테스트',
    training: '학습',
    ratio: '학습 ÷ 테스트 (층별)',
    equal: (layer, ratio, error) =>
      `모든 층이 평균적으로 학습 때와 테스트 때 같은 크기를 넘겨줍니다. 가장 차이가 큰 곳은 ${layer}이며 ×${ratio} ± ${error}입니다.`,
    off: (layer, ratio, error) =>
      `학습과 테스트가 맞지 않습니다. 학습 때 ${layer}에서 넘겨주는 크기가 테스트 때의 ×${ratio} ± ${error}입니다.`,
    before: '마스크가 휘어진 활성화 함수보다 앞에 있어서, 어떤 배율로도 평균을 유지할 수 없습니다.',
    unscaled: '꺼진 유닛의 몫을 메워 주는 것이 없습니다.',
    own: '이 층의 마스크만: |a|의 평균',
    squared: '이 층의 마스크만: a²의 평균',
    all: '모든 마스크: |a|의 평균',
    explain:
      '스케일링은 평균을 지키지만 제곱 평균은 지키지 못합니다. 드롭아웃은 제곱 평균을 1/(1 − p)배로 키웁니다. 모든 마스크를 켜면 앞 층의 노이즈가 활성화 함수의 굽은 곳을 지나며 평균까지 옮기는데, 이는 스케일링으로 되돌릴 수 없습니다.',
    plot: (layer, own, squared, all) =>
      `${layer}: 테스트 대비 학습의 |a| 평균 ${own}, a² 평균 ${squared}, 모든 마스크에서 ${all}`,
  },

  modes: {
    title: 'model.eval()과 model.train()',
    label: '페이지의 그림과 수치',
    eval: 'eval()',
    train: 'train()',
    figure: '수치',
    forgotten: (figures) => `여기서 model.eval()을 잊으면 이렇게 나옵니다. ${figures}.`,
    instead: (what, wrong, right) => `${what} ${right} 대신 ${wrong}`,
    same: (what, right) => `${what} 똑같이 ${right}`,
    devAccuracy: '검증 정확도',
    devLoss: '검증 손실',
    trainAccuracy: '학습 정확도',
    trainLoss: '학습 손실',
  },

  counts: {
    title: '유닛마다 꺼진 횟수',
    text: {
      example: (steps, masks) =>
        `최근 ${steps}스텝의 마스크 ${masks}개입니다. 스텝마다, 샘플마다 마스크를 따로 뽑습니다.`,
      batch: (steps, masks) =>
        `최근 ${steps}스텝의 마스크 ${masks}개입니다. 스텝마다 하나를 뽑아 미니배치가 함께 씁니다.`,
    },
    never: '한 에폭 내내 같은 마스크를 쓰는 것이 아닙니다.',
    outside: (out, units, expected) =>
      `확률이 p라면 유닛의 95%가 들어갈 띠의 바깥: ${units}개 중 ${out}개 (약 ${expected}개가 예상됩니다).`,
    since: 'p, 마스크 방식, 배치 크기 중 하나를 마지막으로 바꾼 뒤부터 셉니다.',
    nothing: '아직 셀 것이 없습니다. 다음 스텝에서 첫 마스크를 뽑습니다.',
    summary: (layer, p, low, high) => `${layer}, p = ${p}: 마스크의 ${low} ~ ${high}에서 꺼졌습니다.`,
    table: '횟수를 표로 보기',
    unit: '유닛',
    dropped: '꺼진 횟수',
    share: '비율',
    expected: 'p',
    first: (n) => `처음 ${n}개 유닛입니다.`,
  },
};
