//! The three matrix products of a dense layer, over panels of examples.
//!
//! Activations are stored `[panel][unit][8]`: eight examples are the lanes of one vector, so the batch, not the layer's
//! width, fills the vector unit, and no sum over inputs crosses lanes. Sums over inputs and outputs run strictly in
//! index order, and so do sums over examples: every result is the textbook loop's, bit for bit.

use crate::math::{LANES, Lanes, Quad};

/// Rows of the result that are kept in registers at a time.
const TILE: usize = 4;

/// Copies weights `[outputs][inputs]` into the order in which [`forward`] reads them: `[outputs / 4][inputs][4]`, and rows
/// that are left over as they are.
pub(super) fn pack(weights: &[f32], inputs: usize, packed: &mut [f32]) {
    let mut groups = weights.chunks_exact(inputs * TILE);
    let mut targets = packed.chunks_exact_mut(inputs * TILE);
    for (group, target) in (&mut groups).zip(&mut targets) {
        for (k, column) in target.chunks_exact_mut(TILE).enumerate() {
            for (r, value) in column.iter_mut().enumerate() {
                *value = group[r * inputs + k];
            }
        }
    }
    targets.into_remainder().copy_from_slice(groups.remainder());
}

/// Copies weights `[outputs][inputs]` into the order in which [`input_gradient`] reads them: `[inputs / 4][outputs][4]`, and
/// columns that are left over one after another.
pub(super) fn pack_transposed(weights: &[f32], inputs: usize, packed: &mut [f32]) {
    let outputs = weights.len() / inputs.max(1);
    let mut start = 0;
    let mut targets = packed.chunks_exact_mut(outputs * TILE);
    for target in &mut targets {
        for (values, row) in target.chunks_exact_mut(TILE).zip(weights.chunks_exact(inputs)) {
            values.copy_from_slice(&row[start..start + TILE]);
        }
        start += TILE;
    }
    for target in targets.into_remainder().chunks_exact_mut(outputs) {
        for (value, row) in target.iter_mut().zip(weights.chunks_exact(inputs)) {
            *value = row[start];
        }
        start += 1;
    }
}

/// z[o] = b[o] + Σₖ w[o][k] x[k] for each panel.
///
/// Shapes: `packed` weights as [`pack`] leaves them, `bias` `[outputs]`, `input` `[panel][inputs][8]`, `output`
/// `[panel][outputs][8]`.
#[inline(never)]
pub(super) fn forward(packed: &[f32], bias: &[f32], input: &[f32], output: &mut [f32]) {
    let outputs = bias.len();
    let inputs = packed.len() / outputs.max(1);
    for (x, z) in input.chunks_exact(inputs * LANES).zip(output.chunks_exact_mut(outputs * LANES)) {
        let mut groups = packed.chunks_exact(inputs * TILE);
        let mut biases = bias.chunks_exact(TILE);
        let mut tiles = z.chunks_exact_mut(TILE * LANES);
        for ((w, b), out) in (&mut groups).zip(&mut biases).zip(&mut tiles) {
            forward_tile::<TILE>(w, b, x, out);
        }
        let rows = groups.remainder().chunks_exact(inputs).zip(biases.remainder().chunks_exact(1));
        for ((w, b), out) in rows.zip(tiles.into_remainder().chunks_exact_mut(LANES)) {
            forward_tile::<1>(w, b, x, out);
        }
    }
}

#[inline(always)]
fn forward_tile<const ROWS: usize>(weights: &[f32], bias: &[f32], x: &[f32], out: &mut [f32]) {
    let sums = products::<ROWS>(core::array::from_fn(|r| Lanes::splat(bias[r])), weights, x);
    for (sum, out) in sums.into_iter().zip(out.chunks_exact_mut(LANES)) {
        sum.store(out);
    }
}

/// ∂C/∂z[k] of the layer below: (Σₒ w[o][k] δ[o]) · slope[k] for each panel.
///
/// Shapes: `packed` weights as [`pack_transposed`] leaves them, `delta` `[panel][outputs][8]`, `slope` and `result`
/// `[panel][inputs][8]`.
#[inline(never)]
pub(super) fn input_gradient(packed: &[f32], inputs: usize, delta: &[f32], slope: &[f32], result: &mut [f32]) {
    let outputs = packed.len() / inputs.max(1);
    let panels = delta.chunks_exact(outputs * LANES).zip(slope.chunks_exact(inputs * LANES));
    for ((delta, slope), result) in panels.zip(result.chunks_exact_mut(inputs * LANES)) {
        let mut groups = packed.chunks_exact(outputs * TILE);
        let mut slopes = slope.chunks_exact(TILE * LANES);
        let mut tiles = result.chunks_exact_mut(TILE * LANES);
        for ((w, slope), out) in (&mut groups).zip(&mut slopes).zip(&mut tiles) {
            input_tile::<TILE>(w, delta, slope, out);
        }
        let columns = groups.remainder().chunks_exact(outputs).zip(slopes.remainder().chunks_exact(LANES));
        for ((w, slope), out) in columns.zip(tiles.into_remainder().chunks_exact_mut(LANES)) {
            input_tile::<1>(w, delta, slope, out);
        }
    }
}

