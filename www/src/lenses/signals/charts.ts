/** What each of the charts by layer shows, its words, and its table. */

import { html, type TemplateResult } from 'lit-html';
import type { Formats } from '../../format';
import type { LaneSignals } from '../../session/looks/signals';
import type { LaneSetup } from '../../session/types';
import type { Words } from './en';
import type { ChartData, Line } from './layer-chart';
import {
  decadesOf,
  distinctShares,
  spreads,
  stuckShares,
  theoryOf,
  widened,
  type Quantity,
  type Value,
} from './model';

export const CHARTS = ['z', 'a', 'delta', 'gradient', 'stuck', 'distinct'] as const;
export type ChartName = (typeof CHARTS)[number];

export interface Measured {
  readonly lanes: readonly LaneSignals[];
  /** At the initial weights, as they were asked for last. */
  readonly starts: readonly LaneSignals['start'][];
  readonly setups: readonly LaneSetup[];
  /** Whether the weights are the initial ones still. */
  readonly atStart: boolean;
}

/** The output layer hands nothing on. */
function hiddenOnly(name: ChartName, values: readonly Value[]): readonly Value[] {
  return name === 'a' ? values.slice(0, -1) : values;
}

function quantityOf(name: ChartName): Quantity | undefined {
  return name === 'stuck' || name === 'distinct' ? undefined : name;
}

function linesOf(name: ChartName, { lanes, starts, setups, atStart }: Measured): readonly Line[] {
  return lanes.flatMap((lane, index): readonly Line[] => {
    const layers = setups[index]?.layers ?? [];
    if (name === 'stuck') return [{ lane: index, kind: 'now', values: stuckShares(lane, layers) }];
    if (name === 'distinct') return [{ lane: index, kind: 'now', values: distinctShares(lane, layers) }];
    const start = starts[index];
    const theory = theoryOf(start, layers.length, name);
    const lines: Line[] = [
      { lane: index, kind: 'now', values: hiddenOnly(name, spreads(lane.now, layers.length, name)) },
    ];
    if (start !== undefined && !atStart)
      lines.push({
        lane: index,
        kind: 'start',
        values: hiddenOnly(name, spreads(start.values, layers.length, name)),
      });
    if (theory !== undefined) lines.push({ lane: index, kind: 'theory', values: hiddenOnly(name, theory) });
    return lines;
  });
}

/** Which charts have one axis: what flows forward, and each gradient. */
const AXES: Readonly<Record<ChartName, string>> = {
  z: 'forward',
  a: 'forward',
  delta: 'back',
  gradient: 'weights',
  stuck: '',
  distinct: '',
};

/** All charts of one moment. `axes` keeps each axis as wide as it ever was since the weights were drawn. */
export function chartsOf(
  measured: Measured,
  axes: Map<string, readonly [number, number]>,
  share: (value: number) => string,
): ReadonlyMap<ChartName, ChartData> {
  const all = new Map(CHARTS.map((name) => [name, linesOf(name, measured)]));
  for (const [name, lines] of all)
    if (quantityOf(name) !== undefined)
      axes.set(AXES[name], widened(axes.get(AXES[name]), decadesOf(lines.map(({ values }) => values))));
  return new Map(
    [...all].map(([name, lines]) => [
      name,
      {
        lines,
        layers: Math.max(1, ...lines.map(({ values }) => values.length)),
        decades: quantityOf(name) === undefined ? undefined : axes.get(AXES[name]),
        share,
      },
    ]),
  );
}

/** A value of a chart in words. */
export function valueText(formats: Formats, data: ChartData, value: Value): string {
  if (value === null) return formats.loss(null);
  return data.decades === undefined ? formats.percent(value.middle) : formats.loss(value.middle);
}

export function summaryOf(
  words: Words,
  formats: Formats,
  title: string,
  data: ChartData,
  names: readonly string[],
): string {
  const parts = data.lines
    .filter(({ kind, values }) => kind === 'now' && values.length > 0)
    .map(({ lane, values }) =>
      words.summaryLane(
        names[lane] ?? '',
        valueText(formats, data, values[0] ?? null),
        valueText(formats, data, values.at(-1) ?? null),
      ),
    );
  return words.summary(title, parts.join(' '));
}

const HEADS = { now: 'now', start: 'start', theory: 'expected' } as const;

export function tableOf(
  words: Words,
  formats: Formats,
  title: string,
  data: ChartData,
  names: readonly string[],
): TemplateResult {
  const lanes = [...new Set(data.lines.map(({ lane }) => lane))];
  const of = (lane: number): readonly Line[] => data.lines.filter((line) => line.lane === lane);
  return html`<table>
    <caption class="hidden">
      ${words.table(title)}
    </caption>
    <thead>
      <tr>
        <th scope="col" rowspan="2">${words.layer}</th>
        ${lanes.map((lane) => html`<th scope="colgroup" colspan=${of(lane).length}>${names[lane] ?? ''}</th>`)}
      </tr>
      <tr>
        ${lanes.flatMap((lane) => of(lane).map(({ kind }) => html`<th scope="col">${words[HEADS[kind]]}</th>`))}
      </tr>
    </thead>
    <tbody>
      ${Array.from(
        { length: data.layers },
        (_, layer) =>
          html`<tr>
            <th scope="row">${layer + 1}</th>
            ${lanes.flatMap((lane) =>
              of(lane).map(({ values }) => {
                const value = values[layer];
                return html`<td>${value === undefined ? '' : valueText(formats, data, value)}</td>`;
              }),
            )}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
