/** Draws one chart of learning curves: every lane's dev (solid) and train (dashed) line. */

import uPlot from 'uplot';
import { quantile, type Curve, type History, type RunFigures } from '../history';
import { drawEnds, drawSpikes, drawViewed, laneColumns } from './curve-marks';
import { ChangeTicks, type TickText } from './change-ticks';
import type { Colors } from './palette';
import { drawMarks, drawRunLines } from './run-lines';

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
const HEIGHT = 210;
/** Room at the right end for the lanes' numbers. */
const NUMBERS = 18;
/** The least distance between two of those numbers. */
const APART = 13;

function alpha(color: string, percent: number): string {
  return `color-mix(in srgb, ${color} ${percent}%, transparent)`;
}

/** A line does not go on over a change after which its figures are made another way. */
function gapsOf(chart: uPlot, history: History, lane: number): uPlot.Series.Gaps {
  return history.changes
    .filter(({ breaks }) => breaks.has(lane))
    .flatMap(({ step }): uPlot.Series.Gap[] => {
      const after = history.steps.findIndex((at) => at >= step);
      const from = history.steps[after - 1];
      const to = history.steps[after];
      return from === undefined || to === undefined
        ? []
        : [[chart.valToPos(from, 'x', true), chart.valToPos(to, 'x', true)]];
    });
}

function seriesOf(
  lanes: number,
  colors: Colors,
  spread: boolean,
  gaps: (chart: uPlot, lane: number) => uPlot.Series.Gaps,
): uPlot.Series[] {
  const series: uPlot.Series[] = [{}];
  for (let lane = 0; lane < lanes; lane += 1) {
    const stroke = colors.lanes[lane] ?? colors.ink;
    const common: uPlot.Series = {
      points: { show: false },
      spanGaps: false,
      gaps: (chart, _, __, ___, missing) => [...missing, ...gaps(chart, lane)].sort(([a], [b]) => a - b),
    };
    series.push({ ...common, stroke, width: 1.25, dash: [4, 3] });
    series.push({ ...common, stroke, width: 2 });
    if (spread) {
      series.push({ ...common, stroke: 'transparent', width: 0 });
      series.push({ ...common, stroke: 'transparent', width: 0 });
    }
  }
  return series;
}

/** A quartile among the runs that diverged runs off the chart. */
function beyond(value: number | null, top: number): number | null {
  return value === null ? null : Math.max(0, Math.min(value, top));
}

export function dataOf(history: History, options: CurvesOptions): uPlot.AlignedData {
  const columns: (number | null)[][] = [];
  const finite = history.lanes.flat().map((figures) => figures[options.dev].middle ?? 0);
  const top = OFF_CHART * Math.max(1, ...finite);
  for (const lane of history.lanes) {
    columns.push(
      lane.map((figures) => figures[options.train].middle),
      lane.map((figures) => figures[options.dev].middle),
    );
    if (options.spread)
      columns.push(
        lane.map((figures) => beyond(figures[options.dev].high, top)),
        lane.map((figures) => beyond(figures[options.dev].low, top)),
      );
  }
  return [history.steps, ...columns];
}

/** Up to 1, and down to the tenth below the lowest value. */
function shareRange(min: number | null): [number, number] {
  return [Math.max(0, Math.floor(((min ?? 0.5) - 0.02) * 10) / 10), 1];
}

/**
 * From zero, so that halving a loss looks like halving it, to where nearly all values fit: a spike of a
 * few steps runs off the top instead of pressing everything else flat.
 */
function lossRange(chart: uPlot, history: History, perLane: number): [number, number] {
  const lanes = history.lanes.map((_, lane) =>
    laneColumns(chart, lane, perLane).map((column) => column.filter((value) => typeof value === 'number')),
  );
  // A lane that diverged would press the others flat.
  const alive = lanes.filter((_, lane) => history.ends[lane] === undefined).flat();
  const values = alive.flat().sort((a, b) => a - b);
  if (values.length > 0) {
    const most = quantile(values, NEARLY_ALL);
    const now = Math.max(0, ...alive.map((column) => column.at(-1) ?? 0));
    return [0, Math.max(1e-6, most * 1.15, now * 1.05)];
  }
  const ended = lanes.flat();
  const first = Math.max(0, ...ended.map((column) => column[0] ?? 0));
  return [0, Math.max(1e-6, Math.min(WORTH_SHOWING * first, Math.max(0, ...ended.flat()) * 1.15))];
}

export class CurvesView {
  readonly #host: HTMLElement;
  readonly #observer: ResizeObserver;
  readonly #ticks = new ChangeTicks();
  #chart: uPlot | undefined;
  #history: History | undefined;
  #key: readonly unknown[] = [];

