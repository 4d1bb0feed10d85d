/** What the network is given: how the inputs lie, what their scales do to the loss, and what normalization makes of both. */

import { html, nothing, render } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { fieldAt, type Settings } from '../../schema';
import type { LookAnswer, LookRequest } from '../../session/looks/types';
import type { Frame } from '../../session/types';
import { MOST_LANES } from '../../state';
import { throttle } from '../../throttle';
import type { Lens, LensModule, LensScene, LensTools } from '../lens';
import { levelsOf, pathsOf, pointsOf, scaleOf } from '../surface/data';
import { SurfaceView } from '../surface/view';
import type { Words } from './en';
import { demonstration } from './figures';
import { laneInputs, type Made } from './lane';
import './inputs.css';

/** Milliseconds of a frame that a picture may take beside the training, and at rest. */
const BUDGET = 6;
const BUDGET_AT_REST = 30;
/** While it trains, figures are renewed no more often than this, and pictures begun, in milliseconds. */
const INTERVAL = 250;
const RENEWAL = 2500;

type Look = Extract<LookAnswer, { readonly name: 'inputs' }>;

/** Counts over all lenses that were opened, as the core keeps what the last one asked for. */
let makings = 0;

class InputsLens implements Lens<Words> {
  readonly #host: HTMLElement;
  readonly #tools: LensTools;
  readonly #figures = throttle(INTERVAL);
  readonly #views = new Map<number, { readonly canvas: HTMLCanvasElement; readonly view: SurfaceView }>();
  #scene: LensScene<Words> | undefined;
  #unit = 0;
  #answer: Look | undefined;
  readonly #made = new Map<number, Made>();
  /** The steps at which lanes had no picture: their run has diverged, or has not this unit. */
  readonly #none = new Map<number, number>();
  /** The lane whose picture is being worked out, and how far it is. */
  #making: { readonly number: number; readonly lane: number; progress: number } | undefined;
  /** The step that the newest frame is of, and when pictures were last begun. */
  #step = 0;
  #begun = Number.NEGATIVE_INFINITY;

  constructor(host: HTMLElement, tools: LensTools) {
    this.#host = host;
    this.#tools = tools;
  }

  get request(): LookRequest | undefined {
    const scene = this.#scene;
    if (scene === undefined) return undefined;
    if (scene.playing && !this.#figures.due && this.#making === undefined) return undefined;
    return {
      name: 'inputs',
      unit: this.#unit,
      making: this.#making?.number ?? 0,
      lane: this.#making?.lane,
      budget: scene.playing ? BUDGET : BUDGET_AT_REST,
    };
  }

  dress(scene: LensScene<Words>): void {
    const before = this.#scene;
    this.#scene = scene;
    // What was told of other networks is of no use.
    if (scene.setups !== before?.setups) this.#forget();
    this.#render();
    if (before?.playing === true && !scene.playing) this.#tools.refresh();
  }

  draw(frame: Frame, look: LookAnswer | undefined): void {
    this.#step = frame.step;
    if (look?.name === 'inputs') this.#take(look);
    this.#plan();
  }

  release(): void {
    for (const { view } of this.#views.values()) view.release();
    this.#views.clear();
    this.#scene = undefined;
  }

  #forget(): void {
    this.#answer = undefined;
    this.#making = undefined;
    this.#made.clear();
    this.#none.clear();
    this.#begun = Number.NEGATIVE_INFINITY;
    if (this.#unit >= this.#units) this.#unit = 0;
  }

  /** Units of the widest first layer. */
  get #units(): number {
    return Math.max(1, ...(this.#scene?.setups ?? []).map(({ layers }) => layers[0] ?? 1));
  }

  #choose(unit: number): void {
    this.#unit = unit;
    this.#forget();
    this.#render();
    this.#tools.refresh();
  }

  /** Begins the next picture that is missing or old. */
  #plan(): void {
    const scene = this.#scene;
    if (scene === undefined || this.#making !== undefined || this.#step === 0) return;
    const now = performance.now();
    const answer = this.#answer;
    // Of a run that has diverged there is nothing to see but where it went.
    const lost = (lane: number): boolean => answer !== undefined && answer.curvatures[lane] === undefined;
    const old = (lane: number): boolean =>
      this.#made.get(lane)?.step !== this.#step && this.#none.get(lane) !== this.#step && !lost(lane);
    const lanes = scene.setups.flatMap(({ inputs }, lane) => (inputs.length > 1 && old(lane) ? [lane] : []));
    // While it trains every picture is old at once: they take turns.
    const [lane] = lanes.sort((a, b) => (this.#made.get(a)?.step ?? -1) - (this.#made.get(b)?.step ?? -1));
    if (lane === undefined) return;
    const missing = !this.#made.has(lane);
    if (scene.playing && !missing && now - this.#begun < RENEWAL / scene.setups.length) return;
    this.#begun = now;
    this.#making = { number: (makings += 1), lane, progress: 0 };
    this.#tools.refresh();
  }

  #take(look: Look): void {
    const scene = this.#scene;
    const making = this.#making;
    // It may be of the lanes that there were before.
    if (look.curvatures.length !== scene?.setups.length) return;
    let news = false;
    if (making?.number === look.making) {
      making.progress = look.progress ?? 1;
      if (look.surface !== undefined) {
        const { square, side, values } = look.surface;
        const scale = scaleOf(values, true);
        const levels = scale === undefined ? [] : levelsOf(scale);
        const paths = pathsOf(pointsOf(look.surface.paths, true));
        this.#made.set(making.lane, {
          step: look.begunAt,
          picture: { square, side, values, scale, levels, paths },
        });
        news = true;
      }
      if (making.progress === 1) this.#making = undefined;
      if (this.#making !== undefined && !scene.playing) this.#tools.refresh();
      if (look.progress === undefined) this.#none.set(making.lane, look.begunAt);
    }
    const first = this.#answer === undefined;
    this.#answer = look;
    if (news || first || !scene.playing) {
      this.#figures.flush(this.#render);
    } else this.#figures.run(this.#render);
  }

  #compareLeak(lane: number): void {
    const context = this.#scene?.context;
    const settings = context?.state.lanes[lane]?.settings;
    if (context === undefined || settings === undefined) return;
    context.dispatch({
      type: 'fan',
      lane,
      path: 'inputs.statistics',
      own: ['train', 'all'].map((value) => ({ ...settings, 'inputs.statistics': value })),
    });
  }

  /** The chosen lane with every normalization. */
  #compare(): void {
    const context = this.#scene?.context;
    const settings = context?.state.lanes[0]?.settings;
    const { kind } = fieldAt('inputs.normalization');
    if (context === undefined || settings === undefined || kind.kind !== 'choice') return;
    const own: readonly Settings[] = kind.options
      .slice(0, MOST_LANES)
      .map((value) => ({ ...settings, 'inputs.normalization': value }));
    context.dispatch({ type: 'fan', lane: 0, path: 'inputs.normalization', own });
  }

  #demonstrate(): void {
    const context = this.#scene?.context;
    const settings = context?.state.lanes[0]?.settings;
    if (context === undefined || settings === undefined) return;
    context.dispatch({ type: 'fan', lane: 0, path: 'inputs.normalization', own: demonstration(settings) });
    if (this.#scene?.playing !== true) this.#tools.toggle();
  }

  #unitNames({ words, setups }: LensScene<Words>): readonly string[] {
    const linear = setups.every(({ layers }) => layers.length === 1);
    const units = this.#units;
    return Array.from({ length: units }, (_, unit) =>
      linear
        ? units === 1
          ? words.output
          : words.outputs(String(unit + 1))
        : words.hidden(String(unit + 1)),
    );
  }

