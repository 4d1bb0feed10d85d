//! One network being trained: its parameters, its optimizer's state, and where it stands in the data.

mod coming;
mod look;
mod snapshot;
mod stopping;
mod team;

pub(crate) use look::sizes_with_dropout;
pub use look::{Moment, PROBED};
pub(super) use snapshot::Snapshot;
pub use stopping::EarlyStop;
pub(super) use team::{SIZE as TEAM, Team};

use alloc::{vec, vec::Vec};
use core::fmt;
use core::ops::Range;

use super::feed::Feed;
use super::workspace::{Parts, Workspace};
use crate::data::{Augmented, Set};
use crate::experiment::{Experiment, Mode};
use crate::nn::{self, Block, Layer, MaskKey, Network, Packed, Parameters, Pass, Update};
use crate::rng::{Purpose, Stream};
use stopping::Stopping;

/// How good a network is on a set.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Figures {
    /// Mean loss over the set, without the penalty.
    pub loss: f64,
    /// Share of the set whose class is predicted; none in regression.
    pub accuracy: Option<f64>,
}

/// Where numbers stopped being finite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Cause {
    /// A unit's value, in the forward pass.
    Activation,
    /// A derivative, in the backward pass.
    Gradient,
    /// A weight or bias, in the update.
    Weight,
}

/// The step and the layer at which a run left the finite numbers. It rests from then on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Divergence {
    /// The step, counted from 1.
    pub step: u64,
    /// The layer of weights, counted from 1 at the input.
    pub layer: usize,
    /// What was not finite.
    pub cause: Cause,
}

/// Parameters of the wrong number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongCount {
    /// The number given.
    pub got: usize,
    /// The number of the network's parameters.
    pub expected: usize,
}

impl fmt::Display for WrongCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "got {} parameters; the network has {}", self.got, self.expected)
    }
}

impl core::error::Error for WrongCount {}

/// Where a run stood when what decides about its masks was changed for the last time.
#[derive(Debug, Clone, Copy, Default)]
struct MasksSince {
    /// Number of the change; what was done between two changes was done in one and the same way.
    change: u32,
    /// Steps made by then.
    step: u64,
    /// Rows of the epoch under way visited by then.
    row: usize,
}

/// One network being trained.
#[derive(Debug, Clone)]
pub struct Run {
    replica: u32,
    /// Number of parameters; the vectors of their numbers are longer, and end in zeros.
    count: usize,
    parameters: Vec<f32>,
    /// The parameters once more, as the passes read them.
    packed: Packed,
    initial: Vec<f32>,
    gradient: Vec<f32>,
    first: Vec<f32>,
    second: Vec<f32>,
    steps: u64,
    /// Steps since the optimizer's state was last cleared.
    since: u64,
    epochs: u64,
    /// The training set's rows in the order of this epoch.
    order: Vec<u32>,
    /// The training set in that order.
    feed: Feed,
    /// Rows of `order` in the last step's mini-batch.
    batch: Range<usize>,
    /// Since when masks have been drawn in one and the same way.
    masks_since: MasksSince,
    divergence: Option<Divergence>,
    /// What early stopping knows.
    stopping: Stopping,
    /// The best weights by then; empty where there are none.
    best: Vec<f32>,
}

impl Run {
    /// Draws the initial weights of a replica, counted from the experiment's first.
    pub(crate) fn new(workspace: &Workspace, replica: u32) -> Self {
        let count = workspace.network().parameter_count();
        let mut initial = vec![0.0; nn::padded_count(count)];
        let (experiment, frequencies) = (workspace.experiment(), workspace.frequencies());
        let replica = replica.saturating_add(experiment.seeds.first_run.saturating_sub(1));
        nn::initialize(workspace.network(), experiment, replica, frequencies, &mut initial[..count]);
        let train = workspace.examples(Set::Train);
        let rows = u32::try_from(train.count).unwrap_or(u32::MAX);
        let mut run = Self {
            replica,
            count,
            parameters: initial.clone(),
            packed: Packed::new(workspace.network(), 1),
            gradient: vec![0.0; initial.len()],
            first: vec![0.0; initial.len()],
            second: vec![0.0; initial.len()],
            initial,
            steps: 0,
            since: 0,
            epochs: 0,
            order: (0..rows).collect(),
            feed: Feed::default(),
            batch: 0..0,
            masks_since: MasksSince::default(),
            divergence: None,
            stopping: Stopping::default(),
            best: Self::room_for_best(workspace, count),
        };
        run.reset(workspace);
        // Makes room for an epoch.
        run.lay(workspace, 0);
        run
    }

