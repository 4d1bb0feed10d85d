/** The loss surface: the training loss over a plane through the parameters, with the runs' paths on it. */

import { html, nothing, render } from 'lit-html';
import { laneName } from '../../controls/lane-card';
import type { LookAnswer, LookRequest } from '../../session/looks/types';
import type { Frame } from '../../session/types';
import { throttle } from '../../throttle';
import type { Lens, LensModule, LensScene, LensTools } from '../lens';
import { levelsOf, pathsOf, pointsOf, scaleOf, type Path, type Point } from './data';
import type { Words } from './en';
import { FIRST, isPenalized, optionControls, type Options } from './options';
import { axes, facts, key, summary, table, type Told } from './texts';
import { SurfaceView, type Picture } from './view';
import './surface.css';

/** Milliseconds of a frame that the surface may take beside the training, and at rest. */
const BUDGET = 6;
const BUDGET_AT_REST = 30;
/** While it trains, where the runs are is asked for no more often than this, in milliseconds. */
const PRESENT_INTERVAL = 100;
/** States that make a path worth a plane, while more of them come by themselves. */
const ENOUGH = 24;
/** Points of a trail past so many are thinned. */
const MOST_TRAIL = 400;

type Look = Extract<LookAnswer, { readonly name: 'surface' }>;

/** Counts over all lenses that were opened, as the core keeps what the last one asked for. */
let makings = 0;

class SurfaceLens implements Lens<Words> {
  readonly #host: HTMLElement;
  readonly #tools: LensTools;
  readonly #presentThrottle = throttle(PRESENT_INTERVAL);
  #scene: LensScene<Words> | undefined;
  #options: Options = FIRST;
  /** The surface that is wanted; 0 while there is no path for one. */
  #making = 0;
  #stopped = false;
  /** States that there were when there was no plane. */
  #failedAt: number | undefined;
  #answer: Look | undefined;
  #progress = 0;
  #told: Told | undefined;
  #picture: Picture | undefined;
  #present: readonly Point[] = [];
  /** Run by run, from the end of its path on. */
  #trails: Point[][] = [];
  #view: SurfaceView | undefined;
  #mark: readonly [number, number] | undefined;
  #states = 0;

  constructor(host: HTMLElement, tools: LensTools) {
    this.#host = host;
    this.#tools = tools;
  }

  get request(): LookRequest | undefined {
    const scene = this.#scene;
    if (scene === undefined || this.#making === 0) return undefined;
    const { random, seed, lane, allRuns } = this.#options;
    const known = this.#known;
    if (known && scene.playing && !this.#presentThrottle.due) return undefined;
    return {
      name: 'surface',
      making: this.#making,
      lane,
      replica: allRuns ? undefined : 0,
      seed: random ? seed : undefined,
      penalty: this.#penalty,
      budget: this.#stopped ? 0 : scene.playing ? BUDGET : BUDGET_AT_REST,
      known,
    };
  }

  get #penalty(): boolean {
    return this.#options.penalty && this.#scene !== undefined && isPenalized(this.#scene, this.#options.lane);
  }

  get #known(): boolean {
    return (
      this.#progress === 1 && this.#answer?.surface !== undefined && this.#answer.penalty === this.#penalty
    );
  }

