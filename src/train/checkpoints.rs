//! States of a comparison at earlier steps, kept to go back to.

use alloc::vec::Vec;

use super::comparison::Lane;
use super::run::Snapshot;
use crate::experiment::{Dropout, OptimizerKind, StopMetric};

/// The most checkpoints that are kept.
const MOST: usize = 64;
/// Bytes that they may take together; of larger networks fewer are kept.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// The state of every run of every lane at one step.
#[derive(Debug, Clone, Default)]
pub struct Checkpoint {
    step: u64,
    lanes: Vec<LaneState>,
}

#[derive(Debug, Clone)]
struct LaneState {
    /// Whose averages the runs' slots hold.
    optimizer: OptimizerKind,
    /// Under which the last step was made.
    dropout: Dropout,
    /// Which parameters had been set by hand.
    edited: Vec<u32>,
    runs: Vec<Snapshot>,
}

impl Checkpoint {
    /// Updates that had been made.
    #[must_use]
    pub const fn step(&self) -> u64 {
        self.step
    }

    /// A run's own step, which is less where it had diverged, and its parameters, in PyTorch's order. `None` where there is no
    /// such lane or replica.
    #[must_use]
    pub fn run(&self, lane: usize, replica: usize) -> Option<(u64, &[f32])> {
        let kept = self.lanes.get(lane)?.runs.get(replica)?;
        Some((kept.steps(), kept.parameters()))
    }

    /// Writes the lanes' state over this one, in the room that it has.
    fn save(&mut self, step: u64, lanes: &mut [Lane]) {
        self.step = step;
        for (number, lane) in lanes.iter_mut().enumerate() {
            lane.settle();
            let optimizer = lane.workspace.experiment().training.optimizer;
            let dropout = lane.workspace.dropout_of_last_step();
            if self.lanes.len() == number {
                self.lanes.push(LaneState {
                    optimizer,
                    dropout: dropout.clone(),
                    edited: Vec::new(),
                    runs: Vec::new(),
                });
            }
            let kept = &mut self.lanes[number];
            kept.optimizer = optimizer;
            if kept.dropout != *dropout {
                kept.dropout.clone_from(dropout);
            }
            kept.edited.clone_from(&lane.edited);
            kept.runs.resize_with(lane.runs.len(), Snapshot::default);
            for (run, kept) in lane.runs.iter().zip(&mut kept.runs) {
                run.save(kept);
            }
        }
    }

    /// Brings the lanes back to this state.
    fn restore(&self, lanes: &mut [Lane]) {
        for (lane, kept) in lanes.iter_mut().zip(&self.lanes) {
            lane.release();
            let Lane { workspace, runs, edited, .. } = lane;
            edited.clone_from(&kept.edited);
            workspace.steps_were_made_under(&kept.dropout);
            let same_optimizer = workspace.experiment().training.optimizer == kept.optimizer;
            for (run, kept) in runs.iter_mut().zip(&kept.runs) {
                run.restore(kept, workspace);
                if !same_optimizer {
                    run.clear_optimizer();
                }
            }
        }
    }
}

/// The checkpoints of a comparison, oldest first.
///
/// They are at least `every` steps apart, the last one aside; when there is no room for another, `every` is doubled and what
/// is too near is let go. Room that was made is used again, so there are never more than fit the bounds.
#[derive(Debug, Clone)]
pub(super) struct Checkpoints {
    kept: Vec<Checkpoint>,
    spare: Vec<Checkpoint>,
    every: u64,
    limit: usize,
    /// Whether the comparison stands at one of them that is not the newest.
    back: bool,
}

impl Checkpoints {
    pub(super) fn new(lanes: &[Lane]) -> Self {
        let numbers: usize =
            lanes.iter().map(|lane| lane.workspace.network().parameter_count() * lane.runs.len()).sum();
        // And where early stopping is on the best weights.
        let best = lanes.iter().any(|lane| lane.workspace.experiment().early_stopping.metric != StopMetric::Off);
        let bytes = numbers * (Snapshot::NUMBERS + usize::from(best)) * size_of::<f32>();
        let limit = (MOST_BYTES / bytes.max(1)).min(MOST);
        Self { kept: Vec::new(), spare: Vec::new(), every: 1, limit, back: false }
    }

    pub(super) fn kept(&self) -> &[Checkpoint] {
        &self.kept
    }

    pub(super) const fn is_back(&self) -> bool {
        self.back
    }

    pub(super) fn clear(&mut self) {
        self.spare.append(&mut self.kept);
        (self.every, self.back) = (1, false);
    }

    fn is_due(&self, step: u64) -> bool {
        match self.kept.last() {
            None => self.limit > 1,
            // Of two, one is the first and one is for the newest.
            Some(last) => self.limit > 2 && step >= last.step.saturating_add(self.every),
        }
    }

    /// Keeps the lanes' state where one is due.
    pub(super) fn take(&mut self, step: u64, lanes: &mut [Lane]) {
        if self.back || !self.is_due(step) {
            return;
        }
        // One place is left free, for the newest state when the visitor goes back.
        while self.kept.len() > 1 && self.kept.len() + 1 >= self.limit {
            self.thin();
        }
        if self.is_due(step) {
            self.push(step, lanes);
        }
    }

    /// Lets go what is nearer than twice the distance to the one before it.
    fn thin(&mut self) {
        self.every = self.every.saturating_mul(2);
        let mut held = 0;
        for i in 1..self.kept.len() {
            if self.kept[i].step >= self.kept[held].step.saturating_add(self.every) {
                held += 1;
                self.kept.swap(held, i);
            }
        }
        self.spare.extend(self.kept.drain(held + 1..));
    }

    fn push(&mut self, step: u64, lanes: &mut [Lane]) {
        let mut checkpoint = self.spare.pop().unwrap_or_default();
        checkpoint.save(step, lanes);
        self.kept.push(checkpoint);
    }

    /// Goes to the checkpoint of this step, and says whether there is one. The newest state is kept first.
    pub(super) fn restore(&mut self, step: u64, present: u64, lanes: &mut [Lane]) -> bool {
        if !self.kept.iter().any(|kept| kept.step == step) {
            return false;
        }
        if !self.back {
            // It stands in for one of the same step, which may have been kept before weights were edited, and for the newest
            // of an earlier look back where there is no room for both.
            let replaced = self.kept.last().is_some_and(|last| last.step == present)
                || (self.kept.len() >= self.limit && self.kept.len() > 1);
            if replaced {
                self.spare.extend(self.kept.pop());
            }
            self.push(present, lanes);
        }
        let Some(at) = self.kept.iter().position(|kept| kept.step == step) else { return false };
        self.kept[at].restore(lanes);
        self.back = at + 1 < self.kept.len();
        true
    }

    /// The training goes on: what came after the present step did not happen.
    pub(super) fn go_on(&mut self, step: u64) {
        self.back = false;
        let after = self.kept.partition_point(|kept| kept.step <= step);
        self.spare.extend(self.kept.drain(after..));
    }
}
