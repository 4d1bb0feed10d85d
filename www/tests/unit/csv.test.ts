/** Points from tables: everything that people paste, and what is said of what cannot be read. */

import { describe, expect, it } from 'vitest';
import { MOST_CLASSES, readTable, tableText, type Mistake, type Table } from '../../src/data-in/csv';

const LIMITS = { min: -1000, max: 1000, longest: 50 };

function read(text: string, wanted: Partial<Parameters<typeof readTable>[2]> = {}): Table {
  return readTable(text, LIMITS, { fit: false, labels: undefined, ...wanted });
}

/** Mistakes as `line:column what got`. */
function said({ mistakes }: Table): readonly string[] {
  return mistakes.map(({ line, column, what, got }: Mistake) => `${line}:${column ?? '-'} ${what} ${got}`);
}

describe('a table that can be read', () => {
  const POINTS = [
    [1, -2, 0],
    [0.5, 2.25, 1],
  ];
  it.each([
    ['commas', '1,-2,0\n0.5,2.25,1'],
    ['commas and blanks', ' 1 , -2 , 0 \n0.5, 2.25, 1'],
    ['semicolons', '1;-2;0\n0.5;2.25;1'],
    ['semicolons and decimal commas', '1,0;-2;0\n0,5;2,25;1'],
    ['tabs', '1\t-2\t0\n0.5\t2.25\t1'],
    ['tabs and decimal commas', '1\t-2,0\t0\n,5\t2,25\t1'],
    ['blanks', '1 -2  0\n  0.5 2.25 1'],
    ['line ends of Windows', '1,-2,0\r\n0.5,2.25,1\r\n'],
    ['line ends of old Macs', '1,-2,0\r0.5,2.25,1'],
    ['a byte order mark', '\uFEFF1,-2,0\n0.5,2.25,1'],
    ['a header', 'x1,x2,label\n1,-2,0\n0.5,2.25,1'],
    ['a header in quotes', '"x 1";"x;2";"label"\n1;-2;0\n0,5;2,25;1'],
    ['quotes', '"1","-2","0"\n"0.5","2.25","1"'],
    ['quotes around decimal commas', '"1","-2","0"\n"0.5",2.25,"1"'],
    ['empty lines and remarks', '\n# mine\n1,-2,0\n\n0.5,2.25,1\n\n'],
    ['a separator at the end', '1,-2,0,\n0.5,2.25,1,'],
    ['a minus sign', '1,−2,0\n0.5,2.25,1'],
    ['powers of ten', '1e0,-0.2E1,0\n5e-1,2.25,1'],
    ['wide digits', '１,-２,０\n0.5,2.25,1'],
  ])('may have %s', (_, text) => {
    const table = read(text);
    expect(said(table)).toEqual([]);
    expect(table.points).toEqual(POINTS);
    expect(table.names).toEqual([]);
    expect(table.labels).toBe('classes');
  });

  it('comes back as it was written', () => {
    const points = [
      [0.1, -3, 2],
      [1e-7, 2.5, 0],
      [12.25, -0.5, 1],
    ];
    expect(read(tableText(points)).points).toEqual(points);
  });

  it('numbers class names as they come', () => {
    const table = read('0,0,blue\n1,1,red\n2,2,blue\n0,1,"dark ""green"", a"');
    expect(table.names).toEqual(['blue', 'red', 'dark "green", a']);
    expect(table.points.map(([, , label]) => label)).toEqual([0, 1, 0, 2]);
  });

  it('takes a name and a number for two names', () => {
    const table = read('0,0,1\n1,1,one\n2,2,1');
    expect(table.names).toEqual(['1', 'one']);
    expect(said(table)).toEqual([]);
    expect(table.points.map(([, , label]) => label)).toEqual([0, 1, 0]);
  });

  it('numbers classes that are other whole numbers by their size, unless they are values', () => {
    const text = '0,0,1\n1,1,-1\n2,2,1\n';
    const table = read(text);
    expect([table.labels, table.either, table.names]).toEqual(['classes', true, ['-1', '1']]);
    expect(table.points.map(([, , label]) => label)).toEqual([1, 0, 1]);
    const values = read(text, { labels: 'values' });
    expect([values.labels, values.names]).toEqual(['values', []]);
    expect(values.points.map(([, , label]) => label)).toEqual([1, -1, 1]);
  });

  it('has values where labels are fractions or many numbers', () => {
    expect(read('0,0,0.5\n1,1,-0.25\n1,0,7').labels).toBe('values');
    const many = read(Array.from({ length: 8 }, (_, index) => `0,${index},${index}`).join('\n'));
    expect([many.labels, many.either]).toEqual(['values', false]);
  });

  it('may be empty', () => {
    for (const text of ['', '\n\n', '# nothing', 'x1,x2,label'])
      expect(read(text)).toMatchObject({ points: [], mistakes: [] });
  });
});

