/**
 * A swipe that begins on a slider and becomes scrolling leaves the slider as it was: browsers move the knob before they know
 * which of the two it will be, and so what it says counts only from then on.
 */

/** Pixels that a finger goes sideways before it is taken to slide. */
const SLIDES = 6;

interface Held {
  readonly slider: HTMLInputElement;
  readonly value: string;
  readonly x: number;
  readonly y: number;
}

export function steadySliders(root: HTMLElement): void {
  /** A slider under a finger that neither slides nor scrolls yet. */
  let held: Held | undefined;
  root.addEventListener('pointerdown', (event) => {
    const [target] = event.composedPath();
    held =
      event.pointerType === 'touch' && target instanceof HTMLInputElement && target.type === 'range'
        ? { slider: target, value: target.value, x: event.clientX, y: event.clientY }
        : undefined;
  });
  root.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (held === undefined) return;
    const [x, y] = [Math.abs(clientX - held.x), Math.abs(clientY - held.y)];
    if (x > SLIDES && x > y) held = undefined;
  });
  root.addEventListener(
    'input',
    (event) => {
      if (held !== undefined && event.composedPath()[0] === held.slider) event.stopImmediatePropagation();
    },
    true,
  );
  // A tap puts the knob where it is.
  root.addEventListener('pointerup', () => {
    if (held === undefined) return;
    const { slider, value } = held;
    held = undefined;
    if (slider.value !== value) slider.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  });
  // The browser has taken it for a scroll.
  root.addEventListener('pointercancel', () => {
    if (held !== undefined) held.slider.value = held.value;
    held = undefined;
  });
}
