//! The Bayes error: what no network can do better than, worked out from the generators' densities.

use alloc::{vec, vec::Vec};

use super::law::{MAX_CLASSES, class_share, classes, regression_target, rough_density};
use super::target::TargetLaw;
use crate::experiment::{Data, Dataset, Experiment, PLANE};

/// Which of an experiment's distributions is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distribution {
    /// The training part's: the source's law, mixed with the share `target.share` of the target's.
    Train,
    /// That of dev and test.
    Use,
}

/// A Bayes error, and how far it may be off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BayesError {
    /// The share of points that the best possible classifier gets wrong, label noise included; in regression the mean squared
    /// error of E\[target | x\].
    pub value: f64,
    /// The summed difference between the quadrature's last two levels, taken without signs. The error is usually far smaller, since
    /// the finer level is the one that is used and differences of both signs cancel; tests hold it below this plus 2 · 10⁻⁶.
    pub uncertainty: f64,
}

/// The Bayes error of an experiment's distribution, worked out a part at a time.
///
/// With joint densities jᵢ(x) = shareᵢ p(x | i), of mixtures their sum, the best classifier is wrong without label noise with
/// probability E₀ = ∫ (Σᵢ jᵢ − maxᵢ jᵢ) dx, and with the label noise ε ≤ ½ and k classes with
/// ε + (1 − ε k/(k − 1)) E₀, because the likeliest class stays the likeliest. In regression it is the noise's variance; where
/// source and target are mixed with densities a, b (their shares included) and functions f, g,
/// it is the noises' mean variance plus ∫ a b/(a + b) (f − g)² dx.
///
/// The integral is over a square with 4 + 6σ to each side of the plane's middle, or of the target's and as much larger as it is
/// scaled. It is split into 48 × 48 cells, and each cell into four until the rule with four nodes in each of the four differs
/// by less than 10⁻⁶ from the rule with four nodes in the whole. A cell that a border between classes crosses is split down to a
/// side of σ/8, though not below 1/16 of the first cells': where a border is straight, the two rules can be off by the same in
/// every cell along it. Densities of bands are taken with an error of up to 2 · 10⁻⁵ of what they are without noise, which moves no
/// figure's fifth digit and takes half of the time. No random number is drawn.
#[derive(Debug, Clone)]
pub struct BayesIntegral {
    mixture: Mixture,
    /// What is yet to be integrated.
    cells: Vec<Cell>,
    /// The side below which a border between classes is no reason to split.
    sharp: f64,
    /// The side below which nothing is.
    least: f64,
    sum: f64,
    difference: f64,
    /// Of the area, and all of it.
    done: f64,
    area: f64,
}

/// A distribution: its laws, each with its weight.
#[derive(Debug, Clone)]
pub(crate) struct Mixture {
    parts: Vec<Part>,
}

/// A law with its weight in a mixture.
#[derive(Debug, Clone)]
struct Part {
    weight: f64,
    data: Data,
    /// Where the law is the image of `data`'s.
    image: Option<TargetLaw>,
}

/// A square of the plane.
#[derive(Debug, Clone, Copy)]
struct Cell {
    /// Lowest corner and side.
    place: [f64; 3],
    /// The rule with four nodes over it, where that is known.
    whole: Option<f64>,
}

/// Cells along each side of the square at first.
const CELLS: u32 = 48;
/// The difference between two levels with which a cell is done.
const TOLERANCE: f64 = 1e-6;
/// Two-point Gauss nodes on [0, 1]: ½ ∓ √3/6.
const NODES: [f64; 2] = [0.211_324_865_405_187_1, 0.788_675_134_594_812_9];
/// The least sides of cells, and of cells that are split for a border alone, of the first cells' side.
const LEAST: f64 = 1.0 / 256.0;
const SHARP: f64 = 1.0 / 16.0;

impl Mixture {
    /// None for given points, whose law nobody knows.
    pub(crate) fn of(experiment: &Experiment, distribution: Distribution) -> Option<Self> {
        if experiment.data.dataset == Dataset::Custom {
            return None;
        }
        let plain = |weight| Part { weight, data: Data { custom: Vec::new(), ..experiment.data.clone() }, image: None };
        let Some(law) = TargetLaw::of(experiment) else { return Some(Self { parts: vec![plain(1.0)] }) };
        let share = if distribution == Distribution::Use { 1.0 } else { experiment.target.share };
        let target = Part { weight: share, data: law.data().clone(), image: Some(law) };
        let mut parts = vec![plain(1.0 - share), target];
        parts.retain(|part| part.weight > 0.0);
        Some(Self { parts })
    }

