/** Where the worker comes from: a file beside the script. */

import workerUrl from '../session/worker.ts?worker&url';

/** A page may not start another origin's script as a worker, but a script of its own may import it. */
export function startWorker({ href, origin }: URL): Worker {
  const own = (): string =>
    URL.createObjectURL(new Blob([`import ${JSON.stringify(href)};`], { type: 'text/javascript' }));
  return new Worker(origin === self.origin ? href : own(), { type: 'module' });
}

export const makeWorker = (): Worker => startWorker(new URL(workerUrl, import.meta.url));
