/** Reads, sets and freezes single weights: a small panel beside the drawing or the matrix where one was chosen. */

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { icons } from '../controls/icons';
import { laneName } from '../controls/lane-card';
import type { LensScene } from '../lenses/lens';
import { optionText, type Language } from '../messages';
import type { Frame, LaneSetup, NetworkFrame, Session } from '../session/types';
import { throttle } from '../throttle';
import { parse } from '../value';
import type { CardTool } from '../views/card-tool';
import { layoutNetwork, type NetworkLayout } from '../views/network-layout';
import type { Colors } from '../views/palette';
import type { Words } from './en';
import { hitAt } from './hit';
import { drawMarks } from './marks';
import { numberOf, shapesOf, unitNumbers, type LayerShape, type Parameter } from './parameters';
import { weightText } from './weight-text';
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

/** A place in the window, and what gets the focus back. */
export interface Anchor {
  readonly x: number;
  readonly y: number;
  readonly opener?: HTMLElement | undefined;
}

/** What the panel is about, and what gets the focus when it closes. */
interface Chosen {
  readonly lane: number;
  readonly parameter: Parameter;
  readonly opener: HTMLElement | undefined;
}

interface Reading {
  readonly value: number;
  readonly gradient: number;
}

interface Held {
  readonly frozen: Uint32Array;
  readonly edited: Uint32Array;
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
    act: (session: Session, lane: number) => Promise<void>,
    said: string,
    key: string,
    noted: string,
  ): Promise<void> {
    const open = this.#open;
    if (open === undefined) return;
    await act(this.#tools.session, open.lane);
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
    const setup = scene.setups[open.lane];
    const shapes = setup === undefined ? [] : shapesOf(setup);
    const shape = shapes[open.parameter.layer];
    if (setup === undefined || shape === undefined) return;
    const { words } = this.#words;
    const lane = laneName(scene.context, open.lane);
    this.#panel.setAttribute('aria-label', words.title(lane));
    render(
      html`<div class="inspector-head">
          <i class="swatch lane-${open.lane + 1}" aria-hidden="true">${open.lane + 1}</i>
          <h3>${words.title(lane)}</h3>
          <button
            type="button"
            class="icon-button"
            aria-label=${words.close}
            @click=${() => {
              this.close();
            }}
          >
            ${icons.close}
          </button>
        </div>
        ${this.#choice(scene, setup, shapes, shape, open.parameter, words)} ${this.#figures(scene, words)}
        ${this.#setting(setup, shapes, open, words)} ${this.#freezing(setup, shapes, open, words)}
        <p class="inspector-scope">${words.scope(scene.context.state.replicas)}</p>`,
      this.#panel,
    );
  }

  #choice(
    { context }: Scene,
    setup: LaneSetup,
    shapes: readonly LayerShape[],
    shape: LayerShape,
    { layer, to, from }: Parameter,
    words: Words,
  ): TemplateResult {
    const select = (
      label: string,
      id: string,
      options: readonly string[],
      chosen: number,
      take: (index: number) => void,
    ): TemplateResult =>
      html`<label
        >${label}<select
          id="inspect-${id}"
          .value=${live(String(chosen))}
          @change=${(event: Event) => {
            if (event.target instanceof HTMLSelectElement) take(Number(event.target.value));
          }}
        >
          ${options.map((text, index) => html`<option value=${index} ?selected=${index === chosen}>${text}</option>`)}
        </select></label
      >`;
    const sources = sourceNames(setup, shapes, layer, words, (input) =>
      optionText(context.messages, 'inputs.features', input),
    );
    return html`<div class="inspector-choice">
      ${select(
        words.layer,
        'layer',
        shapes.map((_, index) => layerName(setup, index, words)),
        layer,
        (index) => {
          const next = shapes[index];
          this.#choose({
            layer: index,
            to: Math.min(to, (next?.outputs ?? 1) - 1),
            from: from === undefined ? undefined : Math.min(from, (next?.inputs ?? 1) - 1),
          });
        },
      )}
      ${select(words.from, 'from', [...sources, words.bias], from ?? sources.length, (index) => {
        this.#choose({ layer, to, from: index === sources.length ? undefined : index });
      })}
      ${select(
        words.to,
        'to',
        Array.from({ length: shape.outputs }, (_, index) => unitName(setup, layer, index, words)),
        to,
        (index) => {
          this.#choose({ layer, to: index, from });
        },
      )}
    </div>`;
  }

  #figures({ context }: Scene, words: Words): TemplateResult {
    const runs = context.state.replicas;
    const reading = this.#reading;
    const frozen = this.#isFrozen;
    return html`<dl class="inspector-figures">
      <div>
        <dt>${words.value}${runs > 1 ? html` <small>(${words.ofRun(runs)})</small>` : nothing}</dt>
        <dd data-value=${reading?.value ?? ''}>
          ${reading === undefined ? '—' : weightText(reading.value, words.notFinite)}
        </dd>
      </div>
      <div>
        <dt>${words.gradient}</dt>
        <dd>
          ${reading === undefined ? '—' : frozen ? words.noGradient : weightText(reading.gradient, words.notFinite)}
        </dd>
      </div>
    </dl>`;
  }

  get #number(): number | undefined {
    const setup = this.#open === undefined ? undefined : this.#scene?.setups[this.#open.lane];
    return setup === undefined || this.#open === undefined
      ? undefined
      : numberOf(shapesOf(setup), this.#open.parameter);
  }

  get #isFrozen(): boolean {
    const number = this.#number;
    return number !== undefined && this.#held.frozen.includes(number);
  }

  #setting(
    setup: LaneSetup,
    shapes: readonly LayerShape[],
    { lane, parameter }: Chosen,
    words: Words,
  ): TemplateResult {
    const number = numberOf(shapes, parameter);
    const name = this.#name(setup, parameter, words);
    const set = (): void => {
      const parsed = parse(this.#draft, { kind: 'real', min: -LIMIT, max: LIMIT, log: false });
      if (!parsed.ok || typeof parsed.value !== 'number' || number === undefined) {
        this.#refused = this.#draft;
        this.#render();
        return;
      }
      const { value } = parsed;
      const text = String(value).replace('-', '−');
      this.#refused = undefined;
      void this.#act(
        (session) => session.setParameter(lane, number, value),
        words.wasSet(name, text),
        `set ${lane} ${number}`,
        words.change(this.#laneName(lane), name, text),
      );
    };
    return html`<form
        class="inspector-set"
        @submit=${(event: Event) => {
          event.preventDefault();
          set();
        }}
      >
        <label for="inspect-value">${words.setTo}</label>
        <input
          id="inspect-value"
          class="box"
          type="text"
          inputmode="text"
          autocomplete="off"
          aria-invalid=${this.#refused === undefined ? 'false' : 'true'}
          aria-describedby=${this.#refused === undefined ? nothing : 'inspect-error'}
          .value=${live(this.#draft)}
          @input=${(event: Event) => {
            if (event.target instanceof HTMLInputElement) this.#draft = event.target.value;
          }}
        />
        <button type="submit" id="inspect-set">${words.set}</button>
      </form>
      ${
        this.#refused === undefined
          ? nothing
          : html`<p class="complaint" id="inspect-error" role="alert">${words.refused(this.#refused)}</p>`
      }`;
  }

  #freezing(
    setup: LaneSetup,
    shapes: readonly LayerShape[],
    { lane, parameter }: Chosen,
    words: Words,
  ): TemplateResult {
    const number = numberOf(shapes, parameter);
    const unit = unitNumbers(shapes, parameter.layer, parameter.to);
    const kept = new Set(this.#held.frozen);
    const name = this.#name(setup, parameter, words);
    const unitText = this.#unitName(setup, parameter, words);
    const freeze = (numbers: readonly number[], on: boolean, what: string): void => {
      void this.#act(
        (session) => session.setFrozen(lane, Uint32Array.from(numbers), on),
        (on ? words.frozen : words.released)(what),
        `freeze ${lane} ${numbers.join(' ')}`,
        (on ? words.changeFrozen : words.changeReleased)(this.#laneName(lane), what),
      );
    };
    const box = (id: string, text: string, numbers: readonly number[], what: string): TemplateResult => {
      const on = numbers.length > 0 && numbers.every((one) => kept.has(one));
      return html`<label
        ><input
          type="checkbox"
          id=${id}
          .checked=${live(on)}
          @change=${() => {
            freeze(numbers, !on, what);
          }}
        />${text}</label
      >`;
    };
    const { edited, frozen } = this.#held;
    return html`<div class="inspector-freeze">
      ${box('inspect-freeze', words.freeze, number === undefined ? [] : [number], name)}
      ${box('inspect-freeze-unit', words.freezeUnit(unitText, unit.length - 1), unit, unitText)}
      <p>
        ${words.held(String(edited.length), String(frozen.length))}
        <button
          type="button"
          class="link"
          id="inspect-release"
          ?disabled=${frozen.length === 0}
          @click=${() => {
            void this.#act(
              (session) => session.setFrozen(lane, frozen, false),
              words.allReleased,
              `freeze ${lane}`,
              words.changeReleased(this.#laneName(lane), words.all),
            );
          }}
        >
          ${words.releaseAll}
        </button>
      </p>
    </div>`;
  }

  #laneName(lane: number): string {
    return this.#scene === undefined ? '' : laneName(this.#scene.context, lane);
  }

  #unitName(setup: LaneSetup, { layer, to }: Parameter, words: Words): string {
    const unit = unitName(setup, layer, to, words);
    return layer === setup.layers.length - 1 ? unit : `${layerName(setup, layer, words)}, ${unit}`;
  }

  #name(setup: LaneSetup, { layer, to, from }: Parameter, words: Words): string {
    const messages = this.#scene?.context.messages;
    const target = unitName(setup, layer, to, words);
    const place = layerName(setup, layer, words);
    if (from === undefined) return words.parameterBias(place, target);
    const sources = sourceNames(setup, shapesOf(setup), layer, words, (input) =>
      messages === undefined ? input : optionText(messages, 'inputs.features', input),
    );
    return words.parameter(place, sources[from] ?? '', target);
  }
}

function layerName({ layers }: LaneSetup, layer: number, words: Words): string {
  return layer === layers.length - 1 ? words.output : words.hidden(layer + 1);
}

function unitName({ layers }: LaneSetup, layer: number, unit: number, words: Words): string {
  return layer === layers.length - 1 ? words.outputUnit(unit + 1) : words.unit(unit + 1);
}

function sourceNames(
  { inputs }: LaneSetup,
  shapes: readonly LayerShape[],
  layer: number,
  words: Words,
  inputName: (input: string) => string,
): readonly string[] {
  if (layer === 0) return inputs.map(inputName);
  return Array.from({ length: shapes[layer]?.inputs ?? 0 }, (_, index) => words.unit(index + 1));
}
