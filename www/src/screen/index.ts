/** The page's frame: where each part stands, and the rendering of all parts from the state. */

import { html, nothing, render } from 'lit-html';
import { curvesRegion } from '../controls/curves-region';
import { laneCard, laneName } from '../controls/lane-card';
import type { PastBar } from '../controls/past-bar';
import { revealTab, tabs } from '../controls/tabs';
import { undoBar } from '../controls/undo-bar';
import type { Inspector } from '../inspector';
import type { LensHost } from '../lenses/host';
import type { LensTools } from '../lenses/lens';
import type { Pace } from '../pace';
import type { Practice } from '../practice';
import type { Sample } from '../samples';
import type { LookRequest } from '../session/looks/types';
import type { Frame, LaneSetup, Session } from '../session/types';
import { Slices } from '../slices';
import type { Drawn, Tab } from '../state';
import { late } from '../late';
import { steadySliders } from '../steady';
import { throttle } from '../throttle';
import { Bar } from './bar';
import { Charts, marksOf } from './charts';
import { Controls } from './controls';
import { Lanes } from './lanes';
import type { Scene, ScreenActions } from './scene';

const SKELETON = [
  ['header', 'bar', ''],
  ['div', 'notices', ''],
  ['aside', 'panel', ''],
  ['main', 'stage', ''],
  ['div', 'live', 'hidden'],
] as const;

const lensHost = late(() => import('../lenses/host'));

/** Figures that change faster than this cannot be read. */
const FIGURES_INTERVAL = 120;

/** What lies over the fields while something is set on them by hand. */
interface FieldTool {
  show(scene: Scene): void;
  release(): void;
}

const FIELD_TOOLS: Readonly<Record<Drawn, () => Promise<() => FieldTool>>> = {
  points: async () => {
    const { Drawing } = await import('../data-in/drawing');
    return () => new Drawing();
  },
  target: async () => {
    const { Aim } = await import('../aim');
    return () => new Aim();
  },
};

export class Screen {
  readonly #actions: ScreenActions;
  readonly #parts: ReadonlyMap<string, HTMLElement>;
  readonly #bar: Bar;
  readonly #controls: Controls;
  readonly #lanes: Lanes;
  readonly #charts: Charts;
  readonly #lensTools: LensTools;
  /** There once a tab with a lens has been opened. */
  #lens: LensHost | undefined;
  readonly #slices = new Slices();
  /** One for all lanes, so that what stands side by side is of one step. */
  readonly #figuresThrottle = throttle(FIGURES_INTERVAL);
  /** There while points are being drawn. */
  #drawing: { readonly what: Drawn; readonly tool: FieldTool } | undefined;
  #inspector: Inspector | undefined;
  #newest:
    | { readonly frame: Frame; readonly pace: Pace | undefined; readonly setups: readonly LaneSetup[] }
    | undefined;
  #past: PastBar | undefined;
  #scene: Scene | undefined;
  /** How many of the cards and the charts are there yet. */
  #stageParts = 0;
  #revealed: Tab | undefined;
  #wasPlaying = false;

