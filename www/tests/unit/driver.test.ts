/** The driver and the throttle, with a clock and a scheduler of the test's own. */

import { describe, expect, it } from 'vitest';
import { Driver } from '../../src/driver';
import { stepWithin } from '../../src/session/step-within';
import { Throttle } from '../../src/throttle';

/** A page that repaints when the test says so, and a core that answers when the test says so. */
class Stage {
  readonly asked: number[] = [];
  readonly failures: unknown[] = [];
  #callbacks: (() => void)[] = [];
  #answer: (() => void) | undefined;
  #refuse: ((error: unknown) => void) | undefined;
  readonly driver: Driver;

  constructor(speed: number) {
    this.driver = new Driver(
      speed,
      (callback) => this.#callbacks.push(callback),
      (steps) => {
        this.asked.push(steps);
        return new Promise((resolve, reject) => {
          this.#answer = resolve;
          this.#refuse = reject;
        });
      },
      (error) => this.failures.push(error),
    );
  }

  repaint(): void {
    const callbacks = this.#callbacks;
    this.#callbacks = [];
    for (const callback of callbacks) callback();
  }

  async answer(): Promise<void> {
    this.#answer?.();
    await Promise.resolve();
  }

  async refuse(error: unknown): Promise<void> {
    this.#refuse?.(error);
    await Promise.resolve();
    await Promise.resolve();
  }
}

describe('the driver', () => {
  it('asks for one frame at a time', async () => {
    const stage = new Stage(4);
    stage.driver.play();
    stage.repaint();
    stage.repaint();
    expect(stage.asked).toEqual([4]);
    await stage.answer();
    stage.repaint();
    expect(stage.asked).toEqual([4, 4]);
  });

  it('stops where it is told to', async () => {
    const stage = new Stage(4);
    stage.driver.play();
    stage.repaint();
    stage.driver.pause();
    await stage.answer();
    stage.repaint();
    expect(stage.asked).toEqual([4]);
    expect(stage.driver.playing).toBe(false);
  });

  it('takes exactly one step a press, however quickly they come', async () => {
    const stage = new Stage(64);
    stage.driver.stepOnce();
    stage.driver.stepOnce();
    stage.repaint();
    await stage.answer();
    stage.repaint();
    await stage.answer();
    stage.repaint();
    expect(stage.asked).toEqual([1, 1]);
  });

  it('pauses when asked for a single step', () => {
    const stage = new Stage(4);
    stage.driver.play();
    stage.driver.stepOnce();
    expect(stage.driver.playing).toBe(false);
  });

  it('draws again without training', async () => {
    const stage = new Stage(4);
    stage.driver.refresh();
    stage.driver.refresh();
    stage.repaint();
    await stage.answer();
    stage.repaint();
    expect(stage.asked).toEqual([0]);
  });

  it('draws again after the frame under way', async () => {
    const stage = new Stage(4);
    stage.driver.stepOnce();
    stage.repaint();
    stage.driver.refresh();
    await stage.answer();
    stage.repaint();
    expect(stage.asked).toEqual([1, 0]);
  });

  it('takes slow speeds one step every so many frames, the first at once', async () => {
    const stage = new Stage(0.25);
    stage.driver.play();
    for (let frame = 0; frame < 9; frame += 1) {
      stage.repaint();
      await stage.answer();
    }
    expect(stage.asked).toEqual([1, 1, 1]);
  });

  it('stops and tells when a frame fails', async () => {
    const stage = new Stage(1);
    stage.driver.play();
    stage.repaint();
    await stage.refuse('broken');
    stage.repaint();
    expect(stage.failures).toEqual(['broken']);
    expect(stage.driver.playing).toBe(false);
    expect(stage.asked).toEqual([1]);
  });
});

describe('stepping within a budget', () => {
  it('stops when the time is used up', () => {
    let clock = 0;
    const done = stepWithin(
      100,
      10,
      () => clock,
      () => {
        clock += 3;
      },
    );
    expect(done).toBe(4);
  });

  it('takes all steps that are wanted and no more', () => {
    expect(
      stepWithin(
        5,
        10,
        () => 0,
        () => undefined,
      ),
    ).toBe(5);
    expect(
      stepWithin(
        0,
        10,
        () => 0,
        () => undefined,
      ),
    ).toBe(0);
  });

  it('takes one step even where that alone is too much', () => {
    let clock = 0;
    expect(
      stepWithin(
        8,
        10,
        () => clock,
        () => {
          clock += 500;
        },
      ),
    ).toBe(1);
  });
});

describe('the throttle', () => {
  it('draws at once, then no more often than allowed, and never forgets the last', () => {
    let clock = 0;
    const waiting: { at: number; callback: () => void }[] = [];
    const drawn: string[] = [];
    const throttle = new Throttle(
      100,
      () => clock,
      (callback, delay) => waiting.push({ at: clock + delay, callback }),
    );
    const draw = (name: string): void => {
      throttle.run(() => drawn.push(name));
    };
    draw('a');
    clock = 40;
    draw('b');
    draw('c');
    expect(drawn).toEqual(['a']);
    clock = 100;
    for (const { callback } of waiting.splice(0)) callback();
    expect(drawn).toEqual(['a', 'c']);
    clock = 250;
    draw('d');
    expect(drawn).toEqual(['a', 'c', 'd']);
    expect(waiting).toEqual([]);
  });
});
