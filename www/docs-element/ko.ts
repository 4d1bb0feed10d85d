/** The words of the element's page, in Korean. */

import type { Words } from './en';

export const words: Words = {
  title: '<train-scope>: 내 글 속의 실험',
  description:
    '커스텀 엘리먼트의 속성, 프로퍼티, 메서드, 이벤트, 스타일을 직접 실행해 볼 수 있는 예제와 함께 설명합니다.',
  other: 'English',
  home: '플레이그라운드',
  lead: '한 줄이면 블로그 글에 실험을 넣을 수 있습니다. 두 신경망이 나란히 놓이고, 학습은 읽는 사람의 브라우저에서 이루어집니다. 아무것도 전송하거나 저장하지 않으며, 화면에 가까워지기 전에는 아무것도 불러오지 않습니다.',
  copy: '빌드한 폴더의 파일을 서버에 올리고, 실험이 들어갈 자리에 다음과 같이 쓰세요.',
  fallback:
    '태그 사이의 내용은 실험이 준비될 때까지, 그리고 스크립트가 실행되지 않는 곳에서 대신 보입니다. 문장, 그림, 링크 모두 좋습니다.',
  examples: '예제',
  source: '소스',
  captions: {
    compare:
      '플레이그라운드의 링크(‘공유’에서 만듭니다)와 신경망마다 하나씩 있는 슬라이더입니다. 스텝 1,000에서 멈추고, 재생을 누르면 이어서 학습합니다.',
    attributes: '링크의 키는 각각 속성으로 쓸 수 있으며, 이때 `link`에 적힌 값보다 우선합니다.',
    lens: '플레이그라운드의 탭은 모두 따로 넣을 수 있습니다. 여기서는 각 층의 신호 크기를 시작할 때와 학습하는 동안 보여 줍니다.',
    events: '페이지에서 수치를 받고 스텝을 진행할 수 있습니다.',
    style: '색과 크기는 커스텀 프로퍼티이고, 각 부분에는 이름이 있습니다.',
  },
  attributes: '속성',
  attribute: '속성',
  meaning: '뜻',
  attributeRows: [
    [
      'link',
      '플레이그라운드의 링크입니다. 전체 주소도, `#` 뒤만도 됩니다. 읽을 수 없는 부분은 오류를 내지 않고 실험 위에 알려 줍니다. 키가 하나도 없으면 플레이그라운드를 처음 열 때의 실험입니다.',
    ],
    [
      'data.dataset, lane2.dropout.p, lanes, runs, …',
      '링크의 모든 키(아래 표). `link`에 있는 같은 키를 대신합니다.',
    ],
    [
      'views',
      '보일 것을 띄어쓰기로 나열합니다: `field`, `network`, `figures`, `curves`, 그리고 탭 `inputs`, `signals`, `weights`, `dropout`, `step`, `surface`, `diagnosis`, `variance`, `sweep`. 없으면 `field figures curves`입니다.',
    ],
    [
      'controls',
      '독자가 쓸 수 있는 것: `play`, `step`, `reset`, `seeds`, 그리고 `dropout.p` 같은 필드의 경로. `none`이면 아무것도 없습니다. 이 속성이 없거나 필드만 적으면 `play step reset`은 그대로 있습니다. 신경망마다 값이 다른 필드는 신경망마다 조절 장치가 생깁니다.',
    ],
    ['until', '정확히 이 스텝에서 멈춥니다. 재생을 누르면 이어서 학습합니다.'],
    [
      'autoplay',
      '화면에 보이면 재생합니다. 시스템에서 동작 줄이기를 켠 독자에게는 저절로 재생하지 않습니다.',
    ],
    ['theme', '`light`, `dark`, 또는 `auto`(독자의 설정, 기본값)입니다.'],
    [
      'lang',
      '`en` 또는 `ko`. 없으면 엘리먼트를 감싼 가장 가까운 `lang`, 그다음은 브라우저의 언어를 따릅니다.',
    ],
    [
      'home',
      '‘플레이그라운드에서 열기’가 가리키는 주소입니다. 없으면 `train-scope.js`가 있는 폴더이고, 비우거나 단일 파일을 쓰면 링크가 없습니다.',
    ],
  ],
  properties: '프로퍼티',
  property: '프로퍼티',
  propertyRows: [
    ['link, views, controls, until, autoplay, theme, home', '같은 이름의 속성과 같습니다.'],
    [
      'experiment',
      '‘내보내기’의 JSON과 같은 실험 객체, 또는 신경망마다 하나씩인 배열입니다: `{ data: { dataset: "moons" } }`. `link`를 다시 지정할 때까지 `link`를 대신하며, 적지 않은 것은 기본값입니다.',
    ],
  ],
  methods: '메서드',
  method: '메서드',
  methodRows: [
    ['play()', '화면에 보이는 동안 재생합니다.'],
    ['pause()', '멈춥니다.'],
    [
      'step(n = 1)',
      '앞서 요청한 스텝에 이어 정확히 n스텝(10,000까지)을 진행하고 멈춥니다. 마지막 스텝을 그리면 이행되는 프로미스를 돌려줍니다. 그사이 멈추거나 재생하거나 초기화할 때, 실험이 바뀔 때, 모든 실행이 발산할 때는 더 일찍 이행됩니다.',
    ],
    [
      'reset()',
      '초기 가중치는 그대로 두고 스텝 0으로 돌아갑니다. 그리고 나면 이행되는 프로미스를 돌려줍니다.',
    ],
    ['getState()', '`{ link, step, playing, experiment }`. 마지막은 신경망마다 객체 하나씩인 배열입니다.'],
    [
      'setState(state)',
      '`{ link }` 또는 `{ experiment }`를 속성 대신 씁니다. 첫 화면을 그리면 이행되는 프로미스를 돌려줍니다.',
    ],
  ],
  methodNote:
    '인수가 허용되지 않거나(메시지에 이름과 허용되는 값이 있습니다), 엘리먼트가 문서에 없거나, 파일을 불러오지 못하면 프로미스가 거부됩니다. 다시 호출하면 파일을 다시 요청합니다.',
  events: '이벤트',
  event: '이벤트',
  detail: 'detail의 내용과 시점',
  eventRows: [
    ['ready', '첫 화면을 그렸을 때. 그 전에는 읽을 수 있는 값이 없습니다.'],
    [
      'metrics',
      '`step`, `epoch`, `lanes`. 신경망마다 `trainLoss`, `trainDevLoss`, `devLoss`, `trainAccuracy`, `trainDevAccuracy`, `devAccuracy`(0에서 1), `penalty`가 있고, 없는 값은 null, 여러 번 실행하면 중앙값입니다. 250ms에 한 번 이하로 알립니다.',
    ],
    ['statechange', '`link`, `playing`. 실험이 바뀌거나, 재생을 시작하거나 멈추었을 때.'],
    [
      'diverged',
      '`lane`, `run`, `step`, `layer`(모두 1부터). 유한하지 않은 수가 나왔을 때 학습마다, 실행마다 한 번.',
    ],
  ],
  eventNote: '이벤트는 버블링되며 섀도 루트를 넘어갑니다.',
  styles: '스타일',
  stylesNote:
    '엘리먼트는 300픽셀부터, 놓인 자리만큼 넓어집니다. 그리는 데 쓰는 색과 크기는 모두 `--train-scope-`로 시작하는 커스텀 프로퍼티이며, 엘리먼트에 지정하면 됩니다. 어두운 화면의 색까지 바꾸려면 `prefers-color-scheme` 안에서 지정하세요.',
  customProperty: '커스텀 프로퍼티',
  value: '밝게 / 어둡게',
  parts: '`::part()`로 쓸 수 있는 이름',
  hosting: '어디에서 실행되나요',
  hostingRows: [
    [
      'train-scope.js',
      '모듈입니다. 나머지 파일은 옆의 `assets/`에서 불러오므로 함께 올려야 합니다. 다른 서버에서 불러오려면 CORS 헤더(`Access-Control-Allow-Origin`)가 필요합니다.',
    ],
    [
      'train-scope.single.js',
      '파일을 하나만 올릴 수 있는 곳을 위해 모두 한 파일에 담았습니다. 모듈로도 일반 스크립트로도 쓸 수 있고, `file:`과 `sandbox="allow-scripts"` 프레임에서도 실행됩니다.',
    ],
    ['train-scope.d.ts', '두 파일의 타입입니다.'],
    [
      'Content-Security-Policy',
      "`script-src`에 스크립트의 출처와 `'wasm-unsafe-eval'`이, `connect-src`에 파일을 둔 서버가 필요합니다. 워커는 `worker-src`가 허용하면 쓰고(파일을 둔 서버, 페이지와 다른 서버이거나 단일 파일이면 `blob:`), 아니면 페이지의 스레드에서 계산합니다.",
    ],
  ],
  file: '항목',
  keys: '링크의 키',
  keysNote:
    '모든 신경망에 적용되며, 앞에 `lane1.`부터 `lane4.`까지 붙이면 한 신경망에만 적용됩니다. 범위를 벗어난 수는 범위 안으로 바꾸고 알려 줍니다.',
  key: '키',
  allowed: '값',
  usual: '기본값',
  plainKeys: [
    ['lanes', '1 – 4', '1', '나란히 학습하는 신경망의 수입니다.'],
    ['runs', '1, 8, 32', '1', '시드만 바꾸어 실행하는 횟수입니다. 수치는 중앙값입니다.'],
    ['speed', '0.05, 1, 4, 16, 64, 256', '16', '프레임마다 진행하는 스텝 수입니다.'],
    ['lane1.name', '글자', '—', '신경망의 이름입니다.'],
  ],
};