  constructor(root: HTMLElement, session: Session, actions: ScreenActions) {
    this.#actions = actions;
    steadySliders(root);
    this.#parts = new Map(
      SKELETON.map(([tag, id, name]) => {
        const element = document.createElement(tag);
        element.id = id;
        element.className = name;
        root.append(element);
        return [id, element];
      }),
    );
    this.#part('live').setAttribute('aria-live', 'polite');
    let practice: Promise<Practice> | undefined;
    let making: Promise<Inspector> | undefined;
    const inspector = (): Promise<Inspector> => (making ??= this.#makeInspector(root, session));
    this.#bar = new Bar(this.#part('bar'), this.#slices, {
      ...actions,
      skip: () => {
        this.#focusStage();
        this.#part('stage').scrollIntoView();
      },
    });
    this.#controls = new Controls(this.#part('panel'), this.#slices, actions.startOver);
    this.#charts = new Charts(this.#part('stage'), this.#slices);
    this.#lanes = new Lanes(this.#part('stage'), {
      slices: this.#slices,
      refresh: actions.refresh,
      inspector,
      practice: () => (practice ??= this.#makePractice(session)),
    });
    this.#lensTools = {
      session,
      refresh: actions.refresh,
      announce: this.announce,
      slices: this.#slices,
      step: actions.step,
      toggle: actions.toggle,
      trainTo: actions.trainTo,
      overlay: (paint) => {
        this.#lanes.overlay = paint;
      },
      inspect: (lane, parameter, anchor) => {
        void inspector().then((made) => {
          made.show(lane, parameter, anchor);
        });
      },
    };
  }

  readonly announce = (text: string): void => {
    this.#part('live').textContent = text;
  };

  get lanes(): Lanes {
    return this.#lanes;
  }

  setSamples(samples: ReadonlyMap<string, Sample>): void {
    this.#controls.setSamples(samples);
  }

  /** Everything that follows from the state. */
  show(scene: Scene): void {
    this.#scene = scene;
    this.#lanes.show(scene);
    this.#charts.show(scene);
    const { context, playing } = scene;
    const { state, messages } = context;
    document.title = messages.title;
    void this.#inspector?.dress(scene);
    document.body.dataset['drawer'] = state.drawer ? 'open' : 'closed';
    this.#bar.show(scene);
    render(context.asides?.notices(context) ?? nothing, this.#part('notices'));
    document.body.dataset['playing'] = playing ? 'yes' : 'no';
    if (this.#stageParts === Number.POSITIVE_INFINITY) this.#renderStage();
    else this.#slices.add(this.#renderStage);
    this.#controls.show(scene);
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
                  this.#lanes.reveal(lane);
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
                          marksOf(scene),
                        )
                      : html`<div class="lens" data-lens=${state.tab}></div>`
                  }
                </div>
              </section>`
            : nothing
        }`,
      this.#part('stage'),
    );
    this.#lanes.keep();
    if (all && this.#revealed !== state.tab) {
      this.#revealed = state.tab;
      if (state.tab !== 'curves') revealTab(this.#part('stage'));
    }
    if (!all) this.#slices.add(this.#renderStage);
    else {
      this.#stageParts = Number.POSITIVE_INFINITY;
      this.#charts.draw();
      this.#renderPast();
      this.#showLens();
      void this.#showDrawing();
    }
  };

  async #showDrawing(): Promise<void> {
    const wanted = (): Drawn | undefined => this.#scene?.context.state.drawing;
    const what = wanted();
    if (this.#drawing?.what !== what) {
      this.#drawing?.tool.release();
      this.#drawing = undefined;
    }
    if (what !== undefined && this.#drawing === undefined) {
      const tool = await FIELD_TOOLS[what]();
      // It may have ended, or another call may have come first.
      if (wanted() === what) this.#drawing ??= { what, tool: tool() };
    }
    if (this.#scene !== undefined) this.#drawing?.tool.show(this.#scene);
  }

  /** The slider that goes back to earlier steps. */
  #renderPast(): void {
    const host = this.#part('stage').querySelector('.past');
    if (host instanceof HTMLElement && this.#scene !== undefined && this.#newest !== undefined)
      this.#past?.render(host, this.#scene.context, this.#newest.frame);
  }

  /** What reads and sets single weights comes when a visitor first reaches for one. */
  async #makeInspector(root: HTMLElement, session: Session): Promise<Inspector> {
    const { Inspector } = await import('../inspector');
    const inspector = new Inspector(root, {
      session,
      refresh: this.#actions.refresh,
      announce: this.announce,
      redraw: () => {
        this.#lanes.redraw();
      },
    });
    if (this.#scene !== undefined) await inspector.dress(this.#scene);
    this.#inspector = inspector;
    this.#lanes.inspector = inspector;
    return inspector;
  }

  async #makePractice(session: Session): Promise<Practice> {
    const { Practice } = await import('../practice');
    return new Practice({
      session,
      refresh: this.#actions.refresh,
      announce: this.announce,
      redraw: () => {
        this.#lanes.redraw();
      },
    });
  }

  readonly #showLens = (): void => {
    const scene = this.#scene;
    if (scene === undefined) return;
    const host = this.#part('stage').querySelector('.lens');
    const { tab } = scene.context.state;
    if (this.#lens === undefined) {
      const module = tab === 'curves' ? undefined : lensHost(this.#showLens);
      if (module === undefined) return;
      this.#lens = new module.LensHost(this.#lensTools);
      if (this.#newest !== undefined) this.#lens.draw(this.#newest.frame);
    }
    this.#lens.show(tab, host instanceof HTMLElement ? host : undefined, scene);
  };

  /** What the open lens wants to know with the next frame. */
  get look(): LookRequest | undefined {
    return this.#lens?.request;
  }

  /** The example whose mask the open lens wants to see in the networks. */
  get watched(): number | undefined {
    return this.#lens?.watched;
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
    this.#lanes.draw(frame);
    this.#lens?.draw(frame);
    this.#inspector?.draw(frame);
    await this.#slices.done();
  }

  /** The figures of all lanes in one piece, so that they are of one moment. */
  readonly #showFigures = (): void => {
    if (this.#newest === undefined || this.#newest.setups !== this.#scene?.setups) return;
    const { frame, pace } = this.#newest;
    this.#lanes.showFigures(frame);
    this.#count(frame, pace);
    this.#renderPast();
  };

  #count({ step, lanes }: Frame, pace: Pace | undefined): void {
    // A lane that has diverged stays behind.
    const epoch = Math.max(0, ...lanes.map(({ summary }) => summary.epoch));
    this.#bar.count({ step, epoch, pace });
  }

  /** Adds what can wait until the lanes train: the controls and the charts. */
  async complete(): Promise<void> {
    this.#controls.begin();
    const [{ CurvesView }, { PastBar }] = await Promise.all([
      import('../views/curves'),
      import('../controls/past-bar'),
    ]);
    this.#past = new PastBar(this.#actions.lookBack);
    this.#charts.begin((host) => new CurvesView(host));
    this.#renderPast();
  }

  drawCharts(): void {
    this.#charts.draw();
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
    if (!open) {
      this.#bar.focusSettings();
      return;
    }
    this.#controls.focusClose();
    // On a phone the controls cover the lower half; the field goes where it can be seen.
    if (this.#controls.covers) this.#lanes.raise();
  }

  #part(id: string): HTMLElement {
    const part = this.#parts.get(id);
    if (part === undefined) throw new Error(`The page has no part ${id}`);
    return part;
  }
}
