/** What the charts show, worked out from what the core measured: medians, quartiles, factors a layer, ranges of axes. */

import { quantile } from '../../history';
import type { LaneSignals } from '../../session/looks/signals';
import { DEAD, SATURATED } from '../../views/network';

/** Of each layer of weights: pre-activations, activations, and the loss's derivatives by z and by the weights. */
export const QUANTITIES = ['z', 'a', 'delta', 'gradient'] as const;
export type Quantity = (typeof QUANTITIES)[number];
/** Theory has no fourth: the mean over examples of a weight's gradient hangs on how alike the examples are. */
const THEORY = 3;

/** The middle of the runs and the quartiles around it; null where there is no finite number. */
export interface Middle {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}
export type Value = Middle | null;

/** The median over the runs, layer by layer; a run whose numbers are not finite counts as larger than all. */
export function spreads(
  values: Float64Array,
  layers: number,
  quantity: Quantity,
  runs = values.length / (layers * QUANTITIES.length),
): readonly Value[] {
  const place = QUANTITIES.indexOf(quantity);
  return Array.from({ length: layers }, (_, layer) => {
    const found = Array.from({ length: runs }, (_, run) => {
      const value = values[(run * layers + layer) * QUANTITIES.length + place] ?? Number.NaN;
      return Number.isFinite(value) ? value : Number.POSITIVE_INFINITY;
    }).sort((a, b) => a - b);
    const middle = quantile(found, 0.5);
    return Number.isFinite(middle)
      ? { low: quantile(found, 0.25), middle, high: quantile(found, 0.75) }
      : null;
  });
}

/** What theory expects, layer by layer; undefined where there is none. */
export function theoryOf(
  lane: LaneSignals['start'],
  layers: number,
  quantity: Quantity,
): readonly Value[] | undefined {
  const place = QUANTITIES.indexOf(quantity);
  const values = lane?.theory?.values;
  if (values === undefined || place >= THEORY) return undefined;
  return Array.from({ length: layers }, (_, layer) => {
    const middle = values[layer * THEORY + place] ?? Number.NaN;
    return Number.isFinite(middle) ? { low: middle, middle, high: middle } : null;
  });
}

/** Share of the hidden units of each layer for which something holds. */
function shares(
  layers: readonly number[],
  holds: (unit: number, first: number) => boolean,
): readonly Value[] {
  let first = 0;
  return layers.slice(0, -1).map((units) => {
    const count = Array.from({ length: units }, (_, unit) => first + unit).filter((unit) =>
      holds(unit, first),
    ).length;
    first += units;
    const middle = count / units;
    return { low: middle, middle, high: middle };
  });
}

/** Share of each hidden layer's units that are dead or saturated. */
export function stuckShares({ state }: LaneSignals, layers: readonly number[]): readonly Value[] {
  return shares(layers, (unit) => state[unit] === DEAD || state[unit] === SATURATED);
}

/** Share of each hidden layer's units that are unlike all before them. */
export function distinctShares({ copyOf }: LaneSignals, layers: readonly number[]): readonly Value[] {
  return shares(layers, (unit) => copyOf[unit] === unit);
}

/** By what factor a quantity grows from one layer to the next, on the whole: the geometric mean, forward or back. */
export function factorOf(values: readonly Value[], back: boolean): number | undefined {
  const first = values[0]?.middle ?? 0;
  const last = values.at(-1)?.middle ?? 0;
  if (values.length < 2 || !(first > 0) || !(last > 0)) return undefined;
  const whole = back ? first / last : last / first;
  return whole ** (1 / (values.length - 1));
}

/** Past this, in either direction, a signal is said to vanish or to explode. */
const FAR = 100;

export type Fate = 'holds' | 'vanishes' | 'explodes' | 'none';

/** What becomes of a quantity between the first layer and the last. */
export function fateOf(values: readonly Value[], back: boolean): Fate {
  const from = (back ? values.at(-1) : values[0]) ?? null;
  const to = (back ? values[0] : values.at(-1)) ?? null;
  if (from === null) return 'none';
  if (to === null) return 'explodes';
  if (from.middle === 0) return 'none';
  const whole = to.middle / from.middle;
  return whole < 1 / FAR ? 'vanishes' : whole > FAR ? 'explodes' : 'holds';
}

/** Whole decades, as powers of ten, around everything above zero; at least two. */
export function decadesOf(lines: readonly (readonly Value[])[]): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of lines.flat()) {
    if (value === null) continue;
    for (const part of [value.low, value.middle, value.high])
      if (part > 0 && Number.isFinite(part)) {
        low = Math.min(low, Math.log10(part));
        high = Math.max(high, Math.log10(part));
      }
  }
  if (low > high) return [-1, 1];
  const from = Math.floor(low);
  const to = Math.ceil(high);
  return to - from >= 2
    ? [from, to]
    : low - from < to - high
      ? [Math.min(from, to - 1) - 1, to]
      : [from, from + 2];
}

/** The whole of two ranges, so that an axis grows while it is watched and does not jump back. */
export function widened(
  kept: readonly [number, number] | undefined,
  found: readonly [number, number],
): readonly [number, number] {
  return kept === undefined ? found : [Math.min(kept[0], found[0]), Math.max(kept[1], found[1])];
}

/** The median of what stands below the diagonal of a square: what two different units have in common. */
export function medianLikeness(square: Float32Array): number | undefined {
  const units = Math.round(Math.sqrt(square.length));
  const pairs = square.filter((_, place) => place % units < Math.floor(place / units));
  if (pairs.length === 0) return undefined;
  pairs.sort();
  return quantile([...pairs], 0.5);
}

/** The gain's slider: factors, from a tenth to ten, 100 stops to each decade. */
export const GAIN_STOPS = 200;

export function gainAt(stop: number): number {
  return Number((10 ** (stop / 100 - 1)).toPrecision(3));
}

export function stopOf(gain: number): number {
  if (!(gain > 0)) return 0;
  return Math.min(GAIN_STOPS, Math.max(0, Math.round(100 * (Math.log10(gain) + 1))));
}
