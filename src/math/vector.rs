//! Four numbers in one vector: WebAssembly's 128-bit instructions where they are on, elsewhere what `wide` finds (SSE2, NEON,
//! or plain arrays).
//!
//! All do the same IEEE operation on each lane, so they give the same bits; the tests of `functions` and `kernel`, and
//! the pinned weights in `tests/bits.rs`, run on both. WebAssembly's are called by their names because of a vector that `wide`
//! makes from one number, or clamps, an engine makes two and three instructions.

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub use elsewhere::Quad;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub use simd::Quad;

use core::ops::{Add, Div, Mul, Neg, Sub};

impl Quad {
    /// Reads four numbers; where the slice holds fewer, zeros.
    #[inline(always)]
    #[must_use]
    pub fn load(slice: &[f32]) -> Self {
        slice.first_chunk().map_or_else(|| Self::splat(0.0), |&lanes| Self::new(lanes))
    }

    /// Writes the four numbers to the front of a slice; where it holds fewer, nothing.
    #[inline(always)]
    pub fn store(self, slice: &mut [f32]) {
        if let Some(chunk) = slice.first_chunk_mut() {
            *chunk = self.array();
        }
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident, $on_lanes:ident) => {
        impl $trait for Quad {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                self.$on_lanes(other)
            }
        }
    };
}

operator!(Add, add, plus);
operator!(Sub, sub, minus);
operator!(Mul, mul, times);
operator!(Div, div, over);

