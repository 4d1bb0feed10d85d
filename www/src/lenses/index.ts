/** The lenses by their tabs; each is loaded when its tab is opened for the first time. */

import type { Tab } from '../state';
import type { LensModule } from './lens';

/** The learning curves are the page's own. */
export const LENSES: Readonly<Record<Exclude<Tab, 'curves'>, () => Promise<LensModule<never>>>> = {
  inputs: async () => (await import('./inputs')).inputs as LensModule<never>,
  signals: async () => (await import('./signals')).signals as LensModule<never>,
  step: async () => (await import('./step')).step as LensModule<never>,
  surface: async () => (await import('./surface')).surface as LensModule<never>,
  weights: async () => (await import('./weights')).weights as LensModule<never>,
  variance: async () => (await import('./variance')).variance as LensModule<never>,
  diagnosis: async () => (await import('./diagnosis')).diagnosis as LensModule<never>,
  sweep: async () => (await import('./sweep')).sweepLens as LensModule<never>,
  dropout: async () => (await import('./dropout')).dropout as LensModule<never>,
};
