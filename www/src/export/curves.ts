/** The learning curves as a drawing of their own: from the history, with axes, legend and caption. */

import type { ChartText } from '../controls/curves-region';
import { quantile, type Figures, type History } from '../history';
import { ticks } from '../views/chart';
import type { Colors } from '../views/palette';
import { caption, widthOf, type Drawing, type Place, type Shape } from './drawing';

/** Distance of the legend's lines. */
const LEGEND_LINE = 18;
const WIDTH = 720;
const PLOT = { left: 56, top: 70, right: WIDTH - 30, bottom: 330 } as const;
const SMALL = 11;
/** The share of loss values that have to fit. */
const NEARLY_ALL = 0.97;

export interface CurvesText {
  readonly chart: ChartText;
  readonly lanes: readonly string[];
  readonly train: string;
  readonly dev: string;
  readonly steps: string;
  /** What the band is; undefined where there is one run. */
  readonly spread: string | undefined;
  readonly title: string;
  readonly link: string;
  readonly formatX: (value: number) => string;
  readonly formatY: (value: number) => string;
}

function numbers(values: readonly (number | null | undefined)[]): readonly number[] {
  return values.filter((value) => typeof value === 'number' && Number.isFinite(value)).map(Number);
}

/** A share up to 1; a loss from 0 to where nearly all of it fits, as on the page. */
function rangeOf(chart: ChartText, history: History): readonly [number, number] {
  const middles = (lanes: readonly (readonly Figures[])[]): readonly number[] =>
    numbers(lanes.flatMap((lane) => lane.flatMap((at) => [at[chart.train].middle, at[chart.dev].middle])));
  if (chart.id === 'accuracy') {
    const least = Math.min(0.5, ...middles(history.lanes));
    return [Math.max(0, Math.floor((least - 0.02) * 10) / 10), 1];
  }
  const alive = history.lanes.filter((_, lane) => history.ends[lane] === undefined);
  const shown = alive.length > 0 ? alive : history.lanes;
  const values = [...middles(shown)].sort((a, b) => a - b);
  const last = shown.flatMap((lane) => middles([lane.slice(-1)]));
  return [
    0,
    Math.max(
      1e-6,
      (values.length > 0 ? quantile(values, NEARLY_ALL) : 1) * 1.15,
      ...last.map((v) => v * 1.05),
    ),
  ];
}

/** Lanes, then what is solid, dashed and shaded, in as many lines as it takes; `extra` is the height past the first. */
function legendOf(
  text: CurvesText,
  colors: Colors,
): { readonly shapes: readonly Shape[]; readonly extra: number } {
  const shapes: Shape[] = [];
  let at = 16;
  let down = 0;
  const entry = (
    label: string,
    swatch: (left: number, top: number) => readonly Shape[],
    room: number,
  ): void => {
    const width = room + widthOf(label, SMALL);
    if (at > 16 && at + width > WIDTH - 16) {
      at = 16;
      down += LEGEND_LINE;
    }
    shapes.push(...swatch(at, down), {
      kind: 'text',
      at: [at + room, 48 + down],
      text: label,
      size: SMALL,
      fill: colors.ink,
    });
    at += width + 16;
  };
  text.lanes.forEach((name, lane) => {
    const fill = colors.lanes[lane] ?? colors.ink;
    entry(
      text.lanes.length > 1 ? `${lane + 1}  ${name}` : name,
      (left, top) => [{ kind: 'rect', at: [left, 38 + top], size: [12, 12], fill, corner: 3 }],
      18,
    );
  });
  const stroke = (left: number, top: number, dash: readonly number[]): readonly Shape[] => [
    {
      kind: 'line',
      places: [
        [left, 44 + top],
        [left + 22, 44 + top],
      ],
      stroke: colors.ink,
      width: 1.6,
      dash,
    },
  ];
  entry(text.dev, (left, top) => stroke(left, top, []), 28);
  entry(text.train, (left, top) => stroke(left, top, [4, 3]), 28);
  if (text.spread !== undefined)
    entry(
      text.spread,
      (left, top) => [{ kind: 'rect', at: [left, 39 + top], size: [22, 10], fill: colors.rule, corner: 2 }],
      28,
    );
  return { shapes, extra: down };
}

