/** Lanes that come and go, the values they are made of, and the way back. */

import { describe, expect, it } from 'vitest';
import { ownPaths } from '../../src/controls/lane-card';
import {
  completed,
  formFor,
  optionsOf,
  planOf,
  withEntry,
  withoutEntry,
  withText,
  type Form,
} from '../../src/fan-out/form';
import { companionsOf, PRESETS, valuesFor } from '../../src/fan-out/presets';
import { decode, encode } from '../../src/link';
import { fieldAt, schema } from '../../src/schema';
import { reduce, trainsAnewTo } from '../../src/reduce';
import { initialState, valuesOf, type Action, type State } from '../../src/state';

function after(...actions: readonly Action[]): State {
  return actions.reduce(reduce, initialState());
}

const P = 'dropout.p';
const SCHEME = 'initialization.weights';
const SIGMA = 'initialization.sigma';

/** Three lanes with p = 0.1, 0.2, 0.3. */
const THREE: readonly Action[] = [
  { type: 'lanes', count: 3 },
  { type: 'write', path: P, text: '0.1 | 0.2 | 0.3' },
];

describe('a lane', () => {
  it('is duplicated right after itself, without its name, and the copy is what is changed next', () => {
    const state = after(...THREE, { type: 'name', lane: 1, name: 'mine' }, { type: 'duplicate', lane: 1 });
    expect(valuesOf(state, P)).toEqual([0.1, 0.2, 0.2, 0.3]);
    expect(state.lanes.map(({ name }) => name)).toEqual(['', 'mine', '', '']);
    expect(state.target).toBe(2);
    expect(valuesOf(reduce(state, { type: 'set', path: P, value: 0.5 }), P)).toEqual([0.1, 0.2, 0.5, 0.3]);
  });

  it('is not duplicated past four, nor removed where it is the last', () => {
    const four = after({ type: 'lanes', count: 4 });
    expect(reduce(four, { type: 'duplicate', lane: 0 })).toBe(four);
    const one = initialState();
    expect(reduce(one, { type: 'remove', lane: 0 })).toBe(one);
    expect(reduce(four, { type: 'remove', lane: 7 })).toBe(four);
  });

  it('is removed, and comes back as it was, one after the other', () => {
    const before = after(...THREE, { type: 'name', lane: 0, name: 'first' }, { type: 'target', target: 2 });
    const one = reduce(before, { type: 'remove', lane: 0 });
    expect(valuesOf(one, P)).toEqual([0.2, 0.3]);
    expect(one.target).toBe(1);
    expect(one.undo?.did).toEqual({ removed: [0] });
    const two = reduce(one, { type: 'remove', lane: 1 });
    expect([two.lanes.length, two.target]).toEqual([1, 'all']);
    const back = reduce(two, { type: 'undo' });
    expect(valuesOf(back, P)).toEqual([0.2, 0.3]);
    const whole = reduce(back, { type: 'undo' });
    expect([whole.lanes, whole.target, whole.undo]).toEqual([before.lanes, 2, undefined]);
    expect(reduce(whole, { type: 'undo' })).toBe(whole);
  });

  it('comes back too where the number of lanes was lowered', () => {
    const less = after(...THREE, { type: 'lanes', count: 1 });
    expect(less.undo?.did).toEqual({ removed: [1, 2] });
    expect(valuesOf(reduce(less, { type: 'undo' }), P)).toEqual([0.1, 0.2, 0.3]);
  });

  it('does not come back over a later change, but does over a look at something else', () => {
    const less = after(...THREE, { type: 'remove', lane: 2 });
    expect(reduce(less, { type: 'set', path: P, value: 0.4 }).undo).toBeUndefined();
    expect(reduce(less, { type: 'duplicate', lane: 0 }).undo).toBeUndefined();
    expect(reduce(less, { type: 'forgetUndo' }).undo).toBeUndefined();
    expect(reduce(less, { type: 'speed', speed: 4 }).undo).toBe(less.undo);
    expect(reduce(less, { type: 'set', path: P, value: 0.4 }).lanes).toHaveLength(2);
  });
});

