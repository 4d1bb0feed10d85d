//! The lanes of a panel, and how slices are worked off.

use core::mem::take;

use super::{HALF, PANEL, ROWS};
use crate::math::{Lanes, Quad};

/// One or two vectors: the lanes of a panel.
pub(crate) trait Panel: Copy {
    /// The lanes' numbers.
    type Chunk: Copy;
    /// Number of lanes.
    const LANES: usize;

    fn chunks(slice: &[f32]) -> &[Self::Chunk];
    fn chunks_mut(slice: &mut [f32]) -> &mut [Self::Chunk];
    fn load(chunk: &Self::Chunk) -> Self;
    fn store(self, chunk: &mut Self::Chunk);
    fn splat(value: f32) -> Self;
    /// The same vector again and again.
    fn repeat(quad: Quad) -> Self;
    fn plus(self, other: Self) -> Self;
    fn times(self, other: Self) -> Self;
    /// The first vector and the last.
    fn ends(self) -> [Quad; 2];
    /// Stores four units' lanes as four numbers of each example, beginning at the example's number `first` of `WIDTH`.
    fn store_transposed<const WIDTH: usize>(rows: [Self; ROWS], first: usize, block: &mut [f32]);
    /// Stores `UNITS` units' vectors as so many vectors for each example, where a vector is one example of four networks.
    fn store_vectors<const UNITS: usize>(rows: [Self; UNITS], block: &mut [f32]);
}

macro_rules! panel {
    ($vectors:literal, $lanes:expr) => {
        impl Panel for Lanes<$vectors> {
            type Chunk = [f32; $lanes];
            const LANES: usize = $lanes;

            #[inline(always)]
            fn chunks(slice: &[f32]) -> &[Self::Chunk] {
                slice.as_chunks().0
            }

            #[inline(always)]
            fn chunks_mut(slice: &mut [f32]) -> &mut [Self::Chunk] {
                slice.as_chunks_mut().0
            }

            #[inline(always)]
            fn load(chunk: &Self::Chunk) -> Self {
                Self::load(chunk)
            }

            #[inline(always)]
            fn store(self, chunk: &mut Self::Chunk) {
                Self::store(self, chunk);
            }

            #[inline(always)]
            fn splat(value: f32) -> Self {
                Self::splat(value)
            }

            #[inline(always)]
            fn repeat(quad: Quad) -> Self {
                Self::new([quad; $vectors])
            }

            #[inline(always)]
            fn plus(self, other: Self) -> Self {
                self + other
            }

            #[inline(always)]
            fn times(self, other: Self) -> Self {
                self * other
            }

            #[inline(always)]
            fn ends(self) -> [Quad; 2] {
                [self.quads()[0], self.quads()[$vectors - 1]]
            }

            #[inline(always)]
            fn store_transposed<const WIDTH: usize>(rows: [Self; ROWS], first: usize, block: &mut [f32]) {
                let Some(examples) = block.as_chunks_mut::<WIDTH>().0.first_chunk_mut::<$lanes>() else { return };
                for i in 0..$vectors {
                    let columns = Quad::transposed(rows.map(|row| row.quads()[i]));
                    for e in 0..HALF {
                        columns[e].store(&mut examples[i * HALF + e][first..]);
                    }
                }
            }

            #[inline(always)]
            fn store_vectors<const UNITS: usize>(rows: [Self; UNITS], block: &mut [f32]) {
                let (vectors, _) = block.as_chunks_mut::<HALF>();
                let Some(examples) = vectors.as_chunks_mut::<UNITS>().0.first_chunk_mut::<$vectors>() else { return };
                for i in 0..$vectors {
                    for r in 0..UNITS {
                        examples[i][r] = rows[r].quads()[i].array();
                    }
                }
            }
        }
    };
}

panel!(1, HALF);
panel!(2, PANEL);

/// Fewer numbers than two vectors hold, or than one where both are the same.
#[inline(never)]
pub(super) fn write_columns(row: &mut [f32], near: Quad, far: Quad) {
    let rest = match row.split_first_chunk_mut() {
        Some((whole, rest)) => {
            *whole = near.array();
            rest
        }
        None => row,
    };
    let [a, b, c, _] = far.array();
    for (target, sum) in rest.iter_mut().zip([a, b, c]) {
        *target = sum;
    }
}

/// Takes so many numbers from the front of a slice; all of it, where it holds fewer.
#[inline(always)]
pub(super) fn front<'a>(slice: &mut &'a [f32], count: usize) -> &'a [f32] {
    let (front, rest) = slice.split_at_checked(count).unwrap_or((slice, &[]));
    *slice = rest;
    front
}

/// As [`front`], to be written.
#[inline(always)]
pub(super) fn front_mut<'a>(slice: &mut &'a mut [f32], count: usize) -> &'a mut [f32] {
    let count = count.min(slice.len());
    let (front, rest) = take(slice).split_at_mut(count);
    *slice = rest;
    front
}
