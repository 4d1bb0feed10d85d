//! Lanes and replicas in lockstep: the controlled comparison.

use alloc::vec::Vec;

use super::checkpoints::{Checkpoint, Checkpoints};
use super::run::{Divergence, EarlyStop, Figures, Run, TEAM, Team, WrongCount};
use super::trainer::apply_live;
use super::workspace::Workspace;
use crate::data::Set;
use crate::experiment::{Effect, Experiment, Mode, Problems, comparison_problems};
use crate::nn;

/// One lane: an experiment, and its replicas.
///
/// Replica r draws its initial weights, batches and masks from the same seeds as replica r of every other lane, so two
/// lanes differ in nothing but the fields in which their experiments differ.
#[derive(Debug, Clone)]
pub struct Lane {
    pub(crate) workspace: Workspace,
    pub(crate) runs: Vec<Run>,
    /// One for every four runs; none where each is trained by itself.
    teams: Vec<Team>,
    /// Numbers of the parameters that were set since the last reset, in rising order.
    pub(super) edited: Vec<u32>,
}

/// What a lane's figures are at one moment.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct LaneSummary {
    /// Updates made.
    pub step: u64,
    /// Passes over the training set completed.
    pub epoch: u64,
    /// The learning rate of the next update.
    pub learning_rate: f64,
    /// Each replica's figures.
    pub replicas: Vec<ReplicaSummary>,
}

/// What a replica's figures are at one moment.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct ReplicaSummary {
    /// On the training set; the penalty is not part of the loss.
    pub train: Option<Figures>,
    /// On the train-dev set.
    pub train_dev: Option<Figures>,
    /// On the dev set.
    pub dev: Option<Figures>,
    /// λ₁ Σ|w| + (λ₂/2) Σw².
    pub penalty: f64,
    /// Where it diverged, if it has.
    pub diverged: Option<Divergence>,
    /// What early stopping knows, where it is on and an epoch has ended.
    pub stop: Option<EarlyStop>,
}

impl ReplicaSummary {
    /// A run's figures.
    pub(super) fn of(run: &Run, workspace: &mut Workspace, mode: Mode) -> Self {
        Self {
            train: run.evaluate(workspace, Set::Train, mode),
            train_dev: run.evaluate(workspace, Set::TrainDev, mode),
            dev: run.evaluate(workspace, Set::Dev, mode),
            penalty: run.penalty(workspace),
            diverged: run.divergence(),
            stop: run.early_stop(),
        }
    }
}

impl Lane {
    fn new(experiment: &Experiment, replicas: u32, shared: Option<&Workspace>) -> Self {
        let workspace = Workspace::new(experiment, shared);
        let runs = (0..replicas).map(|replica| Run::new(&workspace, replica)).collect();
        let mut lane = Self { workspace, runs, teams: Vec::new(), edited: Vec::new() };
        lane.form_teams();
        lane
    }

    fn form_teams(&mut self) {
        let suits = Team::suits(&self.workspace);
        let count = if suits { self.runs.len() / TEAM } else { 0 };
        // Most changes leave the teams as they are.
        if self.teams.len() != count {
            self.teams = (0..count).map(|_| Team::new(&self.workspace)).collect();
        }
    }

    fn step(&mut self, count: u32) {
        let Self { workspace, runs, teams, .. } = self;
        let (of_teams, others) = runs.split_at_mut(teams.len() * TEAM);
        for (team, runs) in teams.iter_mut().zip(of_teams.chunks_exact_mut(TEAM)) {
            for _ in 0..count {
                team.step(runs, workspace);
            }
        }
        for run in others {
            for _ in 0..count {
                run.step(workspace);
            }
        }
    }

    /// Brings the runs of teams up to date, that they may be looked at.
    fn publish(&mut self) {
        for (team, runs) in self.teams.iter_mut().zip(self.runs.chunks_exact_mut(TEAM)) {
            team.publish(runs, &self.workspace);
        }
    }

    /// Brings all of the runs' state up to date, that it may be kept.
    pub(super) fn settle(&mut self) {
        for (team, runs) in self.teams.iter_mut().zip(self.runs.chunks_exact_mut(TEAM)) {
            team.settle(runs, &self.workspace);
        }
    }

    /// Gives all runs back to themselves, that they may be changed.
    pub(crate) fn release(&mut self) {
        for (team, runs) in self.teams.iter_mut().zip(self.runs.chunks_exact_mut(TEAM)) {
            team.release(runs, &self.workspace);
        }
    }

    /// What the replicas share.
    #[must_use]
    pub const fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The replicas.
    #[must_use]
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Replaces a replica's parameters; the initial ones, the optimizer's state and the step stay. A run that had diverged
    /// goes on. Where there is no such replica nothing happens.
    ///
    /// # Errors
    /// Where their number is not the network's.
    pub fn set_parameters(&mut self, replica: usize, values: &[f32]) -> Result<(), WrongCount> {
        self.release();
        let network = self.workspace.network();
        self.runs.get_mut(replica).map_or(Ok(()), |run| run.set_parameters(network, values))
    }

