/** Numbers as the visitor reads them, in his language and in slots that do not move. */

import type { Language } from './messages';

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

/** A formatter that is made when it is first used: each takes milliseconds. */
function lazy(language: string, options?: Intl.NumberFormatOptions): (value: number) => string {
  let made: Intl.NumberFormat | undefined;
  return (value) => (made ??= new Intl.NumberFormat(language, options)).format(value);
}

export function formatsIn(language: Language): Formats {
  const grouped = lazy(language);
  // Below a thousand nothing is grouped, and the page's first numbers need not wait for a formatter.
  const count = (value: number): string =>
    Number.isInteger(value) && value >= 0 && value < 1000 ? String(value) : grouped(value);
  const compact = lazy('en', { notation: 'compact' });
  const three = lazy(language, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const two = lazy(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const percent = lazy(language, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const share = lazy(language, { style: 'percent', maximumFractionDigits: 0 });
  const plain = lazy(language, { maximumSignificantDigits: 3, useGrouping: false });
  return {
    count,
    compact,
    loss: (value) => {
      if (value === null || !Number.isFinite(value)) return NOTHING;
      const size = Math.abs(value);
      return size !== 0 && (size >= 1000 || size < 0.0005) ? value.toExponential(1) : three(value);
    },
    percent: (value) => (value === null || !Number.isFinite(value) ? NOTHING : percent(value)),
    share,
    coordinate: (value) => two(value).replace('-', '−'),
    plain: (value) =>
      Math.abs(value) >= 1e5 || (value !== 0 && Math.abs(value) < 1e-4)
        ? value.toExponential(0)
        : plain(value),
    exact: (value) => {
      const size = Math.abs(value);
      return size !== 0 && (size >= 1e7 || size < 1e-4) ? value.toExponential() : String(value);
    },
  };
}
