//! Losses from the network's outputs: their derivatives in the hot path, their values in f64.

use libm::{exp, log, log1p};

use super::block::{Batch, Block};
use super::kernel::{HALF, PANEL, clear_padding};
use crate::experiment::Loss;
use crate::math::{Coefficients, Lanes, Quad, exp as exp_lanes, sigmoid};

/// The target of output `output` under squared error: the target itself in regression, ±1 for classes.
fn squared_target(target: f32, output: usize, outputs: usize, classes: u32) -> f32 {
    match (classes, outputs) {
        (0, _) => target,
        (_, 1) => 2.0 * target - 1.0,
        #[expect(clippy::cast_precision_loss, reason = "there are at most five outputs")]
        _ => {
            if target == output as f32 {
                1.0
            } else {
                -1.0
            }
        }
    }
}

/// What is wanted of output `output` for a target: its probability under cross-entropy, the number that it is to be under squared
/// error. What is wanted for a mixture of targets is the same mixture of these.
pub(crate) fn wanted(target: f32, output: usize, outputs: usize, loss: Loss, classes: u32) -> f32 {
    match loss {
        Loss::Mse => squared_target(target, output, outputs, classes),
        Loss::SoftmaxCrossEntropy => f32::from(u8::from(class_index(target) == output)),
        Loss::BinaryCrossEntropy | Loss::Auto => target,
    }
}

/// As [`derivative`], where what is [`wanted`] of each output is a mixture, in panels as the outputs are.
///
/// Under binary cross-entropy σ(z) − y, under softmax cross-entropy softmax(z) − y, under squared error
/// 2 (z − y) / outputs, each over `size`.
#[inline(never)]
fn derivative_of_mixed(block: &mut Block, outputs: usize, mixed: &[f32], loss: Loss, size: usize) {
    let (count, lanes) = (block.count(), block.lanes());
    let (z, delta) = block.outputs_and_deltas(outputs);
    #[expect(clippy::cast_precision_loss, reason = "a batch has at most 20,000 examples, and there are five outputs")]
    let (share, factor) = (Lanes::splat(1.0 / size as f32), Lanes::<2>::splat(2.0 / (size * outputs) as f32));
    let c = Coefficients::get();
    if loss == Loss::SoftmaxCrossEntropy {
        // The targets that this hands on are not used.
        over_vectors(z, delta, z, [outputs, lanes], |z, delta, width, _| {
            let sum = exponentials(z, delta, width, c);
            delta.chunks_mut(width).for_each(|delta| (Lanes::<1>::load(delta) / sum).store(delta));
        });
    }
    let (mut z, mut y) = (z.as_chunks::<PANEL>().0.iter(), mixed.as_chunks::<PANEL>().0.iter());
    for delta in delta.as_chunks_mut::<PANEL>().0 {
        let (Some(z), Some(y)) = (z.next(), y.next()) else { break };
        let [z, y, one] = [Lanes::<2>::load(z), Lanes::load(y), Lanes::splat(1.0)];
        let result = match loss {
            // (1 − y) σ(z) − y σ(−z): without cancellation where y is near 0 or 1.
            Loss::BinaryCrossEntropy | Loss::Auto => {
                ((one - y) * sigmoid(z, c) - y * sigmoid(Lanes::splat(0.0) - z, c)) * share
            }
            Loss::SoftmaxCrossEntropy => (Lanes::load(delta) - y) * share,
            Loss::Mse => (z - y) * factor,
        };
        result.store(delta);
    }
    clear_padding(delta, outputs, count);
}

