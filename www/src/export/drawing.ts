/** Shapes that are drawn alike on a canvas and into an SVG file. */

export type Place = readonly [x: number, y: number];

export type Shape =
  | {
      readonly kind: 'rect';
      readonly at: Place;
      readonly size: Place;
      readonly fill: string;
      readonly corner?: number;
    }
  | {
      readonly kind: 'line';
      readonly places: readonly Place[];
      readonly stroke: string;
      readonly width: number;
      readonly dash?: readonly number[];
      readonly clip?: boolean;
    }
  | {
      readonly kind: 'area';
      readonly places: readonly Place[];
      readonly fill: string;
      readonly opacity: number;
      readonly clip?: boolean;
    }
  | {
      readonly kind: 'text';
      readonly at: Place;
      readonly text: string;
      readonly size: number;
      readonly fill: string;
      readonly anchor?: 'start' | 'middle' | 'end';
      readonly bold?: boolean;
    };

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly font: string;
  /** Where shapes that are clipped may be seen: left, top, right, bottom. */
  readonly clip: readonly [number, number, number, number];
  readonly shapes: readonly Shape[];
}

export function paint(context: CanvasRenderingContext2D, drawing: Drawing): void {
  const [left, top, right, bottom] = drawing.clip;
  for (const shape of drawing.shapes) {
    context.save();
    if ('clip' in shape && shape.clip) {
      context.beginPath();
      context.rect(left, top, right - left, bottom - top);
      context.clip();
    }
    context.beginPath();
    switch (shape.kind) {
      case 'rect':
        context.fillStyle = shape.fill;
        context.roundRect(...shape.at, ...shape.size, shape.corner ?? 0);
        context.fill();
        break;
      case 'line':
      case 'area':
        shape.places.forEach(([x, y], index) => {
          if (index === 0) context.moveTo(x, y);
          else context.lineTo(x, y);
        });
        if (shape.kind === 'area') {
          context.globalAlpha = shape.opacity;
          context.fillStyle = shape.fill;
          context.fill();
        } else {
          context.lineJoin = 'round';
          context.lineWidth = shape.width;
          context.strokeStyle = shape.stroke;
          context.setLineDash([...(shape.dash ?? [])]);
          context.stroke();
        }
        break;
      case 'text':
        context.font = `${shape.bold === true ? '600 ' : ''}${shape.size}px ${drawing.font}`;
        context.textAlign = shape.anchor === 'middle' ? 'center' : (shape.anchor ?? 'start');
        context.fillStyle = shape.fill;
        context.fillText(shape.text, ...shape.at);
    }
    context.restore();
  }
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A hundredth of a pixel is finer than anyone sees. */
function short(value: number): string {
  return String(Number(value.toFixed(2)));
}

function svgOf(shape: Shape): string {
  const clip = 'clip' in shape && shape.clip ? ' clip-path="url(#plot)"' : '';
  const path = (places: readonly Place[]): string =>
    places.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`).join('');
  switch (shape.kind) {
    case 'rect':
      return `<rect x="${short(shape.at[0])}" y="${short(shape.at[1])}" width="${short(shape.size[0])}" height="${short(shape.size[1])}" rx="${shape.corner ?? 0}" fill="${shape.fill}"/>`;
    case 'line':
      return `<path d="${path(shape.places)}" fill="none" stroke="${shape.stroke}" stroke-width="${shape.width}" stroke-linejoin="round"${shape.dash === undefined ? '' : ` stroke-dasharray="${shape.dash.join(' ')}"`}${clip}/>`;
    case 'area':
      return `<path d="${path(shape.places)}Z" fill="${shape.fill}" fill-opacity="${shape.opacity}"${clip}/>`;
    case 'text':
      return `<text x="${short(shape.at[0])}" y="${short(shape.at[1])}" font-size="${shape.size}" fill="${shape.fill}"${shape.anchor === undefined ? '' : ` text-anchor="${shape.anchor}"`}${shape.bold === true ? ' font-weight="600"' : ''}>${escape(shape.text)}</text>`;
  }
}

/** A file that stands by itself; `title` is what a screen reader says. */
export function toSvg(drawing: Drawing, title: string): string {
  const [left, top, right, bottom] = drawing.clip;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${drawing.width}" height="${drawing.height}" viewBox="0 0 ${drawing.width} ${drawing.height}" font-family="${escape(drawing.font)}" role="img">
<title>${escape(title)}</title>
<clipPath id="plot"><rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}"/></clipPath>
${drawing.shapes.map(svgOf).join('\n')}
</svg>
`;
}

/** The widths of letters for their size, in the widest of the usual fonts: a text may end early, and never runs out. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[\u1100-\uFFFF]/, 1],
  [/[%@mwMW]/, 0.98],
  [/[A-Z]/, 0.72],
  [/[.,:;!'|/il]/, 0.36],
];
const USUAL_WIDTH = 0.64;

/** The width of a text, nearly. */
export function widthOf(text: string, size: number): number {
  return Array.from(text).reduce(
    (sum, letter) => sum + size * (WIDTHS.find(([kind]) => kind.test(letter))?.[1] ?? USUAL_WIDTH),
    0,
  );
}

/** A text in lines, cut wherever a line is full: a link has no blanks. */
function linesOf(text: string, size: number, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const letter of text) {
    if (widthOf(line + letter, size) > width) {
      lines.push(line);
      line = '';
    }
    line += letter;
  }
  return line === '' ? lines : [...lines, line];
}

const MARGIN = 16;
const TITLE = 13;
const SMALL = 10;
const LINE = 14;
/** A link longer than this many lines, as one with drawn points is, is cut: nobody types it off a picture. */
const MOST_LINES = 12;
const MOST_MEASURED = 3000;

/** A line on what is to be seen, and the link, under a picture of this width. */
export function caption(
  title: string,
  link: string,
  width: number,
  top: number,
  ink: string,
  faint: string,
): { readonly shapes: readonly Shape[]; readonly height: number } {
  // What is cut off anyway is not measured.
  const wrapped = linesOf(link.slice(0, MOST_MEASURED), SMALL, width - 2 * MARGIN);
  const lines = wrapped.slice(0, MOST_LINES);
  if (wrapped.length > MOST_LINES) lines[MOST_LINES - 1] = `${(lines[MOST_LINES - 1] ?? '').slice(0, -1)}…`;
  const size = Math.min(TITLE, (TITLE * (width - 2 * MARGIN)) / widthOf(title, TITLE));
  return {
    shapes: [
      { kind: 'text', at: [MARGIN, top + 18], text: title, size, fill: ink, bold: true },
      ...lines.map((text, index): Shape => ({
        kind: 'text',
        at: [MARGIN, top + 36 + index * LINE],
        text,
        size: SMALL,
        fill: faint,
      })),
    ],
    height: 36 + lines.length * LINE,
  };
}
