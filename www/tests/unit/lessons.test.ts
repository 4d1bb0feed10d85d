/** The lessons: what the format means, and that nothing unfinished is built. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { typeset } from '../../build/lessons/claim-box';
import { checkLesson, linkProblems, pageProblems, told } from '../../build/lessons/check';
import { readClaims, translate } from '../../build/lessons/claims';
import { words as en } from '../../build/lessons/en';
import { formula } from '../../build/lessons/formulas';
import { words as ko } from '../../build/lessons/ko';
import type { Lesson } from '../../build/lessons/lesson';
import { readLesson } from '../../build/lessons/markdown';
import { makeFiles, type Places } from '../../build/lessons/site';
import type { Preset } from '../../build/presets';
import { bySystem } from '../../build/lessons/styles';

const DOCUMENT = `# Claims

| id | found true |
|---|---|
| [one](#one) | One is one. |

## one

One is one.

| figure | found |
|---|---|
| equal pairs | 3 of 10 |
| smallest | -2.4e-23 (1.6e-23 to 4.0e-23) |

- How: counted.
- Seeds: 1 to 10, all six alike.
- Source: Nobody 2000.
- Experiment (first): \`#v=1&data.dataset=moons\`
- Experiment (second): \`#v=1&data.dataset=xor\`
`;
const KOREAN = {
  statement: '하나는 하나입니다.',
  how: '세었습니다.',
  rows: { 'equal pairs': '같은 쌍', smallest: '가장 작은 값' },
};
const SCOPE = '::: scope views="field curves" until=100\nv=1&data.dataset=moons\n---\nLook at $z$.\n:::\n';
const WHOLE = `---
title: A title
summary: A summary
---
Prose.

::: predict
What comes?
::: reveal
This.
:::

${SCOPE}
${SCOPE}
\`\`\`python
print(1)
\`\`\`

::: sources
- A book.
:::
`;

const claims = readClaims(DOCUMENT);

function lesson(source: string, language: 'en' | 'ko' = 'en', korean: object = KOREAN): Lesson {
  return readLesson(
    {
      ...{
        id: 'some',
        language,
        file: 'some.md',
        root: '../../',
        words: language === 'en' ? en : ko,
        claims,
      },
      ...(language === 'en' ? {} : { translations: new Map([['one', JSON.stringify(korean)]]) }),
    },
    source,
  );
}

const problems = (source: string): string => told(checkLesson(lesson(source)));

/** What a lesson shows where its text is this one line. */
const shown = (line: string, language: 'en' | 'ko' = 'en', korean: object = KOREAN): Lesson =>
  lesson(`---\ntitle: T\nsummary: S\n---\n${line}\n`, language, korean);

