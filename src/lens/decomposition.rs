//! Bias and variance: what of a network's expected squared error nobody could avoid, what all data sets have in common, and what
//! each of them adds.

use alloc::{vec, vec::Vec};

use libm::sqrt;

use super::field::{Field, MAX_SIDE, Through, coordinates, predicted, replica};
use super::ladder::{Estimate, number, student};
use crate::data::{MAX_CLASSES, TargetLaw, joint, posterior_of, regression_target};
use crate::experiment::{Data, Dataset, Experiment, Mode, PLANE, Task};
use crate::train::Lane;

/// The fewest data sets: what is left when one is left out has a variance still.
const LEAST_SETS: usize = 3;
/// The most points along a cell's side at which a density is looked at.
const FINEST: u32 = 4;
/// The share of the points within the level that is drawn.
const INSIDE: f64 = 0.99;

/// What a replica predicts over the plane at test, without masks: every class's probability for more than two classes, else one
/// plane, 2P(class 1) − 1, or the output itself in regression. None where there is no such replica.
pub fn tested(lane: &mut Lane, index: usize, side: usize) -> Option<Field> {
    let side = side.clamp(1, MAX_SIDE);
    let (workspace, run) = replica(lane, index)?;
    Some(Field { side, values: predicted(workspace, run, side, Through::Mode(Mode::Eval)) })
}

/// The expected squared error of networks that were trained on D data sets, and its three parts, at each place of a lattice over
/// the plane and in the mean over the points to be predicted.
///
/// With p̂₁ … p̂_D the predictions at x, m their mean, and f(x) = E\[y | x\] under the law of dev and test, label noise included:
/// - noise = Var\[y | x\];
/// - variance = Σ (p̂ − m)² / (D − 1);
/// - bias² = (m − f)² − variance / D.
///
/// Both are without bias themselves: the mean of D networks is off by chance, by variance / D on average, and that is not the
/// networks' bias. So neither figure depends on how many data sets there are, but bias² can come out a little below 0 where it
/// is small. They add up exactly: noise + bias² + variance = noise + Σ (p̂ − f)² / D, the expected squared error (E\[(y − p̂)²\])
/// of the D networks.
///
/// For two classes y is 1 or 0 and p̂ the probability of class 1, so that the error is the Brier score, from 0 to 1; for more y and
/// p̂ have an entry for each class and squares are summed over them (Brier 1950), from 0 to 2. In regression y is the target with
/// its noise. Geman, Bienenstock and Doursat 1992, *Neural networks and the bias/variance dilemma*.
#[derive(Debug, Clone, PartialEq)]
pub struct Decomposition {
    /// Places along each side of the lattice.
    pub side: usize,
    /// Data sets that it is made of: those whose predictions are all finite.
    pub sets: usize,
    /// The mean prediction in the form in which [`tested`] has predictions.
    pub mean: Vec<f32>,
    /// `[row][column]`; not a number where no point is ever seen, since there is no f.
    pub bias: Vec<f32>,
    /// `[row][column]`
    pub variance: Vec<f32>,
    /// `[row][column]`; not a number where no point is ever seen.
    pub noise: Vec<f32>,
    /// `[row][column]`: of the points to be predicted, per unit of area.
    pub density: Vec<f32>,
    /// The density above which 99 % of the lattice's points are.
    pub level: f32,
    /// The share of the points to be predicted that lies on the plane. Totals are means over these alone.
    pub covered: f64,
    /// Noise, bias², variance, and the expected squared error: means over the points to be predicted, by the midpoint rule over the
    /// lattice's cells (where the noise blurs edges by less than a cell, the density is averaged over 16 points of it). The interval is ± Student's quantile with D − 1 degrees of freedom times the jackknife's standard
    /// error (each data set left out once; Efron 1982); it is about which data sets there were. The noise has none.
    pub totals: [Estimate; 4],
    /// Each data set's expected squared error, the noise included; not a number for those that were left out.
    pub errors: Vec<f64>,
}

/// The law of dev and test in a cell of the lattice.
struct Place {
    density: f64,
    /// E\[y | x\]: one entry for two classes and in regression.
    expected: [f64; MAX_CLASSES],
    noise: f64,
}

/// The law of dev and test.
struct Law<'a> {
    data: &'a Data,
    image: Option<&'a TargetLaw>,
    classes: usize,
    /// Points along each side of a cell at which the density is looked at.
    fine: u32,
    cell: f64,
}

