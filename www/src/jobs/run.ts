/** Jobs that are being done, or are done: what came of each, how long it takes. */

import type { Refusal } from '../session/types';
import { Pool } from './pool';
import type { Job, Report } from './serve';

/** What the core refused, or another reason. */
export type Failure = { readonly refusals: readonly Refusal[] } | { readonly reason: string };

export class JobsRun<Result> {
  readonly results: (Result | undefined)[];
  readonly #jobs: readonly Job[];
  readonly #steps: number[];
  readonly #begun = performance.now();
  /** None yet where there are no workers to be had. */
  #pool: Pool<Result> | undefined;
  readonly #came: (job: number) => void;
  #ended: number | undefined;
  /** Why it broke off, if it did. */
  failure: Failure | undefined;

  /** `came` is told of each result. */
  constructor(
    jobs: readonly Omit<Job, 'job'>[],
    worker: () => Worker,
    came: (job: number) => void = () => undefined,
  ) {
    this.#jobs = jobs.map((job, index) => ({ ...job, job: index }));
    this.results = jobs.map(() => undefined);
    this.#steps = jobs.map(() => 0);
    this.#came = came;
    this.#pool = new Pool(this.#jobs, worker, {
      report: (report) => {
        this.#take(report);
      },
      broken: (reason) => {
        this.fail({ reason });
      },
    });
  }

  get running(): boolean {
    return this.#ended === undefined;
  }

  /** Jobs that are done. */
  get finished(): number {
    return this.results.filter((result) => result !== undefined).length;
  }

  /** From 0 to 1. */
  get progress(): number {
    const all = this.#jobs.reduce((sum, { steps }) => sum + steps, 0);
    return this.#steps.reduce((sum, steps) => sum + steps, 0) / all;
  }

  /** Milliseconds so far, or all of them. */
  get time(): number {
    return (this.#ended ?? performance.now()) - this.#begun;
  }

  /** Milliseconds that it will take still, if it goes on as it went; undefined before there is something to go by. */
  get left(): number | undefined {
    return this.progress > 0.02 ? (this.time / this.progress) * (1 - this.progress) : undefined;
  }

  stop(): void {
    this.#pool?.stop();
    this.#ended ??= performance.now();
  }

  fail(failure: Failure): void {
    this.failure ??= failure;
    this.stop();
  }

  #take(report: Report<Result>): void {
    if (!this.running) return;
    if (report.about === 'progress') this.#steps[report.job] = report.steps;
    else if (report.about === 'done') {
      this.#steps[report.job] = this.#jobs[report.job]?.steps ?? 0;
      this.results[report.job] = report.result;
      if (this.results.every((result) => result !== undefined)) this.stop();
      this.#came(report.job);
    } else
      this.fail(report.refusals === undefined ? { reason: report.reason } : { refusals: report.refusals });
  }
}
