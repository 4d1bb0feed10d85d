/** What the core refuses: said once, in its place, and put right in a link. */

import { describe, expect, it } from 'vitest';
import { noticesOf, placeOf, repaired } from '../../src/repair';
import { schema } from '../../src/schema';
import { reduce } from '../../src/reduce';
import { initialState } from '../../src/state';

const refusal = {
  path: 'lanes[1].dropout.p[0]',
  got: 'a list of 3',
  allowed: { rule: 'length', expected: 2 },
};

describe('a refusal', () => {
  it('names its lane and its field', () => {
    expect(placeOf(refusal.path)).toEqual({ lane: 1, path: 'dropout.p' });
    expect(placeOf('replicas')).toEqual({ lane: undefined, path: 'replicas' });
  });

  it('is told once where all lanes have it', () => {
    const same = { ...refusal, path: 'lanes[0].dropout.p' };
    expect(noticesOf([refusal, same], 2)).toHaveLength(1);
    expect(noticesOf([refusal], 2)).toMatchObject([{ lane: 1, path: 'dropout.p' }]);
  });

  it('brings a setting of a link back to its default, in its lane alone', () => {
    let state = reduce(initialState(), { type: 'lanes', count: 2 });
    state = reduce(state, { type: 'set', path: 'dropout.p', value: [0.1, 0.2, 0.3] });
    const better = repaired(state, [refusal]);
    expect(better?.lanes.map((lane) => lane.settings['dropout.p'])).toEqual([
      [0.1, 0.2, 0.3],
      schema.defaults['dropout.p'],
    ]);
    expect(better?.notices).toMatchObject([{ path: 'dropout.p', used: '0' }]);
  });

  it('does not go round in circles', () => {
    expect(repaired(initialState(), [{ ...refusal, path: 'lanes[0].dropout.p' }])).toBeUndefined();
  });
});
