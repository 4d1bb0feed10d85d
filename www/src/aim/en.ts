/** Dragging the target distribution, in English. */

export const words = {
  region: (lane: string) => `Target distribution of ${lane}`,
  middle: 'Move the target: drag, or arrow keys. Shift takes larger steps, Esc ends it.',
  knob: 'Turn and scale the target: drag, or arrow keys (left and right turn, up and down scale). Esc ends it.',
  moved: (x1: string, x2: string) => `moved by ${x1}, ${x2}`,
  turned: (angle: string, scale: string) => `turned by ${angle}°, scaled by ${scale}`,
};

export type Words = typeof words;