  dress(scene: LensScene<Words>): void {
    const before = this.#scene;
    this.#scene = scene;
    // What was told of other networks is of no use.
    if (scene.setups !== before?.setups) {
      this.#forget();
      if (this.#options.lane >= scene.setups.length) this.#options = { ...this.#options, lane: 0 };
    }
    // Who pauses wants to look: a run that has left the picture is fetched back.
    if (before?.playing === true && !scene.playing && this.#progress === 1 && this.#isOutside) this.#make();
    this.#render();
    this.#view?.dress(scene.colors);
    this.#tools.slices.add(this.#paint);
    // The penalty is part of what is shown, or no longer.
    if (this.#answer?.surface !== undefined && this.#answer.penalty !== this.#penalty) this.#tools.refresh();
  }

  draw(frame: Frame, look: LookAnswer | undefined): void {
    const { past } = frame;
    this.#states = past.steps.length + (past.back || past.steps.at(-1) === frame.step ? 0 : 1);
    const playing = this.#scene?.playing === true;
    if (look?.name === 'surface' && look.making === this.#making) {
      this.#presentThrottle.flush(() => {
        this.#take(look);
      });
      if (look.progress !== undefined && look.progress < 1 && !this.#stopped && !playing)
        this.#tools.refresh();
    }
    const ready = this.#states >= (playing ? ENOUGH : 2) && this.#states !== this.#failedAt;
    if (this.#making === 0 && ready) this.#make();
  }

  release(): void {
    this.#view?.release();
    this.#scene = undefined;
  }

  /** Asks for another surface, along the paths as they are now. */
  #make(): void {
    this.#making = makings += 1;
    this.#stopped = false;
    this.#failedAt = undefined;
    this.#progress = 0;
    this.#trails = [];
    this.#mark = undefined;
    this.#render();
    this.#tools.refresh();
  }

  #forget(): void {
    this.#making = 0;
    this.#failedAt = undefined;
    this.#answer = undefined;
    this.#told = undefined;
    this.#picture = undefined;
    this.#progress = 0;
    this.#present = [];
    this.#trails = [];
    this.#mark = undefined;
  }

  #take(look: Look): void {
    if (look.progress === undefined) {
      this.#forget();
      this.#failedAt = this.#states;
      this.#render();
      this.#tools.slices.add(this.#paint);
      return;
    }
    const finished = look.progress === 1 && this.#progress < 1;
    const news = look.surface !== undefined;
    this.#progress = look.progress;
    if (news) {
      this.#answer = look;
      this.#tell();
    }
    const outside = this.#isOutside;
    this.#present = pointsOf(look.present, false);
    this.#follow();
    const told = news || finished || this.#isOutside !== outside;
    if (told || this.#scene?.playing !== true) this.#render();
    this.#tools.slices.add(this.#paint);
  }

  /** Lengthens the trails of what was trained since the surface was made. */
  #follow(): void {
    this.#present.forEach((point, index) => {
      const end = this.#picture?.paths[index]?.at(-1);
      if (end === undefined) return;
      const trail = (this.#trails[index] ??= [end]);
      const last = trail.at(-1);
      // From an earlier step the runs take the way that they took.
      if (last === undefined || point.step <= last.step) return;
      trail.push(point);
      if (trail.length > MOST_TRAIL)
        this.#trails[index] = trail.filter((_, at) => at % 2 === 0 || at === trail.length - 1);
    });
  }

  /** Puts what the core answered into the form that is drawn and told. */
  #tell(): void {
    const surface = this.#answer?.surface;
    if (surface === undefined) return;
    const { square, shares, side, values } = surface;
    const setup = this.#scene?.setups[this.#options.lane];
    const scale = scaleOf(values, this.#options.log);
    const levels = scale === undefined ? [] : levelsOf(scale);
    const paths = pathsOf(pointsOf(surface.paths, true));
    const exact = setup?.inputs.length === 1 && setup.layers.length === 1 && setup.layers[0] === 1;
    this.#told = { options: this.#options, exact, square, shares, scale, levels, paths };
    this.#picture = { square, side, values, scale, levels, paths };
  }

  readonly #change = (options: Options): void => {
    const before = this.#options;
    this.#options = options;
    const same = (['random', 'seed', 'lane', 'allRuns'] as const).every(
      (name) => options[name] === before[name],
    );
    if (same) {
      this.#tell();
      this.#render();
      this.#tools.slices.add(this.#paint);
      this.#tools.refresh();
    } else this.#make();
  };

  readonly #paint = (): void => {
    const view = this.#view;
    if (view === undefined) return;
    // Only what has gone on is a trail.
    const trails: Path[] = this.#trails.filter((trail) => trail.length > 1);
    view.show(this.#picture, trails, this.#present);
    view.mark(this.#mark);
    view.paint();
  };

  get #isOutside(): boolean {
    const [left = 0, bottom = 0, width = 0] = this.#picture?.square ?? [];
    return this.#present.some(({ x, y }) => x < left || y < bottom || x > left + width || y > bottom + width);
  }

  #status(words: Words): string {
    if (this.#making === 0) return this.#failedAt === undefined ? words.waiting : words.noPlane;
    const side = this.#picture?.side ?? 0;
    if (this.#progress < 1)
      return this.#stopped ? words.stopped(side) : words.progress(`${Math.floor(100 * this.#progress)}%`);
    return this.#isOutside ? words.outside : words.complete(side);
  }

  #readout({ words, context }: LensScene<Words>): string {
    const [picture, mark] = [this.#picture, this.#mark];
    if (picture === undefined || mark === undefined) return words.readHint;
    const [left = 0, bottom = 0, width = 0] = picture.square;
    const { coordinate, loss } = context.formats;
    const at = (start: number, index: number): string =>
      coordinate(start + (index / (picture.side - 1)) * width);
    const value = picture.values[mark[1] * picture.side + mark[0]] ?? Number.NaN;
    return words.read(
      at(left, mark[0]),
      at(bottom, mark[1]),
      Number.isFinite(value) ? loss(value) : words.notFinite,
    );
  }

  /** Marks the place of the lattice under the pointer. */
  readonly #point = (event: PointerEvent): void => {
    this.#mark = this.#view?.nearest(event.offsetX, event.offsetY);
    this.#render();
    this.#tools.slices.add(this.#paint);
  };

  readonly #leave = (event: Event): void => {
    // A finger leaves with every tap: what it pointed at stays until another place is tapped.
    if (event instanceof PointerEvent && event.pointerType === 'touch') return;
    this.#mark = undefined;
    this.#render();
    this.#tools.slices.add(this.#paint);
  };

  readonly #move = (event: KeyboardEvent): void => {
    const by = new Map([
      ['ArrowLeft', [-1, 0]],
      ['ArrowRight', [1, 0]],
      ['ArrowUp', [0, 1]],
      ['ArrowDown', [0, -1]],
    ]).get(event.key);
    const last = (this.#picture?.side ?? 0) - 1;
    if (by === undefined || last < 1) return;
    event.preventDefault();
    // The page's own shortcuts have these keys elsewhere.
    event.stopPropagation();
    const [column, row] = this.#mark ?? [last / 2, last / 2];
    const within = (at: number): number => Math.min(last, Math.max(0, at));
    this.#mark = [within(column + (by[0] ?? 0)), within(row + (by[1] ?? 0))];
    this.#render();
    this.#tools.slices.add(this.#paint);
  };

  #render(): void {
    const scene = this.#scene;
    if (scene === undefined) return;
    const { words, context } = scene;
    const told = this.#told;
    const busy = this.#making > 0 && this.#progress < 1 && !this.#stopped;
    render(
      html`<div class="surface">
        <figure>
          <canvas
            tabindex="0"
            role="img"
            aria-label=${told === undefined ? this.#status(words) : summary(scene, told)}
            @pointermove=${this.#point}
            @pointerdown=${this.#point}
            @pointerleave=${this.#leave}
            @keydown=${this.#move}
            @blur=${this.#leave}
          ></canvas>
          <figcaption>
            <div class="surface-axes">${told === undefined ? nothing : axes(scene, told)}</div>
            <output aria-live="polite">${this.#readout(scene)}</output>
          </figcaption>
        </figure>
        <div class="surface-side">
          <h3>${words.title(laneName(context, this.#options.lane))}</h3>
          <div class="surface-options">
            ${optionControls(scene, this.#options, told?.exact === true, this.#change)}
          </div>
          <div class="surface-make">
            <button
              type="button"
              id="surface-recompute"
              ?disabled=${this.#states < 1}
              @click=${() => {
                this.#make();
              }}
            >
              ${words.recompute}
            </button>
            <button
              type="button"
              id="surface-stop"
              ?disabled=${!busy}
              @click=${() => {
                this.#stopped = true;
                this.#render();
              }}
            >
              ${words.stop}
            </button>
            <p class="surface-status" data-progress=${this.#making === 0 ? '' : this.#progress}>
              ${this.#status(words)}
            </p>
          </div>
          ${
            told === undefined
              ? nothing
              : html`<div class="surface-key">
                    ${key(
                      scene,
                      told,
                      this.#trails.some((trail) => trail.length > 1),
                    )}
                  </div>
                  <div class="surface-facts">${facts(scene, told)}</div>
                  <details class="chart-table">
                    <summary>${words.table}</summary>
                    <div class="table-body" tabindex="0">${table(scene, told)}</div>
                  </details>`
          }
        </div>
      </div>`,
      this.#host,
    );
    const canvas = this.#host.querySelector('canvas');
    if (this.#view === undefined && canvas !== null) {
      this.#view = new SurfaceView(canvas);
      this.#view.dress(scene.colors);
    }
  }
}

export const surface: LensModule<Words> = {
  words: { en: async () => (await import('./en')).words, ko: async () => (await import('./ko')).words },
  open: (host, tools) => new SurfaceLens(host, tools),
};
