/** A few points of every data set, as the core makes them, for the small pictures. */

import { fieldAt, nest, schema } from './schema';
import type { Points, Session } from './session/types';

export const DATASET = 'data.dataset';
/** The data set that has no picture, because it is the visitor's. */
export const OWN_POINTS = 'custom';

const COUNT = 90;
const NOISE = 0.05;
const CLASSES = 3;

/** Points, and how to draw them: the number of classes, or 0 where they carry numbers. */
export interface Sample {
  readonly points: Points;
  readonly classes: number;
}

function classesOf(name: string): number {
  if (name === 'plane' || name === 'wave') return 0;
  return name === 'rings' || name === 'blobs' ? CLASSES : 2;
}

export async function samplesOf(session: Session): Promise<ReadonlyMap<string, Sample>> {
  const { kind } = fieldAt(DATASET);
  const names = (kind.kind === 'choice' ? kind.options : []).filter((name) => name !== OWN_POINTS);
  const experiments = names.map((name) =>
    JSON.stringify(
      nest(
        {
          ...schema.defaults,
          [DATASET]: name,
          'data.points': COUNT,
          'data.noise': NOISE,
          'data.classes': CLASSES,
          'network.layers': [],
        },
        schema.version,
      ),
    ),
  );
  const samples = await session.samples(experiments);
  return new Map(
    names.flatMap((name, index) => {
      const points = samples[index];
      return points === undefined ? [] : [[name, { points, classes: classesOf(name) }] as const];
    }),
  );
}
