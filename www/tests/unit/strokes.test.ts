/** Drawing points: what a stroke adds and takes, and undoing it. */

import { describe, expect, it } from 'vitest';
import { classesOf, erased, sprayed, Undo, withPoint, type Points } from '../../src/data-in/strokes';

const BRUSH = { radius: 0, target: 1, longest: 10 };
const random = (): number => 0.5;

describe('a point', () => {
  it('is put where it is tapped, to two digits and within the plane', () => {
    expect(withPoint([], [0.123, -0.001], BRUSH)).toEqual([[0.12, 0, 1]]);
    expect(withPoint([], [3.4, -9], BRUSH)).toEqual([[3, -3, 1]]);
  });

  it('is left out where there is no room', () => {
    const full: Points = Array.from({ length: 10 }, () => [0, 0, 0]);
    expect(withPoint(full, [1, 1], BRUSH)).toBe(full);
  });
});

describe('a spray', () => {
  it('leaves a point every so far, however the stroke is cut into pieces', () => {
    const whole = sprayed([], [0, 0], [0.5, 0], 0, BRUSH, random);
    let points: Points = [];
    let rest = 0;
    for (let piece = 0; piece < 50; piece += 1)
      ({ points, rest } = sprayed(points, [piece / 100, 0], [(piece + 1) / 100, 0], rest, BRUSH, random));
    expect(whole.points).toHaveLength(6);
    expect(points).toEqual(whole.points);
    expect(rest).toBeCloseTo(whole.rest, 9);
  });

  it('stays within the brush', () => {
    const brush = { radius: 0.5, target: 0, longest: 1000 };
    const { points } = sprayed([], [-2, 0], [2, 0], 0, brush, Math.random);
    expect(points.length).toBeGreaterThan(15);
    for (const [, x2 = 9] of points) expect(Math.abs(x2)).toBeLessThanOrEqual(0.51);
  });

  it('ends at the most points', () => {
    expect(sprayed([], [-3, 0], [3, 0], 0, BRUSH, random).points).toHaveLength(10);
  });
});

describe('the eraser', () => {
  const points: Points = [
    [0, 0, 0],
    [1, 0.1, 1],
    [2, 2, 1],
  ];

  it('takes what its way comes near to', () => {
    expect(erased(points, [-1, 0], [3, 0], 0.15)).toEqual([[2, 2, 1]]);
    expect(erased(points, [1, 0], [1, 0], 0.15)).toEqual([points[0], points[2]]);
  });

  it('gives the same list back where it hits nothing', () => {
    expect(erased(points, [-2, -2], [-2, 2], 0.5)).toBe(points);
  });
});

describe('the classes of points', () => {
  it('are whole numbers from 0; anything else is a number to predict', () => {
    expect(classesOf([], 5)).toBe(2);
    expect(classesOf([[0, 0, 3]], 5)).toBe(4);
    expect(
      classesOf(
        [
          [0, 0, 1],
          [0, 0, 0.5],
        ],
        5,
      ),
    ).toBe(0);
    expect(classesOf([[0, 0, 5]], 5)).toBe(0);
    expect(classesOf([[0, 0, -1]], 5)).toBe(0);
  });
});

describe('undo', () => {
  it('goes back and forth, and forgets what was undone at a new change', () => {
    const undo = new Undo<number>();
    expect(undo.undo(0)).toBe(0);
    undo.push(0);
    undo.push(1);
    expect(undo.undo(2)).toBe(1);
    expect(undo.undo(1)).toBe(0);
    expect([undo.canUndo, undo.canRedo]).toEqual([false, true]);
    expect(undo.redo(0)).toBe(1);
    undo.push(1);
    expect(undo.canRedo).toBe(false);
    expect(undo.redo(5)).toBe(5);
    expect(undo.undo(5)).toBe(1);
  });
});