    /// Lays out the epoch under way from a place in its order on.
    #[inline(never)]
    fn lay(&mut self, workspace: &Workspace, start: usize) {
        let size = workspace.experiment().training.batch as usize;
        let augmenting = workspace.augmenting(self.replica, self.epochs);
        self.feed.lay(workspace.examples(Set::Train), &self.order, start, size, 1, augmenting.as_ref());
    }

    /// Goes back to the initial weights, the same bits as at the start.
    pub(crate) fn reset(&mut self, workspace: &Workspace) {
        self.parameters.copy_from_slice(&self.initial);
        workspace.network().pack(&self.parameters, &mut self.packed);
        self.gradient.fill(0.0);
        self.clear_optimizer();
        self.steps = 0;
        self.epochs = 0;
        self.batch = 0..0;
        self.masks_since = MasksSince { step: 0, row: 0, ..self.masks_since };
        self.divergence = None;
        self.stopping = Stopping::default();
        self.shuffle(workspace.experiment(), self.epochs);
        // A run that is one of a team never needs it; another lays it out when it steps.
        self.feed.clear();
    }

    /// Forgets what the optimizer has gathered: another optimizer's averages mean something else.
    pub(crate) fn clear_optimizer(&mut self) {
        self.first.fill(0.0);
        self.second.fill(0.0);
        self.since = 0;
    }

    /// Notes that masks are drawn in another way from here on.
    pub(crate) const fn change_masks(&mut self) {
        let change = self.masks_since.change.wrapping_add(1);
        self.masks_since = MasksSince { change, step: self.steps, row: self.batch.end };
    }

    /// The order of an epoch is a function of its number alone.
    fn shuffle(&mut self, experiment: &Experiment, epoch: u64) {
        for (i, row) in (0..).zip(&mut self.order) {
            *row = i;
        }
        // Beyond 2³² epochs orders repeat.
        #[expect(clippy::cast_possible_truncation, reason = "the low bits are what is wanted")]
        let epoch = epoch as u32;
        Stream::new(experiment.seeds.batches, Purpose::Batches, &[self.replica, epoch]).shuffle(&mut self.order);
    }

    /// One update on the next mini-batch. A run that has diverged rests.
    #[inline(never)]
    pub(crate) fn step(&mut self, workspace: &mut Workspace) {
        if self.divergence.is_some() {
            return;
        }
        workspace.stepped();
        let fresh = self.next_batch(workspace.experiment());
        let size = workspace.experiment().training.batch as usize;
        if fresh || size != self.feed.size() {
            self.lay(workspace, self.batch.start);
        }
        self.train(workspace);
    }

    /// Goes on to the next mini-batch, and says whether an epoch begins with it.
    ///
    /// The last mini-batch of an epoch may be short; it is averaged by its own size.
    #[inline]
    fn next_batch(&mut self, experiment: &Experiment) -> bool {
        let start = if self.batch.end < self.order.len() { self.batch.end } else { 0 };
        let fresh = start == 0 && self.steps > 0;
        if fresh {
            self.shuffle(experiment, self.epochs);
        }
        self.batch = start..(start + experiment.training.batch as usize).min(self.order.len());
        fresh
    }

    /// One update on the mini-batch that stands.
    fn train(&mut self, workspace: &mut Workspace) {
        let found = self.gradient(workspace.parts()).err().or_else(|| self.update(workspace));
        self.finish(found);
        if self.batch.end == self.order.len() {
            self.consider_stopping(workspace);
        }
    }

    /// Counts an update, and notes where it left the finite numbers.
    #[inline]
    fn finish(&mut self, found: Option<(usize, Cause)>) {
        self.steps += 1;
        self.since += 1;
        if self.batch.end == self.order.len() {
            self.epochs += 1;
        }
        self.divergence = found.map(|found| self.divergence_at(found));
    }