describe('a lesson', () => {
  it('that has all it must have is built', () => {
    expect(problems(WHOLE)).toBe('');
    expect(lesson(WHOLE).html).toContain(
      '<train-scope link="v=1&amp;data.dataset=moons" views="field curves"',
    );
  });

  it.each([
    ['no scope', WHOLE.replaceAll(SCOPE, ''), 'some.md:1: 0 scopes'],
    ['five scopes', WHOLE + `\n${SCOPE}`.repeat(3), 'some.md:1: 5 scopes'],
    ['no prediction', WHOLE.replace(/::: predict[^]*?\n:::\n/, ''), 'some.md:1: 0 predictions'],
    ['no sources', WHOLE.replace(/::: sources[^]*?\n:::\n/, ''), 'some.md:1: 0 blocks of sources'],
    ['no Python', WHOLE.replace(/```python[^]*?```\n/, ''), 'some.md:1: 0 blocks of Python'],
    ['too many words', WHOLE.replace('Prose.', 'word '.repeat(701)), 'words of prose; at most 700'],
    ['no title', WHOLE.replace('title: A title\n', ''), 'some.md:1: no title'],
    ['a wrong line in the head', WHOLE.replace('summary:', 'sumary:'), 'some.md:3: not “title'],
    ['no head', WHOLE.replace('---\n', ''), 'some.md:1: the file must begin'],
    ['a link not understood', WHOLE.replace('dataset=moons', 'dataset=moon'), 'some.md:13: the link is not'],
    ['an unknown key', WHOLE.replace('data.dataset', 'data.set'), 'some.md:13: the link is not understood'],
    ['an unknown view', WHOLE.replace('field curves', 'fields'), 'some.md:13: no view is called “fields”'],
    ['an unknown attribute', WHOLE.replace('until', 'till'), 'some.md:13: a scope takes no “till”'],
    ['no number of steps', WHOLE.replace('=100', '=soon'), 'some.md:13: until is a number of steps'],
    ['no caption', WHOLE.replace('Look at $z$.', ''), 'some.md:13: a scope needs a caption'],
    ['a reveal missing', WHOLE.replace('::: reveal\n', ''), 'some.md:7: a prediction is a question'],
    ['a block left open', `${WHOLE}\n::: predict\nWhat?\n`, 'some.md:33: “::: predict” is not closed'],
    [
      'an unknown block',
      WHOLE.replace('Prose.', '::: aside\nA word.\n:::'),
      'some.md:5: “::: aside” is none',
    ],
    ['an end of nothing', WHOLE.replace('Prose.', 'Prose.\n:::'), 'closes or opens nothing'],
    ['an unknown claim', WHOLE.replace('Prose.', '::: claim two\n:::'), 'some.md:5: docs/claims.md has no'],
    ['another language', WHOLE.replace('Prose.', '```rust\n```'), 'some.md:5: code is ```python'],
    ['a wrong formula', WHOLE.replace('Prose.', 'Prose,\n$\\sqr{2}$'), 'some.md:5: the formula'],
    [
      'an unknown row',
      WHOLE.replace('Prose.', '::: claim one\nfigures: equal pairs; largest\n:::'),
      'some.md:5: the claim one has no row “largest”',
    ],
  ])('fails with %s', (_, source, told) => {
    expect(problems(source)).toContain(told);
  });

  it('counts prose and predictions, and nothing else', () => {
    const source = WHOLE.replace(
      'Prose.',
      'Two words, $x$ and `code`.\n\n$$y$$\n\n::: claim one\n:::\n\n- item',
    );
    // Two words, and code; item; What comes? This.
    expect(lesson(source).words).toBe(4 + 1 + 3);
    expect(shown('두 단어, $n$개입니다.', 'ko').words).toBe(3);
  });
});

describe('the format', () => {
  it('sets formulas as MathML, and leaves money alone', () => {
    expect(shown('so $\\sigma^2$ is').html).toContain('<msup><mi>σ</mi><mn>2</mn></msup>');
    expect(shown('$$\na = b\n$$').html).toContain('display="block"');
    expect(shown('It costs $5 and $6.').html).not.toContain('<math');
    expect(shown('It costs \\$5 and 6\\$.').html).toContain('$5 and 6$');
    expect(formula('\\tanh x', false)).toContain('<mspace');
    expect(formula('\\tanh(x)', false)).not.toContain('<mspace');
  });

  it('ends emphasis before a Korean particle', () => {
    expect(shown('**He (보정)**입니다', 'ko').html).toContain('<strong>He (보정)</strong>입니다');
  });

  it('opens a scope within what is revealed', () => {
    const { html, scopes } = shown(`::: predict\nWhat?\n::: reveal\nThis.\n\n${SCOPE}\nAnd more.\n:::`);
    expect(scopes.map(({ line }) => line)).toEqual([10]);
    expect(html).toMatch(/<details>[^]*<figure class="scope">[^]*And more\.[^]*<\/details>/);
  });

  it('passes no HTML on', () => {
    expect(shown('<script>alert(1)</script>').html).not.toContain('<script');
    const { html } = shown('::: scope views="<b>"\nv=1&x="y"\n---\nC.\n:::');
    expect(html).not.toContain('<b>');
    expect(html).toContain('link="v=1&amp;x=&quot;y&quot;"');
  });

  it('leads to the playground with the very link, in the reader’s language', () => {
    const at = '../../index.html#v=1&amp;data.dataset=moons&amp;lang=';
    expect(lesson(WHOLE).html).toContain(`${at}en`);
    expect(lesson(WHOLE, 'ko').html).toContain(`${at}ko`);
  });

  it('colours Python by classes', () => {
    expect(lesson(WHOLE).html).toContain('<span class="hljs-built_in">print</span>');
  });
});

