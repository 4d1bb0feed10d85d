/** What is worth saying aloud of a frame, once in each run of the training. */

import type { Context } from './controls/context';
import { laneName } from './controls/lane-card';
import type { History } from './history';
import type { Frame, LaneSetup } from './session/types';
import { markOf, reaches } from './solved';

export class Milestones {
  readonly #said = new Set<string>();

  /** A new run: everything may be said again. */
  clear(): void {
    this.#said.clear();
  }

  /** What this frame brings that has not been said. */
  of(frame: Frame, history: History, setups: readonly LaneSetup[], context: Context): readonly string[] {
    const { state, messages, formats } = context;
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
      const settings = state.lanes[lane]?.settings;
      const setup = setups[lane];
      const figures = history.lanes[lane]?.at(-1);
      if (settings === undefined || setup === undefined || figures === undefined) return;
      const mark = markOf(settings, setup, state.mark);
      if (mark === undefined) return;
      const { devLoss, devAccuracy } = figures;
      if (reaches(mark, { loss: devLoss.middle, accuracy: devAccuracy.middle }))
        once(
          `solved ${lane}`,
          mark.figure === 'accuracy'
            ? messages.announce.reached(name, formats.percent(mark.least), formats.count(frame.step))
            : messages.announce.reachedR2(name, mark.least.toFixed(2), formats.count(frame.step)),
        );
    });
    return news;
  }
}
