/** What every lesson must have, so that the build fails where one has not. */

import { decode } from '../../src/link';
import { schema } from '../../src/schema';
import { initialState } from '../../src/state';
import type { Lesson, Problem, Scope } from './lesson';

export const MOST_WORDS = 700;
const SCOPES = { least: 2, most: 4 };
const PREDICTIONS = { least: 1, most: 2 };

/** What `<train-scope>` shows, and what runs it. */
const VIEWS = [
  ...['field', 'network', 'figures', 'curves', 'inputs', 'signals', 'weights', 'dropout', 'step'],
  ...['surface', 'diagnosis', 'variance', 'sweep'],
];
const BUTTONS = ['play', 'step', 'reset', 'seeds', 'none'];

const listed = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

/** What is wrong with a link, in words; nothing where all of it is understood. */
export function linkProblems(link: string): readonly string[] {
  if (!link.startsWith('v=1')) return [`a link begins with v=1: ${link}`];
  return decode(link, () => initialState()).notices.map(
    (notice) => `the link is not understood: ${JSON.stringify(notice)}`,
  );
}

function scopeProblems({ link, attributes }: Scope): readonly string[] {
  const wrong = [...linkProblems(link)];
  for (const view of listed(attributes.get('views') ?? ''))
    if (!VIEWS.includes(view)) wrong.push(`no view is called “${view}”`);
  for (const control of listed(attributes.get('controls') ?? ''))
    if (!BUTTONS.includes(control) && !schema.byPath.has(control))
      wrong.push(`no control is called “${control}”`);
  const until = attributes.get('until');
  if (until !== undefined && !/^[1-9]\d*$/.test(until))
    wrong.push(`until is a number of steps, not “${until}”`);
  return wrong;
}

export function checkLesson(lesson: Lesson): readonly Problem[] {
  const { file, words, scopes, predictions, sources, snippets } = lesson;
  const problems: Problem[] = [...lesson.problems];
  const wrong = (line: number, what: string): void => {
    problems.push({ file, line, what });
  };
  if (words > MOST_WORDS) wrong(1, `${words} words of prose; at most ${MOST_WORDS}`);
  if (scopes.length < SCOPES.least || scopes.length > SCOPES.most)
    wrong(1, `${scopes.length} scopes; ${SCOPES.least} to ${SCOPES.most}`);
  if (predictions < PREDICTIONS.least || predictions > PREDICTIONS.most)
    wrong(1, `${predictions} predictions; ${PREDICTIONS.least} or ${PREDICTIONS.most}`);
  if (sources !== 1) wrong(1, `${sources} blocks of sources; 1`);
  if (snippets !== 1) wrong(1, `${snippets} blocks of Python; 1`);
  for (const scope of scopes) for (const what of scopeProblems(scope)) wrong(scope.line, what);
  return problems;
}

/** A page may hold nothing that its policy would block. */
export function pageProblems(file: string, html: string): readonly Problem[] {
  const forbidden: readonly (readonly [RegExp, string])[] = [
    [/<[^>]+\sstyle=/i, 'a style attribute'],
    [/<style/i, 'a style element'],
    [/<script(?![^>]*\ssrc=)/i, 'a script in the page'],
    [/(?:src|href)="\/(?!\/)/, 'an address that begins with “/”'],
  ];
  return forbidden.flatMap(([pattern, what]) =>
    pattern.test(html) ? [{ file, line: 1, what: `the page holds ${what}` }] : [],
  );
}

/** One line for each problem, as compilers write them. */
export function told(problems: readonly Problem[]): string {
  return problems.map(({ file, line, what }) => `${file}:${line}: ${what}`).join('\n');
}
