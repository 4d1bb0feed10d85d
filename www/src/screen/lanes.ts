/** The lanes' cards: which are in sight, and what of a frame is drawn on them, and when. */

import { dropsOf } from '../controls/unit-marks';
import type { Inspector } from '../inspector';
import type { Practice } from '../practice';
import { isAugmented, stopsEarly } from '../practice/settings';
import type { Frame, LaneFrame, RunField } from '../session/types';
import type { Slices } from '../slices';
import { throttle } from '../throttle';
import type { FieldPainter } from '../views/field';
import { FieldPace, FLASH_INTERVAL } from '../views/field-pace';
import { LaneView } from '../views/lane';
import type { Scene } from './scene';

export interface LanesTools {
  readonly slices: Slices;
  /** A card has come into sight. */
  readonly refresh: () => void;
  /** Loads what reads and sets single weights. */
  readonly inspector: () => Promise<Inspector>;
  /** Loads what tells of augmentation and early stopping. */
  readonly practice: () => Promise<Practice>;
}

export class Lanes {
  readonly #stage: HTMLElement;
  readonly #tools: LanesTools;
  readonly #watch: IntersectionObserver;
  readonly #shown = new Set<number>();
  readonly #networkThrottle = throttle(FLASH_INTERVAL);
  readonly #fieldPace = new FieldPace(throttle(FLASH_INTERVAL));
  /** Each lane's newest frame that has a field. */
  readonly #fields = new Map<number, LaneFrame>();
  #views: LaneView[] = [];
  #inspector: Inspector | undefined;
  #practice: Practice | undefined;
  #overlay: FieldPainter | undefined;
  #scene: Scene | undefined;

  constructor(stage: HTMLElement, tools: LanesTools) {
    this.#stage = stage;
    this.#tools = tools;
    this.#watch = new IntersectionObserver(
      (entries) => {
        for (const { target, intersectionRatio } of entries)
          if (target instanceof HTMLElement) this.#see(Number(target.dataset['lane']), intersectionRatio);
      },
      { threshold: [0, 0.01, 0.5] },
    );
  }

  /** Whether a lane's card is in sight. */
  isShown(lane: number): boolean {
    return this.#shown.has(lane);
  }

  /** Whether the networks would be drawn now. */
  get networkDue(): boolean {
    return this.#networkThrottle.due;
  }

  show(scene: Scene): void {
    // What waits to be drawn of other networks is not drawn any more.
    if (scene.setups !== this.#scene?.setups) this.#fields.clear();
    this.#scene = scene;
  }

  /** A view for each card that is there now. */
  keep(): void {
    const scene = this.#scene;
    if (scene === undefined) return;
    const cards = [...this.#stage.querySelectorAll('.card')].filter(
      (card): card is HTMLElement => card instanceof HTMLElement,
    );
    for (const view of this.#views)
      if (!cards.includes(view.card)) {
        this.#watch.unobserve(view.card);
        view.release();
      }
    this.#views = cards.map((card, lane) => {
      const kept = this.#views.find((view) => view.card === card);
      if (kept !== undefined) return kept;
      this.#watch.observe(card);
      const view = new LaneView(card, lane, this.#tools.slices, this.#tools.inspector);
      view.tool = this.#inspector;
      view.practice = this.#practice;
      view.overlay = this.#overlay;
      return view;
    });
    for (const lane of this.#shown) if (lane >= cards.length) this.#shown.delete(lane);
    this.#views.forEach((view, lane) => {
      view.dress(scene.context, scene.colors, scene.setups[lane]);
    });
    void this.#practise(scene);
  }

  async #practise(scene: Scene): Promise<void> {
    const { lanes } = scene.context.state;
    if (!lanes.some(({ settings }) => isAugmented(settings) || stopsEarly(settings))) return;
    const practice = await this.#tools.practice();
    if (practice !== this.#practice) {
      this.#practice = practice;
      for (const view of this.#views) view.practice = practice;
    }
    await practice.dress(this.#scene ?? scene);
  }

  /** What reads and sets single weights marks the networks from here on. */
  set inspector(inspector: Inspector) {
    this.#inspector = inspector;
    for (const view of this.#views) view.tool = inspector;
  }

  /** What an open lens draws over the fields. */
  set overlay(paint: FieldPainter | undefined) {
    this.#overlay = paint;
    for (const view of this.#views) view.overlay = paint;
  }

  redraw(): void {
    for (const view of this.#views) view.redraw();
  }

  /** The fields and the networks of a frame of the present setups, each when it may change again. */
  draw(frame: Frame): void {
    const setups = this.#scene?.setups;
    frame.lanes.forEach((lane, index) => {
      if (lane.field !== undefined) this.#fields.set(index, lane);
    });
    this.#fieldPace.take(
      frame.lanes.map(({ field }, lane) =>
        field === undefined ? undefined : { values: field.values, restless: this.#restless(lane) },
      ),
      (lane) => {
        const newest = this.#fields.get(lane);
        if (newest !== undefined) this.#views[lane]?.showField(newest);
      },
    );
    if (frame.lanes.some(({ network }) => network !== undefined))
      this.#networkThrottle.run(() => {
        if (this.#scene?.setups === setups)
          frame.lanes.forEach((lane, index) => {
            this.#views[index]?.showNetwork(lane);
            this.#views[index]?.showAugmented(lane);
          });
      });
  }

  showFigures(frame: Frame): void {
    frame.lanes.forEach((lane, index) => this.#views[index]?.showFigures(lane));
  }

  /** The boundaries of a lane's other runs. */
  showBoundaries(lane: number, runs: readonly RunField[]): void {
    this.#views[lane]?.showBoundaries(runs);
  }

  reveal(lane: number): void {
    this.#views[lane]?.card.scrollIntoView({ block: 'nearest', inline: 'center' });
  }

  /** Brings the first lane that is in sight to the top. */
  raise(): void {
    const [shown = 0] = this.#shown;
    this.#views[shown]?.card.scrollIntoView({ block: 'start' });
  }

  /** Where masks stay on, the field is another one at every step. */
  #restless(lane: number): boolean {
    const state = this.#scene?.context.state;
    if (state?.lanes[lane]?.settings['dropout.evaluate'] !== 'train') return false;
    const { inputs, units } = dropsOf(state, lane);
    return inputs || units;
  }

  #see(lane: number, share: number): void {
    if (share > 0) {
      this.#shown.add(lane);
      this.#tools.refresh();
    } else this.#shown.delete(lane);
    for (const tab of this.#stage.querySelectorAll('[data-tab]'))
      if (tab instanceof HTMLElement && Number(tab.dataset['tab']) === lane)
        tab.setAttribute('aria-pressed', share >= 0.5 ? 'true' : 'false');
  }
}
