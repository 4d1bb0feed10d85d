/** Dropout: the networks that masks leave, what they say together, what scaling keeps, and who was dropped how often. */

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { laneName } from '../../controls/lane-card';
import { dropsOf } from '../../controls/unit-marks';
import type { DropoutLook, DropoutSeen } from '../../session/looks/dropout';
import type { LookAnswer } from '../../session/looks/types';
import type { FieldFrame, Frame, LaneSetup } from '../../session/types';
import { targetLane } from '../../state';
import { FieldView } from '../../views/field';
import { FLASH_INTERVAL } from '../../views/field-pace';
import { MagnitudeView } from '../../views/magnitude-view';
import type { Lens, LensModule, LensScene, LensTools } from '../lens';
import './dropout.css';
import type { Words } from './en';
import { fields, gallery } from './fields';
import { slicesOf } from './figures';
import { CountView } from './pictures';
import { radios } from './radios';
import { nameOf, viewOf, type Choices, type View } from './scene';
import { counts, modes, scaleMeter } from './tables';

/** The p that the button sets where there is none. */
const USUAL_P = 0.5;
/** A standard deviation of a probability is at most this. */
const MOST_SPREAD = 0.5;

/** What draws on a canvas, and how it is drawn now. */
interface Drawn {
  readonly canvas: HTMLCanvasElement;
  readonly view: { release(): void };
  readonly piece: () => void;
}

class DropoutLens implements Lens<Words> {
  readonly #host: HTMLElement;
  readonly #tools: LensTools;
  readonly #watch: IntersectionObserver;
  readonly #drawn = new Map<string, Drawn>();
  #scene: LensScene<Words> | undefined;
  #seen: { readonly lane: number; readonly seen: DropoutSeen } | undefined;
  /** The lane that was chosen here, where the page has chosen none. */
  #lane: number | undefined;
  #choices: Choices = { example: 0, samples: 30 };
  /** Number of the first sampled mask. */
  #first = 0;
  #visible = false;
  #last = Number.NEGATIVE_INFINITY;
  /** The points' picture is left out of small fields. */
  #bare: { readonly of: LaneSetup; readonly setup: LaneSetup } | undefined;

