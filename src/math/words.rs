//! Four 32-bit words in one vector: WebAssembly's 128-bit instructions where they are on, `wide` elsewhere.

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub use elsewhere::Words;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub use simd::Words;

use super::Quad;

impl Words {
    /// Four rows become four columns.
    #[inline(always)]
    #[must_use]
    pub fn transposed(rows: [Self; 4]) -> [Self; 4] {
        Quad::transposed(rows.map(Self::quad)).map(Self::of)
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd {
    use core::arch::wasm32::{
        i32x4_gt, u32x4_add, u32x4_shl, u32x4_shr, u32x4_splat, v128, v128_and, v128_or, v128_xor,
    };

    use crate::math::Quad;

    /// Four `u32` in one vector.
    #[derive(Debug, Clone, Copy)]
    pub struct Words(v128);

    impl Words {
        /// Four words.
        #[inline(always)]
        #[must_use]
        pub fn new(words: [u32; 4]) -> Self {
            Self(bytemuck::must_cast(words))
        }

        /// The four words.
        #[inline(always)]
        #[must_use]
        pub fn array(self) -> [u32; 4] {
            bytemuck::must_cast(self.0)
        }

        /// Lane by lane, the sum modulo 2³².
        #[inline(always)]
        #[must_use]
        pub fn plus(self, other: Self) -> Self {
            Self(u32x4_add(self.0, other.0))
        }

        /// Lane by lane, the bits that differ.
        #[inline(always)]
        #[must_use]
        pub fn xor(self, other: Self) -> Self {
            Self(v128_xor(self.0, other.0))
        }

        /// Lane by lane, the bits moved up.
        #[inline(always)]
        #[must_use]
        pub fn up<const BITS: u32>(self) -> Self {
            Self(u32x4_shl(self.0, BITS))
        }

        /// Lane by lane, the bits moved down.
        #[inline(always)]
        #[must_use]
        pub fn down<const BITS: u32>(self) -> Self {
            Self(u32x4_shr(self.0, BITS))
        }

        /// Lane by lane, the bits of either.
        #[inline(always)]
        #[must_use]
        pub fn or(self, other: Self) -> Self {
            Self(v128_or(self.0, other.0))
        }

        /// The numbers that have these bits.
        #[inline(always)]
        pub(super) const fn quad(self) -> Quad {
            Quad::from_bits(self.0)
        }

        /// The numbers' bits.
        #[inline(always)]
        #[must_use]
        pub const fn of(numbers: Quad) -> Self {
            Self(numbers.bits())
        }

        /// Lane by lane, the bits that `mask` has as well.
        #[inline(always)]
        #[must_use]
        pub fn and(self, mask: u32) -> Self {
            Self(v128_and(self.0, u32x4_splat(mask)))
        }

        /// Lane by lane, `value` where the word, of at most 31 bits, is at least `bound`, else 0.
        #[inline(always)]
        #[must_use]
        pub fn where_at_least(self, bound: u32, value: f32) -> Quad {
            // A signed comparison is a single instruction where an unsigned one is two.
            let mask = i32x4_gt(self.0, u32x4_splat(bound.wrapping_sub(1)));
            Quad::from_bits(v128_and(mask, u32x4_splat(value.to_bits())))
        }
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod elsewhere {
    use bytemuck::must_cast;
    use wide::{i32x4, u32x4};

    use crate::math::Quad;

    /// Four `u32` in one vector.
    #[derive(Debug, Clone, Copy)]
    pub struct Words(u32x4);

    impl Words {
        /// Four words.
        #[inline(always)]
        #[must_use]
        pub const fn new(words: [u32; 4]) -> Self {
            Self(u32x4::new(words))
        }

        /// The four words.
        #[inline(always)]
        #[must_use]
        pub const fn array(self) -> [u32; 4] {
            self.0.to_array()
        }

        /// Lane by lane, the sum modulo 2³².
        #[inline(always)]
        #[must_use]
        pub fn plus(self, other: Self) -> Self {
            Self(self.0 + other.0)
        }

        /// Lane by lane, the bits that differ.
        #[inline(always)]
        #[must_use]
        pub fn xor(self, other: Self) -> Self {
            Self(self.0 ^ other.0)
        }

        /// Lane by lane, the bits moved up.
        #[inline(always)]
        #[must_use]
        pub fn up<const BITS: u32>(self) -> Self {
            Self(self.0 << BITS)
        }

        /// Lane by lane, the bits moved down.
        #[inline(always)]
        #[must_use]
        pub fn down<const BITS: u32>(self) -> Self {
            Self(self.0 >> BITS)
        }

        /// Lane by lane, the bits of either.
        #[inline(always)]
        #[must_use]
        pub fn or(self, other: Self) -> Self {
            Self(self.0 | other.0)
        }

        /// The numbers that have these bits.
        #[inline(always)]
        pub(super) fn quad(self) -> Quad {
            Quad::from_bits(self.0)
        }

        /// The numbers' bits.
        #[inline(always)]
        #[must_use]
        pub fn of(numbers: Quad) -> Self {
            Self(numbers.bits())
        }

        /// Lane by lane, the bits that `mask` has as well.
        #[inline(always)]
        #[must_use]
        pub fn and(self, mask: u32) -> Self {
            Self(self.0 & u32x4::splat(mask))
        }

        /// Lane by lane, `value` where the word, of at most 31 bits, is at least `bound`, else 0.
        #[inline(always)]
        #[must_use]
        pub fn where_at_least(self, bound: u32, value: f32) -> Quad {
            let mask = must_cast::<_, i32x4>(self.0).simd_gt(i32x4::splat(bound.wrapping_sub(1).cast_signed()));
            Quad::from_bits(must_cast::<_, u32x4>(mask) & u32x4::splat(value.to_bits()))
        }
    }
}
