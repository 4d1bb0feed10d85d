/** The page's frame: where each part stands, and the rendering of all parts from the state. */

import { html, nothing, render } from 'lit-html';
import type { Context } from './controls/context';
import type { PastBar } from './controls/past-bar';
import {
  chartSummary,
  changeText,
  chartTable,
  chartTexts,
  curvesRegion,
  readout,
  type ChartText,
} from './controls/curves-region';
import { laneCard, laneName } from './controls/lane-card';
import { revealTab, tabs } from './controls/tabs';
import { undoBar } from './controls/undo-bar';
import { notices } from './controls/notices';
import { paceText } from './controls/pace-text';
import { GROUPS } from './controls/layout';
import { helpLine, panel } from './controls/panel';
import {
  counters,
  keyboardHelp,
  pageTools,
  transportButtons,
  transportSettings,
  type TransportActions,
} from './controls/transport';
import { icons } from './controls/icons';
import { dropsOf } from './controls/unit-marks';
import type { Drawing } from './data-in/drawing';
import type { History } from './history';
import type { Inspector } from './inspector';
import type { Language } from './messages';
import { LensHost } from './lenses/host';
import type { Pace } from './pace';
import type { Sample } from './samples';
import type { LookRequest } from './session/looks/types';
import type { Frame, LaneFrame, LaneSetup, RunField, Session } from './session/types';
import { Slices } from './slices';
import type { Tab } from './state';
import { markOf } from './solved';
import { throttle } from './throttle';
import type { CurvesOptions, CurvesView } from './views/curves';
import { FieldPace, FLASH_INTERVAL } from './views/field-pace';
import { LaneView } from './views/lane';
import type { Colors } from './views/palette';
import { Thumbnails } from './views/thumbnails';

export interface ScreenActions extends TransportActions {
  /** Something is to be shown that was not asked for so far. */
  readonly refresh: () => void;
  /** Goes to an earlier step. */
  readonly lookBack: (step: number) => void;
  readonly startOver: () => void;
}

export interface Scene {
  readonly context: Context;
  readonly language: Language;
  readonly playing: boolean;
  readonly shared: string | undefined;
  readonly colors: Colors;
  readonly setups: readonly LaneSetup[];
  readonly history: History;
}

const SKELETON = [
  ['header', 'bar', ''],
  ['div', 'notices', ''],
  ['aside', 'panel', ''],
  ['main', 'stage', ''],
  ['div', 'live', 'hidden'],
] as const;

/** Figures that change faster than this cannot be read. */
const FIGURES_INTERVAL = 120;

/** What stands in the bar of a frame. */
interface Counted {
  readonly step: number;
  readonly epoch: number;
  readonly pace: Pace | undefined;
}

export class Screen {
  readonly #actions: ScreenActions;
  readonly #parts = new Map<string, HTMLElement>();
  readonly #charts = new Map<string, { view: CurvesView; options: CurvesOptions; key: readonly unknown[] }>();
  readonly #shown = new Set<number>();
  readonly #watch: IntersectionObserver;
  /** One for all lanes, so that what stands side by side is of one step. */
  readonly #figuresThrottle = throttle(FIGURES_INTERVAL);
  readonly #networkThrottle = throttle(FLASH_INTERVAL);
  readonly #fieldPace = new FieldPace(throttle(FLASH_INTERVAL));
  /** Each lane's newest frame that has a field. */
  readonly #fields = new Map<number, LaneFrame>();
  readonly #slices = new Slices();
  readonly #thumbnails = new Thumbnails(this.#slices);
  readonly #lens: LensHost;
  /** There while points are being drawn. */
  #drawing: Drawing | undefined;
  readonly #inspector: () => Promise<Inspector>;
  #tool: Inspector | undefined;
  #newest:
    | { readonly frame: Frame; readonly pace: Pace | undefined; readonly setups: readonly LaneSetup[] }
    | undefined;
  #past: PastBar | undefined;
  #chartOn: ((host: HTMLElement) => CurvesView) | undefined;
  #lanes: LaneView[] = [];
  #samples: ReadonlyMap<string, Sample> = new Map();
  #scene: Scene | undefined;
  /** How many of the cards and the charts are there yet. */
  #stageParts = 0;
  #revealed: Tab | undefined;
  #completing = false;
  #wasPlaying = false;
  /** How many of the panel's groups are there yet. */
  #groupsShown = 0;
  /** What the panel was rendered from. */
  #paneled: Scene | undefined;
  #helped: string | undefined;

