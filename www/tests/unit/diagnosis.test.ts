/** The diagnosis: its figures by name, what counts as a look, what is offered against each cause, and the dashed line. */

import { describe, expect, it } from 'vitest';
import { optimalLines } from '../../src/lenses/diagnosis/boundary';
import { Looks, testSetOf } from '../../src/lenses/diagnosis/looks';
import {
  below,
  CAUSES,
  isSameState,
  ladderOf,
  largestOf,
  roundUp,
  scaleOf,
  standingOf,
} from '../../src/lenses/diagnosis/model';
import { augmented, remediesAgainst, type Case } from '../../src/lenses/diagnosis/remedies';
import { nest, schema, type Settings } from '../../src/schema';
import type { LadderArrays } from '../../src/session/looks/diagnosis';
import { format, parse } from '../../src/value';

const NONE = [Number.NaN, Number.NaN, Number.NaN];

function arrays(change: Partial<LadderArrays> = {}): LadderArrays {
  return {
    runs: 8,
    errors: Float64Array.from([0.1, 0.08, 0.12, 0.2, 0.15, 0.25, ...NONE, 0.13, 0.1, 0.16]),
    gaps: Float64Array.from([0.05, 0.03, 0.07, 0.03, -0.01, 0.07, 0.07, 0.02, 0.12, ...NONE]),
    least: 0.02,
    verdict: 2,
    bayes: Float64Array.from([0.05, 0.06]),
    ...change,
  };
}

describe('a ladder', () => {
  it('has the core’s figures by name', () => {
    const ladder = ladderOf(arrays());
    expect(ladder.rungs).toEqual({
      bayes: { mean: 0.05, low: 0.05, high: 0.05 },
      train: { mean: 0.1, low: 0.08, high: 0.12 },
      trainDev: { mean: 0.13, low: 0.1, high: 0.16 },
      dev: { mean: 0.2, low: 0.15, high: 0.25 },
      test: undefined,
    });
    expect(ladder.gaps.variance).toEqual({ mean: 0.03, low: -0.01, high: 0.07 });
    expect(ladder.gaps.devOverfit).toBeUndefined();
    expect([ladder.verdict, ladder.bayesOfUse]).toEqual(['mismatch', 0.06]);
    expect(ladderOf(arrays({ verdict: undefined, bayes: new Float64Array() }))).toMatchObject({
      verdict: undefined,
      bayesOfUse: undefined,
    });
  });

  it('has each gap begin where the one below ends', () => {
    const ladder = ladderOf(arrays());
    expect(CAUSES.map((cause) => below(cause, ladder))).toEqual(['bayes', 'train', 'trainDev', 'dev']);
    for (const cause of CAUSES) {
      const [gap, start] = [ladder.gaps[cause], ladder.rungs[below(cause, ladder)]];
      if (gap !== undefined && start !== undefined)
        expect([0.1, 0.13, 0.2]).toContainEqual(expect.closeTo(start.mean + gap.mean, 12));
    }
  });

  it('says why a gap does not count', () => {
    expect(standingOf({ mean: 0.02, low: 0.001, high: 0.04 }, 0.02)).toBe('counts');
    expect(standingOf({ mean: 0.019, low: 0.018, high: 0.02 }, 0.02)).toBe('small');
    expect(standingOf({ mean: 0.3, low: 0, high: 0.6 }, 0.02)).toBe('unsure');
    expect(largestOf(ladderOf(arrays()))).toBe('mismatch');
    const gone = Float64Array.from([...NONE, ...NONE, ...NONE, ...NONE]);
    expect(largestOf(ladderOf(arrays({ gaps: gone })))).toBeUndefined();
  });

  it('is drawn to a round scale that holds every bar and interval', () => {
    expect([0.03, 0.12, 0.5, 0.51, 0.99, 7, 0].map(roundUp)).toEqual([0.03, 0.15, 0.5, 0.6, 1, 8, 1]);
    expect(scaleOf([ladderOf(arrays())], true)).toBe(0.3);
    const high = Float64Array.from([0.9, 0.8, 1.3, ...NONE, ...NONE, ...NONE]);
    expect(scaleOf([ladderOf(arrays({ errors: high }))], true)).toBe(1);
    expect(scaleOf([ladderOf(arrays({ errors: high }))], false)).toBe(1.5);
  });

  it('is of another state once any figure but test’s is another', () => {
    const looked = arrays();
    looked.errors.set([0.3, 0.2, 0.4], 6);
    expect(isSameState(looked, arrays())).toBe(true);
    const trained = arrays();
    trained.errors[3] = 0.19;
    expect(isSameState(looked, trained)).toBe(false);
  });
});

