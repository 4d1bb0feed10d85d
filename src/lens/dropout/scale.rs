//! How large the values are that flow through the network, in training and at test.

use alloc::{vec, vec::Vec};

use crate::data::Set;
use crate::experiment::{MaskPer, Mode};
use crate::lens::field::replica;
use crate::nn::{self, Batch, Block, Masks, Pass};
use crate::rng::Purpose;
use crate::train::{Lane, Parts, Run, Workspace, sizes_with_dropout};

/// The most training passes that are averaged.
const MOST_PASSES: u32 = 1000;
/// Sampled blocks below this number are the sub-networks' own.
const FIRST_BLOCK: u32 = 1 << 24;

/// The size of what one layer hands on to the next layer's sums: its values after activation, mask and scaling. Means over the
/// training set and the layer's units; of a pair, the first number is the mean of |a|, the second the mean of a².
///
/// What scaling promises is about one layer: given what comes into it, the mean of |a| is the same in training and at test
/// under inverted and under classic scaling, where the mask comes after the activation, since `E[m]/(1 − p)` = 1. This is
/// `own`. The mean of a² is 1/(1 − p) times as large under both, since `E[m²]/(1 − p)²` = 1/(1 − p). Without scaling both are 1 − p
/// times as large. With all masks on, what comes into a layer is noisy, and the curve of its activation turns noise into a shift
/// that no scaling takes back; so `train` may differ also where `own` does not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LayerScale {
    /// At test.
    pub eval: [f64; 2],
    /// With masks in this layer alone, all others as at test.
    pub own: Averaged,
    /// With all masks, as in training.
    pub train: Averaged,
}

/// What was averaged over masks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Averaged {
    /// The mean.
    pub mean: [f64; 2],
    /// Its standard error, from the spread of the passes over the training set.
    pub error: [f64; 2],
}

/// The size of what arrives at each layer's sums: of the inputs, then of each hidden layer.
///
/// `passes` (2 to 1000) passes over the training set are averaged. In each, every example has a mask of its own, also where
/// training has one for the batch: the expectation is the same, and the error smaller. The masks come from the stream for
/// what is only looked at. Empty where there is no such replica.
pub fn scales(lane: &mut Lane, index: usize, passes: u32) -> Vec<LayerScale> {
    let Some((workspace, run)) = replica(lane, index) else { return Vec::new() };
    let passes = passes.clamp(2, MOST_PASSES);
    let evals = pass(workspace, run, Mode::Eval, Masks::Drawn, 0);
    let trains = average(&evals, passes, |number| pass(workspace, run, Mode::Train, Masks::Drawn, number));
    let mut scales = Vec::with_capacity(evals.len());
    for (layer, (&eval, train)) in evals.iter().zip(trains).enumerate() {
        let own = if nn::rate(&workspace.experiment().dropout, layer) > 0.0 {
            let only = |number| pass(workspace, run, Mode::Train, Masks::DrawnIn(layer), number).split_off(layer);
            average(&[eval], passes, only).pop()
        } else {
            None
        };
        scales.push(LayerScale { eval, own: own.unwrap_or(Averaged { mean: eval, error: [0.0; 2] }), train });
    }
    scales
}

/// Averages what passes give of each layer, where `evals` are values near them.
fn average(evals: &[[f64; 2]], passes: u32, mut pass: impl FnMut(u32) -> Vec<[f64; 2]>) -> Vec<Averaged> {
    let mut sums = vec![[[0.0; 2]; 2]; evals.len()];
    for number in 0..passes {
        for ((sums, means), eval) in sums.iter_mut().zip(pass(number)).zip(evals) {
            for moment in 0..2 {
                // From the value at test, so that nothing cancels in the variance.
                let off = means[moment] - eval[moment];
                sums[moment][0] += off;
                sums[moment][1] += off * off;
            }
        }
    }
    let n = f64::from(passes);
    let variance = |[sum, squares]: [f64; 2]| ((squares - sum * sum / n) / (n - 1.0)).max(0.0);
    let of = |(sums, eval): ([[f64; 2]; 2], &[f64; 2])| Averaged {
        mean: core::array::from_fn(|moment| eval[moment] + sums[moment][0] / n),
        error: sums.map(|sums| libm::sqrt(variance(sums) / n)),
    };
    sums.into_iter().zip(evals).map(of).collect()
}

/// The means of |a| and a² of each layer over the training set, in one pass.
fn pass(workspace: &mut Workspace, run: &Run, mode: Mode, masks: Masks<'_>, number: u32) -> Vec<[f64; 2]> {
    let rows = workspace.examples(Set::Train).count;
    let Parts { experiment, feeds, network, block, .. } = workspace.parts();
    let mut dropout = experiment.dropout.clone();
    dropout.mask = MaskPer::Example;
    let sizes: Vec<usize> = sizes_with_dropout(network).collect();
    let mut means = vec![[0.0; 2]; sizes.len()];
    let blocks = u32::try_from(rows.div_ceil(Block::MAX)).unwrap_or(u32::MAX);
    for (part, start) in (0..).zip((0..rows).step_by(Block::MAX)) {
        let batch = feeds[Set::Train as usize].batch(start, (rows - start).min(Block::MAX));
        let number = FIRST_BLOCK + number * blocks + part;
        let key = run.mask_key(experiment.seeds.masks, Purpose::SampledMasks, run.steps(), number);
        let pass = Pass { dropout: &dropout, mode, key, backward: false };
        network.forward_by(run.as_read(), batch, block, &pass, masks);
        for ((layer, &units), sums) in sizes.iter().enumerate().zip(&mut means) {
            add(block, &batch, layer, units, sums);
        }
    }
    for (&units, sums) in sizes.iter().zip(&mut means) {
        #[expect(clippy::cast_precision_loss, reason = "at most 20,000 examples and 256 units")]
        let share = 1.0 / (rows * units).max(1) as f64;
        *sums = sums.map(|sum| share * sum);
    }
    means
}

/// Adds a layer's |a| and a² over the examples of a block.
fn add(block: &Block, batch: &Batch<'_>, layer: usize, units: usize, sums: &mut [f64; 2]) {
    let values = block.values(batch, layer, units);
    for unit in 0..units {
        // Lanes beyond the last example hold what is nobody's.
        for &value in values.unit(unit).flatten().take(block.count()) {
            let value = f64::from(value);
            sums[0] += value.abs();
            sums[1] += value * value;
        }
    }
}
