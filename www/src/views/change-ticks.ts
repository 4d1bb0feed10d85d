/** Thin lines on a chart where the visitor changed something; pointed at, they say what. */

import type { Change } from '../history';

export type TickText = (change: Change) => string;

/** Changes nearer to each other than this share a line, in CSS pixels. */
const APART = 4;

interface Tick {
  readonly x: number;
  readonly texts: string[];
}

export class ChangeTicks {
  draw(
    over: HTMLElement,
    place: (step: number) => number,
    changes: readonly Change[],
    textOf: TickText,
  ): void {
    const ticks: Tick[] = [];
    for (const change of changes) {
      const x = place(change.step);
      const last = ticks.at(-1);
      if (last !== undefined && x - last.x < APART) last.texts.push(textOf(change));
      else ticks.push({ x, texts: [textOf(change)] });
    }
    const kept = [...over.querySelectorAll('.change-tick')];
    kept.slice(ticks.length).forEach((element) => {
      element.remove();
    });
    ticks.forEach(({ x, texts }, index) => {
      const found = kept[index];
      const element = found instanceof HTMLElement ? found : document.createElement('i');
      element.className = 'change-tick';
      element.style.left = `${x}px`;
      element.title = texts.join('\n');
      if (found === undefined) over.append(element);
    });
  }
}
