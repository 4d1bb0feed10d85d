/** The page's pictures, drawn again at twice their size, with what they show and the link under them. */

import type { LaneFrame, LaneSetup } from '../session/types';
import { paintField, type FieldLook } from '../views/field';
import { paintNetwork } from '../views/network';
import { readColors, type Colors } from '../views/palette';
import { caption, paint, type Drawing } from './drawing';

const RATIO = 2;
const MARGIN = 16;
/** Sides in CSS pixels; half of what is saved. */
const FIELD = 448;
const NETWORK = { width: 640, height: 420 } as const;
/** Columns of a deep network need some room each. */
const COLUMN = 62;

export interface Caption {
  readonly title: string;
  readonly link: string;
}

/** The colours of a theme, whichever the page wears. */
export function colorsOf(theme: 'light' | 'dark'): Colors {
  const root = document.documentElement;
  const worn = root.dataset['theme'];
  root.dataset['theme'] = theme;
  const colors = readColors(root);
  // Nothing is painted between, so nobody sees it change.
  if (worn === undefined) delete root.dataset['theme'];
  else root.dataset['theme'] = worn;
  return colors;
}

function sheet(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * RATIO);
  canvas.height = Math.round(height * RATIO);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser draws no canvas');
  context.scale(RATIO, RATIO);
  return context;
}

async function png({ canvas }: CanvasRenderingContext2D): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('This browser makes no PNG of this size'));
      else resolve(blob);
    }, 'image/png');
  });
}

async function framed(
  width: number,
  height: number,
  colors: Colors,
  { title, link }: Caption,
  draw: (context: CanvasRenderingContext2D) => void,
): Promise<Blob> {
  const whole = width + 2 * MARGIN;
  const foot = caption(title, link, whole, height + MARGIN + 6, colors.ink, colors.faint);
  const tall = height + MARGIN + 6 + foot.height;
  const context = sheet(whole, tall);
  context.fillStyle = colors.surface;
  context.fillRect(0, 0, whole, tall);
  context.save();
  context.translate(MARGIN, MARGIN);
  draw(context);
  context.restore();
  paint(context, {
    width: whole,
    height: tall,
    font: colors.font,
    clip: [0, 0, whole, tall],
    shapes: foot.shapes,
  });
  return png(context);
}

export async function fieldPicture(
  { field, summary }: LaneFrame,
  setup: LaneSetup,
  colors: Colors,
  look: Pick<FieldLook, 'test'>,
  text: Caption,
): Promise<Blob> {
  if (field === undefined) throw new Error('The frame has no field');
  const size = { width: FIELD, height: FIELD };
  return framed(FIELD, FIELD, colors, text, (context) => {
    const box = new Path2D();
    box.rect(0, 0, FIELD, FIELD);
    // Points at the rim do not reach over it.
    context.clip(box);
    paintField(context, size, field, setup, colors, {
      test: look.test,
      lost: summary.replicas[0]?.diverged !== undefined,
      bare: false,
      runs: [],
    });
  });
}

export async function networkPicture(
  { network }: LaneFrame,
  setup: LaneSetup,
  colors: Colors,
  names: readonly string[],
  text: Caption,
): Promise<Blob> {
  if (network === undefined) throw new Error('The frame has no network');
  const size = {
    width: Math.max(NETWORK.width, (setup.layers.length + 1) * COLUMN),
    height: NETWORK.height,
  };
  return framed(size.width, size.height, colors, text, (context) => {
    paintNetwork(context, size, network, setup, colors, names);
  });
}

/** An open view as it stands on the page, in the page's own colours; tables that can be opened are left out. */
export async function viewPicture(view: HTMLElement, colors: Colors, text: Caption): Promise<Blob> {
  const { snapdom } = await import('@zumer/snapdom');
  const { clientWidth: width, clientHeight: height } = view;
  const picture = await snapdom.toCanvas(view, { scale: RATIO, dpr: 1, exclude: ['details'] });
  return framed(width, height, colors, text, (context) => {
    context.drawImage(picture, 0, 0, width, height);
  });
}

export async function drawnPicture(drawing: Drawing): Promise<Blob> {
  const context = sheet(drawing.width, drawing.height);
  paint(context, drawing);
  return png(context);
}
