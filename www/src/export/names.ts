/** File names that say what is in them. */

import { valueIn, type State } from '../state';

function dataset({ lanes }: State, lane: number | undefined): string {
  const names = new Set(
    lanes
      .filter((_, index) => lane === undefined || lane === index)
      .map(({ settings }) => String(valueIn(settings, 'data.dataset'))),
  );
  return [...names].join('-');
}

/** `trainscope-spiral-lane2-weights.csv`; without a lane it is of all of them. */
export function fileName(state: State, lane: number | undefined, what: string, ending: string): string {
  const parts = ['trainscope', dataset(state, lane)];
  if (lane !== undefined && state.lanes.length > 1) parts.push(`lane${lane + 1}`);
  return `${[...parts, what].join('-')}.${ending}`;
}
