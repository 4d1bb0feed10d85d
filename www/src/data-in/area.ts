/** The canvas over one lane's field that points are drawn on, by mouse, pen, touch and keys. */

import type { LaneSetup } from '../session/types';
import { drawPoints } from '../views/points';
import { toCanvas, toPlane, REACH } from '../views/plane';
import type { Colors } from '../views/palette';
import { Surface, type Size } from '../views/surface';
import {
  classesOf,
  eraserOf,
  erased,
  sprayed,
  withPoint,
  type Brush,
  type Place,
  type Points,
} from './strokes';

/** How far an arrow key moves the cursor, in plane units. */
const STEP = 0.1;
const LONG_STEP = 0.5;
/** `buttons` of a pen that is turned round. */
const PEN_ERASER = 32;

export interface AreaLook {
  readonly points: Points;
  readonly colors: Colors;
  readonly brush: Brush;
  readonly erases: boolean;
  readonly mostClasses: number;
}

export interface AreaActions {
  /** What the points of this lane are after a stroke, or a key. */
  readonly commit: (points: Points, at: Place) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly erases: (on: boolean) => void;
  readonly choose: (number: number) => void;
  readonly end: () => void;
}

interface Stroke {
  readonly pointer: number;
  readonly erases: boolean;
  points: Points;
  last: Place;
  rest: number;
}

export class Area {
  readonly canvas = document.createElement('canvas');
  readonly #surface: Surface;
  readonly #actions: AreaActions;
  #look: AreaLook;
  #stroke: Stroke | undefined;
  /** Where the pointer is over the area. */
  #pointer: Place | undefined;
  #cursor: Place = [0, 0];

