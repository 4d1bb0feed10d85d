/** Where the worker comes from that trains the cells of a sweep. */

export const makeWorker = (): Worker =>
  new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
