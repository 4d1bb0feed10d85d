/** Augmentation and early stopping on the lanes' cards; loaded where a lane has one of them. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { laneName } from '../controls/lane-card';
import type { Language } from '../messages';
import type { Scene } from '../screen/scene';
import type { AugmentedFrame, LaneSetup, LaneSummary, Session } from '../session/types';
import type { Colors } from '../views/palette';
import type { PracticeTool } from '../views/practice-tool';
import type { Size } from '../views/surface';
import type { Words } from './en';
import { drawGhosts } from './ghosts';
import { isAugmented, stopsEarly } from './settings';

const DEV = 1;
/** A share below this is not worth a sentence, as in the core. */
const NOTED = 0.01;

const LOAD: Readonly<Record<Language, () => Promise<{ readonly words: Words }>>> = {
  en: () => import('./en'),
  ko: () => import('./ko'),
};

export interface PracticeTools {
  readonly session: Session;
  readonly refresh: () => void;
  readonly announce: (text: string) => void;
  /** There are words now: the cards are to be drawn again. */
  readonly redraw: () => void;
}

export class Practice implements PracticeTool {
  readonly #tools: PracticeTools;
  #scene: Scene | undefined;
  #words: { readonly language: Language; readonly words: Words } | undefined;

  constructor(tools: PracticeTools) {
    this.#tools = tools;
  }

  async dress(scene: Scene): Promise<void> {
    this.#scene = scene;
    if (this.#words?.language === scene.language) return;
    const { words } = await LOAD[scene.language]();
    if (scene.language !== this.#scene.language) return;
    this.#words = { language: scene.language, words };
    this.#tools.redraw();
  }

  note(
    lane: number,
    setup: LaneSetup,
    summary: LaneSummary,
    augmented: AugmentedFrame | undefined,
  ): TemplateResult {
    const settings = this.#scene?.context.state.lanes[lane]?.settings;
    const words = this.#words?.words;
    if (settings === undefined || words === undefined) return html``;
    return html`${isAugmented(settings) ? this.#augmentation(words, setup, augmented) : nothing}${
      stopsEarly(settings) ? this.#stopping(words, lane, setup, summary) : nothing
    }`;
  }

  paint(
    lane: number,
    context: CanvasRenderingContext2D,
    size: Size,
    setup: LaneSetup,
    colors: Colors,
    augmented: AugmentedFrame,
  ): void {
    const settings = this.#scene?.context.state.lanes[lane]?.settings;
    // What was augmented before is not, once it is turned off.
    if (settings === undefined || !isAugmented(settings)) return;
    drawGhosts(context, size, setup, colors, augmented);
  }

  #augmentation(
    words: Words,
    { classes }: LaneSetup,
    augmented: AugmentedFrame | undefined,
  ): TemplateResult | typeof nothing {
    const formats = this.#scene?.context.formats;
    if (augmented === undefined || formats === undefined) return nothing;
    const { ghosts, kept } = augmented;
    const seen = ghosts.points.length > 0 ? words.ghosts : words.ghostsFirst;
    if (kept === undefined) return html` ${seen}`;
    const share = formats.percent(kept.broken);
    return html` ${seen}
    ${
      kept.breaks
        ? html`<b>${words.breaks}</b> ${classes > 0 ? words.broken(share) : words.brokenNumbers(share)}`
        : nothing
    }
    ${kept.outside >= NOTED ? words.outside(formats.percent(kept.outside)) : nothing}`;
  }

  #stopping(
    words: Words,
    lane: number,
    { points }: LaneSetup,
    { step, replicas }: LaneSummary,
  ): TemplateResult | typeof nothing {
    if (!points.set.includes(DEV)) return html` ${words.noDev}`;
    const stop = replicas[0]?.stop;
    const formats = this.#scene?.context.formats;
    // Before the first epoch's end there is nothing to tell.
    if (stop === undefined || formats === undefined) return nothing;
    const stopped = replicas.filter((replica) => replica.stop?.stopped !== undefined).length;
    const past = replicas.some((replica) => (replica.stop?.bestStep ?? step) < step);
    const runs = replicas.length;
    return html` ${words.best(formats.count(stop.bestStep), runs)}
    ${stop.stopped === undefined ? words.waits(stop.left) : words.stopped(formats.count(stop.stopped), runs)}
    ${runs > 1 ? words.stoppedRuns(stopped, runs, stopped >= Math.ceil(runs / 2)) : nothing}
    ${
      past
        ? html`<button
            type="button"
            class="link restore-best"
            @click=${() => {
              void this.#restore(words, lane, stop.bestStep, runs);
            }}
          >
            ${words.restore}
          </button>`
        : nothing
    }`;
  }

  async #restore(words: Words, lane: number, best: number, runs: number): Promise<void> {
    const scene = this.#scene;
    if (scene === undefined) return;
    await this.#tools.session.restoreBest(lane);
    const { context, history } = scene;
    const name = laneName(context, lane);
    const step = history.viewed ?? history.steps.at(-1) ?? 0;
    history.change(step, new Map([[`best-${lane}`, `${name}: ${words.change}`]]), new Set([lane]));
    this.#tools.announce(
      runs > 1 ? words.restoredRuns(name) : words.restored(name, context.formats.count(best)),
    );
    this.#tools.refresh();
  }
}