  constructor(frame: Element, look: AreaLook, actions: AreaActions) {
    this.#look = look;
    this.#actions = actions;
    this.canvas.className = 'drawing-area';
    this.canvas.tabIndex = 0;
    // A canvas with keys of its own, which a screen reader is to pass on.
    this.canvas.setAttribute('role', 'application');
    frame.append(this.canvas);
    this.#surface = new Surface(this.canvas, () => {
      this.#paint();
    });
    this.#listen();
  }

  name(label: string, help: string): void {
    this.canvas.setAttribute('aria-label', `${label}. ${help}`);
  }

  show(look: AreaLook): void {
    this.#look = look;
    this.#paint();
  }

  release(): void {
    this.#surface.release();
    this.canvas.remove();
  }

  #listen(): void {
    const { canvas } = this;
    canvas.addEventListener('pointerdown', (event) => {
      if (event.button > 0 && (event.buttons & PEN_ERASER) === 0) return;
      if (!event.isPrimary || this.#stroke !== undefined) return;
      event.preventDefault();
      canvas.focus({ preventScroll: true });
      canvas.setPointerCapture(event.pointerId);
      const at = this.#placeOf(event);
      const erases = this.#look.erases || (event.buttons & PEN_ERASER) !== 0;
      const { points, brush } = this.#look;
      this.#stroke = {
        pointer: event.pointerId,
        erases,
        points: erases ? erased(points, at, at, eraserOf(brush.radius)) : withPoint(points, at, brush),
        last: at,
        rest: 0,
      };
      this.#pointer = at;
      this.#paint();
    });
    canvas.addEventListener('pointermove', (event) => {
      this.#pointer = this.#placeOf(event);
      const pieces = event.getCoalescedEvents();
      for (const piece of pieces.length > 0 ? pieces : [event]) this.#move(piece);
      this.#paint();
    });
    canvas.addEventListener('pointerup', (event) => {
      if (this.#stroke?.pointer !== event.pointerId) return;
      this.#move(event);
      const { points, last } = this.#stroke;
      this.#stroke = undefined;
      if (points !== this.#look.points) this.#actions.commit(points, last);
      if (event.pointerType !== 'mouse') this.#pointer = undefined;
      this.#paint();
    });
    // A gesture of the system's took the pointer over: the stroke was none.
    canvas.addEventListener('pointercancel', () => {
      this.#stroke = undefined;
      this.#pointer = undefined;
      this.#paint();
    });
    canvas.addEventListener('pointerleave', () => {
      if (this.#stroke === undefined) this.#pointer = undefined;
      this.#paint();
    });
    canvas.addEventListener('focus', () => {
      this.#paint();
    });
    canvas.addEventListener('blur', () => {
      this.#paint();
    });
    canvas.addEventListener('keydown', (event) => {
      if (!this.#key(event)) return;
      event.preventDefault();
      // It is not one of the page's.
      event.stopPropagation();
    });
  }

  #placeOf(event: PointerEvent): Place {
    const box = this.canvas.getBoundingClientRect();
    return toPlane(event.clientX - box.left, event.clientY - box.top, box);
  }

  #move(event: PointerEvent): void {
    const stroke = this.#stroke;
    if (stroke?.pointer !== event.pointerId) return;
    const at = this.#placeOf(event);
    const { brush } = this.#look;
    if (stroke.erases) stroke.points = erased(stroke.points, stroke.last, at, eraserOf(brush.radius));
    else {
      const { points, rest } = sprayed(stroke.points, stroke.last, at, stroke.rest, brush, Math.random);
      stroke.points = points;
      stroke.rest = rest;
    }
    stroke.last = at;
  }

  /** Whether the key was the area's. */
  #key(event: KeyboardEvent): boolean {
    const { key } = event;
    if (event.altKey) return false;
    if (event.ctrlKey || event.metaKey) {
      const letter = key.toLowerCase();
      if (letter === 'y' || (letter === 'z' && event.shiftKey)) this.#actions.redo();
      else if (letter === 'z') this.#actions.undo();
      else return false;
      return true;
    }
    const way = event.shiftKey ? LONG_STEP : STEP;
    const moves: Readonly<Record<string, Place | undefined>> = {
      ArrowLeft: [-way, 0],
      ArrowRight: [way, 0],
      ArrowUp: [0, way],
      ArrowDown: [0, -way],
    };
    const move = moves[key];
    if (move !== undefined) {
      const within = (value: number): number => Math.min(REACH, Math.max(-REACH, value));
      this.#cursor = [within(this.#cursor[0] + move[0]), within(this.#cursor[1] + move[1])];
      this.#pointer = undefined;
      this.#paint();
      return true;
    }
    const { points, brush } = this.#look;
    const erases = this.#look.erases || key === 'Delete' || key === 'Backspace';
    if ([' ', 'Enter', 'Delete', 'Backspace'].includes(key)) {
      const next = erases
        ? erased(points, this.#cursor, this.#cursor, eraserOf(brush.radius))
        : withPoint(points, this.#cursor, brush);
      if (next !== points) this.#actions.commit(next, this.#cursor);
      return true;
    }
    if (key === 'Escape') this.#actions.end();
    else if (/^[de]$/i.test(key)) this.#actions.erases(key.toLowerCase() === 'e');
    else if (/^\d$/.test(key)) this.#actions.choose(Number(key));
    else return false;
    return true;
  }

  #paint(): void {
    const { colors, brush, erases, mostClasses } = this.#look;
    const points = this.#stroke?.points ?? this.#look.points;
    this.#surface.draw((context, size) => {
      drawPoints(context, size, setupOf(points, mostClasses), colors, false);
      const wipes = this.#stroke?.erases ?? erases;
      if (this.#pointer !== undefined)
        ring(context, size, this.#pointer, wipes ? eraserOf(brush.radius) : brush.radius, colors, wipes);
      else if (this.canvas.matches(':focus-visible')) cross(context, size, this.#cursor, colors);
    });
  }
}

/** All of them as training points: which set each goes to is drawn when the stroke ends. */
function setupOf(points: Points, mostClasses: number): LaneSetup {
  return {
    inputs: [],
    layers: [],
    classes: classesOf(points, mostClasses),
    points: {
      x: Float32Array.from(points.flatMap(([x1 = 0, x2 = 0]) => [x1, x2])),
      y: Float32Array.from(points, ([, , target = 0]) => target),
      set: new Uint8Array(points.length),
    },
  };
}

/** Dark on light and light on dark, whatever is below. */
function stroke(context: CanvasRenderingContext2D, colors: Colors, dash: readonly number[]): void {
  context.lineWidth = 3;
  context.strokeStyle = colors.halo;
  context.stroke();
  context.setLineDash([...dash]);
  context.lineWidth = 1.25;
  context.strokeStyle = colors.ink;
  context.stroke();
  context.setLineDash([]);
}

function ring(
  context: CanvasRenderingContext2D,
  size: Size,
  at: Place,
  radius: number,
  colors: Colors,
  wipes: boolean,
): void {
  const [x, y] = toCanvas(...at, size);
  context.beginPath();
  context.arc(x, y, Math.max(3, (radius / (2 * REACH)) * size.width), 0, 2 * Math.PI);
  stroke(context, colors, wipes ? [3, 3] : []);
}

function cross(context: CanvasRenderingContext2D, size: Size, at: Place, colors: Colors): void {
  const [x, y] = toCanvas(...at, size);
  context.beginPath();
  for (const [dx, dy] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const) {
    context.moveTo(x + dx * 4, y + dy * 4);
    context.lineTo(x + dx * 11, y + dy * 11);
  }
  stroke(context, colors, []);
}
