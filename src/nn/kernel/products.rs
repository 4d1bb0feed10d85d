//! The three products of a dense layer.
//!
//! Each is of one network or of four, [`Cell`] says which. Lanes are examples of the one, or examples times networks.

use super::cell::{Cell, product};
use super::panel::{Panel, front, front_mut, write_columns};
use super::{HALF, PANEL, ROWS};
use crate::math::Lanes;

/// z[o] = b[o] + Σₖ w[o][k] x[k].
///
/// Shapes: `packed` weights as [`pack`] leaves them, `bias` `[outputs]`, `input` and `output` panels.
#[inline(never)]
pub(in crate::nn) fn forward<C: Cell>(packed: &[f32], bias: &[f32], inputs: usize, input: &[f32], output: &mut [f32]) {
    let (mut input, mut output) = (input, output);
    while output.len() >= bias.len() / C::SIZE * PANEL && !output.is_empty() {
        let (x, z) = (front(&mut input, inputs * PANEL), front_mut(&mut output, bias.len() / C::SIZE * PANEL));
        forward_panel::<C, Lanes<2>>(packed, bias, inputs, x, z);
    }
    if !output.is_empty() {
        forward_panel::<C, Lanes<1>>(packed, bias, inputs, input, output);
    }
}

#[inline(always)]
fn forward_panel<C: Cell, P: Panel>(packed: &[f32], bias: &[f32], inputs: usize, x: &[f32], z: &mut [f32]) {
    let (mut packed, mut z) = (packed, z);
    let (groups, rest) = C::cells(bias).as_chunks::<ROWS>();
    for bias in groups {
        let (w, z) = (front(&mut packed, inputs * ROWS * C::SIZE), front_mut(&mut z, P::LANES * ROWS));
        forward_tile::<C, ROWS, P>(w, bias, x, z);
    }
    match *rest {
        [a] => forward_tile::<C, 1, P>(packed, &[a], x, z),
        [a, b] => forward_tile::<C, 2, P>(packed, &[a, b], x, z),
        [a, b, c] => forward_tile::<C, 3, P>(packed, &[a, b, c], x, z),
        _ => {}
    }
}

#[inline(always)]
fn forward_tile<C: Cell, const R: usize, P: Panel>(weights: &[f32], bias: &[C; R], x: &[f32], z: &mut [f32]) {
    let (sums, _) = product::<C, R, false, P>(bias.map(C::spread), weights, x);
    let Some(z) = P::chunks_mut(z).first_chunk_mut::<R>() else { return };
    for r in 0..R {
        sums[r].store(&mut z[r]);
    }
}

/// ∂C/∂z[k] of the layer below: (Σₒ w[o][k] δ[o]) · slope[k], as panels and as [`to_delta_blocks`] would make of them.
///
/// Shapes: `packed` weights as [`pack`] leaves them; `delta` `[outputs]`, `slope` and `result` `[inputs]`, in panels; `blocks`
/// `[inputs / 4][example][4]`.
#[inline(never)]
pub(in crate::nn) fn input_gradient<C: Cell>(
    packed: &[f32],
    [inputs, outputs, lanes]: [usize; 3],
    delta: &[f32],
    slope: &[f32],
    result: &mut [f32],
    blocks: &mut [f32],
) {
    let stride = lanes * ROWS;
    let (mut delta, mut slope, mut result) = (delta, slope, result);
    let mut lane = 0;
    while slope.len() >= inputs * PANEL && !slope.is_empty() {
        let delta = front(&mut delta, outputs * PANEL);
        let (slope, result) = (front(&mut slope, inputs * PANEL), front_mut(&mut result, inputs * PANEL));
        input_panel::<C, Lanes<2>>(packed, outputs, delta, slope, result, blocks, stride, lane);
        lane += PANEL;
    }
    if !slope.is_empty() {
        input_panel::<C, Lanes<1>>(packed, outputs, delta, slope, result, blocks, stride, lane);
    }
}

#[inline(always)]
#[expect(clippy::too_many_arguments, reason = "they are one panel of each operand and where its results go")]
fn input_panel<C: Cell, P: Panel>(
    packed: &[f32],
    outputs: usize,
    delta: &[f32],
    slope: &[f32],
    result: &mut [f32],
    blocks: &mut [f32],
    stride: usize,
    lane: usize,
) {
    let (mut packed, mut slope, mut result) = (packed, slope, result);
    let mut start = lane * ROWS;
    while !slope.is_empty() {
        let w = front(&mut packed, outputs * ROWS * C::SIZE);
        let (slope, result) = (front(&mut slope, P::LANES * ROWS), front_mut(&mut result, P::LANES * ROWS));
        let block = blocks.get_mut(start..start + P::LANES * ROWS).unwrap_or(&mut []);
        match P::chunks(slope).len() {
            1 => input_tile::<C, 1, P>(w, delta, slope, result, block),
            2 => input_tile::<C, 2, P>(w, delta, slope, result, block),
            3 => input_tile::<C, 3, P>(w, delta, slope, result, block),
            _ => input_tile::<C, ROWS, P>(w, delta, slope, result, block),
        }
        start += stride;
    }
}

