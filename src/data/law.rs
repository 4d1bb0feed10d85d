//! The generators' laws: which shapes each class is made of, and what follows from them.
//!
//! | dataset | class law before noise |
//! |---|---|
//! | `circle` | uniform on a disc (0) and on a ring around it (1) |
//! | `xor` | uniform on two squares in opposite quadrants |
//! | `gaussians` | normal around (−1, −1) and (1, 1) |
//! | `spiral` | uniform on an arm of one and a half turns, the second half a turn from the first |
//! | `moons` | uniform on two half rings |
//! | `rings` | uniform on concentric rings |
//! | `blobs` | normal around equally spaced points of a circle |
//! | `checkerboard` | uniform on every other square of a 4 × 4 board |
//!
//! A point of a class is a draw from one of the class's shapes, each equally likely, plus normal noise with standard
//! deviation `data.noise` on each coordinate, independent of everything else. In regression positions are uniform on
//! the plane, and the noise is on the target.

use alloc::vec::Vec;

use super::shape::{Band, Cloud, Shape, Square};
use crate::experiment::{Data, Dataset};
use crate::rng::Stream;

/// Room for the largest number of classes.
pub(crate) const MAX_CLASSES: usize = 5;

/// The number of classes of a generator; `None` in regression and for given points, which have no law.
pub(super) const fn classes(data: &Data) -> Option<u32> {
    match data.dataset {
        Dataset::Plane | Dataset::Wave | Dataset::Custom => None,
        Dataset::Rings | Dataset::Blobs => Some(data.classes),
        _ => Some(2),
    }
}

/// Number of shapes that each class consists of, all of the same area.
pub(super) const fn parts(dataset: Dataset) -> u32 {
    match dataset {
        Dataset::Xor => 2,
        Dataset::Checkerboard => 8,
        _ => 1,
    }
}

/// A shape of a class. In regression, where there are no classes, it is where the positions come from.
pub(super) fn shape(data: &Data, class: u32, part: u32) -> Shape {
    match data.dataset {
        Dataset::Circle => Shape::Band(Band::circle(class)),
        Dataset::Rings => Shape::Band(Band::ring(class, data.classes)),
        Dataset::Moons => Shape::Band(Band::moon(class)),
        Dataset::Spiral => Shape::Band(Band::arm(class)),
        Dataset::Gaussians => Shape::Cloud(Cloud::gaussian(class)),
        Dataset::Blobs => Shape::Cloud(Cloud::blob(class, data.classes)),
        Dataset::Xor => Shape::Square(Square::xor(class, part)),
        Dataset::Checkerboard => Shape::Square(Square::of_board(class, part)),
        // Given points are not drawn.
        Dataset::Plane | Dataset::Wave | Dataset::Custom => Shape::Square(Square::PLANE),
    }
}

/// The target without noise: the regression function E\[target | x\].
///
/// `plane`: (x₁ + x₂)/6; `wave`: sin x₁ · cos x₂. Both lie in [−1, 1] on the plane. `None` for other data.
#[must_use]
pub fn regression_target(data: &Data, x: [f64; 2]) -> Option<f64> {
    match data.dataset {
        Dataset::Plane => Some((x[0] + x[1]) / 6.0),
        Dataset::Wave => Some(libm::sin(x[0]) * libm::cos(x[1])),
        _ => None,
    }
}

/// The share of a class among a generator's points, before label noise.
///
/// With the balance b and k classes: b / (b + (k − 1)(1 − b)) for class 0, (1 − b) / (b + (k − 1)(1 − b)) for each
/// other one. `None` in regression, for given points, and for a class that does not exist.
#[must_use]
pub fn class_share(data: &Data, class: u32) -> Option<f64> {
    let classes = classes(data).filter(|&classes| class < classes)?;
    let (first, other) = (data.balance, 1.0 - data.balance);
    let total = first + f64::from(classes - 1) * other;
    Some(if class == 0 { first } else { other } / total)
}

/// Every class's share.
pub(super) fn class_shares(data: &Data) -> Vec<f64> {
    (0..).map_while(|class| class_share(data, class)).collect()
}

