//! The sets, ready for training.

use alloc::{vec, vec::Vec};

use super::points::Points;
use super::preparation::{Preparation, noise_inputs, to_f32};
use super::split::Set;
use crate::experiment::Experiment;

/// One set, ready for training.
#[derive(Debug, Clone, PartialEq)]
pub struct Examples {
    /// Number of examples; it may be 0.
    pub count: usize,
    /// Number of the network's inputs.
    pub inputs: usize,
    /// The inputs as `[input][example]`: input i of example j is at i · count + j.
    pub planes: Vec<f32>,
    /// The class as a whole number, or the real target, one for each example.
    pub targets: Vec<f32>,
    /// Each example's place in [`Points`], in rising order.
    pub point: Vec<u32>,
}

impl Examples {
    /// The points of one set. `noise` is that of [`noise_inputs`].
    #[must_use]
    pub fn of(set: Set, points: &Points, preparation: &Preparation, noise: &[f64]) -> Self {
        let members: Vec<usize> = (0..points.count()).filter(|&i| points.set[i] == set).collect();
        let (count, inputs) = (members.len(), preparation.inputs());
        let width = noise.len() / points.count().max(1);
        let mut planes = vec![0.0; inputs * count];
        for (example, &i) in members.iter().enumerate() {
            let own = noise.get(i * width..(i + 1) * width);
            preparation.transform(points.x[i], own, &mut |input, value| planes[input * count + example] = value);
        }
        Self {
            count,
            inputs,
            planes,
            targets: members.iter().map(|&i| to_f32(points.target[i])).collect(),
            point: members.iter().map(|&i| u32::try_from(i).unwrap_or(u32::MAX)).collect(),
        }
    }

    /// Input `input` of all examples; empty where there is no such input.
    #[must_use]
    pub fn plane(&self, input: usize) -> &[f32] {
        self.planes.get(input * self.count..(input + 1) * self.count).unwrap_or_default()
    }
}

/// An experiment's data: the points, how they become inputs, and the sets.
///
/// ```
/// use trainscope::{data::{Prepared, Set}, experiment::Experiment};
///
/// let data = Prepared::new(&Experiment::default());
/// assert_eq!(data.sets.each_ref().map(|set| set.count), [180, 60, 60, 0]);
/// assert_eq!(data.set(Set::Train).planes.len(), 2 * 180);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    /// The points as drawn.
    pub points: Points,
    /// How a point becomes inputs.
    pub preparation: Preparation,
    /// Train, dev, test and train-dev, in the order of [`Set`].
    pub sets: [Examples; 4],
}

impl Prepared {
    /// The data of an experiment that has no [`problems`](Experiment::problems).
    #[must_use]
    pub fn new(experiment: &Experiment) -> Self {
        let points = Points::draw(experiment);
        let noise = noise_inputs(experiment, &points);
        let preparation = Preparation::fit(experiment, &points, &noise);
        let sets = Set::ALL.map(|set| Examples::of(set, &points, &preparation, &noise));
        Self { points, preparation, sets }
    }

    /// One of the sets.
    #[must_use]
    pub const fn set(&self, set: Set) -> &Examples {
        &self.sets[set as usize]
    }
}
