/** Every run's boundary: a few with each frame, all in the end, and never more often than may flash. */

import { describe, expect, it } from 'vitest';
import { Boundaries, type Wanted } from '../../src/boundaries';
import type { BoundaryRequest, LaneSetup, RunField } from '../../src/session/types';

function lane(units: number, runs: number): Wanted {
  const points = { x: new Float32Array(), y: new Float32Array(), set: new Uint8Array() };
  const setup: LaneSetup = { inputs: ['x1', 'x2'], layers: [units, units, 1], classes: 2, points };
  return { setup, runs };
}

function answered(request: BoundaryRequest | undefined): readonly RunField[] {
  return (request?.replicas ?? []).map((replica) => ({ replica, lattice: 1, values: new Float32Array(1) }));
}

/** One frame: what was asked, and what of it is complete. */
function frame(
  boundaries: Boundaries,
  lanes: readonly (Wanted | undefined)[],
  at: { readonly generation: number; readonly step: number },
  playing: boolean,
): { readonly asked: number; readonly complete: readonly (readonly number[] | undefined)[] } {
  const plan = boundaries.plan(lanes, at, playing);
  const complete = plan.map((request, index) =>
    boundaries.take(index, answered(request))?.map(({ replica }) => replica),
  );
  return { asked: plan.reduce((sum, request) => sum + (request?.replicas.length ?? 0), 0), complete };
}

const OTHERS = Array.from({ length: 31 }, (_, run) => run + 1);

describe('boundaries', () => {
  it('come in a few frames while the training runs, and not again before their time', () => {
    let now = 1000;
    const boundaries = new Boundaries(() => now);
    const lanes = [lane(16, 32), lane(16, 32)];
    const done = new Map<number, readonly number[]>();
    let frames = 0;
    for (let step = 0; done.size < 2; step += 16) {
      const { asked, complete } = frame(boundaries, lanes, { generation: 1, step }, true);
      expect(asked).toBeLessThan(32);
      complete.forEach((runs, index) => runs !== undefined && done.set(index, runs));
      frames += 1;
      now += 16;
    }
    expect([...done.values()]).toEqual([OTHERS, OTHERS]);
    expect(frames).toBeGreaterThan(2);
    expect(frame(boundaries, lanes, { generation: 1, step: 900 }, true).asked).toBe(0);
    now += 400;
    expect(frame(boundaries, lanes, { generation: 1, step: 901 }, true).asked).toBeGreaterThan(0);
  });

  it('are all of the step at rest, however far the round had come', () => {
    const boundaries = new Boundaries(() => 5000);
    const lanes = [lane(16, 32)];
    frame(boundaries, lanes, { generation: 1, step: 10 }, true);
    const at = { generation: 1, step: 26 };
    expect(boundaries.lacks(lanes, at)).toBe(true);
    expect(frame(boundaries, lanes, at, false).complete).toEqual([OTHERS]);
    expect(boundaries.lacks(lanes, at)).toBe(false);
    expect(frame(boundaries, lanes, at, false).asked).toBe(0);
    boundaries.invalidate();
    expect(boundaries.lacks(lanes, at)).toBe(true);
    expect(frame(boundaries, lanes, at, false).asked).toBe(31);
  });

  it('take at least one run of a network however large, on a coarser lattice', () => {
    const boundaries = new Boundaries(() => 5000);
    const lanes = [lane(256, 8)];
    const plan = boundaries.plan(lanes, { generation: 1, step: 0 }, true);
    expect(plan[0]?.replicas).toEqual([1]);
    expect(plan[0]?.side).toBe(24);
    expect(boundaries.plan([lane(4, 8)], { generation: 2, step: 0 }, true)[0]?.side).toBe(44);
  });

  it('of a lane out of sight hold nothing up, and come when it is seen', () => {
    let now = 1000;
    const boundaries = new Boundaries(() => now);
    const at = { generation: 1, step: 5 };
    boundaries.plan([lane(256, 8), undefined], at, true);
    now += 400;
    expect(frame(boundaries, [undefined, lane(4, 8)], at, true).complete[1]).toHaveLength(7);
    expect(boundaries.lacks([undefined, lane(4, 8)], at)).toBe(false);
    expect(boundaries.lacks([lane(256, 8), lane(4, 8)], at)).toBe(true);
  });

  it('that were asked for before a reset are not taken for those after it', () => {
    const boundaries = new Boundaries(() => 5000);
    const lanes = [lane(4, 8)];
    const plan = boundaries.plan(lanes, { generation: 1, step: 5 }, false);
    boundaries.invalidate();
    expect(boundaries.take(0, answered(plan[0]))).toBeUndefined();
  });
});
