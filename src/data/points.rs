//! Drawing the points.

use alloc::vec::Vec;

use super::apportion::{apportion, sorted};
use super::law;
use super::split::{self, Set};
use crate::experiment::{Dataset, Experiment, Task};
use crate::rng::{Purpose, Stream};

/// The drawn points, before preparation. The lists are of the same length; entry i of each belongs to point i.
///
/// Each number belongs to a point's [`origin`](Self::origin) and not to its place in the list: with more points, or
/// another balance, noise, label noise or split, everything else about the points that remain stays as it was, to the
/// bit.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// Coordinates, in plane units. Noise may put them outside of [−3, 3]².
    pub x: Vec<[f64; 2]>,
    /// The observed class, 0 … `classes` − 1, or the real target, with its noise.
    pub target: Vec<f64>,
    /// The set that the point is in.
    pub set: Vec<Set>,
    /// The class that the point was drawn from, before label noise, and its number within that class, which names its
    /// random streams. In regression the class is 0; for given points the number is the place in the list.
    pub origin: Vec<[u32; 2]>,
    /// Number of classes; 0 in regression.
    pub classes: u32,
}

/// A point before it has a set.
#[derive(Clone, Copy)]
struct Drawn {
    origin: [u32; 2],
    x: [f64; 2],
    target: f64,
}

impl Points {
    /// Draws the points of an experiment that has no [`problems`](Experiment::problems).
    ///
    /// Class counts are exact: n · [`class_share`](super::class_share), rounded by largest remainders, and at least 1.
    /// Positions, noise and label noise come from a stream of each point's own, under `seeds.data`. Noise is a standard
    /// normal draw times `data.noise`, on both coordinates, or in regression on the target. Each point's class is
    /// replaced with probability `data.label_noise`, independently and in all three sets, by one of the others, each
    /// equally likely; so with few points a class can lose all of them.
    ///
    /// The order is random and says nothing about the class. Given points stay where and in the order they are: of
    /// the other fields of the section only `label_noise` applies to them, and only to classes.
    ///
    /// The sets have the ratio of `split`. Classes are shared out each by itself (stratified, by observed class), so
    /// that each count, and each set's total, is within 1 of its exact share, and every class that has a point has one
    /// in the training set, whatever that costs the ratio. In regression the sets are random. Which point goes where
    /// is drawn under `seeds.split`.
    #[must_use]
    pub fn draw(experiment: &Experiment) -> Self {
        let classes = match experiment.task() {
            Task::Classes(classes) => classes,
            Task::Regression => 0,
        };
        let mut drawn = match experiment.data.dataset {
            Dataset::Custom => given(experiment, classes),
            _ => generate(experiment, classes),
        };
        replace_labels(experiment, classes, &mut drawn);

        let origin: Vec<[u32; 2]> = drawn.iter().map(|point| point.origin).collect();
        let x = drawn.iter().map(|point| point.x).collect();
        let target: Vec<f64> = drawn.iter().map(|point| point.target).collect();
        let set = split::sets(experiment, classes, &origin, &target);
        Self { x, target, set, origin, classes }
    }

    /// The number of points.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.x.len()
    }
}

fn generate(experiment: &Experiment, classes: u32) -> Vec<Drawn> {
    let data = &experiment.data;
    let counts = class_counts(data.points, &law::class_shares(data));
    let seed = experiment.seeds.data;
    let point = |class: u32, index: u32| {
        let origin = [class, index];
        let mut stream = Stream::new(seed, Purpose::Points, &origin);
        let part = stream.below(law::parts(data.dataset));
        let x = law::shape(data, class, part).draw(&mut stream);
        let mut noise = Stream::new(seed, Purpose::PointNoise, &origin);
        match law::regression_target(data, x) {
            Some(target) => Drawn { origin, x, target: target + data.noise * noise.normal() },
            None => {
                let x = x.map(|coordinate| coordinate + data.noise * noise.normal());
                Drawn { origin, x, target: f64::from(class) }
            }
        }
    };
    let drawn: Vec<Drawn> = if classes == 0 {
        (0..data.points).map(|index| point(0, index)).collect()
    } else {
        (0..classes)
            .zip(counts)
            .flat_map(|(class, count)| (0..count).map(move |index| (class, index)))
            .map(|(class, index)| point(class, index))
            .collect()
    };
    // A random key for each point instead of a shuffle: a further point then takes a place among the others and leaves
    // their order as it was. The third index tells this stream from the position's.
    let key =
        |&Drawn { origin: [class, index], .. }: &Drawn| Stream::new(seed, Purpose::Points, &[class, index, 1]).bits();
    sorted(drawn.iter().map(key)).into_iter().map(|place| drawn[place]).collect()
}

/// Largest remainders, and where that leaves a class without a point, one from the largest class.
fn class_counts(points: u32, shares: &[f64]) -> Vec<u32> {
    let mut counts = apportion(points, shares);
    while let Some(empty) = counts.iter().position(|&count| count == 0) {
        let largest = (0..counts.len()).max_by_key(|&class| counts[class]).filter(|&class| counts[class] > 1);
        let Some(largest) = largest else { break };
        counts[largest] -= 1;
        counts[empty] += 1;
    }
    counts
}

fn given(experiment: &Experiment, classes: u32) -> Vec<Drawn> {
    let point = |(index, &[x1, x2, target]): (u32, &[f64; 3])| {
        let class = (0..classes).find(|&class| f64::from(class) == target).unwrap_or(0);
        Drawn { origin: [class, index], x: [x1, x2], target }
    };
    (0..).zip(&experiment.data.custom).map(point).collect()
}

fn replace_labels(experiment: &Experiment, classes: u32, drawn: &mut [Drawn]) {
    if classes < 2 {
        return;
    }
    for point in drawn {
        // One draw decides and the next chooses: with more label noise the same classes are replaced, and further ones.
        let mut stream = Stream::new(experiment.seeds.data, Purpose::LabelNoise, &point.origin);
        if stream.uniform() < experiment.data.label_noise {
            point.target = f64::from((point.origin[0] + 1 + stream.below(classes - 1)) % classes);
        }
    }
}
