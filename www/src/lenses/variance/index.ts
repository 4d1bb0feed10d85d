/** Bias and variance: networks that were trained on many data sets of one law, held against each other over the plane. */

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { save } from '../../files';
import { jobsBar, statusText, Watch } from '../../jobs/bar';
import type { Settings } from '../../schema';
import { SIDE } from '../../session/looks/variance';
import type { Frame, LaneSetup } from '../../session/types';
import { valueIn } from '../../state';
import { trace } from '../../views/boundary';
import { FieldView } from '../../views/field';
import { MagnitudeView } from '../../views/magnitude-view';
import type { Colors } from '../../views/palette';
import type { Size } from '../../views/surface';
import type { Lens, LensModule, LensScene, LensTools } from '../lens';
import type { Words } from './en';
import { BEGINNING, formControls, readForm, type Form } from './form';
import { chained, csvOf, topOf, type Line } from './plan';
import { bars, notes, pictures, stretch, type Shown } from './results';
import { baseOf, VarianceRun, type Shape } from './run';
import './variance.css';

const NO_POINTS = { x: new Float32Array(), y: new Float32Array(), set: new Uint8Array() };

/** What stays while other tabs are looked at. */
let form: Form = BEGINNING;
let made: VarianceRun | undefined;
let chosen = 0;
/** The colours that the mean predictions were painted in. */
let painted: Colors | undefined;

interface Drawn {
  readonly canvas: HTMLCanvasElement;
  readonly view: { release(): void };
  readonly piece: () => void;
  /** What it was drawn of. */
  readonly key: readonly unknown[];
}

class VarianceLens implements Lens<Words> {
  readonly #host: HTMLElement;
  readonly #tools: LensTools;
  readonly request = undefined;
  readonly #drawn = new Map<string, Drawn>();
  #scene: LensScene<Words> | undefined;
  #step = 0;
  #tried = false;
  readonly #watch = new Watch();

  constructor(host: HTMLElement, tools: LensTools) {
    this.#host = host;
    this.#tools = tools;
  }

  dress(scene: LensScene<Words>): void {
    this.#scene = scene;
    if (painted !== undefined && painted !== scene.colors) {
      painted = scene.colors;
      made?.repaint();
    }
    this.#follow();
    this.#render();
  }

  draw(frame: Frame): void {
    if (frame.step === this.#step) return;
    this.#step = frame.step;
    // The box of steps follows the training where it rests.
    if (this.#scene?.playing === false && form.steps === undefined) this.#render();
  }

  release(): void {
    for (const { view } of this.#drawn.values()) view.release();
    this.#drawn.clear();
    this.#watch.stop();
    this.#scene = undefined;
  }

  /** While they run the progress is told. */
  #follow(): void {
    this.#watch.start(
      () => made?.running === true,
      () => {
        this.#render();
      },
      () => {
        const scene = this.#scene;
        if (scene !== undefined) this.#tools.announce(statusText(scene.context, scene.words, made));
      },
    );
  }

  #settings({ context }: LensScene<Words>, lane: number): Settings {
    const { lanes } = context.state;
    return (lanes[lane] ?? lanes[0])?.settings ?? {};
  }

  #start(scene: LensScene<Words>): void {
    this.#tried = true;
    const read = readForm(scene, form, this.#step);
    if (!read.ok) {
      this.#render();
      return;
    }
    const { lane, sets, start } = form;
    const { steps, widths } = read;
    // From here on the box says what these networks were trained for.
    form = { ...form, steps: String(steps) };
    if (scene.playing) this.#tools.toggle();
    made?.stop();
    chosen = 0;
    painted = scene.colors;
    const classes = scene.setups[lane]?.classes ?? 0;
    made = new VarianceRun(
      { lane, classes, widths, sets, start, steps },
      this.#settings(scene, lane),
      this.#tools.session,
      () => {
        this.#render();
      },
    );
    this.#follow();
    this.#render();
  }

  #render(): void {
    const scene = this.#scene;
    if (scene === undefined) return;
    const { context, words } = scene;
    if (form.lane >= context.state.lanes.length) form = { ...form, lane: 0 };
    const settings = this.#settings(scene, form.lane);
    const given = valueIn(settings, 'data.dataset') === 'custom';
    render(
      html`<div class="variance">
        <p class="variance-about">${words.about}</p>
        ${this.#form(scene, settings, given)}
        ${given ? html`<p class="variance-note">${words.given}</p>` : nothing}
        ${made?.shapes.some((shape) => shape !== undefined) === true ? this.#results(scene, made) : nothing}
      </div>`,
      this.#host,
    );
    stretch(this.#host);
    this.#paint(scene);
  }

  #form(scene: LensScene<Words>, settings: Settings, given: boolean): TemplateResult {
    const { context, words } = scene;
    const read = readForm(scene, form, this.#step);
    const networks = read.ok ? (read.widths?.length ?? 1) * form.sets : undefined;
    return html`<form
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        this.#start(scene);
      }}
    >
      ${formControls(scene, form, this.#step, settings, this.#tried && !read.ok ? read.wrong : {}, (next) => {
        form = next;
        this.#render();
      })}
      ${jobsBar({
        context,
        words,
        jobs: made,
        id: 'variance',
        start: words.train(networks === undefined ? '—' : context.formats.count(networks)),
        ready: !given,
        name: words.networks,
        stop: () => {
          made?.stop();
          this.#render();
        },
      })}
    </form>`;
  }

