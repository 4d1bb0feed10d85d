//! Looking at a run without changing it: figures, outputs, and the masks of its last step.

use alloc::{vec, vec::Vec};
use core::ops::Range;

use super::{Figures, Run};
use crate::data::Set;
use crate::experiment::{Dropout, MaskPer, Mode};
use crate::nn::{self, Batch, Block, MaskKey, Network, Packed, Parameters, Pass};
use crate::rng::Purpose;
use crate::train::feed::Feed;
use crate::train::workspace::{Parts, Workspace};

/// The largest number of examples that a probe looks at.
pub const PROBED: usize = 128;

/// Which of a run's weights are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Those it started from.
    Start,
    /// Those it has now.
    Now,
}

/// What is shown of a probe: the block, what it was filled from, and after the second pass the gradient.
type Visit<'a> = dyn FnMut(&Block, &Batch<'_>, Option<&[f32]>) + 'a;

/// What is shown of an example: its inputs, its outputs, and the derivatives of these.
type Sensitive<'a> = dyn FnMut(&[f32], &[f32], &[f32]) + 'a;

/// Rows of a training set that a probe looks at, spread evenly over it.
fn probed_rows(count: usize) -> Vec<u32> {
    let wanted = count.min(PROBED);
    (0..wanted).map(|i| u32::try_from(i * count / wanted).unwrap_or(u32::MAX)).collect()
}

