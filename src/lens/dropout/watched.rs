//! One example of the last mini-batch, and the network that it went through.

use alloc::{vec, vec::Vec};

use crate::data::Set;
use crate::experiment::{Dropout, Mode};
use crate::lens::field::{predictions, replica};
use crate::nn::{Masks, PANEL, Pass};
use crate::rng::Purpose;
use crate::train::{Lane, Parts, Run, Workspace};

/// An example of the last step's mini-batch.
#[derive(Debug, Clone, PartialEq)]
pub struct Watched {
    /// Examples in the mini-batch.
    pub of: usize,
    /// The example's place in [`Points`](crate::data::Points).
    pub point: u32,
    /// Whether each unit was kept: inputs, then hidden units.
    pub kept: Vec<bool>,
    /// What the network that the step's mask leaves predicts for it, with the weights as they are now: every class's probability
    /// for more than two classes, else 2P(class 1) − 1, or the output in regression.
    pub thinned: Vec<f32>,
    /// What the network at test predicts for it.
    pub full: Vec<f32>,
}

/// Looks at one example of a replica's last step, or at the last one where the mini-batch has fewer. None before the first step,
/// and where there is no such replica.
pub fn watched(lane: &mut Lane, index: usize, example: usize) -> Option<Watched> {
    let (workspace, run) = replica(lane, index)?;
    let example = run.watchable(example)?;
    let factors = run.step_factors(workspace, example)?;
    let row = *run.batch().get(example)? as usize;
    let point = *workspace.examples(Set::Train).point.get(row)?;
    let last = workspace.dropout_of_last_step().clone();
    let now = workspace.experiment().dropout.clone();
    Some(Watched {
        of: run.batch().len(),
        point,
        thinned: predict(workspace, run, row, (&last, Some(&factors))),
        full: predict(workspace, run, row, (&now, None)),
        kept: factors.into_iter().map(|factor| factor != 0.0).collect(),
    })
}

/// What is predicted for a row of the training set by a thinned network, or by the network at test.
fn predict(
    workspace: &mut Workspace,
    run: &Run,
    row: usize,
    (dropout, factors): (&Dropout, Option<&[f32]>),
) -> Vec<f32> {
    let rows = workspace.examples(Set::Train).count;
    let Parts { experiment, feeds, network, loss, classes, block, .. } = workspace.parts();
    // A pass begins where a panel does.
    let start = row / PANEL * PANEL;
    let batch = feeds[Set::Train as usize].batch(start, (rows - start).min(PANEL));
    let key = run.mask_key(experiment.seeds.masks, Purpose::SampledMasks, run.steps(), 0);
    let (mode, masks) = factors.map_or((Mode::Eval, Masks::Drawn), |factors| (Mode::Train, Masks::Given(factors)));
    network.forward_by(run.as_read(), batch, block, &Pass { dropout, mode, key, backward: false }, masks);
    let shape = [network.outputs(), classes as usize];
    let planes = if shape[1] > 2 { shape[1] } else { 1 };
    let mut all = vec![0.0; planes * PANEL];
    predictions(loss, shape, block.outputs(shape[0]), block.count(), &mut all, PANEL);
    all.chunks_exact(PANEL).map(|plane| plane[row - start]).collect()
}