  #results(scene: LensScene<Words>, run: VarianceRun): TemplateResult {
    const { words } = scene;
    const { lane, start, steps } = run.setting;
    const settings = this.#settings(scene, lane);
    const shown: Shown = {
      scene,
      made: run,
      chosen: this.#chosen(run),
      choose: (place) => {
        chosen = place;
        this.#render();
      },
    };
    const shape = run.shapes[shown.chosen];
    return html`<div class="variance-results">
      <div class="variance-head">
        <h3>${words.totals}</h3>
        <button
          type="button"
          id="variance-csv"
          @click=${() => {
            const shapes = run.shapes.filter((one) => one !== undefined);
            save('trainscope-variance.csv', csvOf(shapes, steps, start), 'text/csv');
          }}
        >
          ${words.csv}
        </button>
        ${
          run.base === baseOf(settings, start)
            ? nothing
            : html`<span class="variance-stale">${words.stale}</span>`
        }
      </div>
      ${bars(shown)}
      ${
        shape === undefined
          ? nothing
          : [
              pictures(shown, shape),
              notes(shown, shape, Number(valueIn(settings, 'inputs.noise_inputs')) > 0),
            ]
      }
    </div>`;
  }

  /** The shape whose pictures are shown: the one that was chosen, where it is there yet. */
  #chosen(run: VarianceRun): number {
    return run.shapes[chosen] === undefined ? run.shapes.findIndex((shape) => shape !== undefined) : chosen;
  }

  #paint({ colors }: LensScene<Words>): void {
    const wanted = new Set<string>();
    const shape = made?.shapes[this.#chosen(made)];
    const decomposed = shape?.decomposed;
    if (made !== undefined && shape !== undefined && decomposed !== undefined) {
      const { classes } = made.setting;
      const top = topOf(decomposed) || 1;
      const over = contour(shape, colors);
      this.#picture(
        'mean',
        wanted,
        [shape, colors],
        (canvas) => new FieldView(canvas),
        (on) => {
          const setup: LaneSetup = { inputs: [], layers: [], classes, points: NO_POINTS };
          on.draw(decomposed.mean, setup, colors, {
            test: false,
            lost: false,
            runs: shape.fields,
            bare: true,
            over,
          });
        },
      );
      for (const part of ['bias', 'variance', 'noise'] as const)
        this.#picture(
          part,
          wanted,
          [shape, colors],
          (canvas) => new MagnitudeView(canvas),
          (on) => {
            on.draw(decomposed[part], top, colors, over);
          },
        );
    }
    for (const [name, { view }] of this.#drawn)
      if (!wanted.has(name)) {
        view.release();
        this.#drawn.delete(name);
      }
  }

  /** Draws a canvas, in a piece of its own, where it is not of the same already. */
  #picture<Kind extends { release(): void }>(
    name: string,
    wanted: Set<string>,
    key: readonly unknown[],
    make: (canvas: HTMLCanvasElement) => Kind,
    draw: (view: Kind) => void,
  ): void {
    const canvas = this.#host.querySelector(`[data-plane="${name}"]`);
    if (!(canvas instanceof HTMLCanvasElement)) return;
    wanted.add(name);
    const kept = this.#drawn.get(name);
    if (kept?.canvas === canvas && kept.key.every((part, index) => part === key[index])) return;
    if (kept?.canvas !== canvas) kept?.view.release();
    // What is kept for a name is always of the kind that `make` gives for it.
    const view = kept?.canvas === canvas ? (kept.view as Kind) : make(canvas);
    const piece = (): void => {
      if (this.#drawn.get(name)?.piece === piece) draw(view);
    };
    this.#drawn.set(name, { canvas, view, piece, key });
    this.#tools.slices.add(piece);
  }
}

/** The line within which 99 % of the points lie. */
function contour(
  { decomposed }: Shape,
  colors: Colors,
): (context: CanvasRenderingContext2D, size: Size) => void {
  return (context, { width, height }) => {
    if (decomposed === undefined) return;
    const path = new Path2D();
    const lines: Line[] = [];
    let from: readonly [number, number] = [0, 0];
    const at = (length: number) => (place: number) => ((place + 0.5) / SIDE) * length;
    const pen = {
      moveTo: (x: number, y: number) => {
        from = [x, y];
      },
      lineTo: (x: number, y: number) => {
        lines.push([from, [x, y]]);
      },
    };
    trace(pen, decomposed.density, SIDE, decomposed.level, at(width), at(height));
    for (const chain of chained(lines))
      chain.forEach(([x, y], index) => {
        if (index === 0) path.moveTo(x, y);
        else path.lineTo(x, y);
      });
    context.lineJoin = 'round';
    context.strokeStyle = colors.halo;
    context.lineWidth = 3;
    context.globalAlpha = 0.6;
    context.stroke(path);
    context.globalAlpha = 1;
    context.strokeStyle = colors.ink;
    context.lineWidth = 1.25;
    context.setLineDash([4, 3]);
    context.stroke(path);
    context.setLineDash([]);
  };
}

export const variance: LensModule<Words> = {
  words: {
    en: async () => (await import('./en')).words,
    ko: async () => (await import('./ko')).words,
  },
  open: (host, tools) => new VarianceLens(host, tools),
};
