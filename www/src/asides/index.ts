/**
 * What is said on demand: what each field is for, what was not accepted, which keys there are. It is loaded when the visitor
 * first acts, or when there is something to complain of.
 */

import type { Context } from '../controls/context';
import type { Formats } from '../format';
import type { Language, Messages } from '../messages';
import type { Kind } from '../schema';
import type { Notice } from '../state';
import type { TemplateResult, nothing } from 'lit-html';
import type { Later } from './en';
import { keyboardHelp } from './keyboard-help';
import { notices } from './notices';
import { allowedText, draftText, noticeText, type Typed } from './problems';
import './asides.css';

const LATER: Readonly<Record<Language, () => Promise<{ readonly later: Later }>>> = {
  en: () => import('./en'),
  ko: () => import('./ko'),
};

export interface Asides {
  readonly language: Language;
  /** What a field is for; empty where there is no such field. */
  readonly help: (path: string) => string;
  /** What is wrong with a text that was typed. */
  readonly draftText: (formats: Formats, path: string, typed: Typed, kind: Kind) => string;
  readonly noticeText: (formats: Formats, notice: Notice) => string;
  readonly allowedText: (formats: Formats, path: string, kind: Kind) => string;
  readonly fieldProblem: Later['problem']['field'];
  readonly notices: (context: Context) => TemplateResult | typeof nothing;
  readonly keyboardHelp: (context: Context) => TemplateResult | typeof nothing;
}

export async function loadAsides(language: Language, messages: Messages): Promise<Asides> {
  const { later } = await LATER[language]();
  const words = { ...messages, ...later };
  const help: Readonly<Record<string, string | undefined>> = later.help;
  return {
    language,
    help: (path) => help[path] ?? '',
    draftText: (formats, path, typed, kind) => draftText(words, formats, path, typed, kind),
    noticeText: (formats, notice) => noticeText(words, formats, notice),
    allowedText: (formats, path, kind) => allowedText(words, formats, path, kind),
    fieldProblem: later.problem.field,
    notices: (context) => notices(context, words),
    keyboardHelp: (context) => keyboardHelp(context, later),
  };
}
