/** What was not accepted, told in the visitor's language: the field, the value, what is allowed. */

import type { Formats } from '../format';
import { fieldName, optionText, type Messages } from '../messages';
import type { Later } from './en';
import { readKind, type Kind } from '../schema';
import { LINK_VERSION } from '../link';
import type { Notice } from '../state';

/** The page's words, and those that are loaded on demand. */
export type Explained = Messages & Later;

type ValueNotice = Extract<Notice, { readonly about: 'value' }>;

function options(messages: Explained, path: string, names: readonly string[]): string {
  return names.map((name) => optionText(messages, path, name)).join(', ');
}

export function allowedText(messages: Explained, formats: Formats, path: string, kind: Kind): string {
  const { problem } = messages;
  const { exact } = formats;
  switch (kind.kind) {
    case 'integer':
      return problem.integer(exact(kind.min), exact(kind.max));
    case 'real':
      return problem.real(exact(kind.min), exact(kind.max));
    case 'flag':
      return problem.flag;
    case 'choice':
      return problem.choice(options(messages, path, kind.options));
    case 'choices':
      return problem.choices(options(messages, path, kind.options));
    case 'integers':
      return problem.integers(exact(kind.longest), exact(kind.min), exact(kind.max));
    case 'each_real':
      return problem.eachReal(exact(kind.min), exact(kind.max));
    case 'each_choice':
      return problem.eachChoice(options(messages, path, kind.options));
    case 'points':
      return problem.points(exact(kind.longest), exact(kind.min), exact(kind.max));
  }
}

/** The core's account of what it would have taken: one of the table's kinds, or a rule. */
function accountText(messages: Explained, formats: Formats, path: string, allowed: unknown): string {
  if (typeof allowed !== 'object' || allowed === null) return '';
  if ('kind' in allowed && allowed.kind === 'text') return messages.problem.text;
  if ('kind' in allowed) {
    const kind = readKind(allowed);
    if (kind !== undefined) return allowedText(messages, formats, path, kind);
  }
  const of = (key: string): string => {
    const value = new Map<string, unknown>(Object.entries(allowed)).get(key);
    return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  };
  const { problem } = messages;
  const rule = of('rule');
  switch (rule) {
    case 'length':
      return problem.length(of('expected'));
    case 'loss':
      return problem.loss(
        'options' in allowed && Array.isArray(allowed.options)
          ? options(messages, path, allowed.options.map(String))
          : '',
      );
    case 'point_count':
      return problem.pointCount(of('least'));
    case 'target':
      return problem.target(of('most'));
    case 'empty_train':
      return problem.emptyTrain;
    case 'memory':
      return problem.memory(formats.count(Math.floor(Number(of('most')) / 2 ** 20)));
    case 'work':
      return problem.work;
    default:
      return rule === '' ? '' : problem.other(rule);
  }
}

export interface Typed {
  readonly got: string;
  readonly kept: string;
}

/** More of a text than this says nothing new of what is wrong with it. */
const LONGEST_QUOTE = 40;

function brief(text: string): string {
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}

/** The name of a setting that is not a field of the experiment. */
function labelOf(messages: Explained, path: string): string {
  const { transport } = messages;
  const names: Readonly<Record<string, string | undefined>> = {
    runs: transport.runs,
    replicas: transport.runs,
    lanes: transport.lanes,
    speed: transport.speed,
    lang: transport.language,
    view: messages.tabs.region,
    solved: messages.lane.markLabel,
    curves: messages.tabs.curves,
    seed: transport.seed,
  };
  return names[path] ?? fieldName(messages, path);
}

/** What was typed into a box and not taken, and the value that stays in force. */
export function draftText(
  messages: Explained,
  formats: Formats,
  path: string,
  typed: Typed,
  kind: Kind,
): string {
  const { problem } = messages;
  const allowed = allowedText(messages, formats, path, kind);
  const text = problem.field(labelOf(messages, path), brief(typed.got), allowed);
  return typed.kept === '' ? text : `${text} ${problem.still(brief(typed.kept))}`;
}

/** Parts of a link that are no field, and keep their default where they cannot be read. */
const VIEW_PATHS: readonly string[] = ['lang', 'theme', 'view', 'test', 'boundaries', 'curves'];

/** What came, without the quotes of JSON; a list that the core counted, in the visitor's words. */
function gotText(messages: Explained, got: string): string {
  const [, count] = /^a list of (\d+)$/.exec(got) ?? [];
  return count === undefined ? brief(got.replace(/^"(.*)"$/, '$1')) : messages.problem.list(count);
}

/** A value as the notice names it: options by their names. */
function usedText(messages: Explained, path: string, used: string): string {
  return used
    .split(',')
    .map((part) => optionText(messages, path, part))
    .join(', ');
}

/** What points of one's own still lack is no value that is not allowed. */
function drawnText({ problem }: Explained, { got, allowed }: ValueNotice): string | undefined {
  const [, absent] = /^no point of class (\d+)$/.exec(got) ?? [];
  if (absent !== undefined) return problem.noPointOf(absent);
  const [, count] = /^(\d+) points$/.exec(got) ?? [];
  const least =
    typeof allowed === 'object' && allowed !== null && 'least' in allowed ? allowed.least : undefined;
  return count === undefined || typeof least !== 'number'
    ? undefined
    : problem.tooFewPoints(count, String(least));
}

export function noticeText(messages: Explained, formats: Formats, notice: Notice): string {
  const { problem } = messages;
  switch (notice.about) {
    case 'unknown':
      return problem.unknown(brief(notice.key));
    case 'repeated':
      return problem.repeated(brief(notice.key));
    case 'more':
      return problem.more(formats.count(notice.count));
    case 'version':
      return problem.version(brief(notice.got), String(LINK_VERSION));
    case 'value': {
      const drawn = drawnText(messages, notice);
      if (drawn !== undefined) return drawn;
      const label = labelOf(messages, notice.path);
      const allowed = accountText(messages, formats, notice.path, notice.allowed);
      const used = notice.used ?? (VIEW_PATHS.includes(notice.path) ? messages.problem.default : undefined);
      const got = gotText(messages, notice.got);
      const text =
        used === undefined
          ? problem.field(label, got, allowed)
          : problem.clamped(label, got, allowed, brief(usedText(messages, notice.path, used)));
      return notice.lane === undefined ? text : problem.inLane(notice.lane + 1, text);
    }
  }
}
