//! Eight numbers at a time, with nothing in it that could differ between targets.

use core::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

use super::vector::Quad;

/// Examples that are worked on together.
pub const LANES: usize = 8;

/// Eight `f32`, one for each of eight examples, as two vectors of four.
///
/// Every operation is the IEEE one, lane by lane; there is no fused multiply–add, and no sum across lanes but
/// [`Self::sum`], whose order is fixed.
#[derive(Debug, Clone, Copy)]
pub struct Lanes([Quad; 2]);

impl Lanes {
    /// Eight numbers.
    #[inline(always)]
    #[must_use]
    pub const fn new([a, b, c, d, e, f, g, h]: [f32; LANES]) -> Self {
        Self([Quad::new([a, b, c, d]), Quad::new([e, f, g, h])])
    }

    /// The eight numbers.
    #[inline(always)]
    #[must_use]
    pub fn array(self) -> [f32; LANES] {
        let ([a, b, c, d], [e, f, g, h]) = (self.0[0].array(), self.0[1].array());
        [a, b, c, d, e, f, g, h]
    }

    /// The same number in every lane.
    #[inline(always)]
    #[must_use]
    pub fn splat(value: f32) -> Self {
        Self([Quad::splat(value); 2])
    }

    /// Reads eight numbers; where the slice holds fewer, zeros.
    #[inline(always)]
    #[must_use]
    pub fn load(slice: &[f32]) -> Self {
        slice.first_chunk().map_or_else(|| Self::splat(0.0), |&lanes| Self::new(lanes))
    }

    /// Writes the eight numbers to the front of a slice; where it holds fewer, nothing.
    #[inline(always)]
    pub fn store(self, slice: &mut [f32]) {
        if let Some(chunk) = slice.first_chunk_mut() {
            *chunk = self.array();
        }
    }

    #[inline(always)]
    fn map(self, f: impl Fn(Quad) -> Quad) -> Self {
        Self([f(self.0[0]), f(self.0[1])])
    }

    #[inline(always)]
    fn zip(self, other: Self, f: impl Fn(Quad, Quad) -> Quad) -> Self {
        Self([f(self.0[0], other.0[0]), f(self.0[1], other.0[1])])
    }

    /// The first four and the last four numbers.
    #[inline(always)]
    #[must_use]
    pub const fn halves(self) -> [Quad; 2] {
        self.0
    }

    /// The square root of each lane.
    #[inline(always)]
    #[must_use]
    pub fn sqrt(self) -> Self {
        self.map(Quad::sqrt)
    }

    /// The larger of each lane and a bound; NaN stays NaN, so that a diverged run cannot hide behind a clamp.
    #[inline(always)]
    #[must_use]
    pub fn at_least(self, bound: f32) -> Self {
        self.map(|x| x.at_least(Quad::splat(bound)))
    }

    /// The smaller of each lane and a bound; NaN stays NaN.
    #[inline(always)]
    #[must_use]
    pub fn at_most(self, bound: f32) -> Self {
        self.map(|x| x.at_most(Quad::splat(bound)))
    }

    /// Lane by lane, `positive` where this one is greater than 0 and `other` where it is not (or is NaN).
    #[inline(always)]
    #[must_use]
    pub fn where_positive(self, positive: Self, other: Self) -> Self {
        Self([self.0[0].where_positive(positive.0[0], other.0[0]), self.0[1].where_positive(positive.0[1], other.0[1])])
    }

    /// 2ʰ and 2ⁿ⁻ʰ, where n is what stands in each lane's bits above those of `base`, and h is half of it.
    #[inline(always)]
    pub(super) fn split_power(self, base: f32) -> (Self, Self) {
        let ((a, b), (c, d)) = (self.0[0].split_power(base), self.0[1].split_power(base));
        (Self([a, c]), Self([b, d]))
    }

    /// The sum of all lanes: (0+4 + 2+6) + (1+5 + 3+7).
    #[inline(always)]
    #[must_use]
    pub fn sum(self) -> f32 {
        let [a, b, c, d] = (self.0[0] + self.0[1]).array();
        (a + c) + (b + d)
    }

    /// Horner's scheme; coefficients from the highest degree to the constant.
    #[inline(always)]
    #[must_use]
    pub(crate) fn polynomial(self, coefficients: &[f32]) -> Self {
        let Some((&first, rest)) = coefficients.split_first() else { return Self::splat(0.0) };
        rest.iter().fold(Self::splat(first), |sum, &c| sum * self + Self::splat(c))
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident) => {
        impl $trait for Lanes {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                self.zip(other, Quad::$method)
            }
        }
    };
}

operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);
operator!(Div, div);

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
        self.map(Quad::neg)
    }
}
