//! One experiment, one network: the simplest way to train.

use alloc::vec::Vec;

use super::comparison::ReplicaSummary;
use super::run::{Divergence, EarlyStop, Figures, Run, WrongCount};
use super::workspace::Workspace;
use crate::data::{Augmented, Prepared, Set};
use crate::experiment::{Effect, Experiment, Mode, Problems, comparison_problems};
use crate::nn;

/// Trains one network, step by step.
///
/// ```
/// use trainscope::data::Set;
/// use trainscope::experiment::{Experiment, Mode};
/// use trainscope::train::Trainer;
///
/// let experiment = Experiment::from_json(r#"{"data": {"dataset": "circle"}}"#).unwrap();
/// let mut trainer = Trainer::new(&experiment).unwrap();
/// let before = trainer.evaluate(Set::Train, Mode::Eval).unwrap();
/// for _ in 0..500 {
///     trainer.step();
/// }
/// let after = trainer.evaluate(Set::Train, Mode::Eval).unwrap();
/// assert!(after.loss < 0.5 * before.loss);
/// ```
#[derive(Debug, Clone)]
pub struct Trainer {
    workspace: Workspace,
    run: Run,
}

impl Trainer {
    /// Draws the data and the initial weights; everything that training needs is allocated here.
    ///
    /// # Errors
    /// Everything that is wrong with the experiment.
    pub fn new(experiment: &Experiment) -> Result<Self, Problems> {
        Self::replica(experiment, 0)
    }

    /// As [`Self::new`], with the initial weights, batches and masks of another replica.
    ///
    /// # Errors
    /// Everything that is wrong with the experiment.
    pub fn replica(experiment: &Experiment, replica: u32) -> Result<Self, Problems> {
        let problems = experiment.problems();
        if !problems.is_empty() {
            return Err(Problems(problems));
        }
        Ok(Self::of_valid(experiment, replica))
    }

    /// As [`Self::replica`], of an experiment that is known to have no problems.
    pub(crate) fn of_valid(experiment: &Experiment, replica: u32) -> Self {
        let workspace = Workspace::new(experiment, None);
        let run = Run::new(&workspace, replica);
        Self { workspace, run }
    }

    /// The figures, in the mode that the experiment's `dropout.evaluate` names.
    pub fn summary(&mut self) -> ReplicaSummary {
        let mode = self.workspace.mode();
        ReplicaSummary::of(&self.run, &mut self.workspace, mode)
    }

    /// One optimizer update on the next mini-batch.
    pub fn step(&mut self) {
        self.run.step(&mut self.workspace);
    }

    /// Steps until the epoch under way is complete.
    pub fn epoch(&mut self) {
        let epoch = self.run.epochs();
        while self.run.epochs() == epoch && self.run.divergence().is_none() {
            self.step();
        }
    }

    /// Goes back to the initial weights, the same bits as at the start.
    pub fn reset(&mut self) {
        self.run.reset(&self.workspace);
    }

    /// Mean loss and accuracy on a set; none where the set is empty. Never changes the training.
    pub fn evaluate(&mut self, set: Set, mode: Mode) -> Option<Figures> {
        self.run.evaluate(&mut self.workspace, set, mode)
    }

    /// The network's outputs (logits) on a set, `[example][output]`.
    pub fn outputs(&mut self, set: Set, mode: Mode) -> Vec<f32> {
        let mut outputs = Vec::new();
        self.run.for_each_output(&mut self.workspace, set, mode, |z, _| outputs.extend_from_slice(z));
        outputs
    }

    /// The penalty λ₁ Σ|w| + (λ₂/2) Σw² of the parameters as they are.
    #[must_use]
    pub fn penalty(&self) -> f64 {
        self.run.penalty(&self.workspace)
    }

    /// Whether each unit was kept in the last step: by layer (inputs, then hidden layers), `[unit][example]`.
    pub fn masks(&mut self) -> Vec<Vec<Vec<bool>>> {
        let by_example = self.run.masks(&mut self.workspace, 0..self.run.batch().len());
        let network = self.workspace.network();
        let mut start = 0;
        network
            .sizes()
            .take(network.layers().len())
            .map(|units| {
                let layer = start..start + units;
                start += units;
                layer.map(|unit| by_example.iter().map(|kept| kept[unit]).collect()).collect()
            })
            .collect()
    }

