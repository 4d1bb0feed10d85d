/** Where the target distribution lies, and what dragging its handles makes of it. Pure. */

import { fieldAt, type Settings } from '../schema';
import { valueIn } from '../state';

export interface Target {
  readonly rotation: number;
  readonly shift_x1: number;
  readonly shift_x2: number;
  readonly scale: number;
}

export type Name = keyof Target;
export const NAMES = ['rotation', 'shift_x1', 'shift_x2', 'scale'] as const satisfies readonly Name[];

export function pathOf(name: Name): string {
  return `target.${name}`;
}

/** How far the handle that turns is from the middle where nothing is scaled, in plane units. */
export const ARM = 1.4;
/** What a value is rounded to, so that links stay short and a straight angle can be met. */
const STEPS: Target = { rotation: 1, shift_x1: 0.05, shift_x2: 0.05, scale: 0.01 };

export function targetOf(settings: Settings): Target {
  const read = (name: Name): number => {
    const value = valueIn(settings, pathOf(name));
    return typeof value === 'number' ? value : 0;
  };
  return {
    rotation: read('rotation'),
    shift_x1: read('shift_x1'),
    shift_x2: read('shift_x2'),
    scale: read('scale'),
  };
}

/** The nearest step within what is allowed. */
export function allowed(name: Name, value: number): number {
  const { kind } = fieldAt(pathOf(name));
  const rounded = Number((Math.round(value / STEPS[name]) * STEPS[name]).toFixed(2));
  return 'min' in kind ? Math.min(kind.max, Math.max(kind.min, rounded)) : rounded;
}

/** The angle between −180° and 180°. */
function turned(degrees: number): number {
  return degrees - 360 * Math.round(degrees / 360);
}

export function middleOf({ shift_x1, shift_x2 }: Target): readonly [number, number] {
  return [shift_x1, shift_x2];
}

/** Where the handle that turns and scales lies. */
export function knobOf({ rotation, shift_x1, shift_x2, scale }: Target): readonly [number, number] {
  const angle = (rotation * Math.PI) / 180;
  return [shift_x1 + ARM * scale * Math.cos(angle), shift_x2 + ARM * scale * Math.sin(angle)];
}

export function movedTo([x1, x2]: readonly [number, number]): Partial<Target> {
  return { shift_x1: allowed('shift_x1', x1), shift_x2: allowed('shift_x2', x2) };
}

/** With the handle at this place. */
export function turnedTo(target: Target, [x1, x2]: readonly [number, number]): Partial<Target> {
  const [dx, dy] = [x1 - target.shift_x1, x2 - target.shift_x2];
  return {
    rotation: allowed('rotation', (Math.atan2(dy, dx) * 180) / Math.PI),
    scale: allowed('scale', Math.hypot(dx, dy) / ARM),
  };
}

/** What an arrow key does to a handle; undefined for other keys. */
export function keyed(
  target: Target,
  handle: 'middle' | 'knob',
  key: string,
  far: boolean,
): Partial<Target> | undefined {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key];
  if (way === undefined) return undefined;
  const [x = 0, y = 0] = way;
  if (handle === 'middle') {
    const by = far ? 0.5 : 0.1;
    return movedTo([target.shift_x1 + x * by, target.shift_x2 + y * by]);
  }
  const by = far ? 15 : 5;
  return {
    // Counter-clockwise is to the left of the top.
    rotation: allowed('rotation', turned(target.rotation - x * by)),
    scale: allowed('scale', target.scale + y * (far ? 0.2 : 0.05)),
  };
}
