//! The three matrix products of a dense layer, over panels of examples.
//!
//! Activations are stored in panels `[unit][8]`: eight examples are the lanes of two vectors, so the batch, not the layer's
//! width, fills the vector unit, and no sum over inputs crosses lanes. The last panel of a block is `[unit][4]` where four
//! lanes are enough for it. Sums over inputs and outputs run strictly in index order, and so do sums over examples: every
//! result is the textbook loop's, bit for bit.
//!
//! All three are one product, C[row][lane] = start + Σₖ a[k][row] · b[k][lane], with four rows by two vectors of C in
//! registers, and both operands read as one contiguous stream. That is what the layouts are for.

use core::mem::take;

use crate::math::{Lanes, Quad};

/// Rows of a product that are kept in registers at a time.
const ROWS: usize = 4;
/// Examples in a panel.
pub(crate) const PANEL: usize = 8;
/// Numbers in a vector, and examples in the last panel where they are enough.
pub(crate) const HALF: usize = 4;

/// Lanes that this many examples take.
pub(crate) const fn lanes(examples: usize) -> usize {
    examples.next_multiple_of(HALF)
}

/// Numbers that [`pack`], [`to_delta_blocks`] and [`to_input_blocks`] make of so many units, each with so many values.
pub(crate) const fn padded(units: usize, values: usize) -> usize {
    units.next_multiple_of(ROWS) * values
}

/// One or two vectors: the lanes of a panel.
trait Panel: Copy {
    /// The lanes' numbers.
    type Chunk: Copy;
    /// Number of lanes.
    const LANES: usize;

    fn chunks(slice: &[f32]) -> &[Self::Chunk];
    fn chunks_mut(slice: &mut [f32]) -> &mut [Self::Chunk];
    fn load(chunk: &Self::Chunk) -> Self;
    fn store(self, chunk: &mut Self::Chunk);
    fn splat(value: f32) -> Self;
    fn plus(self, other: Self) -> Self;
    fn times(self, other: Self) -> Self;
    /// The first vector and the last.
    fn ends(self) -> [Quad; 2];
    /// Stores four units' lanes as four numbers of each example, beginning at the example's number `first` of `WIDTH`.
    fn store_transposed<const WIDTH: usize>(rows: [Self; ROWS], first: usize, block: &mut [f32]);
}

macro_rules! panel {
    ($vectors:literal, $lanes:expr) => {
        impl Panel for Lanes<$vectors> {
            type Chunk = [f32; $lanes];
            const LANES: usize = $lanes;

            #[inline(always)]
            fn chunks(slice: &[f32]) -> &[Self::Chunk] {
                slice.as_chunks().0
            }

            #[inline(always)]
            fn chunks_mut(slice: &mut [f32]) -> &mut [Self::Chunk] {
                slice.as_chunks_mut().0
            }

            #[inline(always)]
            fn load(chunk: &Self::Chunk) -> Self {
                Self::load(chunk)
            }

            #[inline(always)]
            fn store(self, chunk: &mut Self::Chunk) {
                Self::store(self, chunk);
            }

            #[inline(always)]
            fn splat(value: f32) -> Self {
                Self::splat(value)
            }

            #[inline(always)]
            fn plus(self, other: Self) -> Self {
                self + other
            }

            #[inline(always)]
            fn times(self, other: Self) -> Self {
                self * other
            }

            #[inline(always)]
            fn ends(self) -> [Quad; 2] {
                [self.quads()[0], self.quads()[$vectors - 1]]
            }

            #[inline(always)]
            fn store_transposed<const WIDTH: usize>(rows: [Self; ROWS], first: usize, block: &mut [f32]) {
                let Some(examples) = block.as_chunks_mut::<WIDTH>().0.first_chunk_mut::<$lanes>() else { return };
                for i in 0..$vectors {
                    let columns = Quad::transposed(rows.map(|row| row.quads()[i]));
                    for e in 0..HALF {
                        columns[e].store(&mut examples[i * HALF + e][first..]);
                    }
                }
            }
        }
    };
}

panel!(1, HALF);
panel!(2, PANEL);

