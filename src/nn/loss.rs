//! Losses from the network's outputs: their derivatives in the hot path, their values in f64.

use libm::{exp, log, log1p};

use super::network::Block;
use crate::experiment::Loss;
use crate::math::{LANES, Lanes, exp as exp_lanes, sigmoid};

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

/// Writes ∂(mean loss)/∂z into the block's last delta, where the mean is over `batch` examples (and outputs, for
/// squared error). Lanes without an example get 0, so that nothing of them reaches the gradient.
pub(crate) fn derivative(block: &mut Block, loss: Loss, classes: u32, batch: usize) {
    let (count, panels) = (block.count(), block.panels());
    let (Some(z), Some(delta)) = (block.values.last(), block.deltas.last_mut()) else { return };
    let outputs = z.len() / block.targets.len();
    #[expect(clippy::cast_precision_loss, reason = "a batch has at most 20,000 examples")]
    let share = Lanes::splat(1.0 / batch as f32);
    let stride = outputs * LANES;
    let examples = z.chunks_exact(stride).zip(delta.chunks_exact_mut(stride)).zip(block.targets.chunks_exact(LANES));
    for (panel, ((z, delta), targets)) in examples.take(panels).enumerate() {
        match loss {
            Loss::SoftmaxCrossEntropy => softmax_derivative(z, delta, targets, share),
            Loss::Mse => {
                #[expect(clippy::cast_precision_loss, reason = "there are at most five outputs")]
                let factor = share * Lanes::splat(2.0 / outputs as f32);
                for (o, (z, delta)) in z.chunks_exact(LANES).zip(delta.chunks_exact_mut(LANES)).enumerate() {
                    let target =
                        Lanes::new(Lanes::load(targets).array().map(|t| squared_target(t, o, outputs, classes)));
                    ((Lanes::load(z) - target) * factor).store(delta);
                }
            }
            Loss::BinaryCrossEntropy | Loss::Auto => {
                let (z, y) = (Lanes::load(z), Lanes::load(targets));
                // σ(z) − y without cancellation: −σ(−z) where the class is 1, σ(z) where it is 0.
                let sign = (y - Lanes::splat(0.5)).where_positive(Lanes::splat(-1.0), Lanes::splat(1.0));
                (sign * sigmoid(sign * z) * share).store(delta);
            }
        }
        let filled = count - panel * LANES;
        if filled < LANES {
            for delta in delta.chunks_exact_mut(LANES) {
                delta[filled..].fill(0.0);
            }
        }
    }
}

/// softmax(z) − onehot(y), times the share.
fn softmax_derivative(z: &[f32], delta: &mut [f32], targets: &[f32], share: Lanes) {
    let mut most = Lanes::splat(f32::NEG_INFINITY);
    for z in z.chunks_exact(LANES) {
        let z = Lanes::load(z);
        most = (z - most).where_positive(z, most);
    }
    let mut sum = Lanes::splat(0.0);
    for (z, delta) in z.chunks_exact(LANES).zip(delta.chunks_exact_mut(LANES)) {
        let e = exp_lanes(Lanes::load(z) - most);
        sum += e;
        e.store(delta);
    }
    for (o, delta) in delta.chunks_exact_mut(LANES).enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "there are at most five outputs")]
        let onehot = Lanes::new(Lanes::load(targets).array().map(|t| if t == o as f32 { 1.0 } else { 0.0 }));
        ((Lanes::load(delta) / sum - onehot) * share).store(delta);
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
