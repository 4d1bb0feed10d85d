/** The only way to the training core: in a worker, or on the page's own thread behind the same face. */

import type { Answer, Call, Name } from './calls';
import type { Session } from './types';

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (reason: unknown) => void;
}

async function inWorker(): Promise<Session> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  const ask = (name: Name, ...given: readonly unknown[]): Promise<never> =>
    new Promise((resolve, reject) => {
      const call: Call = { id: (last += 1), name, given };
      waiting.set(call.id, { resolve, reject });
      worker.postMessage(call);
    });
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    // The worker is of the same build, where the engine's types say what is answered.
    if (data.ok) asked?.resolve(data.value as never);
    else asked?.reject(data.error);
  });
  // Where it cannot even be loaded, as in a frame without an origin of its own, nothing is answered.
  worker.addEventListener('error', (event) => {
    const reason = new Error(event.message || 'The worker could not be loaded');
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  });
  try {
    await ask('start');
  } catch (error) {
    worker.terminate();
    throw error;
  }
  return {
    apply: (lanes, replicas) => ask('apply', lanes, replicas),
    frame: (request) => ask('frame', request),
    reset: () => ask('reset'),
    setPalette: (palette) => ask('setPalette', palette),
    randomSeed: () => ask('randomSeed'),
    samples: (experiments) => ask('samples', experiments),
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
