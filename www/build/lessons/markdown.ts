/** A lesson's Markdown as HTML, and what was counted and found wrong on the way. */

import hljs from 'highlight.js/lib/core';
import python from 'highlight.js/lib/languages/python';
import Markdown, { type MarkdownIt, type Token } from 'markdown-it';
import emphasisBesideKorean from 'markdown-it-cjk-friendly';
import { blockOf, blocks, halves, type Block } from './blocks';
import { chooseRows, renderClaim } from './claim-box';
import { translate, type Claim } from './claims';
import type { Words } from './en';
import { formula, formulas } from './formulas';
import { readFront } from './front';
import { escape, type Language, type Lesson, type Problem, type Scope } from './lesson';
import { readScope, renderScope } from './scope';

hljs.registerLanguage('python', python);

/** What a lesson is read with. */
export interface Reading {
  readonly id: string;
  readonly language: Language;
  readonly file: string;
  /** Leads from the lesson's page to the playground's folder. */
  readonly root: string;
  readonly words: Words;
  readonly claims: ReadonlyMap<string, Claim>;
  /** The claims' texts in the lesson's language, by id; undefined where it is the document's own. */
  readonly translations?: ReadonlyMap<string, string>;
}

/** Words between spaces that hold a letter or a digit. */
function count(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function highlighted(code: string, language: string): string {
  return language === 'python' ? hljs.highlight(code, { language }).value : escape(code);
}

class LessonReader {
  readonly #reading: Reading;
  readonly #markdown: MarkdownIt;
  readonly #problems: Problem[] = [];
  readonly #scopes: Scope[] = [];
  readonly #claims: string[] = [];
  #words = 0;
  #predictions = 0;
  /** Whether the next experiment is what a question was about. */
  #isAsked = false;
  #sources = 0;
  #snippets = 0;
  /** Line of the file, from 0, of the first line of what is being rendered. */
  #from = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
    this.#markdown = new Markdown({ html: false, linkify: true, typographer: false })
      .use(emphasisBesideKorean)
      .use(formulas)
      .use(blocks);
    // A bare address may be followed by a Korean particle, which is no part of it.
    this.#markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
    const { rules } = this.#markdown.renderer;
    rules['formula'] = (tokens, at) => this.#formula(tokens[at], false);
    rules['formula_block'] = (tokens, at) =>
      `<div class="formula scroll">${this.#formula(tokens[at], true)}</div>\n`;
    rules['lesson_block'] = (tokens, at) => this.#block(blockOf(tokens[at]));
    rules['fence'] = (tokens, at) => this.#fence(tokens[at]);
    rules['table_open'] = () => '<div class="scroll" tabindex="0"><table>';
    rules['table_close'] = () => '</table></div>';
  }

  read(source: string): Lesson {
    const { id, language, file } = this.#reading;
    const { title, summary, body, problems } = readFront(file, source);
    const html = this.#render(body, 0, true);
    return {
      ...{ id, language, file, title, summary, html },
      words: this.#words,
      scopes: this.#scopes,
      predictions: this.#predictions,
      sources: this.#sources,
      snippets: this.#snippets,
      claims: this.#claims,
      problems: [...problems, ...this.#problems],
    };
  }

  /** `from` is the file's line, from 0, at which the text begins. */
  #render(text: string, from: number, counted: boolean): string {
    const outer = this.#from;
    this.#from = from;
    const env = {};
    const tokens = this.#markdown.parse(text, env);
    if (counted) this.#words += tokens.reduce((sum, token) => sum + this.#proseOf(token), 0);
    const html = this.#markdown.renderer.render(tokens, this.#markdown.options, env);
    this.#from = outer;
    return html;
  }

  #proseOf(token: Token): number {
    if (token.type !== 'inline') return 0;
    const line = token.map?.[0] ?? 0;
    if (/^\s*:::/m.test(token.content)) this.#wrong(line, 'a line “:::” that closes or opens nothing');
    const told = (token.children ?? []).map(({ type, content }) => {
      if (type === 'text' || type === 'code_inline') return content;
      // What stands directly beside a formula is one word with it.
      return type === 'formula' ? '' : type.endsWith('break') ? ' ' : '';
    });
    for (const child of token.children ?? []) if (child.type === 'formula') child.map = token.map;
    return count(told.join(''));
  }

  #wrong(line: number, what: string): void {
    this.#problems.push({ file: this.#reading.file, line: this.#from + line + 1, what });
  }

  #formula(token: Token | undefined, display: boolean): string {
    try {
      return formula(token?.content ?? '', display);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#wrong(token?.map?.[0] ?? 0, `the formula ${token?.content ?? ''}: ${reason}`);
      return '';
    }
  }

  #fence(token: Token | undefined): string {
    if (token === undefined) return '';
    const language = token.info.trim();
    if (language === 'python') this.#snippets += 1;
    else if (language !== '' && language !== 'text')
      this.#wrong(token.map?.[0] ?? 0, `code is \`\`\`python or \`\`\`text, not ${language}`);
    const label = language === 'python' ? ` role="group" aria-label="${this.#reading.words.code}"` : '';
    return `<pre class="code scroll" tabindex="0"${label}><code>${highlighted(token.content, language)}</code></pre>\n`;
  }

  #block(block: Block | undefined): string {
    if (block === undefined) return '';
    if (!block.closed) this.#wrong(block.line, `“::: ${block.name}” is not closed by a line “:::”`);
    switch (block.name) {
      case 'scope':
        return this.#scope(block);
      case 'predict':
        return this.#predict(block);
      case 'claim':
        return this.#claim(block);
      case 'sources':
        return this.#sourceList(block);
      default:
        this.#wrong(block.line, `“::: ${block.name}” is none of scope, predict, claim, sources`);
        return '';
    }
  }

  #scope(block: Block): string {
    const { language, words, root } = this.#reading;
    const { caption, wrong, ...source } = readScope(block);
    for (const what of wrong) this.#wrong(block.line, what);
    const outer = this.#from;
    this.#from += block.line;
    const inner = this.#markdown.renderInline(caption);
    this.#from = outer;
    const scope: Scope = { ...source, line: this.#from + block.line + 1, caption: inner };
    this.#scopes.push(scope);
    const isAsked = this.#isAsked;
    this.#isAsked = false;
    return renderScope(scope, { language, words, root, isAsked });
  }

  #predict(block: Block): string {
    const { words } = this.#reading;
    this.#predictions += 1;
    this.#isAsked = true;
    const parts = halves(block.body);
    if (parts === undefined || parts.before.trim() === '' || parts.after.trim() === '') {
      this.#wrong(block.line, 'a prediction is a question, a line “::: reveal”, and what is seen');
      return '';
    }
    const from = this.#from + block.line + 1;
    return `<div class="predict">
<p class="kicker">${escape(words.predict)}</p>
${this.#render(parts.before, from, true)}<details>
<summary>${escape(words.reveal)}</summary>
${this.#render(parts.after, from + parts.line + 1, true)}</details>
</div>
`;
  }

  #claim(block: Block): string {
    const { claims, translations, words, language, root } = this.#reading;
    const english = claims.get(block.rest);
    if (english === undefined) {
      this.#wrong(block.line, `docs/claims.md has no claim “${block.rest}”`);
      return '';
    }
    this.#claims.push(english.id);
    const { labels, unknown } = chooseRows(english, block.body);
    for (const label of unknown) this.#wrong(block.line, `the claim ${english.id} has no row “${label}”`);
    if (translations === undefined) return renderClaim(english, english, labels, words, { root, language });
    const json = translations.get(english.id);
    const translated = json === undefined ? ['there is no such file'] : translate(english, json);
    if ('statement' in translated) return renderClaim(english, translated, labels, words, { root, language });
    for (const what of translated)
      this.#wrong(block.line, `www/lessons/claims/${english.id}.${language}.json: ${what}`);
    return '';
  }

  #sourceList(block: Block): string {
    this.#sources += 1;
    return `<section class="sources"><h2>${escape(this.#reading.words.sources)}</h2>
${this.#render(block.body, this.#from + block.line + 1, false)}</section>
`;
  }
}

export function readLesson(reading: Reading, source: string): Lesson {
  return new LessonReader(reading).read(source);
}
