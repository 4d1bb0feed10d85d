/** The link: what goes in comes out, and nothing that can be typed into an address breaks it. */

import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../src/link';
import { openingState } from '../../src/scenario';
import { schema } from '../../src/schema';
import { reduce } from '../../src/reduce';
import { initialState, type State } from '../../src/state';

const opening = (): State => openingState();

function essence(state: State): unknown {
  const { lanes, replicas, speed, language, theme, showTest, boundaries, everyRun } = state;
  return { lanes, replicas, speed, language, theme, showTest, boundaries, everyRun };
}

function roundTrip(state: State): State {
  return decode(`#${encode(state)}`, opening);
}

describe('the link', () => {
  it('is short where nothing differs from the defaults', () => {
    expect(encode(initialState())).toBe('v=1');
  });

  it('leaves the opening experiment alone where there is no link', () => {
    expect(essence(decode('', opening))).toEqual(essence(opening()));
    expect(essence(decode('#', opening))).toEqual(essence(opening()));
  });

  it('opens on it where the link says only how to show it', () => {
    const state = decode('#lang=ko&theme=dark', opening);
    expect([state.lanes, state.replicas]).toEqual([opening().lanes, opening().replicas]);
    expect([state.language, state.theme, state.notices]).toEqual(['ko', 'dark', []]);
    expect(decode('#v=1&lang=ko', opening).lanes).toHaveLength(1);
  });

  it('keeps what is shown and what is not', () => {
    const state: State = { ...initialState(), showTest: true, boundaries: false, everyRun: true };
    expect(encode(state)).toBe('v=1&test=shown&boundaries=one&curves=every');
    expect(essence(roundTrip(state))).toEqual(essence(state));
    const wrong = decode('#v=1&curves=none', opening);
    expect(wrong.everyRun).toBe(false);
    expect(wrong.notices).toMatchObject([{ path: 'curves', got: 'none' }]);
  });

  it('brings the opening experiment back', () => {
    const back = roundTrip(opening());
    expect(back.notices).toEqual([]);
    expect(essence(back)).toEqual(essence(opening()));
  });

  it('says what differs, lane by lane, in words', () => {
    let state = reduce(initialState(), { type: 'lanes', count: 2 });
    state = reduce(state, { type: 'set', path: 'data.points', value: 500 });
    state = reduce(state, { type: 'target', target: 1 });
    state = reduce(state, { type: 'set', path: 'dropout.p', value: [0.5, 0.25] });
    state = reduce(state, { type: 'name', lane: 1, name: 'with 50 % & more' });
    const text = encode(state);
    expect(text).toContain('data.points=500');
    expect(text).toContain('lane2.dropout.p=0.5,0.25');
    const back = roundTrip(state);
    expect(back.notices).toEqual([]);
    expect(essence(back)).toEqual(essence(state));
  });

  it('keeps every field, whatever allowed value it has', () => {
    for (const { path, kind } of schema.fields) {
      const value =
        kind.kind === 'integer' || kind.kind === 'real' || kind.kind === 'each_real'
          ? kind.max
          : kind.kind === 'flag'
            ? true
            : kind.kind === 'choice' || kind.kind === 'each_choice'
              ? (kind.options.at(-1) ?? '')
              : kind.kind === 'choices'
                ? kind.options
                : kind.kind === 'integers'
                  ? [kind.min, kind.max]
                  : [[0.5, -1.25, 1]];
      const state = reduce(initialState(), { type: 'set', path, value });
      const back = roundTrip(state);
      expect(back.notices, path).toEqual([]);
      expect(back.lanes[0]?.settings[path], path).toEqual(state.lanes[0]?.settings[path]);
    }
  });

  it('brings numbers into their range and says so', () => {
    const state = decode('#v=1&data.points=99999999&data.noise=-4', opening);
    const points = schema.byPath.get('data.points')?.kind;
    expect(state.lanes[0]?.settings['data.points']).toBe(points?.kind === 'integer' ? points.max : undefined);
    expect(state.lanes[0]?.settings['data.noise']).toBe(0);
    expect(state.notices.map((notice) => (notice.about === 'value' ? notice.path : ''))).toEqual([
      'data.points',
      'data.noise',
    ]);
  });

  it('leaves what it does not understand at its default and says so', () => {
    const state = decode('#v=1&training.optimizer=sgdd&nonsense=1&lanes=9&lane3.dropout.p=1&runs=7', opening);
    expect(state.lanes[0]?.settings['training.optimizer']).toBe(schema.defaults['training.optimizer']);
    expect(state.lanes).toHaveLength(4);
    expect(state.replicas).toBe(8);
    expect(state.notices).toHaveLength(5);
  });

  it('tells of another version', () => {
    expect(decode('#v=2', opening).notices).toEqual([{ about: 'version', got: '2' }]);
  });

  it("puts a lane's own value over the common one in any order", () => {
    const state = decode('#v=1&lanes=2&lane2.dropout.p=0.5&dropout.p=0.1', opening);
    expect(state.lanes.map((lane) => lane.settings['dropout.p'])).toEqual([0.1, 0.5]);
  });

  it('survives garbage', () => {
    // A fixed generator (Numerical Recipes' LCG), so that a failure comes back.
    let seed = 1;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const words = [
      ...schema.fields.map((field) => field.path),
      ...['v', 'lanes', 'runs', 'speed', 'lang', 'theme', 'test', 'lane1.name', 'lane2.dropout.p', 'lane9.x'],
      ...['=', '&', '#', '%', '%zz', ',', ';', '|', ' ', '+', '-', '1e999', 'NaN', 'null', '[]', '{}', '0.5'],
      ...['__proto__', 'constructor', 'lane1.__proto__', '한국어', '\u0000', '💥', '-0', '007', 'true'],
    ];
    for (let round = 0; round < 3000; round += 1) {
      let hash = '#';
      const length = random(14);
      for (let at = 0; at < length; at += 1)
        hash += (words[random(words.length)] ?? '') + (['=', '&', ''][random(3)] ?? '');
      const state = decode(hash, opening);
      expect(state.lanes.length).toBeGreaterThan(0);
      for (const lane of state.lanes)
        expect(Object.keys(lane.settings).sort()).toEqual(Object.keys(schema.defaults).sort());
      // Whatever was read can be written and read again.
      expect(essence(roundTrip(state))).toEqual(essence(state));
    }
  });
});
