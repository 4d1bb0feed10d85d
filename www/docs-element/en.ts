/** The words of the element's page, in English. Code is between backticks. */

import type { Example } from './examples';

type Row = readonly [string, string];

export const words = {
  title: '<train-scope>: an experiment in your own page',
  description:
    'Attributes, properties, methods, events and styles of the custom element, with examples that run.',
  other: '한국어',
  home: 'Playground',
  lead: 'One line puts an experiment into a blog post: two networks side by side, trained in the reader’s own browser. Nothing is sent anywhere, nothing is stored, and nothing is loaded before it is nearly in sight.',
  copy: 'Put the files of the built folder on your host, and write this where the experiment is to stand:',
  fallback:
    'What stands between the tags is shown until the experiment is there, and where scripts do not run: a sentence, a picture, a link.',
  examples: 'Examples',
  source: 'Source',
  captions: {
    compare:
      'A link of the playground (“Share” there makes one) and a slider for each lane. It pauses at step 1,000; Play goes on from there.',
    attributes: 'Each key of a link may be an attribute of its own, and then goes over what `link` says.',
    lens: 'Every tab of the playground can stand alone. Here: how large signals are in each layer, at the start and while it trains.',
    events: 'A page of yours hears the figures and makes steps.',
    style: 'Colours and sizes are custom properties, and the parts have names.',
  } satisfies Record<Example['id'], string>,
  attributes: 'Attributes',
  attribute: 'Attribute',
  meaning: 'Meaning',
  attributeRows: [
    [
      'link',
      'A link of the playground, whole or from its `#` on. What cannot be read is said above the experiment, never an error. With no key at all the experiment is the one that the playground opens with.',
    ],
    [
      'data.dataset, lane2.dropout.p, lanes, runs, …',
      'Any key of a link, see the table below. In place of the same key in `link`.',
    ],
    [
      'views',
      'Names with spaces between: `field`, `network`, `figures`, `curves`, and the tabs `inputs`, `signals`, `weights`, `dropout`, `step`, `surface`, `diagnosis`, `variance`, `sweep`. Without it: `field figures curves`.',
    ],
    [
      'controls',
      'What the reader may use: `play`, `step`, `reset`, `seeds`, and fields by their paths, such as `dropout.p`. `none` for nothing. Without it, and where only fields are named: `play step reset`. Where the lanes differ in a field, each has its own control.',
    ],
    ['until', 'The step at which it pauses, exactly. Play goes on from there.'],
    ['autoplay', 'Plays when it comes into sight; never where the reader’s system asks for less motion.'],
    ['theme', '`light`, `dark`, or `auto` (the reader’s own, as without it).'],
    ['lang', '`en` or `ko`. Without it the nearest `lang` around the element counts, then the browser’s.'],
    [
      'home',
      'Address of the playground that “Open in the playground” leads to. Without it, the folder of `train-scope.js`; empty, or with the single file, there is no such link.',
    ],
  ] as readonly Row[],
  properties: 'Properties',
  property: 'Property',
  propertyRows: [
    ['link, views, controls, until, autoplay, theme, home', 'As the attributes.'],
    [
      'experiment',
      'An experiment as an object, or one for each lane, as “Export” writes them in JSON: `{ data: { dataset: "moons" } }`. In the place of `link`, until that is set again; what it leaves out is at its default.',
    ],
  ] as readonly Row[],
  methods: 'Methods',
  method: 'Method',
  methodRows: [
    ['play()', 'Plays while it is in sight.'],
    ['pause()', 'Pauses.'],
    [
      'step(n = 1)',
      'Makes exactly n steps, up to 10,000, after those that were asked for before, and pauses. A promise that is kept when the last of them is drawn; earlier where it is paused, played or reset meanwhile, another experiment comes, or every run has diverged.',
    ],
    ['reset()', 'Back to step 0, with the same initial weights. A promise that is kept when that is drawn.'],
    [
      'getState()',
      '`{ link, step, playing, experiment }`, the last of them a list with one object for each lane.',
    ],
    [
      'setState(state)',
      'Takes `{ link }` or `{ experiment }` in the place of what the attributes say. A promise that is kept when the first frame of it is drawn.',
    ],
  ] as readonly Row[],
  methodNote:
    'A promise is broken where an argument is not allowed (the message names it, and what is), where the element is in no page, and where its files cannot be loaded; the next call asks for them again.',
  events: 'Events',
  event: 'Event',
  detail: 'Detail, and when',
  eventRows: [
    ['ready', 'The first frame is drawn; before it, nothing can be read.'],
    [
      'metrics',
      '`step`, `epoch`, and `lanes`: for each lane `trainLoss`, `trainDevLoss`, `devLoss`, `trainAccuracy`, `trainDevAccuracy`, `devAccuracy` (from 0 to 1), `penalty`; null where there is none, the median where there are several runs. At most every 250 ms.',
    ],
    ['statechange', '`link`, `playing`: the experiment is another one, or it has begun to play or paused.'],
    [
      'diverged',
      '`lane`, `run`, `step`, `layer`, all counted from 1: a number was not finite any more. Once for each run of a training.',
    ],
  ] as readonly Row[],
  eventNote: 'Events bubble, and cross shadow roots.',
  styles: 'Styles',
  stylesNote:
    'The element is as wide as its place, from 300 pixels on. Each colour and size that it draws with is a custom property that begins with `--train-scope-`; set them on the element. Where you set colours for dark pages too, set them under `prefers-color-scheme`.',
  customProperty: 'Custom property',
  value: 'Light / dark',
  parts: 'Parts, for `::part()`',
  hosting: 'Where it runs',
  hostingRows: [
    [
      'train-scope.js',
      'A module. It loads its other files from `assets/` beside it, so both go onto a host together. From another host it needs CORS headers (`Access-Control-Allow-Origin`).',
    ],
    [
      'train-scope.single.js',
      'All in one file, for hosts that take only one: as a module or a classic script, from `file:`, and in a frame with `sandbox="allow-scripts"`.',
    ],
    ['train-scope.d.ts', 'Types for both.'],
    [
      'Content-Security-Policy',
      "`script-src` needs `'wasm-unsafe-eval'` besides the script’s own source, and `connect-src` the host of the files. A worker is used where `worker-src` allows one: the host of the files, or `blob:` where that is another host than the page’s, and for the single file; else the page’s own thread does the work.",
    ],
  ] as readonly Row[],
  file: 'What',
  keys: 'Keys of a link',
  keysNote:
    'For all lanes, or with `lane1.` to `lane4.` before it for one. Numbers out of range are brought into it, and said so.',
  key: 'Key',
  allowed: 'Values',
  usual: 'Default',
  plainKeys: [
    ['lanes', '1 – 4', '1', 'Networks trained side by side.'],
    ['runs', '1, 8, 32', '1', 'Copies of every lane that differ in their seeds only; figures are medians.'],
    ['speed', '0.05, 1, 4, 16, 64, 256', '16', 'Steps for each frame.'],
    ['lane1.name', 'text', '—', 'The lane’s name.'],
  ] as readonly (readonly [string, string, string, string])[],
};

export type Words = typeof words;
