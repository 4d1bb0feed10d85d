/** Trains the cells of a sweep. */

import { serve } from '../../jobs/serve';
import type { Noted } from './run';

serve((playground): Noted => ({
  replicas: playground.summary(0).replicas,
  test: playground.testFigures(0),
}));
