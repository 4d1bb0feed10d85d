//! The network as a function of the plane, on a square lattice.

use alloc::{vec, vec::Vec};

use crate::experiment::{Loss, MaskPer, Mode, PLANE};
use crate::math::{LANES, exp, sigmoid};
use crate::nn::{Block, Pass};
use crate::rng::Purpose;
use crate::train::{Lane, Parts, Run, Workspace};

/// The largest side of a lattice: 1024² values are 4 MiB, and more than any screen shows of one field.
const MAX_SIDE: usize = 1024;

/// Room for each class's output; the experiment allows five.
const MAX_CLASSES: usize = 8;

/// Values on a lattice over the plane; row 0 is at the top, where x₂ is largest.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Points along each side.
    pub side: usize,
    /// `[field][row][column]`, as many fields as were asked for.
    pub values: Vec<f32>,
}

/// The coordinates of a lattice point; points sit in the middle of their cells.
#[expect(clippy::cast_precision_loss, reason = "a lattice has at most 1024² points")]
fn coordinates(index: usize, side: usize) -> [f64; 2] {
    let cell = 2.0 * PLANE / side as f64;
    let (row, column) = (index / side, index % side);
    [(column as f64 + 0.5) * cell - PLANE, PLANE - (row as f64 + 0.5) * cell]
}

/// Goes over the lattice in blocks, and calls `visit` with each block and the number of its first point.
///
/// In train mode one mask is drawn for the whole lattice: a picture of one thinned network, not of thousands. It comes
/// from the stream for evaluations, so that looking never changes the training.
fn pass_over(workspace: &mut Workspace, run: &Run, side: usize, mode: Mode, mut visit: impl FnMut(&Block, usize)) {
    let mut dropout = workspace.experiment().dropout.clone();
    dropout.mask = MaskPer::Batch;
    let Parts { experiment, prepared, network, block, .. } = workspace.parts();
    let inputs = prepared.preparation.inputs();
    let key = run.mask_key(experiment.seeds.masks, Purpose::EvaluationMasks, run.steps(), 0);
    let pass = Pass { dropout: &dropout, mode, key, backward: false };
    let total = side * side;
    let mut rows = vec![0.0; inputs * block.capacity()];
    let mut start = 0;
    while start < total {
        let count = (total - start).min(block.capacity());
        for i in 0..count {
            let x = coordinates(start + i, side);
            prepared.preparation.transform(x, None, &mut |k, value| rows[i * inputs + k] = value);
        }
        block.fill(count, |k, i| rows[i * inputs + k]);
        network.forward(run.packed(), block, &pass);
        visit(block, start);
        start += count;
    }
}

/// Takes a lane apart into a replica and what it needs to be evaluated.
fn replica(lane: &mut Lane, replica: usize) -> Option<(&mut Workspace, &Run)> {
    let Lane { workspace, runs } = lane;
    runs.get(replica).map(|run| (workspace, run))
}

/// The decision field of a replica, in the experiment's mode, from −1 to 1: 2P(class 1) − 1 for two classes, the output
/// cut off at ±1 in regression, and P of the likeliest class above chance for more: (k P − 1)/(k − 1).
pub fn decision(lane: &mut Lane, index: usize, side: usize) -> Field {
    let classes = lane.workspace.classes() as usize;
    if classes > 2 {
        let probabilities = class_probabilities(lane, index, side);
        let total = probabilities.side * probabilities.side;
        #[expect(clippy::cast_precision_loss, reason = "there are at most five classes")]
        let k = classes as f32;
        let most = |i: usize| (0..classes).map(|class| probabilities.values[class * total + i]).fold(0.0, f32::max);
        return Field {
            side: probabilities.side,
            values: (0..total).map(|i| (k * most(i) - 1.0) / (k - 1.0)).collect(),
        };
    }
    let side = side.clamp(1, MAX_SIDE);
    let mode = lane.workspace.mode();
    let loss = lane.workspace.loss();
    let mut values = vec![0.0; side * side];
    let Some((workspace, run)) = replica(lane, index) else { return Field { side, values } };
    let last = workspace.network().layers().len();
    let outputs = workspace.network().layers().last().map_or(1, |layer| layer.outputs);
    pass_over(workspace, run, side, mode, |block, start| {
        for i in 0..block.count() {
            values[start + i] = answer(loss, outputs, |o| block.value(last, outputs, o, i));
        }
    });
    Field { side, values }
}

fn one(f: fn(crate::math::Lanes) -> crate::math::Lanes, x: f32) -> f32 {
    f(crate::math::Lanes::splat(x)).array()[0]
}

