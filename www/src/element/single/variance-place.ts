/** Stands in for the lens's own `place`: all is one file. */

import InlineWorker from './variance-worker?worker&inline';
import { equipped } from './place';

export const makeWorker = (): Worker => equipped(new InlineWorker());