describe('looks at the test set', () => {
  const points = {
    x: Float32Array.from([1, 2, 3, 4, 5, 6]),
    y: Float32Array.from([0, 1, 1]),
    set: Uint8Array.from([0, 2, 2]),
  };

  it('are counted for the very points', () => {
    const key = testSetOf(points);
    // Other training points, and a training point that is set aside, leave the test set as it is.
    expect(testSetOf({ ...points, x: Float32Array.from([9, 9, 3, 4, 5, 6]) })).toBe(key);
    expect(testSetOf({ ...points, set: Uint8Array.from([3, 2, 2]) })).toBe(key);
    expect(testSetOf({ ...points, x: Float32Array.from([1, 2, 3, 4, 5, 6.001]) })).not.toBe(key);
    expect(testSetOf({ ...points, y: Float32Array.from([0, 0, 1]) })).not.toBe(key);
    expect(testSetOf({ ...points, set: Uint8Array.from([2, 2, 2]) })).not.toBe(key);
  });

  it('begin at 0 for others', () => {
    const looks = new Looks();
    looks.add('a');
    looks.add('a');
    expect([looks.of('a'), looks.of('b')]).toEqual([2, 0]);
  });
});

describe('remedies', () => {
  const given = (settings: Settings, change: Partial<Case> = {}): Case => ({
    settings: { ...schema.defaults, ...settings },
    hasDev: true,
    keeps: () => false,
    ...change,
  });
  const offered = (...of: Parameters<typeof remediesAgainst>): Record<string, unknown> =>
    Object.fromEntries(remediesAgainst(...of).map(({ name, value }) => [name, value]));

  it('against bias: more network and less of what holds it back', () => {
    expect(offered('bias', given({}))).toEqual({ wider: [16, 16], deeper: [8, 8, 8] });
    expect(offered('bias', given({ 'network.layers': [] }))).toEqual({ wider: [8] });
    expect(
      offered(
        'bias',
        given({ 'dropout.p': [0.8, 0], 'regularization.l2': 0.1, 'network.layers': [256, 300] }),
      ),
    ).toEqual({ deeper: [256, 300, 300], lessL2: 0.01, lessDropout: [0.4, 0] });
  });

  it('against variance: data first, then what the experiment has not enough of', () => {
    expect(offered('variance', given({}))).toEqual({
      moreData: 600,
      l2: 0.01,
      dropout: 0.2,
      earlyStopping: 'dev_loss',
    });
    expect(
      offered(
        'variance',
        given({
          'data.points': 15_000,
          'regularization.l2': 1,
          'dropout.p': 0.8,
          'early_stopping.metric': 'dev_accuracy',
        }),
      ),
    ).toEqual({ moreData: 20_000 });
    expect(
      offered('variance', given({ 'data.dataset': 'custom', 'network.layers': [] }, { hasDev: false })),
    ).toEqual({ l2: 0.01 });
    expect(offered('variance', given({ 'dropout.p': [0.4, 0.1], 'data.points': 20_000 }))).toMatchObject({
      dropout: [0.5, 0.3],
    });
  });

  it('against variance: the first augmentation that keeps the labels', () => {
    const { settings } = given({});
    const tried = augmented(settings);
    expect(tried.length).toBeGreaterThan(3);
    const third = tried[2];
    expect(third).toBeDefined();
    const keeps = (experiment: string): boolean => experiment === third?.[0];
    expect(offered('variance', given({}, { keeps }))).toMatchObject({ augmentation: third?.[1].value });
    // Points that are augmented already, and such as have no law, are left alone.
    expect(augmented({ ...settings, 'augmentation.jitter': 0.1 })).toEqual([]);
    expect(augmented({ ...settings, 'data.dataset': 'custom' })).toEqual([]);
  });

  it('against mismatch: a tenth of the target’s data, then more', () => {
    const turned = { 'target.rotation': 30 };
    expect(offered('mismatch', given(turned))).toEqual({ targetShare: 0.1 });
    expect(offered('mismatch', given({ ...turned, 'target.share': 0.1 }))).toEqual({ targetShare: 0.2 });
    expect(offered('mismatch', given({ ...turned, 'target.share': 0.8 }))).toEqual({});
    expect(offered('mismatch', given({}))).toEqual({});
  });

  it('against overfitting to dev: a larger dev set', () => {
    expect(offered('devOverfit', given({}))).toEqual({ largerDev: 4, moreData: 600 });
    expect(offered('devOverfit', given({ 'split.dev': 100, 'data.points': 20_000 }))).toEqual({});
  });

  it('set nothing but what their fields allow', () => {
    const many: readonly Settings[] = [
      {},
      { 'network.layers': [1], 'dropout.p': 0.45, 'regularization.l1': 0.3, 'regularization.l2': 0.3 },
      { 'network.layers': [200, 7], 'dropout.p': [0.95, 0.15], 'split.dev': 70, 'target.rotation': 9 },
    ];
    for (const settings of many)
      for (const cause of CAUSES)
        for (const { path, value } of remediesAgainst(cause, given(settings, { keeps: () => true }))) {
          const field = schema.byPath.get(path);
          expect(field, path).toBeDefined();
          if (field !== undefined)
            expect(parse(format(value), field.kind), path).toEqual({ ok: true, value });
          expect(JSON.stringify(nest({ ...schema.defaults, [path]: value }, schema.version))).toContain(
            '"version"',
          );
        }
  });
});