describe('a table with mistakes', () => {
  it.each([
    ['1,2\n1,2,0', ['1:- columns 1,2']],
    ['1,2,0\n1,2,0,5', ['2:- columns 1,2,0,5']],
    ['1,2,0\n1,two,0\nx,y,1', ['2:2 number two', '3:1 number x', '3:2 number y']],
    ['1,2,0\n,2,1\n1,,', ['2:1 empty ', '3:2 empty ', '3:3 empty ']],
    ['1,2,0\n"1,2,0', ['2:- quote "1,2,0']],
    ['1,2,0\n1e999,2,0', ['2:1 number 1e999']],
    ['1,2,0\n1.234,5;2;0', ['1:- columns 1,2,0', '2:1 number 1.234,5']],
    ['1,2,0\n5000,-1001,0', ['2:1 range 5000', '2:2 range -1001']],
    ['1,2,0.5\n1,2,-11', ['2:3 target -11']],
    ['0,0,a\r\n0,x,b\r\n', ['2:2 number x']],
    ['1,2,0\nNaN,2,0\nInfinity,2,0', ['2:1 number NaN', '3:1 number Infinity']],
    ['1,2,0\n0x10,2,0', ['2:1 number 0x10']],
  ])('names line and column: %j', (text, mistakes) => {
    expect(said(read(text))).toEqual(mistakes);
  });

  it('keeps the good lines apart', () => {
    expect(read('x1,x2,y\n1,2,a\nbad\n2,1,b').points).toEqual([
      [1, 2, 0],
      [2, 1, 1],
    ]);
  });

  it('names every line of a class too many', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'a', 'f'];
    const table = read(names.map((name) => `0,0,${name}`).join('\n'));
    expect(said(table)).toEqual(['6:3 classes f', '8:3 classes f']);
    expect(table.points).toHaveLength(6);
    expect(table.names).toHaveLength(MOST_CLASSES);
  });

  it('says once where points are too many', () => {
    const table = read(Array.from({ length: 60 }, () => '0,0,1').join('\n'));
    expect(said(table)).toEqual(['51:- many ']);
    expect(table.points).toHaveLength(50);
  });
});

describe('points outside of the plane', () => {
  const TEXT = '18,0.5,0\n90,-1,1\n54,2,0';

  it('are counted, with the axes along which they lie outside', () => {
    const table = read(TEXT);
    expect(table.outside).toBe(3);
    expect(table.axes).toEqual([{ name: 'x1', from: 18, to: 90 }]);
    expect(table.points[0]).toEqual([18, 0.5, 0]);
  });

  it('are brought into it along those axes alone', () => {
    expect(read(TEXT, { fit: true }).points).toEqual([
      [-2.8, 0.5, 0],
      [2.8, -1, 1],
      [0, 2, 0],
    ]);
  });

  it('may be past every limit where they are fitted, and may be all alike', () => {
    const table = read('1e6,7,0\n-1e6,7,1', { fit: true });
    expect(said(table)).toEqual([]);
    expect(table.points).toEqual([
      [2.8, 0, 0],
      [-2.8, 0, 1],
    ]);
  });
});

describe('any text at all', () => {
  it('is read without an error, and every line is a point, a mistake, or nothing', () => {
    // A fixed generator (Numerical Recipes' LCG), so that a failure comes back.
    let seed = 7;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const pieces = [
      '1',
      '-2.5',
      '0,5',
      ',',
      ';',
      '\t',
      ' ',
      '\n',
      '\r\n',
      '"',
      '""',
      'a',
      '한',
      '#',
      'e',
      '.',
      '−',
      '999999',
      '\uFEFF',
      '💥',
    ];
    for (let round = 0; round < 4000; round += 1) {
      const text = Array.from({ length: random(30) }, () => pieces[random(pieces.length)] ?? '').join('');
      for (const fit of [false, true]) {
        const table = read(text, { fit });
        for (const point of table.points) {
          expect(point).toHaveLength(3);
          expect(point.every(Number.isFinite), JSON.stringify(text)).toBe(true);
          if (table.labels === 'classes') expect(point[2]).toBeLessThan(MOST_CLASSES);
        }
        const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
        const full = lines.filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#')).length;
        const wrong = new Set(table.mistakes.map(({ line }) => line)).size;
        expect(table.points.length + wrong + (table.header === undefined ? 0 : 1), JSON.stringify(text)).toBe(
          full,
        );
      }
    }
  });
});
