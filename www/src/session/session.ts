/** The only way to the training core: in a worker, or on the page's own thread behind the same face. */

import { wrap, type Remote } from 'comlink';
import type { Session } from './types';
import type { RemoteEngine } from './worker';

/** Rejects when the worker cannot even be loaded, as in a frame without an origin of its own. */
function failure(worker: Worker): Promise<never> {
  return new Promise((_, reject) => {
    worker.addEventListener('error', (event) => {
      reject(new Error(event.message || 'The worker could not be loaded'));
    });
  });
}

async function inWorker(): Promise<Session> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const remote: Remote<RemoteEngine> = wrap<RemoteEngine>(worker);
  try {
    await Promise.race([remote.start(), failure(worker)]);
  } catch (error) {
    worker.terminate();
    throw error;
  }
  return {
    apply: (lanes, replicas) => remote.apply(lanes, replicas),
    frame: (request) => remote.frame(request),
    reset: () => remote.reset(),
    setPalette: (palette) => remote.setPalette(palette),
    randomSeed: () => remote.randomSeed(),
    samples: (experiments) => remote.samples(experiments),
  };
}

async function onThisThread(): Promise<Session> {
  const { Engine } = await import('./engine');
  const engine = new Engine();
  await engine.start();
  // Each call is deferred, so that errors arrive as rejections here as they do from a worker.
  const later =
    <Arguments extends readonly unknown[], Result>(call: (...given: Arguments) => Result) =>
    async (...given: Arguments): Promise<Awaited<Result>> =>
      await Promise.resolve().then(() => call(...given));
  return {
    apply: later((lanes: string, replicas: number) => engine.apply(lanes, replicas)),
    frame: later((request) => engine.frame(request)),
    reset: later(() => {
      engine.reset();
    }),
    setPalette: later((palette) => {
      engine.setPalette(palette);
    }),
    randomSeed: later(() => engine.randomSeed()),
    samples: later((experiments) => engine.samples(experiments)),
  };
}

export async function connect(): Promise<Session> {
  try {
    return await inWorker();
  } catch {
    // Where workers cannot be had the core runs here; if that fails too, the caller is told.
    return await onThisThread();
  }
}
