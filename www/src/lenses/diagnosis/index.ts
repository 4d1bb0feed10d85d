/** The diagnosis: the error ladder of each lane, what it names as the cause, and what the recipe has against it. */

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { laneName } from '../../controls/lane-card';
import type { LookAnswer, LookRequest } from '../../session/looks/types';
import type { Frame } from '../../session/types';
import { throttle } from '../../throttle';
import { FLASH_INTERVAL } from '../../views/field-pace';
import type { Size } from '../../views/surface';
import type { Lens, LensModule, LensScene, LensTools } from '../lens';
import { bars, shownRungs } from './bars';
import { optimalLines, paintBoundary, SIDE } from './boundary';
import type { Words } from './en';
import { lacks } from './lacks';
import { Ladders } from './ladders';
import { scaleOf, type Cause, type Rung } from './model';
import { augmented, remediesAgainst, type Remedy } from './remedies';
import { remedyList } from './remedy-list';
import { errorText, isMixed, table, verdictTexts, type Told } from './texts';
import './diagnosis.css';

/** Milliseconds of a frame that the best predictor may take beside the training, and at rest. */
const BUDGET = 6;
const BUDGET_AT_REST = 30;
const DEV = 1;
const TEST = 2;

class DiagnosisLens implements Lens<Words> {
  readonly #host: HTMLElement;
  readonly #tools: LensTools;
  /** Pictures that change faster than this would flash. */
  readonly #throttle = throttle(FLASH_INTERVAL);
  #scene: LensScene<Words> | undefined;
  #progress = 0;
  readonly #ladders = new Ladders();
  #optimal = false;
  #fields: readonly (Float32Array | undefined)[] = [];
  /** Made when they are first drawn, each lane's in a slice of its own. */
  readonly #lines = new Map<Float32Array, ReturnType<typeof optimalLines>>();
  /** By the experiment, as JSON. */
  readonly #kept = new Map<string, boolean | undefined>();
  #wanted: readonly string[] = [];

  constructor(host: HTMLElement, tools: LensTools) {
    this.#host = host;
    this.#tools = tools;
  }

  get request(): LookRequest | undefined {
    const scene = this.#scene;
    if (scene === undefined) return undefined;
    const due = !scene.playing || this.#throttle.due;
    if (!due && !this.#isWorking) return undefined;
    return {
      name: 'diagnosis',
      ladders: due,
      test: this.#ladders.asked,
      side: this.#lacksFields ? SIDE : 0,
      budget: scene.playing ? BUDGET : BUDGET_AT_REST,
      augmented: this.#wanted,
    };
  }

  /** Whether the core has something to work on. */
  get #isWorking(): boolean {
    return this.#progress < 1 || this.#lacksFields;
  }

