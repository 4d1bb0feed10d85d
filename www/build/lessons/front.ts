/** The lines between `---` at a lesson's head: `title` and `summary`, one line each. */

import type { Problem } from './lesson';

export interface Front {
  readonly title: string;
  readonly summary: string;
  /** The whole file with the head's lines empty, so that line numbers stay the file's. */
  readonly body: string;
  readonly problems: readonly Problem[];
}

const KEYS = ['title', 'summary'] as const;

export function readFront(file: string, source: string): Front {
  const lines = source.replaceAll('\r\n', '\n').split('\n');
  const problems: Problem[] = [];
  const found = new Map<string, string>();
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end < 0) {
    problems.push({
      file,
      line: 1,
      what: 'the file must begin with title and summary between two lines “---”',
    });
    return { title: '', summary: '', body: lines.join('\n'), problems };
  }
  for (let at = 1; at < end; at += 1) {
    const [, key = '', value = ''] = /^(\w+):\s*(.*?)\s*$/.exec(lines[at] ?? '') ?? [];
    if (KEYS.some((known) => known === key) && value !== '') found.set(key, value);
    else problems.push({ file, line: at + 1, what: `not “title: …” or “summary: …”: ${lines[at] ?? ''}` });
  }
  for (const key of KEYS)
    if (!found.has(key)) problems.push({ file, line: 1, what: `no ${key} between the lines “---”` });
  return {
    title: found.get('title') ?? '',
    summary: found.get('summary') ?? '',
    body: [...lines.slice(0, end + 1).map(() => ''), ...lines.slice(end + 1)].join('\n'),
    problems,
  };
}
