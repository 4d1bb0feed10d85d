/** A weight to four places, small and large ones in powers of ten. */
export function weightText(value: number, notFinite: string): string {
  if (!Number.isFinite(value)) return notFinite;
  const size = Math.abs(value);
  const text = size !== 0 && (size >= 10_000 || size < 0.0005) ? value.toExponential(2) : value.toFixed(4);
  return text.replaceAll('-', '−');
}