describe('a claim', () => {
  it('is read whole', () => {
    expect([...claims.keys()]).toEqual(['one']);
    expect(claims.get('one')).toMatchObject({
      statement: 'One is one.',
      rows: [
        { label: 'equal pairs', found: '3 of 10' },
        { label: 'smallest', found: '-2.4e-23 (1.6e-23 to 4.0e-23)' },
      ],
      how: 'counted.',
      seeds: '1 to 10, all six alike.',
      experiments: [
        { label: 'first', link: 'v=1&data.dataset=moons' },
        { label: 'second', link: 'v=1&data.dataset=xor' },
      ],
    });
  });

  it('shows the rows asked for, set in type', () => {
    const { html } = shown('::: claim one\nfigures: smallest\n:::');
    const spaced = html.replaceAll('\u00a0', ' ');
    expect(spaced).toContain('−2.4 × 10<sup>−23</sup> (1.6 × 10<sup>−23</sup> to 4.0 × 10<sup>−23</sup>)');
    expect(html).not.toContain('equal pairs');
    expect(html).toContain('>first</a>, <a');
  });

  it.each([
    ['2.8e-1 (9.3e-2 to 1.50e-3)', '0.28 (0.093 to 0.00150)'],
    ['4.8e0 (7.0e-1 to 1.8e1)', '4.8 (0.70 to 18)'],
    ['1.25e2, 2.8e6', '125, 2.8\u00a0×\u00a010<sup>6</sup>'],
    ['-0.042 [-0.046, -0.038]', '−0.042 [−0.046, −0.038]'],
    ['9.16 % ± 0.13 %', '9.16% ± 0.13%'],
    ['+0.0159, -597.9 standard errors', '+0.0159, −597.9 standard errors'],
    ['x < y', 'x &lt; y'],
  ])('writes %s as %s', (found, shown) => {
    expect(typeset(found, en)).toBe(shown);
  });

  it('has its Korean beside it, and its figures from the document', () => {
    const { html } = shown('::: claim one\n:::', 'ko');
    for (const text of ['하나는 하나입니다.', '같은 쌍', '10 중 3', '1~10, 여섯 시드', '실험 2'])
      expect(html).toContain(text);
  });

  it.each([
    ['a statement', { ...KOREAN, statement: '' }, 'no “statement”'],
    ['a row', { ...KOREAN, rows: { smallest: '가장 작은 값' } }, 'no row “equal pairs”'],
    ['rows', { statement: 's', how: 'h' }, 'no row “smallest”'],
    ['no row too many', { ...KOREAN, rows: { ...KOREAN.rows, other: 'x' } }, 'the claim has no row “other”'],
    ['known experiments', { ...KOREAN, experiments: { third: 'x' } }, 'the claim has no experiment “third”'],
  ])('needs %s in Korean', (_, korean, what) => {
    const wrong = shown('Prose.\n\n::: claim one\n:::', 'ko', korean).problems;
    expect(told(wrong)).toContain(`some.md:7: www/lessons/claims/one.ko.json: ${what}`);
  });

  it('needs its Korean to be JSON', () => {
    const claim = claims.get('one');
    expect(claim === undefined ? '' : translate(claim, '{')).toEqual([expect.stringContaining('not JSON')]);
  });

  it('of the document is read with nothing left over, and no English in its Korean figures', () => {
    const all = readClaims(readFileSync('../docs/claims.md', 'utf8'));
    expect(all.size).toBeGreaterThan(20);
    for (const { id, statement, rows, how, seeds, source, experiments } of all.values()) {
      for (const text of [statement, how, seeds, source]) expect(text, id).not.toBe('');
      expect(rows.length, id).toBeGreaterThan(0);
      expect(experiments.length, id).toBeGreaterThan(0);
      for (const { link } of experiments) expect(linkProblems(link), id).toEqual([]);
      for (const text of [seeds, ...rows.map(({ found }) => found)]) {
        const korean = typeset(text, ko).replaceAll(/<\/?sup>/g, '');
        expect(korean, id).not.toMatch(/[a-z]{2}/i);
      }
    }
  });
});

