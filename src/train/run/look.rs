//! Looking at a run without changing it: figures, outputs, and the masks of its last step.

use alloc::{vec, vec::Vec};
use core::ops::Range;

use super::{Figures, Run};
use crate::data::Set;
use crate::experiment::{Dropout, Mode};
use crate::nn::{self, Batch, Block, Packed, Parameters, Pass};
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
        feed.lay(workspace.examples(Set::Train), &rows, 0, Block::MAX, 1);
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
        nn::derivative(block, network.outputs(), batch.targets, loss, classes, 1);
        network.backward(parameters.packed, batch, block, partial);
        visit(block, &batch, Some(partial));
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
        let layers = self.sizes_with_dropout(workspace);
        let dropout = workspace.dropout_of_last_step().clone();
        let mut drawn = None;
        let mut masks = Vec::with_capacity(examples.len());
        for example in examples {
            let mut kept = vec![true; layers.iter().sum()];
            if example < self.batch.len() {
                let number = example / Block::MAX;
                if drawn != Some(number) {
                    self.redraw_masks(workspace, &dropout, number);
                    drawn = Some(number);
                }
                read_masks(workspace.parts().block, &layers, &dropout, example % Block::MAX, &mut kept);
            }
            masks.push(kept);
        }
        masks
    }

    fn sizes_with_dropout(&self, workspace: &Workspace) -> Vec<usize> {
        let network = workspace.network();
        network.sizes().take(network.layers().len()).collect()
    }

    fn redraw_masks(&self, workspace: &mut Workspace, dropout: &Dropout, number: usize) {
        let Parts { experiment, network, block, .. } = workspace.parts();
        let count = (self.batch.len() - number * Block::MAX).min(Block::MAX);
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        let key = self.mask_key(experiment.seeds.masks, Purpose::Masks, self.steps - 1, number);
        network.draw_masks(count, block, &Pass { dropout, mode: Mode::Train, key, backward: false });
    }
}

/// Reads which units the block's masks keep for its example `i`.
fn read_masks(block: &Block, layers: &[usize], dropout: &Dropout, i: usize, kept: &mut [bool]) {
    let mut start = 0;
    for (layer, &units) in layers.iter().enumerate() {
        if nn::rate(dropout, layer) > 0.0 {
            let mask = block.mask(layer, units);
            for (unit, kept) in kept[start..start + units].iter_mut().enumerate() {
                *kept = mask.at(unit, i) != 0.0;
            }
        }
        start += units;
    }
}
