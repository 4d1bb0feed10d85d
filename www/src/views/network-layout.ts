/** Where the units of a network stand on the canvas, and which of them there is room for. */

import type { Size } from './surface';

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Column {
  readonly x: number;
  /** Half the width of the column's files together, units included. */
  readonly reach: number;
  /** Index of the column's first unit among all units: inputs, hidden, outputs. */
  readonly first: number;
  readonly units: number;
  /** Where the units stand that are drawn: the first ones. */
  readonly places: readonly Place[];
}

export interface NetworkLayout {
  readonly columns: readonly Column[];
  /** Side of a unit's square. */
  readonly unit: number;
}

const LARGEST_UNIT = 24;
const SMALLEST_UNIT = 5;
/** The least distance between two units one over the other, so that their pictures can be read. */
const TIGHTEST = 12;
const WIDEST = 46;
/** A layer too tall for one file of units stands in two or three, staggered. */
const MOST_FILES = 3;
/** Share of the way between two layers that units may take, so that edges keep some. */
const SHARE = 0.52;
/** Distance of two files, in units. */
const FILE = 1.12;
/** Room for the names of the inputs. */
const LABELS = 26;

export function layoutNetwork(counts: readonly number[], size: Size): NetworkLayout {
  const inner = size.height - 16;
  const tallest = Math.max(1, ...counts);
  const across = (size.width - LABELS) / Math.max(1, counts.length);
  const fit = (files: number): number => Math.max(2, Math.floor((inner * files) / TIGHTEST));
  // Files are worth having only where units stay large enough to be told apart.
  const roomy = (files: number): boolean =>
    (across * SHARE) / (1 + (files - 1) * FILE) >= SMALLEST_UNIT * 1.6;
  let files = 1;
  while (files < MOST_FILES && tallest > fit(files) && roomy(files + 1)) files += 1;
  const room = fit(files);
  const pitch = Math.min(WIDEST, inner / Math.min(room, tallest));
  const unit = Math.max(
    SMALLEST_UNIT,
    Math.min(LARGEST_UNIT, pitch * files * 0.74, (across * SHARE) / (1 + (files - 1) * FILE)),
  );
  const widest = (unit * (1 + (files - 1) * FILE)) / 2;
  const left = LABELS + unit / 2;
  const right = size.width - unit / 2 - 6;
  let first = 0;
  const columns = counts.map((units, index): Column => {
    // One place is kept for the "+n" that stands for the rest.
    const drawn = units > room ? room - Math.ceil(TIGHTEST / pitch) : units;
    const own = drawn > fit(1) ? files : 1;
    const step =
      own === 1 ? Math.min(WIDEST, inner / Math.max(1, Math.min(drawn, fit(1))), pitch * files) : pitch;
    const x = counts.length < 2 ? left : left + ((right - left) * index) / (counts.length - 1);
    const top = size.height / 2 - ((drawn - 1) * step) / 2 - (units > drawn ? TIGHTEST / 2 : 0);
    const column: Column = {
      x,
      reach: own === 1 ? unit / 2 : widest,
      first,
      units,
      places: Array.from({ length: drawn }, (_, at) => ({
        x: x + ((at % own) - (own - 1) / 2) * unit * FILE,
        y: top + at * step,
      })),
    };
    first += units;
    return column;
  });
  return { columns, unit };
}
