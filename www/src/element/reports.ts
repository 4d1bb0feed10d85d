/** What is told of the training to the page around it: figures now and then, a divergence once. */

import { CURVES, figuresOf } from '../history';
import type { Frame } from '../session/types';
import { throttle } from '../throttle';
import type { DivergedDetail, LaneMetrics, MetricsDetail } from './train-scope';

/** Milliseconds between two reports of the figures, at least. */
const INTERVAL = 250;

export interface ReportHooks {
  readonly metrics: (detail: MetricsDetail) => void;
  readonly diverged: (detail: DivergedDetail) => void;
}

export function metricsOf({ step, lanes }: Frame): MetricsDetail {
  return {
    step,
    epoch: Math.max(0, ...lanes.map(({ summary }) => summary.epoch)),
    lanes: lanes.map(({ summary }) => {
      const figures = figuresOf(summary);
      // `CURVES` names every figure there is.
      return Object.fromEntries(CURVES.map((curve) => [curve, figures[curve].middle])) as Readonly<
        Record<keyof LaneMetrics, number | null>
      >;
    }),
  };
}

/** The runs of a frame that have diverged. */
export function divergedIn({ lanes }: Frame): readonly DivergedDetail[] {
  return lanes.flatMap(({ summary }, lane) =>
    summary.replicas.flatMap(({ diverged }, run) =>
      diverged === undefined
        ? []
        : [{ lane: lane + 1, run: run + 1, step: diverged.step, layer: diverged.layer }],
    ),
  );
}

export class Reports {
  readonly #hooks: ReportHooks;
  readonly #throttle = throttle(INTERVAL);
  readonly #told = new Set<string>();

  constructor(hooks: ReportHooks) {
    this.#hooks = hooks;
  }

  /** Another training begins. */
  clear(): void {
    this.#told.clear();
  }

  take(frame: Frame): void {
    this.#throttle.run(() => {
      this.#hooks.metrics(metricsOf(frame));
    });
    for (const detail of divergedIn(frame)) {
      const key = `${detail.lane} ${detail.run}`;
      if (this.#told.has(key)) continue;
      this.#told.add(key);
      this.#hooks.diverged(detail);
    }
  }
}