    /// None in regression.
    pub(crate) fn classes(&self) -> Option<u32> {
        self.parts.first().and_then(|part| classes(&part.data))
    }

    /// How much better than chance the likeliest class is at best, with the label noise: 1 − ε k/(k − 1). 1 in regression.
    pub(crate) fn left_by_noise(&self) -> f64 {
        let noise = self.parts.first().map_or(0.0, |part| part.data.label_noise);
        self.classes().map_or(1.0, |classes| 1.0 - noise * f64::from(classes) / f64::from(classes - 1))
    }

    /// Every class's joint density at a place, before label noise: Σ weight · share · p(x | class). All 0 in regression.
    pub(crate) fn joint(&self, x: [f64; 2]) -> [f64; MAX_CLASSES] {
        let mut joint = [0.0; MAX_CLASSES];
        for part in &self.parts {
            let (at, weight) = part.at(x);
            for (joint, class) in joint.iter_mut().zip(0..) {
                let Some(share) = class_share(&part.data, class) else { break };
                *joint += weight * share * rough_density(&part.data, at, class);
            }
        }
        joint
    }

    /// In regression each law's density at a place, against that of positions on the plane, and its function's value.
    fn functions(&self, x: [f64; 2]) -> [[f64; 2]; 2] {
        let mut functions = [[0.0; 2]; 2];
        for (of, part) in functions.iter_mut().zip(&self.parts) {
            let (at, weight) = part.at(x);
            if let Some(function) = regression_target(&part.data, at) {
                let inside = at.iter().all(|at| at.abs() <= PLANE);
                *of = [if inside { weight } else { 0.0 }, function];
            }
        }
        functions
    }

    /// E\[target | x\] in regression; none where no point is ever seen.
    pub(crate) fn expected(&self, x: [f64; 2]) -> Option<f64> {
        let [[a, f], [b, g]] = self.functions(x);
        (a + b > 0.0).then(|| (a * f + b * g) / (a + b))
    }
}

impl Part {
    /// The place that a place is the image of, and the weight per unit of area there.
    fn at(&self, x: [f64; 2]) -> ([f64; 2], f64) {
        self.image.as_ref().map_or((x, self.weight), |image| {
            let scale = image.scale();
            (image.to_source(x), self.weight / (scale * scale))
        })
    }
}

impl BayesIntegral {
    /// None for given points, whose law nobody knows.
    #[must_use]
    pub fn new(experiment: &Experiment, distribution: Distribution) -> Option<Self> {
        let mixture = Mixture::of(experiment, distribution)?;
        let mut integral = Self {
            mixture,
            cells: Vec::new(),
            sharp: 0.0,
            least: 0.0,
            sum: 0.0,
            difference: 0.0,
            done: 0.0,
            area: 0.0,
        };
        // A law alone in regression leaves nothing to integrate.
        if integral.mixture.classes().is_some() || integral.mixture.parts.len() > 1 {
            integral.lay();
        }
        Some(integral)
    }

    /// The first cells, over all parts.
    fn lay(&mut self) {
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        let mut noise = f64::INFINITY;
        for part in &self.mixture.parts {
            let (centre, scale) =
                part.image.as_ref().map_or(([0.0; 2], 1.0), |image| (image.to_target([0.0; 2]), image.scale()));
            // In regression the noise is on the target alone, and the plane has corners.
            let half = if classes(&part.data).is_some() { 4.0 + 6.0 * part.data.noise } else { 1.5 * PLANE };
            noise = noise.min(scale * part.data.noise);
            for axis in 0..2 {
                low[axis] = low[axis].min(centre[axis] - scale * half);
                high[axis] = high[axis].max(centre[axis] + scale * half);
            }
        }
        // The squares of several generators have edges on round numbers: an odd offset keeps borders away from cells' sides.
        let low = [low[0] - 0.012_345, low[1] - 0.023_456];
        let width = (high[0] - low[0]).max(high[1] - low[1]);
        let side = width / f64::from(CELLS);
        self.cells = (0..CELLS * CELLS)
            .map(|i| [low[0] + side * f64::from(i % CELLS), low[1] + side * f64::from(i / CELLS), side])
            .map(|place| Cell { place, whole: None })
            .collect();
        (self.sharp, self.least, self.area) = ((noise / 8.0).max(side * SHARP), side * LEAST, width * width);
    }

