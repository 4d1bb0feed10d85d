/** What a worker does that trains one job after another, each an experiment with all its replicas, on a core of its own. */

import init, { extend, Playground } from '../generated/wasm/trainscope';
import { first, rest } from '../session/files';
import { refusals } from '../session/refusals';
import { transferable } from '../session/transferable';
import type { Refusal } from '../session/types';

export interface Job {
  /** Its place among the jobs. */
  readonly job: number;
  readonly experiment: string;
  readonly replicas: number;
  readonly steps: number;
}

export type Report<Result> =
  | { readonly job: number; readonly about: 'progress'; readonly steps: number }
  | { readonly job: number; readonly about: 'done'; readonly result: Result }
  | {
      readonly job: number;
      readonly about: 'failed';
      /** What the core would not accept; else it is the reason that counts. */
      readonly refusals: readonly Refusal[] | undefined;
      readonly reason: string;
    };

/** Milliseconds between two reports. */
const INTERVAL = 100;

async function load(): Promise<void> {
  await init({ module_or_path: first() });
  await extend(rest());
}

function train(
  { job, experiment, replicas, steps }: Job,
  resultOf: (playground: Playground) => unknown,
  tell: (report: Report<unknown>) => void,
): void {
  const playground = new Playground(`[${experiment}]`, replicas);
  let told = performance.now();
  for (let step = 0; step < steps; step += 1) {
    playground.step(1);
    if (performance.now() - told < INTERVAL) continue;
    told = performance.now();
    tell({ job, about: 'progress', steps: step + 1 });
  }
  const result = resultOf(playground);
  playground.free();
  tell({ job, about: 'done', result });
}

/** Answers the jobs that come with what is noted of each when it is trained. */
export function serve(resultOf: (playground: Playground) => unknown): void {
  const loaded = load();
  const tell = (report: Report<unknown>): void => {
    postMessage(report, { transfer: transferable(report) });
  };
  addEventListener('message', ({ data }: MessageEvent<Job>) => {
    loaded
      .then(() => {
        train(data, resultOf, tell);
      })
      .catch((reason: unknown) => {
        const text = reason instanceof Error ? reason.message : String(reason);
        tell({ job: data.job, about: 'failed', refusals: refusals(reason), reason: text });
      });
  });
}
