/** How many steps a frame takes. */

/**
 * As many steps as fit the time, up to the number wanted, and at least one if any is wanted:
 * a slow network makes slow progress, but progress.
 */
export function stepWithin(wanted: number, budget: number, now: () => number, step: () => void): number {
  const start = now();
  let done = 0;
  while (done < wanted) {
    step();
    done += 1;
    if (now() - start >= budget) break;
  }
  return done;
}
