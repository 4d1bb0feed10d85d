/** What of an element is seen: its parts, rendered from the state, and a frame drawn on them by the page's own views. */

import { html, nothing, render } from 'lit-html';
import { curvesRegion } from '../controls/curves-region';
import { late } from '../late';
import type { LensHost } from '../lenses/host';
import type { LensTools } from '../lenses/lens';
import type { Practice } from '../practice';
import { Charts, marksOf } from '../screen/charts';
import { Lanes } from '../screen/lanes';
import type { Scene } from '../screen/scene';
import type { LookRequest } from '../session/looks/types';
import type { Frame, LaneSetup, Session } from '../session/types';
import { Slices } from '../slices';
import { steadySliders } from '../steady';
import { throttle } from '../throttle';
import { CurvesView } from '../views/curves';
import { card, count, homeLink, knobs, lensTabs, transport, type RowActions } from './rows';
import type { Controls, LensTab, Views } from './settings';
import { adopt, leave } from './sheets';
import type { Words } from './words';

const lensHost = late(() => import('../lenses/host'));

/** Figures that change faster than this cannot be read. */
const FIGURES_INTERVAL = 120;
const PARTS = ['notices-slot', 'transport', 'knobs', 'stage', 'live'] as const;
type Part = (typeof PARTS)[number];

/** How the element is laid out. */
export interface Plan {
  readonly views: Views;
  readonly controls: Controls;
  /** Fields that are changed lane by lane. */
  readonly apart: ReadonlySet<string>;
  readonly words: Words;
  /** The address of what is shown in the playground. */
  readonly home: string | undefined;
}

export interface StageActions extends RowActions {
  /** A frame has come, and is drawn next. */
  readonly taken: (frame: Frame) => void;
  readonly refresh: () => void;
  readonly trainTo: (step: number) => void;
  /** The same scene, in which a control changes one lane. */
  readonly inLane: (scene: Scene, lane: number) => Scene;
}

export class Stage {
  readonly lanes: Lanes;
  readonly #scope: HTMLElement;
  readonly #actions: StageActions;
  readonly #parts: ReadonlyMap<Part, HTMLElement>;
  readonly #charts: Charts;
  readonly #lensTools: LensTools;
  readonly #slices = new Slices();
  readonly #figuresThrottle = throttle(FIGURES_INTERVAL);
  /** The element's tree, and one for each lane's own controls, as the same field has the same names in each. */
  readonly #trees = new Set<ShadowRoot>();
  #lens: LensHost | undefined;
  #open: LensTab | undefined;
  #scene: Scene | undefined;
  #plan: Plan | undefined;
  #newest: { readonly frame: Frame; readonly setups: readonly LaneSetup[] } | undefined;