/// Writes ∂(mean loss)/∂z into the block's last delta, where the mean is over `size` examples (and outputs, for squared
/// error). Lanes without an example get 0, so that nothing of them reaches the gradient.
#[inline]
pub(crate) fn derivative(block: &mut Block, outputs: usize, batch: &Batch<'_>, loss: Loss, classes: u32, size: usize) {
    if !batch.mixed.is_empty() {
        return derivative_of_mixed(block, outputs, batch.mixed, loss, size);
    }
    let targets = batch.targets;
    let (count, lanes) = (block.count(), block.lanes());
    let (z, delta) = block.outputs_and_deltas(outputs);
    #[expect(clippy::cast_precision_loss, reason = "a batch has at most 20,000 examples")]
    let share = 1.0 / size as f32;
    match loss {
        Loss::BinaryCrossEntropy | Loss::Auto => binary_derivative(z, delta, targets, share),
        Loss::Mse if outputs == 1 => squared_derivative_of_one(z, delta, targets, share, classes),
        Loss::Mse => over_vectors(z, delta, targets, [outputs, lanes], |z, delta, width, y| {
            squared_derivative(z, delta, width, y, share, classes);
        }),
        Loss::SoftmaxCrossEntropy => {
            let c = Coefficients::get();
            over_vectors(z, delta, targets, [outputs, lanes], |z, delta, width, y| {
                softmax_derivative(z, delta, width, y, share, c);
            });
        }
    }
    clear_padding(delta, outputs, count);
}

/// (σ(z) − y) times the share. There is one output, so panels are one after another.
#[inline(never)]
fn binary_derivative(z: &[f32], delta: &mut [f32], targets: &[f32], share: f32) {
    let c = Coefficients::get();
    let (mut z, mut y) = (z.as_chunks::<PANEL>().0.iter(), targets.as_chunks::<PANEL>().0.iter());
    for delta in delta.as_chunks_mut::<PANEL>().0 {
        let (Some(z), Some(y)) = (z.next(), y.next()) else { break };
        // Without cancellation: −σ(−z) where the class is 1, σ(z) where it is 0.
        let sign = (Lanes::<2>::load(y) - Lanes::splat(0.5)).where_positive(Lanes::splat(-1.0), Lanes::splat(1.0));
        (sign * sigmoid(sign * Lanes::<2>::load(z), c) * Lanes::splat(share)).store(delta);
    }
}

/// 2 (z − target) times the share. There is one output, so panels are one after another.
#[inline(never)]
fn squared_derivative_of_one(z: &[f32], delta: &mut [f32], targets: &[f32], share: f32, classes: u32) {
    // Classes are told apart by −1 and 1.
    let (scale, shift) = if classes == 0 { (1.0, 0.0) } else { (2.0, 1.0) };
    let [scale, shift, factor] = [scale, shift, share * 2.0].map(Lanes::<2>::splat);
    let (mut z, mut y) = (z.as_chunks::<PANEL>().0.iter(), targets.as_chunks::<PANEL>().0.iter());
    for delta in delta.as_chunks_mut::<PANEL>().0 {
        let (Some(z), Some(y)) = (z.next(), y.next()) else { break };
        ((Lanes::load(z) - (Lanes::load(y) * scale - shift)) * factor).store(delta);
    }
}

/// Calls `each` for every vector of examples: with the outputs and the deltas from those of the first output on, how far those
/// of the next output are, and the targets.
#[inline(always)]
fn over_vectors(
    z: &[f32],
    delta: &mut [f32],
    targets: &[f32],
    [outputs, lanes]: [usize; 2],
    each: impl Fn(&[f32], &mut [f32], usize, Lanes<1>),
) {
    for first in (0..lanes).step_by(PANEL) {
        let width = PANEL.min(lanes - first);
        let panel = first * outputs..(first + width) * outputs;
        for start in (0..width).step_by(HALF) {
            let y = Lanes::load(&targets[first + start..]);
            each(&z[panel.clone()][start..], &mut delta[panel.clone()][start..], width, y);
        }
    }
}

/// 2 (z − target) / outputs, times the share.
fn squared_derivative(z: &[f32], delta: &mut [f32], width: usize, y: Lanes<1>, share: f32, classes: u32) {
    let outputs = z.len().div_ceil(width);
    #[expect(clippy::cast_precision_loss, reason = "there are at most five outputs")]
    let factor = share * (2.0 / outputs as f32);
    let [y] = y.quads();
    for (o, (z, delta)) in z.chunks(width).zip(delta.chunks_mut(width)).enumerate() {
        let target = Lanes::new([Quad::new(y.array().map(|y| squared_target(y, o, outputs, classes)))]);
        ((Lanes::load(z) - target) * Lanes::splat(factor)).store(delta);
    }
}

