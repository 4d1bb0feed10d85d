/** Dragging the target distribution: where its handles lie, and what they set. */

import { describe, expect, it } from 'vitest';
import { allowed, ARM, keyed, knobOf, movedTo, targetOf, turnedTo } from '../../src/aim/place';
import { schema } from '../../src/schema';

const HOME = targetOf(schema.defaults);

describe('the target distribution on the field', () => {
  it('lies where the training data lie, by default', () => {
    expect(HOME).toEqual({ rotation: 0, shift_x1: 0, shift_x2: 0, scale: 1 });
    expect(knobOf(HOME)).toEqual([ARM, 0]);
  });

  it('is turned and scaled to where its handle is put', () => {
    for (const target of [HOME, { ...HOME, shift_x1: 1, shift_x2: -0.5 }])
      for (const [rotation, scale] of [
        [90, 1],
        [-135, 1.5],
        [30, 0.5],
      ] as const) {
        const wanted = { ...target, rotation, scale };
        expect({ ...target, ...turnedTo(target, knobOf(wanted)) }).toEqual(wanted);
      }
  });

  it('stays within what the core allows', () => {
    expect(movedTo([5, -5])).toEqual({ shift_x1: 3, shift_x2: -3 });
    expect(turnedTo(HOME, [0.01, 0]).scale).toBe(0.5);
    expect(turnedTo(HOME, [9, 0]).scale).toBe(2);
    expect(allowed('rotation', 12.6)).toBe(13);
    expect(allowed('shift_x1', 0.123)).toBe(0.1);
  });

  it('is moved and turned by arrow keys, and by no others', () => {
    expect(keyed(HOME, 'middle', 'ArrowUp', false)).toEqual({ shift_x1: 0, shift_x2: 0.1 });
    expect(keyed(HOME, 'middle', 'ArrowLeft', true)).toEqual({ shift_x1: -0.5, shift_x2: 0 });
    expect(keyed(HOME, 'knob', 'ArrowLeft', false)).toEqual({ rotation: 5, scale: 1 });
    expect(keyed({ ...HOME, rotation: 180 }, 'knob', 'ArrowLeft', false)?.rotation).toBe(-175);
    expect(keyed(HOME, 'knob', 'a', false)).toBeUndefined();
  });
});
