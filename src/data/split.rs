//! Which point goes to which set.

use alloc::{vec, vec::Vec};

use super::apportion::{Quota, apportion, sorted};
use crate::experiment::Experiment;
use crate::rng::{Purpose, Stream};

/// What a point is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Set {
    /// Weights are learned from it.
    Train = 0,
    /// Settings are compared on it.
    Dev = 1,
    /// The final figure is measured on it.
    Test = 2,
    /// It comes from the training set's distribution and is not trained on: what is worse on it than on the training set is
    /// variance, and what is worse still on dev is mismatch.
    TrainDev = 3,
}

impl Set {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::Train, Self::Dev, Self::Test, Self::TrainDev];
}

/// Counts of three parts.
type Counts = [u32; 3];

/// Each point's set, without train-dev. Classes are shared out one by one; in regression, where `classes` is 0, and where the
/// split is not stratified, all points together.
pub(super) fn sets(experiment: &Experiment, classes: u32, origin: &[[u32; 2]], target: &[f64]) -> Vec<Set> {
    let split = &experiment.split;
    let mut sets = vec![Set::Train; target.len()];
    let all: Vec<usize> = (0..target.len()).collect();
    let groups = groups(experiment, classes, &all, target);
    share_out(experiment, &groups, origin, None, [split.train, split.dev, split.test], &mut |place, part| {
        sets[place] = Set::ALL[part];
    });
    sets
}

/// Sets the share `split.train_dev` of the training set aside.
pub(super) fn set_aside(experiment: &Experiment, classes: u32, origin: &[[u32; 2]], target: &[f64], sets: &mut [Set]) {
    let share = experiment.split.train_dev;
    if share > 0.0 {
        let train: Vec<usize> = (0..sets.len()).filter(|&i| sets[i] == Set::Train).collect();
        let groups = groups(experiment, classes, &train, target);
        share_out(experiment, &groups, origin, Some(1), [1.0 - share, share, 0.0], &mut |place, part| {
            sets[place] = [Set::Train, Set::TrainDev, Set::TrainDev][part];
        });
    }
}

/// The training points that the share `target.share` takes from the target distribution; `class` is what the points were drawn
/// from.
pub(super) fn mixed(
    experiment: &Experiment,
    classes: u32,
    origin: &[[u32; 2]],
    class: &[f64],
    sets: &[Set],
) -> Vec<usize> {
    let share = experiment.target.share;
    let mut chosen = Vec::new();
    if share > 0.0 {
        let train: Vec<usize> = (0..sets.len()).filter(|&i| sets[i] == Set::Train).collect();
        let groups = groups(experiment, classes, &train, class);
        share_out(experiment, &groups, origin, Some(2), [1.0 - share, share, 0.0], &mut |place, part| {
            if part > 0 {
                chosen.push(place);
            }
        });
    }
    chosen
}

/// The points that are shared out together.
fn groups(experiment: &Experiment, classes: u32, points: &[usize], class: &[f64]) -> Vec<Vec<usize>> {
    let classes = if experiment.split.stratified { classes } else { 0 };
    let of = |number: u32| points.iter().copied().filter(|&i| classes == 0 || class[i] == f64::from(number)).collect();
    (0..classes.max(1)).map(of).collect()
}

/// Says of every point which of three parts it goes to. Each group is shared out by itself, in the order of a key that every
/// point draws for itself: a further point leaves the others' order as it was. `draw` tells the keys of one purpose from those
/// of another.
fn share_out(
    experiment: &Experiment,
    groups: &[Vec<usize>],
    origin: &[[u32; 2]],
    draw: Option<u32>,
    ratio: [f64; 3],
    put: &mut dyn FnMut(usize, usize),
) {
    let sizes: Vec<u32> = groups.iter().map(|group| u32::try_from(group.len()).unwrap_or(u32::MAX)).collect();
    for (group, counts) in groups.iter().zip(allot(&sizes, ratio)) {
        let key = |&i: &usize| {
            let [class, index] = origin[i];
            let name = [class, index, draw.unwrap_or(0)];
            let name = if draw.is_some() { &name[..] } else { &name[..2] };
            Stream::new(experiment.seeds.split, Purpose::Split, name).bits()
        };
        let order = sorted(group.iter().map(key));
        let in_order = (0..3).zip(counts).flat_map(|(part, count)| (0..count).map(move |_| part));
        for (place, part) in order.into_iter().zip(in_order) {
            put(group[place], part);
        }
    }
}

