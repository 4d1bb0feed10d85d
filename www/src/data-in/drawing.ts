/** Drawing points on the fields: the areas over them, and the palette that floats over the page. */

import './drawing.css';
import { render } from 'lit-html';
import type { Context } from '../controls/context';
import { laneName } from '../controls/lane-card';
import type { Language } from '../messages';
import { drawnLanes, pointsIn } from '../own-points';
import { fieldAt } from '../schema';
import type { State } from '../state';
import { same } from '../value';
import { MOST_CLASSES, type Colors } from '../views/palette';
import { Area, type AreaLook } from './area';
import type { Words } from './en';
import { palette, type Chosen } from './palette';
import { classesOf, Undo, type Place, type Points } from './strokes';
import { WORDS } from './words';

export interface DrawingScene {
  readonly context: Context;
  readonly language: Language;
  readonly colors: Colors;
}

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
  #chosen: Chosen = { values: false, target: 0, value: 0.5, erases: false, radius: 0.3 };
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
      const values = points.length > 0 && classesOf(points, MOST_CLASSES) === 0;
      this.#chosen = { ...this.#chosen, values };
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
      erases: this.#chosen.erases,
      mostClasses: MOST_CLASSES,
      brush: {
        radius: this.#chosen.radius,
        target: this.#chosen.values ? this.#chosen.value : this.#chosen.target,
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
    const points = pointsIn(context.state, lanes[0] ?? 0);
    render(
      palette({
        context,
        words,
        chosen: this.#chosen,
        count: points.length,
        longest: this.#longest(),
        many: Math.max(classesOf(points, MOST_CLASSES), this.#chosen.target + 1) > 2,
        said: this.#said,
        canUndo: this.#undo.canUndo,
        canRedo: this.#undo.canRedo,
        choose: (change) => {
          this.#choose(change);
        },
        go: (way) => {
          this.#go(way);
        },
        clear: () => {
          this.#clear();
        },
        end: () => {
          this.#end();
        },
      }),
      this.#palette,
    );
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
            this.#choose({ erases: on });
          },
          choose: (number) => {
            if (number >= MOST_CLASSES) return;
            this.#choose({ values: false, target: number });
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
    const what = this.#chosen.values
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

  #choose(change: Partial<Chosen>): void {
    this.#chosen = { ...this.#chosen, ...change };
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
    this.#scene?.context.dispatch({ type: 'drawing', what: undefined });
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
}
