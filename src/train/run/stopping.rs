//! Early stopping: what a run remembers of its best weights, and when it counts as stopped.

use alloc::vec::Vec;

use super::Run;
use crate::data::Set;
use crate::experiment::{Mode, StopMetric};
use crate::nn::Network;
use crate::train::workspace::Workspace;

/// What early stopping knows of a run.
///
/// At the end of every epoch the dev set is evaluated without masks (Prechelt 1998, *Early stopping — but when?*, the criterion of
/// so many strips in a row without progress). The best weights are those of the best figure there was, and of equal ones the
/// first. Progress is a figure that is better by more than `min_delta` than the last one that was progress; `patience` epochs
/// without it and the run counts as stopped. It can be trained further, but nothing here changes from then on.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct EarlyStop {
    /// The step after which the weights were best.
    pub best_step: u64,
    /// The dev set's loss or accuracy at that step.
    pub best: f64,
    /// Epochs without progress that are left; 0 where it has stopped.
    pub left: u32,
    /// The step after which it stopped, if it has.
    pub stopped: Option<u64>,
}

/// [`EarlyStop`], and what it is worked out from.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::train) struct Stopping {
    /// None before the first epoch's end.
    pub(in crate::train) shown: Option<EarlyStop>,
    /// The figure that progress is measured from.
    reference: f64,
}

impl Stopping {
    /// Takes in the figure of an epoch's end, and says whether there was none as good.
    fn take(&mut self, step: u64, figure: f64, rises: bool, patience: u32, min_delta: f64) -> bool {
        let better = |than: f64, by: f64| if rises { figure > than + by } else { figure < than - by };
        let Some(shown) = &mut self.shown else {
            // A figure that is none, as where a run has diverged, is no start.
            if !figure.is_nan() {
                self.shown = Some(EarlyStop { best_step: step, best: figure, left: patience, stopped: None });
                self.reference = figure;
            }
            return !figure.is_nan();
        };
        let best = better(shown.best, 0.0);
        if best {
            (shown.best_step, shown.best) = (step, figure);
        }
        if better(self.reference, min_delta) {
            self.reference = figure;
            shown.left = patience;
        } else {
            shown.left = shown.left.saturating_sub(1);
            shown.stopped = (shown.left == 0).then_some(step);
        }
        best
    }
}

impl Run {
    /// Whether an epoch has just ended at whose end early stopping wants to see the dev set.
    #[inline]
    pub(super) fn stopping_is_due(&self, workspace: &Workspace) -> bool {
        self.batch.end == self.order.len()
            && workspace.experiment().early_stopping.metric != StopMetric::Off
            && self.divergence.is_none()
            && self.stopping.shown.is_none_or(|shown| shown.stopped.is_none())
    }

    /// Where that is wanted, evaluates the dev set, and remembers the weights where they are the best.
    #[inline(never)]
    pub(super) fn consider_stopping(&mut self, workspace: &mut Workspace) {
        if !self.stopping_is_due(workspace) {
            return;
        }
        let Some(figures) = self.evaluate(workspace, Set::Dev, Mode::Eval) else { return };
        let settings = &workspace.experiment().early_stopping;
        let accuracy = figures.accuracy.filter(|_| settings.metric == StopMetric::DevAccuracy);
        let figure = accuracy.unwrap_or(figures.loss);
        let (patience, min_delta) = (settings.patience, settings.min_delta);
        if self.stopping.take(self.steps, figure, accuracy.is_some(), patience, min_delta) {
            self.best.clear();
            self.best.extend_from_slice(&self.parameters[..self.count]);
        }
    }

    /// What early stopping knows; none where it is off, before the first epoch's end, and without a dev set.
    #[must_use]
    pub const fn early_stop(&self) -> Option<EarlyStop> {
        self.stopping.shown
    }

    /// The weights of [`EarlyStop::best_step`], in PyTorch's order; none where there is no such step.
    #[must_use]
    pub fn best_parameters(&self) -> Option<&[f32]> {
        self.stopping.shown.map(|_| &self.best[..])
    }

    /// Takes the best weights, where there are any.
    pub(in crate::train) fn restore_best(&mut self, network: &Network) {
        if self.stopping.shown.is_some() {
            self.parameters[..self.count].copy_from_slice(&self.best);
            network.pack(&self.parameters, &mut self.packed);
            self.divergence = None;
        }
    }

    /// Room for the best weights, where they are wanted.
    pub(super) fn room_for_best(workspace: &Workspace, count: usize) -> Vec<f32> {
        let off = workspace.experiment().early_stopping.metric == StopMetric::Off;
        Vec::with_capacity(if off { 0 } else { count })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Patience 2 and a least progress of 0.1 on losses.
    fn after(losses: &[f64]) -> (Stopping, usize) {
        let mut stopping = Stopping::default();
        let best = (1..).zip(losses).filter(|&(step, &loss)| stopping.take(step, loss, false, 2, 0.1)).count();
        (stopping, best)
    }

    #[test]
    fn small_improvements_are_remembered_but_are_no_progress() {
        let (stopping, taken) = after(&[1.0, 0.95, 0.91]);
        assert_eq!(stopping.shown, Some(EarlyStop { best_step: 3, best: 0.91, left: 0, stopped: Some(3) }));
        assert_eq!(taken, 3);
        let (stopping, _) = after(&[1.0, 0.95, 0.85]);
        assert_eq!(stopping.shown, Some(EarlyStop { best_step: 3, best: 0.85, left: 2, stopped: None }));
    }

    #[test]
    fn of_equal_figures_the_first_is_best_and_no_number_is_none() {
        let (stopping, taken) = after(&[f64::NAN, 1.0, 1.0, f64::NAN]);
        assert_eq!(stopping.shown, Some(EarlyStop { best_step: 2, best: 1.0, left: 0, stopped: Some(4) }));
        assert_eq!(taken, 1);
        assert_eq!(after(&[f64::NAN]).0, Stopping::default());
    }

    #[test]
    fn an_accuracy_is_to_rise() {
        let mut stopping = Stopping::default();
        let taken: Vec<bool> =
            (1..).zip([0.5, 0.6, 0.4, 0.6]).map(|(step, figure)| stopping.take(step, figure, true, 2, 0.0)).collect();
        assert_eq!(taken, [true, true, false, false]);
        assert_eq!(stopping.shown, Some(EarlyStop { best_step: 2, best: 0.6, left: 0, stopped: Some(4) }));
    }
}
