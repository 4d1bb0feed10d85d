//! The step that a run will make next, number by number.

use alloc::{vec, vec::Vec};

use crate::data::Set;
use crate::experiment::Dropout;
use crate::nn::{self, Batch, Block, Network};
use crate::train::{Divergence, Lane};

/// A step before it is made: what one example of its mini-batch goes through, and what the mini-batch does to the parameters.
///
/// The numbers are the update's own: they are read from a copy of the run that makes the step. Units are listed layer by
/// layer, parameters in PyTorch's order.
#[derive(Debug, Clone, PartialEq)]
pub struct ComingStep {
    /// The step's number, counted from 1.
    pub step: u64,
    /// Its learning rate.
    pub learning_rate: f64,
    /// The mini-batch, in order: each example's place in [`Points`](crate::data::Points).
    pub points: Vec<u32>,
    /// Which of them is followed.
    pub example: usize,
    /// Its inputs, augmented, before dropout.
    pub x: Vec<f32>,
    /// What dropout multiplies each unit by for this example, 0 where it is dropped: inputs, hidden units.
    pub factors: Vec<f32>,
    /// Each unit's z = Σ w a + b for this example, before anything is dropped of it: hidden units, outputs.
    pub z: Vec<f32>,
    /// What each unit hands on for this example, what is dropped being 0: inputs, hidden units, outputs.
    pub a: Vec<f32>,
    /// ∂(mean loss of the mini-batch)/∂z by way of this example: hidden units, outputs. z is that of `z`, so a dropped unit's
    /// is 0.
    pub delta: Vec<f32>,
    /// This example's class or target, before it was mixed with another's.
    pub target: f32,
    /// Where targets are mixed, what is wanted of each output: a class's share, or the number that it is to be; else empty.
    pub mixed: Vec<f32>,
    /// This example's loss.
    pub loss: f64,
    /// The mean loss of the mini-batch, each example under its own mask; the penalty is not part of it.
    pub batch_loss: f64,
    /// The gradient of that mean loss.
    pub data_gradient: Vec<f32>,
    /// Length of the gradient of loss and penalty before it is clipped; frozen parameters have no part in it.
    pub norm: f64,
    /// The gradient that the update uses: with the penalty's, clipped, and 0 for frozen parameters.
    pub gradient: Vec<f32>,
    /// The parameters as they are.
    pub before: Vec<f32>,
    /// The parameters as the step will leave them.
    pub after: Vec<f32>,
    /// Where the step will leave the finite numbers, if it does.
    pub diverged: Option<Divergence>,
}

/// Makes a replica's next step on a copy and reads it, following one example of the mini-batch, or the last one where it has
/// fewer. The training is not changed. None where there is no such replica, and where it has diverged and makes no step.
pub fn coming_step(lane: &mut Lane, replica: usize, example: usize) -> Option<ComingStep> {
    lane.release();
    let Lane { workspace, runs, .. } = lane;
    let run = runs.get(replica).filter(|run| run.divergence().is_none())?;
    let copy = run.at_next_batch(workspace);
    let rows = copy.batch();
    let example = example.min(rows.len().saturating_sub(1));
    let train = workspace.examples(Set::Train);
    let points = rows.iter().map(|&row| train.point[row as usize]).collect();
    let target = train.targets[*rows.get(example)? as usize];
    let (loss, classes) = (workspace.loss(), workspace.classes());
    let experiment = workspace.experiment();
    let dropout = experiment.dropout.clone();
    let units: usize = workspace.network().sizes().sum();
    let inputs = workspace.network().layers()[0].inputs;
    let mut coming = ComingStep {
        step: run.steps() + 1,
        learning_rate: nn::learning_rate(&experiment.training, run.steps()),
        points,
        example,
        x: Vec::with_capacity(inputs),
        factors: Vec::with_capacity(units),
        z: Vec::with_capacity(units - inputs),
        a: Vec::with_capacity(units),
        delta: Vec::with_capacity(units - inputs),
        target,
        mixed: Vec::new(),
        loss: 0.0,
        batch_loss: 0.0,
        data_gradient: vec![0.0; run.parameters().len()],
        norm: 0.0,
        gradient: Vec::new(),
        before: run.parameters().to_vec(),
        after: Vec::new(),
        diverged: None,
    };
    let mut start = 0;
    copy.pass_over_batch(workspace, |network, block, batch, gradient| {
        let outputs = block.outputs(network.outputs());
        for i in 0..block.count() {
            let z: Vec<f32> = (0..network.outputs()).map(|o| outputs.at(o, i)).collect();
            let mixed: Vec<f32> = batch.wanted(network.outputs(), i);
            let own = if mixed.is_empty() {
                nn::value(&z, batch.targets[i], loss, classes).0
            } else {
                nn::value_of_mixed(&z, &mixed, loss)
            };
            coming.batch_loss += own;
            if start + i == example {
                coming.loss = own;
                coming.x = batch.inputs(inputs, i);
                coming.mixed = mixed;
                coming.follow(network, &dropout, block, batch, i);
            }
        }
        if start == 0 {
            coming.data_gradient.copy_from_slice(gradient);
        } else {
            coming.data_gradient.iter_mut().zip(gradient).for_each(|(sum, part)| *sum += part);
        }
        start += block.count();
    });
    #[expect(clippy::cast_precision_loss, reason = "a mini-batch has at most 20,000 examples")]
    let count = start as f64;
    coming.batch_loss /= count;
    let mut whole = coming.data_gradient.clone();
    let layers = workspace.network().layers();
    nn::add_penalty(&workspace.experiment().regularization, layers, 1, &coming.before, &mut whole);
    nn::clear_frozen(workspace.frozen(), 1, &mut whole);
    coming.norm = nn::norm(whole.iter());
    let updated = copy.updated(workspace);
    coming.gradient = updated.last_gradient().to_vec();
    coming.after = updated.parameters().to_vec();
    coming.diverged = updated.divergence();
    Some(coming)
}

impl ComingStep {
    /// Reads what the passes left in a block of its example `i`.
    fn follow(&mut self, network: &Network, dropout: &Dropout, block: &Block, batch: &Batch<'_>, i: usize) {
        let last = network.layers().len();
        for (layer, units) in network.sizes().enumerate() {
            let below = self.a.len();
            let values = block.values(batch, layer, units);
            self.a.extend((0..units).map(|unit| values.at(unit, i)));
            if layer < last {
                let masked = nn::rate(dropout, layer) > 0.0;
                let mask = block.mask(layer, units);
                self.factors.extend((0..units).map(|unit| if masked { mask.at(unit, i) } else { 1.0 }));
            }
            let Some(above) = layer.checked_sub(1) else { continue };
            let delta = block.delta(above, units);
            self.delta.extend((0..units).map(|unit| delta.at(unit, i)));
            let layer = &network.layers()[above];
            let input = &self.a[below - layer.inputs..below];
            let rows = self.before[layer.weights.clone()].chunks_exact(layer.inputs);
            // The passes write the activation over z; a sum in the order in which they add has its bits.
            let z = |(row, &bias): (&[f32], &f32)| row.iter().zip(input).fold(bias, |sum, (w, a)| sum + w * a);
            self.z.extend(rows.zip(&self.before[layer.biases.clone()]).map(z));
        }
    }
}
