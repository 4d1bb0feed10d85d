/** Draws one chart of learning curves: every lane's dev (solid) and train (dashed) line. */

import { quantile, type Curve, type History, type RunFigures } from '../history';
import { late } from '../late';
import { ChangeTicks, type TickText } from './change-ticks';
import {
  type Chart,
  type Column,
  drawAxes,
  drawBand,
  drawLine,
  type LaneLines,
  nearest,
  within,
} from './chart';
import { drawEnds, drawMarks, drawNumbers, drawSpikes, drawViewed } from './curve-marks';
import type { Colors } from './palette';
import { Surface, type Size } from './surface';

export interface CurvesOptions {
  readonly train: Curve;
  readonly dev: keyof RunFigures & Curve;
  /** A share, drawn up to 1; otherwise a loss, drawn from 0. */
  readonly share: boolean;
  readonly spread: boolean;
  /** Whether each run has a line of its own, in place of the quartiles' band. */
  readonly everyRun: boolean;
  /** What counts as solved. */
  readonly marks: readonly number[];
  /** What a change says when it is pointed at. */
  readonly tickText: TickText;
  readonly formatX: (value: number) => string;
  readonly formatY: (value: number) => string;
  /** Called with the index of the point under the pointer, or nothing. */
  readonly hover: (index: number | undefined) => void;
}

/** The share of loss values that have to fit the chart. */
const NEARLY_ALL = 0.97;
/** A loss so many times the one it began with is past showing. */
const WORTH_SHOWING = 3;
/** So many times the largest value there is no canvas left. */
const OFF_CHART = 4;
/** Room for the labels, and at the right end for the lanes' numbers. */
const MARGIN = { left: 44, top: 8, right: 18, bottom: 24 } as const;

const TRAIN = { width: 1.25, dash: [4, 3] } as const;
const DEV = { width: 2, dash: [] } as const;

function alpha(color: string, percent: number): string {
  return `color-mix(in srgb, ${color} ${percent}%, transparent)`;
}

/** A quartile among the runs that diverged runs off the chart. */
function beyond(value: number | null, top: number): number | null {
  return value === null ? null : Math.max(0, Math.min(value, top));
}

export function linesOf(history: History, options: CurvesOptions): readonly LaneLines[] {
  const finite = history.lanes.flat().map((figures) => figures[options.dev].middle ?? 0);
  const top = OFF_CHART * Math.max(1, ...finite);
  return history.lanes.map((lane) => {
    const quartiles = options.spread ? lane.map((figures) => figures[options.dev]) : [];
    return {
      train: lane.map((figures) => figures[options.train].middle),
      dev: lane.map((figures) => figures[options.dev].middle),
      high: quartiles.map(({ high }) => beyond(high, top)),
      low: quartiles.map(({ low }) => beyond(low, top)),
    };
  });
}

const numbers = (columns: readonly Column[]): number[] => columns.flat().filter((value) => value !== null);

/** Up to 1, and down to the tenth below the lowest value. */
export function shareRange(lines: readonly LaneLines[]): readonly [number, number] {
  const values = numbers(lines.flatMap(({ train, dev, high, low }) => [train, dev, high, low]));
  const lowest = values.length === 0 ? 0.5 : Math.min(...values);
  return [Math.max(0, Math.floor((lowest - 0.02) * 10) / 10), 1];
}

/**
 * From zero, so that halving a loss looks like halving it, to where nearly all values fit: a spike of a
 * few steps runs off the top instead of pressing everything else flat.
 */
export function lossRange(
  lines: readonly LaneLines[],
  ends: readonly (number | undefined)[],
): readonly [number, number] {
  // A lane that diverged would press the others flat.
  const alive = lines.filter((_, lane) => ends[lane] === undefined).map(({ train, dev }) => [train, dev]);
  const values = numbers(alive.flat()).sort((a, b) => a - b);
  if (values.length > 0) {
    const now = alive.flat().map((column) => column.findLast((value) => value !== null) ?? 0);
    return [0, Math.max(1e-6, quantile(values, NEARLY_ALL) * 1.15, ...now.map((value) => value * 1.05))];
  }
  const ended = lines.flatMap(({ train, dev }) => [train, dev]);
  const first = ended.map((column) => column.find((value) => value !== null) ?? 0);
  const most = Math.max(0, ...numbers(ended)) * 1.15;
  return [0, Math.max(1e-6, Math.min(WORTH_SHOWING * Math.max(0, ...first), most))];
}

/** A line does not go on over a change after which its figures are made another way. */
export function breaksOf(history: History, lane: number): ReadonlySet<number> {
  const found = history.changes
    .filter(({ breaks }) => breaks.has(lane))
    .map(({ step }) => history.steps.findIndex((at) => at >= step));
  return new Set(found);
}

interface Drawn {
  readonly history: History;
  readonly lanes: number;
  readonly colors: Colors;
  readonly options: CurvesOptions;
}

