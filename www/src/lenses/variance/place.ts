/** Where the worker comes from that trains the networks of a decomposition. */

export const makeWorker = (): Worker =>
  new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
