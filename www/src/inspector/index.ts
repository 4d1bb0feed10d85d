/** Reads, sets and freezes single weights: a small panel beside the drawing or the matrix where one was chosen. */

import { minus } from '../format';
import { render } from 'lit-html';
import { laneName } from '../controls/lane-card';
import type { LensScene } from '../lenses/lens';
import type { Language } from '../messages';
import { numberOf, shapesOf, type Parameter } from '../parameters/numbers';
import type { Frame, LaneSetup, NetworkFrame, Session } from '../session/types';
import { throttle } from '../throttle';
import { parse } from '../value';
import type { Anchor, CardTool } from '../views/card-tool';
import { layoutNetwork, type NetworkLayout } from '../views/network-layout';
import type { Colors } from '../views/palette';
import type { Words } from './en';
import { hitAt } from './hit';
import { drawMarks } from './marks';
import { panel, type Held, type PanelActions, type Reading } from './panel';
import './inspector.css';

/** What may be set. */
const LIMIT = 1000;
/** Figures that change faster than this cannot be read. */
const INTERVAL = 120;
/** Distance of the panel from what it is about, and from the window's edge. */
const GAP = 12;
/** Narrower windows have the panel at their foot. */
const NARROW = 640;

const LOAD: Readonly<Record<Language, () => Promise<{ readonly words: Words }>>> = {
  en: () => import('./en'),
  ko: () => import('./ko'),
};

type Scene = Omit<LensScene<never>, 'words'>;

export interface InspectorTools {
  readonly session: Session;
  readonly refresh: () => void;
  readonly announce: (text: string) => void;
  /** What is marked changed: the networks are to be drawn again. */
  readonly redraw: () => void;
}

/** What the panel is about, and what gets the focus when it closes. */
interface Chosen {
  readonly lane: number;
  readonly parameter: Parameter;
  readonly opener: HTMLElement | undefined;
}

const NOTHING: Held = { frozen: new Uint32Array(), edited: new Uint32Array() };

export class Inspector implements CardTool {
  readonly #tools: InspectorTools;
  readonly #panel = document.createElement('div');
  readonly #throttle = throttle(INTERVAL);
  #scene: Scene | undefined;
  #words: { readonly language: Language; readonly words: Words } | undefined;
  #open: Chosen | undefined;
  #reading: Reading | undefined;
  #held: Held = NOTHING;
  #draft = '';
  #refused: string | undefined;
  #step = 0;

