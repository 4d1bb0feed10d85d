//! The step that a run will make next, worked out on a copy.

use super::Run;
use crate::experiment::Mode;
use crate::nn::{self, Batch, Block, Network, Pass};
use crate::rng::Purpose;
use crate::train::workspace::{Parts, Workspace};

impl Run {
    /// A copy of the run that has taken the coming step's mini-batch and not yet updated.
    pub(crate) fn at_next_batch(&self, workspace: &Workspace) -> Self {
        let mut copy = self.clone();
        copy.next_batch(workspace.experiment());
        copy.lay(workspace, copy.batch.start);
        copy
    }

    /// Goes over the mini-batch that stands, block by block, as the update of it does, forward and backward, and calls `visit`
    /// with each block, what it was filled from, and its share of the loss's gradient.
    pub(crate) fn pass_over_batch(
        &self,
        workspace: &mut Workspace,
        mut visit: impl FnMut(&Network, &Block, &Batch<'_>, &[f32]),
    ) {
        let Parts { experiment, network, loss, classes, block, partial, .. } = workspace.parts();
        for (number, start) in (0..).zip(self.batch.clone().step_by(Block::MAX)) {
            let batch = self.feed.batch(start, (self.batch.end - start).min(Block::MAX));
            let key = self.mask_key(experiment.seeds.masks, Purpose::Masks, self.steps, number);
            let pass = Pass { dropout: &experiment.dropout, mode: Mode::Train, key, backward: true };
            network.forward(self.as_read(), batch, block, &pass);
            if block.first_unbounded_layer(network).is_some() {
                block.clear_padding(network);
            }
            nn::derivative(block, network.outputs(), &batch, loss, classes, self.batch.len());
            network.backward(&self.packed, batch, block, partial);
            visit(network, block, &batch, &partial[..self.count]);
        }
    }

    /// The update on the mini-batch that stands, by a copy of the run.
    pub(crate) fn updated(mut self, workspace: &mut Workspace) -> Self {
        self.train(workspace);
        self
    }
}
