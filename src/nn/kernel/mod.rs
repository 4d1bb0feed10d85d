//! The three matrix products of a dense layer, over panels of examples.
//!
//! Activations are stored in panels `[unit][8]`: eight examples are the lanes of two vectors, so the batch, not the layer's
//! width, fills the vector unit, and no sum over inputs crosses lanes. The last panel of a block is `[unit][4]` where four
//! lanes are enough for it. Sums over inputs and outputs run strictly in index order, and so do sums over examples: every
//! result is the textbook loop's, bit for bit.
//!
//! All three are one product, C[row][lane] = start + Σₖ a[k][row] · b[k][lane], with four rows by two vectors of C in
//! registers, and both operands read as one contiguous stream. That is what the layouts are for.

mod cell;
mod layout;
mod panel;
mod products;

pub(crate) use cell::{Cell, Four, by_networks};
pub(super) use products::{forward, input_gradient, weight_gradient};

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

/// Writes zeros in the lanes without an example, of panels that hold `count` of them.
#[inline(never)]
pub(super) fn clear_padding(panels: &mut [f32], units: usize, count: usize) {
    let (lanes, start) = (lanes(count), count / PANEL * PANEL);
    if count < lanes {
        for unit in panels[start * units..lanes * units].chunks_mut(lanes - start) {
            unit[count - start..].fill(0.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::layout::{pack, to_delta_blocks, to_input_blocks};
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
            forward::<f32>(&ahead, &b, inputs, &x.data, &mut z.data);
            let mut delta_blocks = blocks(inputs, examples);
            let result = (&mut gx.data[..], &mut delta_blocks[..]);
            input_gradient::<f32>(&back, [inputs, outputs, examples], &d.data, &slope.data, result.0, result.1);
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
            weight_gradient::<f32>(&delta_blocks, &input_blocks, [inputs, examples], &mut gw, &mut gb);
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
