/** Stands in for the lens's own `place`: the page may be of another origin. */

import workerUrl from '../lenses/sweep/worker.ts?worker&url';
import { startWorker } from './place';

export const makeWorker = (): Worker => startWorker(new URL(workerUrl, import.meta.url));