impl Neg for Quad {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        self.negated()
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd {
    use core::arch::wasm32::{
        f32x4_add, f32x4_div, f32x4_gt, f32x4_mul, f32x4_neg, f32x4_pmax, f32x4_pmin, f32x4_splat, f32x4_sqrt,
        f32x4_sub, i32x4_add, i32x4_shl, i32x4_shr, i32x4_shuffle, i32x4_splat, i32x4_sub, v128, v128_bitselect,
    };

    /// Four `f32` in one vector. Every operation is the IEEE one, lane by lane.
    #[derive(Debug, Clone, Copy)]
    pub struct Quad(v128);

    impl Quad {
        /// The numbers that have these bits.
        #[inline(always)]
        pub(in crate::math) const fn from_bits(bits: v128) -> Self {
            Self(bits)
        }

        /// The numbers' bits.
        #[inline(always)]
        pub(in crate::math) const fn bits(self) -> v128 {
            self.0
        }

        /// Four numbers.
        #[inline(always)]
        #[must_use]
        pub fn new(lanes: [f32; 4]) -> Self {
            // A cast is a single load; of `f32x4(a, b, c, d)` the compiler makes one only where it sees through the rest.
            Self(bytemuck::must_cast(lanes))
        }

        /// The four numbers.
        #[inline(always)]
        #[must_use]
        pub fn array(self) -> [f32; 4] {
            bytemuck::must_cast(self.0)
        }

        /// The same number in every lane.
        #[inline(always)]
        #[must_use]
        pub fn splat(value: f32) -> Self {
            Self(f32x4_splat(value))
        }

        #[inline(always)]
        pub(super) fn plus(self, other: Self) -> Self {
            Self(f32x4_add(self.0, other.0))
        }

        #[inline(always)]
        pub(super) fn minus(self, other: Self) -> Self {
            Self(f32x4_sub(self.0, other.0))
        }

        #[inline(always)]
        pub(super) fn times(self, other: Self) -> Self {
            Self(f32x4_mul(self.0, other.0))
        }

        #[inline(always)]
        pub(super) fn over(self, other: Self) -> Self {
            Self(f32x4_div(self.0, other.0))
        }

        #[inline(always)]
        pub(super) fn negated(self) -> Self {
            Self(f32x4_neg(self.0))
        }

        #[inline(always)]
        pub(in crate::math) fn sqrt(self) -> Self {
            Self(f32x4_sqrt(self.0))
        }

        /// Lane by lane `if self < bound { bound } else { self }`.
        #[inline(always)]
        pub(in crate::math) fn at_least(self, bound: Self) -> Self {
            Self(f32x4_pmax(self.0, bound.0))
        }

        /// Lane by lane `if self > bound { bound } else { self }`.
        #[inline(always)]
        pub(in crate::math) fn at_most(self, bound: Self) -> Self {
            Self(f32x4_pmin(self.0, bound.0))
        }

        /// Lane by lane `if self > 0 { positive } else { other }`.
        #[inline(always)]
        pub(in crate::math) fn where_positive(self, positive: Self, other: Self) -> Self {
            Self(v128_bitselect(positive.0, other.0, f32x4_gt(self.0, f32x4_splat(0.0))))
        }

        /// Four rows become four columns.
        #[inline(always)]
        #[must_use]
        pub fn transposed([a, b, c, d]: [Self; 4]) -> [Self; 4] {
            let (ab, cd) = (a.low_halves(b), c.low_halves(d));
            let (ab_high, cd_high) = (a.high_halves(b), c.high_halves(d));
            [ab.even_lanes(cd), ab.odd_lanes(cd), ab_high.even_lanes(cd_high), ab_high.odd_lanes(cd_high)]
        }

        /// [a₀, a₁, b₀, b₁]
        #[inline(always)]
        fn low_halves(self, other: Self) -> Self {
            Self(i32x4_shuffle::<0, 1, 4, 5>(self.0, other.0))
        }

        /// [a₂, a₃, b₂, b₃]
        #[inline(always)]
        fn high_halves(self, other: Self) -> Self {
            Self(i32x4_shuffle::<2, 3, 6, 7>(self.0, other.0))
        }

        /// [a₀, a₂, b₀, b₂]
        #[inline(always)]
        fn even_lanes(self, other: Self) -> Self {
            Self(i32x4_shuffle::<0, 2, 4, 6>(self.0, other.0))
        }

        /// [a₁, a₃, b₁, b₃]
        #[inline(always)]
        fn odd_lanes(self, other: Self) -> Self {
            Self(i32x4_shuffle::<1, 3, 5, 7>(self.0, other.0))
        }

        /// 2ʰ and 2ⁿ⁻ʰ, where n is what stands in the bits above those of `base`, and h is half of it.
        #[inline(always)]
        pub(in crate::math) fn split_power(self, base: f32) -> (Self, Self) {
            let n = i32x4_sub(self.0, i32x4_splat(base.to_bits().cast_signed()));
            let half = i32x4_shr(n, 1);
            let power = |n| Self(i32x4_shl(i32x4_add(n, i32x4_splat(127)), 23));
            (power(half), power(i32x4_sub(n, half)))
        }
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod elsewhere {
    use bytemuck::must_cast;
    use wide::{f32x4, i32x4, u32x4};

    /// Four `f32` in one vector. Every operation is the IEEE one, lane by lane.
    #[derive(Debug, Clone, Copy)]
    pub struct Quad(f32x4);

    impl Quad {
        /// The numbers that have these bits.
        #[inline(always)]
        pub(in crate::math) fn from_bits(bits: u32x4) -> Self {
            Self(must_cast(bits))
        }

        /// The numbers' bits.
        #[inline(always)]
        pub(in crate::math) fn bits(self) -> u32x4 {
            must_cast(self.0)
        }

        /// Four numbers.
        #[inline(always)]
        #[must_use]
        pub const fn new(lanes: [f32; 4]) -> Self {
            Self(f32x4::new(lanes))
        }

        /// The four numbers.
        #[inline(always)]
        #[must_use]
        pub const fn array(self) -> [f32; 4] {
            self.0.to_array()
        }

        /// The same number in every lane.
        #[inline(always)]
        #[must_use]
        pub const fn splat(value: f32) -> Self {
            Self(f32x4::splat(value))
        }

        /// Four rows become four columns.
        #[inline(always)]
        #[must_use]
        pub fn transposed(rows: [Self; 4]) -> [Self; 4] {
            f32x4::transpose(rows.map(|row| row.0)).map(Self)
        }

        #[inline(always)]
        pub(super) fn plus(self, other: Self) -> Self {
            Self(self.0 + other.0)
        }

        #[inline(always)]
        pub(super) fn minus(self, other: Self) -> Self {
            Self(self.0 - other.0)
        }

        #[inline(always)]
        pub(super) fn times(self, other: Self) -> Self {
            Self(self.0 * other.0)
        }

        #[inline(always)]
        pub(super) fn over(self, other: Self) -> Self {
            Self(self.0 / other.0)
        }

        #[inline(always)]
        pub(super) fn negated(self) -> Self {
            Self(-self.0)
        }

        #[inline(always)]
        pub(in crate::math) fn sqrt(self) -> Self {
            Self(self.0.sqrt())
        }

        // What `max` and `min` make of NaN and −0 is another thing on each processor.
        #[inline(always)]
        pub(in crate::math) fn at_least(self, bound: Self) -> Self {
            Self(self.0.simd_lt(bound.0).select(bound.0, self.0))
        }

        #[inline(always)]
        pub(in crate::math) fn at_most(self, bound: Self) -> Self {
            Self(bound.0.simd_lt(self.0).select(bound.0, self.0))
        }

        #[inline(always)]
        pub(in crate::math) fn where_positive(self, positive: Self, other: Self) -> Self {
            Self(self.0.simd_gt(f32x4::splat(0.0)).select(positive.0, other.0))
        }

        #[inline(always)]
        pub(in crate::math) fn split_power(self, base: f32) -> (Self, Self) {
            let n = must_cast::<_, i32x4>(self.0) - i32x4::splat(base.to_bits().cast_signed());
            let half = n >> 1;
            let power = |n: i32x4| Self(must_cast((n + i32x4::splat(127)) << 23));
            (power(half), power(n - half))
        }
    }
}
