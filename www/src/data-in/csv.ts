/**
 * Points from a table: x1, x2, label, a line each.
 *
 * Read by a few lines of its own: a table of three columns has no need of a library, whose errors would know neither
 * the column's meaning nor the visitor's language.
 */

import { narrow, numeral } from '../value';

/** The most classes that the core tells apart. */
export const MOST_CLASSES = 5;
/** Targets that are numbers to predict lie within ±this. */
export const TARGET_REACH = 10;
/** Half the side of the plane that is drawn. */
const PLANE = 3;
/** Fitted points stay this far from the middle at most, so that those at the rim are seen whole. */
const FITTED = 2.8;
/** Digits of fitted coordinates: finer than a pixel, and short in the link. */
const DIGITS = 3;

const COLUMNS = 3;

export type Column = 1 | 2 | 3;

/** What is wrong with a line. `column` is missing where it is the line as a whole. */
export interface Mistake {
  readonly line: number;
  readonly column: Column | undefined;
  readonly got: string;
  readonly what:
    | 'columns'
    | 'quote'
    | 'number'
    | 'empty'
    | 'range'
    | 'target'
    /** A class past those that are told apart. */
    | 'classes'
    /** A point past those that fit. */
    | 'many';
}

/** What the labels are read as. */
export type Labels = 'classes' | 'values';

export interface Limits {
  /** Smallest and largest coordinate, and the largest number of points. */
  readonly min: number;
  readonly max: number;
  readonly longest: number;
}

export interface Axis {
  readonly name: 'x1' | 'x2';
  readonly from: number;
  readonly to: number;
}

export interface Table {
  readonly separator: ',' | ';' | '\t' | ' ';
  readonly header: readonly string[] | undefined;
  readonly mistakes: readonly Mistake[];
  /** Those of the good lines: x1, x2, and the class's number or the value. */
  readonly points: readonly (readonly [number, number, number])[];
  readonly labels: Labels;
  /** Whether the labels could be read the other way too. */
  readonly either: boolean;
  /** What each class is called in the table, where that is not its number. */
  readonly names: readonly string[];
  /** How many points lie outside of the plane, and the axes along which they do, before fitting. */
  readonly outside: number;
  readonly axes: readonly Axis[];
}

export interface Wanted {
  /** Brings the axes that leave the plane into it. */
  readonly fit: boolean;
  readonly labels: Labels | undefined;
}

/** The range that fitted coordinates are brought to. */
export const FITTED_RANGE: readonly [number, number] = [-FITTED, FITTED];

interface Line {
  readonly number: number;
  readonly text: string;
}

function linesOf(text: string): readonly Line[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ number: index + 1, text: line }))
    .filter(({ text: line }) => line.trim() !== '' && !line.trimStart().startsWith('#'));
}

/** What parts the columns: whichever of tab and semicolon the lines have, else the comma, else blanks. */
function separatorOf(lines: readonly Line[]): Table['separator'] {
  const has = (mark: string): boolean =>
    lines.some(({ text }) => text.replace(/"[^"]*"/g, '').includes(mark));
  return has('\t') ? '\t' : has(';') ? ';' : has(',') ? ',' : ' ';
}

/** The fields of a line, or nothing where a quote is not closed. A doubled quote within quotes is one. */
function fieldsOf(text: string, separator: Table['separator']): readonly string[] | undefined {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  let closed = false;
  const line = separator === ' ' ? text.trim().replace(/ +/g, ' ') : text;
  for (let at = 0; at < line.length; at += 1) {
    const letter = line[at] ?? '';
    if (quoted) {
      if (letter !== '"') field += letter;
      else if (line[at + 1] === '"') {
        field += '"';
        at += 1;
      } else {
        quoted = false;
        closed = true;
      }
    } else if (letter === '"' && field.trim() === '' && !closed) {
      quoted = true;
      field = '';
    } else if (letter === separator) {
      fields.push(field.trim());
      field = '';
      closed = false;
    } else field += letter;
  }
  if (quoted) return undefined;
  fields.push(field.trim());
  // A separator at the end of a line ends it.
  if (fields.length === COLUMNS + 1 && fields.at(-1) === '') fields.pop();
  return fields;
}

/** A number, with a decimal comma where commas part no columns. */
function numberOf(text: string, separator: Table['separator']): number | undefined {
  const plain = narrow(text).replace(/[−‒–]/g, '-');
  return numeral(
    separator === ',' || !/^[+-]?\d*,\d+(e[+-]?\d+)?$/i.test(plain) ? plain : plain.replace(',', '.'),
  );
}

interface Row {
  readonly line: number;
  readonly x: readonly [number, number];
  readonly label: string;
  readonly value: number | undefined;
}

/** The lines that can be read, and what is wrong with the others. */
function rowsOf(
  lines: readonly Line[],
  separator: Table['separator'],
): {
  readonly header: readonly string[] | undefined;
  readonly rows: readonly Row[];
  readonly mistakes: Mistake[];
} {
  const mistakes: Mistake[] = [];
  const rows: Row[] = [];
  let header: readonly string[] | undefined;
  lines.forEach(({ number: line, text }, index) => {
    const fields = fieldsOf(text, separator);
    if (fields === undefined) {
      mistakes.push({ line, column: undefined, got: text.trim(), what: 'quote' });
      return;
    }
    const [first = '', second = '', label = ''] = fields;
    const x1 = numberOf(first, separator);
    const x2 = numberOf(second, separator);
    const named = (field: string, value: number | undefined): boolean => field !== '' && value === undefined;
    if (index === 0 && named(first, x1) && named(second, x2)) {
      header = fields;
      return;
    }
    if (fields.length !== COLUMNS) {
      mistakes.push({ line, column: undefined, got: text.trim(), what: 'columns' });
      return;
    }
    const wrong = (
      [
        [1, first, x1],
        [2, second, x2],
      ] as const
    ).filter(([, , value]) => value === undefined);
    for (const [column, got] of wrong)
      mistakes.push({ line, column, got, what: got === '' ? 'empty' : 'number' });
    if (label === '') mistakes.push({ line, column: 3, got: '', what: 'empty' });
    if (x1 === undefined || x2 === undefined || label === '') return;
    rows.push({ line, x: [x1, x2], label, value: numberOf(label, separator) });
  });
  return { header, rows, mistakes };
}

function isWhole(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value);
}

