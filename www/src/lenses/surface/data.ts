/** What the core answers about a loss surface, in the form in which it is drawn and told. */

/** A run at a step. */
export interface Point {
  readonly lane: number;
  readonly replica: number;
  readonly step: number;
  readonly x: number;
  readonly y: number;
  /** Distance from the plane. */
  readonly distance: number;
  /** The loss of the run itself; NaN until it is known. */
  readonly loss: number;
}

/** A run's points, from the first step to the newest. */
export type Path = readonly Point[];

/** The numbers of each point, as the core gives them. */
const NUMBERS = 6;

export function pointsOf(numbers: Float64Array, withLoss: boolean): readonly Point[] {
  const each = NUMBERS + (withLoss ? 1 : 0);
  return Array.from({ length: numbers.length / each }, (_, index) => {
    const [lane = 0, replica = 0, step = 0, x = 0, y = 0, distance = 0, loss = Number.NaN] = numbers.subarray(
      index * each,
      (index + 1) * each,
    );
    return { lane, replica, step, x, y, distance, loss };
  });
}

export function pathsOf(points: readonly Point[]): readonly Path[] {
  const paths: Point[][] = [];
  for (const point of points) {
    const last = paths.at(-1);
    const [first] = last ?? [];
    if (last !== undefined && first?.lane === point.lane && first.replica === point.replica) last.push(point);
    else paths.push([point]);
  }
  return paths;
}

/** A scale of losses: the range, and where a loss stands in it, from 0 to 1. */
export interface Scale {
  readonly log: boolean;
  readonly low: number;
  readonly high: number;
}

/** The range of what is finite; on a logarithmic scale also of what is above 0. Undefined where there is nothing. */
export function scaleOf(values: Float64Array, log: boolean): Scale | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value) || (log && value <= 0)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? { log, low, high } : undefined;
}

/** NaN for what is not finite. */
export function shareOf({ log, low, high }: Scale, value: number): number {
  if (!Number.isFinite(value)) return Number.NaN;
  if (low === high) return 0;
  const share = log
    ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
    : (value - low) / (high - low);
  return Math.min(1, Math.max(0, share));
}

/** A logarithmic scale that spans less has lines at even distances all the same. */
const WIDE = 8;
/** Lines past so many are a hatching. */
const MOST_LEVELS = 14;

/** Round losses within the scale, for lines and for the legend. */
export function levelsOf({ log, low, high }: Scale): readonly number[] {
  if (!(high > low)) return [];
  if (log && high / low >= WIDE) {
    const decades = Math.log10(high / low);
    const of = decades > 6 ? [1] : decades > 3 ? [1, 3] : [1, 2, 5];
    const levels: number[] = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1)
      for (const digit of of) levels.push(Number(`${digit}e${power}`));
    const inside = levels.filter((level) => level > low && level < high);
    const every = Math.ceil(inside.length / MOST_LEVELS);
    return inside.filter((_, index) => index % every === 0);
  }
  const rough = (high - low) / MOST_LEVELS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((digit) => digit * power >= rough) ?? 10);
  const first = Math.floor(low / step) + 1;
  const count = Math.max(0, Math.ceil(high / step) - first);
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** Indices of at most so many entries of a list, evenly, with the first and the last. */
export function evenly(length: number, most: number): readonly number[] {
  if (length <= most) return Array.from({ length }, (_, index) => index);
  return Array.from({ length: most }, (_, index) => Math.round((index * (length - 1)) / (most - 1)));
}