    /// Gives every replica its best weights by early stopping, as [`Self::set_parameters`] does; one that has none keeps its own.
    pub fn restore_best(&mut self) {
        self.release();
        let network = self.workspace.network();
        self.runs.iter_mut().for_each(|run| run.restore_best(network));
    }

    /// A replica's figures on train and dev with its best weights by early stopping, without changing the training. None where it
    /// has none, and where there is no such replica.
    pub fn best_figures(&mut self, replica: usize, mode: Mode) -> Option<[Option<Figures>; 2]> {
        let mut run = self.runs.get(replica).filter(|run| run.early_stop().is_some())?.clone();
        run.restore_best(self.workspace.network());
        Some([Set::Train, Set::Dev].map(|set| run.evaluate(&mut self.workspace, set, mode)))
    }

    /// Sets one parameter, counted in PyTorch's order, to the same value in every replica; all else is as with
    /// [`Self::set_parameters`]. Where there is no such parameter nothing happens.
    pub fn set_parameter(&mut self, number: u32, value: f32) {
        if number as usize >= self.workspace.network().parameter_count() {
            return;
        }
        self.release();
        let network = self.workspace.network();
        self.runs.iter_mut().for_each(|run| run.set_parameter(network, number as usize, value));
        if let Err(place) = self.edited.binary_search(&number) {
            self.edited.insert(place, number);
        }
    }

    /// Numbers of the parameters that [`Self::set_parameter`] has set since the last reset, in rising order.
    #[must_use]
    pub fn edited(&self) -> &[u32] {
        &self.edited
    }

    /// Freezes parameters of every replica, or lets them go: until then no update changes them, neither by the optimizer nor by
    /// a penalty or weight decay, and the optimizer's averages of them rest, as PyTorch's do where a gradient is not asked for.
    /// They take no part in the norm that clipping measures. Reset leaves them frozen, at their initial values.
    ///
    /// The numbers are in PyTorch's order; those that are none of the network's are left out.
    pub fn set_frozen(&mut self, parameters: &[u32], frozen: bool) {
        self.workspace.set_frozen(parameters, frozen);
    }

    /// Every replica's figures, in the mode that the experiment's `dropout.evaluate` names.
    pub fn summary(&mut self) -> LaneSummary {
        self.summary_in(self.workspace.mode())
    }

    /// Every replica's figures in this mode, whatever the experiment's is.
    pub fn summary_in(&mut self, mode: Mode) -> LaneSummary {
        let step = self.runs.iter().map(Run::steps).max().unwrap_or(0);
        let replicas = self.runs.iter().map(|run| ReplicaSummary::of(run, &mut self.workspace, mode)).collect();
        LaneSummary {
            step,
            epoch: self.runs.iter().map(Run::epochs).max().unwrap_or(0),
            learning_rate: nn::learning_rate(&self.workspace.experiment().training, step),
            replicas,
        }
    }

    /// Every replica's figures on the test set, in the mode that the experiment's `dropout.evaluate` names; none where it is empty.
    ///
    /// No summary has them: whoever looks at the test set does so on purpose.
    pub fn test_figures(&mut self) -> Vec<Option<Figures>> {
        let mode = self.workspace.mode();
        self.runs.iter().map(|run| run.evaluate(&mut self.workspace, Set::Test, mode)).collect()
    }

    /// Whether each unit was kept in a replica's last step, for one example of its mini-batch (the last one where it has fewer):
    /// inputs, then hidden units.
    pub fn watched_masks(&mut self, replica: usize, example: usize) -> Vec<bool> {
        let run = self.runs.get(replica);
        run.and_then(|run| run.masks(&mut self.workspace, example..example + 1).pop()).unwrap_or_default()
    }
}

/// One to four lanes of 1 to 32 replicas, all stepped together.
#[derive(Debug, Clone)]
pub struct Comparison {
    lanes: Vec<Lane>,
    checkpoints: Checkpoints,
}

impl Comparison {
    /// Draws data and initial weights of all lanes.
    ///
    /// # Errors
    /// Everything that is wrong with any lane, or with all of them together.
    pub fn new(experiments: &[Experiment], replicas: u32) -> Result<Self, Problems> {
        let problems = comparison_problems(experiments, replicas);
        if !problems.is_empty() {
            return Err(Problems(problems));
        }
        let mut lanes: Vec<Lane> = Vec::with_capacity(experiments.len());
        for experiment in experiments {
            let shared = lanes.first().map(|lane| &lane.workspace);
            lanes.push(Lane::new(experiment, replicas, shared));
        }
        let checkpoints = Checkpoints::new(&lanes);
        Ok(Self { lanes, checkpoints })
    }

