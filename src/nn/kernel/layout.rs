//! Weights, deltas and inputs in the orders in which the products read them.

use super::panel::{Panel, front, front_mut};
use super::{HALF, PANEL, ROWS};
use crate::math::{Lanes, Quad};

/// Copies weights `[outputs][inputs]` into the order in which [`forward`] reads them, `[outputs / 4][inputs][4]`, and, unless it is
/// empty, into that in which [`input_gradient`] does, `[inputs / 4][outputs][4]`. What the last groups lack stays as it is.
#[inline(never)]
pub(super) fn pack(weights: &[f32], [inputs, outputs]: [usize; 2], forward: &mut [f32], backward: &mut [f32]) {
    let (mut weights, mut forward) = (weights, forward);
    let mut first = 0;
    while !weights.is_empty() {
        let rows = front(&mut weights, inputs * ROWS);
        let columns = front_mut(&mut forward, inputs * ROWS);
        let done = if rows.len() == inputs * ROWS { pack_tiles(rows, columns, backward, first, outputs) } else { 0 };
        pack_rest(rows, inputs, done, columns, backward, first, outputs);
        first += ROWS;
    }
}

/// Packs four rows as far as they fill tiles of four columns, and says how many columns that was.
#[inline(always)]
fn pack_tiles(rows: &[f32], columns: &mut [f32], backward: &mut [f32], first: usize, outputs: usize) -> usize {
    let inputs = rows.len() / ROWS;
    let mut rows = rows;
    let [a, b, c, d] = core::array::from_fn(|_| front(&mut rows, inputs).as_chunks::<ROWS>().0);
    let mut columns = columns.as_chunks_mut::<{ ROWS * ROWS }>().0.iter_mut();
    let mut start = first * ROWS;
    for i in 0..a.len() {
        let (Some(columns), Some(a), Some(b), Some(c), Some(d)) =
            (columns.next(), a.get(i), b.get(i), c.get(i), d.get(i))
        else {
            break;
        };
        let tile = [a, b, c, d].map(|&row| Quad::new(row));
        Lanes::new(Quad::transposed(tile)).store(columns);
        if let Some(target) = backward.get_mut(start..start + ROWS * ROWS) {
            Lanes::new(tile).store(target);
        }
        start += outputs * ROWS;
    }
    a.len() * ROWS
}

/// Packs the columns from `done` on of up to four rows.
#[inline(always)]
fn pack_rest(
    rows: &[f32],
    inputs: usize,
    done: usize,
    columns: &mut [f32],
    backward: &mut [f32],
    first: usize,
    outputs: usize,
) {
    let mut rows = rows;
    for r in 0..ROWS {
        let row = front(&mut rows, inputs).get(done..).unwrap_or(&[]);
        for (k, &weight) in (done..).zip(row) {
            if let Some(target) = columns.get_mut(k * ROWS + r) {
                *target = weight;
            }
            if let Some(target) = backward.get_mut((k / ROWS * outputs + first + r) * ROWS + k % ROWS) {
                *target = weight;
            }
        }
    }
}

/// As [`pack`], of four networks' weights, `[outputs][inputs][4]`.
#[inline(never)]
pub(super) fn pack_of_four(weights: &[f32], [inputs, outputs]: [usize; 2], forward: &mut [f32], backward: &mut [f32]) {
    let weights = weights.as_chunks::<HALF>().0;
    let (forward, backward) = (forward.as_chunks_mut::<HALF>().0, backward.as_chunks_mut::<HALF>().0);
    for o in 0..outputs {
        let Some(row) = weights.get(o * inputs..(o + 1) * inputs) else { return };
        let mut ahead = o / ROWS * inputs * ROWS + o % ROWS;
        let mut back = o * ROWS;
        // The backward order keeps four of a row's weights together.
        let (fours, rest) = row.as_chunks::<ROWS>();
        for four in fours {
            if let Some(target) = chunk_mut(backward, back) {
                *target = *four;
            }
            if let Some(target) = chunk_mut::<{ ROWS * (ROWS - 1) + 1 }>(forward, ahead) {
                [target[0], target[ROWS], target[2 * ROWS], target[3 * ROWS]] = *four;
            }
            ahead += ROWS * ROWS;
            back += outputs * ROWS;
        }
        for &weight in rest {
            if let Some(target) = forward.get_mut(ahead) {
                *target = weight;
            }
            if let Some(target) = backward.get_mut(back) {
                *target = weight;
            }
            ahead += ROWS;
            back += 1;
        }
    }
}

/// Copies panels of a layer's deltas into blocks of four units, `[units / 4][example][4]`. What stands in the place of units
/// that the last block lacks is of no meaning.
#[inline(never)]
pub(super) fn to_delta_blocks(panels: &[f32], units: usize, examples: usize, blocks: &mut [f32]) {
    to_blocks::<ROWS>(panels, units, examples, blocks);
}

