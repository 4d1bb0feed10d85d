/** Turns what the core refused into notices, and a link's refused settings back to their defaults. */

import { schema, type Value } from './schema';
import type { Refusal } from './session/types';
import type { Notice, State } from './state';
import { format } from './value';

/** A refusal's place, as the core writes it: `lanes[1].dropout.p[0]`. */
export function placeOf(path: string): { readonly lane: number | undefined; readonly path: string } {
  const [, lane, rest] = /^lanes\[(\d+)\]\.(.+)$/.exec(path) ?? [];
  return {
    lane: lane === undefined ? undefined : Number(lane),
    path: (rest ?? path).replace(/(\[\d+\])+$/, ''),
  };
}

export function noticesOf(refusals: readonly Refusal[], lanes: number): readonly Notice[] {
  const notices = refusals.map((refusal): Notice => {
    const { lane, path } = placeOf(refusal.path);
    return {
      about: 'value',
      path,
      lane: lanes > 1 ? lane : undefined,
      got: refusal.got,
      used: undefined,
      allowed: refusal.allowed,
    };
  });
  // What is wrong in every lane alike is said once.
  const once = new Map<string, Notice>();
  for (const notice of notices)
    if (notice.about === 'value') {
      const key = `${notice.path} ${notice.got}`;
      once.set(key, once.has(key) ? { ...notice, lane: undefined } : notice);
    }
  return [...once.values()];
}

/** What stands in for a refused setting, as text; a list that is empty by default has none. */
function usedFor(path: string): string | undefined {
  const usual: Value | undefined = schema.defaults[path];
  const text = usual === undefined ? '1' : format(usual);
  return text === '' ? undefined : text;
}

/** The state with every refused setting at its default; nothing where that would change nothing. */
export function repaired(state: State, refusals: readonly Refusal[]): State | undefined {
  let changed = false;
  let next = state;
  for (const refusal of refusals) {
    const { lane, path } = placeOf(refusal.path);
    const usual = schema.defaults[path];
    if (usual === undefined) {
      if (next.replicas === 1) continue;
      next = { ...next, replicas: 1 };
      changed = true;
      continue;
    }
    next = {
      ...next,
      lanes: next.lanes.map((old, index) => {
        if (lane !== undefined && lane !== index) return old;
        changed ||= old.settings[path] !== usual;
        return { ...old, settings: { ...old.settings, [path]: usual } };
      }),
    };
  }
  if (!changed) return undefined;
  const notices = noticesOf(refusals, state.lanes.length).map((notice) =>
    notice.about === 'value' ? { ...notice, used: usedFor(notice.path) } : notice,
  );
  return { ...next, notices: [...next.notices, ...notices] };
}