export function curvesDrawing(history: History, colors: Colors, text: CurvesText): Drawing {
  const { chart } = text;
  const [low, high] = rangeOf(chart, history);
  const lastStep = Math.max(1, history.steps.at(-1) ?? 1);
  const legend = legendOf(text, colors);
  const plot = { ...PLOT, top: PLOT.top + legend.extra, bottom: PLOT.bottom + legend.extra };
  const x = (step: number): number => plot.left + (step / lastStep) * (plot.right - plot.left);
  const y = (value: number): number =>
    plot.bottom - ((value - low) / (high - low)) * (plot.bottom - plot.top);
  const shapes: Shape[] = [
    { kind: 'text', at: [16, 26], text: chart.title, size: 15, fill: colors.ink, bold: true },
    ...legend.shapes,
  ];

  for (const value of ticks(low, high, 6)) {
    shapes.push(
      {
        kind: 'line',
        places: [
          [plot.left, y(value)],
          [plot.right, y(value)],
        ],
        stroke: colors.rule,
        width: 1,
      },
      {
        kind: 'text',
        at: [plot.left - 8, y(value) + 4],
        text: text.formatY(value),
        size: SMALL,
        fill: colors.faint,
        anchor: 'end',
      },
    );
  }
  for (const step of ticks(0, lastStep, 8).filter((value) => Number.isInteger(value)))
    shapes.push({
      kind: 'text',
      at: [x(step), plot.bottom + 18],
      text: text.formatX(step),
      size: SMALL,
      fill: colors.faint,
      anchor: 'middle',
    });
  shapes.push({
    kind: 'text',
    at: [plot.right, plot.bottom + 34],
    text: text.steps,
    size: SMALL,
    fill: colors.faint,
    anchor: 'end',
  });
  for (const change of history.changes)
    shapes.push({
      kind: 'line',
      places: [
        [x(change.step), plot.top],
        [x(change.step), plot.bottom],
      ],
      stroke: colors.faint,
      width: 1,
      dash: [2, 3],
    });

  history.lanes.forEach((lane, index) => {
    const color = colors.lanes[index] ?? colors.ink;
    if (text.spread !== undefined)
      for (const part of runs(history, index, ({ [chart.dev]: { low: l, high: h } }) =>
        l === null || h === null ? undefined : 0,
      )) {
        const bounded = (value: number | null): number =>
          y(Math.max(low, Math.min(high + (high - low), value ?? 0)));
        shapes.push({
          kind: 'area',
          places: [
            ...part.map((step): Place => [
              x(history.steps[step] ?? 0),
              bounded(lane[step]?.[chart.dev].high ?? null),
            ]),
            ...[...part]
              .reverse()
              .map((step): Place => [
                x(history.steps[step] ?? 0),
                bounded(lane[step]?.[chart.dev].low ?? null),
              ]),
          ],
          fill: color,
          opacity: 0.16,
          clip: true,
        });
      }
  });
  history.lanes.forEach((lane, index) => {
    const color = colors.lanes[index] ?? colors.ink;
    for (const [curve, width, dash] of [
      [chart.train, 1.25, [4, 3]],
      [chart.dev, 2, undefined],
    ] as const)
      for (const part of runs(history, index, (figures) => figures[curve].middle ?? undefined))
        shapes.push({
          kind: 'line',
          places: part.map((step): Place => [
            x(history.steps[step] ?? 0),
            y(lane[step]?.[curve].middle ?? 0),
          ]),
          stroke: color,
          width,
          ...(dash === undefined ? {} : { dash }),
          clip: true,
        });
  });
  shapes.push(...numbersAtEnds(history, chart, colors, plot, y));

  const foot = caption(text.title, text.link, WIDTH, plot.bottom + 40, colors.ink, colors.faint);
  const height = plot.bottom + 40 + foot.height;
  return {
    width: WIDTH,
    height,
    font: colors.font,
    clip: [plot.left, plot.top, plot.right, plot.bottom],
    shapes: [
      { kind: 'rect', at: [0, 0], size: [WIDTH, height], fill: colors.surface },
      ...shapes,
      ...foot.shapes,
    ],
  };
}

/** Stretches of steps without a gap: where a value is missing, or where figures are made another way from on. */
function runs(
  history: History,
  lane: number,
  pick: (figures: Figures) => number | undefined,
): readonly (readonly number[])[] {
  const breaks = new Set(history.changes.filter((change) => change.breaks.has(lane)).map(({ step }) => step));
  const parts: number[][] = [];
  let open: number[] | undefined;
  history.lanes[lane]?.forEach((figures, index) => {
    const before = history.steps[index - 1] ?? -1;
    const here = history.steps[index] ?? 0;
    if (pick(figures) === undefined) {
      open = undefined;
      return;
    }
    if (open === undefined || [...breaks].some((step) => step > before && step <= here))
      parts.push((open = []));
    open.push(index);
  });
  return parts;
}

/** The lanes' numbers at the ends of their dev lines, kept apart. */
function numbersAtEnds(
  history: History,
  chart: ChartText,
  colors: Colors,
  plot: { readonly top: number; readonly right: number; readonly bottom: number },
  y: (value: number) => number,
): readonly Shape[] {
  const ends = history.lanes
    .map((lane, index) => ({ index, value: lane.at(-1)?.[chart.dev].middle }))
    .flatMap(({ index, value }) => (typeof value === 'number' ? [{ index, y: y(value) }] : []))
    .sort((a, b) => a.y - b.y);
  let above = plot.top - 8;
  return history.lanes.length < 2
    ? []
    : ends.map(({ index, y: wanted }): Shape => {
        above = Math.max(above + 12, Math.max(plot.top, Math.min(plot.bottom, wanted)));
        return {
          kind: 'text',
          at: [plot.right + 6, above + 4],
          text: String(index + 1),
          size: SMALL,
          fill: colors.lanes[index] ?? colors.ink,
          bold: true,
        };
      });
}
