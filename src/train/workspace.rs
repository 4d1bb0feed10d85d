//! What the runs of a lane share: the experiment, its data, the network's shape, and the buffers of a pass.

use alloc::{sync::Arc, vec, vec::Vec};

use super::feed::{Augmenting, Feed};
use crate::data::{Augmenter, Examples, Preparation, Prepared, Set};
use crate::experiment::{Dropout, Effect, Experiment, Loss, Mode};
use crate::nn::{self, Block, Network};

/// Lattices that are kept at a time.
const MOST_LATTICES: usize = 4;

/// Everything but the runs themselves.
#[derive(Debug, Clone)]
pub struct Workspace {
    experiment: Experiment,
    prepared: Arc<Prepared>,
    network: Network,
    loss: Loss,
    classes: u32,
    frequencies: Vec<f64>,
    /// The sets as an evaluation reads them.
    feeds: Arc<[Feed; 4]>,
    /// Sides of lattices over the plane, and the lattices as a picture reads them.
    lattices: Vec<(usize, Feed)>,
    block: Block,
    /// Room for the gradient over a part of a mini-batch.
    partial: Vec<f32>,
    /// The dropout under which the last step was made, where it has been changed since.
    last_dropout: Option<Dropout>,
    /// Numbers of the parameters that no update changes, in rising order.
    frozen: Vec<u32>,
}

impl Workspace {
    /// Draws the data and allocates the buffers; `shared` is used in place of new data where it is what this experiment
    /// would draw.
    pub(crate) fn new(experiment: &Experiment, shared: Option<&Self>) -> Self {
        let prepared = shared
            .filter(|other| other.draws_the_data_of(experiment))
            .map_or_else(|| Arc::new(Prepared::new(experiment)), |other| Arc::clone(&other.prepared));
        let network = Network::new(experiment);
        let feeds = shared
            .filter(|other| Arc::ptr_eq(&other.prepared, &prepared))
            .map_or_else(|| Arc::new(prepared.sets.each_ref().map(feed)), |other| Arc::clone(&other.feeds));
        let block = Block::new(&network);
        let partial = vec![0.0; nn::padded_count(network.parameter_count())];
        let classes = prepared.points.classes;
        let frequencies = frequencies(&prepared.sets[Set::Train as usize], classes);
        Self {
            experiment: experiment.clone(),
            prepared,
            network,
            loss: experiment.loss(),
            classes,
            frequencies,
            feeds,
            lattices: Vec::new(),
            block,
            partial,
            last_dropout: None,
            frozen: Vec::new(),
        }
    }

    fn draws_the_data_of(&self, other: &Experiment) -> bool {
        let own = &self.experiment;
        (&own.data, &own.split, &own.target, &own.inputs) == (&other.data, &other.split, &other.target, &other.inputs)
            && (own.seeds.data, own.seeds.split) == (other.seeds.data, other.seeds.split)
    }

    /// Takes over a changed experiment that asks for no rebuild.
    pub(crate) fn apply(&mut self, experiment: &Experiment) {
        debug_assert!(self.experiment.change(experiment) != Some(Effect::Rebuild));
        if self.last_dropout.is_none() {
            self.last_dropout = Some(self.experiment.dropout.clone());
        }
        self.experiment = experiment.clone();
    }

    /// Notes that a step was made under the experiment as it now is.
    pub(super) fn stepped(&mut self) {
        self.last_dropout = None;
    }

    /// Notes under which dropout the last step was made, where that is not the experiment's as it now is.
    pub(super) fn steps_were_made_under(&mut self, dropout: &Dropout) {
        self.last_dropout = (self.experiment.dropout != *dropout).then(|| dropout.clone());
    }

    /// The dropout under which the last step was made.
    pub(crate) fn dropout_of_last_step(&self) -> &Dropout {
        self.last_dropout.as_ref().unwrap_or(&self.experiment.dropout)
    }

    /// Freezes parameters of all runs, or lets them go; numbers that are none of the network's are left out.
    pub(super) fn set_frozen(&mut self, parameters: &[u32], frozen: bool) {
        for &number in parameters.iter().filter(|&&number| (number as usize) < self.network.parameter_count()) {
            match (self.frozen.binary_search(&number), frozen) {
                (Err(place), true) => self.frozen.insert(place, number),
                (Ok(place), false) => drop(self.frozen.remove(place)),
                _ => {}
            }
        }
    }

