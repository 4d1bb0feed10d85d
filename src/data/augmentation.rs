//! Augmentation: training points moved, mirrored, turned, scaled and mixed, anew for every example of every step.

use core::f64::consts::PI;

use super::examples::Prepared;
use super::law;
use super::points::Points;
use super::split::Set;
use crate::experiment::{Augmentation, Data, Experiment};
use crate::rng::{Purpose, Stream};

/// What a random number of an augmentation is for. Each has a stream of its own, so that turning one kind on leaves what the
/// others draw as it was.
#[derive(Debug, Clone, Copy)]
enum Draw {
    Jitter = 1,
    Rotation,
    FlipX1,
    FlipX2,
    Scaling,
    Mixup,
}

/// A training example as it is augmented in one epoch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Augmented {
    /// Where it is, in plane units.
    pub x: [f64; 2],
    /// The row of the training set that it is mixed with; its own where it is not.
    pub other: u32,
    /// Its own share of the mixture, in \[0, 1\]; the other has the rest. 1 where it is not mixed.
    pub share: f64,
}

impl Augmentation {
    /// Moves a point; `stream` gives the stream of a purpose.
    fn moved(&self, [mut x1, mut x2]: [f64; 2], stream: &impl Fn(Draw) -> Stream) -> [f64; 2] {
        if self.scale > 1.0 {
            let factor = libm::exp(stream(Draw::Scaling).symmetric() * libm::log(self.scale));
            [x1, x2] = [x1 * factor, x2 * factor];
        }
        if self.flip_x1 > 0.0 && stream(Draw::FlipX1).uniform() < self.flip_x1 {
            x1 = -x1;
        }
        if self.flip_x2 > 0.0 && stream(Draw::FlipX2).uniform() < self.flip_x2 {
            x2 = -x2;
        }
        if self.rotation > 0.0 {
            let angle = stream(Draw::Rotation).symmetric() * self.rotation * (PI / 180.0);
            let (sin, cos) = (libm::sin(angle), libm::cos(angle));
            [x1, x2] = [cos * x1 - sin * x2, sin * x1 + cos * x2];
        }
        if self.jitter > 0.0 {
            let mut stream = stream(Draw::Jitter);
            x1 += self.jitter * stream.normal();
            x2 += self.jitter * stream.normal();
        }
        [x1, x2]
    }
}

/// A draw from Beta(α, α) by two uniform numbers, for any α > 0.
///
/// With W = (U^(−1/α) − 1) cos²(2πV) it is 1/2 ± 1/2 · √(W/(1 + W)), of the cosine's sign (Devroye 1996, *Random variate
/// generation in one line of code*, from Bailey's polar method for Student's t).
fn symmetric_beta(alpha: f64, stream: &mut Stream) -> f64 {
    let power = libm::exp(-libm::log(stream.uniform()) / alpha);
    let cos = libm::cos(2.0 * PI * stream.uniform());
    // Written so that an infinite power, which a small α leads to, gives the ends and not what is no number.
    let half = 0.5 / libm::sqrt(1.0 + 1.0 / ((power - 1.0) * cos * cos));
    if cos < 0.0 { 0.5 - half } else { 0.5 + half }
}

/// Augments the training set of one epoch.
///
/// A draw is a function of the seed, the replica, the epoch, the point's [`origin`](Points::origin) and what it is for. An epoch
/// visits each example once, so every example of every step has draws of its own, whatever the size of the batches.
///
/// The order is: scaling, mirroring, rotation (all three about the origin), jitter, and at last mixup, for which both points are
/// taken as this epoch has moved them. x = λ xᵢ + (1 − λ) xⱼ with λ from Beta(α, α) for each example, and j drawn evenly from the
/// whole training set (Zhang et al. 2018, *mixup*, section 2; their program draws one λ for a batch and pairs its members).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Augmenter<'a> {
    pub(crate) augmentation: &'a Augmentation,
    pub(crate) seed: u32,
    pub(crate) epoch: u32,
    points: &'a Points,
    /// Places of the training set's rows in the points.
    rows: &'a [u32],
}

impl<'a> Augmenter<'a> {
    /// None where nothing is augmented. Beyond 2³² epochs draws repeat.
    pub(crate) fn new(experiment: &'a Experiment, prepared: &'a Prepared, epoch: u64) -> Option<Self> {
        #[expect(clippy::cast_possible_truncation, reason = "the low bits are what is wanted")]
        let epoch = epoch as u32;
        experiment.augmentation.is_on().then(|| Self {
            augmentation: &experiment.augmentation,
            seed: experiment.seeds.augmentation,
            epoch,
            points: &prepared.points,
            rows: &prepared.set(Set::Train).point,
        })
    }

