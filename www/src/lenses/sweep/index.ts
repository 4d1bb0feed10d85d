/** Sweeps: an experiment at many values of one field or two, under many seeds, on all cores. */

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { save } from '../../files';
import { jobsBar, statusText, Watch } from '../../jobs/bar';
import type { Settings } from '../../schema';
import { REPLICAS, valueIn } from '../../state';
import { looks, testSetOf } from '../diagnosis/looks';
import type { Lens, LensModule, LensScene, LensTools } from '../lens';
import type { Words } from './en';
import { csvOf, METRICS, metricOf, type Metric } from './figures';
import { beginning, formControls, readForm, type Form } from './form';
import { opened } from './opened';
import { type Cell, MOST_SEEDS } from './plan';
import { bestOf, picking } from './picking-view';
import { PlotView, type Dot } from './plot';
import { dots, heat, shade, table, valuesAt, type Shown } from './results';
import { SweepRun } from './run';
import './sweep.css';

/** Which of the seeds' runs is a lane's first. */
const FIRST_RUN = 'seeds.first_run';

/** What stays while other tabs are looked at. */
let form: Form | undefined;
let sweep: SweepRun | undefined;
/** The figure that was chosen to be shown. */
let chosen: Metric | undefined;
/** Whether the test set was asked for. */
let looked = false;
/** Whether the table of all runs is open; it may have two thousand buttons. */
let tabled = false;

/** A task to predict a number has no accuracy. */
function hasAccuracy({ done }: SweepRun): boolean {
  return done.flat().some((run) => run?.train?.accuracy !== undefined);
}

class SweepLens implements Lens<Words> {
  readonly #host: HTMLElement;
  readonly #tools: LensTools;
  readonly request = undefined;
  #scene: LensScene<Words> | undefined;
  #plot: PlotView | undefined;
  #canvas: HTMLCanvasElement | undefined;
  readonly #watch = new Watch();

  constructor(host: HTMLElement, tools: LensTools) {
    this.#host = host;
    this.#tools = tools;
  }

  dress(scene: LensScene<Words>): void {
    this.#scene = scene;
    this.#follow();
    this.#render();
  }

  draw(): void {
    // Nothing here is of the training above.
  }

  release(): void {
    this.#plot?.release();
    this.#plot = undefined;
    this.#canvas = undefined;
    this.#watch.stop();
    this.#scene = undefined;
  }

