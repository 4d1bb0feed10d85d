//! The conditions that involve more than one field, and the limits on what a comparison may cost.

use alloc::{format, string::String, vec::Vec};

use super::kind::{Problem, Rule, number};
use super::sections::{Augmentation, Dataset, Loss, StopMetric};
use super::value::{Choice, Each};
use super::{Experiment, Kind};

/// The largest number of lanes in a comparison.
pub const MAX_LANES: u32 = 4;
/// The largest number of replicas of each lane.
pub const MAX_REPLICAS: u32 = 32;
/// Bytes that all networks of a comparison may take together, so that a phone can hold them.
pub const MAX_MEMORY: u64 = 512 * 1024 * 1024;
/// Multiply–adds of one forward pass over the mini-batches of all networks of a comparison: beyond this a single step
/// takes seconds.
pub const MAX_WORK: u64 = 10_000_000_000;

/// Copies of its parameters that a replica keeps: current, initial, gradient, two optimizer slots, and the weights in the
/// orders in which the passes forward and backward read them. (Networks so narrow that four are trained side by side keep
/// some more, and are small.)
const COPIES: u64 = 7;
/// The smallest number of given points that can be split into three sets with two classes.
const LEAST_CUSTOM: usize = 6;
const MAX_CUSTOM_CLASS: u32 = 4;

/// What the targets are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// This many classes.
    Classes(u32),
    /// A real number.
    Regression,
}

impl Experiment {
    /// What the targets are: a number of classes, or a real number.
    ///
    /// Given points are classes where every target is a whole number from 0 to 4.
    #[must_use]
    pub fn task(&self) -> Task {
        match self.data.dataset {
            Dataset::Plane | Dataset::Wave => Task::Regression,
            Dataset::Rings | Dataset::Blobs => Task::Classes(self.data.classes),
            Dataset::Custom => custom_classes(&self.data.custom).map_or(Task::Regression, Task::Classes),
            _ => Task::Classes(2),
        }
    }

    /// The loss with `auto` resolved.
    #[must_use]
    pub fn loss(&self) -> Loss {
        match (self.training.loss, self.task()) {
            (Loss::Auto, Task::Regression) => Loss::Mse,
            (Loss::Auto, Task::Classes(2)) => Loss::BinaryCrossEntropy,
            (Loss::Auto, Task::Classes(_)) => Loss::SoftmaxCrossEntropy,
            (loss, _) => loss,
        }
    }

    /// Number of the network's inputs.
    #[must_use]
    pub fn input_count(&self) -> usize {
        self.inputs.features.len() + self.inputs.noise_inputs as usize
    }

    /// Number of the network's outputs: one, or one for each class.
    #[must_use]
    pub fn output_count(&self) -> usize {
        match (self.loss(), self.task()) {
            (Loss::SoftmaxCrossEntropy, Task::Classes(k)) => k as usize,
            (Loss::Mse, Task::Classes(k)) if k > 2 => k as usize,
            _ => 1,
        }
    }

    /// Units in every layer: inputs, hidden layers, outputs.
    #[must_use]
    pub fn sizes(&self) -> Vec<usize> {
        let hidden = self.network.layers.iter().map(|&units| units as usize);
        core::iter::once(self.input_count()).chain(hidden).chain([self.output_count()]).collect()
    }

    /// Number of weights and biases.
    #[must_use]
    pub fn parameter_count(&self) -> usize {
        self.sizes().windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum()
    }

    /// Number of points in all sets together.
    #[must_use]
    pub fn point_count(&self) -> usize {
        match self.data.dataset {
            Dataset::Custom => self.data.custom.len(),
            _ => self.data.points as usize,
        }
    }

    /// Bytes that a replica takes: its parameters' copies, and the training set in the order of its epoch.
    fn memory(&self) -> u64 {
        // A mini-batch takes whole vectors of four.
        let batch = (self.training.batch as usize).max(1);
        let lanes = self.point_count().div_ceil(batch) * batch.next_multiple_of(4);
        // Inputs in two layouts, of which one has whole vectors, target and row.
        let inputs = self.input_count();
        let mixed = if self.augmentation.mixes() { self.output_count() } else { 0 };
        let epoch = lanes * (inputs + inputs.next_multiple_of(4) + 2 + mixed);
        let copies = COPIES + u64::from(self.early_stopping.metric != StopMetric::Off);
        (self.parameter_count() as u64 * copies + epoch as u64) * size_of::<f32>() as u64
    }

    /// Multiply–adds of one forward pass over a mini-batch.
    fn work(&self) -> u64 {
        let batch = (self.training.batch as usize).min(self.point_count());
        self.parameter_count() as u64 * batch as u64
    }
}

impl Augmentation {
    /// Whether anything is augmented.
    #[must_use]
    pub fn is_on(&self) -> bool {
        *self != Self::default()
    }

    /// Whether targets are mixed.
    #[must_use]
    pub fn mixes(&self) -> bool {
        self.mixup > 0.0
    }
}

/// The number of classes of given points, or `None` where their targets are real numbers.
fn custom_classes(points: &[[f64; 3]]) -> Option<u32> {
    let mut most = 1;
    for &[_, _, target] in points {
        let class = (0..=MAX_CUSTOM_CLASS).find(|&class| f64::from(class) == target)?;
        most = most.max(class);
    }
    Some(most + 1)
}

