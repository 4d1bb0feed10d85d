//! Eight numbers at a time, with nothing in it that could differ between targets.

use core::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// Examples that are worked on together.
pub const LANES: usize = 8;

/// Eight `f32`, one for each of eight examples.
///
/// Every operation is the IEEE one, lane by lane; there is no fused multiply–add and no sum across lanes but
/// [`Self::sum`], whose order is fixed. LLVM turns the loops into whatever vectors the target has without being allowed
/// to reorder them, so the bits are those of the plain loop.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lanes(pub [f32; LANES]);

impl Lanes {
    /// Zero in every lane.
    pub const ZERO: Self = Self([0.0; LANES]);

    /// The same number in every lane.
    #[inline(always)]
    #[must_use]
    pub const fn splat(value: f32) -> Self {
        Self([value; LANES])
    }

    /// Reads eight numbers; missing ones are 0.
    #[inline(always)]
    #[must_use]
    pub fn load(slice: &[f32]) -> Self {
        slice.first_chunk().map_or(Self::ZERO, |&lanes| Self(lanes))
    }

    /// Writes the eight numbers to the front of a slice that holds at least eight.
    #[inline(always)]
    pub fn store(self, slice: &mut [f32]) {
        if let Some(chunk) = slice.first_chunk_mut() {
            *chunk = self.0;
        }
    }

    /// Applies a function to each lane.
    #[inline(always)]
    #[must_use]
    pub fn map(self, f: impl Fn(f32) -> f32) -> Self {
        Self(self.0.map(f))
    }

    #[inline(always)]
    fn zip(self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self {
        let mut lanes = self.0;
        for (a, b) in lanes.iter_mut().zip(other.0) {
            *a = f(*a, b);
        }
        Self(lanes)
    }

    /// The larger of each lane and a bound; NaN stays NaN, so that a diverged run cannot hide behind a clamp.
    #[inline(always)]
    #[must_use]
    pub fn at_least(self, bound: f32) -> Self {
        self.map(|x| if x < bound { bound } else { x })
    }

    /// The smaller of each lane and a bound; NaN stays NaN.
    #[inline(always)]
    #[must_use]
    pub fn at_most(self, bound: f32) -> Self {
        self.map(|x| if x > bound { bound } else { x })
    }

    /// Lane by lane, `positive` where this one is greater than 0 and `other` where it is not (or is NaN).
    #[inline(always)]
    #[must_use]
    pub fn where_positive(self, positive: Self, other: Self) -> Self {
        let mut lanes = other.0;
        for ((lane, x), p) in lanes.iter_mut().zip(self.0).zip(positive.0) {
            *lane = if x > 0.0 { p } else { *lane };
        }
        Self(lanes)
    }

    /// The sum of all lanes: (0+4 + 2+6) + (1+5 + 3+7).
    #[inline(always)]
    #[must_use]
    pub fn sum(self) -> f32 {
        let [a, b, c, d, e, f, g, h] = self.0;
        ((a + e) + (c + g)) + ((b + f) + (d + h))
    }

    /// Horner's scheme; coefficients from the highest degree to the constant.
    #[inline(always)]
    #[must_use]
    pub(crate) fn polynomial(self, coefficients: &[f32]) -> Self {
        coefficients.iter().fold(Self::ZERO, |sum, &c| sum * self + Self::splat(c))
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident, $op:tt) => {
        impl $trait for Lanes {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                self.zip(other, |a, b| a $op b)
            }
        }
    };
}

operator!(Add, add, +);
operator!(Sub, sub, -);
operator!(Mul, mul, *);
operator!(Div, div, /);

impl AddAssign for Lanes {
    #[inline(always)]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Neg for Lanes {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        self.map(|x| -x)
    }
}
