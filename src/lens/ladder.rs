//! The error ladder: where between the Bayes error and the test set a lane's errors arise.

use alloc::vec::Vec;

use libm::sqrt;

use crate::data::Set;
use crate::experiment::Loss;
use crate::nn;
use crate::train::Lane;

/// What makes a network err, each the gap between two rungs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Avoidable bias: train − Bayes.
    Bias = 0,
    /// Variance: train-dev − train, or dev − train where there is no train-dev set.
    Variance = 1,
    /// Mismatch: dev − train-dev; none where there is no train-dev set.
    Mismatch = 2,
    /// Overfitting to dev: test − dev.
    DevOverfit = 3,
}

impl Cause {
    /// All of them, from the lowest gap up.
    pub const ALL: [Self; 4] = [Self::Bias, Self::Variance, Self::Mismatch, Self::DevOverfit];
}

/// A mean with its interval of 95 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Over the runs.
    pub mean: f64,
    /// The interval's ends.
    pub interval: [f64; 2],
}

/// A lane's ladder.
#[derive(Debug, Clone, PartialEq)]
pub struct Ladder {
    /// Runs that it is made of: those that have not diverged.
    pub runs: usize,
    /// Errors on the sets, in the order of [`Set::ALL`]; none where a set is empty or was not asked for.
    pub errors: [Option<Estimate>; 4],
    /// The gaps, in the order of [`Cause::ALL`].
    pub gaps: [Option<Estimate>; 4],
    /// The least gap that is called a cause: 0.02, in regression times the variance of the training targets.
    pub least: f64,
    /// The cause of the largest gap that is at least [`least`](Self::least) and whose interval lies above 0.
    pub verdict: Option<Cause>,
}

/// A set's errors: the mean of each run, and of each point over all runs.
struct Errors {
    runs: Vec<f64>,
    points: Vec<f64>,
}

/// The normal law's quantile of 0.975.
const Z: f64 = 1.959_963_984_540_054;
/// The least gap that is worth a name.
const LEAST: f64 = 0.02;

/// The ladder of a lane as it now is, above a Bayes error where it is known; the test set is looked at only where `test` is given.
///
/// An error is the share of points that are put into the wrong class, in regression the mean squared error, in the mode that the
/// experiment's `dropout.evaluate` names. A rung is the mean over runs. The runs share their points, so two things are uncertain: which points
/// there are, and what the runs drew. For a set with n points, whose errors averaged over R runs have the variance s², that is
/// s²/n; for a rung or gap whose R values have the variance r², it is r²/R. The interval is the mean ± √(z² Σ s²/n + t² r²/R), with the sum
/// over the one or two sets, z and t the quantiles of 0.975 of the normal law and of Student's with R − 1 degrees of
/// freedom; with one run the second term is not there. What runs and points do together is in both terms, so it errs on the wide
/// side. In classification s² is that of the set with one point more that is right and one that is wrong (Agresti and Caffo
/// 2000), since a set without a mistake would seem certain otherwise.
///
/// With dev and test from another distribution than the training set, the target's own Bayes error is part of the mismatch.
#[must_use]
pub fn ladder(lane: &mut Lane, bayes: Option<f64>, test: bool) -> Ladder {
    let classes = lane.workspace().classes();
    let [train, dev, last, train_dev] =
        Set::ALL.map(|set| if set == Set::Test && !test { None } else { errors(lane, set) });
    let [train, dev, last, train_dev] = [&train, &dev, &last, &train_dev].map(Option::as_ref);
    let estimate = |upper: Option<&Errors>, lower: Option<&Errors>| Some(between(upper?, lower, classes > 0));
    let gap = |upper: Option<&Errors>, lower: Option<&Errors>| lower.and_then(|_| estimate(upper, lower));
    let gaps = [
        bayes.and_then(|bayes| {
            let Estimate { mean, interval } = estimate(train, None)?;
            Some(Estimate { mean: mean - bayes, interval: interval.map(|end| end - bayes) })
        }),
        gap(train_dev.or(dev), train),
        gap(dev, train_dev),
        gap(last, dev),
    ];
    let least = LEAST * if classes > 0 { 1.0 } else { variance_of_targets(lane) };
    let mut verdict = None;
    let mut largest = least;
    for (gap, cause) in gaps.iter().zip(Cause::ALL) {
        if let Some(gap) = gap.filter(|gap| gap.interval[0] > 0.0 && gap.mean >= largest) {
            (largest, verdict) = (gap.mean, Some(cause));
        }
    }
    let errors = [train, dev, last, train_dev].map(|errors| estimate(errors, None));
    Ladder { runs: train.map_or(0, |train| train.runs.len()), errors, gaps, least, verdict }
}

