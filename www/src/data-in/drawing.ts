/** Drawing points on the fields: the areas over them, and the palette that floats over the page. */

import './drawing.css';
import { html, render, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { Context } from '../controls/context';
import { laneName } from '../controls/lane-card';
import type { Language } from '../messages';
import { drawnLanes, pointsIn } from '../own-points';
import { noticeText } from '../problems';
import { fieldAt } from '../schema';
import type { State } from '../state';
import { same } from '../value';
import { markPath } from '../views/marks';
import { MOST_CLASSES, type Colors } from '../views/palette';
import { Area, type AreaLook } from './area';
import type { Words } from './en';
import { BRUSH, classesOf, Undo, type Place, type Points } from './strokes';
import { WORDS } from './words';

export interface DrawingScene {
  readonly context: Context;
  readonly language: Language;
  readonly colors: Colors;
}

/** Values that are drawn go from −1 to 1, as the field's colours do. */
const VALUE = { min: -1, max: 1, step: 0.05 } as const;
const BRUSH_STEP = 0.05;

/** Every lane's points. */
type Snapshot = readonly Points[];

function snapshotOf(state: State): Snapshot {
  return state.lanes.map((_, lane) => pointsIn(state, lane));
}

function sameSnapshot(a: Snapshot, b: Snapshot): boolean {
  return a.length === b.length && a.every((points, lane) => points === b[lane] || same(points, b[lane]));
}

export class Drawing {
  readonly #palette = document.createElement('section');
  readonly #areas = new Map<number, Area>();
  #undo = new Undo<Snapshot>();
  #known: Snapshot | undefined;
  #scene: DrawingScene | undefined;
  #words: { readonly language: Language; readonly words: Words } | undefined;
  #values = false;
  #target = 0;
  #value = 0.5;
  #erases = false;
  #radius = 0.3;
  /** What the last stroke did, for a screen reader. */
  #said = '';

  constructor() {
    this.#palette.className = 'drawing-palette';
    document.body.append(this.#palette);
    document.addEventListener('keydown', this.#key);
  }

  show(scene: DrawingScene): void {
    const first = this.#scene === undefined;
    this.#scene = scene;
    const { state } = scene.context;
    if (first) {
      const points = pointsIn(state, drawnLanes(state)[0] ?? 0);
      this.#values = points.length > 0 && classesOf(points, MOST_CLASSES) === 0;
    }
    this.#notice(state);
    if (this.#words?.language === scene.language) this.#render(this.#words.words);
    else
      void WORDS[scene.language]().then((words) => {
        this.#words = { language: scene.language, words };
        if (this.#scene !== undefined) this.#render(words);
      });
  }

  /** Puts the focus where the keys draw. */
  focus(): void {
    const [area] = this.#areas.values();
    area?.canvas.focus();
  }

  release(): void {
    document.removeEventListener('keydown', this.#key);
    for (const area of this.#areas.values()) area.release();
    this.#palette.remove();
    this.#scene = undefined;
  }

  /** What was changed elsewhere, in a box or by a link, can be undone too. */
  #notice(state: State): void {
    const now = snapshotOf(state);
    if (this.#known !== undefined && !sameSnapshot(this.#known, now)) {
      if (this.#known.length === now.length) this.#undo.push(this.#known);
      else this.#undo = new Undo();
    }
    this.#known = now;
  }

  #longest(): number {
    const { kind } = fieldAt('data.custom');
    return kind.kind === 'points' ? kind.longest : 0;
  }

  #look(lane: number): AreaLook | undefined {
    if (this.#scene === undefined) return undefined;
    const { context, colors } = this.#scene;
    return {
      points: pointsIn(context.state, lane),
      colors,
      erases: this.#erases,
      mostClasses: MOST_CLASSES,
      brush: {
        radius: this.#radius,
        target: this.#values ? this.#value : this.#target,
        longest: this.#longest(),
      },
    };
  }

  #render(words: Words): void {
    const scene = this.#scene;
    if (scene === undefined) return;
    const { context } = scene;
    const lanes = drawnLanes(context.state);
    this.#keepAreas(lanes, words);
    this.#palette.hidden = lanes.length === 0;
    this.#palette.setAttribute('aria-label', words.region);
    const [first = 0] = lanes;
    render(this.#controls(words, context, pointsIn(context.state, first).length), this.#palette);
  }

  #keepAreas(lanes: readonly number[], words: Words): void {
    for (const [lane, area] of this.#areas)
      if (!lanes.includes(lane) || !area.canvas.isConnected) {
        area.release();
        this.#areas.delete(lane);
      }
    for (const lane of lanes) {
      const frame = document.querySelector(`#lane-${lane + 1} .field-frame`);
      const look = this.#look(lane);
      if (frame === null || look === undefined || this.#scene === undefined) continue;
      let area = this.#areas.get(lane);
      if (area === undefined) {
        area = new Area(frame, look, {
          commit: (points, at) => {
            this.#commit(lane, points, at);
          },
          undo: () => {
            this.#go('undo');
          },
          redo: () => {
            this.#go('redo');
          },
          erases: (on) => {
            this.#erases = on;
            this.#again();
          },
          choose: (number) => {
            if (number >= MOST_CLASSES) return;
            this.#values = false;
            this.#target = number;
            this.#again();
          },
          end: () => {
            this.#end();
          },
        });
        this.#areas.set(lane, area);
      }
      area.name(words.area(laneName(this.#scene.context, lane)), words.areaHelp);
      area.show(look);
    }
  }

  #again(): void {
    if (this.#words !== undefined) this.#render(this.#words.words);
  }

  /** Lanes that had the same points still have. */
  #commit(lane: number, points: Points, at: Place): void {
    const scene = this.#scene;
    if (scene === undefined || this.#words === undefined) return;
    const { state, dispatch, formats } = scene.context;
    const own = pointsIn(state, lane);
    const lanes = drawnLanes(state).filter((other) => same(pointsIn(state, other), own));
    const before = snapshotOf(state);
    this.#undo.push(before);
    this.#known = before.map((old, index) => (lanes.includes(index) ? points : old));
    dispatch({ type: 'points', lanes, points });
    const { words } = this.#words;
    const target = points.at(-1)?.[2] ?? 0;
    const what = this.#values
      ? `${words.value} ${formats.coordinate(target)}`
      : words.className(String(target));
    const count = formats.count(points.length);
    // In a place of its own: that the training restarts is said in the page's.
    this.#said =
      points.length > own.length
        ? words.placed(what, formats.coordinate(at[0]), formats.coordinate(at[1]), count)
        : words.erased(count);
    this.#again();
  }

  #go(way: 'undo' | 'redo'): void {
    if (this.#scene === undefined) return;
    const { state, dispatch } = this.#scene.context;
    const now = snapshotOf(state);
    const wanted = way === 'undo' ? this.#undo.undo(now) : this.#undo.redo(now);
    this.#known = wanted;
    // Lanes that share their points get them together.
    const shared = new Map<Points, number[]>();
    wanted.forEach((points, lane) => {
      if (same(points, now[lane])) return;
      shared.set(points, [...(shared.get(points) ?? []), lane]);
    });
    for (const [points, lanes] of shared) dispatch({ type: 'points', lanes, points });
    this.#again();
  }

  #clear(): void {
    if (this.#scene === undefined) return;
    const { state, dispatch } = this.#scene.context;
    const lanes = drawnLanes(state);
    const before = snapshotOf(state);
    this.#undo.push(before);
    this.#known = before.map((old, lane) => (lanes.includes(lane) ? [] : old));
    dispatch({ type: 'points', lanes, points: [] });
  }

  #end(): void {
    this.#scene?.context.dispatch({ type: 'drawing', on: false });
    document.getElementById('draw-points')?.focus();
  }

  /** Undo, wherever the focus is, but in a box where it is the box's. */
  readonly #key = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
    const { target } = event;
    if (
      target instanceof HTMLTextAreaElement ||
      (target instanceof HTMLInputElement && target.type === 'text')
    )
      return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    this.#go(key === 'y' || event.shiftKey ? 'redo' : 'undo');
  };

  #controls(words: Words, context: Context, count: number): TemplateResult {
    const { formats, open } = context;
    const longest = this.#longest();
    const full = count >= longest;
    return html`<div class="palette-row">
        ${this.#choice(words.kind, 'draw-kind', [
          { text: words.classes, on: !this.#values, set: () => (this.#values = false) },
          { text: words.values, on: this.#values, set: () => (this.#values = true) },
        ])}
        ${this.#choice(words.tool, 'draw-tool', [
          { text: words.draw, on: !this.#erases, set: () => (this.#erases = false) },
          { text: words.erase, on: this.#erases, set: () => (this.#erases = true) },
        ])}
        ${this.#values ? this.#valueSlider(words, context) : this.#classes(words)}
        <label class="palette-slider"
          ><span>${words.brush}</span
          ><input
            type="range"
            min=${BRUSH[0]}
            max=${BRUSH[1]}
            step=${BRUSH_STEP}
            .value=${live(String(this.#radius))}
            @input=${(event: Event) => {
              if (event.target instanceof HTMLInputElement) this.#radius = Number(event.target.value);
              this.#again();
            }}
        /></label>
        <span class="palette-buttons">
          <button
            type="button"
            ?disabled=${!this.#undo.canUndo}
            @click=${() => {
              this.#go('undo');
            }}
          >
            ${words.undo}
          </button>
          <button
            type="button"
            ?disabled=${!this.#undo.canRedo}
            @click=${() => {
              this.#go('redo');
            }}
          >
            ${words.redo}
          </button>
          <button
            type="button"
            ?disabled=${count === 0}
            @click=${() => {
              this.#clear();
            }}
          >
            ${words.clear}
          </button>
          <button
            type="button"
            @click=${() => {
              open('table');
            }}
          >
            ${words.table}
          </button>
          <button
            type="button"
            class="primary"
            @click=${() => {
              this.#end();
            }}
          >
            ${words.done}
          </button>
        </span>
      </div>
      <p class="palette-note">
        <span class="palette-count">${words.count(formats.count(count), formats.count(longest))}</span>
        ${this.#note(words, context, full ? formats.count(longest) : undefined)}
      </p>
      <p class="hidden" role="status">${this.#said}</p>`;
  }

  #note(words: Words, context: Context, full: string | undefined): TemplateResult {
    const [refused] = context.state.refused;
    if (refused !== undefined)
      return html`<span class="wanting" role="status"
        >${noticeText(context.messages, context.formats, refused)} ${words.waiting}</span
      >`;
    if (full !== undefined) return html`<span class="complaint">${words.full(full)}</span>`;
    return html`<span>${this.#values ? words.valueHint : words.hint}</span>`;
  }

  #choice(
    label: string,
    name: string,
    options: readonly { readonly text: string; readonly on: boolean; readonly set: () => void }[],
  ): TemplateResult {
    return html`<div class="segments" role="radiogroup" aria-label=${label}>
      ${options.map(
        ({ text, on, set }) =>
          html`<label class="segment"
            ><input
              type="radio"
              name=${name}
              .checked=${live(on)}
              @change=${() => {
                set();
                this.#again();
              }}
            /><span>${text}</span></label
          >`,
      )}
    </div>`;
  }

  /** Two classes have the field's two colours, more have their own, as the field will show them. */
  #classes(words: Words): TemplateResult {
    const scene = this.#scene;
    const points =
      scene === undefined ? [] : pointsIn(scene.context.state, drawnLanes(scene.context.state)[0] ?? 0);
    const many = Math.max(classesOf(points, MOST_CLASSES), this.#target + 1) > 2;
    return html`<div class="segments palette-classes" role="radiogroup" aria-label=${words.classes}>
      ${Array.from({ length: MOST_CLASSES }, (_, number) => {
        const key = many || number > 1 ? `class-${number + 1}` : `side-${number + 1}`;
        return html`<label class="segment" title=${words.className(String(number))}
          ><input
            type="radio"
            name="draw-class"
            aria-label=${words.className(String(number))}
            .checked=${live(number === this.#target)}
            @change=${() => {
              this.#target = number;
              this.#again();
            }}
          /><span
            ><svg class="shape filled ${key}" viewBox="-6 -6 12 12" aria-hidden="true">
              <path d=${markPath(number, 4)} />
            </svg>
            ${number}</span
          ></label
        >`;
      })}
    </div>`;
  }

  #valueSlider(words: Words, { formats }: Context): TemplateResult {
    return html`<label class="palette-slider"
      ><span>${words.value} <b>${formats.coordinate(this.#value)}</b></span
      ><input
        type="range"
        min=${VALUE.min}
        max=${VALUE.max}
        step=${VALUE.step}
        .value=${live(String(this.#value))}
        @input=${(event: Event) => {
          if (event.target instanceof HTMLInputElement) this.#value = Number(event.target.value);
          this.#again();
        }}
    /></label>`;
  }
}
