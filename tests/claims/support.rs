//! What all claims are made with: seeds, trainings, and how figures are written down.

use core::fmt::Write as _;
use core::ops::Range;

use trainscope::experiment::Experiment;
use trainscope::sweep;
use trainscope::train::{Comparison, Lane, Trainer};

/// Under which seeds a claim is tried, and whether in the settings that the document names or in others near them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Trial {
    first: u32,
    near: bool,
}

impl Trial {
    /// What the document says.
    pub(crate) const DOCUMENT: Self = Self { first: 1, near: false };
    /// Seeds that nothing was chosen by, and settings nearby.
    pub(crate) const HELD_OUT: Self = Self { first: 120_001, near: true };

    /// So many seeds.
    pub(crate) const fn seeds(self, count: u32) -> Range<u32> {
        self.first..self.first + count
    }

    /// The document's value, or the other one nearby.
    pub(crate) fn pick<T>(self, document: T, nearby: T) -> T {
        if self.near { nearby } else { document }
    }
}

/// What a claim found.
#[derive(Debug)]
pub(crate) struct Claim {
    /// What lessons call it.
    pub(crate) id: &'static str,
    /// What was found true.
    pub(crate) claim: &'static str,
    /// How it is shown, and what intervals are.
    pub(crate) shown: &'static str,
    /// The seeds.
    pub(crate) seeds: String,
    /// What is trained: a name, and the fields that differ from the defaults.
    pub(crate) experiments: Vec<(String, String)>,
    /// What was measured, and its value.
    pub(crate) figures: Vec<(String, String)>,
    /// Where it is from.
    pub(crate) source: &'static str,
}

impl Claim {
    /// The claim, if all of this holds.
    pub(crate) fn if_all(self, conditions: &[(&str, bool)]) -> Self {
        let mut text = format!("{}: {}\n  seeds {}\n", self.id, self.claim, self.seeds);
        for (what, value) in &self.figures {
            let _ = writeln!(text, "  {what}: {value}");
        }
        println!("{text}");
        let failed: Vec<&str> = conditions.iter().filter(|(_, holds)| !holds).map(|(what, _)| *what).collect();
        assert!(failed.is_empty(), "{}: it does not hold that {}", self.id, failed.join("; "));
        self
    }
}

/// A figure for the document.
pub(crate) fn figure(what: impl Into<String>, value: impl Into<String>) -> (String, String) {
    (what.into(), value.into())
}

/// An experiment for the document.
pub(crate) fn named(name: &str, fields: &str) -> (String, String) {
    (name.into(), fields.into())
}

/// A range of seeds as the document names it.
pub(crate) fn seeds_text(seeds: &Range<u32>) -> String {
    format!("{} to {}, all six alike", seeds.start, seeds.end - 1)
}

/// The experiment of which these fields differ from the defaults.
pub(crate) fn experiment(fields: &str) -> Experiment {
    sweep::from_fields(fields).unwrap_or_else(|problems| panic!("{fields}: {problems}"))
}

/// The experiment with every seed set to this one.
pub(crate) fn seeded(experiment: &Experiment, seed: u32) -> Experiment {
    let mut own = experiment.clone();
    let seeds = &mut own.seeds;
    for each in [
        &mut seeds.data,
        &mut seeds.split,
        &mut seeds.init,
        &mut seeds.batches,
        &mut seeds.masks,
        &mut seeds.augmentation,
    ] {
        *each = seed;
    }
    own
}

/// A training under one seed, after so many steps.
pub(crate) fn trained(experiment: &Experiment, seed: u32, steps: u32) -> Trainer {
    let mut trainer = Trainer::new(&seeded(experiment, seed)).unwrap();
    (0..steps).for_each(|_| trainer.step());
    trainer
}

/// What a lane of one run shows under one seed, before the first step.
pub(crate) fn at_start<T>(experiment: &Experiment, seed: u32, look: impl FnOnce(&mut Lane) -> T) -> T {
    let mut comparison = Comparison::new(&[seeded(experiment, seed)], 1).unwrap();
    look(&mut comparison.lanes()[0])
}

pub(crate) fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|x| x.to_bits()).collect()
}

/// Units of each layer, inputs first: where the parameters of PyTorch's order are.
pub(crate) struct Shape(Vec<usize>);

impl Shape {
    pub(crate) fn of(trainer: &Trainer) -> Self {
        Self(trainer.experiment().sizes())
    }

    /// For each layer the rows of `weight[out][in]` and the biases.
    pub(crate) fn layers<'a>(&self, parameters: &'a [f32]) -> Vec<(Vec<&'a [f32]>, &'a [f32])> {
        let mut rest = parameters;
        let mut layers = Vec::new();
        for pair in self.0.windows(2) {
            let (weights, after) = rest.split_at(pair[0] * pair[1]);
            let (biases, after) = after.split_at(pair[1]);
            layers.push((weights.chunks(pair[0]).collect(), biases));
            rest = after;
        }
        layers
    }
}
