/** Dragging the target distribution on the lanes' fields: one handle moves it, one turns and scales it. */

import './aim.css';
import { html, render } from 'lit-html';
import { laneName } from '../controls/lane-card';
import type { Language } from '../messages';
import { drawnLanes } from '../own-points';
import type { Scene } from '../screen/scene';
import { REACH, toCanvas, toPlane } from '../views/plane';
import type { Words } from './en';
import { placed } from './placed';
import {
  ARM,
  keyed,
  knobOf,
  middleOf,
  movedTo,
  NAMES,
  pathOf,
  targetOf,
  turnedTo,
  type Target,
} from './place';

type Handle = 'middle' | 'knob';

const WORDS: Readonly<Record<Language, () => Promise<{ readonly words: Words }>>> = {
  en: () => import('./en'),
  ko: () => import('./ko'),
};

/** So far inside the field's edge a handle can still be taken hold of. */
const REACHABLE = 0.94 * REACH;

function within([x1, x2]: readonly [number, number]): readonly [number, number] {
  const clamp = (value: number): number => Math.min(REACHABLE, Math.max(-REACHABLE, value));
  return [clamp(x1), clamp(x2)];
}

/** The whole field in a picture's own units. */
const WHOLE = { width: 2 * REACH, height: 2 * REACH };

export class Aim {
  readonly #hosts = new Map<number, HTMLElement>();
  #scene: Scene | undefined;
  #words: { readonly language: Language; readonly words: Words } | undefined;
  /** What is being dragged, and how far from its middle it was taken hold of. */
  #held: { readonly handle: Handle; readonly off: readonly [number, number] } | undefined;

  show(scene: Scene): void {
    this.#scene = scene;
    if (this.#words?.language === scene.language) this.#render(scene, this.#words.words);
    else
      void WORDS[scene.language]().then(({ words }) => {
        this.#words = { language: scene.language, words };
        if (this.#scene !== undefined) this.#render(this.#scene, words);
      });
  }

  release(): void {
    for (const host of this.#hosts.values()) host.remove();
    this.#hosts.clear();
    this.#scene = undefined;
  }

  #render(scene: Scene, words: Words): void {
    const lanes = drawnLanes(scene.context.state);
    for (const [lane, host] of this.#hosts)
      if (!lanes.includes(lane) || !host.isConnected) {
        host.remove();
        this.#hosts.delete(lane);
      }
    for (const lane of lanes) {
      const frame = document.querySelector(`#lane-${lane + 1} .field-frame`);
      if (frame === null) continue;
      let host = this.#hosts.get(lane);
      if (host === undefined) {
        host = document.createElement('div');
        host.className = 'aim';
        host.setAttribute('role', 'group');
        frame.append(host);
        this.#hosts.set(lane, host);
      }
      host.setAttribute('aria-label', words.region(laneName(scene.context, lane)));
      render(this.#handles(scene, words, lane), host);
    }
  }

  #handles({ context }: Scene, words: Words, lane: number): ReturnType<typeof html> {
    const target = targetOf(context.state.lanes[lane]?.settings ?? {});
    const { coordinate, exact } = context.formats;
    const [x, y] = toCanvas(...middleOf(target), WHOLE);
    const [knobX, knobY] = toCanvas(...within(knobOf(target)), WHOLE);
    const shapes = (kind: string): ReturnType<typeof html> =>
      html`<svg class="aim" viewBox="0 0 ${WHOLE.width} ${WHOLE.height}" aria-hidden="true">
        <circle class=${kind} cx=${x} cy=${y} r=${ARM * target.scale} />
        <line class=${kind} x1=${x} y1=${y} x2=${knobX} y2=${knobY} />
      </svg>`;
    const handle = (name: Handle, at: readonly [number, number], said: string): ReturnType<typeof html> =>
      html`<button
        type="button"
        class="aim-handle aim-${name}"
        ${placed(at[0] / WHOLE.width, at[1] / WHOLE.height)}
        aria-label="${words[name]} ${said}"
        title=${said}
        @pointerdown=${(event: PointerEvent) => {
          if (event.button > 0 || !(event.currentTarget instanceof HTMLElement)) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          const [held, own] = [
            this.#placeOf(lane, event),
            name === 'middle' ? middleOf(target) : knobOf(target),
          ];
          this.#held = { handle: name, off: [own[0] - held[0], own[1] - held[1]] };
        }}
        @pointermove=${(event: PointerEvent) => {
          this.#drag(lane, name, event);
        }}
        @pointerup=${this.#drop}
        @pointercancel=${this.#drop}
        @keydown=${(event: KeyboardEvent) => {
          this.#key(lane, name, event);
        }}
      ></button>`;
    return html`${shapes('aim-halo')}${shapes('aim-outline')}
    ${handle('middle', toCanvas(...within(middleOf(target)), WHOLE), words.moved(coordinate(target.shift_x1), coordinate(target.shift_x2)))}
    ${handle('knob', [knobX, knobY], words.turned(exact(target.rotation), exact(target.scale)))}`;
  }

  readonly #drop = (): void => {
    this.#held = undefined;
  };

  /** Where the pointer is on the plane. */
  #placeOf(lane: number, event: PointerEvent): readonly [number, number] {
    const box = this.#hosts.get(lane)?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    return toPlane(event.clientX - box.left, event.clientY - box.top, box);
  }

  #drag(lane: number, name: Handle, event: PointerEvent): void {
    const held = this.#held;
    if (held?.handle !== name) return;
    const [x1, x2] = this.#placeOf(lane, event);
    const at = [x1 + held.off[0], x2 + held.off[1]] as const;
    this.#set(lane, name === 'middle' ? movedTo(at) : turnedTo(this.#target(lane), at));
  }

  #key(lane: number, name: Handle, event: KeyboardEvent): void {
    const next = keyed(this.#target(lane), name, event.key, event.shiftKey);
    if (next === undefined) return;
    event.preventDefault();
    // It is not one of the page's.
    event.stopPropagation();
    this.#set(lane, next);
  }

  #target(lane: number): Target {
    return targetOf(this.#scene?.context.state.lanes[lane]?.settings ?? {});
  }

  /** Tells what differs, and that alone: each change builds the data anew. */
  #set(lane: number, next: Partial<Target>): void {
    const target = this.#target(lane);
    for (const name of NAMES) {
      const value = next[name];
      if (value !== undefined && value !== target[name])
        this.#scene?.context.dispatch({ type: 'set', path: pathOf(name), value });
    }
  }
}
