/** The learning curves: two charts, their words, and their tables. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { Change, Curve, Figures, History, RunFigures } from '../history';
import { laneName } from './lane-card';
import type { Context } from './context';

export interface ChartText {
  readonly id: 'loss' | 'accuracy';
  readonly title: string;
  readonly train: Curve;
  readonly dev: keyof RunFigures & Curve;
  readonly format: (value: number | null) => string;
}

export function chartTexts({ messages, formats }: Context): readonly ChartText[] {
  return [
    { id: 'loss', title: messages.curves.loss, train: 'trainLoss', dev: 'devLoss', format: formats.loss },
    {
      id: 'accuracy',
      title: messages.curves.accuracy,
      train: 'trainAccuracy',
      dev: 'devAccuracy',
      format: formats.percent,
    },
  ];
}

/** Rows of a table; more would be a file, not a table. */
const MOST_ROWS = 12;

function runsKey({ state, messages: { curves } }: Context): TemplateResult {
  return state.everyRun
    ? html`<li><i class="stroke thin" aria-hidden="true"></i>${curves.eachRun(state.replicas)}</li>`
    : html`<li><i class="stroke band" aria-hidden="true"></i>${curves.spread(state.replicas)}</li>`;
}

function everyRunSwitch({ state, messages, dispatch }: Context): TemplateResult {
  return html`<label class="run-lines"
    ><input
      type="checkbox"
      id="every-run"
      .checked=${live(state.everyRun)}
      @change=${(event: Event) => {
        dispatch({
          type: 'everyRun',
          show: event.target instanceof HTMLInputElement && event.target.checked,
        });
      }}
    />${messages.curves.everyRun}</label
  >`;
}

/** `numbersOnly` where no lane has classes, and so there is no accuracy to draw; `marks` is what counts as solved. */
export function curvesRegion(
  context: Context,
  numbersOnly: boolean,
  marks: readonly number[],
): TemplateResult {
  const { state, messages, formats } = context;
  const { curves, legend } = messages;
  return html`<div class="curves-head">
      <ul class="legend">
        ${state.lanes.map(
          (_, lane) =>
            html`<li>
              <i class="swatch lane-${lane + 1}" aria-hidden="true">${lane + 1}</i>${laneName(context, lane)}
            </li>`,
        )}
        <li><i class="stroke solid" aria-hidden="true"></i>${legend.dev}</li>
        <li><i class="stroke dashed" aria-hidden="true"></i>${legend.train}</li>
        ${state.replicas > 1 ? runsKey(context) : nothing}
        ${
          marks.length === 0
            ? nothing
            : html`<li>
                <i class="stroke dotted" aria-hidden="true"></i>${curves.markLine(
                  marks.map((mark) => `${formats.plain(100 * mark)}%`).join(', '),
                )}
              </li>`
        }
      </ul>
      ${state.replicas > 1 ? everyRunSwitch(context) : nothing}
    </div>
    <div class="charts">
      ${chartTexts(context)
        .filter(({ id }) => id === 'loss' || !numbersOnly)
        .map(
          (chart) =>
            html`<section class="chart" aria-labelledby="chart-${chart.id}">
              <div class="chart-head">
                <h3 id="chart-${chart.id}">${chart.title}</h3>
                <output class="chart-readout" data-readout=${chart.id} aria-hidden="true"></output>
              </div>
              <div class="plot" data-plot=${chart.id} role="img"></div>
              <details class="chart-table" data-table=${chart.id}>
                <summary aria-label=${curves.table(chart.title)}>${curves.tableShow}</summary>
                <div class="table-body"></div>
              </details>
            </section>`,
        )}
    </div>`;
}

/** The charts in one sentence each. */
export function chartSummary(context: Context, chart: ChartText, history: History): string {
  const { messages, formats } = context;
  const step = history.steps.at(-1);
  if (step === undefined) return messages.curves.empty;
  const parts = history.lanes.map((lane, index) => {
    const last = lane.at(-1);
    return messages.curves.summaryLane(
      laneName(context, index),
      chart.format(last?.[chart.train].middle ?? null),
      chart.format(last?.[chart.dev].middle ?? null),
    );
  });
  const ended = history.ends.flatMap((end, index) =>
    end === undefined ? [] : [messages.curves.ended(laneName(context, index), formats.count(end))],
  );
  const changed = history.changes.map((change) => `${changeText(context, change)}.`);
  if (history.viewed !== undefined) changed.push(messages.past.viewed(formats.count(history.viewed)));
  return messages.curves.summary(
    chart.title,
    formats.count(step),
    [...parts, ...ended, ...changed].join(' '),
  );
}

export function changeText({ messages, formats }: Context, { step, texts }: Change): string {
  return messages.curves.changed(formats.count(step), [...texts.values()].join(', '));
}

function cells(chart: ChartText, figures: Figures | undefined): readonly string[] {
  return [chart.train, chart.dev].map((curve) => chart.format(figures?.[curve].middle ?? null));
}

/** The values under the pointer, lane by lane: train / dev. */
export function readout(
  context: Context,
  chart: ChartText,
  history: History,
  index: number | undefined,
): TemplateResult | typeof nothing {
  if (index === undefined) return nothing;
  const step = history.steps[index];
  if (step === undefined) return nothing;
  return html`${context.messages.curves.at(context.formats.count(step))}
  ${history.lanes.map(
    (lane, at) => html`<span class="ink-${at + 1}">${cells(chart, lane[index]).join(' / ')}</span>`,
  )}`;
}

export function chartTable(context: Context, chart: ChartText, history: History): TemplateResult {
  const { messages, formats } = context;
  const last = history.steps.length - 1;
  const rows = Array.from({ length: Math.min(MOST_ROWS, history.steps.length) }, (_, index) =>
    Math.round((index * last) / Math.max(1, Math.min(MOST_ROWS, history.steps.length) - 1)),
  );
  return html`<table>
    <caption class="hidden">
      ${messages.curves.table(chart.title)}
    </caption>
    <thead>
      <tr>
        <th scope="col" rowspan="2">${messages.transport.stepCount}</th>
        ${history.lanes.map((_, lane) => html`<th scope="colgroup" colspan="2">${laneName(context, lane)}</th>`)}
      </tr>
      <tr>
        ${history.lanes.map(
          () =>
            html`<th scope="col">${messages.legend.train}</th>
              <th scope="col">${messages.legend.dev}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            <th scope="row">${formats.count(history.steps[row] ?? 0)}</th>
            ${history.lanes.flatMap((lane) => cells(chart, lane[row]).map((text) => html`<td>${text}</td>`))}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
