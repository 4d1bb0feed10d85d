//! The three matrix products of a dense layer, over panels of examples.
//!
//! Activations are stored `[panel][unit][8]`: eight examples are the lanes of one vector, so the batch, not the layer's
//! width, fills the vector unit, and no sum over inputs crosses lanes. Sums over inputs and outputs run strictly in
//! index order; sums over examples run in eight lanes that [`Lanes::sum`] folds. What a sum gives is therefore fixed by
//! the shapes alone.

use crate::math::{LANES, Lanes};

/// Rows of the result that are kept in registers at a time.
const TILE: usize = 4;

/// z[o] = b[o] + Σₖ w[o][k] x[k] for each panel.
///
/// Shapes: `weights` `[outputs][inputs]`, `bias` `[outputs]`, `input` `[panel][inputs][8]`, `output`
/// `[panel][outputs][8]`.
pub(super) fn forward(weights: &[f32], bias: &[f32], input: &[f32], output: &mut [f32]) {
    let outputs = bias.len();
    let inputs = weights.len() / outputs.max(1);
    for (x, z) in input.chunks_exact(inputs * LANES).zip(output.chunks_exact_mut(outputs * LANES)) {
        let mut rows = weights.chunks_exact(inputs * TILE);
        let mut biases = bias.chunks_exact(TILE);
        let mut tiles = z.chunks_exact_mut(TILE * LANES);
        for ((w, b), out) in (&mut rows).zip(&mut biases).zip(&mut tiles) {
            forward_tile::<TILE>(w, b, x, out);
        }
        let rest = rows.remainder().chunks_exact(inputs);
        for ((w, b), out) in
            rest.zip(biases.remainder().chunks_exact(1)).zip(tiles.into_remainder().chunks_exact_mut(LANES))
        {
            forward_tile::<1>(w, b, x, out);
        }
    }
}

#[inline(always)]
fn forward_tile<const ROWS: usize>(weights: &[f32], bias: &[f32], x: &[f32], out: &mut [f32]) {
    let inputs = weights.len() / ROWS;
    let rows: [&[f32]; ROWS] = core::array::from_fn(|r| &weights[r * inputs..(r + 1) * inputs]);
    let mut sums: [Lanes; ROWS] = core::array::from_fn(|r| Lanes::splat(bias[r]));
    for (k, x) in x.chunks_exact(LANES).enumerate().take(inputs) {
        let x = Lanes::load(x);
        for (sum, row) in sums.iter_mut().zip(rows) {
            *sum += Lanes::splat(row[k]) * x;
        }
    }
    for (sum, out) in sums.into_iter().zip(out.chunks_exact_mut(LANES)) {
        sum.store(out);
    }
}

/// ∂C/∂x[k] = Σₒ w[o][k] δ[o] for each panel.
///
/// Shapes: `weights` `[outputs][inputs]`, `delta` `[panel][outputs][8]`, `result` `[panel][inputs][8]`.
pub(super) fn input_gradient(weights: &[f32], inputs: usize, delta: &[f32], result: &mut [f32]) {
    let outputs = weights.len() / inputs.max(1);
    for (delta, result) in delta.chunks_exact(outputs * LANES).zip(result.chunks_exact_mut(inputs * LANES)) {
        let mut start = 0;
        while start + TILE <= inputs {
            input_tile::<TILE>(weights, inputs, start, delta, &mut result[start * LANES..]);
            start += TILE;
        }
        while start < inputs {
            input_tile::<1>(weights, inputs, start, delta, &mut result[start * LANES..]);
            start += 1;
        }
    }
}

#[inline(always)]
fn input_tile<const ROWS: usize>(weights: &[f32], inputs: usize, start: usize, delta: &[f32], out: &mut [f32]) {
    let mut sums = [Lanes::ZERO; ROWS];
    for (w, delta) in weights.chunks_exact(inputs).zip(delta.chunks_exact(LANES)) {
        let delta = Lanes::load(delta);
        for (sum, &w) in sums.iter_mut().zip(&w[start..start + ROWS]) {
            *sum += Lanes::splat(w) * delta;
        }
    }
    for (sum, out) in sums.into_iter().zip(out.chunks_exact_mut(LANES)) {
        sum.store(out);
    }
}