  constructor(root: HTMLElement, tools: InspectorTools) {
    this.#tools = tools;
    this.#panel.className = 'inspector';
    this.#panel.hidden = true;
    this.#panel.tabIndex = -1;
    this.#panel.setAttribute('role', 'dialog');
    this.#panel.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      // The next Esc closes what else is open.
      event.stopPropagation();
      this.close();
    });
    root.append(this.#panel);
  }

  async dress(scene: Scene): Promise<void> {
    const other = scene.setups !== this.#scene?.setups;
    this.#scene = scene;
    // Of other networks nothing is held, and what was chosen is not there any more.
    if (other && this.#open !== undefined) this.close();
    if (this.#words?.language !== scene.language) {
      const { words } = await LOAD[scene.language]();
      if (scene.language !== this.#scene.language) return;
      this.#words = { language: scene.language, words };
      this.#tools.redraw();
    }
    this.#render();
  }

  draw(frame: Frame): void {
    this.#step = frame.step;
    if (this.#open !== undefined)
      this.#throttle.run(() => {
        void this.#read();
      });
  }

  /** What a card's note says of its network. */
  note({ held }: NetworkFrame): string {
    const { edited, frozen } = held;
    if (edited.length + frozen.length === 0) return '';
    return this.#words?.words.note(edited.length, frozen.length) ?? '';
  }

  paint(
    lane: number,
    context: CanvasRenderingContext2D,
    layout: NetworkLayout,
    { held }: NetworkFrame,
    setup: LaneSetup,
    colors: Colors,
  ): void {
    const selected = this.#open?.lane === lane ? this.#open.parameter : undefined;
    drawMarks(context, layout, shapesOf(setup), held, selected, colors);
  }

  /** What lies at a place of a lane's drawing. */
  hit(
    lane: number,
    canvas: HTMLCanvasElement,
    x: number,
    y: number,
    parameters: Float32Array,
  ): Parameter | undefined {
    const setup = this.#scene?.setups[lane];
    if (setup === undefined) return undefined;
    const size = { width: canvas.clientWidth, height: canvas.clientHeight };
    const layout = layoutNetwork([setup.inputs.length, ...setup.layers], size);
    const shapes = shapesOf(setup);
    return hitAt(layout, x, y, (parameter) => parameters[numberOf(shapes, parameter) ?? -1] ?? 0);
  }

  show(lane: number, parameter: Parameter | undefined, anchor: Anchor): void {
    const last = this.#open?.lane === lane ? this.#open.parameter : undefined;
    this.#open = {
      lane,
      parameter: parameter ?? last ?? { layer: 0, to: 0, from: 0 },
      opener: anchor.opener,
    };
    this.#reading = undefined;
    this.#panel.hidden = false;
    this.#render();
    this.#place(anchor);
    this.#panel.focus({ preventScroll: true });
    this.#tools.redraw();
    void this.#read();
  }

  close(): void {
    if (this.#open === undefined) return;
    const { opener } = this.#open;
    const focused = this.#panel.contains(document.activeElement);
    this.#open = undefined;
    this.#panel.hidden = true;
    if (focused) opener?.focus({ preventScroll: true });
    this.#tools.redraw();
  }

  /** Beside the anchor, within the window's width; narrow windows have it at their foot, where the style sheet puts it. */
  #place({ x, y }: Anchor): void {
    const { style } = this.#panel;
    if (innerWidth < NARROW) {
      style.left = style.top = '';
      return;
    }
    const { offsetWidth: width, offsetHeight: height } = this.#panel;
    const left = x + GAP + width > innerWidth ? x - GAP - width : x + GAP;
    const top = y + GAP + height > innerHeight ? y - GAP - height : y + GAP;
    style.left = `${Math.max(GAP, Math.min(left, innerWidth - width - GAP)) + scrollX}px`;
    style.top = `${Math.max(GAP, top) + scrollY}px`;
  }

  async #read(): Promise<void> {
    const open = this.#open;
    const setup = open === undefined ? undefined : this.#scene?.setups[open.lane];
    if (open === undefined || setup === undefined) return;
    const number = numberOf(shapesOf(setup), open.parameter);
    if (number === undefined) return;
    const answer = await this.#tools.session.look({ name: 'parameter', lane: open.lane, number });
    // Something else may have been chosen meanwhile.
    if (answer.name !== 'parameter' || open !== this.#open) return;
    this.#reading = answer;
    this.#held = answer;
    this.#render();
  }

  /** Does something to the chosen lane's weights, and shows what came of it. */
  async #act(
    act: (session: Session) => Promise<void>,
    said: string,
    key: string,
    noted: string,
  ): Promise<void> {
    if (this.#open === undefined) return;
    await act(this.#tools.session);
    this.#tools.announce(said);
    if (this.#step > 0) this.#scene?.history.change(this.#step, new Map([[key, noted]]), new Set());
    this.#tools.refresh();
    await this.#read();
  }

  #choose(parameter: Parameter): void {
    if (this.#open === undefined) return;
    this.#open = { ...this.#open, parameter };
    this.#reading = undefined;
    this.#render();
    this.#tools.redraw();
    void this.#read();
  }

  #render(): void {
    const scene = this.#scene;
    const open = this.#open;
    if (scene === undefined || open === undefined || this.#words === undefined) return;
    const { lane, parameter } = open;
    const setup = scene.setups[lane];
    const shapes = setup === undefined ? [] : shapesOf(setup);
    if (setup === undefined || shapes[parameter.layer] === undefined) return;
    const { context } = scene;
    const { words } = this.#words;
    this.#panel.setAttribute('aria-label', words.title(laneName(context, lane)));
    render(
      panel(
        {
          context,
          words,
          setup,
          shapes,
          lane,
          parameter,
          reading: this.#reading,
          held: this.#held,
          draft: this.#draft,
          refused: this.#refused,
        },
        this.#actionsOn(lane, laneName(context, lane), words),
      ),
      this.#panel,
    );
  }

  /** What can be done to a lane's weights. */
  #actionsOn(lane: number, laneText: string, words: Words): PanelActions {
    return {
      close: () => {
        this.close();
      },
      choose: (parameter) => {
        this.#choose(parameter);
      },
      type: (text) => {
        this.#draft = text;
      },
      set: (number, name) => {
        const parsed = parse(this.#draft, { kind: 'real', min: -LIMIT, max: LIMIT, log: false });
        if (!parsed.ok || typeof parsed.value !== 'number' || number === undefined) {
          this.#refused = this.#draft;
          this.#render();
          return;
        }
        const { value } = parsed;
        const text = minus(String(value));
        this.#refused = undefined;
        void this.#act(
          (session) => session.setParameter(lane, number, value),
          words.wasSet(name, text),
          `set ${lane} ${number}`,
          words.change(laneText, name, text),
        );
      },
      freeze: (numbers, on, name) => {
        void this.#act(
          (session) => session.setFrozen(lane, numbers, on),
          (on ? words.frozen : words.released)(name),
          `freeze ${lane} ${numbers.join(' ')}`,
          (on ? words.changeFrozen : words.changeReleased)(laneText, name),
        );
      },
      releaseAll: () => {
        void this.#act(
          (session) => session.setFrozen(lane, this.#held.frozen, false),
          words.allReleased,
          `freeze ${lane}`,
          words.changeReleased(laneText, words.all),
        );
      },
    };
  }
}