    /// Works on so many cells more; says whether all is done.
    pub fn advance(&mut self, count: usize) -> bool {
        for _ in 0..count {
            let Some(cell) = self.cells.pop() else { break };
            self.work_off(cell);
        }
        self.cells.is_empty()
    }

    /// How much of the area has been done, from 0 to 1.
    #[must_use]
    pub fn progress(&self) -> f64 {
        if self.cells.is_empty() { 1.0 } else { (self.done / self.area).min(1.0) }
    }

    fn work_off(&mut self, Cell { place, whole }: Cell) {
        let [x, y, side] = place;
        let half = side / 2.0;
        let whole = whole.unwrap_or_else(|| self.rule(place).0);
        let quarters = [[x, y, half], [x + half, y, half], [x, y + half, half], [x + half, y + half, half]];
        let (mut fine, mut seen) = (0.0, 0);
        let quarters = quarters.map(|place| {
            let (part, likeliest) = self.rule(place);
            (fine, seen) = (fine + part, seen | likeliest);
            Cell { place, whole: Some(part) }
        });
        let difference = (fine - whole).abs();
        let mut split = side > self.least && difference > TOLERANCE;
        if !split && side > self.sharp {
            // A border may run between the nodes and a side; corners see it.
            let corners = [[x, y], [x + side, y], [x, y + side], [x + side, y + side]];
            let seen = corners.into_iter().fold(seen, |seen, corner| seen | self.lost(corner).1);
            split = seen & seen.wrapping_sub(1) != 0;
        }
        if split {
            self.cells.extend(quarters);
        } else {
            self.sum += fine;
            self.difference += difference;
            self.done += side * side;
        }
    }

    /// The product rule with four nodes over a cell, and the classes, as bits, that are the likeliest at one of them.
    fn rule(&self, [x, y, side]: [f64; 3]) -> (f64, u32) {
        let (mut sum, mut seen) = (0.0, 0);
        for u in NODES {
            for v in NODES {
                let (value, likeliest) = self.lost([x + side * u, y + side * v]);
                (sum, seen) = (sum + value, seen | likeliest);
            }
        }
        (sum * side * side / 4.0, seen)
    }

    /// The integrand, and the likeliest class as a bit; none where no point is ever seen.
    fn lost(&self, x: [f64; 2]) -> (f64, u32) {
        if self.mixture.classes().is_none() {
            let [[a, f], [b, g]] = self.mixture.functions(x);
            let both = if a > 0.0 && b > 0.0 { a * b / (a + b) } else { 0.0 };
            // The area of the plane is what positions are spread over.
            return (both * (f - g) * (f - g) / (4.0 * PLANE * PLANE), 0);
        }
        let joint = self.mixture.joint(x);
        let (mut best, mut rest, mut likeliest) = (0.0, 0.0, 0);
        for (&joint, class) in joint.iter().zip(0..) {
            if joint > best {
                (rest, best, likeliest) = (rest + best, joint, 1 << class);
            } else {
                rest += joint;
            }
        }
        (rest, likeliest)
    }

    /// The Bayes error as far as it has been worked out; all of it once [`advance`](Self::advance) has said so.
    #[must_use]
    pub fn error(&self) -> BayesError {
        let parts = &self.mixture.parts;
        if self.mixture.classes().is_none() {
            let noise: f64 = parts.iter().map(|part| part.weight * part.data.noise * part.data.noise).sum();
            return BayesError { value: noise + self.sum, uncertainty: self.difference };
        }
        let noise = parts.first().map_or(0.0, |part| part.data.label_noise);
        let left = self.mixture.left_by_noise();
        BayesError { value: noise + left * self.sum, uncertainty: left * self.difference }
    }
}

/// The Bayes error of an experiment's distribution; `None` for given points.
///
/// ```
/// use trainscope::{data::{Distribution, bayes_error}, experiment::{Dataset, Experiment}};
///
/// let mut experiment = Experiment::default();
/// experiment.data.dataset = Dataset::Gaussians;
/// experiment.data.noise = 0.0;
/// // Centres 2√2 apart, standard deviation ½: Φ(−2√2).
/// let bayes = bayes_error(&experiment, Distribution::Use).unwrap();
/// assert!((bayes.value - 0.002_338_867).abs() < 1e-6);
/// ```
#[must_use]
pub fn bayes_error(experiment: &Experiment, distribution: Distribution) -> Option<BayesError> {
    let mut integral = BayesIntegral::new(experiment, distribution)?;
    while !integral.advance(1024) {}
    Some(integral.error())
}