describe('fanning out', () => {
  it('makes copies of one lane that differ in what was given, and can be taken back', () => {
    const before = after(...THREE);
    const own = [{ [SCHEME]: 'zeros' }, { [SCHEME]: 'normal', [SIGMA]: 0.01 }];
    const state = reduce(before, { type: 'fan', lane: 1, path: SCHEME, own });
    expect(valuesOf(state, P)).toEqual([0.2, 0.2]);
    expect(valuesOf(state, SCHEME)).toEqual(['zeros', 'normal']);
    expect(valuesOf(state, SIGMA)).toEqual([schema.defaults[SIGMA], 0.01]);
    expect([state.target, state.lanes.map(({ name }) => name)]).toEqual(['all', ['', '']]);
    expect(reduce(state, { type: 'undo' }).lanes).toBe(before.lanes);
  });

  it('keeps lists for each layer as long as each lane has layers', () => {
    const before = after(
      { type: 'set', path: 'network.layers', value: [8, 8] },
      { type: 'set', path: P, value: [0.1, 0.2] },
    );
    const own = [{ 'network.layers': [4] }, { 'network.layers': [4, 4, 4] }];
    const state = reduce(before, { type: 'fan', lane: 0, path: 'network.layers', own });
    expect(valuesOf(state, P)).toEqual([[0.1], [0.1, 0.2, 0.2]]);
  });

  it('goes into the link and comes back', () => {
    const own = [
      { [SCHEME]: 'zeros' },
      { [SCHEME]: 'normal', [SIGMA]: 0.01 },
      { [SCHEME]: 'normal', [SIGMA]: 1 },
    ];
    const state = {
      ...after({ type: 'fan', lane: 0, path: SCHEME, own }, { type: 'mark', mark: 0.95 }),
      replicas: 32,
    };
    const back = decode(`#${encode(state)}`, initialState);
    expect([back.lanes, back.replicas, back.mark, back.notices]).toEqual([state.lanes, 32, 0.95, []]);
    expect(decode('#v=1&solved=77', initialState)).toMatchObject({
      mark: 0.8,
      notices: [{ path: 'solved' }],
    });
  });
});

describe('a run of a sweep', () => {
  const run = (p: number, number: number | undefined): Extract<Action, { type: 'open' }> => ({
    type: 'open',
    settings: { ...schema.defaults, [P]: p, 'seeds.first_run': number ?? 1 },
    replicas: number === undefined ? 32 : 1,
    opened: { paths: [P], run: number },
    step: 500,
  });
  const before = after(
    ...THREE,
    { type: 'name', lane: 0, name: 'first' },
    { type: 'target', target: 2 },
    { type: 'replicas', replicas: 8 },
    { type: 'remove', lane: 1 },
  );

  it('stands in place of all lanes, and is told of', () => {
    const state = reduce(before, run(0.5, 3));
    expect([valuesOf(state, P), valuesOf(state, 'seeds.first_run')]).toEqual([[0.5], [3]]);
    expect([state.replicas, state.target]).toEqual([1, 'all']);
    expect(state.undo?.did).toEqual({ opened: { paths: [P], run: 3 } });
  });

  it('gives back lanes, runs and target as they were before the first that was opened', () => {
    const state = [run(0.5, 3), run(0.5, 1), run(0.8, undefined)].reduce(reduce, before);
    expect([state.undo?.did, state.replicas]).toEqual([{ opened: { paths: [P], run: undefined } }, 32]);
    const back = reduce(state, { type: 'undo' });
    expect([back.lanes, back.replicas, back.target]).toEqual([before.lanes, 8, before.target]);
    // What was done before can still be taken back, and has nothing to say of the runs.
    expect(back.undo).toBe(before.undo);
    const whole = [{ type: 'replicas', replicas: 32 } as const, { type: 'undo' } as const].reduce(
      reduce,
      back,
    );
    expect([whole.lanes.length, whole.replicas]).toEqual([3, 32]);
  });

  it('is trained from its first step, and so is what comes back', () => {
    const opened = reduce(before, run(0.5, 3));
    expect(trainsAnewTo(before, run(0.5, 3))).toBe(500);
    expect(trainsAnewTo(opened, { type: 'undo' })).toBe(0);
    expect(trainsAnewTo(before, { type: 'undo' })).toBeUndefined();
    expect(trainsAnewTo(opened, { type: 'forgetUndo' })).toBeUndefined();
  });
});

describe('what sets a lane apart', () => {
  it('is what differs and changes something in this lane', () => {
    const own = [{ [SCHEME]: 'he_normal' }, { [SCHEME]: 'normal', [SIGMA]: 0.5 }];
    const state = after({ type: 'fan', lane: 0, path: SCHEME, own });
    expect(ownPaths(state, 0)).toEqual([SCHEME]);
    expect(ownPaths(state, 1)).toEqual([SCHEME, SIGMA]);
    expect(ownPaths(initialState(), 0)).toEqual([]);
  });
});

