/** What became of a network's units, in words: dropped, identical, dead, saturated. */

import { html, nothing, type TemplateResult } from 'lit-html';
import type { LaneSetup, NetworkFrame } from '../session/types';
import type { State } from '../state';
import { DEAD, SATURATED } from '../views/network';
import type { Context } from './context';

interface Dropped {
  readonly count: number;
  readonly of: number;
}

interface LayerCounts {
  readonly units: number;
  readonly dead: number;
  readonly saturated: number;
  /** The size of each group of identical units. */
  readonly copies: readonly number[];
}

export interface UnitCounts {
  /** The example that the dropped units are of, counted from 1. */
  readonly example: number;
  readonly stepped: boolean;
  readonly inputs: Dropped;
  readonly hidden: Dropped;
  readonly layers: readonly LayerCounts[];
}

function tally(values: ArrayLike<number>, wanted: number): number {
  return Array.from(values).filter((value) => value === wanted).length;
}

function groupsOf(originals: Uint32Array): readonly number[] {
  const sizes = new Map<number, number>();
  for (const original of originals) sizes.set(original, (sizes.get(original) ?? 0) + 1);
  return [...sizes.values()].filter((size) => size > 1);
}

export function countUnits(frame: NetworkFrame, setup: LaneSetup): UnitCounts {
  const inputs = setup.inputs.length;
  let first = 0;
  const layers = setup.layers.slice(0, -1).map((units): LayerCounts => {
    const state = frame.state.subarray(first, first + units);
    const copies = groupsOf(frame.copyOf.subarray(first, first + units));
    first += units;
    return { units, dead: tally(state, DEAD), saturated: tally(state, SATURATED), copies };
  });
  return {
    example: frame.watched + 1,
    stepped: frame.stepped,
    inputs: { count: tally(frame.masks.subarray(0, inputs), 0), of: inputs },
    hidden: { count: tally(frame.masks.subarray(inputs), 0), of: first },
    layers,
  };
}

export interface Drops {
  readonly inputs: boolean;
  readonly units: boolean;
}

/** Which of them a lane's training may leave out. */
export function dropsOf(state: State, lane: number): Drops {
  const settings = state.lanes[lane]?.settings;
  const p = settings?.['dropout.p'];
  return {
    inputs: Number(settings?.['dropout.input'] ?? 0) > 0,
    units: Array.isArray(p) ? p.some((one) => Number(one) > 0) : Number(p ?? 0) > 0,
  };
}

interface MarkText {
  readonly mark: string;
  readonly text: string;
  readonly meaning: string;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Each mark that is on the drawing: its short text, and what it means, layer by layer. */
function markTexts({ messages, state }: Context, lane: number, counts: UnitCounts): readonly MarkText[] {
  const words = messages.lane;
  const drops = dropsOf(state, lane);
  const texts: MarkText[] = [];
  if (counts.stepped && (drops.inputs || drops.units)) {
    const batch = state.lanes[lane]?.settings['dropout.mask'] === 'batch';
    const { inputs, hidden } = counts;
    const parts = [
      ...(drops.inputs ? [words.droppedInputs(inputs.count, inputs.of)] : []),
      ...(drops.units ? [words.droppedUnits(hidden.count, hidden.of)] : []),
    ].join(', ');
    texts.push({
      mark: 'mark-dropped',
      text: batch ? words.droppedBatch(parts) : words.droppedExample(parts),
      meaning: batch ? words.droppedBatchHint : words.droppedExampleHint(counts.example),
    });
  }
  const add = (
    mark: string,
    short: (n: number) => string,
    meaning: (n: number, where: string) => string,
    of: (layer: LayerCounts) => readonly number[],
  ): void => {
    const found = counts.layers.map((layer) => of(layer).filter((count) => count > 0));
    const total = sum(found.flat());
    if (total === 0) return;
    const sentences = found.flatMap((groups, index) =>
      groups.map((count) => meaning(count, words.hiddenLayer(index + 1))),
    );
    texts.push({ mark, text: short(total), meaning: sentences.join(' ') });
  };
  add('mark-copies', words.copies, words.copiesIn, ({ copies }) => copies);
  add('mark-dead', words.dead, words.deadIn, ({ dead }) => [dead]);
  add('mark-saturated', words.saturated, words.saturatedIn, ({ saturated }) => [saturated]);
  return texts;
}

export function marks(context: Context, lane: number, counts: UnitCounts): TemplateResult {
  return html`${markTexts(context, lane, counts).map(
    ({ mark, text, meaning }) => html`<span title=${meaning}><i class="mark ${mark}"></i>${text}</span>`,
  )}`;
}

/** The same for those who do not see the drawing. */
export function marksSentence(context: Context, lane: number, counts: UnitCounts): string {
  return markTexts(context, lane, counts)
    .map(({ mark, text, meaning }) => (mark === 'mark-dropped' ? `${text}. ${meaning}` : meaning))
    .join(' ');
}

/** Which hidden layers, counted from 1, have no unit left that answers. */
export function deadLayers(counts: UnitCounts): readonly number[] {
  return counts.layers.flatMap(({ dead, units }, index) => (dead === units ? [index + 1] : []));
}

/** A run whose numbers are finite can still be beyond repair. */
export function deadWarning(
  { messages }: Context,
  counts: UnitCounts | undefined,
): TemplateResult | typeof nothing {
  const [layer] = counts === undefined ? [] : deadLayers(counts);
  if (layer === undefined) return nothing;
  const { lane } = messages;
  return html`<p class="warning">
    <b>${lane.layerDead(lane.hiddenLayer(layer))}</b> ${lane.layerDeadRemedy}
  </p>`;
}
