/** The colours the canvases draw with, read from the style sheet so that they exist once. */

import {
  converter,
  interpolate,
  modeOklab,
  modeOklch,
  modeRgb,
  useMode as register,
  type Rgb,
} from 'culori/fn';
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
  readonly font: string;
  readonly core: Palette;
}

// Only what the style sheet and the scales speak; the library knows thirty more.
register(modeOklab);
register(modeOklch);
register(modeRgb);
const rgb = converter('rgb');

function toRgb(text: string): Rgb {
  const color = rgb(text);
  if (color === undefined) throw new Error(`Not a colour: ${text}`);
  return color;
}

function bytes(colors: readonly Rgb[]): Uint8Array {
  const channel = (value: number): number => Math.round(255 * Math.min(1, Math.max(0, value)));
  return Uint8Array.from(colors.flatMap(({ r, g, b }) => [channel(r), channel(g), channel(b), 255]));
}

/**
 * A straight line in OKLab from each end to the middle: equal differences of the value are equal
 * differences to the eye (Ottosson 2020, "A perceptual color space for image processing").
 */
function diverging(negative: string, middle: string, positive: string): Uint8Array {
  const along = interpolate([negative, middle, positive], 'oklab');
  return bytes(Array.from({ length: 256 }, (_, index) => rgb(along(index / 255))));
}

export function readColors(root: Element): Colors {
  const style = getComputedStyle(root);
  const get = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const several = (name: string, count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => get(`${name}-${index + 1}`));
  const many = several('class', MOST_CLASSES);
  // Regions are paler than the points on them, as they are where there are two classes.
  const regions = many.map((color) => rgb(interpolate([get('field-zero'), color], 'oklab')(REGION)));
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
    font: get('font'),
    core: {
      diverging: diverging(get('field-negative'), get('field-zero'), get('field-positive')),
      classes: bytes(regions),
      background: bytes([toRgb(get('field-zero'))]),
    },
  };
}