/// What the network says at one point, from −1 to 1, where it has one output or two logits.
fn answer(loss: Loss, outputs: usize, z: impl Fn(usize) -> f32) -> f32 {
    match loss {
        Loss::Mse => z(0).clamp(-1.0, 1.0),
        _ if outputs == 1 => 2.0 * one(sigmoid, z(0)) - 1.0,
        _ => 2.0 * one(sigmoid, z(1) - z(0)) - 1.0,
    }
}

/// Every class's probability at one point.
fn probabilities(loss: Loss, outputs: usize, z: impl Fn(usize) -> f32, p: &mut [f32]) {
    if outputs == 1 {
        let one = if loss == Loss::Mse { ((z(0) + 1.0) * 0.5).clamp(0.0, 1.0) } else { one(sigmoid, z(0)) };
        for (class, p) in p.iter_mut().enumerate() {
            *p = if class == 1 { one } else { 1.0 - one };
        }
        return;
    }
    let most = (0..p.len()).map(&z).fold(f32::NEG_INFINITY, f32::max);
    for (class, p) in p.iter_mut().enumerate() {
        *p = if loss == Loss::Mse { ((z(class) + 1.0) * 0.5).max(0.0) } else { one(exp, z(class) - most) };
    }
    let sum: f32 = p.iter().sum();
    p.iter_mut().for_each(|p| *p = if sum > 0.0 { *p / sum } else { 0.0 });
}

/// Every class's probability, `[class][row][column]`: softmax of the outputs. Under squared error, whose outputs are no
/// logits, the share of (z + 1)/2 cut off at 0.
pub fn class_probabilities(lane: &mut Lane, index: usize, side: usize) -> Field {
    let side = side.clamp(1, MAX_SIDE);
    let classes = lane.workspace.classes() as usize;
    let mode = lane.workspace.mode();
    let loss = lane.workspace.loss();
    let total = side * side;
    let mut values = vec![0.0; classes * total];
    let Some((workspace, run)) = replica(lane, index) else { return Field { side, values } };
    let last = workspace.network().layers().len();
    let outputs = workspace.network().layers().last().map_or(1, |layer| layer.outputs);
    pass_over(workspace, run, side, mode, |block, start| {
        for i in 0..block.count() {
            let p = &mut [0.0; MAX_CLASSES][..classes];
            probabilities(loss, outputs, |o| block.value(last, outputs, o, i), p);
            for (class, p) in p.iter().enumerate() {
                values[class * total + start + i] = *p;
            }
        }
    });
    Field { side, values }
}

/// Every unit's value over the plane, `[unit][row][column]`: inputs, hidden units, outputs.
///
/// Inputs and hidden units are divided by their largest absolute value on the lattice, so that a unit that is 0 everywhere
/// stays 0. Outputs are shown as the network's answer is: 2P − 1 for classes, the output cut off at ±1 in regression.
pub fn unit_fields(lane: &mut Lane, index: usize, side: usize) -> Field {
    let side = side.clamp(1, MAX_SIDE);
    let mode = lane.workspace.mode();
    let total = side * side;
    let sizes: Vec<usize> = lane.workspace.network().sizes().collect();
    let outputs = sizes.last().copied().unwrap_or(0);
    let mut values = vec![0.0; sizes.iter().sum::<usize>() * total];
    let loss = lane.workspace.loss();
    let Some((workspace, run)) = replica(lane, index) else { return Field { side, values } };
    pass_over(workspace, run, side, mode, |block, start| {
        let mut field = 0;
        for (layer, &units) in sizes.iter().enumerate() {
            for unit in 0..units {
                let target = &mut values[field * total + start..][..block.count()];
                for (panel, target) in target.chunks_mut(LANES).enumerate() {
                    let source = &block.values[layer][(panel * units + unit) * LANES..][..target.len()];
                    target.copy_from_slice(source);
                }
                field += 1;
            }
        }
    });
    let (inner, outer) = values.split_at_mut((sizes.iter().sum::<usize>() - outputs) * total);
    for field in inner.chunks_exact_mut(total) {
        let most = field.iter().fold(0.0_f32, |most, value| most.max(value.abs()));
        if most > 0.0 {
            field.iter_mut().for_each(|value| *value /= most);
        }
    }
    for i in 0..total {
        let z: [f32; MAX_CLASSES] = core::array::from_fn(|o| outer.get(o * total + i).copied().unwrap_or(0.0));
        if outputs == 1 {
            outer[i] = answer(loss, outputs, |o| z[o]);
            continue;
        }
        let p = &mut [0.0; MAX_CLASSES][..outputs];
        probabilities(loss, outputs, |o| z[o], p);
        for (o, p) in p.iter().enumerate() {
            outer[o * total + i] = 2.0 * p - 1.0;
        }
    }
    Field { side, values }
}
