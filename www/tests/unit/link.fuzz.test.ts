/** Links that nobody would write: reading one never fails, and what was read can be written and read again. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../src/link';
import { pack, unpack } from '../../src/packed';
import { openingState } from '../../src/scenario';
import { schema, type Kind, type Settings, type Value } from '../../src/schema';
import {
  initialState,
  MARKS,
  MOST_LANES,
  nameOf,
  REPLICAS,
  SPEEDS,
  TABS,
  THEMES,
  type State,
} from '../../src/state';

const PATHS = Object.keys(schema.defaults).sort();

function essence(state: State): unknown {
  const { lanes, replicas, mark, speed, language, theme, tab, showTest, boundaries, everyRun } = state;
  return { lanes, replicas, mark, speed, language, theme, tab, showTest, boundaries, everyRun };
}

/** Whether the core's table has room for a value: its kind, its range, its length. */
function allowed(value: Value | undefined, kind: Kind): boolean {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const within = (one: unknown, { min, max }: { readonly min: number; readonly max: number }): boolean =>
    typeof one === 'number' && one >= min && one <= max;
  switch (kind.kind) {
    case 'integer':
      return within(value, kind) && Number.isInteger(value);
    case 'real':
      return within(value, kind);
    case 'flag':
      return typeof value === 'boolean';
    case 'choice':
      return kind.options.includes(String(value));
    case 'choices':
      return list.length > 0 && list.every((one) => kind.options.includes(String(one)));
    case 'integers':
      return list.length <= kind.longest && list.every((one) => within(one, kind) && Number.isInteger(one));
    case 'each_real':
      return list.every((one) => within(one, kind));
    case 'each_choice':
      return list.every((one) => kind.options.includes(String(one)));
    case 'points':
      return (
        list.length <= kind.longest &&
        list.every(
          (row) =>
            Array.isArray(row) &&
            row.length === 3 &&
            row.every((one, column) => (column === 2 ? Number.isFinite(one) : within(one, kind))),
        )
      );
  }
}

/** What must hold of whatever a text was read as. */
function expectSound(text: string): State {
  const state = decode(text, openingState);
  expect(state.lanes.length).toBeGreaterThanOrEqual(1);
  expect(state.lanes.length).toBeLessThanOrEqual(MOST_LANES);
  expect(REPLICAS).toContain(state.replicas);
  expect(SPEEDS).toContain(state.speed);
  expect(MARKS).toContain(state.mark);
  expect(TABS).toContain(state.tab);
  expect(THEMES).toContain(state.theme);
  expect(state.notices.length).toBeLessThanOrEqual(21);
  for (const { settings, name } of state.lanes) {
    expect(nameOf(name)).toBe(name);
    expect(Object.keys(settings).sort()).toEqual(PATHS);
    for (const { path, kind } of schema.fields)
      if (!allowed(settings[path], kind)) expect.fail(`${path} is ${String(settings[path])} of ${text}`);
  }
  const again = decode(`#${encode(state)}`, openingState);
  expect(again.notices).toEqual([]);
  expect(essence(again)).toEqual(essence(state));
  expect(encode(again)).toBe(encode(state));
  return state;
}

const KEYS = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...PATHS) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom(...PATHS, 'name', 'x', '__proto__'))
      .map(([lane, path]) => `lane${lane}.${path}`),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...['v', 'lanes', 'runs', 'speed', 'lang', 'theme', 'view', 'solved', 'test', 'boundaries', 'curves'],
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'lane1.',
      'lane.p',
      '',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

const NUMBERS = fc.oneof(
  fc.double().map(String),
  fc.integer({ min: -5, max: 40 }).map(String),
  fc.constantFrom(
    'NaN',
    'Infinity',
    '-Infinity',
    '1e999',
    '-1e999',
    '-0',
    '0x10',
    '1_000',
    '١٢',
    '１２',
    '1,5',
    '−3',
    '1e',
  ),
);

const VALUES = fc.oneof(
  NUMBERS,
  fc.array(NUMBERS, { maxLength: 40 }).map((texts) => texts.join(',')),
  fc
    .array(fc.tuple(NUMBERS, NUMBERS, NUMBERS), { maxLength: 12 })
    .map((rows) => rows.map((row) => row.join(',')).join(';')),
  fc.constantFrom(
    ...schema.fields.flatMap(({ kind }) => ('options' in kind ? kind.options : [])),
    ...[
      'true',
      'false',
      'shown',
      'one',
      'every',
      'ko',
      'dark',
      '%',
      '%zz',
      '%E0%A4',
      '+',
      '~',
      '~3;',
      '[]',
      '{}',
    ],
    ...['~2;0,0,0;0,0,0;0,0,0;', '~999999;0,0,0;0,5,0;0,1,0;', '~8;6,-9999999999,30;0,0,30;0,0,30;A'],
  ),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }).map(encodeURIComponentSafely),
);

function encodeURIComponentSafely(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, ''));
}