  constructor(host: HTMLElement, tools: LensTools) {
    this.#host = host;
    this.#tools = tools;
    // What nobody sees is not asked for.
    this.#watch = new IntersectionObserver((entries) => {
      this.#visible = entries.at(-1)?.isIntersecting === true;
      if (this.#visible) this.#ask();
    });
    this.#watch.observe(host);
  }

  get request(): ({ readonly name: 'dropout' } & DropoutLook['request']) | undefined {
    const scene = this.#scene;
    const view = this.#view;
    if (scene === undefined || view === undefined || !this.#visible || !dropsUnits(view)) return undefined;
    // While it plays the pictures may not flash, and the training has the first claim on the core.
    if (scene.playing && performance.now() - this.#last < FLASH_INTERVAL) return undefined;
    return {
      name: 'dropout',
      lane: view.lane,
      example: this.#choices.example,
      first: this.#first,
      samples: this.#choices.samples,
      resting: !scene.playing,
      layers: view.rates.filter((p) => p > 0).length,
      rows: view.setup.points.set.reduce((sum, set) => sum + (set === 0 ? 1 : 0), 0),
    };
  }

  get watched(): number {
    return this.#choices.example;
  }

  dress(scene: LensScene<Words>): void {
    // What was told of other networks is of no use.
    if (scene.setups !== this.#scene?.setups) this.#seen = undefined;
    const before = this.#view?.lane;
    this.#scene = scene;
    if (this.#view?.lane !== before) this.#ask();
    this.#render();
  }

  draw(_: Frame, look: LookAnswer | undefined): void {
    if (look?.name !== 'dropout') return;
    this.#last = performance.now();
    this.#seen = look.seen === undefined ? undefined : { lane: look.lane, seen: look.seen };
    this.#tools.slices.add(this.#renderSoon);
  }

  release(): void {
    this.#watch.disconnect();
    for (const { view } of this.#drawn.values()) view.release();
    this.#drawn.clear();
    this.#scene = undefined;
  }

  get #view(): View | undefined {
    const scene = this.#scene;
    if (scene === undefined) return undefined;
    const { state } = scene.context;
    const lanes = state.lanes.map((_, lane) => lane);
    const dropping = lanes.find((lane) => {
      const { inputs, units } = dropsOf(state, lane);
      return inputs || units;
    });
    const own = this.#lane !== undefined && this.#lane < lanes.length ? this.#lane : undefined;
    const lane = state.target === 'all' ? (own ?? dropping ?? 0) : state.target;
    return viewOf(scene, lane, this.#choices, this.#seen?.lane === lane ? this.#seen.seen : undefined);
  }

  /** Asks for new pictures soon, whatever the pace is. */
  #ask(): void {
    this.#last = Number.NEGATIVE_INFINITY;
    this.#tools.refresh();
  }

  #choose(choices: Partial<Choices>): void {
    this.#choices = { ...this.#choices, ...choices };
    this.#ask();
  }

  #toLane(lane: number): void {
    const context = this.#scene?.context;
    if (context === undefined) return;
    if (context.state.target === 'all') {
      this.#lane = lane;
      this.#ask();
      this.#render();
    } else context.dispatch({ type: 'target', target: lane });
  }

  /** Gives the lane that is shown dropout, and no other. */
  #setP({ scene, lane }: View): void {
    const { dispatch, state } = scene.context;
    const { target } = state;
    if (targetLane(state) !== state.lanes[lane] || target === 'all')
      dispatch({ type: 'target', target: lane });
    dispatch({ type: 'set', path: 'dropout.p', value: USUAL_P });
    if (target === 'all') dispatch({ type: 'target', target });
    this.#lane = lane;
  }

  #head(view: View): TemplateResult {
    const { scene, lane } = view;
    const { context, words } = scene;
    const { lanes, replicas } = context.state;
    return html`<div class="lens-head">
      ${
        lanes.length > 1
          ? radios({
              name: 'dropout-lane',
              label: words.lane,
              options: lanes.map((_, index) => [String(index), laneName(context, index)] as const),
              chosen: String(lane),
              choose: (index) => {
                this.#toLane(Number(index));
              },
            })
          : nothing
      }
      ${replicas > 1 ? html`<p>${words.runs(context.formats.count(replicas))}</p>` : nothing}
    </div>`;
  }

  #body(view: View): TemplateResult {
    const { scene, seen } = view;
    const { words, context } = scene;
    if (!dropsUnits(view)) {
      const p = context.formats.exact(USUAL_P);
      return view.sizes.length < 2
        ? html`<p class="empty">${words.noHidden(nameOf(view))}</p>`
        : html`<div class="empty">
            <p>${words.none(nameOf(view))}</p>
            <button
              type="button"
              class="primary"
              data-acts
              @click=${() => {
                this.#setP(view);
              }}
            >
              ${words.setP(p)}
            </button>
          </div>`;
    }
    if (seen === undefined) return html`<p class="empty" role="status">${words.waiting}</p>`;
    if (lost(seen)) return html`<p class="empty">${words.lost}</p>`;
    const actions = {
      watch: (example: number) => {
        this.#choose({ example });
      },
      average: (samples: number) => {
        this.#choose({ samples });
      },
      again: () => {
        this.#first += this.#choices.samples;
        this.#ask();
      },
    };
    return html`${fields(view, seen, actions)}${gallery(view, seen, actions)}
      <div class="pair">${scaleMeter(view, seen)}</div>
      <div class="pair two">${modes(view, seen)}${counts(view, seen)}</div>`;
  }

  #render(): void {
    const view = this.#view;
    if (view === undefined) return;
    render(html`<div class="dropout-lens">${this.#head(view)}${this.#body(view)}</div>`, this.#host);
    this.#drawPictures(view);
  }

  readonly #renderSoon = (): void => {
    this.#render();
  };

  #drawPictures(view: View): void {
    const { seen, setup, scene } = view;
    const { colors } = scene;
    const wanted = new Set<string>();
    if (seen !== undefined && !lost(seen)) {
      const look = { test: scene.context.state.showTest, lost: false, bare: false, runs: [] };
      const field = (key: string, frame: FieldFrame, own: LaneSetup): void => {
        this.#picture(
          `[data-field="${key}"]`,
          wanted,
          (canvas) => new FieldView(canvas),
          (on) => {
            on.draw(frame, own, colors, look);
          },
        );
      };
      if (seen.watchedField !== undefined) field('watched', seen.watchedField, setup);
      field('full', seen.full, setup);
      field('mean', seen.mean, setup);
      const bare = this.#withoutPoints(setup);
      field('average', seen.average, bare);
      field('whole', seen.full, bare);
      seen.gallery.forEach((frame, index) => {
        field(`sample-${index}`, frame, bare);
      });
      this.#picture(
        '[data-spread]',
        wanted,
        (canvas) => new MagnitudeView(canvas),
        (on) => {
          on.draw(seen.spread, MOST_SPREAD, colors);
        },
      );
      slicesOf(view.sizes).forEach(({ from, to }, layer) => {
        this.#picture(
          `[data-count="${layer}"]`,
          wanted,
          (canvas) => new CountView(canvas),
          (on) => {
            const dropped = seen.drops.dropped.subarray(from, to);
            on.draw({ p: view.rates[layer] ?? 0, dropped }, seen.drops.masks, colors);
          },
        );
      });
    }
    for (const [selector, { view: kept }] of this.#drawn)
      if (!wanted.has(selector)) {
        kept.release();
        this.#drawn.delete(selector);
      }
  }

  /** Draws a canvas, if it is there, in a piece of its own. */
  #picture<Kind extends { release(): void }>(
    selector: string,
    wanted: Set<string>,
    make: (canvas: HTMLCanvasElement) => Kind,
    draw: (view: Kind) => void,
  ): void {
    const canvas = this.#host.querySelector(selector);
    if (!(canvas instanceof HTMLCanvasElement)) return;
    wanted.add(selector);
    const kept = this.#drawn.get(selector);
    if (kept?.canvas !== canvas) kept?.view.release();
    // What is kept for a selector is always of the kind that `make` gives for it.
    const view = kept?.canvas === canvas ? (kept.view as Kind) : make(canvas);
    const piece = (): void => {
      // A newer picture may have been put in its place.
      if (this.#drawn.get(selector)?.piece === piece) draw(view);
    };
    this.#drawn.set(selector, { canvas, view, piece });
    this.#tools.slices.add(piece);
  }

  #withoutPoints(setup: LaneSetup): LaneSetup {
    if (this.#bare?.of !== setup) {
      const none = { x: new Float32Array(), y: new Float32Array(), set: new Uint8Array() };
      this.#bare = { of: setup, setup: { ...setup, points: none } };
    }
    return this.#bare.setup;
  }
}

/** Whether training leaves out anything that is there. */
function dropsUnits({ scene, lane, sizes }: View): boolean {
  const { inputs, units } = dropsOf(scene.context.state, lane);
  return inputs || (units && sizes.length > 1);
}

/** Whether the run that the pictures show left the range of numbers. */
function lost(seen: DropoutSeen): boolean {
  return seen.figures.eval.replicas[0]?.diverged !== undefined;
}

export const dropout: LensModule<Words> = {
  words: { en: async () => (await import('./en')).words, ko: async () => (await import('./ko')).words },
  open: (host, tools) => new DropoutLens(host, tools),
};