impl Law<'_> {
    /// The law in the cell around x: at its middle, but where the density has edges within cells, or the noise blurs them by less
    /// than a cell, over points spread over the cell. None where no point is ever seen.
    fn cell(&self, x: [f64; 2]) -> Option<Place> {
        let Self { data, image, classes, fine, cell } = *self;
        let step = cell / f64::from(fine);
        let mut sums = [0.0; MAX_CLASSES];
        let mut inside = 0.0;
        for part in 0..fine * fine {
            let [across, up] = [part % fine, part / fine].map(|i| (f64::from(i) + 0.5) * step - 0.5 * cell);
            let at = [x[0] + across, x[1] + up];
            let at = image.map_or(at, |image| image.to_source(at));
            if let Some(joint) = joint(data, at) {
                sums.iter_mut().zip(joint).for_each(|(sum, joint)| *sum += joint);
            } else if at.iter().all(|at| at.abs() <= PLANE) {
                sums[0] += regression_target(data, at)?;
                inside += 1.0;
            }
        }
        let parts = f64::from(fine * fine) * image.map_or(1.0, |image| image.scale() * image.scale());
        if classes == 0 {
            sums[0] /= inside;
            let density = inside / (parts * 4.0 * PLANE * PLANE);
            return (inside > 0.0).then_some(Place { density, expected: sums, noise: data.noise * data.noise });
        }
        let mut expected = posterior_of(data, sums)?;
        if classes == 2 {
            expected = [expected[1], 0.0, 0.0, 0.0, 0.0];
        }
        let noise = expected[..planes(classes)].iter().map(|p| p * (1.0 - p)).sum();
        Some(Place { density: sums.iter().sum::<f64>() / parts, expected, noise })
    }
}

/// Points along a cell's side that make them no farther apart than the noise's standard deviation, but at most [`FINEST`].
fn fineness(noise: f64, cell: f64) -> u32 {
    (1..FINEST).find(|&fine| cell <= noise * f64::from(fine)).unwrap_or(FINEST)
}

const fn planes(classes: usize) -> usize {
    if classes > 2 { classes } else { 1 }
}

/// Takes the error of networks apart whose predictions are `sets`, one after another, each as [`tested`] gives it, with the
/// experiment's law. None for given points, which have no law, where fewer than three sets are finite, and where the
/// law has no points on the plane.
#[must_use]
pub fn decompose(experiment: &Experiment, side: usize, sets: &[f32]) -> Option<Decomposition> {
    if experiment.data.dataset == Dataset::Custom || side == 0 || side > MAX_SIDE {
        return None;
    }
    let classes = match experiment.task() {
        Task::Classes(classes) => classes as usize,
        Task::Regression => 0,
    };
    let (planes, places) = (planes(classes), side * side);
    let image = TargetLaw::of(experiment);
    let data = image.as_ref().map_or(&experiment.data, TargetLaw::data);
    let all: Vec<&[f32]> = sets.chunks_exact(planes * places).collect();
    let finite = |set: &&&[f32]| set.iter().all(|value| value.is_finite());
    let used: Vec<&[f32]> = all.iter().filter(finite).copied().collect();
    let cell = 2.0 * PLANE / number(side);
    let noise = data.noise * image.as_ref().map_or(1.0, TargetLaw::scale);
    let fine = match (classes, &image) {
        // On the plane itself cells end where the law does.
        (0, None) => 1,
        (0, Some(_)) => FINEST,
        _ => fineness(noise, cell),
    };
    let law = Law { data, image: image.as_ref(), classes, fine, cell };
    let law: Vec<Option<Place>> = (0..places).map(|i| law.cell(coordinates(i, side))).collect();
    let mass: f64 = law.iter().flatten().map(|place| place.density).sum();
    if used.len() < LEAST_SETS || mass <= 0.0 {
        return None;
    }

    let count = number(used.len());
    let empty = || vec![f32::NAN; places];
    let (mut mean, mut bias, mut variance, mut noise) = (vec![0.0; planes * places], empty(), empty(), empty());
    let mut sums = Sums { noise: 0.0, offset: 0.0, squares: 0.0, each: vec![[0.0; 2]; used.len()] };
    for (i, law) in law.iter().enumerate() {
        let weight = law.as_ref().map_or(0.0, |law| law.density / mass);
        let (mut offset, mut squares) = (0.0, 0.0);
        for plane in 0..planes {
            let at = plane * places + i;
            let value = |set: &&[f32]| probability(classes, set[at]);
            let middle = used.iter().map(value).sum::<f64>() / count;
            mean[at] = narrow(if classes == 2 { 2.0 * middle - 1.0 } else { middle });
            let apart = law.as_ref().map_or(0.0, |law| middle - law.expected[plane]);
            offset += apart * apart;
            for (set, [own, common]) in used.iter().zip(&mut sums.each) {
                let deviation = value(set) - middle;
                squares += deviation * deviation;
                *own += weight * deviation * deviation;
                *common += weight * apart * deviation;
            }
        }
        let spread = squares / (count - 1.0);
        variance[i] = narrow(spread);
        if let Some(law) = law {
            (bias[i], noise[i]) = (narrow(offset - spread / count), narrow(law.noise));
            sums.noise += weight * law.noise;
            sums.offset += weight * offset;
            sums.squares += weight * squares;
        }
    }
    let mut of_used = sums.each.iter().map(|[own, common]| sums.noise + sums.offset + 2.0 * common + own);
    let errors =
        all.iter().map(|set| if finite(&set) { of_used.next().unwrap_or(f64::NAN) } else { f64::NAN }).collect();
    let density: Vec<f32> = law.iter().map(|law| law.as_ref().map_or(0.0, |law| narrow(law.density))).collect();
    Some(Decomposition {
        side,
        sets: used.len(),
        mean,
        bias,
        variance,
        noise,
        level: level(&density),
        density,
        // Where an edge of the law crosses cells, the rule can be off by some thousandths.
        covered: (mass * cell * cell).min(1.0),
        totals: sums.totals(),
        errors,
    })
}

