/** The words of what is taken out of the page and brought in, in Korean. */

import type { Words } from './en';

export const words: Words = {
  title: '내보내기',
  close: '닫기',
  lane: '신경망',
  experiment: '실험 설정 (JSON)',
  experimentHelp: '모든 신경망의 모든 설정을 학습 엔진이 읽는 형식으로 담습니다.',
  download: '다운로드',
  copy: '복사',
  open: 'JSON 열기…',
  script: 'PyTorch 스크립트',
  scriptSame: (steps) =>
    `이 신경망의 첫 번째 실행을 PyTorch로 그대로 학습합니다. 데이터, 초기 가중치, 미니배치가 같아서 처음 ${steps}스텝의 손실이 일치합니다.`,
  scriptDropout:
    '이 신경망의 첫 번째 실행을 PyTorch로 학습합니다. 데이터, 초기 가중치, 미니배치는 같지만 드롭아웃 마스크는 PyTorch가 새로 뽑으므로 손실이 비슷할 뿐 같지는 않습니다.',
  making: '처음 몇 스텝을 기록하는 중…',
  weights: '가중치',
  weightsHelp: '첫 번째 실행의 현재 가중치와 편향을 층별로 담습니다.',
  history: '학습 곡선',
  historyHelp: '모든 신경망의 지금까지의 곡선을 중앙값과 사분위수로 담습니다.',
  pictures: '그림',
  picturesHelp: '화면의 두 배 크기로 저장하고 아래에 링크를 적습니다.',
  background: '배경',
  light: '흰색',
  dark: '어두운 색',
  field: '결정 영역',
  view: (name) => `열려 있는 보기(${name}), 화면의 색 그대로`,
  network: '신경망 구조',
  loss: '손실 곡선',
  accuracy: '정확도 곡선',
  saved: (name) => `저장한 파일: ${name}`,
  copied: '복사했습니다',
  copyFailed: '브라우저가 복사를 허용하지 않았습니다. 다운로드를 이용하세요',
  failed: (reason) => `실패했습니다: ${reason}`,
  caption: (name, settings, step) =>
    settings === '' ? `${name} · 스텝 ${step}` : `${name} · ${settings} · 스텝 ${step}`,
  captionAll: (dataset, step) => `${dataset} · 스텝 ${step}`,

  openTitle: '실험 열기',
  openHelp:
    'JSON을 붙여 넣거나, 파일을 끌어다 놓거나, 파일을 고르세요. 실험 하나 또는 신경망 1–4개의 목록을 읽습니다.',
  openBox: '실험 JSON',
  choose: '파일 선택…',
  load: '열기',
  loaded: (lanes) => `열었습니다: ${lanes}`,
  problems: (n) => `${n}가지를 고쳐야 열 수 있습니다:`,
  notJson: (line, column) => `${line}행 ${column}열부터 JSON 형식이 아닙니다.`,
  notObject: (got) => `“${got}” 값은 실험이 아닙니다. 허용 값: JSON 객체 또는 그 목록.`,
  noSuchField: (path) => `“${path}” 항목은 실험의 설정이 아닙니다. 지우거나 이름을 고치세요.`,
  otherVersion: (got, known) => `“${got}” 버전은 읽을 수 없습니다. 허용 버전: ${known}.`,
  laneCount: (got) => `신경망이 ${got}개입니다. 허용 범위: 1–4개.`,
  inLane: (n, text) => `신경망 ${n}: ${text}`,
};
