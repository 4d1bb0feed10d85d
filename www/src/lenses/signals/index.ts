/** Signals by layer: initialization under a microscope. */

import './signals.css';
import { html, nothing, render } from 'lit-html';
import { laneName } from '../../controls/lane-card';
import type { LookAnswer, LookRequest } from '../../session/looks/types';
import type { LaneSignals, SignalsRequest } from '../../session/looks/signals';
import type { Frame } from '../../session/types';
import { throttle } from '../../throttle';
import type { Lens, LensModule, LensScene, LensTools } from '../lens';
import { CHARTS, chartsOf, summaryOf, tableOf, valueText, type ChartName, type Measured } from './charts';
import {
  cellLabel,
  cellsOf,
  closer,
  closerTable,
  layerCount,
  radios,
  type Choice,
  type CloserScene,
} from './closer';
import { drawCells, drawDrawn, drawLikeness, gridHeight, Picture } from './details';
import type { Words } from './en';
import { GAIN, gainControl } from './gain';
import { LayerChart, type ChartData } from './layer-chart';
import { verdicts } from './verdicts';

/** Milliseconds between two measurements while the training runs, and how many times what one took. */
const INTERVAL = 150;
const REST = 4;
/** A slider that is dragged draws the weights anew at most so often. */
const GAIN_INTERVAL = 60;

class SignalsLens implements Lens<Words> {
  readonly #host: HTMLElement;
  readonly #tools: LensTools;
  readonly #charts = new Map<ChartName, LayerChart>();
  readonly #pictures = new Map<string, Picture>();
  readonly #gainThrottle = throttle(GAIN_INTERVAL);
  /** Each axis as wide as it ever was since the weights were drawn. */
  readonly #axes = new Map<string, readonly [number, number]>();
  #scene: LensScene<Words> | undefined;
  #asking: SignalsRequest | undefined;
  /** Whether what the initial weights do has still to be asked for. */
  #startMissing = true;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Not before, by the clock, is the next measurement due. */
  #due = 0;
  /** What the last answer was of, and what the newest frame is of. */
  #answered = '';
  #newest = '';
  #step = 0;
  #lanes: readonly LaneSignals[] = [];
  #starts: readonly LaneSignals['start'][] = [];
  #drawn: ReadonlyMap<ChartName, ChartData> = new Map();
  #train = false;
  #choice: Choice = { detail: 'histograms', layer: 1, of: 'a', common: true };

  constructor(host: HTMLElement, tools: LensTools) {
    this.#host = host;
    this.#tools = tools;
  }

  get request(): LookRequest | undefined {
    return this.#asking === undefined ? undefined : { name: 'signals', ...this.#asking };
  }

  dress(scene: LensScene<Words>): void {
    const before = this.#scene;
    this.#scene = scene;
    if (before?.setups !== scene.setups) {
      // What was told of other networks is of no use.
      this.#lanes = [];
      this.#starts = [];
      this.#axes.clear();
    }
    if (before?.setups !== scene.setups || before.context.state.lanes !== scene.context.state.lanes) {
      this.#startMissing = true;
      this.#ask();
    }
    this.#render();
    this.#drawAll();
  }

