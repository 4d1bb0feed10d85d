//! The shapes that points are drawn from: each a law on the plane, with its density under added Gaussian noise.
//!
//! A generator is a list of shapes for each class. Every shape has an area, so a density exists without noise too.

mod band;
mod cloud;
mod square;

pub(super) use band::Band;
pub(super) use cloud::Cloud;
pub(super) use square::Square;

use crate::rng::Stream;

/// Noise below this counts as none in a density: edges so sharp are narrower than any picture or integral could tell,
/// and the rounding of angles and radii would begin to show in them.
const NO_NOISE: f64 = 1e-6;

/// A law on the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shape {
    /// Uniform on a band around a centre.
    Band(Band),
    /// Uniform on a square.
    Square(Square),
    /// Normal, the same in all directions.
    Cloud(Cloud),
}

impl Shape {
    /// A point of the shape; each shape takes two draws from the stream.
    pub(super) fn draw(&self, stream: &mut Stream) -> [f64; 2] {
        match self {
            Self::Band(band) => band.draw(stream),
            Self::Square(square) => square.draw(stream),
            Self::Cloud(cloud) => cloud.draw(stream),
        }
    }

    /// The density at `x`, per unit of area, of a point of the shape plus normal noise with standard deviation
    /// `noise` on each coordinate.
    pub(super) fn density(&self, x: [f64; 2], noise: f64) -> f64 {
        match self {
            Self::Band(band) => band.density(x, noise),
            Self::Square(square) => square.density(x, noise),
            Self::Cloud(cloud) => cloud.density(x, noise),
        }
    }

    /// The density with an error below 2 · 10⁻⁵ of that without noise, where that takes less time.
    pub(super) fn rough_density(&self, x: [f64; 2], noise: f64) -> f64 {
        if let Self::Band(band) = self { band.rough_density(x, noise) } else { self.density(x, noise) }
    }
}

/// Φ(b) − Φ(a) for a ≤ b, without cancellation in the tails.
fn normal_between(a: f64, b: f64) -> f64 {
    const ROOT: f64 = core::f64::consts::FRAC_1_SQRT_2;
    let (a, b) = (a * ROOT, b * ROOT);
    let twice = if a > 0.0 {
        libm::erfc(a) - libm::erfc(b)
    } else if b < 0.0 {
        libm::erfc(-b) - libm::erfc(-a)
    } else {
        libm::erf(b) - libm::erf(a)
    };
    0.5 * twice
}