    const fn divergence_at(&self, (layer, cause): (usize, Cause)) -> Divergence {
        Divergence { step: self.steps, layer: layer + 1, cause }
    }

    /// Works out the cost's gradient over the mini-batch, clipped.
    fn gradient(&mut self, parts: Parts<'_>) -> Result<(), (usize, Cause)> {
        let Parts { experiment, network, loss, classes, frozen, block, partial, .. } = parts;
        let outputs = network.outputs();
        for (number, start) in (0..).zip(self.batch.clone().step_by(Block::MAX)) {
            let batch = self.feed.batch(start, (self.batch.end - start).min(Block::MAX));
            let key = self.mask_key(experiment.seeds.masks, Purpose::Masks, self.steps, number);
            let pass = Pass { dropout: &experiment.dropout, mode: Mode::Train, key, backward: true };
            let parameters = Parameters { flat: &self.parameters, packed: &self.packed };
            network.forward(parameters, batch, block, &pass);
            if block.first_unbounded_layer(network).is_some() {
                // It may be a lane without an example, and nothing to do with the data.
                block.clear_padding(network);
                if let Some(layer) = block.first_unbounded_layer(network) {
                    return Err((layer, Cause::Activation));
                }
            }
            nn::derivative(block, outputs, &batch, loss, classes, self.batch.len());
            if number == 0 {
                network.backward(&self.packed, batch, block, &mut self.gradient);
            } else {
                network.backward(&self.packed, batch, block, partial);
                self.gradient.iter_mut().zip(&*partial).for_each(|(sum, part)| *sum += part);
            }
        }
        let layers = network.layers();
        nn::add_penalty(&experiment.regularization, layers, 1, &self.parameters, &mut self.gradient);
        nn::clear_frozen(frozen, 1, &mut self.gradient);
        if !nn::finite(&self.gradient) {
            // Derivatives flow from the output down, so the layer nearest to it is where it began.
            let bounded = |layer: &Layer| nn::finite(&self.gradient[layer.weights.start..layer.biases.end]);
            let layer = layers.iter().rposition(|layer| !bounded(layer));
            return Err((layer.unwrap_or_default(), Cause::Gradient));
        }
        clip(&mut self.gradient, 1, experiment.training.clip_norm);
        Ok(())
    }

    fn update(&mut self, workspace: &Workspace) -> Option<(usize, Cause)> {
        let experiment = workspace.experiment();
        let update = Update::new(&experiment.training, &experiment.regularization, self.steps, self.since);
        let slots = (&mut self.first[..], &mut self.second[..]);
        let layers = workspace.network().layers();
        update.apply_all(layers, 1, workspace.frozen(), &mut self.parameters, &self.gradient, slots);
        workspace.network().pack(&self.parameters, &mut self.packed);
        self.first_unbounded_weights(workspace.network())
    }

    /// The first layer with a weight or bias that is not finite.
    fn first_unbounded_weights(&self, network: &Network) -> Option<(usize, Cause)> {
        if nn::finite(&self.parameters) {
            return None;
        }
        let bounded = |layer: &Layer| nn::finite(&self.parameters[layer.weights.start..layer.biases.end]);
        let layer = network.layers().iter().position(|layer| !bounded(layer));
        Some((layer.unwrap_or_default(), Cause::Weight))
    }

    /// Names the masks of a pass at this run.
    pub(crate) fn mask_key(&self, seed: u32, purpose: Purpose, step: u64, block: u32) -> MaskKey {
        #[expect(clippy::cast_possible_truncation, reason = "the low bits are what is wanted")]
        MaskKey { seed, purpose, replica: self.replica, step: step as u32, block }
    }

    /// Weights and biases, in PyTorch's order: for each layer `weight[out][in]`, then `bias[out]`.
    #[must_use]
    pub fn parameters(&self) -> &[f32] {
        &self.parameters[..self.count]
    }

    /// The parameters before the first step.
    #[must_use]
    pub fn initial_parameters(&self) -> &[f32] {
        &self.initial[..self.count]
    }