/// start[row] + Σₖ a[k][row] · b[k], in the order of k; and Σₖ a[k] where `SUM` asks for it.
#[inline(always)]
fn product<const R: usize, const SUM: bool, P: Panel>(start: [P; R], a: &[f32], b: &[f32]) -> ([P; R], Quad) {
    let mut sums = start;
    let mut sum = Quad::splat(0.0);
    let (a, _) = a.as_chunks::<ROWS>();
    // Two pointers that run to their ends: of a zip the compiler makes an index, which costs more.
    let mut a = a.iter();
    for b in P::chunks(b) {
        let Some(a) = a.next() else { break };
        let b = P::load(b);
        for r in 0..R {
            sums[r] = sums[r].plus(P::splat(a[r]).times(b));
        }
        if SUM {
            sum = sum + Quad::new(*a);
        }
    }
    (sums, sum)
}

/// Takes so many numbers from the front of a slice; all of it, where it holds fewer.
#[inline(always)]
fn front<'a>(slice: &mut &'a [f32], count: usize) -> &'a [f32] {
    let (front, rest) = slice.split_at_checked(count).unwrap_or((slice, &[]));
    *slice = rest;
    front
}

/// As [`front`], to be written.
#[inline(always)]
fn front_mut<'a>(slice: &mut &'a mut [f32], count: usize) -> &'a mut [f32] {
    let count = count.min(slice.len());
    let (front, rest) = take(slice).split_at_mut(count);
    *slice = rest;
    front
}

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

/// z[o] = b[o] + Σₖ w[o][k] x[k].
///
/// Shapes: `packed` weights as [`pack`] leaves them, `bias` `[outputs]`, `input` and `output` panels.
#[inline(never)]
pub(super) fn forward(packed: &[f32], bias: &[f32], inputs: usize, input: &[f32], output: &mut [f32]) {
    let (mut input, mut output) = (input, output);
    while output.len() >= bias.len() * PANEL && !output.is_empty() {
        let (x, z) = (front(&mut input, inputs * PANEL), front_mut(&mut output, bias.len() * PANEL));
        forward_panel::<Lanes<2>>(packed, bias, inputs, x, z);
    }
    if !output.is_empty() {
        forward_panel::<Lanes<1>>(packed, bias, inputs, input, output);
    }
}

#[inline(always)]
fn forward_panel<P: Panel>(packed: &[f32], bias: &[f32], inputs: usize, x: &[f32], z: &mut [f32]) {
    let (mut packed, mut z) = (packed, z);
    let (groups, rest) = bias.as_chunks::<ROWS>();
    for bias in groups {
        let (w, z) = (front(&mut packed, inputs * ROWS), front_mut(&mut z, P::LANES * ROWS));
        forward_tile::<ROWS, P>(w, bias, x, z);
    }
    match *rest {
        [a] => forward_tile::<1, P>(packed, &[a], x, z),
        [a, b] => forward_tile::<2, P>(packed, &[a, b], x, z),
        [a, b, c] => forward_tile::<3, P>(packed, &[a, b, c], x, z),
        _ => {}
    }
}

