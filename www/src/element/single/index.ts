/** Defines the element from one file, which knows of no playground beside it. */

import { TrainScope } from '../figure';

if (customElements.get('train-scope') === undefined) customElements.define('train-scope', TrainScope);