/// Adds Σ δ[o] x[k] over the examples to `weights[o][k]`, and Σ δ[o] to `bias[o]`.
///
/// Shapes: `delta` `[panel][outputs][8]`, `input` `[panel][inputs][8]`.
pub(super) fn weight_gradient(delta: &[f32], input: &[f32], weights: &mut [f32], bias: &mut [f32]) {
    let outputs = bias.len();
    let inputs = weights.len() / outputs.max(1);
    for (o, (row, bias)) in weights.chunks_exact_mut(inputs).zip(bias.iter_mut()).enumerate() {
        let mut columns = row.chunks_exact_mut(TILE);
        let mut start = 0;
        for columns in &mut columns {
            weight_tile::<TILE>(delta, outputs, o, input, inputs, start, columns);
            start += TILE;
        }
        for column in columns.into_remainder().chunks_exact_mut(1) {
            weight_tile::<1>(delta, outputs, o, input, inputs, start, column);
            start += 1;
        }
        let mut sum = Lanes::ZERO;
        for delta in delta.chunks_exact(outputs * LANES) {
            sum += Lanes::load(&delta[o * LANES..]);
        }
        *bias += sum.sum();
    }
}

#[inline(always)]
fn weight_tile<const COLUMNS: usize>(
    delta: &[f32],
    outputs: usize,
    o: usize,
    input: &[f32],
    inputs: usize,
    start: usize,
    result: &mut [f32],
) {
    let mut sums = [Lanes::ZERO; COLUMNS];
    for (delta, x) in delta.chunks_exact(outputs * LANES).zip(input.chunks_exact(inputs * LANES)) {
        let delta = Lanes::load(&delta[o * LANES..]);
        let x = &x[start * LANES..(start + COLUMNS) * LANES];
        for (sum, x) in sums.iter_mut().zip(x.chunks_exact(LANES)) {
            *sum += delta * Lanes::load(x);
        }
    }
    for (result, sum) in result.iter_mut().zip(sums) {
        *result += sum.sum();
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;
    use crate::rng::{Purpose, Stream};

    fn random(count: usize, index: u32) -> Vec<f32> {
        let mut stream = Stream::new(1, Purpose::Weights, &[index]);
        #[expect(clippy::cast_possible_truncation, reason = "rounding to f32 is what is wanted")]
        (0..count).map(|_| stream.normal() as f32).collect()
    }

    /// The textbook loops, in the order that the documentation promises.
    #[test]
    fn equal_the_textbook_bit_for_bit() {
        for (inputs, outputs, panels) in [(1, 1, 1), (2, 4, 2), (5, 3, 3), (8, 9, 4), (13, 6, 5)] {
            let (w, b) = (random(inputs * outputs, 1), random(outputs, 2));
            let (x, d) = (random(panels * inputs * LANES, 3), random(panels * outputs * LANES, 4));
            let at = |data: &[f32], units: usize, panel: usize, unit: usize, lane: usize| {
                data[(panel * units + unit) * LANES + lane]
            };
            let mut z = random(panels * outputs * LANES, 5);
            forward(&w, &b, &x, &mut z);
            let mut gx = random(panels * inputs * LANES, 6);
            input_gradient(&w, inputs, &d, &mut gx);
            for panel in 0..panels {
                for lane in 0..LANES {
                    for o in 0..outputs {
                        let sum =
                            (0..inputs).fold(b[o], |sum, k| sum + w[o * inputs + k] * at(&x, inputs, panel, k, lane));
                        assert_eq!(sum.to_bits(), at(&z, outputs, panel, o, lane).to_bits());
                    }
                    for k in 0..inputs {
                        let sum =
                            (0..outputs).fold(0.0, |sum, o| sum + w[o * inputs + k] * at(&d, outputs, panel, o, lane));
                        assert_eq!(sum.to_bits(), at(&gx, inputs, panel, k, lane).to_bits());
                    }
                }
            }
            let (mut gw, mut gb) = (random(inputs * outputs, 7), random(outputs, 8));
            let (start_w, start_b) = (gw.clone(), gb.clone());
            weight_gradient(&d, &x, &mut gw, &mut gb);
            for o in 0..outputs {
                let lanes: [f32; LANES] = core::array::from_fn(|lane| {
                    (0..panels).fold(0.0, |sum, panel| sum + at(&d, outputs, panel, o, lane))
                });
                assert_eq!((start_b[o] + Lanes(lanes).sum()).to_bits(), gb[o].to_bits());
                for k in 0..inputs {
                    let lanes: [f32; LANES] = core::array::from_fn(|lane| {
                        (0..panels).fold(0.0, |sum, panel| {
                            sum + at(&d, outputs, panel, o, lane) * at(&x, inputs, panel, k, lane)
                        })
                    });
                    let expected = start_w[o * inputs + k] + Lanes(lanes).sum();
                    assert_eq!(expected.to_bits(), gw[o * inputs + k].to_bits());
                }
            }
        }
    }
}
