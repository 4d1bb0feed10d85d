/** What the core threw, as the page reads it. */

import type { Refusal } from './types';

/** Everything that the core would not accept, or nothing where it threw something else. */
export function refusals(error: unknown): readonly Refusal[] | undefined {
  if (typeof error !== 'object' || error === null || !('problems' in error)) return undefined;
  const { problems } = error;
  if (!Array.isArray(problems)) return undefined;
  const all: readonly unknown[] = problems;
  return all.map((problem): Refusal => {
    if (typeof problem !== 'object' || problem === null) return { path: '', got: '', allowed: undefined };
    return {
      path: 'path' in problem ? String(problem.path) : '',
      got: 'got' in problem ? String(problem.got) : '',
      allowed: 'allowed' in problem ? problem.allowed : undefined,
    };
  });
}