  draw({ step, generation }: Frame, look: LookAnswer | undefined): void {
    this.#newest = `${generation} ${step}`;
    if (look?.name === 'signals' && this.#asking !== undefined && this.#fits(look.asked, this.#asking)) {
      this.#asking = undefined;
      this.#due = performance.now() + Math.max(INTERVAL, REST * look.cost);
      this.#answered = this.#newest;
      this.#step = step;
      this.#lanes = look.lanes;
      if (look.asked.start) {
        this.#startMissing = false;
        this.#starts = look.lanes.map(({ start }) => start);
      }
      this.#render();
      this.#drawAll();
    } else if (this.#newest !== this.#answered && this.#asking === undefined) this.#later();
  }

  release(): void {
    clearTimeout(this.#timer);
    for (const chart of this.#charts.values()) chart.release();
    for (const picture of this.#pictures.values()) picture.release();
    this.#charts.clear();
    this.#pictures.clear();
    this.#scene = undefined;
  }

  #fits(a: SignalsRequest, b: SignalsRequest): boolean {
    return a.train === b.train && a.start === b.start && a.detail === b.detail && a.layer === b.layer;
  }

  /** Asks with the next frame, which comes soon. */
  #ask(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#scene === undefined || this.#scene.setups.length === 0) return;
    const { detail, layer } = this.#choice;
    const last = layerCount(this.#scene.setups, detail === 'drawn') - 1;
    this.#asking = { train: this.#train, start: this.#startMissing, detail, layer: Math.min(layer, last) };
    this.#tools.refresh();
  }

  /** Asks when enough time has passed since the last answer. */
  #later(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#ask();
      },
      Math.max(0, Math.ceil(this.#due - performance.now())),
    );
  }

  #choose(changed: Partial<Choice>): void {
    this.#choice = { ...this.#choice, ...changed };
    this.#ask();
    this.#render();
    this.#drawAll();
  }

  #setGain(gain: number): void {
    this.#gainThrottle.run(() => {
      this.#scene?.context.dispatch({ type: 'set', path: GAIN, value: gain });
    });
  }

  #measured(): Measured | undefined {
    return this.#scene === undefined || this.#lanes.length === 0
      ? undefined
      : { lanes: this.#lanes, starts: this.#starts, setups: this.#scene.setups, atStart: this.#step === 0 };
  }

  #closerScene(scene: LensScene<Words>): CloserScene {
    const last = layerCount(scene.setups, this.#choice.detail === 'drawn') - 1;
    return {
      context: scene.context,
      words: scene.words,
      setups: scene.setups,
      lanes: this.#lanes,
      choice: { ...this.#choice, layer: Math.min(this.#choice.layer, last) },
      choose: (changed) => {
        this.#choose(changed);
      },
    };
  }

  #names(scene: LensScene<Words>): readonly string[] {
    return scene.setups.map((_, lane) => laneName(scene.context, lane));
  }

  #render(): void {
    const scene = this.#scene;
    if (scene === undefined) return;
    const { context, words, setups } = scene;
    const { state, formats } = context;
    const measured = this.#measured();
    const equal = setups.flatMap((_, lane) =>
      this.#starts[lane] !== undefined && this.#starts[lane].theory === undefined ? [lane] : [],
    );
    const toggled = (): void => {
      this.#tables();
    };
    render(
      html`<div class="signals">
        <div class="signals-head">
          ${gainControl({
            context,
            words,
            critical: this.#starts.map((start) => start?.theory?.gain),
            known: this.#starts.length > 0,
            set: (gain) => {
              this.#setGain(gain);
            },
          })}
          <div class="signals-verdicts">
            ${measured === undefined ? html`<p>${words.waiting}</p>` : verdicts(context, words, measured)}
          </div>
        </div>
        <div class="signals-choices">
          ${radios(
            'signals-mode',
            words.mode.label,
            this.#train ? 'train' : 'eval',
            [
              { value: 'eval', text: words.mode.eval },
              { value: 'train', text: words.mode.train },
            ],
            (mode) => {
              this.#train = mode === 'train';
              this.#startMissing = true;
              this.#axes.clear();
              this.#ask();
              this.#render();
            },
          )}
          <ul class="legend">
            <li>
              <i class="stroke solid" aria-hidden="true"></i>${words.legend.now(formats.count(this.#step))}
            </li>
            ${
              this.#step > 0
                ? html`<li><i class="stroke dotted" aria-hidden="true"></i>${words.legend.start}</li>`
                : nothing
            }
            <li><i class="stroke dashed" aria-hidden="true"></i>${words.legend.theory}</li>
            ${state.replicas > 1 ? html`<li><i class="stroke band" aria-hidden="true"></i>${words.legend.band(state.replicas)}</li>` : nothing}
          </ul>
        </div>
        <div class="charts signals-charts">
          ${CHARTS.map(
            (name) =>
              html`<section class="chart" aria-labelledby="signals-${name}">
                <div class="chart-head">
                  <h3 id="signals-${name}">${words.chart[name]}</h3>
                  <output class="chart-readout" data-readout=${name} aria-hidden="true"></output>
                </div>
                <p class="signals-define">${words.define[name]}</p>
                <canvas class="signals-chart" data-chart=${name} role="img"></canvas>
                <details class="chart-table" data-table=${name} @toggle=${toggled}>
                  <summary aria-label=${words.table(words.chart[name])}>${words.tableShow}</summary>
                  <div
                    class="table-body"
                    tabindex="0"
                    role="region"
                    aria-label=${words.table(words.chart[name])}
                  ></div>
                </details>
              </section>`,
          )}
        </div>
        <p class="signals-hint">
          ${this.#lanes[0] === undefined ? nothing : words.measuredOn(formats.count(this.#lanes[0].examples))}
          ${words.theory} ${words.legend.edges}.
        </p>
        ${equal.map((lane) => html`<p class="signals-hint">${words.noTheory(laneName(context, lane))}</p>`)}
        ${closer(this.#closerScene(scene), toggled)}
      </div>`,
      this.#host,
    );
    this.#keep(scene);
  }

  /** Makes a view for each canvas that is there, and lets go of those that are not any more. */
  #keep(scene: LensScene<Words>): void {
    for (const canvas of this.#host.querySelectorAll<HTMLCanvasElement>('[data-chart]')) {
      const name = CHARTS.find((chart) => chart === canvas.dataset['chart']);
      if (name === undefined || this.#charts.get(name)?.canvas === canvas) continue;
      this.#charts.get(name)?.release();
      this.#charts.set(
        name,
        new LayerChart(canvas, (layer) => {
          this.#readOut(name, layer);
        }),
      );
    }
    const found = new Map<string, HTMLCanvasElement>();
    for (const canvas of this.#host.querySelectorAll<HTMLCanvasElement>('.signals-closer canvas'))
      found.set(`${canvas.className} ${canvas.dataset['lane'] ?? ''}`, canvas);
    for (const [name, picture] of this.#pictures)
      if (found.get(name) !== picture.canvas) {
        picture.release();
        this.#pictures.delete(name);
      }
    for (const [name, canvas] of found)
      if (!this.#pictures.has(name)) this.#pictures.set(name, new Picture(canvas));
    const grid = found.get('signals-histograms ');
    if (grid !== undefined) {
      const cells = layerCount(scene.setups, this.#choice.of === 'delta');
      grid.style.height = `${gridHeight(cells, grid.clientWidth || this.#host.clientWidth)}px`;
    }
  }

  #drawAll(): void {
    const scene = this.#scene;
    const measured = this.#measured();
    if (scene === undefined || measured === undefined) return;
    this.#drawn = chartsOf(measured, this.#axes, scene.context.formats.share);
    for (const piece of this.#pieces) this.#tools.slices.add(piece);
    this.#tools.slices.add(this.#drawCloser);
    this.#tools.slices.add(this.#tables);
  }

  readonly #pieces = CHARTS.map((name) => () => {
    const data = this.#drawn.get(name);
    const chart = this.#charts.get(name);
    const scene = this.#scene;
    if (data === undefined || chart === undefined || scene === undefined) return;
    chart.draw(data, scene.colors);
    // In words when it rests, not at every frame.
    if (!scene.playing || !chart.canvas.hasAttribute('aria-label'))
      chart.canvas.setAttribute(
        'aria-label',
        summaryOf(scene.words, scene.context.formats, scene.words.chart[name], data, this.#names(scene)),
      );
  });

  readonly #drawCloser = (): void => {
    const scene = this.#scene;
    if (scene === undefined) return;
    const own = this.#closerScene(scene);
    const { colors, context } = scene;
    const grid = this.#pictures.get('signals-histograms ');
    if (grid !== undefined && this.#lanes.some(({ histograms }) => histograms !== undefined)) {
      const cells = cellsOf(own);
      grid.draw((canvas, size) => {
        drawCells(canvas, size, cells, cellLabel(own), colors);
      });
    }
    const reach = Math.max(0, ...this.#lanes.map(({ drawn }) => drawn?.weights.range[1] ?? 0));
    this.#lanes.forEach(({ drawn, likeness }, lane) => {
      const density = this.#pictures.get(`signals-drawn ${lane}`);
      if (density !== undefined)
        density.draw((canvas, size) => {
          if (drawn !== undefined) drawDrawn(canvas, size, drawn, lane, reach, context.formats.plain, colors);
        });
      const square = this.#pictures.get(`signals-likeness ${lane}`);
      if (square !== undefined)
        square.draw((canvas, size) => {
          const inside = own.choice.layer < (scene.setups[lane]?.layers.length ?? 0) - 1;
          if (likeness !== undefined && inside) drawLikeness(canvas, size, likeness, colors);
        });
    });
  };

  /** Fills the tables that are open. */
  readonly #tables = (): void => {
    const scene = this.#scene;
    if (scene === undefined || this.#lanes.length === 0) return;
    for (const details of this.#host.querySelectorAll<HTMLDetailsElement>('details[open]')) {
      const body = details.querySelector<HTMLElement>('.table-body');
      const name = CHARTS.find((chart) => chart === details.dataset['table']);
      if (body === null) continue;
      if (name === undefined) render(closerTable(this.#closerScene(scene)), body);
      else {
        const data = this.#drawn.get(name);
        const { words, context } = scene;
        if (data !== undefined)
          render(tableOf(words, context.formats, words.chart[name], data, this.#names(scene)), body);
      }
    }
  };

  #readOut(name: ChartName, layer: number | undefined): void {
    const slot = this.#host.querySelector<HTMLElement>(`[data-readout="${name}"]`);
    const scene = this.#scene;
    const data = this.#drawn.get(name);
    if (slot === null || scene === undefined || data === undefined) return;
    const { words, context } = scene;
    render(
      layer === undefined
        ? nothing
        : html`${words.layerNumber(String(layer + 1))}
          ${data.lines
            .filter(({ kind }) => kind === 'now')
            .map(
              ({ lane, values }) =>
                html`<span class="ink-${lane + 1}"
                  >${values[layer] === undefined ? '—' : valueText(context.formats, data, values[layer])}</span
                >`,
            )}`,
      slot,
    );
  }
}

export const signals: LensModule<Words> = {
  words: { en: async () => (await import('./en')).words, ko: async () => (await import('./ko')).words },
  open: (host, tools) => new SignalsLens(host, tools),
};