    /// Numbers of the frozen parameters, in rising order.
    #[must_use]
    pub fn frozen(&self) -> &[u32] {
        &self.frozen
    }

    /// The experiment as it now is.
    #[must_use]
    pub const fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// The points, and the sets made of them.
    #[must_use]
    pub fn prepared(&self) -> &Prepared {
        &self.prepared
    }

    /// One of the sets.
    #[must_use]
    pub fn examples(&self, set: Set) -> &Examples {
        &self.prepared.sets[set as usize]
    }

    /// The network's shape.
    #[must_use]
    pub const fn network(&self) -> &Network {
        &self.network
    }

    /// The loss, with `auto` resolved.
    #[must_use]
    pub const fn loss(&self) -> Loss {
        self.loss
    }

    /// Number of classes; 0 in regression.
    #[must_use]
    pub const fn classes(&self) -> u32 {
        self.classes
    }

    /// The mode in which figures and pictures are made.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        self.experiment.dropout.evaluate
    }

    /// What augments the training set in an epoch; none where nothing does.
    pub(super) fn augmenter(&self, epoch: u64) -> Option<Augmenter<'_>> {
        Augmenter::new(&self.experiment, &self.prepared, epoch)
    }

    /// How the training set is laid out in an epoch, for this replica and the next ones; none where it is not.
    pub(super) fn augmenting(&self, replica: u32, epoch: u64) -> Option<Augmenting<'_>> {
        Some(Augmenting {
            augmenter: self.augmenter(epoch)?,
            preparation: &self.prepared.preparation,
            replica,
            features: self.experiment.inputs.features.len(),
            outputs: if self.experiment.augmentation.mixes() { self.network.outputs() } else { 0 },
            loss: self.loss,
            classes: self.classes,
        })
    }

    /// Class frequencies of the training set, or its mean target alone in regression.
    pub(super) fn frequencies(&self) -> &[f64] {
        &self.frequencies
    }

    /// Makes sure that the lattice of this side is among those kept; `make` gives its points.
    pub(crate) fn keep_lattice(&mut self, side: usize, make: fn(&Preparation, usize) -> Examples) {
        if self.lattices.iter().any(|(kept, _)| *kept == side) {
            return;
        }
        // A page draws at two or three sizes; what one picture needed once is not worth its memory.
        if self.lattices.len() >= MOST_LATTICES {
            self.lattices.clear();
        }
        self.lattices.push((side, feed(&make(&self.prepared.preparation, side))));
    }

    /// The parts that a pass reads, beside the block that it writes.
    pub(crate) fn parts(&mut self) -> Parts<'_> {
        Parts {
            experiment: &self.experiment,
            feeds: &self.feeds,
            lattices: &self.lattices,
            network: &self.network,
            loss: self.loss,
            classes: self.classes,
            frozen: &self.frozen,
            block: &mut self.block,
            partial: &mut self.partial,
        }
    }
}

/// A workspace taken apart, so that the block can be written while the rest is read.
pub(crate) struct Parts<'a> {
    pub(crate) experiment: &'a Experiment,
    pub(crate) feeds: &'a [Feed; 4],
    pub(crate) lattices: &'a [(usize, Feed)],
    pub(crate) network: &'a Network,
    pub(crate) loss: Loss,
    pub(crate) classes: u32,
    pub(crate) frozen: &'a [u32],
    pub(crate) block: &'a mut Block,
    pub(crate) partial: &'a mut [f32],
}

/// A whole set, in blocks.
fn feed(examples: &Examples) -> Feed {
    let rows: Vec<u32> = (0..).take(examples.count).collect();
    let mut feed = Feed::default();
    feed.lay(examples, &rows, 0, Block::MAX, 1, None);
    feed
}

fn frequencies(train: &Examples, classes: u32) -> Vec<f64> {
    #[expect(clippy::cast_precision_loss, reason = "a set has at most 20,000 examples")]
    let share = 1.0 / train.count.max(1) as f64;
    if classes == 0 {
        return vec![train.targets.iter().map(|&target| f64::from(target)).sum::<f64>() * share];
    }
    let count = |class: u32| train.targets.iter().filter(|&&target| f64::from(target) == f64::from(class)).count();
    #[expect(clippy::cast_precision_loss, reason = "a set has at most 20,000 examples")]
    (0..classes).map(|class| count(class) as f64 * share).collect()
}
