/** What happens in a step, one thing after another. */

export const PHASES = ['batch', 'mask', 'forward', 'loss', 'backward', 'update'] as const;
export type Phase = (typeof PHASES)[number];

/** Whether a phase has been reached, so that what it works out may be shown. */
export function reached(now: Phase, wanted: Phase): boolean {
  return PHASES.indexOf(now) >= PHASES.indexOf(wanted);
}

/** The phase before or after another; undefined where there is none. */
export function beside(now: Phase, by: 1 | -1): Phase | undefined {
  return PHASES[PHASES.indexOf(now) + by];
}

/** How each optimizer turns a gradient into an update, w being what weight decay leaves of the weight. */
export const RULES: Readonly<Record<string, string>> = {
  sgd: 'w ← w − η g',
  momentum: 'v ← μ v + g,  w ← w − η v',
  nesterov: 'v ← μ v + g,  w ← w − η (g + μ v)',
  rmsprop: 's ← ρ s + (1 − ρ) g²,  w ← w − η g / (√s + ε)',
  adagrad: 's ← s + g²,  w ← w − η g / (√s + ε)',
  adam: 'm ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  w ← w − η m̂ / (√v̂ + ε)',
  adamw: 'm ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  w ← w − η m̂ / (√v̂ + ε)',
};