/// A prediction as a probability of class 1 where there are two classes.
fn probability(classes: usize, value: f32) -> f64 {
    let value = f64::from(value);
    if classes == 2 { 0.5 * (1.0 + value) } else { value }
}

/// Means over the law, from which every total follows, and what it would be without one of the data sets.
struct Sums {
    noise: f64,
    /// (m − f)²
    offset: f64,
    /// Σ (p̂ − m)²
    squares: f64,
    /// Of each data set: (p̂ − m)², and (m − f)(p̂ − m).
    each: Vec<[f64; 2]>,
}

impl Sums {
    fn totals(&self) -> [Estimate; 4] {
        let count = number(self.each.len());
        let parts = |offset: f64, squares: f64, count: f64| {
            let variance = squares / (count - 1.0);
            [offset - variance / count, variance, offset + squares / count]
        };
        let found = parts(self.offset, self.squares, count);
        // Without a set the mean moves by deviation / (D − 1), away from it.
        let step = 1.0 / (count - 1.0);
        let without: Vec<[f64; 3]> = self
            .each
            .iter()
            .map(|[own, common]| {
                let offset = self.offset - 2.0 * step * common + step * step * own;
                parts(offset, self.squares - own * count * step, count - 1.0)
            })
            .collect();
        let estimate = |part: usize, noise: f64| {
            let middle = without.iter().map(|parts| parts[part]).sum::<f64>() / count;
            let squares: f64 = without.iter().map(|parts| (parts[part] - middle) * (parts[part] - middle)).sum();
            let half = student(count - 1.0) * sqrt(squares * (count - 1.0) / count);
            let mean = found[part] + noise;
            Estimate { mean, interval: [mean - half, mean + half] }
        };
        let noise = Estimate { mean: self.noise, interval: [self.noise; 2] };
        [noise, estimate(0, 0.0), estimate(1, 0.0), estimate(2, self.noise)]
    }
}

/// The density above which the share [`INSIDE`] of the points is.
fn level(density: &[f32]) -> f32 {
    let mut sorted = density.to_vec();
    sorted.sort_unstable_by(|a, b| b.total_cmp(a));
    let mut left = INSIDE * sorted.iter().copied().map(f64::from).sum::<f64>();
    let last = sorted.iter().find(|&&density| {
        left -= f64::from(density);
        left <= 0.0
    });
    last.copied().unwrap_or(0.0)
}

#[expect(clippy::cast_possible_truncation, reason = "a picture needs no more than f32")]
const fn narrow(value: f64) -> f32 {
    value as f32
}