const LINKS = fc
  .array(fc.tuple(KEYS, fc.constantFrom('=', '=', '=', '', '=='), VALUES), { maxLength: 24 })
  .map((parts) => `#${parts.map((part) => part.join('')).join('&')}`);

function valueOf(kind: Kind): fc.Arbitrary<Value> {
  const real = ({ min, max }: { readonly min: number; readonly max: number }): fc.Arbitrary<number> =>
    fc.double({ min, max, noNaN: true }).map((value) => value + 0);
  const whole = ({ min, max }: { readonly min: number; readonly max: number }): fc.Arbitrary<number> =>
    fc.integer({ min, max: Math.min(max, 2 ** 31) });
  switch (kind.kind) {
    case 'integer':
      return whole(kind);
    case 'real':
      return real(kind);
    case 'flag':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...kind.options);
    case 'choices':
      return fc.subarray([...kind.options], { minLength: 1 });
    case 'integers':
      return fc.array(whole(kind), { maxLength: kind.longest });
    case 'each_real':
      return fc.oneof(real(kind), fc.array(real(kind), { minLength: 2, maxLength: 8 }));
    case 'each_choice':
      return fc.oneof(
        fc.constantFrom(...kind.options),
        fc.array(fc.constantFrom(...kind.options), { minLength: 2, maxLength: 8 }),
      );
    case 'points': {
      const coarse = fc.integer({ min: -600, max: 600 }).map((value) => value / 100);
      const fine = real(kind);
      return fc.oneof(
        fc.array(fc.tuple(coarse, coarse, fc.integer({ min: 0, max: 4 })), { maxLength: 40 }),
        fc.array(fc.tuple(coarse, fine, fine), { maxLength: 40 }),
      );
    }
  }
}

const SETTINGS: fc.Arbitrary<Settings> = fc
  .record(Object.fromEntries(schema.fields.map(({ path, kind }) => [path, valueOf(kind)])), {
    requiredKeys: [],
  })
  .map((own) => ({ ...schema.defaults, ...own }) as Settings);