const runLines = late(() => import('./run-lines'));
const stopMarks = late(() => import('./stops'));

/** Charts of one training are pointed at together. */
const views = new Set<CurvesView>();

export class CurvesView {
  readonly host: HTMLElement;
  readonly #surface: Surface;
  readonly #over = document.createElement('div');
  readonly #cursor = document.createElement('i');
  readonly #ticks = new ChangeTicks();
  #drawn: Drawn | undefined;
  /** Where the pointer is, as a share of the chart's width. */
  #pointed: number | undefined;

  constructor(host: HTMLElement) {
    this.host = host;
    const canvas = document.createElement('canvas');
    this.#over.className = 'plot-over';
    this.#cursor.className = 'plot-cursor';
    this.#cursor.hidden = true;
    this.#over.append(this.#cursor);
    host.append(canvas, this.#over);
    this.#over.style.inset = `${MARGIN.top}px ${MARGIN.right}px ${MARGIN.bottom}px ${MARGIN.left}px`;
    this.#surface = new Surface(canvas, () => {
      this.#paint();
    });
    const pointAll = (share: number | undefined): void => {
      for (const view of views) if (view.#drawn?.history === this.#drawn?.history) view.#point(share);
    };
    const point = (event: PointerEvent): void => {
      const { left, width } = this.#over.getBoundingClientRect();
      pointAll(Math.max(0, Math.min(1, (event.clientX - left) / width)));
    };
    const leave = (): void => {
      pointAll(undefined);
    };
    this.#over.addEventListener('pointerdown', point);
    this.#over.addEventListener('pointermove', point);
    this.#over.addEventListener('pointerleave', leave);
    this.#over.addEventListener('pointercancel', leave);
    views.add(this);
  }

  draw(history: History, lanes: number, colors: Colors, options: CurvesOptions): void {
    this.#drawn = { history, lanes, colors, options };
    this.#paint();
  }

  release(): void {
    views.delete(this);
    this.#surface.release();
    this.host.replaceChildren();
  }

  #paint(): void {
    const drawn = this.#drawn;
    if (drawn === undefined) return;
    this.#surface.draw((context, size) => {
      this.#paintOn(context, size, drawn);
    });
    // What is pointed at may be another step now.
    if (this.#pointed !== undefined) this.#point(this.#pointed);
  }

  #paintOn(context: CanvasRenderingContext2D, { width, height }: Size, drawn: Drawn): void {
    const { history, lanes, colors, options } = drawn;
    const { steps } = history;
    const lines = linesOf(history, options).slice(0, lanes);
    const range = options.share ? shareRange(lines) : lossRange(lines, history.ends);
    const [low, high] = range;
    const last = lastStep(history);
    const [left, top] = [MARGIN.left, MARGIN.top];
    const [right, bottom] = [width - MARGIN.right, height - MARGIN.bottom];
    const chart: Chart = {
      context,
      left,
      top,
      right,
      bottom,
      highest: high,
      x: (step) => left + (step / last) * (right - left),
      y: (value) => bottom - ((value - low) / (high - low)) * (bottom - top),
    };
    drawAxes(chart, last, range, colors, options.formatX, options.formatY);
    const again = (): void => {
      this.#paint();
    };
    const stops = history.stops.some((stop) => stop !== undefined) ? stopMarks(again) : undefined;
    if (options.everyRun) runLines(again)?.drawRunLines(chart, history, options.dev, colors);
    drawMarks(chart, options.marks, colors);
    within(chart, () => {
      lines.forEach((line, lane) => {
        const color = colors.lanes[lane] ?? colors.ink;
        const breaks = breaksOf(history, lane);
        const draw = (): void => {
          if (options.spread && !options.everyRun)
            drawBand(chart, steps, line.high, line.low, breaks, alpha(color, 16));
          drawLine(chart, steps, line.train, breaks, { color, ...TRAIN });
          drawLine(chart, steps, line.dev, breaks, { color, ...DEV });
        };
        if (stops === undefined) draw();
        else stops.drawStopped(chart, history.stops[lane], draw);
      });
    });
    stops?.drawFlags(chart, steps, lines, history.stops, colors);
    drawNumbers(chart, lines, colors);
    drawSpikes(chart, steps, lines, colors);
    drawEnds(chart, lines, history.ends, colors);
    if (history.viewed !== undefined) drawViewed(chart, history.viewed, colors);
    this.#ticks.draw(this.#over, (step) => chart.x(step) - left, history.changes, options.tickText);
  }

  #point(share: number | undefined): void {
    this.#pointed = share;
    this.#cursor.hidden = share === undefined;
    const drawn = this.#drawn;
    if (share !== undefined) this.#cursor.style.left = `${100 * share}%`;
    if (drawn === undefined) return;
    const { history, options } = drawn;
    options.hover(share === undefined ? undefined : nearest(history.steps, share * lastStep(history)));
  }
}

function lastStep(history: History): number {
  return Math.max(1, history.steps.at(-1) ?? 1);
}
