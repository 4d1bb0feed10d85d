/** Text to value and back, and values to places on a slider and back. */

import { describe, expect, it } from 'vitest';
import { positionOf, rangeOf, SLIDER_STEPS, valueAt } from '../../src/controls/scale';
import { schema } from '../../src/schema';
import { format, listPiece, parse } from '../../src/value';

describe('text', () => {
  it('is a number only where it is written as one', () => {
    const kind = { kind: 'real', min: -10, max: 10, log: false } as const;
    for (const [text, value] of [
      ['1', 1],
      [' 0.5 ', 0.5],
      ['.5', 0.5],
      ['−2', -2],
      ['1e-3', 0.001],
      ['０．１', 0.1],
      ['－２', -2],
      ['0,01', 0.01],
      ['-1,5', -1.5],
      ['0,125', 0.125],
    ] as const)
      expect(parse(text, kind), text).toEqual({ ok: true, value });
    for (const text of [
      '',
      ' ',
      'abc',
      '1,250',
      '1,2,3',
      '1.5,2',
      '0x10',
      'Infinity',
      '1e999',
      '--1',
      '1.2.3',
    ])
      expect(parse(text, kind), text).toEqual({ ok: false });
    expect(parse('11', kind)).toEqual({ ok: false, nearest: 10 });
  });

  it('takes a comma for a decimal one only where there is one number', () => {
    const list = { kind: 'each_real', min: 0, max: 10, log: false } as const;
    expect(parse('0,5', list)).toEqual({ ok: true, value: [0, 5] });
    expect(parse('1,000', { kind: 'integer', min: 1, max: 5000 })).toEqual({ ok: false });
    expect(listPiece(' ０,5 ')).toBe('0.5');
  });

  it('wants whole numbers where the field does', () => {
    const kind = { kind: 'integer', min: 1, max: 5 } as const;
    expect(parse('3', kind)).toEqual({ ok: true, value: 3 });
    expect(parse('2.6', kind)).toEqual({ ok: false, nearest: 3 });
  });

  it('says every default and reads it back', () => {
    for (const { path, kind } of schema.fields) {
      const value = schema.defaults[path];
      if (value === undefined) throw new Error(path);
      expect(parse(format(value), kind), path).toEqual({ ok: true, value });
    }
  });
});

describe('a slider', () => {
  it('reaches both ends of every range, and zero', () => {
    for (const { path, kind } of schema.fields) {
      const range = rangeOf(kind);
      if (range === undefined) continue;
      expect(valueAt(0, range), path).toBe(range.min);
      expect(valueAt(SLIDER_STEPS, range), path).toBe(range.max);
      expect(positionOf(range.min, range), path).toBe(0);
      expect(positionOf(range.max, range), path).toBeCloseTo(SLIDER_STEPS);
    }
  });

  it('stays where it was put', () => {
    for (const { path, kind } of schema.fields) {
      const range = rangeOf(kind);
      if (range === undefined) continue;
      for (let position = 0; position <= SLIDER_STEPS; position += 1) {
        const value = valueAt(position, range);
        expect(value, path).toBeGreaterThanOrEqual(range.min);
        expect(value, path).toBeLessThanOrEqual(range.max);
        // Whole numbers and two digits move it a little; never by more than a stop of the coarsest range.
        const span = range.whole && !range.log ? SLIDER_STEPS / (range.max - range.min) : 0;
        expect(Math.abs(positionOf(value, range) - position), `${path} ${position}`).toBeLessThanOrEqual(
          Math.max(range.whole && range.log ? 8 : 1, span),
        );
      }
    }
  });
});
