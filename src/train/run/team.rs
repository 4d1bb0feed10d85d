//! Four replicas of a narrow network, trained side by side.
//!
//! A layer of four units and a batch of ten leave most of what a vector instruction could do idle, and most of a step's time
//! goes into getting from one small loop to the next. Four replicas at once fill the lanes and share the loops. Each lane does
//! what its run would do alone, in the same order, so the bits are the same.

use alloc::{vec, vec::Vec};

use super::{Run, clip};
use crate::data::Set;
use crate::experiment::Mode;
use crate::nn::{self, Block, Packed, Parameters, Pass, Update};
use crate::rng::Purpose;
use crate::train::feed::Feed;
use crate::train::workspace::{Parts, Workspace};

/// Replicas in a team: the lanes of a vector.
pub(in crate::train) const SIZE: usize = 4;
/// The widest layer for which a team is faster than four runs. In Node it is 1.3 times as fast with dropout, two layers of 16
/// and a batch of 16; twice on small networks with a batch of 10; and 1.06 times with three layers of 16 and a batch of 64.
const WIDEST: usize = 16;

/// What four runs keep, number by number: `[number][run]`.
#[derive(Debug, Clone)]
pub(in crate::train) struct Team {
    /// Whether it holds the runs' state; else they hold it themselves.
    stands: bool,
    /// Whether the runs' own parameters are behind.
    ahead: bool,
    parameters: Vec<f32>,
    packed: Packed,
    gradient: Vec<f32>,
    first: Vec<f32>,
    second: Vec<f32>,
    order: Vec<u32>,
    feed: Feed,
}

impl Team {
    pub(in crate::train) fn new(workspace: &Workspace) -> Self {
        let numbers = vec![0.0; nn::padded_count(workspace.network().parameter_count() * SIZE)];
        let rows = workspace.examples(Set::Train).count * SIZE;
        let mut team = Self {
            stands: false,
            ahead: false,
            parameters: numbers.clone(),
            packed: Packed::new(workspace.network(), SIZE),
            gradient: numbers.clone(),
            first: numbers.clone(),
            second: numbers,
            order: vec![0; rows],
            feed: Feed::default(),
        };
        // Makes room for an epoch.
        team.lay(&[], workspace, 0);
        team
    }

    /// Whether runs of this workspace can be trained as teams, and gain by it.
    pub(in crate::train) fn suits(workspace: &Workspace) -> bool {
        let experiment = workspace.experiment();
        let layers = workspace.network().layers();
        let narrow = layers.iter().all(|layer| layer.inputs.max(layer.outputs) <= WIDEST);
        let fits = experiment.training.batch as usize * SIZE <= Block::MAX;
        narrow && fits
    }

    /// One update of four runs, or of each by itself where one of them leaves the finite numbers, or is not where the others are.
    #[inline(never)]
    pub(in crate::train) fn step(&mut self, runs: &mut [Run], workspace: &mut Workspace) {
        if !in_step(runs) {
            self.release(runs, workspace);
            runs.iter_mut().for_each(|run| run.step(workspace));
            return;
        }
        workspace.stepped();
        if !self.stands {
            self.gather(runs, workspace);
        }
        let size = workspace.experiment().training.batch as usize;
        let mut fresh = false;
        for run in &mut *runs {
            fresh |= run.next_batch(workspace.experiment());
        }
        let Some(start) = runs.first().map(|run| run.batch.start) else { return };
        if fresh || size != self.feed.size() {
            self.interleave(runs);
            self.lay(runs, workspace, start);
        }
        if !self.gradient(runs, workspace.parts()) {
            self.release(runs, workspace);
            for run in runs {
                run.lay(workspace, start);
                run.train(workspace);
            }
            return;
        }
        self.update(runs, workspace);
        self.ahead = true;
        for run in &mut *runs {
            run.finish(None);
        }
        if !nn::finite(&self.parameters) {
            self.release(runs, workspace);
            for run in &mut *runs {
                let found = run.first_unbounded_weights(workspace.network());
                run.divergence = found.map(|found| run.divergence_at(found));
            }
        }
        if runs.iter().any(|run| run.stopping_is_due(workspace)) {
            self.publish(runs, workspace);
            runs.iter_mut().for_each(|run| run.consider_stopping(workspace));
        }
    }

