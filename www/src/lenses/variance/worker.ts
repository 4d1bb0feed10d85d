/** Trains the networks whose bias and variance are wanted, each on its own data set. */

import { serve } from '../../jobs/serve';
import { SIDE } from '../../session/looks/variance';
import type { Trained } from './plan';

serve((playground): Trained => ({
  predictions: playground.predictions(0, 0, SIDE),
  hash: playground.weightsHash(0, 0),
  diverged: playground.summary(0).replicas[0]?.diverged?.step,
}));