    /// Takes over a changed experiment: live where that is possible, else from the start.
    ///
    /// # Errors
    /// Everything that is wrong with the new experiment; the old one then stays.
    pub fn apply(&mut self, experiment: &Experiment) -> Result<Effect, Problems> {
        let problems = comparison_problems(core::slice::from_ref(experiment), 1);
        if !problems.is_empty() {
            return Err(Problems(problems));
        }
        let effect = self.workspace.experiment().change(experiment).unwrap_or(Effect::View);
        if effect == Effect::Rebuild {
            *self = Self::new(experiment)?;
        } else {
            apply_live(&mut self.workspace, core::slice::from_mut(&mut self.run), experiment);
        }
        Ok(effect)
    }

    /// The parameters; see [`Run::parameters`].
    #[must_use]
    pub fn parameters(&self) -> &[f32] {
        self.run.parameters()
    }

    /// The parameters before the first step.
    #[must_use]
    pub fn initial_parameters(&self) -> &[f32] {
        self.run.initial_parameters()
    }

    /// Replaces the parameters; the initial ones, the optimizer's state and the step stay. A run that had diverged goes on.
    ///
    /// # Errors
    /// Where their number is not the network's.
    pub fn set_parameters(&mut self, values: &[f32]) -> Result<(), WrongCount> {
        self.run.set_parameters(self.workspace.network(), values)
    }

    /// Freezes parameters, or lets them go; see [`Lane::set_frozen`](super::Lane::set_frozen).
    pub fn set_frozen(&mut self, parameters: &[u32], frozen: bool) {
        self.workspace.set_frozen(parameters, frozen);
    }

    /// The gradient that the last update used; see [`Run::last_gradient`].
    #[must_use]
    pub fn gradient(&self) -> &[f32] {
        self.run.last_gradient()
    }

    /// Rows of the training set in the last step's mini-batch.
    #[must_use]
    pub fn batch(&self) -> &[u32] {
        self.run.batch()
    }

    /// The last step's mini-batch as it was augmented; see [`Run::augmented`].
    #[must_use]
    pub fn augmented(&self) -> Vec<Augmented> {
        self.run.augmented(&self.workspace)
    }

    /// Updates made.
    #[must_use]
    pub const fn steps(&self) -> u64 {
        self.run.steps()
    }

    /// Passes over the training set completed.
    #[must_use]
    pub const fn epochs(&self) -> u64 {
        self.run.epochs()
    }

    /// The learning rate of the next update.
    #[must_use]
    pub fn learning_rate(&self) -> f64 {
        nn::learning_rate(&self.experiment().training, self.run.steps())
    }

    /// Where the run diverged, if it has.
    #[must_use]
    pub const fn divergence(&self) -> Option<Divergence> {
        self.run.divergence()
    }

    /// What early stopping knows; see [`EarlyStop`].
    #[must_use]
    pub const fn early_stop(&self) -> Option<EarlyStop> {
        self.run.early_stop()
    }

    /// The best weights by early stopping; see [`Run::best_parameters`].
    #[must_use]
    pub fn best_parameters(&self) -> Option<&[f32]> {
        self.run.best_parameters()
    }

    /// Takes the best weights by early stopping, where there are any; all else is as with [`Self::set_parameters`].
    pub fn restore_best(&mut self) {
        self.run.restore_best(self.workspace.network());
    }

    /// The parameters' bits in one number; see [`Run::hash`].
    #[must_use]
    pub fn hash(&self) -> u64 {
        self.run.hash()
    }

    /// The experiment as it now is.
    #[must_use]
    pub const fn experiment(&self) -> &Experiment {
        self.workspace.experiment()
    }

    /// The points, and the sets made of them.
    #[must_use]
    pub fn prepared(&self) -> &Prepared {
        self.workspace.prepared()
    }
}

/// Changes what can be changed without new weights, on all runs of a lane.
pub(super) fn apply_live(workspace: &mut Workspace, runs: &mut [Run], experiment: &Experiment) {
    if workspace.experiment().training.optimizer != experiment.training.optimizer {
        runs.iter_mut().for_each(Run::clear_optimizer);
    }
    let masks = |experiment: &Experiment| {
        let dropout = &experiment.dropout;
        (dropout.p.clone(), dropout.input, dropout.mask, experiment.training.batch)
    };
    if masks(workspace.experiment()) != masks(experiment) {
        runs.iter_mut().for_each(Run::change_masks);
    }
    workspace.apply(experiment);
}