describe('the dialog', () => {
  const state = initialState();
  const settings = schema.defaults;

  it('begins with values that the core allows and that all differ', () => {
    for (const path of PRESETS) {
      const form = formFor(state, 0, path);
      expect(form.entries.length, path).toBeGreaterThanOrEqual(2);
      expect(planOf(form), path).toMatchObject({ ok: true });
      expect(form.entries.length).toBe(valuesFor(path, settings)?.length);
    }
  });

  it('compares with the scheme that suits the activation', () => {
    const schemes = (activation: string): readonly unknown[] =>
      (valuesFor(SCHEME, { ...settings, 'network.activation': activation }) ?? []).map(
        (entry) => entry[SCHEME],
      );
    expect(schemes('tanh')).toEqual(['zeros', 'normal', 'xavier_normal', 'normal']);
    expect(schemes('relu')).toEqual(['zeros', 'normal', 'he_normal', 'normal']);
  });

  it('begins with the lanes as they are where they differ', () => {
    const form = formFor(after(...THREE), 0, P);
    expect(form.entries).toEqual([{ [P]: '0.1' }, { [P]: '0.2' }, { [P]: '0.3' }]);
  });

  it('begins any other field with its present value', () => {
    for (const { path, kind } of schema.fields) {
      if (path === 'data.custom' || valuesFor(path, settings) !== undefined) continue;
      const form = formFor(state, 0, path);
      expect(form.entries).toHaveLength(2);
      expect(planOf({ ...form, entries: form.entries.slice(0, 1) }), path).toMatchObject({
        ok: true,
        own: [{ [path]: settings[path] }],
      });
      if (optionsOf(kind, path, settings).length > 1) expect(planOf(form), path).toMatchObject({ ok: true });
    }
  });

  it('asks for the spread with a scheme that has one, and keeps what was typed', () => {
    expect(companionsOf(SCHEME, 'he_normal')).toEqual([]);
    let form: Form = { lane: 0, path: SCHEME, entries: [{ [SCHEME]: 'zeros' }, { [SCHEME]: 'he_normal' }] };
    form = withText(form, 0, SCHEME, 'normal', settings);
    expect(form.entries[0]).toEqual({ [SCHEME]: 'normal', [SIGMA]: String(settings[SIGMA]) });
    form = withText(form, 0, SIGMA, '0.3x', settings);
    expect(planOf(form)).toEqual({ ok: false, troubles: [{ paths: [SIGMA], sameAs: undefined }, undefined] });
    const away = withText(form, 0, SCHEME, 'zeros', settings);
    expect(planOf(away)).toMatchObject({ ok: true, own: [{ [SCHEME]: 'zeros' }, { [SCHEME]: 'he_normal' }] });
    expect(withText(away, 0, SCHEME, 'normal', settings).entries[0]?.[SIGMA]).toBe('0.3x');
    expect(completed({ 'training.optimizer': 'sgd' }, 'training.optimizer', settings)).toHaveProperty([
      'training.learning_rate',
    ]);
  });

  it('takes two to four values, all allowed and no two the same', () => {
    let form: Form = { lane: 0, path: P, entries: [{ [P]: '0' }, { [P]: '0.5' }] };
    expect(withoutEntry(form, 0)).toBe(form);
    form = withEntry(withEntry(form, settings), settings);
    expect(withEntry(form, settings)).toBe(form);
    expect(planOf(form)).toMatchObject({ ok: false });
    form = withText(withText(form, 2, P, '0.50', settings), 3, P, '7', settings);
    expect(planOf(form)).toEqual({
      ok: false,
      troubles: [undefined, undefined, { paths: [], sameAs: 1 }, { paths: [P], sameAs: undefined }],
    });
    form = withoutEntry(form, 3);
    form = withText(form, 2, P, '0.25', settings);
    expect(planOf(form)).toEqual({ ok: true, own: [{ [P]: 0 }, { [P]: 0.5 }, { [P]: 0.25 }] });
  });

  it("offers points of one's own only where there are some", () => {
    const { kind } = fieldAt('data.dataset');
    expect(optionsOf(kind, 'data.dataset', settings)).not.toContain('custom');
    expect(optionsOf(kind, 'data.dataset', { ...settings, 'data.custom': [[0, 0, 1]] })).toContain('custom');
  });
});
