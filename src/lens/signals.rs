//! How large signals are, layer by layer: what comes out of each, and which gradient comes back to it.

use alloc::{vec, vec::Vec};

use crate::experiment::Mode;
use crate::nn::Values;
use crate::train::{Lane, Moment};

/// Bars of a histogram.
pub const BINS: usize = 48;
/// Powers of ten at which a histogram of magnitudes begins and ends: three bars a decade.
pub const MAGNITUDES: [f32; 2] = [-12.0, 4.0];

/// What signals of a lane are at one moment: root mean squares of what belongs to each layer of weights.
///
/// With N examples, n units in the layer, z = W a + b its pre-activations before any mask, f its activation, m its dropout
/// factors and ℓᵢ the loss of example i alone, the four numbers of a layer are
///
/// 0. √(Σᵢⱼ zᵢⱼ² / N n);
/// 1. √(Σᵢⱼ aᵢⱼ² / N n), where a = m f(z) is what the next layer is given, or f(m z) where masks come before the activation; the
///    output layer's is z itself;
/// 2. √(Σᵢⱼ δᵢⱼ² / N n), where δᵢⱼ = ∂ℓᵢ/∂zᵢⱼ;
/// 3. over the weights of the layer, the root mean square of ∂(Σᵢ ℓᵢ / N)/∂W; biases and the penalty are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Spreads {
    /// Number of training examples that were looked at: all, or [`PROBED`](crate::train::PROBED) spread evenly over the set.
    pub examples: usize,
    /// Number of layers of weights.
    pub layers: usize,
    /// For each run, each layer of weights, from the first hidden layer's to the output's.
    pub values: Vec<[f64; 4]>,
}

impl Spreads {
    /// Each run's layers.
    pub fn runs(&self) -> impl Iterator<Item = &[[f64; 4]]> {
        self.values.chunks(self.layers.max(1))
    }
}

#[expect(clippy::cast_precision_loss, reason = "there are at most 128 examples of 256 units, or 256² weights")]
const fn real(count: usize) -> f64 {
    count as f64
}

fn square_sum(numbers: &[f32]) -> f64 {
    numbers.iter().fold(0.0, |sum, &x| sum + f64::from(x) * f64::from(x))
}

/// Root mean square over the units of a layer and the first `count` examples.
#[inline(never)]
fn spread(values: Values<'_>, units: usize, count: usize) -> f64 {
    let mut sum = 0.0;
    values.of_first(count, &mut |numbers| sum += square_sum(numbers));
    libm::sqrt(sum / real(units * count))
}

/// Measures every run of a lane, layer by layer, forward and back over some training examples.
///
/// In eval mode nothing is dropped; in train mode each example has a mask from the stream for evaluations. Neither changes
/// the training. What is not finite stays so.
pub fn signals(lane: &mut Lane, moment: Moment, mode: Mode) -> Spreads {
    let Lane { workspace, runs, .. } = lane;
    let layers = workspace.network().layers().to_vec();
    let mut spreads = Spreads { examples: 0, layers: layers.len(), values: vec![[0.0; 4]; layers.len() * runs.len()] };
    for (run, values) in runs.iter().zip(spreads.values.chunks_mut(layers.len())) {
        run.probe(workspace, moment, mode, &mut |block, batch, gradient| {
            let count = block.count();
            spreads.examples = count;
            for (l, (layer, values)) in layers.iter().zip(&mut *values).enumerate() {
                let measured = spread(block.deltas(l, layer.outputs), layer.outputs, count);
                if let Some(gradient) = gradient {
                    values[2] = measured;
                    let sum = square_sum(gradient.get(layer.weights.clone()).unwrap_or(&[]));
                    // The gradient is the examples' sum, and their mean is wanted.
                    values[3] = libm::sqrt(sum / real(layer.weights.len())) / real(count);
                } else {
                    values[1] = spread(block.values(batch, l + 1, layer.outputs), layer.outputs, count);
                    values[0] = if l + 1 < layers.len() { measured } else { values[1] };
                }
            }
        });
    }
    spreads
}

/// Numbers counted in [`BINS`] bars of equal width.
#[derive(Debug, Clone, PartialEq)]
pub struct Histogram {
    /// Where the first bar begins and the last ends; as powers of ten for magnitudes.
    pub range: [f32; 2],
    /// How many numbers each bar holds, those outside of the range in the first or the last; what is not finite is in none.
    pub counts: [u32; BINS],
    /// How many magnitudes are exactly 0, and so in no bar.
    pub zeros: u32,
}

impl Histogram {
    /// Nothing yet, on a range.
    pub(super) const fn new(range: [f32; 2]) -> Self {
        Self { range, counts: [0; BINS], zeros: 0 }
    }

    /// Counts numbers, or their magnitudes.
    #[inline(never)]
    pub(super) fn add(&mut self, numbers: &[f32], magnitudes: bool) {
        let [low, high] = self.range.map(f64::from);
        let scale = if high > low { real(BINS) / (high - low) } else { 0.0 };
        for &x in numbers {
            if magnitudes && x == 0.0 {
                self.zeros += 1;
            } else if x.is_finite() {
                let x = f64::from(x);
                let x = if magnitudes { libm::log(x.abs()) * core::f64::consts::LOG10_E } else { x };
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
                let bin = ((x - low) * scale) as usize;
                self.counts[bin.min(BINS - 1)] += 1;
            }
        }
    }
}

/// A run's activations, from the smallest to the largest, and the magnitudes of its derivatives by pre-activations, over the
/// examples that [`signals`] looks at: for each layer of weights, the output's last.
pub fn histograms(lane: &mut Lane, replica: usize, moment: Moment, mode: Mode) -> Vec<[Histogram; 2]> {
    let Lane { workspace, runs, .. } = lane;
    let Some(run) = runs.get(replica) else { return Vec::new() };
    let units: Vec<usize> = workspace.network().sizes().skip(1).collect();
    let mut result = vec![[Histogram::new([0.0; 2]), Histogram::new(MAGNITUDES)]; units.len()];
    run.probe(workspace, moment, mode, &mut |block, batch, gradient| {
        let count = block.count();
        for (l, (&units, [activations, magnitudes])) in units.iter().zip(&mut result).enumerate() {
            if gradient.is_some() {
                block.deltas(l, units).of_first(count, &mut |numbers| magnitudes.add(numbers, true));
                continue;
            }
            let values = block.values(batch, l + 1, units);
            let mut range = [f32::INFINITY, f32::NEG_INFINITY];
            values.of_first(count, &mut |numbers| {
                for &x in numbers.iter().filter(|x| x.is_finite()) {
                    range = [if x < range[0] { x } else { range[0] }, if x > range[1] { x } else { range[1] }];
                }
            });
            *activations = Histogram::new(range);
            values.of_first(count, &mut |numbers| activations.add(numbers, false));
        }
    });
    result
}