    /// Takes over changed experiments: live where no lane asks for more, else all lanes start again together.
    ///
    /// # Errors
    /// Everything that is wrong; nothing is changed then.
    pub fn apply(&mut self, experiments: &[Experiment], replicas: u32) -> Result<Effect, Problems> {
        let same_shape = experiments.len() == self.lanes.len()
            && self.lanes.iter().all(|lane| u32::try_from(lane.runs.len()) == Ok(replicas));
        let changes = self.lanes.iter().zip(experiments);
        let effect = changes.filter_map(|(lane, next)| lane.workspace.experiment().change(next)).max();
        let effect = if same_shape { effect.unwrap_or(Effect::View) } else { Effect::Rebuild };
        if effect == Effect::Rebuild {
            *self = Self::new(experiments, replicas)?;
            return Ok(effect);
        }
        let problems = comparison_problems(experiments, replicas);
        if !problems.is_empty() {
            return Err(Problems(problems));
        }
        for (lane, experiment) in self.lanes.iter_mut().zip(experiments) {
            lane.release();
            apply_live(&mut lane.workspace, &mut lane.runs, experiment);
            lane.form_teams();
        }
        Ok(effect)
    }

    /// Makes `count` updates of every replica of every lane. From an earlier step the training goes on as it did, and the
    /// checkpoints of later steps are forgotten.
    pub fn step(&mut self, count: u32) {
        if count > 0 && self.checkpoints.is_back() {
            self.checkpoints.go_on(self.steps());
        }
        self.lanes.iter_mut().for_each(|lane| lane.step(count));
    }

    /// Steps until the first lane's epoch under way is complete.
    pub fn epoch(&mut self) {
        let Some(lane) = self.lanes.first() else { return };
        let (batch, rows) = (lane.workspace.experiment().training.batch, lane.workspace.examples(Set::Train).count);
        let Some(run) = lane.runs.iter().find(|run| run.divergence().is_none()) else { return };
        let left = run.rows_left(rows);
        self.step(u32::try_from(left).unwrap_or(u32::MAX).div_ceil(batch.max(1)));
    }

    /// Goes back to the initial weights, the same bits as at the start; the checkpoints are forgotten. What is frozen stays
    /// frozen.
    pub fn reset(&mut self) {
        self.checkpoints.clear();
        for lane in &mut self.lanes {
            lane.release();
            lane.edited.clear();
            lane.runs.iter_mut().for_each(|run| run.reset(&lane.workspace));
        }
    }

    /// Keeps the present state where that is due: at first at every step for which this is called, then at distances that
    /// double, so that there are at most 64 checkpoints and they take at most 64 MiB. Neither this nor the training depends on
    /// the other: it may be called after any number of steps.
    pub fn checkpoint(&mut self) {
        self.checkpoints.take(self.steps(), &mut self.lanes);
    }

    /// The checkpoints, oldest first. The first is of the step at which [`Self::checkpoint`] was called first; while the
    /// comparison stands at an earlier step, the last is the newest state that it had.
    #[must_use]
    pub fn checkpoints(&self) -> &[Checkpoint] {
        self.checkpoints.kept()
    }

    /// Goes to the checkpoint of a step, and says whether there is one; else nothing happens.
    ///
    /// From there the runs make the very steps that they made, bit for bit. Live changes made since stay in force; where the
    /// optimizer is another one now, it begins with cleared averages. What is frozen now stays frozen, at the values of that
    /// step. The newest state stays among the checkpoints until the training goes on.
    pub fn restore(&mut self, step: u64) -> bool {
        self.checkpoints.restore(step, self.steps(), &mut self.lanes)
    }

    /// Whether the comparison stands at a step before the newest that it had.
    #[must_use]
    pub const fn is_back(&self) -> bool {
        self.checkpoints.is_back()
    }

    /// Number of lanes.
    #[must_use]
    pub const fn lane_count(&self) -> usize {
        self.lanes.len()
    }

    /// Replicas of each lane.
    #[must_use]
    pub fn replicas(&self) -> usize {
        self.lanes.first().map_or(0, |lane| lane.runs.len())
    }

    /// Updates made.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.lanes.iter().flat_map(|lane| &lane.runs).map(Run::steps).max().unwrap_or(0)
    }

    /// The lanes, up to date, and the checkpoints.
    pub(crate) fn with_checkpoints(&mut self) -> (&[Lane], &[Checkpoint]) {
        self.lanes();
        (&self.lanes, self.checkpoints.kept())
    }

    /// The lanes, to evaluate them and to look inside. Replicas of narrow networks are trained together; this brings each up to
    /// date.
    pub fn lanes(&mut self) -> &mut [Lane] {
        self.lanes.iter_mut().for_each(Lane::publish);
        &mut self.lanes
    }
}