/// The errors of all runs that have not diverged; none where there is no such run, and where the set is empty.
fn errors(lane: &mut Lane, set: Set) -> Option<Errors> {
    let Lane { workspace, runs, .. } = lane;
    let (classes, mode) = (workspace.classes(), workspace.mode());
    let count = workspace.examples(set).count;
    let mut errors = Errors { runs: Vec::new(), points: alloc::vec![0.0; count] };
    for run in runs.iter().filter(|run| run.divergence().is_none()) {
        let mut places = errors.points.iter_mut();
        let mut sum = 0.0;
        run.for_each_output(workspace, set, mode, |z, target| {
            let (square, right) = nn::value(z, target, Loss::Mse, classes);
            let error = right.map_or(square, |right| f64::from(u8::from(!right)));
            sum += error;
            if let Some(place) = places.next() {
                *place += error;
            }
        });
        errors.runs.push(sum / number(count));
    }
    let share = 1.0 / number(errors.runs.len());
    errors.points.iter_mut().for_each(|error| *error *= share);
    (count > 0 && !errors.runs.is_empty()).then_some(errors)
}

/// The errors on one set, or what they are more than on another.
fn between(upper: &Errors, lower: Option<&Errors>, classes: bool) -> Estimate {
    let of_points = |errors: &Errors| {
        let pseudo: &[f64] = if classes { &[0.0, 1.0] } else { &[] };
        let (_, variance) = moments(errors.points.iter().chain(pseudo).copied());
        variance / number(errors.points.len() + pseudo.len())
    };
    let points = of_points(upper) + lower.map_or(0.0, of_points);
    let below = |run: usize| lower.map_or(0.0, |lower| lower.runs[run]);
    let (mean, variance) = moments(upper.runs.iter().enumerate().map(|(run, error)| error - below(run)));
    let runs = upper.runs.len();
    let t = if runs > 1 { student(number(runs - 1)) } else { 0.0 };
    let half = sqrt(Z * Z * points + t * t * variance / number(runs));
    Estimate { mean, interval: [mean - half, mean + half] }
}

/// The mean, and the variance with n − 1 in the denominator, or 0 where that is.
fn moments(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let count = number(values.clone().count());
    let mean = values.clone().sum::<f64>() / count;
    let squares: f64 = values.map(|value| (value - mean) * (value - mean)).sum();
    (mean, if count > 1.0 { squares / (count - 1.0) } else { 0.0 })
}

/// The quantile of 0.975 of Student's law; off by at most 0.005 from three degrees of freedom on (Abramowitz and Stegun, 26.7.5).
pub(super) fn student(freedom: f64) -> f64 {
    if freedom < 2.0 {
        return 12.706;
    }
    if freedom < 3.0 {
        return 4.303;
    }
    let (z, z2) = (Z, Z * Z);
    let terms = [
        z * (z2 + 1.0) / 4.0,
        z * ((5.0 * z2 + 16.0) * z2 + 3.0) / 96.0,
        z * (((3.0 * z2 + 19.0) * z2 + 17.0) * z2 - 15.0) / 384.0,
        z * ((((79.0 * z2 + 776.0) * z2 + 1482.0) * z2 - 1920.0) * z2 - 945.0) / 92_160.0,
    ];
    terms.iter().rev().fold(0.0, |sum, term| (sum + term) / freedom) + z
}

fn variance_of_targets(lane: &Lane) -> f64 {
    moments(lane.workspace().examples(Set::Train).targets.iter().map(|&target| f64::from(target))).1
}

#[expect(clippy::cast_precision_loss, reason = "counts of points and runs")]
pub(super) const fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::student;

    #[test]
    fn quantiles_are_those_of_the_table() {
        for (freedom, t) in [(1.0, 12.706), (2.0, 4.303), (3.0, 3.182), (5.0, 2.571), (7.0, 2.365), (31.0, 2.040)] {
            assert!((student(freedom) - t).abs() < 0.005, "{freedom}: {} for {t}", student(freedom));
        }
    }
}