  get #lacksFields(): boolean {
    const lanes = this.#scene?.context.state.lanes ?? [];
    return (
      this.#optimal &&
      lanes.some(
        ({ settings }, lane) => settings['data.dataset'] !== 'custom' && this.#fields[lane] === undefined,
      )
    );
  }

  dress(scene: LensScene<Words>): void {
    // What was told of other networks is of no use.
    if (scene.setups !== this.#scene?.setups) {
      this.#ladders.forget(scene.setups);
      this.#progress = 0;
      this.#fields = [];
      this.#lines.clear();
    }
    this.#scene = scene;
    this.#render();
    this.#overlay();
  }

  draw(frame: Frame, look: LookAnswer | undefined): void {
    const scene = this.#scene;
    if (look?.name !== 'diagnosis' || scene === undefined) return;
    for (const [experiment, kept] of look.kept) this.#kept.set(experiment, kept);
    this.#wanted = this.#wanted.filter((experiment) => !this.#kept.has(experiment));
    this.#progress = look.progress;
    if (look.side > 0 && this.#optimal) {
      this.#fields = look.fields.map((field, lane) => this.#fields[lane] ?? field);
      this.#overlay();
    }
    if (look.ladders.length > 0)
      this.#throttle.flush(() => {
        const seen = this.#ladders.take(frame, look.ladders, look.test);
        for (const lane of seen) this.#tell(scene, lane);
        this.#tools.slices.add(this.#renderSlice);
      });
    if (!scene.playing && this.#isWorking) this.#tools.refresh();
  }

  release(): void {
    this.#tools.overlay(undefined);
    this.#scene = undefined;
  }

  /** Says what was seen of a test set. */
  #tell(scene: LensScene<Words>, lane: number): void {
    const { words, context } = scene;
    const ladder = this.#ladders.of(lane);
    const error = ladder?.rungs.test;
    if (ladder === undefined || error === undefined) return;
    const text = errorText({ scene, lane, ladder }, error.mean);
    const count = context.formats.count(this.#ladders.looks(lane));
    this.#tools.announce(words.looked(laneName(context, lane), text, count));
  }

  #look(lane: number): void {
    // The figure is of the step that is shown, so that it stands still.
    if (this.#scene?.playing === true) this.#tools.toggle();
    this.#ladders.ask(lane);
    this.#focus(lane);
    this.#tools.refresh();
  }

  readonly #paint = (lane: number, context: CanvasRenderingContext2D, size: Size): void => {
    const scene = this.#scene;
    const field = this.#fields[lane];
    if (scene === undefined || field === undefined) return;
    const lines = this.#lines.get(field) ?? optimalLines(field, SIDE, scene.setups[lane]?.classes ?? 2);
    this.#lines.set(field, lines);
    paintBoundary(context, lines, SIDE, size, scene.colors);
  };

  #overlay(): void {
    this.#tools.overlay(this.#optimal ? this.#paint : undefined);
  }

  /** Sets a field of one lane; the lane that controls change stays the one it was. */
  #set(scene: LensScene<Words>, lane: number, { path, value }: Omit<Remedy, 'name'>): void {
    const { state, dispatch } = scene.context;
    const one = state.lanes.length > 1;
    if (one) dispatch({ type: 'target', target: lane });
    dispatch({ type: 'set', path, value });
    if (one) dispatch({ type: 'target', target: state.target });
    this.#focus(lane);
  }

  /** A copy of the lane, right after it, with the field set. */
  #open(scene: LensScene<Words>, lane: number, { path, value }: Remedy): void {
    const { dispatch } = scene.context;
    dispatch({ type: 'duplicate', lane });
    dispatch({ type: 'set', path, value });
    this.#focus(lane + 1);
  }

  /** What was pressed is gone: to the heading of its lane. */
  #focus(lane: number): void {
    const heading = this.#host.querySelector(`#diagnosis-${lane + 1}`);
    if (heading instanceof HTMLElement) heading.focus({ preventScroll: true });
  }

  /** What is offered against a cause; which augmentations keep labels is asked of the core then. */
  #offers({ scene, lane }: Told, cause: Cause): readonly Remedy[] {
    const settings = scene.context.state.lanes[lane]?.settings;
    if (settings === undefined) return [];
    if (cause === 'variance') this.#askForAugmented(augmented(settings).map(([experiment]) => experiment));
    return remediesAgainst(cause, {
      settings,
      hasDev: scene.setups[lane]?.points.set.includes(DEV) === true,
      keeps: (experiment) => this.#kept.get(experiment),
    });
  }

  #askForAugmented(experiments: readonly string[]): void {
    const unknown = experiments.filter((experiment) => !this.#kept.has(experiment));
    if (unknown.length === 0 || unknown.every((experiment) => this.#wanted.includes(experiment))) return;
    this.#wanted = [...new Set([...this.#wanted, ...unknown])];
    this.#tools.refresh();
  }

  #remedies(told: Told, cause: Cause): TemplateResult {
    const { scene, lane } = told;
    return remedyList(told, this.#offers(told, cause), {
      longer: cause === 'bias' ? 2 * this.#ladders.step : undefined,
      trainTo: (step) => {
        this.#tools.trainTo(step);
        this.#focus(lane);
      },
      set: (remedy) => {
        this.#set(scene, lane, remedy);
      },
      open: (remedy) => {
        this.#open(scene, lane, remedy);
      },
    });
  }

  #lacks({ scene, lane, ladder }: Told): TemplateResult {
    return lacks(
      { scene, lane, ladder },
      {
        setRuns: (replicas) => {
          scene.context.dispatch({ type: 'replicas', replicas });
          this.#focus(lane);
        },
        set: (path, value) => {
          this.#set(scene, lane, { path, value });
        },
      },
    );
  }

  #verdict(told: Told): TemplateResult {
    const { scene, lane, ladder } = told;
    const { words, context } = scene;
    const given = context.state.lanes[lane]?.settings['data.dataset'] === 'custom';
    const plain = (text: string): TemplateResult =>
      html`<p class="diagnosis-verdict" data-verdict="">${text}</p>`;
    if (ladder.runs === 0) return plain(words.diverged);
    if (this.#ladders.step === 0) return plain(words.untrained);
    // Without the lowest rung the largest gap is not known.
    if (ladder.rungs.bayes === undefined && !given) return plain(words.waiting);
    const [verdict, why] = verdictTexts(told);
    const cause = ladder.verdict;
    return html`<p class="diagnosis-verdict" data-verdict=${cause ?? 'none'}>
        <b>${verdict}</b>
        <span>${why}</span>
      </p>
      ${cause === undefined || (cause === 'variance' && isMixed(told)) ? nothing : this.#remedies(told, cause)}`;
  }

  /** What stands where there is no bar. */
  #instead(told: Told, rung: Rung): TemplateResult | string {
    const { scene, lane, ladder } = told;
    const { words, context, setups } = scene;
    if (rung === 'bayes')
      return context.state.lanes[lane]?.settings['data.dataset'] === 'custom'
        ? words.unknown
        : words.working(`${Math.floor(100 * this.#progress)}%`);
    if (ladder.runs === 0) return '—';
    if (rung === 'trainDev') return words.notSetAside;
    if (rung !== 'test' || setups[lane]?.points.set.includes(TEST) !== true) return words.empty;
    return html`<button
      type="button"
      class="ladder-look"
      data-acts
      aria-label=${words.lookOf(laneName(context, lane))}
      @click=${() => {
        this.#look(lane);
      }}
    >
      ${words.look}
    </button>`;
  }

  /** How often the test set was looked at, and what was seen there last. */
  #lookText({ scene, lane, ladder }: Told): TemplateResult {
    const { words, context } = scene;
    const { count } = context.formats;
    const counted = this.#ladders.looks(lane);
    const looked = this.#ladders.last(lane);
    const seen = looked?.ladder.rungs.test;
    const last =
      looked === undefined || seen === undefined || this.#ladders.isLooked(lane)
        ? ''
        : words.last(errorText({ scene, lane, ladder }, seen.mean), count(looked.step));
    return html`<p class="diagnosis-looks">
      <span data-looks>${words.looks(count(counted))}</span> ${last}
      ${counted > 0 ? html`<br />${words.lookNote}` : nothing}
    </p>`;
  }

  /** A lane has its heading before it has a ladder, so that what is reached there stays. */
  #lane(scene: LensScene<Words>, lane: number, ladder: TemplateResult | typeof nothing): TemplateResult {
    const { words, context, setups } = scene;
    const name = laneName(context, lane);
    return html`<section class="diagnosis-lane lane-${lane + 1}" aria-label=${words.region(name)}>
      <h3 id="diagnosis-${lane + 1}" tabindex="-1">
        <i class="swatch lane-${lane + 1}" aria-hidden="true">${lane + 1}</i>${name}
        <small
          >${setups[lane]?.classes === 0 ? words.unitSquare : words.unitShare}
          ${this.#ladders.step === 0 ? nothing : words.atStep(context.formats.count(this.#ladders.step))}</small
        >
      </h3>
      ${ladder}
    </section>`;
  }

  #parts(told: Told, top: number, rungs: readonly Rung[]): TemplateResult {
    return html`<div>
        ${bars(told, { top, rungs, instead: (rung) => this.#instead(told, rung) })} ${this.#lookText(told)}
        ${this.#lacks(told)}
      </div>
      <div>${this.#verdict(told)}</div>`;
  }

  #optimalControl(scene: LensScene<Words>): TemplateResult {
    const { words, setups, context } = scene;
    const given = context.state.lanes.some(({ settings }) => settings['data.dataset'] === 'custom');
    return html`<div class="diagnosis-optimal">
      <label
        ><input
          class="switch"
          type="checkbox"
          role="switch"
          id="diagnosis-optimal"
          .checked=${live(this.#optimal)}
          @change=${(event: Event) => {
            this.#optimal = event.target instanceof HTMLInputElement && event.target.checked;
            this.#overlay();
            this.#render();
            this.#tools.refresh();
          }}
        />${words.optimal}</label
      >
      <span class="diagnosis-note"
        >${setups.some(({ classes }) => classes > 0) ? words.optimalKey : words.optimalLevels}
        ${given ? words.optimalNone : nothing}</span
      >
    </div>`;
  }

  readonly #renderSlice = (): void => {
    this.#render();
  };

  #render(): void {
    const scene = this.#scene;
    if (scene === undefined) return;
    const { words, context, setups } = scene;
    const ladders = context.state.lanes.map((_, lane) => this.#ladders.of(lane));
    const known = ladders.filter((ladder) => ladder !== undefined);
    const tolds = ladders.flatMap((ladder, lane): readonly Told[] =>
      ladder === undefined ? [] : [{ scene, lane, ladder }],
    );
    const rungs = shownRungs(known, tolds.some(isMixed));
    const isShare = (lane: number): boolean => (setups[lane]?.classes ?? 0) > 0;
    // Shares and squares have scales of their own.
    const tops = [true, false].map((share) =>
      scaleOf(
        tolds.filter(({ lane }) => isShare(lane) === share).map(({ ladder }) => ladder),
        share,
      ),
    );
    render(
      html`<div class="diagnosis">
        <p class="diagnosis-about">${words.about}</p>
        ${this.#optimalControl(scene)}
        <div class="diagnosis-lanes" data-count=${ladders.length}>
          ${ladders.map((ladder, lane) =>
            this.#lane(
              scene,
              lane,
              ladder === undefined
                ? nothing
                : this.#parts({ scene, lane, ladder }, tops[isShare(lane) ? 0 : 1] ?? 1, rungs),
            ),
          )}
        </div>
        <div class="diagnosis-rules">
          <p>${words.rule}</p>
          <p>${words.intervals} ${context.state.replicas > 1 ? words.mean : nothing}</p>
          <p>${words.lookRule}</p>
          <p>${words.restart}</p>
        </div>
        <details class="chart-table">
          <summary>${words.table}</summary>
          <div class="table-body" tabindex="0">${tolds.map((told) => table(told))}</div>
        </details>
      </div>`,
      this.#host,
    );
  }
}

export const diagnosis: LensModule<Words> = {
  words: { en: async () => (await import('./en')).words, ko: async () => (await import('./ko')).words },
  open: (host, tools) => new DiagnosisLens(host, tools),
};
