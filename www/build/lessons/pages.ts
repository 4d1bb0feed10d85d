/** The pages around the lessons: head, bar, the way to the other lessons, and the index. */

import type { Words } from './en';
import { presetFile, type Preset } from '../presets';
import { escape, LANGUAGES, type Language, type Lesson } from './lesson';

/** Where pages lie: English ones in the lessons' folder, those of other languages in a folder of it. */
function folder(language: Language): string {
  return language === 'en' ? 'lessons/' : `lessons/${language}/`;
}

/** The file of a lesson, or of the index without one, from the folder of the playground. */
export function fileOf(language: Language, id?: string): string {
  return `${folder(language)}${id === undefined ? '' : `${id}/`}index.html`;
}

/** What leads from a page to the playground's folder. */
export function rootOf(file: string): string {
  return '../'.repeat(file.split('/').length - 1);
}

/** What all pages are made with. */
export interface Site {
  readonly words: Readonly<Record<Language, Words>>;
  /** The policy that the pages live under. */
  readonly policy: string;
}

/** A lesson with its place among the others. */
export interface Placed {
  readonly lesson: Lesson;
  /** From 1, in the order of all lessons. */
  readonly number: number;
  readonly previous: Lesson | undefined;
  readonly next: Lesson | undefined;
}

export interface Page {
  readonly language: Language;
  readonly file: string;
  readonly title: string;
  readonly description: string;
  /** The same page in every language. */
  readonly files: Readonly<Record<Language, string>>;
  readonly kind: 'article' | 'website';
  readonly scripts: boolean;
  readonly main: string;
}

function head(site: Site, page: Page): string {
  const root = rootOf(page.file);
  const property = (name: string, content: string): string =>
    `<meta property="${name}" content="${escape(content)}">`;
  return [
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escape(site.policy)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escape(page.title)} · trainscope</title>`,
    `<meta name="description" content="${escape(page.description)}">`,
    property('og:type', page.kind),
    property('og:site_name', 'trainscope'),
    property('og:title', page.title),
    property('og:description', page.description),
    property('og:locale', page.language === 'ko' ? 'ko_KR' : 'en_US'),
    ...LANGUAGES.map(
      (language) => `<link rel="alternate" hreflang="${language}" href="${root}${page.files[language]}">`,
    ),
    `<link rel="icon" href="${root}icon.svg" type="image/svg+xml">`,
    `<link rel="stylesheet" href="${root}lessons/lessons.css">`,
    ...(page.scripts ? [`<script type="module" src="${root}train-scope.js"></script>`] : []),
    `<script type="module" src="${root}keep.js"></script>`,
  ].join('\n');
}

function bar(site: Site, page: Page): string {
  const words = site.words[page.language];
  const root = rootOf(page.file);
  const isIndex = page.file === fileOf(page.language);
  const index = `<a href="${root}${fileOf(page.language)}"${isIndex ? ' aria-current="page"' : ''}>${words.lessons}</a>`;
  const languages = LANGUAGES.map((language) => {
    const name = site.words[language].languageName;
    const current = language === page.language ? ' aria-current="true"' : '';
    return `<a href="${root}${page.files[language]}" hreflang="${language}" lang="${language}"${current}>${name}</a>`;
  });
  return `<header class="bar">
<a class="brand" href="${root}index.html#lang=${page.language}">train<span>scope</span></a>
<nav aria-label="${words.site}">${index} <a href="${root}index.html#lang=${page.language}">${words.playground}</a></nav>
<nav class="languages" aria-label="${words.language}">${languages.join(' ')}</nav>
</header>`;
}

export function pageOf(site: Site, page: Page): string {
  return `<!doctype html>
<html lang="${page.language}">
<head>
${head(site, page)}
</head>
<body>
<a class="skip" href="#text">${site.words[page.language].skip}</a>
${bar(site, page)}
<main id="text" tabindex="-1">
${page.main}
</main>
</body>
</html>
`;
}

function filesOf(id?: string): Readonly<Record<Language, string>> {
  return { en: fileOf('en', id), ko: fileOf('ko', id) };
}

export function lessonPage(site: Site, { lesson, number, previous, next }: Placed): string {
  const { id, language, title, summary } = lesson;
  const words = site.words[language];
  const link = (other: Lesson | undefined, rel: 'prev' | 'next', told: string): string =>
    other === undefined
      ? ''
      : `<a rel="${rel}" href="../${other.id}/index.html"><span>${told}</span>${escape(other.title)}</a>`;
  return pageOf(site, {
    language,
    title,
    file: fileOf(language, id),
    description: summary,
    files: filesOf(id),
    kind: 'article',
    scripts: true,
    main: `<article>
<header><p class="kicker">${words.number(number)}</p>
<h1>${escape(title)}</h1>
<p class="summary">${escape(summary)}</p></header>
${lesson.html}</article>
<nav class="around" aria-label="${words.around}">${link(previous, 'prev', words.previous)}${link(next, 'next', words.next)}</nav>`,
  });
}

export function indexPage(
  site: Site,
  language: Language,
  lessons: readonly Placed[],
  presets: readonly Preset[],
): string {
  const words = site.words[language];
  const root = rootOf(fileOf(language));
  const row = ({ title, summary }: Preset[Language], address: string, number = ''): string =>
    `<a href="${address}">${number}<span class="title">${escape(title)}</span></a><p>${escape(summary)}</p>`;
  const items = lessons.map(
    ({ lesson, number }) =>
      `<li value="${number}">${row(lesson, `${lesson.id}/index.html`, `<span class="number" aria-hidden="true">${number}</span>`)}</li>`,
  );
  const others = presets.map(
    (preset) => `<li>${row(preset[language], root + presetFile(language, preset.id))}</li>`,
  );
  return pageOf(site, {
    language,
    file: fileOf(language),
    title: words.lessons,
    description: words.description,
    files: filesOf(),
    kind: 'website',
    scripts: false,
    main: `<h1>${words.lessons}</h1>
<p class="summary">${words.intro}</p>
<ol class="lessons">
${items.join('\n')}
</ol>
<h2>${words.presets}</h2>
<ul class="lessons">
${others.join('\n')}
</ul>
<p class="embed"><a href="${root}element/${language === 'en' ? '' : `${language}/`}index.html">${words.embed}</a></p>`,
  });
}
