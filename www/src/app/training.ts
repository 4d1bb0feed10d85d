/** The training's frames: asks the core for them, keeps what they say, and has them drawn. */

import { Boundaries, type Wanted } from '../boundaries';
import { changesBetween } from '../changes';
import type { Context } from '../controls/context';
import { Driver, STEP_BUDGET } from '../driver';
import { History } from '../history';
import { Milestones } from '../milestones';
import { PaceMeter } from '../pace';
import { isAugmented } from '../practice/settings';
import type { Screen } from '../screen';
import type { Frame, Session } from '../session/types';
import type { State } from '../state';
import { throttle } from '../throttle';
import type { Agreement } from './agreement';

const CHARTS_INTERVAL = 120;

export interface TrainingTools {
  readonly session: Session;
  readonly screen: Pick<Screen, 'lanes' | 'look' | 'watched' | 'draw' | 'drawCharts' | 'announce'>;
  readonly agreement: Agreement;
  /** What the page shows now. */
  readonly context: () => Context;
  /** The step that it was played to has been reached, or every run has diverged and no step will be made. */
  readonly arrived: () => void;
}

/** Whether no run can make another step. */
const isOver = ({ lanes }: Frame): boolean =>
  lanes.every(({ summary }) => summary.replicas.every(({ diverged }) => diverged !== undefined));

