//! Looking at a run without changing it: figures, outputs, and the masks of its last step.

use alloc::{vec, vec::Vec};
use core::ops::Range;

use super::{Figures, Run};
use crate::data::Set;
use crate::experiment::{Dropout, Mode};
use crate::nn::{self, Batch, Block, Pass};
use crate::rng::Purpose;
use crate::train::workspace::{Parts, Workspace};

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