describe('the pages', () => {
  const PRESET: Preset = {
    id: 'p',
    link: 'v=1',
    attributes: {},
    steps: 1,
    en: { title: 'A < B', summary: 'It is shown.' },
    ko: { title: '가 < 나', summary: '보여 줍니다.' },
  };
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  /** A folder of lessons; `written` are names of files and their text. */
  function places(order: readonly string[], written: Readonly<Record<string, string>>): Places {
    const root = mkdtempSync(join(tmpdir(), 'lessons-'));
    folders.push(root);
    mkdirSync(join(root, 'claims'));
    writeFileSync(join(root, 'claims.md'), DOCUMENT);
    writeFileSync(join(root, 'order.json'), JSON.stringify(order));
    writeFileSync(join(root, 'presets.json'), JSON.stringify([PRESET]));
    for (const [name, text] of Object.entries(written)) {
      mkdirSync(join(root, name, '..'), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    return {
      lessons: root,
      claims: join(root, 'claims.md'),
      presets: join(root, 'presets.json'),
      tokens: resolve('src/styles/tokens.css'),
      root,
    };
  }
  const both = (id: string): Readonly<Record<string, string>> => ({
    [`${id}/en.md`]: WHOLE,
    [`${id}/ko.md`]: WHOLE,
  });

  it('lead from one to the next, past lessons that are not written', () => {
    const files = makeFiles(places(['a', 'b', 'c'], { ...both('a'), ...both('c') }), 'POLICY');
    expect([...files.keys()].sort()).toEqual(
      [
        ...['lessons/index.html', 'lessons/a/index.html', 'lessons/c/index.html', 'lessons/lessons.css'],
        ...['lessons/ko/index.html', 'lessons/ko/a/index.html', 'lessons/ko/c/index.html'],
      ].sort(),
    );
    expect(files.get('lessons/a/index.html')).toContain('rel="next" href="../c/index.html"');
    expect(files.get('lessons/a/index.html')).not.toContain('rel="prev"');
    expect(files.get('lessons/ko/c/index.html')).toContain('rel="prev" href="../a/index.html"');
    expect(files.get('lessons/ko/c/index.html')).toContain('수업 3');
    expect(files.get('lessons/c/index.html')).toContain('src="../../train-scope.js"');
    expect(files.get('lessons/ko/c/index.html')).toContain('src="../../../train-scope.js"');
    expect(files.get('lessons/index.html')).toContain(
      'href="../presets/p/index.html"><span class="title">A &lt; B<',
    );
    expect(files.get('lessons/ko/index.html')).toContain('href="../../presets/ko/p/index.html">');
    expect(files.get('lessons/ko/index.html')).toContain('src="../../keep.js"');
    for (const [name, html] of files)
      if (name.endsWith('.html')) expect(html).toContain('Content-Security-Policy" content="POLICY"');
  });

  it.each([
    ['a language is missing', ['a'], { 'a/en.md': WHOLE }, 'a/ko.md:1: the lesson is missing'],
    ['the order does not name one', ['a'], { ...both('a'), ...both('b') }, 'order.json:1: the lesson “b”'],
    ['a lesson is wrong', ['a'], { 'a/en.md': WHOLE, 'a/ko.md': 'Prose.' }, 'a/ko.md:1: '],
  ])('are not made where %s', (_, order, written, what) => {
    expect(() => makeFiles(places(order, written), '')).toThrow(what);
  });

  it('hold nothing that the policy would block', () => {
    expect(pageProblems('p', '<p style="color: red">')).toHaveLength(1);
    expect(pageProblems('p', '<style>p {}</style><script>1</script><a href="/x">')).toHaveLength(3);
    expect(pageProblems('p', '<script type="module" src="../x.js"></script><p>style=</p>')).toEqual([]);
  });

  it('take both themes from the page', () => {
    const css = bySystem(readFileSync('src/styles/tokens.css', 'utf8'));
    expect(css.match(/--paper:/g)).toHaveLength(2);
    expect(css).toMatch(/prefers-color-scheme: dark\) \{\n:root \{\n\s+--paper: #15171a/);
    expect(() => bySystem('')).toThrow('both themes');
  });

  it('of this project are made', () => {
    const files = makeFiles(
      {
        lessons: resolve('lessons'),
        claims: resolve('../docs/claims.md'),
        presets: resolve('presets/presets.json'),
        tokens: resolve('src/styles/tokens.css'),
        root: resolve('..'),
      },
      '',
    );
    expect(files.has('lessons/ko/initialization/index.html')).toBe(true);
  });
});