/// Copies panels of a layer's inputs into blocks of eight units, `[units / 8][example][8]`, the last one of four where those are
/// enough. What stands in the place of units that it lacks is of no meaning.
#[inline(never)]
pub(super) fn to_input_blocks(panels: &[f32], units: usize, examples: usize, blocks: &mut [f32]) {
    to_blocks::<PANEL>(panels, units, examples, blocks);
}

#[inline(always)]
fn to_blocks<const WIDTH: usize>(panels: &[f32], units: usize, examples: usize, blocks: &mut [f32]) {
    let mut panels = panels;
    let mut example = 0;
    while panels.len() >= units * PANEL && !panels.is_empty() {
        block_panel::<WIDTH, Lanes<2>>(front(&mut panels, units * PANEL), blocks, examples, example);
        example += PANEL;
    }
    if !panels.is_empty() {
        block_panel::<WIDTH, Lanes<1>>(panels, blocks, examples, example);
    }
}

#[inline(always)]
fn block_panel<const WIDTH: usize, P: Panel>(panel: &[f32], blocks: &mut [f32], examples: usize, example: usize) {
    let mut units = P::chunks(panel);
    let mut start = 0;
    while let Some(last) = units.len().checked_sub(1) {
        let row = |r: usize| units.get(r.min(last)).map_or_else(|| P::splat(0.0), P::load);
        let width = if WIDTH > ROWS && units.len() > ROWS { WIDTH } else { ROWS };
        let block = start + example * width..start + (example + P::LANES) * width;
        let block = blocks.get_mut(block).unwrap_or(&mut []);
        if width > ROWS {
            P::store_transposed::<WIDTH>(core::array::from_fn(row), 0, block);
            P::store_transposed::<WIDTH>(core::array::from_fn(|r| row(r + ROWS)), ROWS, block);
        } else {
            P::store_transposed::<ROWS>(core::array::from_fn(row), 0, block);
        }
        start += examples * width;
        units = units.get(width..).unwrap_or(&[]);
    }
}

/// As [`to_delta_blocks`], of four networks' panels: `[units / 4][example][4][4]`.
#[inline(never)]
pub(super) fn to_delta_blocks_of_four(panels: &[f32], units: usize, examples: usize, blocks: &mut [f32]) {
    let vectors = panels.as_chunks::<HALF>().0;
    let blocks = blocks.as_chunks_mut::<HALF>().0;
    for unit in 0..units {
        for example in 0..examples {
            let panel = example & !1;
            let columns = if panel + 1 < examples { 2 } else { 1 };
            let source = panel * units + unit * columns + (example - panel);
            let target = (unit / ROWS * examples + example) * ROWS + unit % ROWS;
            if let (Some(&source), Some(target)) = (vectors.get(source), blocks.get_mut(target)) {
                *target = source;
            }
        }
    }
}

/// As [`to_input_blocks`], of four networks' panels: `[units / 2][example][2][4]`, the last one of one unit where there are no more.
#[inline(never)]
pub(super) fn to_input_blocks_of_four(panels: &[f32], units: usize, examples: usize, blocks: &mut [f32]) {
    let vectors = panels.as_chunks::<HALF>().0;
    let blocks = blocks.as_chunks_mut::<HALF>().0;
    for first in (0..units).step_by(2) {
        let width = (units - first).min(2);
        let (mut source, mut target) = (first * 2, first * examples);
        for _ in 0..examples / 2 {
            // Two units of two examples lie together in both; of a single one, or of a single example, nothing changes places.
            if width == 2 {
                if let (Some(&[a, b, c, d]), Some(block)) = (chunk(vectors, source), chunk_mut(blocks, target)) {
                    *block = [a, c, b, d];
                }
            } else if let (Some(pair), Some(block)) = (chunk::<2>(vectors, source), chunk_mut(blocks, target)) {
                *block = *pair;
            }
            source += units * 2;
            target += width * 2;
        }
        if examples % 2 == 1 {
            let source = (examples - 1) * units + first;
            if let (Some(row), Some(block)) =
                (vectors.get(source..source + width), blocks.get_mut(target..target + width))
            {
                block.copy_from_slice(row);
            }
        }
    }
}

#[inline(always)]
fn chunk<const N: usize>(vectors: &[[f32; HALF]], start: usize) -> Option<&[[f32; HALF]; N]> {
    vectors.get(start..)?.first_chunk()
}

#[inline(always)]
fn chunk_mut<const N: usize>(vectors: &mut [[f32; HALF]], start: usize) -> Option<&mut [[f32; HALF]; N]> {
    vectors.get_mut(start..)?.first_chunk_mut()
}