  constructor(root: HTMLElement, session: Session, actions: ScreenActions) {
    this.#actions = actions;
    this.#lens = new LensHost({
      session,
      refresh: actions.refresh,
      announce: (text) => {
        this.announce(text);
      },
      slices: this.#slices,
      step: actions.step,
      toggle: actions.toggle,
      inspect: (lane, parameter, anchor) => {
        void this.#inspector().then((inspector) => {
          inspector.show(lane, parameter, anchor);
        });
      },
    });
    let inspector: Promise<Inspector> | undefined;
    this.#inspector = () => (inspector ??= this.#makeInspector(root, session));
    for (const [tag, id, name] of SKELETON) {
      const element = document.createElement(tag);
      element.id = id;
      element.className = name;
      root.append(element);
      this.#parts.set(id, element);
    }
    this.#part('live').setAttribute('aria-live', 'polite');
    this.#watch = new IntersectionObserver(
      (entries) => {
        for (const { target, intersectionRatio } of entries)
          if (target instanceof HTMLElement) this.#see(Number(target.dataset['lane']), intersectionRatio);
      },
      { threshold: [0, 0.01, 0.5] },
    );
    const help = (event: Event): void => {
      const row = event.target instanceof Element ? event.target.closest('[data-path]') : null;
      if (row instanceof HTMLElement) this.#help(row.dataset['path']);
    };
    this.#part('panel').addEventListener('pointerover', help);
    this.#part('panel').addEventListener('focusin', help);
  }

  announce(text: string): void {
    this.#part('live').textContent = text;
  }

  /** Whether a lane's card is in sight. */
  isShown(lane: number): boolean {
    return this.#shown.has(lane);
  }

  /** Whether the networks would be drawn now. */
  get networkDue(): boolean {
    return this.#networkThrottle.due;
  }

  setSamples(samples: ReadonlyMap<string, Sample>): void {
    this.#samples = samples;
    if (this.#scene !== undefined) this.#thumbnails.draw(this.#part('panel'), samples, this.#scene.colors);
  }

  /** Everything that follows from the state. */
  show(scene: Scene): void {
    // What waits to be drawn of other networks is not drawn any more.
    if (scene.setups !== this.#scene?.setups) this.#fields.clear();
    this.#scene = scene;
    const { context, playing } = scene;
    const { state, messages } = context;
    document.title = messages.title;
    void this.#tool?.dress(scene);
    document.body.dataset['drawer'] = state.drawer ? 'open' : 'closed';
    this.#part('panel').setAttribute('aria-label', messages.panel.region);
    if (this.#part('bar').childElementCount === 0) this.#slices.add(this.#beginBar);
    this.#slices.add(this.#renderBar);
    render(notices(context), this.#part('notices'));
    document.body.dataset['playing'] = playing ? 'yes' : 'no';
    if (this.#stageParts === Number.POSITIVE_INFINITY) this.#renderStage();
    else this.#slices.add(this.#renderStage);
    if (this.#completing) this.#slices.add(this.#renderPanel);
  }

  /** The lanes and the charts; the first time card by card: all of them at once would hold the page up. */
  readonly #renderStage = (): void => {
    const scene = this.#scene;
    if (scene === undefined) return;
    const { context } = scene;
    const { state, messages } = context;
    const parts = (this.#stageParts += 1);
    const all = parts > state.lanes.length;
    render(
      html`${undoBar(context)}
        <nav class="lane-tabs" aria-label=${messages.transport.lanes}>
          ${state.lanes.map(
            (_, lane) =>
              html`<button
                type="button"
                data-tab=${lane}
                aria-label=${messages.lane.show(lane + 1)}
                @click=${() => {
                  this.reveal(lane);
                }}
              >
                <i class="swatch lane-${lane + 1}" aria-hidden="true">${lane + 1}</i
                >${laneName(context, lane)}
              </button>`,
          )}
        </nav>
        <div class="lanes" id="lanes-row" data-count=${state.lanes.length}>
          ${state.lanes.slice(0, parts).map((_, lane) => laneCard(context, lane))}
        </div>
        ${
          all
            ? html`<section class="views" aria-labelledby="views-title">
                <h2 class="hidden" id="views-title">${messages.tabs.region}</h2>
                <div class="past"></div>
                ${tabs(context)}
                <div id="tab-panel" role="tabpanel" aria-labelledby="tab-${state.tab}">
                  ${
                    state.tab === 'curves'
                      ? curvesRegion(
                          context,
                          scene.setups.length > 0 && scene.setups.every(({ classes }) => classes === 0),
                          this.#marks(),
                        )
                      : html`<div class="lens" data-lens=${state.tab}></div>`
                  }
                </div>
              </section>`
            : nothing
        }`,
      this.#part('stage'),
    );
    this.#keepLanes(scene);
    if (all && this.#revealed !== state.tab) {
      this.#revealed = state.tab;
      if (state.tab !== 'curves') revealTab(this.#part('stage'));
    }
    if (!all) this.#slices.add(this.#renderStage);
    else {
      this.#stageParts = Number.POSITIVE_INFINITY;
      this.drawCharts();
      this.#renderPast();
      this.#showLens(scene);
      void this.#showDrawing();
    }
  };

  async #showDrawing(): Promise<void> {
    const { drawing } = this.#scene?.context.state ?? {};
    if (drawing === true && this.#drawing === undefined) {
      const made = await import('./data-in/drawing');
      // It may have ended, or another call may have come first.
      if (this.#scene?.context.state.drawing === true) this.#drawing ??= new made.Drawing();
    }
    const scene = this.#scene;
    if (scene === undefined || this.#drawing === undefined) return;
    if (scene.context.state.drawing) this.#drawing.show(scene);
    else {
      this.#drawing.release();
      this.#drawing = undefined;
    }
  }

  /** The slider that goes back to earlier steps. */
  #renderPast(): void {
    const host = this.#part('stage').querySelector('.past');
    if (host instanceof HTMLElement && this.#scene !== undefined && this.#newest !== undefined)
      this.#past?.render(host, this.#scene.context, this.#newest.frame);
  }

  /** What reads and sets single weights comes when a visitor first reaches for one. */
  async #makeInspector(root: HTMLElement, session: Session): Promise<Inspector> {
    const { Inspector } = await import('./inspector');
    const inspector = new Inspector(root, {
      session,
      refresh: this.#actions.refresh,
      announce: (text) => {
        this.announce(text);
      },
      redraw: () => {
        for (const lane of this.#lanes) lane.redraw();
      },
    });
    if (this.#scene !== undefined) await inspector.dress(this.#scene);
    this.#tool = inspector;
    for (const lane of this.#lanes) lane.tool = inspector;
    return inspector;
  }

  #showLens(scene: Scene): void {
    const host = this.#part('stage').querySelector('.lens');
    this.#lens.show(scene.context.state.tab, host instanceof HTMLElement ? host : undefined, scene);
  }

  /** What the open lens wants to know with the next frame. */
  get look(): LookRequest | undefined {
    return this.#lens.request;
  }

  /** The example whose mask the open lens wants to see in the networks. */
  get watched(): number | undefined {
    return this.#lens.watched;
  }

  /** One frame of the training; resolves when all of it is drawn. */
  async draw(frame: Frame, pace: Pace | undefined): Promise<void> {
    const scene = this.#scene;
    if (scene === undefined) return;
    const { setups } = scene;
    const showFigures = (): void => {
      this.#newest = { frame, pace, setups };
      this.#slices.add(this.#showFigures);
    };
    if (scene.playing && this.#wasPlaying) this.#figuresThrottle.run(showFigures);
    else {
      // At rest every frame is one that the visitor asked for; that it plays is seen at once.
      this.#figuresThrottle.flush(showFigures);
      this.#count(frame, pace);
    }
    this.#wasPlaying = scene.playing;
    frame.lanes.forEach((lane, index) => {
      if (lane.field !== undefined) this.#fields.set(index, lane);
    });
    this.#fieldPace.take(
      frame.lanes.map(({ field }, lane) =>
        field === undefined ? undefined : { values: field.values, restless: this.#restless(lane) },
      ),
      (lane) => {
        const newest = this.#fields.get(lane);
        if (newest !== undefined) this.#lanes[lane]?.showField(newest);
      },
    );
    if (frame.lanes.some(({ network }) => network !== undefined))
      this.#networkThrottle.run(() => {
        if (this.#scene?.setups === setups)
          frame.lanes.forEach((lane, index) => this.#lanes[index]?.showNetwork(lane));
      });
    if (this.#scene?.setups === setups) this.#lens.draw(frame);
    this.#tool?.draw(frame);
    await this.#slices.done();
  }

  /** The figures of all lanes in one piece, so that they are of one moment. */
  readonly #showFigures = (): void => {
    if (this.#newest === undefined || this.#newest.setups !== this.#scene?.setups) return;
    const { frame, pace } = this.#newest;
    frame.lanes.forEach((lane, index) => this.#lanes[index]?.showFigures(lane));
    this.#count(frame, pace);
    this.#renderPast();
  };

  #count({ step, lanes }: Frame, pace: Pace | undefined): void {
    this.#renderCounters({ step, epoch: lanes[0]?.summary.epoch ?? 0, pace });
  }

  /** Where masks stay on, the field is another one at every step. */
  #restless(lane: number): boolean {
    const state = this.#scene?.context.state;
    if (state?.lanes[lane]?.settings['dropout.evaluate'] !== 'train') return false;
    const { inputs, units } = dropsOf(state, lane);
    return inputs || units;
  }

  /** Adds what can wait until the lanes train: the controls and the charts. */
  async complete(): Promise<void> {
    this.#completing = true;
    this.#slices.add(this.#renderPanel);
    const [{ CurvesView }, { PastBar }] = await Promise.all([
      import('./views/curves'),
      import('./controls/past-bar'),
    ]);
    this.#chartOn = (host) => new CurvesView(host);
    this.#past = new PastBar(this.#actions.lookBack);
    this.drawCharts();
    this.#renderPast();
  }

  drawCharts(): void {
    for (const piece of this.#chartPieces) this.#slices.add(piece);
    this.#slices.add(this.#afterCharts);
  }

  readonly #chartPieces = [0, 1].map((index) => () => {
    const scene = this.#scene;
    const chartOn = this.#chartOn;
    const chart = scene === undefined ? undefined : chartTexts(scene.context)[index];
    if (scene === undefined || chartOn === undefined || chart === undefined) return;
    const { context, colors, history } = scene;
    const host = this.#part('stage').querySelector(`[data-plot="${chart.id}"]`);
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
      chart.id === 'accuracy' ? String(this.#marks()) : '',
    ];
    const options =
      kept?.key.every((part, at) => part === key[at]) === true
        ? kept.options
        : this.#chartOptions(context, chart);
    this.#charts.set(chart.id, { view, options, key });
    // Without a curve for every lane yet, there is nothing to draw.
    if (history.lanes.length === context.state.lanes.length)
      view.draw(history, history.lanes.length, colors, options);
  });

  readonly #afterCharts = (): void => {
    if (this.#scene?.playing === true) this.#drawOpenTables();
    else this.describeCharts();
  };

  /** The charts in words: when the training rests, not at every frame. */
  describeCharts(): void {
    const scene = this.#scene;
    if (scene === undefined) return;
    for (const chart of chartTexts(scene.context))
      this.#part('stage')
        .querySelector(`[data-plot="${chart.id}"]`)
        ?.setAttribute('aria-label', chartSummary(scene.context, chart, scene.history));
    this.#drawOpenTables();
  }

  reveal(lane: number): void {
    this.#lanes[lane]?.card.scrollIntoView({ block: 'nearest', inline: 'center' });
  }

  /** The boundaries of a lane's other runs. */
  showBoundaries(lane: number, runs: readonly RunField[]): void {
    this.#lanes[lane]?.showBoundaries(runs);
  }

  /** To where what was done to the lanes can be taken back, or to the lanes. */
  focusUndo(): void {
    const button = this.#part('stage').querySelector('#undo-lanes');
    if (button instanceof HTMLElement) button.focus();
    else this.#focusStage();
  }

  #focusStage(): void {
    const stage = this.#part('stage');
    stage.tabIndex = -1;
    stage.focus({ preventScroll: true });
  }

  /** Puts the focus where opening or closing the drawer leads. */
  focusDrawer(open: boolean): void {
    const target = open
      ? this.#part('panel').querySelector('.drawer-close')
      : this.#part('bar').querySelector('#settings');
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    // On a phone the controls cover the lower half; the field goes where it can be seen.
    if (open && getComputedStyle(this.#part('panel')).position === 'fixed') {
      const [shown = 0] = this.#shown;
      this.#lanes[shown]?.card.scrollIntoView({ block: 'start' });
    }
  }

  #part(id: string): HTMLElement {
    const part = this.#parts.get(id);
    if (part === undefined) throw new Error(`The page has no part ${id}`);
    return part;
  }

  readonly #renderBar = (): void => {
    this.#barOf(true);
  };

  /** The first time the buttons and the counters come before the rest of the bar. */
  readonly #beginBar = (): void => {
    this.#barOf(false);
  };

  #barOf(whole: boolean): void {
    if (this.#scene === undefined) return;
    const { context, playing, language, shared } = this.#scene;
    const { messages, state, dispatch } = context;
    render(
      html`<a class="skip" href="#stage" @click=${this.#skip}>${messages.skip}</a>
        <h1 class="brand">train<span>scope</span></h1>
        <div class="transport" role="group" aria-label=${messages.transport.region}>
          ${transportButtons(context, this.#actions, playing)}
          <div class="counters"></div>
          <button
            type="button"
            id="settings"
            aria-expanded=${state.drawer ? 'true' : 'false'}
            aria-controls="panel"
            @click=${() => {
              dispatch({ type: 'drawer', open: !state.drawer });
            }}
          >
            ${icons.sliders}<span>${messages.transport.settings}</span>
          </button>
        </div>
        <div class="settings">${whole ? transportSettings(context) : nothing}</div>
        <div class="tools">
          ${whole ? pageTools(context, this.#actions, { playing, language, shared }) : nothing}
        </div>
        ${keyboardHelp(context)}`,
      this.#part('bar'),
    );
    this.#renderCounters(this.#counted);
  }

  /** The first time group by group: all of it at once would hold the page up. */
  readonly #renderPanel = (): void => {
    const scene = this.#scene;
    if (scene === undefined) return;
    const added = this.#groupsShown < GROUPS.length ? 1 : 0;
    // What is there of this scene stays, with what the visitor may be typing into it.
    const kept = added === 1 && scene === this.#paneled ? this.#groupsShown : 0;
    this.#groupsShown += added;
    this.#paneled = scene;
    render(
      html`${panel(scene.context, this.#actions.startOver, this.#groupsShown, kept)}
        <div class="help-slot" aria-hidden="true"></div>`,
      this.#part('panel'),
    );
    this.#help(this.#helped);
    if (this.#groupsShown < GROUPS.length) this.#slices.add(this.#renderPanel);
    else this.#thumbnails.draw(this.#part('panel'), this.#samples, scene.colors);
  };

  /** A link to a place would overwrite the experiment in the address. */
  readonly #skip = (event: Event): void => {
    event.preventDefault();
    this.#focusStage();
    this.#part('stage').scrollIntoView();
  };

  #counted: Counted = { step: 0, epoch: 0, pace: undefined };

  #renderCounters(counted: Counted): void {
    this.#counted = counted;
    const host = this.#part('bar').querySelector('.counters');
    if (!(host instanceof HTMLElement) || this.#scene === undefined) return;
    const { context } = this.#scene;
    const { step, epoch, pace } = counted;
    render(html`${counters(context, step, epoch)}${paceText(context, pace)}`, host);
  }

  #help(path: string | undefined): void {
    this.#helped = path;
    const slot = this.#part('panel').querySelector('.help-slot');
    if (slot instanceof HTMLElement && this.#scene !== undefined)
      render(helpLine(this.#scene.context, path), slot);
  }

  #keepLanes(scene: Scene): void {
    const cards = [...this.#part('stage').querySelectorAll('.card')].filter(
      (card): card is HTMLElement => card instanceof HTMLElement,
    );
    for (const view of this.#lanes)
      if (!cards.includes(view.card)) {
        this.#watch.unobserve(view.card);
        view.release();
      }
    this.#lanes = cards.map((card, lane) => {
      const kept = this.#lanes.find((view) => view.card === card);
      if (kept !== undefined) return kept;
      this.#watch.observe(card);
      const view = new LaneView(card, lane, this.#slices, this.#inspector);
      view.tool = this.#tool;
      return view;
    });
    for (const lane of this.#shown) if (lane >= cards.length) this.#shown.delete(lane);
    this.#lanes.forEach((view, lane) => {
      view.dress(scene.context, scene.colors, scene.setups[lane]);
    });
  }

  #see(lane: number, share: number): void {
    if (share > 0) {
      this.#shown.add(lane);
      this.#actions.refresh();
    } else this.#shown.delete(lane);
    for (const tab of this.#part('stage').querySelectorAll('[data-tab]'))
      if (tab instanceof HTMLElement && Number(tab.dataset['tab']) === lane)
        tab.setAttribute('aria-pressed', share >= 0.5 ? 'true' : 'false');
  }

  /** The dev accuracies that count as solved, where runs are counted; lanes with other labels have others. */
  #marks(): readonly number[] {
    const scene = this.#scene;
    if (scene === undefined || scene.context.state.replicas === 1) return [];
    const { lanes, mark } = scene.context.state;
    const found = scene.setups.flatMap((setup, lane) => {
      const settings = lanes[lane]?.settings;
      const own = settings === undefined ? undefined : markOf(settings, setup, mark);
      return own?.figure === 'accuracy' ? [own.least] : [];
    });
    return [...new Set(found)];
  }

  #chartOptions(context: Context, chart: ChartText): CurvesOptions {
    const { formats } = context;
    const share = chart.id === 'accuracy';
    return {
      train: chart.train,
      dev: chart.dev,
      share,
      tickText: (change) => changeText(context, change),
      spread: context.state.replicas > 1,
      everyRun: context.state.everyRun && context.state.replicas > 1,
      marks: share ? this.#marks() : [],
      formatX: formats.compact,
      formatY: share ? formats.share : formats.plain,
      hover: (index) => {
        this.#readOut(chart, index);
      },
    };
  }

  #readOut(chart: ChartText, index: number | undefined): void {
    const slot = this.#part('stage').querySelector(`[data-readout="${chart.id}"]`);
    if (slot instanceof HTMLElement && this.#scene !== undefined)
      render(readout(this.#scene.context, chart, this.#scene.history, index), slot);
  }

  #drawOpenTables(): void {
    const scene = this.#scene;
    if (scene === undefined) return;
    for (const chart of chartTexts(scene.context)) {
      const details = this.#part('stage').querySelector(`[data-table="${chart.id}"]`);
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
