/** What the drawing of the network shows in each phase. */

import { sourceNames } from '../../parameters/names';
import type { Parameter } from '../../parameters/numbers';
import type { Drawn } from './drawing';
import type { Phase } from './phases';
import type { Told } from './texts';

/** What a phase says of each unit and of each weight. */
export function drawnOf(told: Told, phase: Phase, chosen: Parameter): Drawn {
  const { scene, setup, facts, answer } = told;
  const inputs = setup.inputs.length;
  const total = facts.a.length;
  const biases = setup.layers.flatMap((units, layer) =>
    Array.from({ length: units }, (_, unit) => biasChange(told, layer, unit)),
  );
  const unit = (at: number): number | undefined => {
    switch (phase) {
      case 'batch':
        return facts.x[at];
      case 'mask':
        return facts.factors[at];
      case 'forward':
      case 'loss':
        return facts.a[at];
      case 'backward':
        return at < inputs ? undefined : facts.delta[at - inputs];
      case 'update':
        return at < inputs ? undefined : biases[at - inputs];
    }
  };
  const { before, gradient, change } = answer.edges;
  return {
    setup,
    phase,
    names: sourceNames(scene.words, scene.context.messages, setup, 0),
    units: Array.from({ length: total }, (_, at) => unit(at)),
    dropped: Array.from({ length: total }, (_, at) => facts.factors[at] === 0),
    edges: phase === 'update' ? change : phase === 'backward' ? gradient : before,
    held: answer.held,
    chosen,
  };
}

function biasChange({ setup, answer }: Told, layer: number, unit: number): number | undefined {
  let start = 0;
  let before = setup.inputs.length;
  for (const units of setup.layers.slice(0, layer)) {
    start += (before + 1) * units;
    before = units;
  }
  return answer.edges.change[start + before * (setup.layers[layer] ?? 0) + unit];
}
