/** The colours the canvases draw with, read from the style sheet so that they exist once. */

import type { Palette } from '../session/types';

export const MOST_CLASSES = 5;
const MOST_LANES = 4;
/** How much of a class's colour its region has. */
const REGION = 0.58;

export interface Colors {
  readonly ink: string;
  readonly faint: string;
  readonly rule: string;
  readonly paper: string;
  readonly surface: string;
  readonly halo: string;
  /** Edges of negative and positive weights. */
  readonly negative: string;
  readonly positive: string;
  /** Points of two classes (class 0 is the field's negative end), and of more. */
  readonly two: readonly string[];
  readonly many: readonly string[];
  readonly lanes: readonly string[];
  /** Magnitudes: nothing, and the most there can be. */
  readonly scale: readonly [string, string];
  readonly font: string;
  readonly core: Palette;
}

/** Lightness, green to red, blue to yellow. */
type OkLab = readonly [number, number, number];

/**
 * Colours in OKLab. The browser reads them: a mixture of a colour with itself is the colour, in the
 * mixture's space. All are set before the first is asked for, so that styles are computed once.
 */
function oklabOf(root: Element, colors: readonly string[]): (color: string) => OkLab {
  const host = document.createElement('div');
  for (const color of colors) {
    const probe = document.createElement('i');
    probe.style.color = `color-mix(in oklab, ${color}, ${color})`;
    host.append(probe);
  }
  root.append(host);
  const read = new Map<string, OkLab>();
  [...host.children].forEach((probe, index) => {
    const text = getComputedStyle(probe).color;
    const [l, a, b] = text.match(/-?[\d.]+(e-?\d+)?/g)?.map(Number) ?? [];
    if (text.startsWith('oklab(') && l !== undefined && a !== undefined && b !== undefined)
      read.set(colors[index] ?? '', [l, a, b]);
  });
  host.remove();
  return (color) => {
    const lab = read.get(color);
    if (lab === undefined) throw new Error(`Not a colour: ${color}`);
    return lab;
  };
}

/** On the straight line from one colour to another. */
function between(from: OkLab, to: OkLab, share: number): OkLab {
  const [l, a, b] = from.map((start, index) => start + ((to[index] ?? 0) - start) * share);
  return [l ?? 0, a ?? 0, b ?? 0];
}

/** As sRGB with full opacity, what lies outside of it cut off; matrices of Ottosson 2020. */
function bytesOf([lightness, a, b]: OkLab): readonly number[] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const channels = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((linear) => {
    const encoded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
    return Math.round(255 * Math.min(1, Math.max(0, encoded)));
  });
  return [...channels, 255];
}

/**
 * A straight line in OKLab from each end to the middle: equal differences of the value are equal
 * differences to the eye (Ottosson 2020, "A perceptual color space for image processing").
 */
function diverging(negative: OkLab, middle: OkLab, positive: OkLab): Uint8Array {
  return Uint8Array.from(
    Array.from({ length: 256 }, (_, index) => {
      const value = (2 * index) / 255 - 1;
      return bytesOf(between(middle, value < 0 ? negative : positive, Math.abs(value)));
    }).flat(),
  );
}

export function readColors(root: Element): Colors {
  const style = getComputedStyle(root);
  const get = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const several = (name: string, count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => get(`${name}-${index + 1}`));
  const many = several('class', MOST_CLASSES);
  const ends = ['field-negative', 'field-zero', 'field-positive'].map(get);
  const lab = oklabOf(root, [...ends, ...many]);
  const [negative, zero, positive] = ends.map(lab);
  if (negative === undefined || zero === undefined || positive === undefined) throw new Error('No scale');
  const core: Palette = {
    diverging: diverging(negative, zero, positive),
    // Regions are paler than the points on them, as they are where there are two classes.
    classes: Uint8Array.from(many.flatMap((color) => bytesOf(between(zero, lab(color), REGION)))),
    background: Uint8Array.from(bytesOf(zero)),
  };
  return {
    ink: get('ink'),
    faint: get('ink-2'),
    rule: get('rule'),
    paper: get('paper'),
    surface: get('surface'),
    halo: get('halo'),
    negative: get('edge-negative'),
    positive: get('edge-positive'),
    two: [get('point-negative'), get('point-positive')],
    many,
    lanes: several('lane', MOST_LANES),
    scale: [get('scale-low'), get('scale-high')],
    font: get('font'),
    core,
  };
}