/// Writes e to the power of each output less the largest one, and gives their sum.
#[inline(always)]
fn exponentials(z: &[f32], delta: &mut [f32], width: usize, c: &Coefficients) -> Lanes<1> {
    let mut most = Lanes::splat(f32::NEG_INFINITY);
    for z in z.chunks(width) {
        let z = Lanes::load(z);
        most = (z - most).where_positive(z, most);
    }
    let mut sum = Lanes::<1>::splat(0.0);
    for (z, delta) in z.chunks(width).zip(delta.chunks_mut(width)) {
        let e = exp_lanes(Lanes::load(z) - most, c);
        sum = sum + e;
        e.store(delta);
    }
    sum
}

/// softmax(z) − onehot(y), times the share.
fn softmax_derivative(z: &[f32], delta: &mut [f32], width: usize, y: Lanes<1>, share: f32, c: &Coefficients) {
    let sum = exponentials(z, delta, width, c);
    let [y] = y.quads();
    for (o, delta) in delta.chunks_mut(width).enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "there are at most five outputs")]
        let onehot = Lanes::new([Quad::new(y.array().map(|t| if t == o as f32 { 1.0 } else { 0.0 }))]);
        ((Lanes::load(delta) / sum - onehot) * Lanes::splat(share)).store(delta);
    }
}

/// What one example costs, and whether its class is the predicted one (`None` in regression).
///
/// Ties go to the lower class, and so does a logit of exactly 0.
pub(crate) fn value(z: &[f32], target: f32, loss: Loss, classes: u32) -> (f64, Option<bool>) {
    let outputs = z.len();
    let cost = match loss {
        Loss::SoftmaxCrossEntropy => {
            let most = z.iter().fold(f64::NEG_INFINITY, |most, &z| most.max(f64::from(z)));
            let sum: f64 = z.iter().map(|&z| exp(f64::from(z) - most)).sum();
            let own = z.get(class_index(target)).map_or(f64::NAN, |&z| f64::from(z));
            log(sum) + most - own
        }
        Loss::Mse => {
            let squares = z.iter().enumerate().map(|(o, &z)| {
                let error = f64::from(z) - f64::from(squared_target(target, o, outputs, classes));
                error * error
            });
            #[expect(clippy::cast_precision_loss, reason = "there are at most five outputs")]
            let mean = squares.sum::<f64>() / outputs as f64;
            mean
        }
        Loss::BinaryCrossEntropy | Loss::Auto => {
            let z = f64::from(z[0]);
            let signed = if target > 0.5 { -z } else { z };
            // ln(1 + eˢ) without overflow.
            signed.max(0.0) + log1p(exp(-signed.abs()))
        }
    };
    // `max` passes over NaN, which must not make a diverged network look fine.
    let cost = if z.iter().any(|z| z.is_nan()) { f64::NAN } else { cost };
    (cost, (classes > 0).then(|| predicted(z) == class_index(target)))
}

/// What one example costs whose target is a mixture: −Σ y ln p under cross-entropy, and the mean squared error under that.
pub(crate) fn value_of_mixed(z: &[f32], mixed: &[f32], loss: Loss) -> f64 {
    if loss == Loss::Mse {
        let squares = z.iter().zip(mixed).map(|(&z, &y)| (f64::from(z) - f64::from(y)) * (f64::from(z) - f64::from(y)));
        #[expect(clippy::cast_precision_loss, reason = "there are at most five outputs")]
        let mean = squares.sum::<f64>() / z.len() as f64;
        return mean;
    }
    // One output is the second class's; what is left of its share is the first one's.
    let one = [1.0 - mixed[0], mixed[0]];
    let shares = if z.len() == 1 { &one } else { mixed };
    // An output that nothing is wanted of has no part, be it infinite.
    let costs = (0_u8..).zip(shares).filter(|&(_, &share)| share > 0.0);
    costs.map(|(class, &share)| f64::from(share) * value(z, f32::from(class), loss, 2).0).sum()
}

/// The predicted class.
pub(crate) fn predicted(z: &[f32]) -> usize {
    if let [z] = z {
        return usize::from(*z > 0.0);
    }
    let mut best = 0;
    for class in 1..z.len() {
        if z[class] > z[best] {
            best = class;
        }
    }
    best
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a class is a small whole number")]
const fn class_index(target: f32) -> usize {
    target as usize
}
