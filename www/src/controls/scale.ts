/** Where a value stands on a slider, and the value at a place on it. */

import type { Kind } from '../schema';

export const SLIDER_STEPS = 200;

/** A range this many times its start is easier to set by factors than by differences. */
const WIDE = 500;
/** How far below the top a logarithmic slider that starts at zero begins: six decades. */
const DEPTH = 1e-6;

/** A logarithmic range of fewer factors than this has stops nearer to each other than two digits. */
const FEW = 1000;

interface Range {
  readonly min: number;
  readonly max: number;
  readonly log: boolean;
  readonly whole: boolean;
}

export function rangeOf(kind: Kind): Range | undefined {
  switch (kind.kind) {
    case 'integer':
      return { ...kind, log: kind.min > 0 && kind.max / kind.min >= WIDE, whole: true };
    case 'real':
    case 'each_real':
      return { ...kind, whole: false };
    case 'flag':
    case 'choice':
    case 'choices':
    case 'integers':
    case 'each_choice':
    case 'points':
      return undefined;
  }
}

/** A number that reads well: three digits, or two where a slider is coarser than that. */
function round(value: number, digits: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(digits));
}

/** The leftmost stop above zero of a logarithmic slider. */
function floor(range: Range): number {
  return range.min > 0 ? range.min : range.max * DEPTH;
}

export function positionOf(value: number, range: Range): number {
  if (!range.log) return ((value - range.min) / (range.max - range.min)) * SLIDER_STEPS;
  const low = floor(range);
  if (value < low) return 0;
  const share = Math.log(value / low) / Math.log(range.max / low);
  // Where the range starts at zero, zero has the first stop to itself.
  const start = range.min > 0 ? 0 : 1;
  return start + share * (SLIDER_STEPS - start);
}

export function valueAt(position: number, range: Range): number {
  if (!range.log) {
    const value = range.min + (position / SLIDER_STEPS) * (range.max - range.min);
    const step = (range.max - range.min) / SLIDER_STEPS;
    // A tenth of the slider's own step, so that stops read 0.5 and not 0.49999.
    const digits = Math.max(0, Math.ceil(-Math.log10(step)));
    const rounded = range.whole ? Math.round(value) : Number(value.toFixed(digits));
    // Rounding may leave a range that ends between two stops.
    return Math.min(range.max, Math.max(range.min, rounded));
  }
  const start = range.min > 0 ? 0 : 1;
  if (position < start) return range.min;
  const low = floor(range);
  const share = (position - start) / (SLIDER_STEPS - start);
  const value = low * (range.max / low) ** share;
  // Over a few factors only, two digits would be coarser than the stops.
  const digits = range.max / low < FEW ? 3 : 2;
  const rounded = range.whole ? Math.round(round(value, 2)) : round(value, digits);
  return Math.min(range.max, Math.max(range.min, rounded));
}
