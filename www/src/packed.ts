/**
 * Points as the link packs them: `~120;2,-310,10;2,-244,10;0,0,1;` and then base64url.
 *
 * First how many points there are, then for x1, x2 and the target each: the digits after the point, the smallest
 * number without its point, and the bits that each number above it takes. Then all points in their order, x1, x2,
 * target, each number's highest bit first, six bits to a character.
 *
 * What is packed comes out to the last bit: a whole number below 2⁵³ divided by a power of ten is rounded as the same
 * decimal text is. Points with more than six digits after the point are therefore not packed.
 */

export type Rows = readonly (readonly number[])[];

const COLUMNS = 3;
const MOST_DIGITS = 6;
const MOST_BITS = 30;
/** Fewer points than this are written plainly, to be read and changed by hand. */
const FEWEST = 8;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LETTER_BITS = 6;
const COLUMN = String.raw`([0-6]),(-?\d{1,10}),([12]?\d|30);`;
const FORM = new RegExp(`^~(\\d{1,6});${COLUMN.repeat(COLUMNS)}([A-Za-z0-9_-]*)$`);

/** A column as whole numbers: `least + n` over 10 to the power of `digits`, n of so many bits. */
interface Column {
  readonly digits: number;
  readonly least: number;
  readonly bits: number;
}

function bitsOf(span: number): number {
  let bits = 0;
  while (2 ** bits <= span) bits += 1;
  return bits;
}

/** The shortest form that holds the values exactly, where there is one. */
function columnOf(values: readonly number[]): Column | undefined {
  for (let digits = 0; digits <= MOST_DIGITS; digits += 1) {
    const unit = 10 ** digits;
    if (!values.every((value) => Math.round(value * unit) / unit === value)) continue;
    const whole = values.map((value) => Math.round(value * unit));
    const least = whole.reduce((a, b) => Math.min(a, b));
    const bits = bitsOf(whole.reduce((a, b) => Math.max(a, b)) - least);
    return bits <= MOST_BITS && Math.abs(least) < 1e10 ? { digits, least, bits } : undefined;
  }
  return undefined;
}

/** The packed form, where the points have one and it is worth it. */
export function pack(rows: Rows): string | undefined {
  if (rows.length < FEWEST) return undefined;
  const columns = Array.from({ length: COLUMNS }, (_, at) =>
    columnOf(rows.map((row) => row[at] ?? Number.NaN)),
  );
  let letters = '';
  let letter = 0;
  let filled = 0;
  const put = (bit: number): void => {
    letter = 2 * letter + bit;
    filled += 1;
    if (filled < LETTER_BITS) return;
    letters += LETTERS.charAt(letter);
    letter = 0;
    filled = 0;
  };
  const head: string[] = [`~${rows.length}`];
  for (const column of columns) {
    if (column === undefined) return undefined;
    head.push(`${column.digits},${column.least + 0},${column.bits}`);
  }
  for (const row of rows)
    for (const [at, column] of columns.entries()) {
      if (column === undefined) continue;
      const above = Math.round((row[at] ?? 0) * 10 ** column.digits) - column.least;
      for (let bit = column.bits - 1; bit >= 0; bit -= 1) put((above >>> bit) & 1);
    }
  while (filled > 0) put(0);
  return `${head.join(';')};${letters}`;
}

/** Whether a text says that it is packed. */
export function isPacked(text: string): boolean {
  return text.startsWith('~');
}

/** The points, `longest` of them at most, and whether these are all; nothing where the text is not whole. */
export function unpack(
  text: string,
  longest: number,
): { readonly rows: Rows; readonly whole: boolean } | undefined {
  const [, count = '', ...parts] = FORM.exec(text) ?? [];
  if (count === '') return undefined;
  const letters = parts.pop() ?? '';
  const columns = Array.from({ length: COLUMNS }, (_, at): Column => {
    const [digits = 0, least = 0, bits = 0] = parts.slice(3 * at, 3 * at + 3).map(Number);
    return { digits, least, bits };
  });
  const rowBits = columns.reduce((sum, { bits }) => sum + bits, 0);
  if (letters.length !== Math.ceil((Number(count) * rowBits) / LETTER_BITS)) return undefined;
  let at = 0;
  const take = (bits: number): number => {
    let value = 0;
    for (let taken = 0; taken < bits; taken += 1) {
      const letter = LETTERS.indexOf(letters.charAt(Math.floor(at / LETTER_BITS)));
      value = 2 * value + ((letter >>> (LETTER_BITS - 1 - (at % LETTER_BITS))) & 1);
      at += 1;
    }
    return value;
  };
  const rows = Array.from({ length: Math.min(Number(count), longest) }, () =>
    columns.map(({ digits, least, bits }) => (least + take(bits)) / 10 ** digits),
  );
  return { rows, whole: rows.length === Number(count) };
}