  /** While they run the progress is told. */
  #follow(): void {
    this.#watch.start(
      () => sweep?.running === true,
      () => {
        this.#render();
      },
      () => {
        const scene = this.#scene;
        if (scene !== undefined) this.#tools.announce(statusText(scene.context, scene.words, sweep));
      },
    );
  }

  #settings(scene: LensScene<Words>, lane: number): Settings {
    const { lanes } = scene.context.state;
    return (lanes[lane] ?? lanes[0])?.settings ?? {};
  }

  #form(scene: LensScene<Words>): Form {
    form ??= beginning(this.#settings(scene, 0), 0);
    // A lane that is gone may come back.
    return form.lane < scene.context.state.lanes.length ? form : { ...form, lane: 0 };
  }

  #start(scene: LensScene<Words>): void {
    const made = this.#form(scene);
    const read = readForm(scene, made);
    if (!read.ok) {
      // What is wrong stands there already; he is led to it.
      const wrong = this.#host.querySelector('[aria-invalid="true"]');
      if (wrong instanceof HTMLElement) wrong.focus();
      return;
    }
    if (scene.playing) this.#tools.toggle();
    sweep?.stop();
    looked = false;
    const settings = this.#settings(scene, made.lane);
    const { axes, seeds, steps } = read;
    const points = scene.setups[made.lane]?.points;
    const testSet = points === undefined ? '' : testSetOf(points);
    const base = JSON.stringify(settings);
    sweep = new SweepRun({ axes, seeds, steps, lane: made.lane, base, testSet }, settings);
    this.#follow();
    this.#render();
  }

  /**
   * Puts a cell's experiment above: one of its runs, or at least as many runs as were made of it. At the sweep's last step it
   * has the figures that it has here.
   */
  #open({ context }: LensScene<Words>, cell: Cell, run: number | undefined): void {
    if (sweep === undefined) return;
    const { seeds, axes, steps } = sweep.setting;
    const settings =
      run === undefined
        ? cell.settings
        : { ...cell.settings, [FIRST_RUN]: Number(valueIn(cell.settings, FIRST_RUN)) + run };
    const runs = run === undefined ? seeds : 1;
    context.dispatch({
      type: 'open',
      settings,
      replicas: REPLICAS.find((some) => some >= runs) ?? MOST_SEEDS,
      opened: { paths: axes.map(({ path }) => path), run: run === undefined ? undefined : run + 1 },
      step: steps,
    });
  }

  #answerOpened({ context }: LensScene<Words>, type: 'undo' | 'forgetUndo'): void {
    context.dispatch({ type });
    // The page leads to its own bar; who pressed it here goes on here.
    queueMicrotask(() => {
      const place = this.#host.querySelector('.sweep-opened');
      if (place instanceof HTMLElement) place.focus();
    });
  }

  readonly #openDot = ({ column, run }: Dot): void => {
    const cell = sweep?.cells[column];
    if (this.#scene !== undefined && cell !== undefined) this.#open(this.#scene, cell, run);
  };

  #render(): void {
    const scene = this.#scene;
    if (scene === undefined) return;
    const { context, words } = scene;
    const made = this.#form(scene);
    const read = readForm(scene, made);
    const runs = read.ok
      ? read.axes.reduce((product, { values }) => product * values.length, 1) * read.seeds
      : undefined;
    render(
      html`<div class="sweep">
        <p class="sweep-about">${words.about}</p>
        <form
          novalidate
          @submit=${(event: Event) => {
            event.preventDefault();
            this.#start(scene);
          }}
        >
          ${formControls(scene, made, read.ok ? {} : read.wrong, (next) => {
            form = next;
            this.#render();
          })}
          ${jobsBar({
            context,
            words,
            jobs: sweep,
            id: 'sweep',
            start: words.start(runs === undefined ? '—' : context.formats.count(runs)),
            ready: true,
            name: words.start(''),
            stop: () => {
              sweep?.stop();
              this.#render();
            },
          })}
        </form>
        ${sweep === undefined || sweep.made === 0 ? nothing : this.#results(scene, sweep)}
      </div>`,
      this.#host,
    );
    this.#paint(scene);
  }

  #results(scene: LensScene<Words>, made: SweepRun): TemplateResult {
    const { words } = scene;
    const metric = metricOf(chosen, hasAccuracy(made));
    const shown: Shown = {
      scene,
      made,
      metric,
      open: (cell, run) => {
        this.#open(scene, cell, run);
      },
    };
    const stale = made.setting.base !== JSON.stringify(this.#settings(scene, made.setting.lane));
    return html`<section class="sweep-results">
      <div class="sweep-head">
        <label
          ><span>${words.figure}</span
          ><select
            id="sweep-metric"
            @change=${(event: Event) => {
              const { target } = event;
              if (!(target instanceof HTMLSelectElement)) return;
              chosen = METRICS.find((name) => name === target.value) ?? chosen;
              this.#render();
            }}
          >
            ${METRICS.filter((name) => metricOf(name, hasAccuracy(made)) === name).map(
              (name) =>
                html`<option value=${name} .selected=${live(name === metric)}>
                  ${words.metrics[name]}
                </option>`,
            )}
          </select></label
        >
        <button
          type="button"
          id="sweep-csv"
          @click=${() => {
            const { axes, steps } = made.setting;
            save('trainscope-sweep.csv', csvOf(axes, made.cells, made.done, steps), 'text/csv');
          }}
        >
          ${words.csv}
        </button>
        ${stale ? html`<span class="sweep-stale">${words.stale}</span>` : nothing}
      </div>
      ${made.setting.axes.length === 1 ? dots(shown) : heat(shown)}
      ${picking({
        scene,
        made,
        looks: looked ? looks.of(made.setting.testSet) : 0,
        look: () => {
          looked = true;
          looks.add(made.setting.testSet);
          this.#render();
        },
      })}
      <details
        class="sweep-table"
        ?open=${tabled}
        @toggle=${(event: Event) => {
          const { target } = event;
          if (!(target instanceof HTMLDetailsElement) || target.open === tabled) return;
          tabled = target.open;
          this.#render();
        }}
      >
        <summary>${words.table}</summary>
        ${tabled ? table(shown) : nothing}
      </details>
      ${opened(scene, (what) => {
        this.#answerOpened(scene, what);
      })}
    </section>`;
  }

  #paint(scene: LensScene<Words>): void {
    const canvas = this.#host.querySelector('.sweep-dots canvas');
    if (canvas !== this.#canvas) {
      this.#plot?.release();
      this.#canvas = canvas instanceof HTMLCanvasElement ? canvas : undefined;
      this.#plot = this.#canvas === undefined ? undefined : new PlotView(this.#canvas, this.#openDot);
    }
    const made = sweep;
    if (made === undefined) return;
    const metric = metricOf(chosen, hasAccuracy(made));
    const values = made.cells.map((_, index) => valuesAt(made, metric, index));
    const best = bestOf(made);
    this.#plot?.show(
      {
        values,
        share: metric.endsWith('Accuracy'),
        ringed: best === undefined ? undefined : { column: best.cell, run: best.run },
        format: metric.endsWith('Accuracy') ? scene.context.formats.share : scene.context.formats.plain,
      },
      scene.colors,
    );
    shade(this.#host, values);
  }
}

export const sweepLens: LensModule<Words> = {
  words: {
    en: async () => (await import('./en')).words,
    ko: async () => (await import('./ko')).words,
  },
  open: (host, tools) => new SweepLens(host, tools),
};
