/** Writes the element's page, in both languages: how it is used, with examples that run. */

import { readFileSync } from 'node:fs';
import { later as laterEn } from '../src/asides/en';
import { later as laterKo } from '../src/asides/ko';
import { schema, type Kind } from '../src/schema';
import { format } from '../src/value';
import { words as en, type Words } from './en';
import { EXAMPLES } from './examples';
import { words as ko } from './ko';

/** What is written into the built folder. */
export interface Document {
  readonly fileName: string;
  readonly source: string;
}

const LANGUAGES = [
  { language: 'en', words: en, help: laterEn.help, folder: 'element/', root: '../', other: 'ko/' },
  { language: 'ko', words: ko, help: laterKo.help, folder: 'element/ko/', root: '../../', other: '../' },
] as const;

const PARTS =
  'scope transport play step reset seeds link controls lane field network figures curves lens failure'.split(
    ' ',
  );

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Code between backticks. */
const prose = (text: string): string => escape(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

const code = (text: string): string => `<code>${escape(text)}</code>`;

const block = (text: string): string => `<pre tabindex="0"><code>${escape(text)}</code></pre>`;

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((text) => `<th scope="col">${escape(text)}</th>`).join('');
  const body = rows
    .map(
      ([first = '', ...rest]) =>
        `<tr><th scope="row">${first}</th>${rest.map((cell) => `<td>${cell}</td>`).join('')}</tr>`,
    )
    .join('\n');
  return `<div class="table" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}

const list = (heads: readonly string[], rows: readonly (readonly [string, string])[]): string =>
  table(
    heads,
    rows.map(([name, text]) => [name.split(', ').map(code).join(', '), prose(text)]),
  );

function allowed(kind: Kind): string {
  const range = 'min' in kind ? `${format(kind.min)} – ${format(kind.max)}` : '';
  switch (kind.kind) {
    case 'flag':
      return code('true, false');
    case 'choice':
      return code(kind.options.join(', '));
    case 'choices':
    case 'each_choice':
      return `${code(kind.options.join(', '))} (a,b,…)`;
    case 'integer':
    case 'real':
      return range;
    case 'integers':
    case 'each_real':
      return `${range} (a,b,…)`;
    case 'points':
      return 'x1,x2,y;…';
  }
}

function keys(words: Words, help: Readonly<Record<string, string | undefined>>): string {
  return table(
    [words.key, words.allowed, words.usual, words.meaning],
    [
      ...words.plainKeys.map(([name, values, usual, text]) => [code(name), values, usual, prose(text)]),
      ...schema.fields.map(({ path, kind }) => [
        code(path),
        allowed(kind),
        escape(format(schema.defaults[path] ?? '')),
        escape(help[path] ?? ''),
      ]),
    ],
  );
}

/** The colours and sizes, as the page's own sheet has them: light, and dark where it is another. */
function tokens(): readonly (readonly string[])[] {
  const css = readFileSync(new URL('../src/styles/tokens.css', import.meta.url), 'utf8');
  const [light = '', dark = ''] = css.split(":root[data-theme='dark']");
  const read = (part: string): ReadonlyMap<string, string> =>
    new Map(
      [...part.matchAll(/^\s+--([\w-]+):\s+([^;]+);/gm)].map(([, name = '', value = '']) => [
        name,
        value.replaceAll(/\s+/g, ' '),
      ]),
    );
  const night = read(dark);
  return [...read(light)]
    .filter(([name]) => !['bar', 'panel', 'gap'].includes(name))
    .map(([name, value]) => [
      code(`--train-scope-${name}`),
      [value, night.get(name)]
        .filter((one) => one !== undefined)
        .map(code)
        .join(' / '),
    ]);
}

function examples(words: Words): string {
  return EXAMPLES.map(({ id, html, script, css }) => {
    const source = [
      html,
      ...(css === undefined ? [] : [`<style>\n${css}\n</style>`]),
      ...(script === undefined ? [] : [`<script type="module">\n${script}\n</script>`]),
    ].join('\n');
    return `<section class="example">
<p>${prose(words.captions[id])}</p>
${html.replaceAll(/="([^"]*)"/g, (_, value: string) => `="${escape(value)}"`)}
<details open><summary>${escape(words.source)}</summary>${block(source)}</details>
</section>`;
  }).join('\n');
}

function page({ language, words, help, root, other }: (typeof LANGUAGES)[number], policy: string): string {
  const snippet = `<script type="module" src="https://your.host/trainscope/train-scope.js"></script>
<train-scope data.dataset="moons" autoplay>A picture, or a sentence.</train-scope>`;
  const section = (title: string, ...content: readonly string[]): string =>
    `<section><h2>${escape(title)}</h2>\n${content.join('\n')}</section>`;
  const shared = language === 'en' ? '' : '../';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${escape(words.description)}">
<title>${escape(words.title)}</title>
<link rel="icon" href="${root}icon.svg">
<link rel="alternate" hreflang="${language === 'en' ? 'ko' : 'en'}" href="${other}index.html">
<link rel="stylesheet" href="${shared}page.css">
<script type="module" src="${root}train-scope.js"></script>
<script type="module" src="${shared}page.js"></script>
<script type="module" src="${root}keep.js"></script>
</head>
<body>
<header><a href="${root}index.html">${escape(words.home)}</a><a href="${other}index.html" lang="${language === 'en' ? 'ko' : 'en'}">${escape(words.other)}</a></header>
<main>
<h1>${escape(words.title)}</h1>
<p>${prose(words.lead)}</p>
<p>${prose(words.copy)}</p>
${block(snippet)}
<p>${prose(words.fallback)}</p>
${section(words.examples, examples(words))}
${section(words.attributes, list([words.attribute, words.meaning], words.attributeRows))}
${section(words.properties, list([words.property, words.meaning], words.propertyRows))}
${section(words.methods, list([words.method, words.meaning], words.methodRows), `<p>${prose(words.methodNote)}</p>`)}
${section(words.events, list([words.event, words.detail], words.eventRows), `<p>${prose(words.eventNote)}</p>`)}
${section(words.hosting, list([words.file, words.meaning], words.hostingRows))}
${section(
  words.styles,
  `<p>${prose(words.stylesNote)}</p>`,
  `<p>${prose(words.parts)}: ${PARTS.map(code).join(', ')}</p>`,
  table([words.customProperty, words.value], tokens()),
)}
${section(words.keys, `<p>${prose(words.keysNote)}</p>`, keys(words, help))}
</main>
</body>
</html>
`;
}

/** Everything of the element's page, under a policy. */
export function documents(policy: string): readonly Document[] {
  const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
  const own = EXAMPLES.flatMap(({ css }) => css ?? []).join('\n');
  const scripts = EXAMPLES.flatMap(({ script }) => script ?? []).join('\n');
  return [
    ...LANGUAGES.map((one) => ({ fileName: `${one.folder}index.html`, source: page(one, policy) })),
    { fileName: 'element/page.css', source: `${read('page.css')}\n${own}\n` },
    { fileName: 'element/page.js', source: `${scripts}\n` },
  ];
}