/// How many of each group's points each set gets: every count within 1 of size · ratio, at least one in the training
/// set, and among all such tables the one whose column totals miss their exact shares least.
///
/// Rounding each group by itself would let the totals drift by as much as there are groups.
fn allot(sizes: &[u32], ratio: [f64; 3]) -> Vec<Counts> {
    let total: u32 = sizes.iter().sum();
    let sum: f64 = ratio.iter().sum();
    let exact = ratio.map(|part| f64::from(total) * part / sum);
    let choices: Vec<Vec<Counts>> = sizes.iter().map(|&size| roundings(size, ratio)).collect();

    // At most three roundings for each of at most five groups: all of their combinations are tried.
    let mut best: Option<([f64; 2], Vec<Counts>)> = None;
    let mut picked = vec![0; choices.len()];
    loop {
        let table: Vec<Counts> = choices.iter().zip(&picked).map(|(choice, &pick): (_, &usize)| choice[pick]).collect();
        let miss = miss(&table, exact);
        if best.as_ref().is_none_or(|(least, _)| miss < *least) {
            best = Some((miss, table));
        }
        // Counts up, the first group's digit fastest.
        let Some(digit) = (0..picked.len()).find(|&group| picked[group] + 1 < choices[group].len()) else { break };
        picked[digit] += 1;
        picked[..digit].fill(0);
    }
    best.map(|(_, table)| table).unwrap_or_default()
}

/// The largest miss of a column's total, and the sum of their squares.
fn miss(table: &[Counts], exact: [f64; 3]) -> [f64; 2] {
    let mut worst: f64 = 0.0;
    let mut squares = 0.0;
    for (set, exact) in exact.into_iter().enumerate() {
        let miss = (f64::from(table.iter().map(|row| row[set]).sum::<u32>()) - exact).abs();
        worst = worst.max(miss);
        squares += miss * miss;
    }
    [worst, squares]
}

/// The ways to round size · ratio up or down to whole numbers that sum to `size`, with one at least in the training
/// set, which a training share above 0 always allows; never empty.
/// The way of the largest remainders comes first, and so wins where totals do not care.
fn roundings(size: u32, ratio: [f64; 3]) -> Vec<Counts> {
    let sum: f64 = ratio.iter().sum();
    let quotas = ratio.map(|part| Quota::new(size, part, sum));
    let rounded = |up: usize| {
        let mut counts = [0; 3];
        for set in 0..3 {
            counts[set] = quotas[set].whole + u32::from(up >> set & 1 == 1);
        }
        counts
    };
    let sensible = |up: &usize| (0..3).all(|set| up >> set & 1 == 0 || !quotas[set].is_whole());
    let complete = |counts: &Counts| counts.iter().sum::<u32>() == size && (counts[0] > 0 || size == 0);

    let mut largest_remainders = [0; 3];
    for (count, share) in largest_remainders.iter_mut().zip(apportion(size, &ratio)) {
        *count = share;
    }
    let mut all: Vec<Counts> = (0..8).filter(sensible).map(rounded).filter(complete).collect();
    if let Some(place) = all.iter().position(|counts| *counts == largest_remainders) {
        all[..=place].rotate_right(1);
    }
    if all.is_empty() {
        all.push(largest_remainders);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_do_not_drift_with_the_number_of_classes() {
        // Each class by itself rounds 2.4, 0.8, 0.8 to 2, 1, 1: together 10 : 5 : 5 instead of 12 : 4 : 4.
        let table = allot(&[4; 5], [6.0, 2.0, 2.0]);
        let totals = [0, 1, 2].map(|set| table.iter().map(|row| row[set]).sum::<u32>());
        assert_eq!(totals, [12, 4, 4]);
        assert!(table.iter().all(|row| row.iter().sum::<u32>() == 4));
    }

    #[test]
    fn every_class_has_a_training_point_even_against_the_ratio() {
        for row in allot(&[16, 1, 1, 1, 1], [1.0, 2.0, 1.0]) {
            assert!(row[0] > 0);
        }
    }

    #[test]
    fn a_set_without_a_share_stays_empty() {
        for row in allot(&[7, 5, 3], [1.0, 0.0, 2.0]) {
            assert_eq!(row[1], 0);
        }
        assert_eq!(allot(&[0, 4], [1.0, 1.0, 0.0]), [[0, 0, 0], [2, 2, 0]]);
    }
}
