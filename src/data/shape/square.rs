//! Uniform squares: the generators `xor` and `checkerboard`, and the positions in regression.

use super::{NO_NOISE, normal_between};
use crate::experiment::PLANE;
use crate::rng::Stream;

/// The uniform law on the square centre ± `half`.
///
/// Under noise σ its density is Πⱼ [Φ((xⱼ − cⱼ + half)/σ) − Φ((xⱼ − cⱼ − half)/σ)] / (2 half).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::data) struct Square {
    centre: [f64; 2],
    half: f64,
}

impl Square {
    /// The whole plane, [−3, 3]².
    pub(in crate::data) const PLANE: Self = Self { centre: [0.0, 0.0], half: PLANE };

    /// One of the squares |x₁|, |x₂| from 0.15 to 2.65: class 1 where x₁x₂ > 0. `part` 0 has x₂ < 0, `part` 1 x₂ > 0.
    pub(in crate::data) fn xor(class: u32, part: u32) -> Self {
        const CENTRE: f64 = 1.4;
        let x2 = if part == 0 { -CENTRE } else { CENTRE };
        Self { centre: [if class == 0 { -x2 } else { x2 }, x2], half: 1.25 }
    }

    /// One of the 16 squares of edge 1.25 that tile [−2.5, 2.5]²: class 0 has the lower left one.
    /// `part` counts the class's eight squares, row by row from below.
    pub(in crate::data) fn of_board(class: u32, part: u32) -> Self {
        const EDGE: f64 = 1.25;
        const FIRST: f64 = -1.875;
        let (row, pair) = (part / 2, part % 2);
        let column = 2 * pair + (row + class) % 2;
        Self { centre: [FIRST + EDGE * f64::from(column), FIRST + EDGE * f64::from(row)], half: EDGE / 2.0 }
    }

    pub(super) fn draw(&self, stream: &mut Stream) -> [f64; 2] {
        self.centre.map(|centre| centre + self.half * stream.symmetric())
    }

    pub(super) fn density(&self, x: [f64; 2], noise: f64) -> f64 {
        let edge = 2.0 * self.half;
        let along = |j: usize| {
            let d = x[j] - self.centre[j];
            if noise < NO_NOISE {
                return if d.abs() <= self.half { 1.0 / edge } else { 0.0 };
            }
            normal_between((d - self.half) / noise, (d + self.half) / noise) / edge
        };
        along(0) * along(1)
    }
}
