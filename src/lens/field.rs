//! The network as a function of the plane, on a square lattice.

use alloc::{vec, vec::Vec};

use crate::data::{Examples, Preparation};
use crate::experiment::{Dropout, Loss, MaskPer, Mode, PLANE};
use crate::math::{Coefficients, Lanes, Quad, exp, sigmoid};
use crate::nn::{Batch, Block, Masks, PANEL, Pass, Values};
use crate::rng::Purpose;
use crate::train::{Lane, Parts, Run, Workspace};

/// The largest side of a lattice: 1024² values are 4 MiB, and more than any screen shows of one field.
pub(super) const MAX_SIDE: usize = 1024;

/// Room for each class's output; the experiment allows five.
const MAX_CLASSES: usize = 8;

/// A panel's lanes.
type Eight = Lanes<2>;

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
pub(super) fn coordinates(index: usize, side: usize) -> [f64; 2] {
    let cell = 2.0 * PLANE / side as f64;
    let (row, column) = (index / side, index % side);
    [(column as f64 + 0.5) * cell - PLANE, PLANE - (row as f64 + 0.5) * cell]
}

/// The lattice's points as the network's inputs; targets are of no meaning.
fn lattice(preparation: &Preparation, side: usize) -> Examples {
    let (count, inputs) = (side * side, preparation.inputs());
    let mut planes = vec![0.0; inputs * count];
    for i in 0..count {
        preparation.transform(coordinates(i, side), None, &mut |k, value| planes[k * count + i] = value);
    }
    Examples { count, inputs, planes, targets: vec![0.0; count], point: Vec::new() }
}

/// What the plane is looked at through.
#[derive(Debug, Clone, Copy)]
pub(super) enum Through<'a> {
    /// The network as it is in a mode. In train mode one mask is drawn for the whole lattice: a picture of one thinned
    /// network, not of thousands. It comes from the stream for evaluations, so that looking never changes the training.
    Mode(Mode),
    /// The thinned network that has these factors, under this dropout.
    Factors(&'a Dropout, &'a [f32]),
}

