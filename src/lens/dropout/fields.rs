//! The plane as the thinned networks see it, and as they see it together.

use alloc::{vec, vec::Vec};
use core::ops::Range;

use crate::experiment::{Dropout, Mode};
use crate::lens::field::{MAX_SIDE, Through, predicted, replica};
use crate::train::{Lane, Run, Workspace};

/// Which networks are to be looked at, and how closely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sampling {
    /// Points along each side of the lattice.
    pub side: usize,
    /// The example of the last mini-batch whose mask is to be shown; its last one where it has fewer.
    pub example: usize,
    /// Number of the first sampled mask.
    pub first: u32,
    /// How many masks are sampled from there on.
    pub samples: u32,
    /// How many of them are shown one by one, from the first on.
    pub kept: u32,
}

/// How far two fields are apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Apart {
    /// The mean over the plane of |P − P′| for two classes, of ½ Σ |Pₖ − P′ₖ| for more (the same thing, for two), of
    /// |output − output′| in regression.
    pub difference: f64,
    /// Share of the plane where the same class is predicted; none in regression.
    pub agreement: Option<f64>,
}

/// What the whole network and its thinned networks predict over the plane.
///
/// A field is `[plane][row][column]`, row 0 at the top: every class's probability for more than two classes, else one plane,
/// 2P(class 1) − 1, or the output itself, not cut off, in regression.
#[derive(Debug, Clone, PartialEq)]
pub struct SubNetworks {
    /// Points along each side.
    pub side: usize,
    /// Number of classes; 0 in regression.
    pub classes: usize,
    /// The network at test: all units, scaled by 1 − p where scaling is classic.
    pub full: Vec<f32>,
    /// The thinned network that the watched example went through in the last step, scaled as in training, with the weights as
    /// they are now. None before the first step.
    pub watched: Option<Vec<f32>>,
    /// The mean of the sampled networks' predictions (Gal and Ghahramani 2016, *Dropout as a Bayesian Approximation*).
    pub mean: Vec<f32>,
    /// `[row][column]`: their standard deviation, with n − 1 in the divisor; of the probability of the class that is likeliest
    /// in the mean, or of the output in regression. 0 where there are fewer than two.
    pub spread: Vec<f32>,
    /// The networks that are shown one by one, `[network][plane][row][column]`.
    pub samples: Vec<f32>,
    /// Whether each of their units was kept, `[network][unit]`: inputs, then hidden units.
    pub masks: Vec<bool>,
    /// The mean of those that are shown.
    pub average: Vec<f32>,
    /// How far `mean` is from `full`: how well scaling stands in for averaging (Srivastava et al. 2014, section 7.5; Baldi and
    /// Sadowski 2013).
    pub mean_from_full: Apart,
    /// How far `average` is from `full`.
    pub average_from_full: Apart,
}

/// What a look at the plane needs of a lane.
struct Looker<'a> {
    workspace: &'a mut Workspace,
    run: &'a Run,
    side: usize,
    classes: usize,
}

impl Looker<'_> {
    /// Numbers in a field.
    const fn size(&self) -> usize {
        let planes = if self.classes > 2 { self.classes } else { 1 };
        planes * self.side * self.side
    }

    fn field(&mut self, through: Through<'_>) -> Vec<f32> {
        predicted(self.workspace, self.run, self.side, through)
    }

    fn thinned(&mut self, dropout: &Dropout, factors: &[f32]) -> Vec<f32> {
        self.field(Through::Factors(dropout, factors))
    }
}