#[inline(always)]
fn input_tile<const ROWS: usize>(weights: &[f32], delta: &[f32], slope: &[f32], out: &mut [f32]) {
    let sums = products::<ROWS>([Lanes::splat(0.0); ROWS], weights, delta);
    for ((sum, slope), out) in sums.into_iter().zip(slope.chunks_exact(LANES)).zip(out.chunks_exact_mut(LANES)) {
        (sum * Lanes::load(slope)).store(out);
    }
}

/// Adds Σₖ w[k][r] x[k] to each of `ROWS` sums, in the order of k.
#[inline(always)]
fn products<const ROWS: usize>(mut sums: [Lanes; ROWS], weights: &[f32], x: &[f32]) -> [Lanes; ROWS] {
    for (w, x) in weights.chunks_exact(ROWS).zip(x.chunks_exact(LANES)) {
        let x = Lanes::load(x);
        for (sum, &w) in sums.iter_mut().zip(w) {
            *sum += Lanes::splat(w) * x;
        }
    }
    sums
}

/// Copies panels `[panel][units][8]` into blocks of four units, `[units / 4, rounded up][example][4]`; units that a block
/// lacks are 0.
#[inline(never)]
pub(super) fn to_blocks(panels: &[f32], units: usize, blocks: &mut [f32]) {
    let examples = panels.len() / units;
    for (group, block) in blocks.chunks_exact_mut(examples * TILE).take(units.div_ceil(TILE)).enumerate() {
        let first = group * TILE;
        for (panel, block) in panels.chunks_exact(units * LANES).zip(block.chunks_exact_mut(LANES * TILE)) {
            let rows: [[Quad; 2]; TILE] = core::array::from_fn(|r| {
                let unit = first + r;
                // Past the last unit the slice is empty, and an empty slice loads as zeros.
                Lanes::load(panel.get(unit * LANES..).unwrap_or(&[])).halves()
            });
            let (near, far) = block.split_at_mut(4 * TILE);
            for (half, block) in [near, far].into_iter().enumerate() {
                let columns = Quad::transposed(rows.map(|row| row[half]));
                for (column, target) in columns.into_iter().zip(block.chunks_exact_mut(TILE)) {
                    column.store(target);
                }
            }
        }
    }
}

/// Adds Σ δ[o] x[k] over the examples to `weights[o][k]`, and Σ δ[o] to `bias[o]`, example after example.
///
/// Shapes: `delta` and `input` in blocks as [`to_blocks`] leaves them, of `examples` examples.
#[inline(never)]
pub(super) fn weight_gradient(delta: &[f32], input: &[f32], examples: usize, weights: &mut [f32], bias: &mut [f32]) {
    let outputs = bias.len();
    let inputs = weights.len() / outputs.max(1);
    let size = examples * TILE;
    for (group, delta) in delta.chunks_exact(size).take(outputs.div_ceil(TILE)).enumerate() {
        let first = group * TILE;
        let rows = (outputs - first).min(TILE);
        let target = &mut weights[first * inputs..(first + rows) * inputs];
        let mut k = 0;
        while k < inputs {
            let input = &input[k / TILE * size..];
            let width = if inputs - k > TILE { 2 } else { 1 };
            let target = &mut target[k..];
            match (rows, width) {
                (1, 1) => weight_tile::<1, 1>(delta, input, size, inputs, k, target),
                (1, _) => weight_tile::<1, 2>(delta, input, size, inputs, k, target),
                (2, 1) => weight_tile::<2, 1>(delta, input, size, inputs, k, target),
                (2, _) => weight_tile::<2, 2>(delta, input, size, inputs, k, target),
                (_, 1) => weight_tile::<TILE, 1>(delta, input, size, inputs, k, target),
                _ => weight_tile::<TILE, 2>(delta, input, size, inputs, k, target),
            }
            k += width * TILE;
        }
        let sum = delta.chunks_exact(TILE).fold(Quad::splat(0.0), |sum, delta| sum + Quad::load(delta));
        for (bias, sum) in bias[first..].iter_mut().zip(sum.array()) {
            *bias += sum;
        }
    }
}

