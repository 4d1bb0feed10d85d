/** `::: name …` to `:::`: a block of a lesson whose lines are read by who knows the name. */

import type { MarkdownIt, Token } from 'markdown-it';

export interface Block {
  readonly name: string;
  /** What follows the name in its line. */
  readonly rest: string;
  readonly body: string;
  /** Line of the file, from 0, where the block begins. */
  readonly line: number;
  readonly closed: boolean;
}

const OPENS = /^:::[ \t]*([a-z]+)[ \t]*(.*?)[ \t]*$/;
const CLOSES = /^:::[ \t]*$/;
/** Parts a block in two and has no end of its own. */
const PARTS = 'reveal';

/** The line after the block's last, or −1 where it is never closed. */
function endOf(lines: readonly string[], first: number): number {
  let depth = 0;
  for (let at = first; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const name = OPENS.exec(line)?.[1];
    if (name !== undefined && name !== PARTS) depth += 1;
    else if (CLOSES.test(line)) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return -1;
}

/** The halves around `::: reveal`; the second is undefined without it. `line` is its line among the body's, from 0. */
export function halves(
  body: string,
): { readonly before: string; readonly after: string; readonly line: number } | undefined {
  const lines = body.split('\n');
  const line = lines.findIndex((text) => OPENS.exec(text)?.[1] === PARTS);
  return line < 0
    ? undefined
    : { before: lines.slice(0, line).join('\n'), after: lines.slice(line + 1).join('\n'), line };
}

const read = new WeakMap<Token, Block>();

/** The block that a token `lesson_block` stands for. */
export function blockOf(token: Token | undefined): Block | undefined {
  return token === undefined ? undefined : read.get(token);
}

export function blocks(markdown: MarkdownIt): void {
  markdown.block.ruler.before(
    'fence',
    'lesson_block',
    (state, first, last, silent) => {
      const start = (state.bMarks[first] ?? 0) + (state.tShift[first] ?? 0);
      if (!state.src.startsWith(':::', start)) return false;
      const lines = state.getLines(0, last, 0, false).split('\n');
      const [, name, rest = ''] = OPENS.exec(lines[first] ?? '') ?? [];
      if (name === undefined) return false;
      if (silent) return true;
      const end = endOf(lines, first);
      const closed = end > 0;
      const after = closed ? end : last;
      const token = state.push('lesson_block', '', 0);
      token.block = true;
      token.map = [first, after];
      read.set(token, {
        name,
        rest,
        body: lines.slice(first + 1, closed ? after - 1 : after).join('\n'),
        line: first,
        closed,
      });
      state.line = after;
      return true;
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
  );
}