    /// Works out the cost's gradient; `false` where something is not finite.
    #[inline]
    fn gradient(&mut self, runs: &[Run], parts: Parts<'_>) -> bool {
        let Parts { experiment, network, loss, classes, frozen, block, .. } = parts;
        let Some(run) = runs.first() else { return false };
        let batch = self.feed.batch(run.batch.start, run.batch.len());
        let key = run.mask_key(experiment.seeds.masks, Purpose::Masks, run.steps, 0);
        let pass = Pass { dropout: &experiment.dropout, mode: Mode::Train, key, backward: true };
        network.forward(Parameters { flat: &self.parameters, packed: &self.packed }, batch, block, &pass);
        if block.first_unbounded_layer(network).is_some() {
            return false;
        }
        nn::derivative(block, network.outputs(), &batch, loss, classes, run.batch.len());
        network.backward(&self.packed, batch, block, &mut self.gradient);
        let layers = network.layers();
        nn::add_penalty(&experiment.regularization, layers, SIZE, &self.parameters, &mut self.gradient);
        nn::clear_frozen(frozen, SIZE, &mut self.gradient);
        if !nn::finite(&self.gradient) {
            return false;
        }
        clip(&mut self.gradient, SIZE, experiment.training.clip_norm);
        true
    }

    #[inline]
    fn update(&mut self, runs: &[Run], workspace: &Workspace) {
        let Some(run) = runs.first() else { return };
        let experiment = workspace.experiment();
        let update = Update::new(&experiment.training, &experiment.regularization, run.steps, run.since);
        let slots = (&mut self.first[..], &mut self.second[..]);
        let layers = workspace.network().layers();
        update.apply_all(layers, SIZE, workspace.frozen(), &mut self.parameters, &self.gradient, slots);
        workspace.network().pack(&self.parameters, &mut self.packed);
    }

    /// Takes over the runs' state.
    #[inline(never)]
    fn gather(&mut self, runs: &[Run], workspace: &Workspace) {
        for (i, run) in runs.iter().enumerate() {
            let pairs = [
                (&mut self.parameters, &run.parameters),
                (&mut self.first, &run.first),
                (&mut self.second, &run.second),
            ];
            for (team, own) in pairs {
                for (team, own) in team.chunks_exact_mut(SIZE).zip(&own[..run.count]) {
                    team[i] = *own;
                }
            }
        }
        workspace.network().pack(&self.parameters, &mut self.packed);
        self.interleave(runs);
        let next = runs.first().map_or(0, |run| run.batch.end);
        self.lay(runs, workspace, if next < self.order.len() / SIZE { next } else { 0 });
        self.stands = true;
    }

    #[inline]
    fn interleave(&mut self, runs: &[Run]) {
        for (i, run) in runs.iter().enumerate() {
            for (team, own) in self.order.chunks_exact_mut(SIZE).zip(&run.order) {
                team[i] = *own;
            }
        }
    }

    #[inline(never)]
    fn lay(&mut self, runs: &[Run], workspace: &Workspace, start: usize) {
        let size = workspace.experiment().training.batch as usize;
        let (replica, epoch) = runs.first().map_or((0, 0), |run| (run.replica, run.epochs));
        let augmenting = workspace.augmenting(replica, epoch);
        self.feed.lay(workspace.examples(Set::Train), &self.order, start, size, SIZE, augmenting.as_ref());
    }

    /// Brings the runs' parameters and gradients up to date.
    pub(in crate::train) fn publish(&mut self, runs: &mut [Run], workspace: &Workspace) {
        if !core::mem::take(&mut self.ahead) {
            return;
        }
        for (i, run) in runs.iter_mut().enumerate() {
            take_back(&self.parameters, i, &mut run.parameters[..run.count]);
            take_back(&self.gradient, i, &mut run.gradient[..run.count]);
            workspace.network().pack(&run.parameters, &mut run.packed);
        }
    }

    /// Brings all of the runs' state up to date.
    #[inline(never)]
    pub(in crate::train) fn settle(&mut self, runs: &mut [Run], workspace: &Workspace) {
        self.publish(runs, workspace);
        if !self.stands {
            return;
        }
        for (i, run) in runs.iter_mut().enumerate() {
            take_back(&self.first, i, &mut run.first[..run.count]);
            take_back(&self.second, i, &mut run.second[..run.count]);
        }
    }

    /// Gives the runs back their state.
    pub(in crate::train) fn release(&mut self, runs: &mut [Run], workspace: &Workspace) {
        self.settle(runs, workspace);
        if core::mem::take(&mut self.stands) {
            // What they laid out was for another order, or another place in it.
            runs.iter_mut().for_each(|run| run.feed.clear());
        }
    }
}

/// Whether all runs are at the same step. One that has diverged rests, and stays behind should it be given other parameters.
fn in_step(runs: &[Run]) -> bool {
    let steps = runs.first().map(|run| run.steps);
    runs.iter().all(|run| run.divergence.is_none() && Some(run.steps) == steps)
}

/// Run `i`'s numbers.
fn take_back(team: &[f32], i: usize, own: &mut [f32]) {
    for (own, team) in own.iter_mut().zip(team.chunks_exact(SIZE)) {
        *own = team[i];
    }
}
