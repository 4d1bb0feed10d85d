/** The reducer: what each thing the visitor does makes of the state. */

import { describe, expect, it } from 'vitest';
import { schema } from '../../src/schema';
import { reduce } from '../../src/reduce';
import {
  differing,
  experiments,
  initialState,
  RUN_SEEDS,
  seedText,
  valuesOf,
  type Action,
  type State,
} from '../../src/state';

function after(...actions: readonly Action[]): State {
  return actions.reduce(reduce, initialState());
}

const TWO: Action = { type: 'lanes', count: 2 };

describe('the state', () => {
  it('sets a field in all lanes, or in one', () => {
    const all = after(TWO, { type: 'set', path: 'data.points', value: 100 });
    expect(valuesOf(all, 'data.points')).toEqual([100, 100]);
    expect(differing(all)).toEqual([]);
    const one = reduce(reduce(all, { type: 'target', target: 1 }), {
      type: 'set',
      path: 'dropout.p',
      value: 0.5,
    });
    expect(valuesOf(one, 'dropout.p')).toEqual([0, 0.5]);
    expect(differing(one)).toEqual(['dropout.p']);
  });

  it('keeps text that is not allowed in its box and changes nothing else', () => {
    const before = initialState();
    const state = reduce(before, { type: 'write', path: 'data.points', text: '5x' });
    expect(state.lanes).toBe(before.lanes);
    expect(state.drafts['data.points']).toEqual({ text: '5x' });
    const corrected = reduce(state, { type: 'write', path: 'data.points', text: '50' });
    expect(corrected.drafts).toEqual({});
    expect(valuesOf(corrected, 'data.points')).toEqual([50]);
  });

  it('refuses numbers out of range instead of bending them', () => {
    const state = after({ type: 'write', path: 'dropout.p', text: '1.5' });
    expect(valuesOf(state, 'dropout.p')).toEqual([schema.defaults['dropout.p']]);
    expect(state.drafts['dropout.p']).toEqual({ text: '1.5' });
  });

  it('takes one value for each lane, written with bars', () => {
    const state = after(TWO, { type: 'write', path: 'dropout.p', text: '0 | 0.5' });
    expect(valuesOf(state, 'dropout.p')).toEqual([0, 0.5]);
  });

  it('starts a new lane as the last one', () => {
    const state = after({ type: 'set', path: 'data.points', value: 77 }, { type: 'lanes', count: 3 });
    expect(valuesOf(state, 'data.points')).toEqual([77, 77, 77]);
    expect(differing(state)).toEqual([]);
  });

  it('has one to four lanes', () => {
    expect(after({ type: 'lanes', count: 9 }).lanes).toHaveLength(4);
    expect(after({ type: 'lanes', count: 0 }).lanes).toHaveLength(1);
  });

  it('speaks to all lanes again when the chosen one goes', () => {
    const state = after(TWO, { type: 'target', target: 1 }, { type: 'lanes', count: 1 });
    expect(state.target).toBe('all');
  });

  it('keeps lists for each layer as long as there are layers', () => {
    const state = after(
      { type: 'set', path: 'network.layers', value: [8, 8] },
      { type: 'set', path: 'dropout.p', value: [0.1, 0.2] },
      { type: 'set', path: 'network.layers', value: [8, 8, 8] },
    );
    expect(valuesOf(state, 'dropout.p')).toEqual([[0.1, 0.2, 0.2]]);
    const none = reduce(state, { type: 'set', path: 'network.layers', value: [] });
    expect(valuesOf(none, 'dropout.p')).toEqual([schema.defaults['dropout.p']]);
  });

  it('puts the seed of the bar into every seed of a run, in every lane', () => {
    const state = after(TWO, { type: 'target', target: 1 }, { type: 'seed', text: '42' });
    for (const path of RUN_SEEDS) expect(valuesOf(state, path)).toEqual([42, 42]);
    expect(state.target).toBe(1);
    expect(seedText(state)).toBe('42');
    expect(valuesOf(state, 'seeds.data')).toEqual([
      schema.defaults['seeds.data'],
      schema.defaults['seeds.data'],
    ]);
  });

  it('writes the lanes as the core reads them', () => {
    const parsed: unknown = JSON.parse(experiments(after(TWO)));
    expect(parsed).toHaveLength(2);
    expect(parsed).toMatchObject([
      { version: schema.version, network: { layers: schema.defaults['network.layers'] } },
      {},
    ]);
  });

  it('goes round the themes', () => {
    const themes = [1, 2, 3].map(
      (times) => after(...Array.from({ length: times }, (): Action => ({ type: 'theme' }))).theme,
    );
    expect(themes).toEqual(['light', 'dark', 'auto']);
  });
});
