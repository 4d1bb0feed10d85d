//! Several vectors side by side, with nothing in it that could differ between targets.

use core::ops::{Add, Div, Mul, Neg, Sub};

use super::vector::Quad;

/// 4 N numbers as N vectors of four.
///
/// Every operation is the IEEE one, lane by lane; there is no fused multiply–add, and no sum across lanes.
#[derive(Debug, Clone, Copy)]
pub struct Lanes<const N: usize>([Quad; N]);

impl<const N: usize> Lanes<N> {
    /// These vectors.
    #[inline(always)]
    #[must_use]
    pub const fn new(quads: [Quad; N]) -> Self {
        Self(quads)
    }

    /// The vectors.
    #[inline(always)]
    #[must_use]
    pub const fn quads(self) -> [Quad; N] {
        self.0
    }

    /// The same number in every lane.
    #[inline(always)]
    #[must_use]
    pub fn splat(value: f32) -> Self {
        Self([Quad::splat(value); N])
    }

    /// Reads numbers from the front of a slice; for vectors that it does not fill, zeros.
    #[inline(always)]
    #[must_use]
    pub fn load(slice: &[f32]) -> Self {
        let (chunks, _) = slice.as_chunks();
        Self(core::array::from_fn(|i| chunks.get(i).map_or_else(|| Quad::splat(0.0), |&lanes| Quad::new(lanes))))
    }

    /// Writes the numbers to the front of a slice, as many vectors as it has room for.
    #[inline(always)]
    pub fn store(self, slice: &mut [f32]) {
        let (chunks, _) = slice.as_chunks_mut();
        for i in 0..N {
            if let Some(chunk) = chunks.get_mut(i) {
                *chunk = self.0[i].array();
            }
        }
    }

    #[inline(always)]
    fn map(self, f: impl Fn(Quad) -> Quad) -> Self {
        Self(self.0.map(f))
    }

    #[inline(always)]
    fn zip(self, other: Self, f: impl Fn(Quad, Quad) -> Quad) -> Self {
        Self(core::array::from_fn(|i| f(self.0[i], other.0[i])))
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

    /// Each lane cut off at both ends of a range; NaN stays NaN.
    #[inline(always)]
    #[must_use]
    pub fn between(self, [low, high]: [f32; 2]) -> Self {
        self.at_least(low).at_most(high)
    }

    /// Lane by lane, `positive` where this one is greater than 0 and `other` where it is not (or is NaN).
    #[inline(always)]
    #[must_use]
    pub fn where_positive(self, positive: Self, other: Self) -> Self {
        Self(core::array::from_fn(|i| self.0[i].where_positive(positive.0[i], other.0[i])))
    }

    /// 2ʰ and 2ⁿ⁻ʰ, where n is what stands in each lane's bits above those of `base`, and h is half of it.
    #[inline(always)]
    pub(super) fn split_power(self, base: f32) -> (Self, Self) {
        let powers = self.0.map(|x| x.split_power(base));
        (Self(powers.map(|(half, _)| half)), Self(powers.map(|(_, rest)| rest)))
    }

    /// Horner's scheme; coefficients from the highest degree to the constant.
    #[inline(always)]
    #[must_use]
    pub(super) fn polynomial(self, coefficients: &[f32]) -> Self {
        let Some((&first, rest)) = coefficients.split_first() else { return Self::splat(0.0) };
        rest.iter().fold(Self::splat(first), |sum, &c| sum * self + Self::splat(c))
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident) => {
        impl<const N: usize> $trait for Lanes<N> {
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

impl<const N: usize> Neg for Lanes<N> {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        self.map(Quad::neg)
    }
}
