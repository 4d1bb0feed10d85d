/** Where the worker comes from: a file beside the script. */

import workerUrl from '../session/worker.ts?worker&url';

export function makeWorker(): Worker {
  const { href, origin } = new URL(workerUrl, import.meta.url);
  const same = origin === self.origin;
  // A page may not start another origin's script as a worker, but a script of its own may import it.
  const own = (): string =>
    URL.createObjectURL(new Blob([`import ${JSON.stringify(href)};`], { type: 'text/javascript' }));
  return new Worker(same ? href : own(), { type: 'module' });
}