  readonly #render = (): void => {
    const scene = this.#scene;
    if (scene === undefined) return;
    const { words } = scene;
    const names = this.#unitNames(scene);
    render(
      html`<div class="inputs">
        <p class="inputs-about">${words.about}</p>
        <div class="inputs-options">
          ${
            names.length > 1
              ? html`<label
                  >${words.unit}
                  <select
                    id="inputs-unit"
                    @change=${(event: Event) => {
                      if (event.target instanceof HTMLSelectElement) this.#choose(event.target.selectedIndex);
                    }}
                  >
                    ${names.map((name, unit) => html`<option .selected=${live(unit === this.#unit)}>${name}</option>`)}
                  </select></label
                >`
              : nothing
          }
          <button
            type="button"
            id="inputs-demo"
            data-acts
            title=${words.demoHint}
            @click=${() => {
              this.#demonstrate();
            }}
          >
            ${words.demo}
          </button>
          <button
            type="button"
            id="inputs-compare"
            data-acts
            @click=${() => {
              this.#compare();
            }}
          >
            ${words.compare}
          </button>
        </div>
        <div class="inputs-lanes">
          ${scene.setups.map((_, lane) =>
            laneInputs({
              scene,
              lane,
              made: this.#made.get(lane),
              progress: this.#making?.lane === lane ? this.#making.progress : undefined,
              spreads: this.#answer?.spreads[lane],
              curvature: this.#answer?.curvatures[lane],
              answered: this.#answer !== undefined,
              leak: () => {
                this.#compareLeak(lane);
              },
            }),
          )}
        </div>
      </div>`,
      this.#host,
    );
    this.#paint(scene);
  };

  #paint({ colors, setups }: LensScene<Words>): void {
    setups.forEach((_, lane) => {
      const canvas = this.#host.querySelector(`[data-lane="${lane}"] canvas`);
      const kept = this.#views.get(lane);
      if (kept !== undefined && kept.canvas !== canvas) {
        kept.view.release();
        this.#views.delete(lane);
      }
      if (!(canvas instanceof HTMLCanvasElement)) return;
      const { view } = this.#views.get(lane) ?? { view: new SurfaceView(canvas) };
      this.#views.set(lane, { canvas, view });
      view.dress(colors);
      const picture = this.#made.get(lane)?.picture;
      const present = picture?.paths.flatMap((path) => path.slice(-1)) ?? [];
      this.#tools.slices.add(
        pieceOf(view, () => {
          view.show(picture, [], present);
        }),
      );
    });
    for (const [lane, { view }] of this.#views)
      if (lane >= setups.length) {
        view.release();
        this.#views.delete(lane);
      }
  }
}

/** A view's painting as a piece of a frame, the same one each time, so that it is not done twice. */
const pieces = new WeakMap<SurfaceView, { prepare: () => void; readonly piece: () => void }>();
function pieceOf(view: SurfaceView, prepare: () => void): () => void {
  let kept = pieces.get(view);
  if (kept === undefined) {
    const own = {
      prepare,
      piece: () => {
        own.prepare();
        view.paint();
      },
    };
    kept = own;
    pieces.set(view, kept);
  }
  kept.prepare = prepare;
  return kept.piece;
}

export const inputs: LensModule<Words> = {
  words: { en: async () => (await import('./en')).words, ko: async () => (await import('./ko')).words },
  open: (host, tools) => new InputsLens(host, tools),
};