/** Classes where labels are names, or few whole numbers; else numbers to predict. */
function kindOf(rows: readonly Row[], wanted: Labels | undefined): { labels: Labels; either: boolean } {
  const numeric = rows.length > 0 && rows.every(({ value }) => value !== undefined);
  if (!numeric) return { labels: 'classes', either: false };
  const distinct = new Set(rows.map(({ value }) => value));
  const few = distinct.size <= MOST_CLASSES;
  const whole = rows.every(({ value }) => isWhole(value));
  // Numbers that are all classes' own can be nothing else to the core.
  const own = rows.every(({ value }) => isWhole(value) && value >= 0 && value < MOST_CLASSES);
  const either = few && !own;
  return { labels: either ? (wanted ?? (whole ? 'classes' : 'values')) : own ? 'classes' : 'values', either };
}

/** Classes by what they are called: their own numbers where they have such, by size where they are numbers, else as they come. */
function namesOf(rows: readonly Row[]): { readonly names: readonly string[]; readonly plain: boolean } {
  const numeric = rows.every(({ value }) => value !== undefined);
  if (!numeric) return { names: [...new Set(rows.map(({ label }) => label))], plain: false };
  const values = [...new Set(rows.map(({ value }) => value ?? 0))].sort((a, b) => a - b);
  const plain = values.every((value) => isWhole(value) && value >= 0 && value < MOST_CLASSES);
  return { names: values.map(String), plain };
}

/** The axes along which some points lie outside of the plane. */
function axesOf(rows: readonly Row[]): readonly Axis[] {
  return (['x1', 'x2'] as const).flatMap((name, index) => {
    let from = Number.POSITIVE_INFINITY;
    let to = Number.NEGATIVE_INFINITY;
    for (const { x } of rows) {
      from = Math.min(from, x[index] ?? 0);
      to = Math.max(to, x[index] ?? 0);
    }
    return from < -PLANE || to > PLANE ? [{ name, from, to }] : [];
  });
}

function fitter(axis: Axis | undefined): (value: number) => number {
  if (axis === undefined) return (value) => value;
  const { from, to } = axis;
  return (value) =>
    from === to ? 0 : Number((-FITTED + (2 * FITTED * (value - from)) / (to - from)).toFixed(DIGITS));
}

export function readTable(text: string, limits: Limits, wanted: Wanted): Table {
  const lines = linesOf(text);
  const separator = separatorOf(lines);
  const { header, rows, mistakes } = rowsOf(lines, separator);
  const { labels, either } = kindOf(rows, wanted.labels);
  const { names, plain } = labels === 'classes' ? namesOf(rows) : { names: [], plain: true };
  const axes = axesOf(rows);
  const [fit1, fit2] = (['x1', 'x2'] as const).map((name) =>
    fitter(wanted.fit ? axes.find((axis) => axis.name === name) : undefined),
  );
  const points: (readonly [number, number, number])[] = [];
  for (const { line, x, label, value } of rows) {
    const [x1, x2] = [fit1?.(x[0]) ?? x[0], fit2?.(x[1]) ?? x[1]];
    const beyond = (
      [
        [1, x1],
        [2, x2],
      ] as const
    ).filter(([, at]) => at < limits.min || at > limits.max);
    for (const [column, at] of beyond) mistakes.push({ line, column, got: String(at), what: 'range' });
    const named = names.indexOf(value === undefined || labels === 'values' ? label : String(value));
    const target = labels === 'values' || plain ? (value ?? 0) : named;
    if (labels === 'values' && Math.abs(target) > TARGET_REACH)
      mistakes.push({ line, column: 3, got: label, what: 'target' });
    else if (labels === 'classes' && target >= MOST_CLASSES)
      mistakes.push({ line, column: 3, got: label, what: 'classes' });
    else if (beyond.length === 0) {
      if (points.length < limits.longest) points.push([x1, x2, target]);
      else mistakes.push({ line, column: undefined, got: '', what: 'many' });
    }
  }
  mistakes.sort((a, b) => a.line - b.line || (a.column ?? 0) - (b.column ?? 0));
  return {
    separator,
    header,
    // That there are too many is said once.
    mistakes: mistakes.filter(
      (mistake, index) =>
        mistake.what !== 'many' || mistakes.findIndex(({ what }) => what === 'many') === index,
    ),
    points,
    labels,
    either,
    names: plain ? [] : names.slice(0, MOST_CLASSES),
    outside: rows.filter(({ x }) => x.some((at) => Math.abs(at) > PLANE)).length,
    axes,
  };
}

/** Points as a table, to be changed. */
export function tableText(points: readonly (readonly number[])[]): string {
  return ['x1,x2,label', ...points.map((point) => point.join(','))].join('\n');
}
