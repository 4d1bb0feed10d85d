/** The phases of a step, and numbers in little room. */

import { describe, expect, it } from 'vitest';
import { schema } from '../../src/schema';
import { brief } from '../../src/lenses/step/drawing';
import { beside, PHASES, reached, RULES } from '../../src/lenses/step/phases';

describe('the phases', () => {
  it('come one after another', () => {
    expect(beside('batch', -1)).toBeUndefined();
    expect(PHASES.map((phase) => beside(phase, 1))).toEqual([...PHASES.slice(1), undefined]);
    expect(reached('forward', 'mask')).toBe(true);
    expect(reached('forward', 'forward')).toBe(true);
    expect(reached('forward', 'loss')).toBe(false);
  });

  it('have a rule for every optimizer of the core', () => {
    const kind = schema.byPath.get('training.optimizer')?.kind;
    expect(Object.keys(RULES).sort()).toEqual(
      kind !== undefined && 'options' in kind ? [...kind.options].sort() : [],
    );
  });
});

describe('a number under a unit', () => {
  it('is short, and keeps its sign', () => {
    expect([0, 2, -0.5, 0.0123, -0.00001, 12.34, 1e6, Number.NaN].map(brief)).toEqual([
      '0',
      '2',
      '−0.50',
      '0.012',
      '−1e−5',
      '12.3',
      '1e+6',
      '∞',
    ]);
  });
});
