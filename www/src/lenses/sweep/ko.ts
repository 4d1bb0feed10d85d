/** The sweep, in Korean. */

import type { Words } from './en';

export const words: Words = {
  about:
    '값마다 시드를 바꿔 가며 여러 번 학습합니다. 이 기기의 모든 코어를 쓰고, 위의 학습은 일시정지합니다.',
  lane: '기준 실험',
  field: '항목',
  second: '그리고',
  none: '두 번째 항목 없음',
  values: '값',
  valuesOf: (label) => `${label}의 값`,
  apart: '쉼표로 구분',
  apartLists: '쌍반점(;)으로 구분',
  seeds: '시드 수',
  steps: '스텝 수',
  figure: '지표',
  metrics: {
    devLoss: '검증 손실',
    devAccuracy: '검증 정확도',
    trainLoss: '학습 손실',
    trainAccuracy: '학습 정확도',
  },
  start: (runs) => `${runs}회 학습하기`,
  stop: '중지',
  bad: (texts) => `쓸 수 없는 값: ${texts}.`,
  tooFew: '서로 다른 값이 두 개 이상 필요합니다.',
  tooMany: (most, got) => `조합은 ${most}개까지입니다. 지금은 ${got}개입니다.`,
  wrongNumber: (got, most) => `“${got}”은(는) 쓸 수 없습니다. 1부터 ${most}까지의 정수여야 합니다.`,
  noNumber: (most) => `1부터 ${most}까지의 정수를 입력하세요.`,
  progress: (done, of) => `${of}회 중 ${done}회 완료`,
  left: (time) => `약 ${time} 남음`,
  seconds: (count) => `${count}초`,
  minutes: (count) => `${count}분`,
  finished: (runs, time) => `${runs}회를 ${time} 만에 마쳤습니다.`,
  stopped: (done, of) => `중지했습니다. ${of}회 중 ${done}회가 끝났습니다.`,
  failed: (reason) => `스윕이 중단되었습니다: ${reason}`,
  key: '점: 실행, 선: 중앙값, 띠: 순위로 구한 중앙값의 95% 신뢰구간(실행이 6회 이상일 때).',
  heat: '실행들의 중앙값입니다. 색이 뚜렷할수록 큽니다.',
  summary: (figure, field, parts) => `${field}에 따른 ${figure}: ${parts}`,
  part: (value, median) => `${value}일 때 ${median}`,
  open: (values) => `${values}을(를) 위에서 열기`,
  openHint: (steps) =>
    `값을 누르면 같은 실행 수로 위에서 열립니다. 실행 하나는 아래 표에서 열 수 있습니다. 열린 실행은 스윕과 똑같이 스텝 ${steps}까지 학습하고 멈춥니다.`,
  openDot: (steps) =>
    `점을 누르면 그 실행 하나가, 값을 누르면 그 값의 실행이 모두 위에서 열립니다. 열린 실행은 스윕과 똑같이 스텝 ${steps}까지 학습하고 멈춥니다.`,
  openRun: (values, run) => `${values}의 ${run}번째 실행을 위에서 열기`,
  diverged: (count) => `발산 ${count}회`,
  table: '모든 실행 보기',
  run: '실행',
  csv: 'CSV로 저장',
  stale: '그 뒤로 위의 실험이 바뀌었습니다.',
  picking: {
    title: '검증 데이터로 가장 좋은 것 고르기',
    best: (count, name, value, share) =>
      share
        ? `${count}회 가운데 검증 정확도가 가장 높은 것은(같으면 손실이 낮은 쪽) ${name}이며, 정확도는 ${value}입니다.`
        : `${count}회 가운데 검증 손실이 가장 낮은 것은 ${name}이며, 손실은 ${value}입니다.`,
    ring: (share) => `고리: 검증 ${share ? '정확도가 가장 높은' : '손실이 가장 낮은'} 실행.`,
    look: '테스트 데이터로 확인하기',
    looks: (count) => `이 테스트 데이터를 본 횟수(‘진단’ 탭 포함): ${count}`,
    worth: (value, share) =>
      `고르는 데 쓰지 않은 테스트 데이터에서는 ${share ? '정확도가' : '손실이'} ${value}입니다.`,
    added: (alone, picked, change, flattered) =>
      `검증 성적은 테스트 성적에 견주어, 실행 하나를 아무렇게나 집으면 평균 ${alone} 쪽이고 모든 실행 가운데 가장 좋은 것을 고르면 ${picked} 쪽입니다. ${
        flattered
          ? `고르기만 해도 검증 성적이 ${change} 더 좋아 보이는 것입니다.`
          : `여기서는 골라도 검증 성적이 더 좋아 보이지 않고, 반대로 ${change} 움직였습니다.`
      }`,
    better: (value) => `${value} 좋은`,
    worse: (value) => `${value} 나쁜`,
    points: (value) => `${value}%p`,
    caption: (share) =>
      `이 스윕에서 정해진 수만큼 뽑아 검증 데이터로 가장 좋은 것을 골랐을 때의 평균 ${share ? '정확도' : '손실'}입니다(뽑는 모든 경우의 평균).`,
    picture: '몇 회 가운데 골랐는지에 따른, 고른 실행의 검증 성적과 테스트 성적입니다. 수치는 표에 있습니다.',
    of: '고른 범위(회)',
    dev: '검증',
    test: '테스트',
  },
};