/// Looks at a replica through the mask of the last step's watched example, at test, and through sampled masks.
///
/// Each sampled network has one mask for the whole plane. The masks come from a stream of their own, indexed by the sample
/// alone: looking changes nothing, the same sample is the same everywhere, and from step to step what changes is what the
/// network has learned, not who is asked. `side` is at most 1024, and at least one
/// network is sampled. None where there is no such replica.
pub fn sub_networks(lane: &mut Lane, index: usize, sampling: &Sampling) -> Option<SubNetworks> {
    let classes = lane.workspace.classes() as usize;
    let side = sampling.side.clamp(1, MAX_SIDE);
    let (workspace, run) = replica(lane, index)?;
    let mut looker = Looker { workspace, run, side, classes };
    let full = looker.field(Through::Mode(Mode::Eval));
    let last = looker.workspace.dropout_of_last_step().clone();
    let watched = run.step_factors(looker.workspace, sampling.example);
    let watched = watched.map(|factors| looker.thinned(&last, &factors));

    let dropout = looker.workspace.experiment().dropout.clone();
    let count = sampling.samples.max(1);
    let kept = sampling.kept.min(count);
    let range: Range<u32> = sampling.first..sampling.first.saturating_add(count);
    let mut sums = Sums::new(looker.size());
    let mut samples = Vec::with_capacity(kept as usize * looker.size());
    let (mut masks, mut average) = (Vec::new(), Vec::new());
    for (number, factors) in (1..).zip(run.sampled_factors(looker.workspace, range)) {
        let field = looker.thinned(&dropout, &factors);
        sums.add(&field);
        if number <= kept {
            samples.extend_from_slice(&field);
            masks.extend(factors.iter().map(|&factor| factor != 0.0));
        }
        if number == kept {
            average = sums.mean();
        }
    }
    let mean = sums.mean();
    let spread = sums.spread(&mean, side * side, classes);
    Some(SubNetworks {
        side,
        classes,
        mean_from_full: apart(&mean, &full, classes),
        average_from_full: apart(&average, &full, classes),
        full,
        watched,
        mean,
        spread,
        samples,
        masks,
        average,
    })
}

/// Sums over fields.
struct Sums {
    count: f64,
    values: Vec<f64>,
    squares: Vec<f64>,
}

impl Sums {
    fn new(size: usize) -> Self {
        Self { count: 0.0, values: vec![0.0; size], squares: vec![0.0; size] }
    }

    fn add(&mut self, field: &[f32]) {
        self.count += 1.0;
        for ((sum, squares), &value) in self.values.iter_mut().zip(&mut self.squares).zip(field) {
            let value = f64::from(value);
            *sum += value;
            *squares += value * value;
        }
    }

    fn mean(&self) -> Vec<f32> {
        self.values.iter().map(|sum| narrow(sum / self.count)).collect()
    }

    /// The standard deviation of what [`SubNetworks::spread`] says.
    fn spread(&self, mean: &[f32], total: usize, classes: usize) -> Vec<f32> {
        // One plane of two classes is 2P − 1.
        let scale = if classes == 2 { 0.5 } else { 1.0 };
        let deviation = |i: usize| {
            let mean = self.values[i] / self.count;
            let squares = (self.squares[i] - self.values[i] * mean).max(0.0);
            scale * libm::sqrt(squares / (self.count - 1.0).max(1.0))
        };
        (0..total).map(|i| narrow(deviation(decision(mean, i, total) * total + i))).collect()
    }
}

/// The plane of the likeliest class at a point, where every class has a plane, else 0.
fn decision(field: &[f32], point: usize, total: usize) -> usize {
    let planes = field.len() / total.max(1);
    (1..planes)
        .fold(0, |best, class| if field[class * total + point] > field[best * total + point] { class } else { best })
}

fn apart(a: &[f32], b: &[f32], classes: usize) -> Apart {
    if a.is_empty() {
        return Apart { difference: 0.0, agreement: None };
    }
    let total = if classes > 2 { a.len() / classes } else { a.len() };
    #[expect(clippy::cast_precision_loss, reason = "a lattice has at most 1024² points")]
    let over_plane = |sum: f64| sum / total as f64;
    let sum: f64 = a.iter().zip(b).map(|(&a, &b)| (f64::from(a) - f64::from(b)).abs()).sum();
    // Two classes in one plane are 2P − 1.
    let difference = over_plane(if classes == 0 { sum } else { 0.5 * sum });
    let same = |i: usize| match classes {
        2 => (a[i] > 0.0) == (b[i] > 0.0),
        _ => decision(a, i, total) == decision(b, i, total),
    };
    let agreement = (classes > 0).then(|| over_plane((0..total).map(|i| f64::from(u8::from(same(i)))).sum()));
    Apart { difference, agreement }
}

#[expect(clippy::cast_possible_truncation, reason = "rounding to f32 is what is wanted")]
const fn narrow(value: f64) -> f32 {
    value as f32
}