/// Adds every rule that is broken among fields that are in range by themselves.
pub(super) fn check(experiment: &Experiment, problems: &mut Vec<Problem>) {
    let known: Vec<String> = problems.iter().map(|problem| problem.path.clone()).collect();
    let sound = |paths: &[&str]| {
        !known.iter().any(|bad| paths.iter().any(|path| bad.starts_with(path) || path.starts_with(bad.as_str())))
    };
    let mut broken = |path: &str, got: String, rule: Rule| problems.push(Problem::rule(path, got, rule));

    let layers = experiment.network.layers.len();
    if sound(&["network.layers", "network.activation"]) {
        length("network.activation", &experiment.network.activation, layers, &mut broken);
    }
    if sound(&["network.layers", "dropout.p"]) {
        length("dropout.p", &experiment.dropout.p, layers, &mut broken);
    }
    if sound(&["inputs.features", "inputs.scale"]) {
        length("inputs.scale", &experiment.inputs.scale, experiment.inputs.features.len(), &mut broken);
    }
    let points_suffice = sound(&["data"]) && custom_points(experiment, &mut broken);
    if points_suffice && sound(&["split"]) {
        split(experiment, &mut broken);
    }
    if sound(&["data", "training.loss"]) {
        loss(experiment, &mut broken);
    }
    if sound(&["data", "inputs", "network", "training"]) {
        cost(&[experiment], 1, "network.layers", &mut broken);
    }
}

fn length<T: Copy>(path: &str, each: &Each<T>, expected: usize, broken: &mut impl FnMut(&str, String, Rule)) {
    if let Some(length) = each.list_length()
        && length != expected
    {
        broken(path, format!("a list of {length}"), Rule::Length { expected });
    }
}

/// Whether given points can be split and learned from; says what is wrong where they cannot.
fn custom_points(experiment: &Experiment, broken: &mut impl FnMut(&str, String, Rule)) -> bool {
    let points = &experiment.data.custom;
    if experiment.data.dataset != Dataset::Custom {
        return true;
    }
    if points.len() < LEAST_CUSTOM {
        broken("data.custom", format!("{} points", points.len()), Rule::PointCount { least: LEAST_CUSTOM });
        return false;
    }
    for (i, &[_, _, target]) in points.iter().enumerate() {
        let in_range = (-10.0..=10.0).contains(&target);
        if !in_range {
            broken(&format!("data.custom[{i}][2]"), number(target), Rule::Target { most: MAX_CUSTOM_CLASS });
            return false;
        }
    }
    if let Some(count) = custom_classes(points)
        && let Some(absent) = (0..count).find(|&class| points.iter().all(|point| point[2] != f64::from(class)))
    {
        let got = format!("no point of class {absent}");
        broken("data.custom", got, Rule::Target { most: MAX_CUSTOM_CLASS });
        return false;
    }
    true
}

fn split(experiment: &Experiment, broken: &mut impl FnMut(&str, String, Rule)) {
    let split = &experiment.split;
    let total = split.train + split.dev + split.test;
    // At least one point a class, or two points in regression, whatever the rounding.
    let least = match experiment.task() {
        Task::Classes(k) => f64::from(k),
        Task::Regression => 2.0,
    };
    // Written so that 0 / 0, which is not a number, is a problem as well.
    let enough = split.train / total * (1.0 - split.train_dev) * experiment.point_count() as f64 >= least;
    if !enough {
        broken("split.train", format!("{} of {}", number(split.train), number(total)), Rule::EmptyTrain);
    }
}

fn loss(experiment: &Experiment, broken: &mut impl FnMut(&str, String, Rule)) {
    let options: &'static [&'static str] = match experiment.task() {
        Task::Regression => &["auto", "mse"],
        Task::Classes(2) => Loss::NAMES,
        Task::Classes(_) => &["auto", "softmax_cross_entropy", "mse"],
    };
    let name = experiment.training.loss.name();
    if !options.contains(&name) {
        broken("training.loss", name.into(), Rule::Loss { options });
    }
}

fn cost(lanes: &[&Experiment], replicas: u32, path: &str, broken: &mut impl FnMut(&str, String, Rule)) {
    let total =
        |each: &dyn Fn(&Experiment) -> u64| lanes.iter().map(|lane| each(lane)).sum::<u64>() * u64::from(replicas);
    let bytes = total(&Experiment::memory);
    if bytes > MAX_MEMORY {
        broken(path, format!("{} MiB", bytes / (1024 * 1024)), Rule::Memory { most: MAX_MEMORY });
    }
    let work = total(&Experiment::work);
    if work > MAX_WORK {
        broken(path, format!("{work}"), Rule::Work { most: MAX_WORK });
    }
}

/// Everything that is wrong with a comparison: with each lane, and with all of them together.
#[must_use]
pub fn comparison_problems(lanes: &[Experiment], replicas: u32) -> Vec<Problem> {
    let mut problems = Vec::new();
    let count = u32::try_from(lanes.len()).unwrap_or(u32::MAX);
    for (path, got, max) in [("lanes", count, MAX_LANES), ("replicas", replicas, MAX_REPLICAS)] {
        if !(1..=max).contains(&got) {
            problems.push(Problem::kind(path, format!("{got}"), Kind::Integer { min: 1, max }));
        }
    }
    if !problems.is_empty() {
        return problems;
    }
    for (i, lane) in lanes.iter().enumerate() {
        problems.extend(
            lane.problems()
                .into_iter()
                .map(|problem| Problem { path: format!("lanes[{i}].{}", problem.path), ..problem }),
        );
    }
    if problems.is_empty() {
        let lanes: Vec<&Experiment> = lanes.iter().collect();
        cost(&lanes, replicas, "replicas", &mut |path, got, rule| problems.push(Problem::rule(path, got, rule)));
    }
    problems
}
