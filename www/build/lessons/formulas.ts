/** `$…$` and `$$…$$`, written as MathML when the pages are built. */

import katex from 'katex';
import type { MarkdownIt } from 'markdown-it';

/**
 * MathML, not KaTeX's HTML: that needs a style sheet, fonts, and styles in attributes, which the pages' policy
 * forbids. Every engine that runs the core draws MathML.
 */
export function formula(source: string, display: boolean): string {
  const html = katex.renderToString(source, {
    output: 'mathml',
    displayMode: display,
    throwOnError: true,
    strict: 'error',
  });
  return (
    html
      .replace(/^<span class="katex">|<\/span>$/g, '')
      // TeX leaves a space between a function's name and what has no brackets; engines leave none.
      .replaceAll(/<mo>\u2061<\/mo>(?!<mo |<mrow><mo )/g, '<mo>\u2061</mo><mspace width="0.17em"/>')
  );
}

/** Where `$…$` ends, or −1: the dollars touch what they enclose, and no digit follows (as in “$5 and $6”). */
function endOf(source: string, start: number, most: number): number {
  if (/\s/.test(source.charAt(start + 1))) return -1;
  for (let at = start + 1; at < most; at += 1) {
    if (source.charAt(at) === '\\') at += 1;
    else if (source.charAt(at) === '$') {
      const closes = !/\s/.test(source.charAt(at - 1)) && !/\d/.test(source.charAt(at + 1));
      return closes && at > start + 1 ? at : -1;
    }
  }
  return -1;
}

/** Makes tokens `formula` (inline) and `formula_block`; whoever renders them calls `formula`. */
export function formulas(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('escape', 'formula', (state, silent) => {
    if (state.src.charAt(state.pos) !== '$') return false;
    const end = endOf(state.src, state.pos, state.posMax);
    if (end < 0) return false;
    if (!silent) state.push('formula', 'math', 0).content = state.src.slice(state.pos + 1, end);
    state.pos = end + 1;
    return true;
  });
  markdown.block.ruler.before(
    'fence',
    'formula_block',
    (state, first, last, silent) => {
      const lineAt = (line: number): string => state.getLines(line, line + 1, state.blkIndent, false).trim();
      if (!lineAt(first).startsWith('$$')) return false;
      if (silent) return true;
      const closes = (line: number): boolean => {
        const text = lineAt(line);
        return text.endsWith('$$') && (line > first || text.length > 3);
      };
      let end = first;
      while (end < last && !closes(end)) end += 1;
      if (end === last) return false;
      const token = state.push('formula_block', 'math', 0);
      token.block = true;
      token.map = [first, end + 1];
      token.content = state
        .getLines(first, end + 1, state.blkIndent, false)
        .trim()
        .replace(/^\$\$|\$\$$/g, '')
        .trim();
      state.line = end + 1;
      return true;
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
  );
}