    /// Replaces the parameters; the initial ones, the optimizer's state and the step stay. A run that had diverged goes on.
    ///
    /// # Errors
    /// Where their number is not the network's.
    pub(crate) fn set_parameters(&mut self, network: &Network, values: &[f32]) -> Result<(), WrongCount> {
        if values.len() != self.count {
            return Err(WrongCount { got: values.len(), expected: self.count });
        }
        self.parameters[..self.count].copy_from_slice(values);
        network.pack(&self.parameters, &mut self.packed);
        self.divergence = None;
        Ok(())
    }

    /// Replaces one parameter, as [`Self::set_parameters`] does all.
    pub(super) fn set_parameter(&mut self, network: &Network, number: usize, value: f32) {
        if let Some(own) = self.parameters[..self.count].get_mut(number) {
            *own = value;
            network.pack(&self.parameters, &mut self.packed);
            self.divergence = None;
        }
    }

    /// The parameters as the passes read them.
    pub(crate) fn as_read(&self) -> Parameters<'_> {
        Parameters { flat: &self.parameters, packed: &self.packed }
    }

    /// The gradient of loss and penalty that the last update used, clipped; 0 for parameters that were frozen.
    #[must_use]
    pub fn last_gradient(&self) -> &[f32] {
        &self.gradient[..self.count]
    }

    /// Rows of the training set in the last step's mini-batch.
    #[must_use]
    pub fn batch(&self) -> &[u32] {
        &self.order[self.batch.clone()]
    }

    /// The last step's mini-batch as it was augmented, in its order; empty before the first step, and where nothing is augmented.
    #[must_use]
    pub fn augmented(&self, workspace: &Workspace) -> Vec<Augmented> {
        let complete = self.steps > 0 && self.batch.end == self.order.len();
        let augmenter = workspace.augmenter(self.epochs - u64::from(complete));
        let batch = self.batch().iter();
        augmenter.map_or_else(Vec::new, |augmenter| batch.map(|&row| augmenter.augmented(self.replica, row)).collect())
    }

    /// Rows of the training set, of `rows`, that the epoch under way has still to visit.
    pub(super) const fn rows_left(&self, rows: usize) -> usize {
        if self.batch.end < rows { rows - self.batch.end } else { rows }
    }

    /// Updates made.
    #[must_use]
    pub const fn steps(&self) -> u64 {
        self.steps
    }

    /// Passes over the training set completed.
    #[must_use]
    pub const fn epochs(&self) -> u64 {
        self.epochs
    }

    /// Where the run diverged, if it has.
    #[must_use]
    pub const fn divergence(&self) -> Option<Divergence> {
        self.divergence
    }

    /// The parameters' bits in one number: 64-bit FNV-1a over their little-endian bytes, every NaN counted as the same.
    #[must_use]
    pub fn hash(&self) -> u64 {
        const BASIS: u64 = 0xCBF2_9CE4_8422_2325;
        const PRIME: u64 = 0x0100_0000_01B3;
        // Which NaN an operation gives is the one thing that IEEE 754 leaves to the machine.
        let canonical = |x: f32| if x.is_nan() { f32::NAN.to_bits() & 0x7FFF_FFFF } else { x.to_bits() };
        let bytes = self.parameters().iter().flat_map(|&x| canonical(x).to_le_bytes());
        bytes.fold(BASIS, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
    }
}

/// Shortens each of `networks` gradients, which lie number by number, that is longer than `most`, as PyTorch's
/// `clip_grad_norm_` does; 0 for no limit.
fn clip(gradient: &mut [f32], networks: usize, most: f64) {
    /// PyTorch's guard against dividing by 0.
    const GUARD: f64 = 1e-6;
    if most == 0.0 {
        return;
    }
    for network in 0..networks {
        let own = gradient.iter().skip(network).step_by(networks);
        let factor = most / (nn::norm(own) + GUARD);
        if factor < 1.0 {
            #[expect(clippy::cast_possible_truncation, reason = "rounding to f32 is what is wanted")]
            let factor = factor as f32;
            gradient.iter_mut().skip(network).step_by(networks).for_each(|g| *g *= factor);
        }
    }
}
