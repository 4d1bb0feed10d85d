/** Numbers as text: what the browser's own formatters would write in both languages. */

import { describe, expect, it } from 'vitest';
import { formats, minus } from '../../src/format';

const VALUES = [
  0, 0.05, 0.1, 0.125, 0.5, 0.926, 1, 1.5, 7, 12, 99, 250, 999, 0.0005, 0.0123, -0.25, -1.2, 3.14159,
];
const COUNTS = [0, 7, 999, 1000, 12_480, 999_999, 1_000_000, 12_345_678];
const AXIS = [0, 5, 50, 500, 1000, 1500, 2500, 20_000, 125_000, 1_000_000, 2_500_000];

describe.each(['en', 'ko'])('numbers in %s', (language) => {
  const same = (
    values: readonly number[],
    format: (value: number) => string,
    options?: Intl.NumberFormatOptions,
    locale = language,
  ): void => {
    const browser = new Intl.NumberFormat(locale, options);
    expect(values.map(format)).toEqual(values.map((value) => browser.format(value)));
  };

  it('are written as by the browser', () => {
    const digits = (number: number): Intl.NumberFormatOptions => ({
      minimumFractionDigits: number,
      maximumFractionDigits: number,
    });
    same(COUNTS, formats.count);
    same(VALUES, formats.loss, digits(3));
    same(
      VALUES.filter((value) => value < 10),
      formats.percent,
      { style: 'percent', ...digits(1) },
    );
    same([0, 0.5, 0.9, 1], formats.share, { style: 'percent' });
    same(VALUES, formats.plain, { maximumSignificantDigits: 3, useGrouping: false });
    // Axes are short in English in either language.
    same(AXIS, formats.compact, { notation: 'compact', maximumSignificantDigits: 3 }, 'en');
    expect(formats.compact(1250)).toBe('1.25K');
  });
});

describe('a minus sign', () => {
  it('stands before what is less than nothing, and not before what is rounded to it', () => {
    expect(['-1.20', '-0.04', '0.00', '-0.0', '-0.0%', '-0'].map(minus)).toEqual([
      '−1.20',
      '−0.04',
      '0.00',
      '0.0',
      '0.0%',
      '0',
    ]);
    expect(formats.coordinate(-0.001)).toBe('0.00');
  });
});
