/** Draws a loss surface: the loss in colour, lines of equal loss, and the runs' paths. */

import { trace } from '../../views/boundary';
import { sheet, squareOf } from '../../views/magnitudes';
import type { Colors } from '../../views/palette';
import { Surface, type Size } from '../../views/surface';
import { shareOf, type Path, type Point, type Scale } from './data';

export interface Picture {
  /** The square's lowest coordinates, and its side. */
  readonly square: Float64Array;
  readonly side: number;
  readonly values: Float64Array;
  readonly scale: Scale | undefined;
  readonly levels: readonly number[];
  readonly paths: readonly Path[];
}

const HALO = 3.5;
/** With more paths than this each is drawn thinner. */
const CROWD = 8;

export class SurfaceView {
  readonly #surface: Surface;
  #picture: Picture | undefined;
  #present: readonly Point[] = [];
  #trails: readonly Path[] = [];
  #colors: Colors | undefined;
  #mark: readonly [number, number] | undefined;
  /** The loss, the lines and the paths, drawn once and kept until they, the size or the colours change. */
  #ground: { readonly key: readonly unknown[]; readonly canvas: HTMLCanvasElement } | undefined;

  constructor(canvas: HTMLCanvasElement) {
    this.#surface = new Surface(canvas, () => {
      this.paint();
    });
  }

  dress(colors: Colors): void {
    this.#colors = colors;
  }

  /** `trails` are the paths since the surface was made, `present` where the runs are now. */
  show(picture: Picture | undefined, trails: readonly Path[], present: readonly Point[]): void {
    this.#picture = picture;
    this.#trails = trails;
    this.#present = present;
  }

  /** Marks a place of the lattice, by its column and row. */
  mark(place: readonly [number, number] | undefined): void {
    this.#mark = place;
  }

  /** The column and row of the lattice nearest to a place on the canvas. */
  nearest(x: number, y: number): readonly [number, number] | undefined {
    const { width, height } = this.#surface.size;
    const last = (this.#picture?.side ?? 0) - 1;
    if (last < 1 || width === 0 || height === 0) return undefined;
    const within = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * last);
    return [within(x / width), within(1 - y / height)];
  }

  release(): void {
    this.#surface.release();
  }

  paint(): void {
    const picture = this.#picture;
    const colors = this.#colors;
    this.#surface.draw((context, size) => {
      if (colors === undefined) return;
      if (picture === undefined || picture.side === 0) {
        context.fillStyle = colors.rule;
        context.fillRect(0, 0, size.width, size.height);
        return;
      }
      context.drawImage(this.#groundOf(picture, size, colors), 0, 0, size.width, size.height);
      const [place, crowd] = [placing(picture, size), picture.paths.length > CROWD];
      for (const trail of this.#trails) drawPath(context, trail, place, colors, crowd, [5, 3]);
      for (const path of picture.paths) drawStart(context, path[0], place, colors, crowd);
      for (const point of this.#present) drawPresent(context, point, place, colors, crowd);
      this.#drawMark(context, picture, size, colors);
    });
  }

  #groundOf(picture: Picture, size: Size, colors: Colors): HTMLCanvasElement {
    const { width, height } = this.#surface.canvas;
    const key = [width, height, picture, colors];
    const kept = this.#ground;
    if (kept?.key.every((part, index) => part === key[index]) === true) return kept.canvas;
    const context = sheet(width, height);
    context.setTransform(width / size.width, 0, 0, height / size.height, 0, 0);
    context.fillStyle = colors.rule;
    context.fillRect(0, 0, size.width, size.height);
    this.#paintLoss(context, picture, size, colors);
    drawLines(context, picture, size, colors);
    const crowd = picture.paths.length > CROWD;
    for (const path of picture.paths) drawPath(context, path, placing(picture, size), colors, crowd, []);
    this.#ground = { key, canvas: context.canvas };
    return context.canvas;
  }

  #paintLoss(
    context: CanvasRenderingContext2D,
    { side, values, scale }: Picture,
    size: Size,
    colors: Colors,
  ): void {
    if (scale === undefined) return;
    const shares = values.map((_, place) => {
      // Row 0 of the lattice is at the bottom.
      const row = side - 1 - Math.floor(place / side);
      return shareOf(scale, values[row * side + (place % side)] ?? Number.NaN);
    });
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = 'high';
    // The outermost places are on the square's sides.
    context.drawImage(squareOf(shares, colors), 0.5, 0.5, side - 1, side - 1, 0, 0, size.width, size.height);
  }

  #drawMark(context: CanvasRenderingContext2D, picture: Picture, size: Size, colors: Colors): void {
    if (this.#mark === undefined) return;
    const last = picture.side - 1;
    const x = (this.#mark[0] / last) * size.width;
    const y = (1 - this.#mark[1] / last) * size.height;
    const cross = new Path2D();
    cross.moveTo(x - 9, y);
    cross.lineTo(x + 9, y);
    cross.moveTo(x, y - 9);
    cross.lineTo(x, y + 9);
    haloed(context, cross, colors.halo, colors.ink, 1.5);
  }
}

type Placing = (point: Point) => readonly [number, number];

function placing({ square: [left = 0, bottom = 0, width = 1] }: Picture, size: Size): Placing {
  return ({ x, y }) => [((x - left) / width) * size.width, (1 - (y - bottom) / width) * size.height];
}

function haloed(
  context: CanvasRenderingContext2D,
  path: Path2D,
  halo: string,
  color: string,
  width: number,
): void {
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.strokeStyle = halo;
  context.lineWidth = width + HALO - 1;
  context.stroke(path);
  context.strokeStyle = color;
  context.lineWidth = width;
  context.stroke(path);
}

function drawLines(context: CanvasRenderingContext2D, picture: Picture, size: Size, colors: Colors): void {
  const { side, values, scale, levels } = picture;
  if (scale === undefined) return;
  // The lines go around what is not finite as around what is highest.
  const heights = values.map((value) => (Number.isFinite(value) ? value : scale.high));
  const path = new Path2D();
  for (const level of levels)
    trace(
      path,
      heights,
      side,
      level,
      (column) => (column / (side - 1)) * size.width,
      (row) => (1 - row / (side - 1)) * size.height,
    );
  context.strokeStyle = colors.ink;
  context.globalAlpha = 0.3;
  context.lineWidth = 0.75;
  context.stroke(path);
  context.globalAlpha = 1;
}

function drawPath(
  context: CanvasRenderingContext2D,
  points: Path,
  place: Placing,
  colors: Colors,
  crowd: boolean,
  dash: readonly number[],
): void {
  const path = new Path2D();
  points.forEach((point, index) => {
    const at = place(point);
    if (index === 0) path.moveTo(...at);
    else path.lineTo(...at);
  });
  context.setLineDash(dash);
  haloed(context, path, colors.halo, laneColor(colors, points[0]), crowd ? 1 : 2);
  context.setLineDash([]);
  if (crowd || dash.length > 0) return;
  context.fillStyle = laneColor(colors, points[0]);
  for (const point of points) {
    context.beginPath();
    context.arc(...place(point), 2, 0, 2 * Math.PI);
    context.fill();
  }
}

function laneColor(colors: Colors, point: Point | undefined): string {
  return colors.lanes[point?.lane ?? 0] ?? colors.ink;
}

/** A ring. */
function drawStart(
  context: CanvasRenderingContext2D,
  point: Point | undefined,
  place: Placing,
  colors: Colors,
  crowd: boolean,
): void {
  if (point === undefined) return;
  const ring = new Path2D();
  ring.arc(...place(point), crowd ? 3 : 5, 0, 2 * Math.PI);
  context.fillStyle = colors.halo;
  context.fill(ring);
  haloed(context, ring, colors.halo, laneColor(colors, point), crowd ? 1.25 : 2);
}

/** A disc with the lane's number, or without it where there are many. */
function drawPresent(
  context: CanvasRenderingContext2D,
  point: Point,
  place: Placing,
  colors: Colors,
  crowd: boolean,
): void {
  const [x, y] = place(point);
  const radius = crowd ? 3.5 : 8;
  const disc = new Path2D();
  disc.arc(x, y, radius, 0, 2 * Math.PI);
  context.strokeStyle = colors.halo;
  context.lineWidth = 3;
  context.stroke(disc);
  context.fillStyle = laneColor(colors, point);
  context.fill(disc);
  if (crowd) return;
  context.font = `600 11px ${colors.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = colors.surface;
  context.fillText(String(point.lane + 1), x, y + 0.5);
}
