/** What of a network's drawing lies under the pointer. */

import type { Column, NetworkLayout, Place } from '../views/network-layout';
import type { Parameter } from '../parameters/numbers';

/** How far from an edge a pointer still means it, in CSS pixels. */
const NEAR_EDGE = 8;
/** How far from the middle of a unit it at least means the unit. */
const NEAR_UNIT = 12;
/** Points at which an edge's distance is measured. */
const SAMPLES = 24;

export function unitAt(
  columns: readonly Column[],
  unit: number,
  x: number,
  y: number,
): Parameter | undefined {
  const reach = Math.max(unit / 2, NEAR_UNIT);
  let best: { readonly found: Parameter; readonly distance: number } | undefined;
  columns.forEach(({ places }, column) => {
    // Nothing leads to an input.
    if (column === 0) return;
    places.forEach((place, to) => {
      const distance = Math.max(Math.abs(place.x - x), Math.abs(place.y - y));
      if (distance <= reach && distance < (best?.distance ?? Infinity))
        best = { found: { layer: column - 1, to, from: undefined }, distance };
    });
  });
  return best?.found;
}

/** A place on the curve that the drawing has between two units. */
export function onEdge(source: Place, target: Place, unit: number, t: number): Place {
  const start = source.x + unit / 2;
  const end = target.x - unit / 2;
  const bend = (end - start) * 0.42;
  const u = 1 - t;
  const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  return {
    x: a * start + b * (start + bend) + c * (end - bend) + d * end,
    y: (a + b) * source.y + (c + d) * target.y,
  };
}

/** The nearest edge; between two that are as near, the stronger one. */
export function edgeAt(
  { columns, unit }: NetworkLayout,
  x: number,
  y: number,
  weight: (parameter: Parameter) => number,
): Parameter | undefined {
  let best: { readonly found: Parameter; readonly distance: number; readonly size: number } | undefined;
  columns.forEach((target, column) => {
    const source = columns[column - 1];
    if (source === undefined || x < source.x || x > target.x) return;
    target.places.forEach((end, to) => {
      source.places.forEach((start, from) => {
        let distance = Infinity;
        for (let sample = 0; sample <= SAMPLES; sample += 1) {
          const place = onEdge(start, end, unit, sample / SAMPLES);
          distance = Math.min(distance, Math.hypot(place.x - x, place.y - y));
        }
        if (distance > NEAR_EDGE) return;
        const found = { layer: column - 1, to, from };
        const size = Math.abs(weight(found));
        const nearer = distance - (best?.distance ?? Infinity);
        if (nearer < -1 || (nearer <= 1 && size > (best?.size ?? -1))) best = { found, distance, size };
      });
    });
  });
  return best?.found;
}

/** A unit under the pointer, else an edge. */
export function hitAt(
  layout: NetworkLayout,
  x: number,
  y: number,
  weight: (parameter: Parameter) => number,
): Parameter | undefined {
  return unitAt(layout.columns, layout.unit, x, y) ?? edgeAt(layout, x, y, weight);
}
