/** The charts of the learning curves: drawn, put in words, and as tables. */

import { render } from 'lit-html';
import {
  changeText,
  chartSummary,
  chartTable,
  chartTexts,
  readout,
  type ChartText,
} from '../controls/curves-region';
import type { Slices } from '../slices';
import { markOf } from '../solved';
import type { CurvesOptions, CurvesView } from '../views/curves';
import type { Scene } from './scene';

interface Chart {
  readonly view: CurvesView;
  readonly options: CurvesOptions;
  /** What the options were made of. */
  readonly key: readonly unknown[];
}

/** The dev accuracies that count as solved, where runs are counted; lanes with other labels have others. */
export function marksOf({ context, setups }: Scene): readonly number[] {
  const { lanes, mark, replicas } = context.state;
  if (replicas === 1) return [];
  const found = setups.flatMap((setup, lane) => {
    const settings = lanes[lane]?.settings;
    const own = settings === undefined ? undefined : markOf(settings, setup, mark);
    return own?.figure === 'accuracy' ? [own.least] : [];
  });
  return [...new Set(found)];
}

export class Charts {
  readonly #stage: HTMLElement;
  readonly #slices: Slices;
  readonly #charts = new Map<string, Chart>();
  #chartOn: ((host: HTMLElement) => CurvesView) | undefined;
  #scene: Scene | undefined;
  /** Whether what the charts were last said to show is nothing. */
  #saidEmpty: boolean | undefined;

  constructor(stage: HTMLElement, slices: Slices) {
    this.#stage = stage;
    this.#slices = slices;
  }

  show(scene: Scene): void {
    this.#scene = scene;
  }

  /** What draws a chart is loaded after the lanes. */
  begin(chartOn: (host: HTMLElement) => CurvesView): void {
    this.#chartOn = chartOn;
    this.draw();
  }

  draw(): void {
    for (const piece of this.#pieces) this.#slices.add(piece);
    this.#slices.add(this.#afterAll);
  }

  /** The charts in words: when the training rests, not at every frame. */
  #describe(): void {
    const scene = this.#scene;
    if (scene === undefined) return;
    for (const chart of chartTexts(scene.context))
      this.#stage
        .querySelector(`[data-plot="${chart.id}"]`)
        ?.setAttribute('aria-label', chartSummary(scene.context, chart, scene.history));
    this.#drawOpenTables();
  }

  readonly #pieces = [0, 1].map((index) => () => {
    const scene = this.#scene;
    const chartOn = this.#chartOn;
    const chart = scene === undefined ? undefined : chartTexts(scene.context)[index];
    if (scene === undefined || chartOn === undefined || chart === undefined) return;
    const { context, colors, history } = scene;
    const host = this.#stage.querySelector(`[data-plot="${chart.id}"]`);
    let kept = this.#charts.get(chart.id);
    if (kept !== undefined && kept.view.host !== host) {
      // A chart that is not shown is taken down.
      kept.view.release();
      this.#charts.delete(chart.id);
      kept = undefined;
    }
    if (!(host instanceof HTMLElement)) return;
    const view = kept?.view ?? chartOn(host);
    const { messages, state } = context;
    const key = [
      messages,
      state.replicas > 1,
      state.everyRun,
      chart.id === 'accuracy' ? String(marksOf(scene)) : '',
    ];
    const options =
      kept?.key.every((part, at) => part === key[at]) === true ? kept.options : this.#optionsOf(scene, chart);
    this.#charts.set(chart.id, { view, options, key });
    // Without a curve for every lane yet, there is nothing to draw.
    if (history.lanes.length === context.state.lanes.length)
      view.draw(history, history.lanes.length, colors, options);
  });

  readonly #afterAll = (): void => {
    const isEmpty = this.#scene?.history.steps.length === 0;
    // What was said of an empty chart is untrue from the first step on.
    if (this.#scene?.playing === true && isEmpty === this.#saidEmpty) this.#drawOpenTables();
    else this.#describe();
    this.#saidEmpty = isEmpty;
  };

  #optionsOf(scene: Scene, chart: ChartText): CurvesOptions {
    const { context } = scene;
    const { formats, state } = context;
    const share = chart.id === 'accuracy';
    return {
      train: chart.train,
      dev: chart.dev,
      share,
      tickText: (change) => changeText(context, change),
      spread: state.replicas > 1,
      everyRun: state.everyRun && state.replicas > 1,
      marks: share ? marksOf(scene) : [],
      formatX: formats.compact,
      formatY: share ? formats.share : formats.plain,
      hover: (index) => {
        this.#readOut(chart, index);
      },
    };
  }

  #readOut(chart: ChartText, index: number | undefined): void {
    const slot = this.#stage.querySelector(`[data-readout="${chart.id}"]`);
    if (slot instanceof HTMLElement && this.#scene !== undefined)
      render(readout(this.#scene.context, chart, this.#scene.history, index), slot);
  }

  #drawOpenTables(): void {
    const scene = this.#scene;
    if (scene === undefined) return;
    for (const chart of chartTexts(scene.context)) {
      const details = this.#stage.querySelector(`[data-table="${chart.id}"]`);
      const body = details?.querySelector('.table-body');
      if (!(details instanceof HTMLDetailsElement) || !(body instanceof HTMLElement)) continue;
      if (!details.dataset['heard']) {
        details.dataset['heard'] = 'yes';
        details.addEventListener('toggle', () => {
          this.#drawOpenTables();
        });
      }
      if (details.open) render(chartTable(scene.context, chart, scene.history), body);
    }
  }
}
