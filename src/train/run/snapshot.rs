//! A run's state at one step, kept to go back to.

use alloc::vec::Vec;
use core::ops::Range;

use super::stopping::Stopping;
use super::{Divergence, MasksSince, Run};
use crate::train::workspace::Workspace;

/// All of a run that training changes and that does not follow from the rest.
///
/// Streams are functions of seed, purpose and step, so there is no generator's state to keep.
#[derive(Debug, Clone, Default)]
pub(in crate::train) struct Snapshot {
    /// Parameters, last gradient and the optimizer's two slots, one after another.
    numbers: Vec<f32>,
    steps: u64,
    since: u64,
    epochs: u64,
    batch: Range<usize>,
    masks_since: MasksSince,
    divergence: Option<Divergence>,
    stopping: Stopping,
    best: Vec<f32>,
}

impl Snapshot {
    /// Numbers kept for each parameter.
    pub(in crate::train) const NUMBERS: usize = 4;

    /// The parameters, in PyTorch's order.
    pub(in crate::train) fn parameters(&self) -> &[f32] {
        &self.numbers[..self.numbers.len() / Self::NUMBERS]
    }

    /// Updates that had been made.
    pub(in crate::train) const fn steps(&self) -> u64 {
        self.steps
    }
}

impl Run {
    /// Writes the state over `kept`, whose room is used again. A team that trains the run has to have brought it up to date.
    pub(in crate::train) fn save(&self, kept: &mut Snapshot) {
        // Named one by one, so that a field that is added is thought of here. What is not kept never changes, or is made from
        // the rest.
        let Self {
            replica: _,
            count,
            parameters,
            packed: _,
            initial: _,
            gradient,
            first,
            second,
            steps,
            since,
            epochs,
            order: _,
            feed: _,
            batch,
            masks_since,
            divergence,
            stopping,
            best,
        } = self;
        kept.numbers.clear();
        kept.numbers.reserve_exact(Snapshot::NUMBERS * count);
        for numbers in [parameters, gradient, first, second] {
            kept.numbers.extend_from_slice(&numbers[..*count]);
        }
        (kept.steps, kept.since, kept.epochs) = (*steps, *since, *epochs);
        (kept.batch, kept.masks_since, kept.divergence) = (batch.clone(), *masks_since, *divergence);
        kept.stopping = *stopping;
        kept.best.clone_from(best);
    }

    /// Goes back to a state that was saved of this run: from there on it makes the steps that it made, bit for bit.
    pub(in crate::train) fn restore(&mut self, kept: &Snapshot, workspace: &Workspace) {
        let all = [&mut self.parameters, &mut self.gradient, &mut self.first, &mut self.second];
        for (own, kept) in all.into_iter().zip(kept.numbers.chunks_exact(self.count)) {
            own[..self.count].copy_from_slice(kept);
        }
        workspace.network().pack(&self.parameters, &mut self.packed);
        (self.steps, self.since, self.epochs) = (kept.steps, kept.since, kept.epochs);
        (self.batch, self.divergence) = (kept.batch.clone(), kept.divergence);
        self.stopping = kept.stopping;
        self.best.clone_from(&kept.best);
        // Settings stay as they are now; where they have changed, the masks of the steps up to here were drawn in another way.
        self.masks_since = if kept.masks_since.change == self.masks_since.change {
            kept.masks_since
        } else {
            MasksSince { step: self.steps, row: self.batch.end, ..self.masks_since }
        };
        // An epoch that its last mini-batch has completed is counted, and its order stands until the next one begins.
        let complete = self.steps > 0 && self.batch.end == self.order.len();
        self.shuffle(workspace.experiment(), self.epochs - u64::from(complete));
        self.feed.clear();
    }
}
