/** What the lens works out from the core's numbers. */

import type { LayerScale } from '../../session/looks/dropout';
import type { FieldFrame } from '../../session/types';
import type { Settings } from '../../schema';

/** A mean within so many standard errors of what it should be is called equal. */
const NEAR = 4;
/** The band around p that holds this many standard deviations holds 95% of the counts. */
const BAND = 1.96;

/** The probabilities of being dropped, layer by layer: inputs, then hidden layers. */
export function ratesOf(settings: Settings | undefined, hidden: number): readonly number[] {
  const p = settings?.['dropout.p'];
  const list: readonly unknown[] = Array.isArray(p) ? p : [];
  return [
    Number(settings?.['dropout.input'] ?? 0),
    ...Array.from({ length: hidden }, (_, layer) => Number(list.length > 0 ? list[layer] : (p ?? 0))),
  ];
}

/** Units of each layer that can be dropped, as slices of a list of all units. */
export function slicesOf(
  sizes: readonly number[],
): readonly { readonly from: number; readonly to: number }[] {
  let from = 0;
  return sizes.map((units) => {
    const slice = { from, to: from + units };
    from += units;
    return slice;
  });
}

export interface Ratio {
  readonly value: number;
  readonly error: number;
}

/** Training over test; undefined where there is nothing at test. */
export function ratio(train: number, error: number, test: number): Ratio | undefined {
  return test > 0 && Number.isFinite(train) ? { value: train / test, error: error / test } : undefined;
}

export interface Verdict {
  readonly layer: number;
  readonly ratio: Ratio;
  /** Whether chance alone may have made the difference. */
  readonly equal: boolean;
}

/** The layer whose own mask moves the mean most, of those that have one; one that chance does not explain goes first. */
export function verdict(scales: readonly LayerScale[], rates: readonly number[]): Verdict | undefined {
  let worst: Verdict | undefined;
  scales.forEach(({ eval: [test], own: [train], ownError: [error] }, layer) => {
    const found = (rates[layer] ?? 0) > 0 ? ratio(train, error, test) : undefined;
    if (found === undefined) return;
    const off = Math.abs(found.value - 1);
    const equal = off <= NEAR * found.error;
    const first = worst === undefined || (worst.equal && !equal);
    if (first || (worst?.equal === equal && off > Math.abs(worst.ratio.value - 1)))
      worst = { layer, ratio: found, equal };
  });
  return worst;
}

/** Where 95% of the shares of `masks` draws lie if each is a drop with probability p: normal approximation. */
export function band(p: number, masks: number): readonly [low: number, high: number] {
  const reach = BAND * Math.sqrt((p * (1 - p)) / Math.max(1, masks));
  return [Math.max(0, p - reach), Math.min(1, p + reach)];
}

/** How many counts lie outside of the band. */
export function outside(dropped: Uint32Array, p: number, masks: number): number {
  const [low, high] = band(p, masks);
  return dropped.reduce((sum, count) => {
    const share = count / masks;
    return sum + (share < low || share > high ? 1 : 0);
  }, 0);
}

/** The share of the plane where each class is predicted. */
export function areas(field: FieldFrame, classes: number): readonly number[] {
  const total = field.lattice ** 2;
  const counts = Array.from({ length: classes }, () => 0);
  for (let cell = 0; cell < total; cell += 1) {
    let best = 0;
    if (classes === 2) best = (field.values[cell] ?? 0) > 0 ? 1 : 0;
    else
      for (let label = 1; label < classes; label += 1)
        if ((field.values[label * total + cell] ?? 0) > (field.values[best * total + cell] ?? 0))
          best = label;
    counts[best] = (counts[best] ?? 0) + 1;
  }
  return counts.map((count) => count / total);
}

/** What a prediction says: the likeliest class and its probability, or the output. */
export function saying(
  prediction: Float32Array,
  classes: number,
): { readonly label: number | undefined; readonly value: number } {
  const [first = 0] = prediction;
  if (classes === 0) return { label: undefined, value: first };
  if (classes === 2) return { label: first > 0 ? 1 : 0, value: (1 + Math.abs(first)) / 2 };
  const label = prediction.reduce(
    (best, value, index) => (value > (prediction[best] ?? 0) ? index : best),
    0,
  );
  return { label, value: prediction[label] ?? 0 };
}

/** Mean and largest of a list. */
export function extent(values: Float32Array): { readonly mean: number; readonly most: number } {
  let sum = 0;
  let most = 0;
  for (const value of values) {
    sum += value;
    most = Math.max(most, value);
  }
  return { mean: sum / Math.max(1, values.length), most };
}
