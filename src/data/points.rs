//! Drawing the points.

use alloc::{vec, vec::Vec};

use super::apportion::{apportion, sorted};
use super::law;
use super::split::{self, Set};
use super::target::TargetLaw;
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
    /// Whether the point comes from the target distribution, where there is one.
    pub of_target: Vec<bool>,
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
    /// in the training set, whatever that costs the ratio. In regression, and where `split.stratified` is off, the sets
    /// are random. Which point goes where is drawn under `seeds.split`. Of the training points then the share
    /// `split.train_dev` is set aside, by the same rules.
    ///
    /// Where there is a [`TargetLaw`], dev, test and the share `target.share` of the training part are of it: each of these
    /// points, as it was drawn, is taken by the law's map to where it belongs, and gets further noise from a stream of its own.
    /// Where the classes' shares differ, the counts of each of the three lots are made exact again, by largest remainders:
    /// points of a class that has too many give way to points drawn anew, of streams of their own. All other points stay
    /// as they were, to the bit.
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

        let columns = |drawn: &[Drawn]| -> (Vec<[u32; 2]>, Vec<f64>) {
            drawn.iter().map(|point| (point.origin, point.target)).unzip()
        };
        let (origin, target) = columns(&drawn);
        let mut set = split::sets(experiment, classes, &origin, &target);
        let mut of_target = vec![false; drawn.len()];
        if let Some(law) = TargetLaw::of(experiment) {
            let class: Vec<f64> = origin.iter().map(|&[class, _]| f64::from(class)).collect();
            let lot = |wanted: Set| (0..set.len()).filter(|&i| set[i] == wanted).collect();
            let lots = [split::mixed(experiment, classes, &origin, &class, &set), lot(Set::Dev), lot(Set::Test)];
            for (number, lot) in (0..).zip(&lots) {
                balance(experiment, classes, &law, FURTHER | number << 24, lot, &mut drawn);
                for &i in lot {
                    of_target[i] = true;
                    carry(experiment, classes, &law, &mut drawn[i]);
                }
            }
        }
        let (origin, target) = columns(&drawn);
        split::set_aside(experiment, classes, &origin, &target, &mut set);
        let x = drawn.iter().map(|point| point.x).collect();
        Self { x, target, set, origin, of_target, classes }
    }

    /// The number of points.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.x.len()
    }
}

/// Numbers of points that take the places of others begin here, beyond all that are drawn first.
const FURTHER: u32 = 1 << 31;

/// Gives a lot of points the class counts of the target's law, where these are not the source's.
fn balance(experiment: &Experiment, classes: u32, law: &TargetLaw, first: u32, lot: &[usize], drawn: &mut [Drawn]) {
    if experiment.target.odds == 1.0 || classes == 0 {
        return;
    }
    let wanted = class_counts(u32::try_from(lot.len()).unwrap_or(u32::MAX), &law::class_shares(law.data()));
    // The points' order is random and says nothing about them: who comes first stays.
    let mut left = wanted;
    let mut surplus = Vec::new();
    for &i in lot {
        match left.get_mut(drawn[i].origin[0] as usize) {
            Some(left) if *left > 0 => *left -= 1,
            _ => surplus.push(i),
        }
    }
    let missing = (0..).zip(left).flat_map(|(class, count)| (0..count).map(move |index| [class, first | index]));
    for (i, origin) in surplus.into_iter().zip(missing) {
        drawn[i] = point(experiment, origin);
        replace_labels(experiment, classes, &mut drawn[i..=i]);
    }
}

/// Takes a point of the source's law to the target's.
fn carry(experiment: &Experiment, classes: u32, law: &TargetLaw, point: &mut Drawn) {
    let mut noise = Stream::new(experiment.seeds.data, Purpose::TargetNoise, &point.origin);
    let mut further = || experiment.target.noise * noise.normal();
    point.x = law.to_target(point.x);
    if classes == 0 {
        point.target += further();
    } else {
        point.x = point.x.map(|x| x + further());
    }
}

/// The point of this class and number, in regression of class 0.
fn point(experiment: &Experiment, origin: [u32; 2]) -> Drawn {
    let (data, seed) = (&experiment.data, experiment.seeds.data);
    let mut stream = Stream::new(seed, Purpose::Points, &origin);
    let part = stream.below(law::parts(data.dataset));
    let x = law::shape(data, origin[0], part).draw(&mut stream);
    let mut noise = Stream::new(seed, Purpose::PointNoise, &origin);
    match law::regression_target(data, x) {
        Some(target) => Drawn { origin, x, target: target + data.noise * noise.normal() },
        None => {
            let x = x.map(|coordinate| coordinate + data.noise * noise.normal());
            Drawn { origin, x, target: f64::from(origin[0]) }
        }
    }
}

fn generate(experiment: &Experiment, classes: u32) -> Vec<Drawn> {
    let data = &experiment.data;
    let counts = if classes == 0 { vec![data.points] } else { class_counts(data.points, &law::class_shares(data)) };
    let seed = experiment.seeds.data;
    let origins = (0..).zip(counts).flat_map(|(class, count)| (0..count).map(move |index| [class, index]));
    let drawn: Vec<Drawn> = origins.map(|origin| point(experiment, origin)).collect();
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
