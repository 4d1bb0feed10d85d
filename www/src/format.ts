/** Numbers as the visitor reads them, in slots that do not move. */

export interface Formats {
  /** 12,480 */
  readonly count: (value: number) => string;
  /** 12K, for axes. */
  readonly compact: (value: number) => string;
  /** 0.412; small and large numbers in powers of ten. */
  readonly loss: (value: number | null) => string;
  /** 92.6% */
  readonly percent: (value: number | null) => string;
  /** 90% */
  readonly share: (value: number) => string;
  /** −1.20 */
  readonly coordinate: (value: number) => string;
  /** An axis label. */
  readonly plain: (value: number) => string;
  /** A number of the experiment, as it would be typed. */
  readonly exact: (value: number) => string;
}

const NOTHING = '—';

/** Whole numbers in groups of three. */
const count = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

/** With a minus sign in place of a hyphen; what is rounded to nothing has no sign. */
export const minus = (text: string): string => text.replace(/^-(?=[0.]+%?$)/, '').replace('-', '−');

/** Three digits, which the labels of an axis need: 1.25K stands between 1K and 1.5K. */
const brief = (value: number): number => Number(value.toPrecision(3));

/**
 * English and Korean write numbers alike, so that no formatter of the browser's is needed: each takes
 * milliseconds to make, and the first figures would wait for four.
 */
export const formats: Formats = {
  count,
  compact: (value) =>
    value < 1e3 ? String(value) : value < 1e6 ? `${brief(value / 1e3)}K` : `${brief(value / 1e6)}M`,
  loss: (value) => {
    if (value === null || !Number.isFinite(value)) return NOTHING;
    const size = Math.abs(value);
    return size !== 0 && (size >= 1000 || size < 0.0005) ? value.toExponential(1) : value.toFixed(3);
  },
  percent: (value) => (value === null || !Number.isFinite(value) ? NOTHING : `${(100 * value).toFixed(1)}%`),
  share: (value) => `${(100 * value).toFixed(0)}%`,
  coordinate: (value) => minus(value.toFixed(2)),
  plain: (value) =>
    Math.abs(value) >= 1e5 || (value !== 0 && Math.abs(value) < 1e-4)
      ? value.toExponential(0)
      : String(Number(value.toPrecision(3))),
  exact: (value) => {
    const size = Math.abs(value);
    const isLong = !Number.isSafeInteger(value) && (size >= 1e7 || size < 1e-4);
    return isLong ? value.toExponential() : String(value);
  },
};