describe('the dashed line', () => {
  const n = 8;
  const fieldOf = (value: (column: number, row: number) => number): Float32Array =>
    Float32Array.from({ length: n * n }, (_, at) => value(at % n, Math.floor(at / n)));

  it('is one line where two classes are equally likely', () => {
    const [line, ...others] = optimalLines(
      fieldOf((column) => column - 2.5),
      n,
      2,
    );
    expect(others).toEqual([]);
    expect(line?.map(([column]) => column)).toEqual(Array.from({ length: n }, () => 2.5));
    expect(new Set(line?.map(([, row]) => row)).size).toBe(n);
  });

  it('is closed around an island', () => {
    const [line] = optimalLines(
      fieldOf((column, row) => 2 - Math.hypot(column - 3.5, row - 3.5)),
      n,
      2,
    );
    expect(line?.at(0)).toEqual(line?.at(-1));
  });

  it('ends where no point is ever seen', () => {
    const lines = optimalLines(
      fieldOf((column, row) => (row > 3 ? Number.NaN : column - 2.5)),
      n,
      2,
    );
    expect(Math.max(...lines.flat().map(([, row]) => row))).toBe(3);
  });

  it('is drawn once between each two of several classes', () => {
    // Three stripes.
    const planes = [0, 3, 6].map((middle) =>
      fieldOf((column) => -Math.abs(column - middle) * 1.1 - 0.01 * middle),
    );
    const field = new Float32Array(3 * n * n);
    planes.forEach((plane, index) => {
      field.set(plane, index * n * n);
    });
    const lines = optimalLines(field, n, 3);
    expect(lines.length).toBe(2);
  });

  it('is nowhere where nothing is likelier', () => {
    expect(
      optimalLines(
        fieldOf(() => 0),
        n,
        2,
      ),
    ).toEqual([]);
  });
});