/// One point of a generator, with its noise, and its class before label noise; in regression the class is 0, and the noise is on
/// the target. `None` for given points.
pub(super) fn draw(data: &Data, stream: &mut Stream) -> Option<(u32, [f64; 2])> {
    if data.dataset == Dataset::Custom {
        return None;
    }
    let mut left = stream.uniform();
    let mut class = 0;
    // The last class has what is left, rounding included.
    while let Some(share) = class_share(data, class).filter(|_| class_share(data, class + 1).is_some()) {
        if left < share {
            break;
        }
        (left, class) = (left - share, class + 1);
    }
    let part = stream.below(parts(data.dataset));
    let x = shape(data, class, part).draw(stream);
    let noise = if classes(data).is_some() { data.noise } else { 0.0 };
    Some((class, x.map(|coordinate| coordinate + noise * stream.normal())))
}

/// The class-conditional density p(x | class) of a generator, per unit of area, noise on the coordinates included.
///
/// `class` is the class a point was drawn from, before label noise. Squares and clouds are in closed form; bands
/// (`circle`, `rings`, `moons`, `spiral`) are an integral over the angle with an error below 10⁻⁷ of the density
/// without noise, and 0 farther than about eight standard deviations of the noise from the band. Without noise it is the
/// uniform density of the shapes, edges included.
///
/// `None` in regression, for given points, and for a class that does not exist.
///
/// ```
/// use trainscope::{data::density, experiment::{Data, Dataset}};
///
/// let xor = Data { dataset: Dataset::Xor, noise: 0.0, ..Data::default() };
/// // Two squares of edge 2.5.
/// assert!(density(&xor, [1.0, 1.0], 1).is_some_and(|p| (p - 0.08).abs() < 1e-15));
/// assert_eq!(density(&xor, [1.0, 1.0], 0), Some(0.0));
/// ```
#[must_use]
pub fn density(data: &Data, x: [f64; 2], class: u32) -> Option<f64> {
    classes(data).filter(|&classes| class < classes)?;
    let parts = parts(data.dataset);
    let sum: f64 = (0..parts).map(|part| shape(data, class, part).density(x, data.noise)).sum();
    Some(sum / f64::from(parts))
}

/// The same, where an error of 2 · 10⁻⁵ of the density without noise is small enough.
pub(super) fn rough_density(data: &Data, x: [f64; 2], class: u32) -> f64 {
    let parts = parts(data.dataset);
    let sum: f64 = (0..parts).map(|part| shape(data, class, part).rough_density(x, data.noise)).sum();
    sum / f64::from(parts)
}

/// The probabilities of the observed classes at `x`: Bayes' rule on [`density`] and [`class_share`], then label noise.
///
/// qᵢ = shareᵢ p(x | i) / Σⱼ shareⱼ p(x | j), and with the label noise ε and k classes
/// pᵢ = (1 − ε) qᵢ + ε (1 − qᵢ)/(k − 1). Entries from k on are 0; the k first sum to 1.
///
/// No classifier is right more often at x than the largest of them. `None` in regression, for given points, and where
/// every class has density 0, so that no point is ever seen there.
#[must_use]
pub fn posterior(data: &Data, x: [f64; 2]) -> Option<[f64; MAX_CLASSES]> {
    posterior_of(data, joint(data, x)?)
}

/// The density of points of each class at `x`, before label noise: the class's share times [`density`]. `None` in regression and
/// for given points.
pub(crate) fn joint(data: &Data, x: [f64; 2]) -> Option<[f64; MAX_CLASSES]> {
    let mut joint = [0.0; MAX_CLASSES];
    for (joint, class) in joint.iter_mut().zip(0..classes(data)?) {
        *joint = class_share(data, class)? * density(data, x, class)?;
    }
    Some(joint)
}

/// As [`posterior`], at a place with these joint densities.
pub(crate) fn posterior_of(data: &Data, joint: [f64; MAX_CLASSES]) -> Option<[f64; MAX_CLASSES]> {
    let classes = classes(data)?;
    let mut probabilities = joint;
    let total: f64 = probabilities.iter().sum();
    // Below the normal numbers a ratio would have few true digits, or none.
    if !total.is_normal() {
        return None;
    }
    for (probability, _) in probabilities.iter_mut().zip(0..classes) {
        let own = *probability / total;
        *probability = (1.0 - data.label_noise) * own + data.label_noise * (1.0 - own) / f64::from(classes - 1);
    }
    Some(probabilities)
}
