/** Weights counted by value; pure. */

/** An odd number, so that the middle one is around 0, where L1 and dead weights gather. */
export const BINS = 41;
/** Weights nearer to 0 than this share of the layer's largest are counted as near 0. */
export const NEAR = 0.01;

export interface LayerCounts {
  readonly count: number;
  readonly mean: number;
  readonly deviation: number;
  /** The largest absolute value. */
  readonly largest: number;
  /** How many are within `NEAR` of the largest to 0, and how many of those are 0 itself. */
  readonly near: number;
  readonly zero: number;
  /** How many are not finite; all else is of the others. */
  readonly lost: number;
}

export function countsOf(weights: Float32Array): LayerCounts {
  let [sum, squares, largest, lost] = [0, 0, 0, 0];
  for (const weight of weights) {
    if (!Number.isFinite(weight)) {
      lost += 1;
      continue;
    }
    sum += weight;
    largest = Math.max(largest, Math.abs(weight));
  }
  const finite = weights.length - lost;
  const mean = finite === 0 ? Number.NaN : sum / finite;
  let [near, zero] = [0, 0];
  for (const weight of weights) {
    if (!Number.isFinite(weight)) continue;
    squares += (weight - mean) ** 2;
    if (weight === 0) zero += 1;
    if (Math.abs(weight) <= NEAR * largest) near += 1;
  }
  const deviation = finite === 0 ? Number.NaN : Math.sqrt(squares / finite);
  return { count: weights.length, mean, deviation, largest, near, zero, lost };
}

/** The end of a scale that holds a value: a round number, so that it stays while the value grows a little. */
export function roundLimit(largest: number): number {
  if (!(largest > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  const found = [1, 1.5, 2, 3, 5, 7.5, 10].find((factor) => factor * power >= largest) ?? 10;
  return found * power;
}

/** How many of the finite weights lie in each of the bins between −limit and limit. */
export function binned(weights: Float32Array, limit: number): Uint32Array<ArrayBuffer> {
  const bins = new Uint32Array(BINS);
  for (const weight of weights) {
    if (!Number.isFinite(weight)) continue;
    const bin = Math.floor(((weight / limit + 1) / 2) * BINS);
    const at = Math.min(BINS - 1, Math.max(0, bin));
    bins[at] = (bins[at] ?? 0) + 1;
  }
  return bins;
}