describe('a link of anything', () => {
  it('is read as a sound state that a link can hold', () => {
    fc.assert(
      fc.property(LINKS, (text) => {
        expectSound(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('is read whatever characters it is made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expectSound(text);
      }),
      { numRuns: 1000 },
    );
  });

  it('says of everything that was not used as it came', () => {
    fc.assert(
      fc.property(fc.constantFrom(...schema.fields), VALUES, ({ path }, text) => {
        const state = expectSound(`#v=1&${path}=${encodeURIComponentSafely(text)}`);
        if (state.notices.length > 0) {
          expect(state.notices).toMatchObject([{ about: 'value', path }]);
          return;
        }
        // Nothing was said, so the same comes out where it is written as the page writes it.
        expect(decode(`#${encode(state)}`, openingState).lanes).toEqual(state.lanes);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('any state', () => {
  it('comes back from its link', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: fc.string({ unit: 'grapheme' }).map(nameOf), settings: SETTINGS }), {
          minLength: 1,
          maxLength: MOST_LANES,
        }),
        fc.constantFrom(...REPLICAS),
        fc.constantFrom(...MARKS),
        fc.constantFrom(...TABS),
        fc.boolean(),
        (lanes, replicas, mark, tab, flag) => {
          const state: State = {
            ...initialState(lanes),
            replicas,
            mark,
            tab,
            showTest: flag,
            everyRun: flag,
          };
          const back = decode(`#${encode(state)}`, openingState);
          expect(back.notices).toEqual([]);
          expect(essence(back)).toEqual(essence(state));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('hostile links', () => {
  /** Characters; longer than any browser's address, as long as an attribute may be. */
  const LONG = 1_000_000;
  const cases: Readonly<Record<string, string>> = {
    digits: `data.noise=${'1'.repeat(LONG)}x`,
    'digits for a choice of numbers': `runs=${'1'.repeat(LONG)}x&speed=${'9'.repeat(LONG)}`,
    'digits and a comma': `data.noise=1,${'1'.repeat(LONG)}x`,
    spaces: `data.noise=1,1${'+'.repeat(LONG)}x`,
    percents: '%'.repeat(LONG),
    'percents in pairs': '%&'.repeat(LONG / 2),
    'unknown keys': Array.from({ length: LONG / 8 }, (_, index) => `k${index}=1`).join('&'),
    'one key again and again': 'dropout.p=2&'.repeat(LONG / 12),
    'packed points again and again': 'lane1.data.custom=~20000;0,0,0;0,0,0;0,0,0;&'.repeat(LONG / 44),
    'lanes that are not there': 'lane9.dropout.p=1&'.repeat(LONG / 18),
    commas: `network.layers=${','.repeat(LONG)}`,
    'layers without end': `network.layers=${'8,'.repeat(LONG / 2)}`,
    semicolons: `data.custom=${';'.repeat(LONG)}`,
    'points without end': `data.custom=${'1,1,1;'.repeat(LONG / 6)}`,
    name: `lane1.name=${encodeURIComponent('💥'.repeat(LONG / 12))}`,
    'letters of packed points': `data.custom=~20000;6,0,30;6,0,30;6,0,30;${'A'.repeat(300_000)}`,
  };

  it.each(Object.entries(cases))(
    'are read to their end and told of in a few words: %s',
    (_, text) => {
      const state = expectSound(text);
      expect(state.notices.length).toBeLessThanOrEqual(21);
      expect(JSON.stringify(state.notices).length).toBeLessThan(20_000);
    },
    // Slow machines read a million characters, too.
    120_000,
  );

  it('reach no prototype', () => {
    const state = expectSound(
      '#v=1&__proto__=1&__proto__.dropout.p=1&constructor=1&lane1.__proto__=1&lane1.constructor.prototype=1&toString=1',
    );
    expect(state.notices.map(({ about }) => about)).toEqual(Array.from({ length: 6 }, () => 'unknown'));
    expect(Object.getPrototypeOf(state.lanes[0]?.settings)).toBe(Object.prototype);
    expect('p' in Object.prototype).toBe(false);
  });

  it('that say one thing twice mean the last, and that is told', () => {
    const state = expectSound('#v=1&dropout.p=0.1&dropout.p=0.4&lanes=2&lanes=3');
    expect(state.lanes.map(({ settings }) => settings['dropout.p'])).toEqual([0.4, 0.4, 0.4]);
    expect(state.notices).toEqual([
      { about: 'repeated', key: 'dropout.p' },
      { about: 'repeated', key: 'lanes' },
    ]);
  });

  it('take the nearest number that can be had', () => {
    const state = expectSound(`#v=1&runs=${'9'.repeat(400)}&dropout.p=-3&training.batch=1e30`);
    const kind = schema.byPath.get('training.batch')?.kind;
    expect(state.replicas).toBe(32);
    expect(state.lanes[0]?.settings['dropout.p']).toBe(0);
    expect(state.lanes[0]?.settings['training.batch']).toBe(kind?.kind === 'integer' ? kind.max : undefined);
    expect(state.notices).toHaveLength(3);
  });

  it('keep whole characters of a name', () => {
    const state = expectSound(`#v=1&lane1.name=${'a'.repeat(39)}${encodeURIComponent('💥💥')}`);
    expect(state.lanes[0]?.name).toBe(`${'a'.repeat(39)}💥`);
    expectSound(`#v=1&lane1.name=${'a'.repeat(39)} b`);
    expectSound('#v=1&lane1.name=\uD83D');
  });
});

describe('packed points', () => {
  const COARSE = fc.integer({ min: -100_000, max: 100_000 });
  const columns = fc.tuple(
    fc.integer({ min: 0, max: 6 }),
    fc.integer({ min: 0, max: 6 }),
    fc.integer({ min: 0, max: 6 }),
  );

  it('come out to the last bit', () => {
    fc.assert(
      fc.property(
        columns,
        fc.array(fc.tuple(COARSE, COARSE, COARSE), { minLength: 8, maxLength: 200 }),
        (digits, rows) => {
          const points = rows.map((row) => row.map((value, at) => value / 10 ** (digits[at] ?? 0) + 0));
          const packed = pack(points);
          expect(packed).toBeDefined();
          expect(unpack(packed ?? '', 20_000)).toEqual({ rows: points, whole: true });
        },
      ),
    );
  });

  it('are not packed where something would be lost', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double(), fc.double(), fc.double()), { minLength: 8, maxLength: 20 }),
        (points) => {
          const packed = pack(points);
          if (packed !== undefined)
            expect(unpack(packed, 20_000)?.rows.flat()).toEqual(points.flat().map((x) => x + 0));
        },
      ),
    );
    const third = Array.from({ length: 8 }, () => [1 / 3, 0, 1]);
    expect(pack(third)).toBeUndefined();
  });

  it('are refused where the text is not whole', () => {
    const packed = pack(Array.from({ length: 20 }, (_, at) => [at / 100, -at / 100, at % 2])) ?? '';
    expect(packed).toMatch(/^~20;2,0,5;2,-19,5;0,0,1;[\w-]+$/);
    for (const broken of [
      packed.slice(0, -1),
      `${packed}A`,
      packed.replace('20', '21'),
      packed.slice(1),
      '~',
      '~0;',
    ])
      expect(unpack(broken, 20_000), broken).toBeUndefined();
    expect(unpack(packed, 5)).toMatchObject({ whole: false, rows: { length: 5 } });
  });

  it('are a third of the plain text, and few stay plain', () => {
    const points = Array.from({ length: 120 }, (_, at) => [
      Math.round(300 * Math.sin(7 * at)) / 100,
      Math.round(300 * Math.cos(11 * at)) / 100,
      at % 2,
    ]);
    const link = (rows: readonly (readonly number[])[]): string =>
      encode(initialState([{ name: '', settings: { ...schema.defaults, 'data.custom': rows } }]));
    expect(link(points).length * 3).toBeLessThan(points.join(';').length);
    expect(link(points.slice(0, 4))).toContain(points.slice(0, 4).join(';'));
  });
});