  constructor(host: HTMLElement) {
    this.#host = host;
    this.#observer = new ResizeObserver(() => {
      const width = this.#host.clientWidth;
      if (width > 0 && this.#chart !== undefined && this.#chart.width !== width)
        this.#chart.setSize({ width, height: HEIGHT });
    });
    this.#observer.observe(host);
  }

  get host(): HTMLElement {
    return this.#host;
  }

  draw(history: History, lanes: number, colors: Colors, options: CurvesOptions): void {
    const width = this.#host.clientWidth;
    if (width === 0) return;
    this.#history = history;
    const key = [lanes, colors, options];
    const data = dataOf(history, options);
    if (this.#chart === undefined || key.some((part, index) => part !== this.#key[index])) {
      this.#key = key;
      this.#chart?.destroy();
      this.#chart = new uPlot(this.#options(lanes, colors, options, width), data, this.#host);
    } else this.#chart.setData(data);
  }

  release(): void {
    this.#observer.disconnect();
    this.#chart?.destroy();
  }

  #options(lanes: number, colors: Colors, options: CurvesOptions, width: number): uPlot.Options {
    const perLane = options.spread ? 4 : 2;
    const axis: uPlot.Axis = {
      stroke: colors.faint,
      font: `11px ${colors.font}`,
      grid: { stroke: colors.rule, width: 1 },
      ticks: { show: false },
    };
    return {
      width,
      height: HEIGHT,
      padding: [8, NUMBERS, 0, 0],
      legend: { show: false },
      cursor: {
        sync: { key: 'curves' },
        points: { show: false },
        drag: { x: false, y: false },
        y: false,
      },
      scales: {
        x: {
          time: false,
          range: (_, __, max) => [0, Math.max(1, max)],
        },
        y: {
          range: (chart, min) => {
            const history = this.#history;
            return options.share || history === undefined
              ? shareRange(min)
              : lossRange(chart, history, perLane);
          },
        },
      },
      axes: [
        {
          ...axis,
          size: 24,
          gap: 6,
          space: 64,
          grid: { show: false },
          incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 1e7],
          values: (_, splits) => splits.map((value) => options.formatX(value)),
        },
        {
          ...axis,
          size: 44,
          gap: 8,
          space: 34,
          values: (_, splits) => splits.map((value) => options.formatY(value)),
        },
      ],
      series: seriesOf(lanes, colors, options.spread, (chart, lane) =>
        this.#history === undefined ? [] : gapsOf(chart, this.#history, lane),
      ),
      bands:
        options.spread && !options.everyRun
          ? Array.from({ length: lanes }, (_, lane): uPlot.Band => ({
              series: [lane * perLane + 3, lane * perLane + 4],
              fill: alpha(colors.lanes[lane] ?? colors.ink, 16),
            }))
          : [],
      hooks: {
        // After the axes and before the lanes' lines.
        drawAxes: [
          (chart) => {
            if (options.everyRun && this.#history !== undefined)
              drawRunLines(chart, this.#history, options.dev, colors);
            drawMarks(chart, options.marks, colors);
          },
        ],
        draw: [
          (chart) => {
            this.#number(chart, lanes, perLane, colors);
            const history = this.#history;
            if (history === undefined) return;
            drawSpikes(chart, lanes, perLane, colors);
            drawEnds(chart, history.ends.slice(0, lanes), perLane, colors);
            if (history.viewed !== undefined) drawViewed(chart, history.viewed, colors);
            this.#ticks.draw(chart, history.changes, options.tickText);
          },
        ],
        setCursor: [
          (chart) => {
            options.hover(chart.cursor.idx ?? undefined);
          },
        ],
      },
    };
  }

  /** The lanes' numbers at the ends of their dev lines, kept apart. */
  #number(chart: uPlot, lanes: number, perLane: number, colors: Colors): void {
    const ends: { lane: number; y: number }[] = [];
    for (let lane = 0; lane < lanes; lane += 1) {
      const value = (chart.data[lane * perLane + 2] ?? []).at(-1);
      if (typeof value === 'number') ends.push({ lane, y: chart.valToPos(value, 'y', true) });
    }
    const ratio = window.devicePixelRatio;
    const { ctx, bbox } = chart;
    // The chart remembers what it set on the context last, so it has to find it so.
    ctx.save();
    ends.sort((a, b) => a.y - b.y);
    const lowest = bbox.top + bbox.height;
    let above = Number.NEGATIVE_INFINITY;
    for (const [index, end] of ends.entries()) {
      const after = ends.length - 1 - index;
      end.y = Math.min(lowest - after * APART * ratio, Math.max(end.y, above + APART * ratio));
      above = end.y;
      ctx.font = `600 ${11 * ratio}px ${colors.font}`;
      ctx.textAlign = 'left';
      ctx.textBaseline = 'middle';
      ctx.fillStyle = colors.lanes[end.lane] ?? colors.ink;
      ctx.fillText(String(end.lane + 1), bbox.left + bbox.width + 6 * ratio, end.y);
    }
    ctx.restore();
  }
}
