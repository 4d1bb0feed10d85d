/** `::: scope`: an experiment that runs in the page, its caption, and what stands there without scripts. */

import type { Block } from './blocks';
import { escape, type Language, type Scope } from './lesson';
import type { Words } from './en';

/** What may stand in the block's first line besides its name. */
export const ATTRIBUTES = ['views', 'controls', 'until', 'autoplay'] as const;

export interface ScopeSource {
  readonly link: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly caption: string;
  /** What could not be read. */
  readonly wrong: readonly string[];
}

/** `name="several words"`, `name=word`, or `name`. */
const ATTRIBUTE = /([a-z]+)(?:=(?:"([^"]*)"|([^\s"]+)))?(?:\s+|$)/y;

function readAttributes(text: string): { attributes: Map<string, string>; wrong: readonly string[] } {
  const attributes = new Map<string, string>();
  ATTRIBUTE.lastIndex = 0;
  let at = 0;
  while (at < text.length) {
    const match = ATTRIBUTE.exec(text);
    if (match === null) return { attributes, wrong: [`not name="value": ${text.slice(at)}`] };
    attributes.set(match[1] ?? '', match[2] ?? match[3] ?? '');
    at = ATTRIBUTE.lastIndex;
  }
  const known: readonly string[] = ATTRIBUTES;
  const unknown = [...attributes.keys()].filter((name) => !known.includes(name));
  return { attributes, wrong: unknown.map((name) => `a scope takes no “${name}”, but ${known.join(', ')}`) };
}

export function readScope(block: Block): ScopeSource {
  const { attributes, wrong } = readAttributes(block.rest);
  const lines = block.body.split('\n');
  const rule = lines.findIndex((line) => line.trim() === '---');
  const links = lines
    .slice(0, rule < 0 ? lines.length : rule)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const caption =
    rule < 0
      ? ''
      : lines
          .slice(rule + 1)
          .join('\n')
          .trim();
  return {
    link: (links[0] ?? '').replace(/^#/, ''),
    attributes,
    caption,
    wrong: [
      ...wrong,
      ...(links.length === 1
        ? []
        : ['a scope holds one line with a link, then a line “---”, then a caption']),
      ...(caption === '' ? ['a scope needs a caption after a line “---”'] : []),
    ],
  };
}

export interface Around {
  readonly language: Language;
  readonly words: Words;
  /** Leads from the page to the playground's folder. */
  readonly root: string;
  /** Whether a question about it stands before it: then what is seen is not said before it is asked for. */
  readonly isAsked: boolean;
}

export function renderScope(scope: Scope, { language, words, root, isAsked }: Around): string {
  const { link, attributes, caption } = scope;
  const attribute = ([name, value]: readonly [string, string]): string =>
    value === '' ? ` ${name}` : ` ${name}="${escape(value)}"`;
  const address = `${root}index.html#${link}&lang=${language}`;
  const open = (text: string): string => `<a href="${escape(address)}">${escape(text)}</a>`;
  const told = isAsked
    ? `<details><summary>${escape(words.seen)}</summary><p>${caption}</p></details>`
    : caption;
  return `<figure class="scope">
<train-scope link="${escape(link)}"${[...attributes].map(attribute).join('')} lang="${language}">
<p>${escape(words.scope.fallback)} ${open(words.scope.open)}</p>
</train-scope>
<figcaption>${told} <span class="open">${open(words.scope.open)}</span></figcaption>
</figure>
`;
}