impl Run {
    /// Goes over a set in blocks, and calls `visit` with each block and what it was filled from.
    pub(crate) fn pass_over(
        &self,
        workspace: &mut Workspace,
        set: Set,
        mode: Mode,
        mut visit: impl FnMut(&Block, &Batch<'_>),
    ) {
        let count = workspace.examples(set).count;
        let Parts { experiment, feeds, network, block, .. } = workspace.parts();
        for (number, start) in (0..).zip((0..count).step_by(Block::MAX)) {
            let batch = feeds[set as usize].batch(start, (count - start).min(Block::MAX));
            let key = self.mask_key(experiment.seeds.masks, Purpose::EvaluationMasks, self.steps, number);
            let pass = Pass { dropout: &experiment.dropout, mode, key, backward: false };
            network.forward(self.as_read(), batch, block, &pass);
            visit(block, &batch);
        }
    }

    /// Goes forward and backward over one block of training examples, and shows it to `visit` after each.
    ///
    /// There are [`PROBED`] examples, or as many as the training set has, spread evenly over it. After the first pass the block's
    /// deltas hold the pre-activations, after the second the derivatives of each example's own loss; with that comes the sum of
    /// the examples' gradients by the parameters, without the penalty. In train mode masks are those of an evaluation.
    pub(crate) fn probe(&self, workspace: &mut Workspace, moment: Moment, mode: Mode, visit: &mut Visit<'_>) {
        let rows = probed_rows(workspace.examples(Set::Train).count);
        let mut feed = Feed::default();
        feed.lay(workspace.examples(Set::Train), &rows, 0, Block::MAX, 1, None);
        let mut initial = None;
        if moment == Moment::Start {
            let packed = initial.insert(Packed::new(workspace.network(), 1));
            workspace.network().pack(&self.initial, packed);
        }
        let parameters =
            initial.as_ref().map_or_else(|| self.as_read(), |packed| Parameters { flat: &self.initial, packed });
        let Parts { experiment, network, loss, classes, block, partial, .. } = workspace.parts();
        let batch = feed.batch(0, rows.len());
        let step = if moment == Moment::Start { 0 } else { self.steps };
        let key = self.mask_key(experiment.seeds.masks, Purpose::EvaluationMasks, step, 0);
        block.watch(true);
        network.forward(parameters, batch, block, &Pass { dropout: &experiment.dropout, mode, key, backward: true });
        block.watch(false);
        visit(block, &batch, None);
        nn::derivative(block, network.outputs(), &batch, loss, classes, 1);
        network.backward(parameters.packed, batch, block, partial);
        visit(block, &batch, Some(partial));
    }

    /// Calls `visit` for each training example with its inputs, its outputs z, and ∂z/∂a of every output, a being the
    /// pre-activation of one unit of the first layer; all without masks.
    pub(crate) fn for_each_sensitivity(&self, workspace: &mut Workspace, unit: usize, visit: &mut Sensitive<'_>) {
        let count = workspace.examples(Set::Train).count;
        let Parts { experiment, feeds, network, block, partial, .. } = workspace.parts();
        let (layers, outputs) = (network.layers(), network.outputs());
        let [inputs, units] = [layers[0].inputs, layers[0].outputs];
        let mut outgoing = Vec::with_capacity(Block::MAX);
        for start in (0..count).step_by(Block::MAX) {
            let batch = feeds[Set::Train as usize].batch(start, (count - start).min(Block::MAX));
            let key = self.mask_key(experiment.seeds.masks, Purpose::EvaluationMasks, self.steps, 0);
            let pass = Pass { dropout: &experiment.dropout, mode: Mode::Eval, key, backward: true };
            network.forward(self.as_read(), batch, block, &pass);
            let z: Vec<Vec<f32>> =
                (0..batch.count).map(|i| (0..outputs).map(|o| block.outputs(outputs).at(o, i)).collect()).collect();
            outgoing.clear();
            outgoing.resize(batch.count * outputs, 0.0);
            for o in 0..outputs {
                block.choose_output(outputs, o);
                network.backward(self.as_read().packed, batch, block, partial);
                let deltas = block.deltas(0, units);
                (0..batch.count).for_each(|i| outgoing[i * outputs + o] = deltas.at(unit, i));
            }
            for (i, z) in z.iter().enumerate() {
                visit(&batch.inputs(inputs, i), z, &outgoing[i * outputs..(i + 1) * outputs]);
            }
        }
    }

    /// Mean loss and accuracy on a set; none where the set is empty.
    ///
    /// In train mode masks are drawn from a stream of their own: evaluating never changes the training.
    pub(crate) fn evaluate(&self, workspace: &mut Workspace, set: Set, mode: Mode) -> Option<Figures> {
        let (loss, classes) = (workspace.loss(), workspace.classes());
        let (mut cost, mut right, mut count) = (0.0, 0_u32, 0_u32);
        self.for_each_output(workspace, set, mode, |z, target| {
            let (own, hit) = nn::value(z, target, loss, classes);
            cost += own;
            right += u32::from(hit == Some(true));
            count += 1;
        });
        let total = f64::from(count);
        (count > 0).then(|| Figures { loss: cost / total, accuracy: (classes > 0).then(|| f64::from(right) / total) })
    }

    /// Calls `visit` with the outputs and the target of each example of a set, in order.
    pub(crate) fn for_each_output(
        &self,
        workspace: &mut Workspace,
        set: Set,
        mode: Mode,
        mut visit: impl FnMut(&[f32], f32),
    ) {
        let outputs = workspace.network().outputs();
        // One output for regression and two classes, else one for each of at most five classes.
        let mut z = [0.0; 8];
        self.pass_over(workspace, set, mode, |block, batch| {
            let values = block.outputs(outputs);
            for i in 0..block.count() {
                for (o, z) in z[..outputs].iter_mut().enumerate() {
                    *z = values.at(o, i);
                }
                visit(&z[..outputs], batch.targets[i]);
            }
        });
    }

    /// λ₁ Σ|w| + (λ₂/2) Σw² of the parameters as they are.
    pub(crate) fn penalty(&self, workspace: &Workspace) -> f64 {
        let layers = workspace.network().layers();
        nn::penalty(&workspace.experiment().regularization, layers, &self.parameters)
    }

    /// Whether each unit was kept in the last step, for some examples of its mini-batch: inputs, then hidden units.
    ///
    /// All are kept before the first step, and where there is no dropout. Masks are a function of the step, so the last
    /// step's are simply drawn once more.
    pub(crate) fn masks(&self, workspace: &mut Workspace, examples: Range<usize>) -> Vec<Vec<bool>> {
        let units = sizes_with_dropout(workspace.network()).sum();
        let kept = |factors: Vec<f32>| factors.into_iter().map(|factor| factor != 0.0).collect();
        examples.map(|example| self.step_factors(workspace, example).map_or_else(|| vec![true; units], kept)).collect()
    }

    /// What the last step's mask multiplied the units by for one example of its mini-batch: inputs, then hidden units; 1 in
    /// layers without dropout. None before the first step.
    pub(crate) fn step_factors(&self, workspace: &mut Workspace, example: usize) -> Option<Vec<f32>> {
        let example = self.watchable(example)?;
        let dropout = workspace.dropout_of_last_step().clone();
        let (block, network) =
            self.draw_step(workspace, &dropout, self.steps - 1, self.batch.len(), example / Block::MAX);
        Some(factors(block, network, &dropout, example % Block::MAX))
    }

    /// This example of the last mini-batch, or its last one where it has fewer, as at an epoch's end; none before the first step.
    pub(crate) fn watchable(&self, example: usize) -> Option<usize> {
        Some(example.min(self.batch.len().checked_sub(1)?))
    }

    /// What sampled masks multiply the units by: `[sample][unit]`, inputs, then hidden units; 1 in layers without dropout.
    ///
    /// Sample i is a function of the seed, the replica and i alone: the same thinned networks can be watched while they learn, and
    /// they have nothing to do with what training draws.
    pub(crate) fn sampled_factors(&self, workspace: &mut Workspace, samples: Range<u32>) -> Vec<Vec<f32>> {
        let Parts { experiment, network, block, .. } = workspace.parts();
        let mut dropout = experiment.dropout.clone();
        // The samples are drawn as if each were an example.
        dropout.mask = MaskPer::Example;
        let mut drawn = None;
        let mut all = Vec::with_capacity(samples.len());
        for sample in samples {
            let (number, i) = (sample / SAMPLES, sample % SAMPLES);
            if drawn != Some(number) {
                let key = self.mask_key(experiment.seeds.masks, Purpose::SampledMasks, 0, number);
                network.draw_masks(SAMPLES as usize, block, &pass(&dropout, key));
                drawn = Some(number);
            }
            all.push(factors(block, network, &dropout, i as usize));
        }
        all
    }

    /// Draws the masks of a block of step `step` once more, whose mini-batch had `size` examples.
    pub(crate) fn draw_step<'a>(
        &self,
        workspace: &'a mut Workspace,
        dropout: &Dropout,
        step: u64,
        size: usize,
        number: usize,
    ) -> (&'a Block, &'a Network) {
        let Parts { experiment, network, block, .. } = workspace.parts();
        let count = (size - number * Block::MAX).min(Block::MAX);
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        let key = self.mask_key(experiment.seeds.masks, Purpose::Masks, step, number);
        network.draw_masks(count, block, &pass(dropout, key));
        (block, network)
    }