#[inline(always)]
fn forward_tile<const R: usize, P: Panel>(weights: &[f32], bias: &[f32; R], x: &[f32], z: &mut [f32]) {
    let (sums, _) = product::<R, false, P>(bias.map(P::splat), weights, x);
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
pub(super) fn input_gradient(
    packed: &[f32],
    [inputs, outputs, examples]: [usize; 3],
    delta: &[f32],
    slope: &[f32],
    result: &mut [f32],
    blocks: &mut [f32],
) {
    let stride = examples * ROWS;
    let (mut delta, mut slope, mut result) = (delta, slope, result);
    let mut example = 0;
    while slope.len() >= inputs * PANEL && !slope.is_empty() {
        let delta = front(&mut delta, outputs * PANEL);
        let (slope, result) = (front(&mut slope, inputs * PANEL), front_mut(&mut result, inputs * PANEL));
        input_panel::<Lanes<2>>(packed, outputs, delta, slope, result, blocks, stride, example);
        example += PANEL;
    }
    if !slope.is_empty() {
        input_panel::<Lanes<1>>(packed, outputs, delta, slope, result, blocks, stride, example);
    }
}

#[inline(always)]
#[expect(clippy::too_many_arguments, reason = "they are one panel of each operand and where its results go")]
fn input_panel<P: Panel>(
    packed: &[f32],
    outputs: usize,
    delta: &[f32],
    slope: &[f32],
    result: &mut [f32],
    blocks: &mut [f32],
    stride: usize,
    example: usize,
) {
    let (mut packed, mut slope, mut result) = (packed, slope, result);
    let mut start = example * ROWS;
    while !slope.is_empty() {
        let w = front(&mut packed, outputs * ROWS);
        let (slope, result) = (front(&mut slope, P::LANES * ROWS), front_mut(&mut result, P::LANES * ROWS));
        let block = blocks.get_mut(start..start + P::LANES * ROWS).unwrap_or(&mut []);
        match P::chunks(slope).len() {
            1 => input_tile::<1, P>(w, delta, slope, result, block),
            2 => input_tile::<2, P>(w, delta, slope, result, block),
            3 => input_tile::<3, P>(w, delta, slope, result, block),
            _ => input_tile::<ROWS, P>(w, delta, slope, result, block),
        }
        start += stride;
    }
}

#[inline(always)]
fn input_tile<const R: usize, P: Panel>(
    weights: &[f32],
    delta: &[f32],
    slope: &[f32],
    out: &mut [f32],
    block: &mut [f32],
) {
    let (sums, _) = product::<R, false, P>([P::splat(0.0); R], weights, delta);
    let (slopes, out) = (P::chunks(slope).first_chunk::<R>(), P::chunks_mut(out).first_chunk_mut::<R>());
    let (Some(slopes), Some(out)) = (slopes, out) else { return };
    let rows: [P; R] = core::array::from_fn(|r| sums[r].times(P::load(&slopes[r])));
    for r in 0..R {
        rows[r].store(&mut out[r]);
    }
    P::store_transposed::<ROWS>(core::array::from_fn(|r| rows[r.min(R - 1)]), 0, block);
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
pub(crate) fn to_input_blocks(panels: &[f32], units: usize, examples: usize, blocks: &mut [f32]) {
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

/// Σ δ[o] x[k] over the examples in `weights[o][k]`, and Σ δ[o] in `bias[o]`, example after example.
///
/// Shapes: `delta` in blocks as [`to_delta_blocks`] leaves them, `input` as [`to_input_blocks`] does, of `examples` examples.
#[inline(never)]
pub(super) fn weight_gradient(
    delta: &[f32],
    input: &[f32],
    [inputs, examples]: [usize; 2],
    weights: &mut [f32],
    bias: &mut [f32],
) {
    let (mut delta, mut weights, mut bias) = (delta, weights, bias);
    while !weights.is_empty() {
        let delta = front(&mut delta, examples * ROWS);
        let (rows, bias) = (front_mut(&mut weights, ROWS * inputs), front_mut(&mut bias, ROWS));
        match bias.len() {
            1 => weight_rows::<1>(delta, input, examples, inputs, rows, bias),
            2 => weight_rows::<2>(delta, input, examples, inputs, rows, bias),
            3 => weight_rows::<3>(delta, input, examples, inputs, rows, bias),
            _ => weight_rows::<ROWS>(delta, input, examples, inputs, rows, bias),
        }
    }
}

/// As [`weight_gradient`], of `R` outputs.
#[inline(always)]
fn weight_rows<const R: usize>(
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
        weight_tile::<R, true, Lanes<2>>(delta, front(&mut input, examples * PANEL), inputs, 0, rows)
    } else {
        weight_tile::<R, true, Lanes<1>>(delta, front(&mut input, examples * HALF), inputs, 0, rows)
    };
    write_columns(bias, sum, sum);
    let mut k = PANEL;
    while k < inputs {
        if inputs - k > HALF {
            weight_tile::<R, false, Lanes<2>>(delta, front(&mut input, examples * PANEL), inputs, k, rows);
        } else {
            weight_tile::<R, false, Lanes<1>>(delta, front(&mut input, examples * HALF), inputs, k, rows);
        }
        k += PANEL;
    }
}

/// The sums of `R` outputs and up to eight inputs, the first of them `k`; returns the deltas' own sum where `SUM` asks for it.
#[inline(always)]
fn weight_tile<const R: usize, const SUM: bool, P: Panel>(
    delta: &[f32],
    input: &[f32],
    inputs: usize,
    k: usize,
    rows: &mut [f32],
) -> Quad {
    let (sums, sum) = product::<R, SUM, P>([P::splat(0.0); R], delta, input);
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

/// Fewer numbers than two vectors hold, or than one where both are the same.
#[inline(never)]
fn write_columns(row: &mut [f32], near: Quad, far: Quad) {
    let rest = match row.split_first_chunk_mut() {
        Some((whole, rest)) => {
            *whole = near.array();
            rest
        }
        None => row,
    };
    let [a, b, c, _] = far.array();
    for (target, sum) in rest.iter_mut().zip([a, b, c]) {
        *target = sum;
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

    /// Numbers in panels.
    struct Panels {
        units: usize,
        data: Vec<f32>,
    }

    impl Panels {
        fn random(examples: usize, units: usize, index: u32) -> Self {
            Self { units, data: random(examples * units, index) }
        }

        fn at(&self, unit: usize, example: usize) -> f32 {
            let start = example / PANEL * PANEL;
            let width = (self.data.len() / self.units - start).min(PANEL);
            self.data[start * self.units + unit * width + example - start]
        }
    }

    /// Blocks of so many examples; what stands in their padding must not matter.
    fn blocks(units: usize, examples: usize) -> Vec<f32> {
        vec![f32::NAN; padded(units, examples)]
    }

    /// Inputs, outputs and lanes: every number of rows that a tile can have, with one and with two vectors.
    const SHAPES: [(usize, usize, usize); 9] =
        [(1, 1, 4), (1, 1, 8), (2, 4, 12), (5, 3, 20), (8, 9, 32), (13, 6, 36), (3, 5, 8), (9, 2, 4), (16, 12, 24)];

    #[test]
    fn forward_and_backward_are_the_textbook_bit_for_bit() {
        for (inputs, outputs, examples) in SHAPES {
            let (w, b) = (random(inputs * outputs, 1), random(outputs, 2));
            let (x, d) = (Panels::random(examples, inputs, 3), Panels::random(examples, outputs, 4));
            let slope = Panels::random(examples, inputs, 5);
            let (mut z, mut gx) = (Panels::random(examples, outputs, 6), Panels::random(examples, inputs, 7));
            let mut ahead = vec![f32::NAN; padded(outputs, inputs)];
            let mut back = vec![f32::NAN; padded(inputs, outputs)];
            pack(&w, [inputs, outputs], &mut ahead, &mut back);
            forward(&ahead, &b, inputs, &x.data, &mut z.data);
            let mut delta_blocks = blocks(inputs, examples);
            let result = (&mut gx.data[..], &mut delta_blocks[..]);
            input_gradient(&back, [inputs, outputs, examples], &d.data, &slope.data, result.0, result.1);
            for i in 0..examples {
                for o in 0..outputs {
                    let sum = (0..inputs).fold(b[o], |sum, k| sum + w[o * inputs + k] * x.at(k, i));
                    assert_eq!(sum.to_bits(), z.at(o, i).to_bits());
                }
                for k in 0..inputs {
                    let sum = (0..outputs).fold(0.0, |sum, o| sum + w[o * inputs + k] * d.at(o, i));
                    assert_eq!((sum * slope.at(k, i)).to_bits(), gx.at(k, i).to_bits());
                    assert_eq!(delta_blocks[(k / 4 * examples + i) * 4 + k % 4].to_bits(), gx.at(k, i).to_bits());
                }
            }
        }
    }

    #[test]
    fn weight_gradients_are_the_textbook_bit_for_bit() {
        for (inputs, outputs, examples) in SHAPES {
            let (x, d) = (Panels::random(examples, inputs, 3), Panels::random(examples, outputs, 4));
            let (mut input_blocks, mut delta_blocks) = (blocks(inputs, examples), blocks(outputs, examples));
            to_input_blocks(&x.data, inputs, examples, &mut input_blocks);
            to_delta_blocks(&d.data, outputs, examples, &mut delta_blocks);
            // Results are written over what stands there.
            let (mut gw, mut gb) = (random(inputs * outputs, 8), random(outputs, 9));
            weight_gradient(&delta_blocks, &input_blocks, [inputs, examples], &mut gw, &mut gb);
            for o in 0..outputs {
                let sum = (0..examples).fold(0.0, |sum, i| sum + d.at(o, i));
                assert_eq!(sum.to_bits(), gb[o].to_bits());
                for k in 0..inputs {
                    let sum = (0..examples).fold(0.0, |sum, i| sum + d.at(o, i) * x.at(k, i));
                    assert_eq!(sum.to_bits(), gw[o * inputs + k].to_bits());
                }
            }
        }
    }
}