export class Training {
  readonly history = new History();
  readonly #tools: TrainingTools;
  readonly #driver: Driver;
  readonly #chartsThrottle = throttle(CHARTS_INTERVAL);
  readonly #pace = new PaceMeter(() => performance.now());
  readonly #milestones = new Milestones();
  readonly #boundaries = new Boundaries(() => performance.now());
  #generation = -1;
  #step = 0;
  /** The earlier step that the next frame is to go to. */
  #wanted: number | undefined;
  /** Whether the next frame is to hold all that is in sight, also where it takes no step. */
  #whole = true;
  /** The step that it is played to. */
  #until: number | undefined;
  #stand: () => void = () => undefined;
  /** The first experiment has been set up. */
  readonly #standing = new Promise<void>((resolve) => {
    this.#stand = resolve;
  });

  constructor(speed: number, tools: TrainingTools) {
    this.#tools = tools;
    this.#driver = new Driver(
      speed,
      (callback) => requestAnimationFrame(callback),
      (steps) => this.#advance(steps),
      (error) => {
        // A failed frame leaves nothing to show; the browser's console gets the reason.
        reportError(error);
      },
    );
  }

  get playing(): boolean {
    return this.#driver.playing;
  }

  /** The step that is shown. */
  get step(): number {
    return this.#step;
  }

  set speed(stepsPerFrame: number) {
    this.#driver.speed = stepsPerFrame;
  }

  /** Draws the frame before the first step, made here where it was not asked for before; from here on there is an experiment. */
  begin(start: Frame | undefined): Promise<void> {
    const drawn = start === undefined ? this.#advance(0) : this.take(start);
    this.#stand();
    return drawn;
  }

  /** Plays on, up to a step where one is given. */
  play(until?: number): void {
    this.#until = until;
    this.#driver.play();
  }

  pause(): void {
    this.#until = undefined;
    this.#driver.pause();
    // Once more, with everything that is left out while it runs.
    this.refresh();
  }

  stepOnce(): void {
    this.#driver.stepOnce();
  }

  lookBack(step: number): void {
    this.#wanted = step;
    this.pause();
  }

  async reset(): Promise<void> {
    await this.#standing;
    await this.#tools.session.reset();
    this.#step = 0;
    this.refresh();
  }

  /** Resolves when the first experiment has been set up. */
  get standing(): Promise<void> {
    return this.#standing;
  }

  /** A frame with all that is in sight, soon. */
  refresh(): void {
    this.#whole = true;
    this.#driver.refresh();
  }

  /** As `refresh`; resolves when a frame that was asked for after this call is drawn. */
  redrawn(): Promise<void> {
    this.#whole = true;
    return this.#driver.redrawn();
  }

  /** Asks for nothing any more. */
  release(): void {
    this.#driver.release();
  }

  /** The experiment has changed: other runs' boundaries are of what it was. */
  invalidate(): void {
    this.#boundaries.invalidate();
  }

  /** Marks on the curves what changed in the middle of the training. */
  mark(before: State, after: State): void {
    // While an earlier step is looked at, the newest one is still where the training goes on.
    const step = this.history.viewed === undefined ? this.#step : (this.history.steps.at(-1) ?? 0);
    if (step === 0) return;
    const { texts, breaks } = changesBetween(before, after, this.#tools.context());
    if (texts.size > 0) this.history.change(step, texts, breaks);
  }

  /** Keeps and draws a frame; resolves when it is drawn. */
  async take(frame: Frame): Promise<void> {
    const { screen, agreement } = this.#tools;
    if (frame.generation !== this.#generation) {
      this.#boundaries.invalidate();
      this.#generation = frame.generation;
      this.#until = undefined;
      this.history.clear();
      this.#milestones.clear();
    }
    this.#step = frame.step;
    const { back, cut } = frame.past;
    this.history.viewed = back ? frame.step : undefined;
    if (cut !== undefined) {
      this.history.cut(cut);
      const { messages, formats } = this.#tools.context();
      screen.announce(messages.past.resumed(formats.count(cut)));
    }
    // An earlier step is on the curves already.
    if (!back)
      this.history.add(
        frame.step,
        frame.lanes.map((lane) => lane.summary),
      );
    frame.lanes.forEach(({ boundaries }, lane) => {
      const runs = this.#boundaries.take(lane, boundaries);
      if (runs !== undefined) screen.lanes.showBoundaries(lane, runs);
    });
    // The pictures are there already.
    if (!this.playing && this.#boundaries.lacks(this.#boundariesSeen(), frame)) this.#driver.refresh();
    const drawn = screen.draw(frame, this.#pace.pace);
    this.#chartsThrottle.run(() => {
      screen.drawCharts();
    });
    const news = back
      ? []
      : this.#milestones.of(frame, this.history, agreement.setups, this.#tools.context());
    if (news.length > 0) screen.announce(news.join(' '));
    // The next frame is asked for when this one is drawn.
    await drawn;
  }

  async #advance(steps: number): Promise<void> {
    const { session, screen, agreement, context } = this.#tools;
    const { playing } = this;
    if (agreement.setups.length === 0) {
      // A view that comes into sight while the first experiment is still being set up.
      if (steps === 0) return;
      await this.#standing;
    }
    const restore = this.#wanted;
    this.#wanted = undefined;
    const whole = this.#whole || steps > 0;
    this.#whole = false;
    const at = { generation: this.#generation, step: this.#step };
    // A single step, and a look back, lead away from the moment that is known.
    const known = restore === undefined && (playing || steps === 0);
    const boundaries = known ? this.#boundaries.plan(this.#boundariesSeen(), at, playing) : [];
    const until = this.#until ?? Number.POSITIVE_INFINITY;
    const frame = await session.frame({
      steps: Math.max(0, Math.min(steps, until - this.#step)),
      restore,
      budget: STEP_BUDGET,
      lanes: context().state.lanes.map(({ settings }, lane) => {
        const shown = screen.lanes.isShown(lane);
        const due = shown && whole && (!playing || screen.lanes.networkDue);
        return {
          field: shown && whole,
          boundaries: boundaries[lane],
          network: due,
          hash: !playing,
          augmented: due && isAugmented(settings),
        };
      }),
      watched: screen.watched,
      look: screen.look,
    });
    if (playing && restore === undefined && frame.generation === this.#generation)
      this.#pace.frame(steps, frame.step - this.#step);
    else this.#pace.rest();
    await this.take(frame);
    const isThere = this.#until !== undefined && this.#step >= this.#until;
    if (isThere || (this.playing && steps > 0 && isOver(frame))) this.#tools.arrived();
  }

  /** The lanes of which every run's boundary is looked at. */
  #boundariesSeen(): readonly (Wanted | undefined)[] {
    const { screen, agreement, context } = this.#tools;
    const { state } = context();
    const runs = agreement.state.replicas;
    return agreement.setups
      .slice(0, state.lanes.length)
      .map((setup, lane) =>
        runs > 1 && state.boundaries && screen.lanes.isShown(lane) ? { setup, runs } : undefined,
      );
  }
}
