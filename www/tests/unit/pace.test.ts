/** The measured speed: steady figures, and whether the frames had time for what was asked. */

import { expect, it } from 'vitest';
import { PaceMeter } from '../../src/pace';

it('measures steps per second over half a second, and says when frames are too short', () => {
  let now = 0;
  const meter = new PaceMeter(() => now);
  const run = (asked: number, taken: number): void => {
    for (let frame = 0; frame < 40; frame += 1) {
      meter.frame(asked, taken);
      now += 20;
    }
  };
  run(4, 4);
  expect(meter.pace).toEqual({ stepsPerSecond: 200, limited: false });
  meter.rest();
  expect(meter.pace).toBeUndefined();
  run(64, 5);
  expect(meter.pace).toEqual({ stepsPerSecond: 250, limited: true });
});
