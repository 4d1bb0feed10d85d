/** What is worth saying aloud of a frame, once in each run of the training. */

import type { Context } from './controls/context';
import { laneName, SOLVED } from './controls/lane-card';
import type { History } from './history';
import type { Frame } from './session/types';

export class Milestones {
  readonly #said = new Set<string>();

  /** A new run: everything may be said again. */
  clear(): void {
    this.#said.clear();
  }

  /** What this frame brings that has not been said. */
  of(frame: Frame, history: History, context: Context): readonly string[] {
    const { messages, formats } = context;
    const news: string[] = [];
    const once = (key: string, text: string): void => {
      if (this.#said.has(key)) return;
      this.#said.add(key);
      news.push(text);
    };
    frame.lanes.forEach(({ summary }, lane) => {
      const name = laneName(context, lane);
      const diverged = summary.replicas[0]?.diverged;
      if (diverged !== undefined)
        once(`diverged ${lane}`, messages.announce.diverged(name, formats.count(diverged.step)));
      const accuracy = history.lanes[lane]?.at(-1)?.devAccuracy.middle ?? 0;
      if (accuracy >= SOLVED)
        once(
          `solved ${lane}`,
          messages.announce.reached(name, formats.share(SOLVED), formats.count(frame.step)),
        );
    });
    return news;
  }
}
