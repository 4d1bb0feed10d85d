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

export function formatsIn(language: Language): Formats {
  const count = new Intl.NumberFormat(language);
  const compact = new Intl.NumberFormat('en', { notation: 'compact' });
  const three = new Intl.NumberFormat(language, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const two = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(language, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const plain = new Intl.NumberFormat(language, { maximumSignificantDigits: 3, useGrouping: false });
  return {
    count: (value) => count.format(value),
    compact: (value) => compact.format(value),
    loss: (value) => {
      if (value === null || !Number.isFinite(value)) return NOTHING;
      const size = Math.abs(value);
      return size !== 0 && (size >= 1000 || size < 0.0005) ? value.toExponential(1) : three.format(value);
    },
    percent: (value) => (value === null || !Number.isFinite(value) ? NOTHING : percent.format(value)),
    share: (value) => share.format(value),
    coordinate: (value) => two.format(value).replace('-', '−'),
    plain: (value) =>
      Math.abs(value) >= 1e5 || (value !== 0 && Math.abs(value) < 1e-4)
        ? value.toExponential(0)
        : plain.format(value),
    exact: (value) => {
      const size = Math.abs(value);
      return size !== 0 && (size >= 1e7 || size < 1e-4) ? value.toExponential() : String(value);
    },
  };
}