/// The sums of up to `ROWS` outputs and `WIDTH` blocks of four inputs, added to `weights`, whose rows are `inputs` apart
/// and begin at input `k`; blocks are `size` numbers apart.
#[inline(never)]
fn weight_tile<const ROWS: usize, const WIDTH: usize>(
    delta: &[f32],
    input: &[f32],
    size: usize,
    inputs: usize,
    k: usize,
    weights: &mut [f32],
) {
    let mut sums = [[Quad::splat(0.0); WIDTH]; ROWS];
    let near = input.get(..size).unwrap_or(&[]);
    // With one block the second is not read.
    let far = if WIDTH > 1 { input.get(size..2 * size).unwrap_or(near) } else { near };
    for ((delta, near), far) in delta.chunks_exact(TILE).zip(near.chunks_exact(TILE)).zip(far.chunks_exact(TILE)) {
        let x: [Quad; WIDTH] = core::array::from_fn(|c| Quad::load(if c == 0 { near } else { far }));
        for (&delta, sums) in delta.iter().zip(&mut sums) {
            let delta = Quad::splat(delta);
            for (sum, x) in sums.iter_mut().zip(x) {
                *sum = *sum + delta * x;
            }
        }
    }
    for (row, sums) in weights.chunks_mut(inputs).zip(sums) {
        let row = &mut row[..(WIDTH * TILE).min(inputs - k)];
        for (target, sum) in row.chunks_mut(TILE).zip(sums) {
            if target.len() == TILE {
                (Quad::load(target) + sum).store(target);
            } else {
                for (target, sum) in target.iter_mut().zip(sum.array()) {
                    *target += sum;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::{vec, vec::Vec};

    use super::*;
    use crate::rng::{Purpose, Stream};

    fn random(count: usize, index: u32) -> Vec<f32> {
        let mut stream = Stream::new(1, Purpose::Weights, &[index]);
        #[expect(clippy::cast_possible_truncation, reason = "rounding to f32 is what is wanted")]
        (0..count).map(|_| stream.normal() as f32).collect()
    }

    /// Numbers in the layout `[panel][unit][8]`.
    struct Panels {
        units: usize,
        data: Vec<f32>,
    }

    impl Panels {
        fn random(panels: usize, units: usize, index: u32) -> Self {
            Self { units, data: random(panels * units * LANES, index) }
        }

        fn at(&self, unit: usize, example: usize) -> f32 {
            self.data[(example / LANES * self.units + unit) * LANES + example % LANES]
        }
    }

    fn blocks(panels: &Panels) -> Vec<f32> {
        let examples = panels.data.len() / panels.units;
        // What stands in the padding must not matter.
        let mut blocks = vec![f32::NAN; panels.units.div_ceil(TILE) * examples * TILE];
        to_blocks(&panels.data, panels.units, &mut blocks);
        blocks
    }

    #[test]
    fn equal_the_textbook_bit_for_bit() {
        for (inputs, outputs, panels) in [(1, 1, 1), (2, 4, 2), (5, 3, 3), (8, 9, 4), (13, 6, 5)] {
            let examples = panels * LANES;
            let (w, b) = (random(inputs * outputs, 1), random(outputs, 2));
            let (x, d) = (Panels::random(panels, inputs, 3), Panels::random(panels, outputs, 4));
            // Results are added to, or written over, what stands there.
            let mut z = Panels::random(panels, outputs, 5);
            let mut packed = vec![0.0; w.len()];
            pack(&w, inputs, &mut packed);
            forward(&packed, &b, &x.data, &mut z.data);
            let slope = Panels::random(panels, inputs, 6);
            let mut gx = Panels::random(panels, inputs, 7);
            pack_transposed(&w, inputs, &mut packed);
            input_gradient(&packed, inputs, &d.data, &slope.data, &mut gx.data);
            let (start_w, start_b) = (random(inputs * outputs, 8), random(outputs, 9));
            let (mut gw, mut gb) = (start_w.clone(), start_b.clone());
            weight_gradient(&blocks(&d), &blocks(&x), examples, &mut gw, &mut gb);

            for o in 0..outputs {
                for i in 0..examples {
                    let sum = (0..inputs).fold(b[o], |sum, k| sum + w[o * inputs + k] * x.at(k, i));
                    assert_eq!(sum.to_bits(), z.at(o, i).to_bits());
                }
                let sum = (0..examples).fold(0.0, |sum, i| sum + d.at(o, i));
                assert_eq!((start_b[o] + sum).to_bits(), gb[o].to_bits());
                for k in 0..inputs {
                    let sum = (0..examples).fold(0.0, |sum, i| sum + d.at(o, i) * x.at(k, i));
                    assert_eq!((start_w[o * inputs + k] + sum).to_bits(), gw[o * inputs + k].to_bits());
                }
            }
            for k in 0..inputs {
                for i in 0..examples {
                    let sum = (0..outputs).fold(0.0, |sum, o| sum + w[o * inputs + k] * d.at(o, i));
                    assert_eq!((sum * slope.at(k, i)).to_bits(), gx.at(k, i).to_bits());
                }
            }
        }
    }
}
