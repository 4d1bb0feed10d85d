/** What the visitor changed of a running training, in words, for the marks on the curves. */

import { labelOf, valueText, type Context } from './controls/context';
import { schema } from './schema';
import { valueIn, type State } from './state';
import { same } from './value';

const EVALUATE = 'dropout.evaluate';

export interface LiveChanges {
  readonly texts: ReadonlyMap<string, string>;
  /** Lanes whose figures are made another way from now on. */
  readonly breaks: ReadonlySet<number>;
}

/** Of two states with the same lanes. */
export function changesBetween(before: State, after: State, context: Context): LiveChanges {
  const { messages } = context;
  const texts = new Map<string, string>();
  const breaks = new Set<number>();
  for (const { path } of schema.fields) {
    const lanes = after.lanes.flatMap((lane, index) =>
      same(before.lanes[index]?.settings[path], lane.settings[path]) ? [] : [index],
    );
    const [first] = lanes;
    const lane = first === undefined ? undefined : after.lanes[first];
    if (lane === undefined) continue;
    const where =
      lanes.length === after.lanes.length
        ? ''
        : ` (${messages.curves.inLanes(lanes.map((index) => String(index + 1)).join(', '))})`;
    texts.set(
      path,
      `${labelOf(context, path)} = ${valueText(context, path, valueIn(lane.settings, path))}${where}`,
    );
    if (path === EVALUATE) for (const index of lanes) breaks.add(index);
  }
  return { texts, breaks };
}
