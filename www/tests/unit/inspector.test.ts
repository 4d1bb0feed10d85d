/** What lies under the pointer, and which number of the parameter vector it is. */

import { describe, expect, it } from 'vitest';
import { hitAt, onEdge } from '../../src/inspector/hit';
import { markPlace } from '../../src/inspector/marks';
import { numberOf, parameterAt, shapesOf, unitNumbers, type Parameter } from '../../src/parameters/numbers';
import { weightText } from '../../src/parameters/text';
import type { LaneSetup } from '../../src/session/types';
import { layoutNetwork } from '../../src/views/network-layout';

const SETUP: LaneSetup = {
  inputs: ['x1', 'x2'],
  layers: [3, 4, 1],
  classes: 2,
  points: { x: new Float32Array(), y: new Float32Array(), set: new Uint8Array() },
};
const SHAPES = shapesOf(SETUP);
const COUNT = 3 * 3 + 4 * 4 + 5;

describe('the numbers of parameters', () => {
  it('go layer by layer, weights row by row, then biases', () => {
    expect(numberOf(SHAPES, { layer: 0, to: 0, from: 0 })).toBe(0);
    expect(numberOf(SHAPES, { layer: 0, to: 2, from: 1 })).toBe(5);
    expect(numberOf(SHAPES, { layer: 0, to: 0, from: undefined })).toBe(6);
    expect(numberOf(SHAPES, { layer: 1, to: 0, from: 0 })).toBe(9);
    expect(numberOf(SHAPES, { layer: 2, to: 0, from: undefined })).toBe(COUNT - 1);
  });

  it('and parameters name each other', () => {
    for (let number = 0; number < COUNT; number += 1) {
      const parameter = parameterAt(SHAPES, number);
      expect(parameter).toBeDefined();
      if (parameter !== undefined) expect(numberOf(SHAPES, parameter)).toBe(number);
    }
    expect(parameterAt(SHAPES, COUNT)).toBeUndefined();
    expect(numberOf(SHAPES, { layer: 0, to: 3, from: 0 })).toBeUndefined();
    expect(numberOf(SHAPES, { layer: 0, to: 0, from: 2 })).toBeUndefined();
    expect(numberOf(SHAPES, { layer: 3, to: 0, from: 0 })).toBeUndefined();
  });

  it('of a unit are its row and its bias', () => {
    expect(unitNumbers(SHAPES, 1, 2)).toEqual([9 + 6, 9 + 7, 9 + 8, 9 + 12 + 2]);
  });
});

describe('the pointer on a drawing', () => {
  const layout = layoutNetwork([2, 3, 4, 1], { width: 500, height: 250 });
  const weight = (): number => 1;
  const places = layout.columns.map(({ places }) => places);

  it('finds every unit but the inputs, which nothing leads to', () => {
    places.slice(1).forEach((units, layer) => {
      units.forEach(({ x, y }, to) => {
        expect(hitAt(layout, x + 3, y - 3, weight)).toEqual({ layer, to, from: undefined });
      });
    });
    const [input] = places[0] ?? [];
    if (input === undefined) throw new Error('no input');
    expect(hitAt(layout, input.x - 20, input.y, weight)).toBeUndefined();
  });

  it('finds an edge where it is drawn, near its source too', () => {
    places.slice(1).forEach((units, layer) => {
      units.forEach((end, to) => {
        places[layer]?.forEach((start, from) => {
          const heavy = (parameter: Parameter): number =>
            parameter.layer === layer && parameter.to === to && parameter.from === from ? 9 : 0.1;
          for (const t of [0.25, 0.5, 0.75]) {
            const { x, y } = onEdge(start, end, layout.unit, t);
            expect(hitAt(layout, x, y, heavy)).toEqual({ layer, to, from });
          }
        });
      });
    });
  });

  it('finds nothing far from all of it', () => {
    expect(hitAt(layout, 2, 2, weight)).toBeUndefined();
  });

  it('is answered by marks that lie on what they mark', () => {
    const [edge, bias] = [
      markPlace(layout, { layer: 1, to: 0, from: 2 }),
      markPlace(layout, { layer: 1, to: 0, from: undefined }),
    ];
    const [first] = places[2] ?? [];
    if (edge === undefined || bias === undefined || first === undefined) throw new Error('no place');
    expect(hitAt(layout, edge.x, edge.y, ({ from }) => (from === 2 ? 5 : 0))).toMatchObject({
      layer: 1,
      to: 0,
      from: 2,
    });
    expect(Math.abs(bias.x - first.x)).toBeLessThanOrEqual(layout.unit / 2);
    // What there is no room for has no mark.
    expect(markPlace(layout, { layer: 1, to: 99, from: 0 })).toBeUndefined();
  });
});

describe('the text of a weight', () => {
  it('has four places, or a power of ten', () => {
    expect([0.5, -0.12345, 0, 0.0001, -20000].map((value) => weightText(value, 'x'))).toEqual([
      '0.5000',
      '−0.1235',
      '0.0000',
      '1.00e−4',
      '−2.00e+4',
    ]);
    expect(weightText(Number.NaN, 'not finite')).toBe('not finite');
  });
});
