/** Fields that change smoothly are drawn at every frame; fields that would flash, three times a second. */

import { describe, expect, it } from 'vitest';
import { Throttle } from '../../src/throttle';
import { distance, FieldPace, FLASH_INTERVAL } from '../../src/views/field-pace';

function clock(): {
  readonly pace: FieldPace;
  readonly drawn: { readonly lane: number; readonly at: number; readonly value: number }[];
  readonly frame: (values: readonly (readonly number[] | undefined)[], restless?: boolean) => void;
  readonly wait: (milliseconds: number) => void;
} {
  let now = 0;
  let timers: { at: number; callback: () => void }[] = [];
  const pace = new FieldPace(
    new Throttle(
      FLASH_INTERVAL,
      () => now,
      (callback, delay) => timers.push({ at: now + delay, callback }),
    ),
  );
  const drawn: { lane: number; at: number; value: number }[] = [];
  const newest = new Map<number, number>();
  return {
    pace,
    drawn,
    frame: (values, restless = false) => {
      values.forEach((one, lane) => newest.set(lane, one?.[0] ?? Number.NaN));
      pace.take(
        values.map((one) => (one === undefined ? undefined : { values: Float32Array.from(one), restless })),
        (lane) => drawn.push({ lane, at: now, value: newest.get(lane) ?? Number.NaN }),
      );
    },
    wait: (milliseconds) => {
      const end = now + milliseconds;
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.callback();
      }
      now = end;
    },
  };
}

const ALL = [1, 1, 1, 1];
const NONE = [-1, -1, -1, -1];

describe('the pace of fields', () => {
  it('lets smooth training through at every frame', () => {
    const { drawn, frame, wait } = clock();
    for (let index = 0; index < 60; index += 1) {
      frame([[index / 60, 0, 0, 0]]);
      wait(1000 / 60);
    }
    expect(drawn).toHaveLength(60);
  });

  it('draws what flashes at most three times in any second', () => {
    const { drawn, frame, wait } = clock();
    for (let index = 0; index < 300; index += 1) {
      frame([ALL.map(() => (index % 7) / 3 - 1)]);
      wait(1000 / 60);
    }
    const changes = drawn
      .filter(({ value }, index) => index > 0 && value !== drawn[index - 1]?.value)
      .map(({ at }) => at);
    for (const from of changes)
      expect(changes.filter((at) => at >= from && at < from + 999).length).toBeLessThanOrEqual(3);
    // It does not stand still either.
    expect(changes.length).toBeGreaterThan(4);
  });

  it('holds restless fields back however near they are', () => {
    const { drawn, frame, wait } = clock();
    for (let index = 0; index < 60; index += 1) {
      frame([[0.01 * (index % 2), 0, 0, 0]], true);
      wait(1000 / 60);
    }
    expect(drawn.length).toBeLessThanOrEqual(5);
  });

  it('shows the newest field in the end', () => {
    const { drawn, frame, wait } = clock();
    frame([ALL]);
    frame([NONE]);
    frame([ALL.map((value) => value / 2)]);
    expect(drawn).toHaveLength(2);
    wait(400);
    expect(drawn).toHaveLength(3);
  });

  it('draws held fields of all lanes at one time', () => {
    const { drawn, frame, wait } = clock();
    frame([ALL, ALL]);
    frame([NONE, ALL]);
    wait(20);
    frame([ALL, NONE]);
    wait(20);
    const half = ALL.map((value) => value / 2);
    frame([half, half]);
    wait(400);
    const late = drawn.filter(({ at }) => at > 20);
    expect(new Set(late.map(({ at }) => at)).size).toBe(1);
  });

  it('counts a number against none as a flash, and none against none as rest', () => {
    const nan = Float32Array.from([Number.NaN, Number.NaN]);
    expect(distance(nan, nan)).toBe(0);
    expect(distance(nan, Float32Array.from([0, 0]))).toBe(2);
    expect(distance(Float32Array.from([0]), Float32Array.from([0, 0]))).toBe(2);
  });
});