    /// Steps made since masks began to be drawn as they are now.
    pub(crate) const fn steps_since_change(&self) -> u64 {
        self.steps - self.masks_since.step
    }

    /// Examples in the mini-batch of a step, counted from the change that [`Self::steps_since_change`] counts from, where
    /// mini-batches have `size` examples.
    pub(crate) fn size_of_step(&self, step: u64, size: usize) -> usize {
        let rows = self.order.len();
        let visited = if self.masks_since.row < rows { self.masks_since.row } else { 0 };
        let steps_over = |rows: usize| rows.div_ceil(size.max(1)) as u64;
        let first = steps_over(rows - visited);
        let (left, step) =
            if step < first { (rows - visited, step) } else { (rows, (step - first) % steps_over(rows).max(1)) };
        let before = usize::try_from(step).unwrap_or(usize::MAX).saturating_mul(size);
        left.saturating_sub(before).min(size)
    }
}

/// Sampled masks that are drawn at a time.
#[expect(clippy::cast_possible_truncation, reason = "a block has some hundred lanes")]
const SAMPLES: u32 = Block::MAX as u32;

/// A pass that only draws masks.
const fn pass(dropout: &Dropout, key: MaskKey) -> Pass<'_> {
    Pass { dropout, mode: Mode::Train, key, backward: false }
}

/// The sizes of the layers that may be thinned: all but the outputs.
pub(crate) fn sizes_with_dropout(network: &Network) -> impl Iterator<Item = usize> {
    network.layers().iter().map(|layer| layer.inputs)
}

/// The factors that the block's masks have for its example `i`.
fn factors(block: &Block, network: &Network, dropout: &Dropout, i: usize) -> Vec<f32> {
    let mut factors = Vec::new();
    for (layer, units) in sizes_with_dropout(network).enumerate() {
        let mask = (nn::rate(dropout, layer) > 0.0).then(|| block.mask(layer, units));
        factors.extend((0..units).map(|unit| mask.map_or(1.0, |mask| mask.at(unit, i))));
    }
    factors
}