#[inline(always)]
fn input_tile<C: Cell, const R: usize, P: Panel>(
    weights: &[f32],
    delta: &[f32],
    slope: &[f32],
    out: &mut [f32],
    block: &mut [f32],
) {
    let (sums, _) = product::<C, R, false, P>([P::splat(0.0); R], weights, delta);
    let (slopes, out) = (P::chunks(slope).first_chunk::<R>(), P::chunks_mut(out).first_chunk_mut::<R>());
    let (Some(slopes), Some(out)) = (slopes, out) else { return };
    let rows: [P; R] = core::array::from_fn(|r| sums[r].times(P::load(&slopes[r])));
    for r in 0..R {
        rows[r].store(&mut out[r]);
    }
    C::store_deltas::<P>(core::array::from_fn(|r| rows[r.min(R - 1)]), block);
}

/// Σ δ[o] x[k] over the examples in `weights[o][k]`, and Σ δ[o] in `bias[o]`, example after example.
///
/// Shapes: `delta` in blocks as [`to_delta_blocks`] leaves them, `input` as [`to_input_blocks`] does, of `examples` examples.
#[inline(never)]
pub(in crate::nn) fn weight_gradient<C: Cell>(
    delta: &[f32],
    input: &[f32],
    [inputs, examples]: [usize; 2],
    weights: &mut [f32],
    bias: &mut [f32],
) {
    let (mut delta, mut weights, mut bias) = (delta, weights, bias);
    while !weights.is_empty() {
        let delta = front(&mut delta, examples * ROWS * C::SIZE);
        let (rows, bias) = (front_mut(&mut weights, ROWS * inputs), front_mut(&mut bias, ROWS * C::SIZE));
        match bias.len() / C::SIZE {
            1 => weight_rows::<C, 1>(delta, input, examples, inputs, rows, bias),
            2 => weight_rows::<C, 2>(delta, input, examples, inputs, rows, bias),
            _ => weight_rows::<C, ROWS>(delta, input, examples, inputs, rows, bias),
        }
    }
}

/// As [`weight_gradient`], of `R` outputs.
#[inline(always)]
fn weight_rows<C: Cell, const R: usize>(
    delta: &[f32],
    input: &[f32],
    examples: usize,
    inputs: usize,
    rows: &mut [f32],
    bias: &mut [f32],
) {
    // The first tile sums the deltas along with its products.
    let mut input = input;
    let sum = if inputs > HALF {
        weight_tile::<C, R, true, Lanes<2>>(delta, front(&mut input, examples * PANEL), inputs, 0, rows)
    } else {
        weight_tile::<C, R, true, Lanes<1>>(delta, front(&mut input, examples * HALF), inputs, 0, rows)
    };
    C::write(sum, bias);
    let mut k = PANEL;
    while k < inputs {
        if C::SIZE > 1 {
            // Few networks that are wide come here: the sum once more is cheaper than another loop's code.
            if inputs - k > HALF {
                weight_tile::<C, R, true, Lanes<2>>(delta, front(&mut input, examples * PANEL), inputs, k, rows);
            } else {
                weight_tile::<C, R, true, Lanes<1>>(delta, front(&mut input, examples * HALF), inputs, k, rows);
            }
        } else if inputs - k > HALF {
            weight_tile::<C, R, false, Lanes<2>>(delta, front(&mut input, examples * PANEL), inputs, k, rows);
        } else {
            weight_tile::<C, R, false, Lanes<1>>(delta, front(&mut input, examples * HALF), inputs, k, rows);
        }
        k += PANEL;
    }
}

/// The sums of `R` outputs and up to eight inputs, the first of them `k`; returns the deltas' own sum where `SUM` asks for it.
#[inline(always)]
fn weight_tile<C: Cell, const R: usize, const SUM: bool, P: Panel>(
    delta: &[f32],
    input: &[f32],
    inputs: usize,
    k: usize,
    rows: &mut [f32],
) -> C::Sums {
    let (sums, sum) = product::<C, R, SUM, P>([P::splat(0.0); R], delta, input);
    let mut rows = rows;
    for of_row in &sums {
        let row = front_mut(&mut rows, inputs).get_mut(k..).unwrap_or(&mut []);
        if let Some(row) = P::chunks_mut(row).first_mut() {
            of_row.store(row);
        } else {
            let [near, far] = of_row.ends();
            write_columns(row, near, far);
        }
    }
    sum
}
