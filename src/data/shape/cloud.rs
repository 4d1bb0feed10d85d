//! Normal clouds: the generators `gaussians` and `blobs`.

use core::f64::consts::{FRAC_PI_2, PI};

use crate::rng::Stream;

/// A normal law around a centre, with the same standard deviation in all directions.
///
/// Under noise σ its density is exp(−|x − centre|² / 2v) / 2πv with v = deviation² + σ².
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::data) struct Cloud {
    centre: [f64; 2],
    deviation: f64,
}

impl Cloud {
    /// Class 0 around (−1, −1), class 1 around (1, 1), each with standard deviation 0.5.
    pub(in crate::data) fn gaussian(class: u32) -> Self {
        let at = if class == 0 { -1.0 } else { 1.0 };
        Self { centre: [at, at], deviation: 0.5 }
    }

    /// Class c at the angle π/2 + 2πc / classes on the circle of radius 1.75, with standard deviation 0.4.
    pub(in crate::data) fn blob(class: u32, classes: u32) -> Self {
        const RADIUS: f64 = 1.75;
        let angle = FRAC_PI_2 + 2.0 * PI * f64::from(class) / f64::from(classes);
        Self { centre: [RADIUS * libm::cos(angle), RADIUS * libm::sin(angle)], deviation: 0.4 }
    }

    pub(super) fn draw(&self, stream: &mut Stream) -> [f64; 2] {
        self.centre.map(|centre| centre + self.deviation * stream.normal())
    }

    pub(super) fn density(&self, x: [f64; 2], noise: f64) -> f64 {
        let variance = self.deviation * self.deviation + noise * noise;
        let [d1, d2] = [x[0] - self.centre[0], x[1] - self.centre[1]];
        libm::exp(-(d1 * d1 + d2 * d2) / (2.0 * variance)) / (2.0 * PI * variance)
    }
}
