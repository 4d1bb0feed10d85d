/** Workers that share out jobs. */

import type { Job, Report } from './serve';

/** More workers than this wait for memory, not for each other. */
const MOST_WORKERS = 16;

export interface PoolEvents<Result> {
  readonly report: (report: Report<Result>) => void;
  /** There are no workers to be had, or one broke. */
  readonly broken: (reason: string) => void;
}

export class Pool<Result> {
  readonly #make: () => Worker;
  readonly #events: PoolEvents<Result>;
  readonly #queue: Job[];
  #workers: Worker[] = [];

  constructor(jobs: readonly Job[], make: () => Worker, events: PoolEvents<Result>) {
    this.#make = make;
    this.#events = events;
    this.#queue = [...jobs];
    const cores = Math.max(1, navigator.hardwareConcurrency);
    try {
      for (let index = 0; index < Math.min(cores, jobs.length, MOST_WORKERS); index += 1) this.#add();
    } catch (error) {
      this.stop();
      events.broken(error instanceof Error ? error.message : String(error));
    }
  }

  stop(): void {
    for (const worker of this.#workers) worker.terminate();
    this.#workers = [];
    this.#queue.length = 0;
  }

  #add(): void {
    const worker = this.#make();
    this.#workers.push(worker);
    worker.addEventListener('message', ({ data }: MessageEvent<Report<Result>>) => {
      this.#events.report(data);
      if (data.about !== 'progress') this.#next(worker);
    });
    worker.addEventListener('error', ({ message }) => {
      this.stop();
      this.#events.broken(message);
    });
    this.#next(worker);
  }

  #next(worker: Worker): void {
    const job = this.#queue.shift();
    if (job === undefined) worker.terminate();
    else worker.postMessage(job);
  }
}