    fn stream(&self, replica: u32, row: u32, draw: Draw) -> Stream {
        let [class, index] = self.points.origin[self.rows[row as usize] as usize];
        Stream::new(self.seed, Purpose::Augmentation, &[draw as u32, replica, self.epoch, class, index])
    }

    fn moved(&self, replica: u32, row: u32) -> [f64; 2] {
        let x = self.points.x[self.rows[row as usize] as usize];
        self.augmentation.moved(x, &|draw| self.stream(replica, row, draw))
    }

    /// A row of the training set as a replica sees it in this epoch.
    pub(crate) fn augmented(&self, replica: u32, row: u32) -> Augmented {
        let x = self.moved(replica, row);
        if !self.augmentation.mixes() {
            return Augmented { x, other: row, share: 1.0 };
        }
        let mut stream = self.stream(replica, row, Draw::Mixup);
        let share = symmetric_beta(self.augmentation.mixup, &mut stream);
        let other = stream.below(u32::try_from(self.rows.len()).unwrap_or(u32::MAX));
        let with = self.moved(replica, other);
        Augmented { x: mixture(share, x, with), other, share }
    }
}

/// Whether an augmentation keeps what a generator says of a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LabelKept {
    /// For classes: the share of augmented points at which another class is likelier than the one that they are labelled with,
    /// among those that were labelled with the likeliest before. For numbers: how far the expected target moves, as a root mean
    /// square, against the standard deviation of the expected targets.
    pub broken: f64,
    /// The share of augmented points where the generator puts no point at all; no class is likelier there. 0 for numbers.
    pub outside: f64,
}

impl LabelKept {
    /// From this share on an augmentation counts as one that breaks labels: one point in a hundred.
    pub const NOTED: f64 = 0.01;

    /// Whether an augmentation breaks labels.
    #[must_use]
    pub fn breaks(&self) -> bool {
        self.broken >= Self::NOTED
    }
}

/// Points that [`label_kept`] draws.
const DRAWN: u32 = 400;

/// Holds an augmentation against a generator's own law: 400 fresh points of it are augmented, and the
/// [`posterior`](law::posterior) at the place where each comes to rest is compared with its label. A mixture is labelled with
/// the class that has the larger part of it. Label noise plays no part.
///
/// Draws are the same for every experiment, so that the figure is a function of the generator and the augmentation. `None` for
/// given points, which have no law.
#[must_use]
pub fn label_kept(data: &Data, augmentation: &Augmentation) -> Option<LabelKept> {
    let data = Data { label_noise: 0.0, ..data.clone() };
    let stream = |i: u32, draw: u32| Stream::new(0, Purpose::AugmentationCheck, &[i, draw]);
    let draw = |i: u32| law::draw(&data, &mut stream(i, 0));
    draw(0)?;
    let moved = |i: u32, x: [f64; 2]| augmentation.moved(x, &|draw| stream(i, draw as u32));
    let (mut held, mut broken, mut outside) = (0_u32, 0.0, 0_u32);
    let (mut mean, mut square) = (0.0, 0.0);
    for i in 0..DRAWN {
        let (mut class, mut x) = draw(i)?;
        let mut augmented = moved(i, x);
        let mut target = law::regression_target(&data, x);
        if augmentation.mixes() {
            let (other, from) = draw(DRAWN + i)?;
            let with = moved(DRAWN + i, from);
            let share = symmetric_beta(augmentation.mixup, &mut stream(i, Draw::Mixup as u32));
            augmented = mixture(share, augmented, with);
            target = target.zip(law::regression_target(&data, from)).map(|(a, b)| share * a + (1.0 - share) * b);
            if share < 0.5 {
                (class, x) = (other, from);
            }
        }
        if let Some((target, found)) = target.zip(law::regression_target(&data, augmented)) {
            broken += (found - target) * (found - target);
            mean += target;
            square += target * target;
            held += 1;
        } else if likeliest(&data, x) == Some(class) {
            held += 1;
            match likeliest(&data, augmented) {
                Some(found) => broken += f64::from(u8::from(found != class)),
                None => outside += 1,
            }
        }
    }
    let count = f64::from(held.max(1));
    if law::regression_target(&data, [0.0; 2]).is_some() {
        let variance = square / count - (mean / count) * (mean / count);
        return Some(LabelKept { broken: libm::sqrt(broken / count / variance.max(f64::MIN_POSITIVE)), outside: 0.0 });
    }
    Some(LabelKept { broken: broken / count, outside: f64::from(outside) / count })
}

fn mixture(share: f64, x: [f64; 2], with: [f64; 2]) -> [f64; 2] {
    [0, 1].map(|j| share * x[j] + (1.0 - share) * with[j])
}

/// The class that is likeliest at a place.
fn likeliest(data: &Data, x: [f64; 2]) -> Option<u32> {
    let probabilities = law::posterior(data, x)?;
    (0..).zip(probabilities).max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(class, _)| class)
}