/// Goes over the lattice in blocks, and calls `visit` with each block, what it was filled from, and the number of its first
/// point.
fn pass_over(
    workspace: &mut Workspace,
    run: &Run,
    side: usize,
    through: Through<'_>,
    mut visit: impl FnMut(&Block, &Batch<'_>, usize),
) {
    let (mode, mut dropout, masks) = match through {
        Through::Mode(mode) => (mode, workspace.experiment().dropout.clone(), Masks::Drawn),
        Through::Factors(dropout, factors) => (Mode::Train, dropout.clone(), Masks::Given(factors)),
    };
    dropout.mask = MaskPer::Batch;
    workspace.keep_lattice(side, lattice);
    let Parts { experiment, lattices, network, block, .. } = workspace.parts();
    let Some((_, feed)) = lattices.iter().find(|(kept, _)| *kept == side) else { return };
    let key = run.mask_key(experiment.seeds.masks, Purpose::EvaluationMasks, run.steps(), 0);
    let pass = Pass { dropout: &dropout, mode, key, backward: false };
    let total = side * side;
    for start in (0..total).step_by(Block::MAX) {
        let batch = feed.batch(start, (total - start).min(Block::MAX));
        network.forward_by(run.as_read(), batch, block, &pass, masks);
        visit(block, &batch, start);
    }
}

/// What the network predicts at some points, written to `[plane][point]`, `stride` points apart: every class's probability for
/// more than two classes, else one plane: 2P(class 1) − 1, or the output itself in regression.
pub(super) fn predictions(
    loss: Loss,
    [outputs, classes]: [usize; 2],
    z: Values<'_>,
    count: usize,
    target: &mut [f32],
    stride: usize,
) {
    match classes {
        0 => {
            for (z, target) in z.unit(0).zip(target[..count].chunks_mut(PANEL)) {
                target.copy_from_slice(&z[..target.len()]);
            }
        }
        1 | 2 => answers(loss, outputs, z, &mut target[..count]),
        _ => probabilities(loss, outputs, z, classes, count, target, stride),
    }
}

/// What the network predicts over the plane, as [`predictions`] has it: `[plane][row][column]`.
pub(super) fn predicted(workspace: &mut Workspace, run: &Run, side: usize, through: Through<'_>) -> Vec<f32> {
    let classes = workspace.classes() as usize;
    let (loss, stride) = (workspace.loss(), side * side);
    let shape = [workspace.network().outputs(), classes];
    let mut field = vec![0.0; stride * if classes > 2 { classes } else { 1 }];
    pass_over(workspace, run, side, through, |block, _, start| {
        let z = block.outputs(shape[0]);
        predictions(loss, shape, z, block.count(), &mut field[start..], stride);
    });
    field
}

/// Takes a lane apart into a replica and what it needs to be evaluated.
pub(super) fn replica(lane: &mut Lane, replica: usize) -> Option<(&mut Workspace, &Run)> {
    let Lane { workspace, runs, .. } = lane;
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
    let outputs = lane.workspace.network().outputs();
    let mut values = vec![0.0; side * side];
    let Some((workspace, run)) = replica(lane, index) else { return Field { side, values } };
    pass_over(workspace, run, side, Through::Mode(mode), |block, _, start| {
        let z = block.outputs(outputs);
        answers(loss, outputs, z, &mut values[start..start + block.count()]);
    });
    Field { side, values }
}

/// What the network says at some points, from −1 to 1, where it has one output or two logits.
fn answers(loss: Loss, outputs: usize, z: Values<'_>, target: &mut [f32]) {
    let mut others = z.unit(1);
    for (z, target) in z.unit(0).zip(target.chunks_mut(PANEL)) {
        let z = Eight::load(z);
        let answer = match loss {
            Loss::Mse => z.between([-1.0, 1.0]),
            _ => {
                let logit = if outputs == 1 { z } else { Eight::load(others.next().unwrap_or(&[])) - z };
                Eight::splat(2.0) * logistic(logit) - Eight::splat(1.0)
            }
        };
        write(answer, target);
    }
}

/// 1 / (1 + e⁻ᶻ)
#[inline(never)]
fn logistic(z: Eight) -> Eight {
    sigmoid(z, Coefficients::get())
}

/// eᶻ
#[inline(never)]
fn power(z: Eight) -> Eight {
    exp(z, Coefficients::get())
}

/// As many numbers as there is room for.
fn write(numbers: Eight, target: &mut [f32]) {
    if target.len() == PANEL {
        numbers.store(target);
        return;
    }
    let mut all = [0.0; PANEL];
    numbers.store(&mut all);
    target.copy_from_slice(&all[..target.len()]);
}

/// Every class's probability at some points, written to `[class][point]`, `stride` points apart.
fn probabilities(
    loss: Loss,
    outputs: usize,
    z: Values<'_>,
    classes: usize,
    count: usize,
    p: &mut [f32],
    stride: usize,
) {
    let (zero, one, half) = (Eight::splat(0.0), Eight::splat(1.0), Eight::splat(0.5));
    let mut all = [zero; MAX_CLASSES];
    for (start, panel) in (0..count).step_by(PANEL).zip(z.panels.chunks(PANEL * outputs)) {
        if outputs == 1 {
            let z = Eight::load(panel);
            let second = match loss {
                Loss::Mse => ((z + one) * half).between([0.0, 1.0]),
                _ => logistic(z),
            };
            (all[0], all[1]) = (one - second, second);
        } else {
            let mut most = Eight::splat(f32::NEG_INFINITY);
            for (all, unit) in all.iter_mut().zip(panel.chunks(panel.len() / outputs)) {
                *all = Eight::load(unit);
                most = (*all - most).where_positive(*all, most);
            }
            let mut sum = zero;
            for z in &mut all[..outputs] {
                *z = if loss == Loss::Mse { ((*z + one) * half).at_least(0.0) } else { power(*z - most) };
                sum = sum + *z;
            }
            for z in &mut all[..outputs] {
                *z = sum.where_positive(*z / sum, zero);
            }
        }
        let width = (count - start).min(PANEL);
        for (class, &numbers) in all[..classes].iter().enumerate() {
            write(numbers, &mut p[class * stride + start..][..width]);
        }
    }
}

/// Every class's probability, `[class][row][column]`: softmax of the outputs. Under squared error, whose outputs are no
/// logits, the share of (z + 1)/2 cut off at 0.
pub fn class_probabilities(lane: &mut Lane, index: usize, side: usize) -> Field {
    let side = side.clamp(1, MAX_SIDE);
    let classes = lane.workspace.classes() as usize;
    let mode = lane.workspace.mode();
    let loss = lane.workspace.loss();
    let total = side * side;
    let outputs = lane.workspace.network().outputs();
    let mut values = vec![0.0; classes * total];
    let Some((workspace, run)) = replica(lane, index) else { return Field { side, values } };
    pass_over(workspace, run, side, Through::Mode(mode), |block, _, start| {
        let z = block.outputs(outputs);
        probabilities(loss, outputs, z, classes, block.count(), &mut values[start..], total);
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
    let outputs = lane.workspace.network().outputs();
    let inner = sizes.iter().sum::<usize>() - outputs;
    let mut values = vec![0.0; (inner + outputs) * total];
    let loss = lane.workspace.loss();
    let Some((workspace, run)) = replica(lane, index) else { return Field { side, values } };
    pass_over(workspace, run, side, Through::Mode(mode), |block, batch, start| {
        let mut field = start;
        for (layer, &units) in sizes[..sizes.len() - 1].iter().enumerate() {
            let all = block.values(batch, layer, units);
            for unit in 0..units {
                let target = &mut values[field..field + block.count()];
                for (source, target) in all.unit(unit).zip(target.chunks_mut(PANEL)) {
                    target.copy_from_slice(&source[..target.len()]);
                }
                field += total;
            }
        }
        let z = block.outputs(outputs);
        let target = &mut values[inner * total + start..];
        if outputs == 1 {
            answers(loss, outputs, z, &mut target[..block.count()]);
        } else {
            probabilities(loss, outputs, z, outputs, block.count(), target, total);
        }
    });
    let (inner, outer) = values.split_at_mut(inner * total);
    for field in inner.chunks_exact_mut(total) {
        let most = largest(field);
        if most > 0.0 {
            let factor = 1.0 / most;
            field.iter_mut().for_each(|value| *value *= factor);
        }
    }
    if outputs > 1 {
        outer.iter_mut().for_each(|p| *p = 2.0 * *p - 1.0);
    }
    Field { side, values }
}

/// The largest absolute value.
fn largest(values: &[f32]) -> f32 {
    let (chunks, rest) = values.as_chunks::<PANEL>();
    let larger = |a: Eight, b: Eight| (b - a).where_positive(b, a);
    let most = chunks.iter().fold(Eight::splat(0.0), |most, values| {
        let value = Eight::load(values);
        larger(most, larger(value, -value))
    });
    let lanes = most.quads().into_iter().flat_map(Quad::array);
    lanes.chain(rest.iter().map(|value| value.abs())).fold(0.0, f32::max)
}
