/** How often the test set was looked at. */

import type { Points } from '../../session/types';

const TEST = 2;

/**
 * A name for a lane's test points: equal for equal points, and as good as never for others. FNV-1a over the bits of their
 * coordinates and targets (Fowler, Noll and Vo), 32 bits of it, beside their number.
 */
export function testSetOf({ x, y, set }: Points): string {
  const [places, targets] = [x, y].map(
    (numbers) => new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length),
  );
  let hash = 0x811c9dc5;
  let count = 0;
  const take = (bits: number | undefined): void => {
    hash = Math.imul(hash ^ (bits ?? 0), 0x01000193);
    hash ^= hash >>> 15;
  };
  set.forEach((value, index) => {
    if (value !== TEST) return;
    count += 1;
    take(places?.[2 * index]);
    take(places?.[2 * index + 1]);
    take(targets?.[index]);
  });
  return `${count}/${hash >>> 0}`;
}

/** Looks by test set, for as long as the page is open: whatever the networks were, the points were the same. */
export class Looks {
  readonly #counts = new Map<string, number>();

  of(testSet: string): number {
    return this.#counts.get(testSet) ?? 0;
  }

  add(testSet: string): void {
    this.#counts.set(testSet, this.of(testSet) + 1);
  }
}

/** The page's count: whichever tab showed the test set's figures. */
export const looks = new Looks();