  constructor(scope: HTMLElement, session: Session, actions: StageActions) {
    this.#scope = scope;
    this.#actions = actions;
    this.#parts = new Map(
      PARTS.map((name) => {
        const element = document.createElement('div');
        element.className = name === 'live' ? 'hidden' : name;
        scope.append(element);
        return [name, element];
      }),
    );
    const root = scope.getRootNode();
    if (root instanceof ShadowRoot) this.#dress(root);
    steadySliders(scope);
    this.#part('transport').part.add('transport');
    this.#part('knobs').part.add('controls');
    this.#part('live').setAttribute('aria-live', 'polite');
    let practice: Promise<Practice> | undefined;
    const stage = this.#part('stage');
    this.#charts = new Charts(stage, this.#slices);
    this.#charts.begin((host) => new CurvesView(host));
    this.lanes = new Lanes(stage, {
      slices: this.#slices,
      refresh: actions.refresh,
      // Single weights are the playground's: a reader changes what the author named.
      inspector: () => new Promise(() => undefined),
      practice: () =>
        (practice ??= import('../practice').then(
          ({ Practice }) =>
            new Practice({
              session,
              refresh: actions.refresh,
              announce: this.announce,
              redraw: () => {
                this.lanes.redraw();
              },
            }),
        )),
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
        this.lanes.overlay = paint;
      },
      // Single weights are the playground's: a reader changes what the author named.
      inspect: undefined,
    };
  }

  readonly announce = (text: string): void => {
    this.#part('live').textContent = text;
  };

  get look(): LookRequest | undefined {
    return this.#lens?.request;
  }

  get watched(): number | undefined {
    return this.#lens?.watched;
  }

  /** Everything that follows from the state. */
  show(scene: Scene, plan: Plan): void {
    this.#scene = scene;
    this.#plan = plan;
    const { context } = scene;
    const { views, controls, apart, words } = plan;
    this.#scope.lang = scene.language;
    this.#scope.setAttribute('role', 'group');
    this.#scope.setAttribute('aria-label', words.region);
    this.#scope.toggleAttribute('data-fixed', controls.isFixed);
    this.#scope.dataset['views'] = [...views.pictures].join(' ');
    if (this.#open === undefined || !views.lenses.includes(this.#open)) [this.#open] = views.lenses;
    this.lanes.show(scene);
    this.#charts.show(scene);
    render(context.asides?.notices(context) ?? nothing, this.#part('notices-slot'));
    render(
      html`${transport(context, controls, this.#actions, scene.playing)}<span class="count"></span
        >${homeLink(words, plan.home)}`,
      this.#part('transport'),
    );
    this.#count(this.#newest?.frame.step ?? 0);
    const common = controls.fields.filter((path) => !apart.has(path));
    render(common.length === 0 ? nothing : knobs(context, common), this.#part('knobs'));
    this.#renderStage(scene, plan);
  }

  #renderStage(scene: Scene, { views, controls, apart, words }: Plan): void {
    const { context, setups } = scene;
    const { state } = context;
    const own = controls.fields.filter((path) => apart.has(path));
    const open = this.#open;
    render(
      html`<div class="lanes" data-count=${state.lanes.length}>
          ${state.lanes.map((_, lane) => card(context, lane, own.length > 0))}
        </div>
        ${
          views.pictures.has('curves')
            ? html`<section class="curves" part="curves" aria-labelledby="curves-title">
                <h2 class="hidden" id="curves-title">${context.messages.tabs.curves}</h2>
                ${curvesRegion(
                  context,
                  setups.length > 0 && setups.every(({ classes }) => classes === 0),
                  marksOf(scene),
                )}
              </section>`
            : nothing
        }
        ${
          open === undefined
            ? nothing
            : html`<section class="views" part="lens" aria-labelledby="lens-title">
                <h2 class="hidden" id="lens-title">${context.messages.tabs[open]}</h2>
                ${lensTabs(context, words, views.lenses, open, this.#choose)}
                <div id="lens-panel" role=${views.lenses.length > 1 ? 'tabpanel' : nothing}>
                  <div class="lens" data-lens=${open}></div>
                </div>
              </section>`
        }`,
      this.#part('stage'),
    );
    for (const [lane, host] of this.#part('stage').querySelectorAll('.lane-knobs').entries()) {
      const tree = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
      this.#dress(tree);
      render(knobs(this.#actions.inLane(scene, lane).context, own), tree);
    }
    this.lanes.keep();
    this.#charts.draw();
    this.#showLens();
  }

  readonly #choose = (tab: LensTab): void => {
    this.#open = tab;
    if (this.#scene !== undefined && this.#plan !== undefined) this.show(this.#scene, this.#plan);
  };

  readonly #showLens = (): void => {
    const scene = this.#scene;
    const open = this.#open;
    if (scene === undefined) return;
    if (this.#lens === undefined) {
      const module = open === undefined ? undefined : lensHost(this.#showLens);
      if (module === undefined) return;
      this.#lens = new module.LensHost(this.#lensTools);
      if (this.#newest !== undefined) this.#lens.draw(this.#newest.frame);
    }
    const host = this.#part('stage').querySelector('.lens');
    this.#lens.show(open ?? 'curves', host instanceof HTMLElement ? host : undefined, scene);
  };

  /** One frame of the training; resolves when all of it is drawn. */
  async draw(frame: Frame): Promise<void> {
    this.#actions.taken(frame);
    const scene = this.#scene;
    if (scene === undefined) return;
    const { setups } = scene;
    const showFigures = (): void => {
      this.#newest = { frame, setups };
      this.#slices.add(this.#showFigures);
    };
    if (scene.playing) this.#figuresThrottle.run(showFigures);
    else this.#figuresThrottle.flush(showFigures);
    this.lanes.draw(frame);
    this.#lens?.draw(frame);
    await this.#slices.done();
  }

  drawCharts(): void {
    this.#charts.draw();
  }

  /** The figures of all lanes in one piece, so that they are of one moment. */
  readonly #showFigures = (): void => {
    if (this.#newest === undefined || this.#newest.setups !== this.#scene?.setups) return;
    const { frame } = this.#newest;
    this.lanes.showFigures(frame);
    this.#count(frame.step);
  };

  #count(step: number): void {
    const host = this.#part('transport').querySelector('.count');
    if (host instanceof HTMLElement && this.#scene !== undefined)
      render(count(this.#scene.context, step), host);
  }

  /** Lets go of all views. */
  release(): void {
    if (this.#scene !== undefined) this.#lens?.show('curves', undefined, this.#scene);
    render(nothing, this.#part('stage'));
    this.lanes.keep();
    this.#charts.draw();
    this.#trees.forEach(leave);
  }

  #dress(root: ShadowRoot): void {
    if (this.#trees.has(root)) return;
    this.#trees.add(root);
    adopt(root);
  }

  #part(name: Part): HTMLElement {
    const part = this.#parts.get(name);
    if (part === undefined) throw new Error(`The element has no part ${name}`);
    return part;
  }
}
