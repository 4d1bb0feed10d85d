//! The lanes of a panel, the cells of a weight, and the one product that all of a layer's products are.

use core::mem::take;

use super::{HALF, PANEL, ROWS, layout};
use crate::math::{Lanes, Quad};

/// One or two vectors: the lanes of a panel.
pub(in crate::nn) trait Panel: Copy {
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

/// What a weight is: a number, or one number for each of four networks whose examples lie side by side in a panel.
pub(in crate::nn) trait Cell: Copy {
    /// How many numbers.
    const SIZE: usize;
    /// Sums of four units' cells.
    type Sums: Copy;

    fn no_sums() -> Self::Sums;
    fn cells(slice: &[f32]) -> &[Self];
    fn groups(slice: &[f32]) -> &[[Self; ROWS]];
    /// The cell in all lanes that it belongs to.
    fn spread<P: Panel>(self) -> P;
    fn add(sums: &mut Self::Sums, group: &[Self; ROWS]);
    /// Writes as many units' sums as there is room for.
    fn write(sums: Self::Sums, target: &mut [f32]);
    /// Stores four units' lanes as the weight gradient reads deltas.
    fn store_deltas<P: Panel>(rows: [P; ROWS], block: &mut [f32]);
    /// Copies panels of a layer's deltas, `examples` of each network, into the order in which the weight gradient reads them.
    fn to_delta_blocks(panels: &[f32], units: usize, examples: usize, blocks: &mut [f32]);
    /// Copies panels of a layer's inputs into the order in which the weight gradient reads them.
    fn to_input_blocks(panels: &[f32], units: usize, examples: usize, blocks: &mut [f32]);
}

impl Cell for f32 {
    const SIZE: usize = 1;
    type Sums = Quad;

    #[inline(always)]
    fn no_sums() -> Self::Sums {
        Quad::splat(0.0)
    }

    #[inline(always)]
    fn cells(slice: &[f32]) -> &[Self] {
        slice
    }

    #[inline(always)]
    fn groups(slice: &[f32]) -> &[[Self; ROWS]] {
        slice.as_chunks().0
    }

    #[inline(always)]
    fn spread<P: Panel>(self) -> P {
        P::splat(self)
    }

    #[inline(always)]
    fn add(sums: &mut Self::Sums, group: &[Self; ROWS]) {
        *sums = *sums + Quad::new(*group);
    }

    #[inline(always)]
    fn write(sums: Self::Sums, target: &mut [f32]) {
        write_columns(target, sums, sums);
    }

    #[inline(always)]
    fn store_deltas<P: Panel>(rows: [P; ROWS], block: &mut [f32]) {
        P::store_transposed::<ROWS>(rows, 0, block);
    }

    fn to_delta_blocks(panels: &[f32], units: usize, examples: usize, blocks: &mut [f32]) {
        layout::to_delta_blocks(panels, units, examples, blocks);
    }

    fn to_input_blocks(panels: &[f32], units: usize, examples: usize, blocks: &mut [f32]) {
        layout::to_input_blocks(panels, units, examples, blocks);
    }
}

/// One number for each of four networks.
pub(in crate::nn) type Four = [f32; HALF];

impl Cell for Four {
    const SIZE: usize = HALF;
    type Sums = [Quad; ROWS];

    #[inline(always)]
    fn no_sums() -> Self::Sums {
        [Quad::splat(0.0); ROWS]
    }

    #[inline(always)]
    fn cells(slice: &[f32]) -> &[Self] {
        slice.as_chunks().0
    }

    #[inline(always)]
    fn groups(slice: &[f32]) -> &[[Self; ROWS]] {
        Self::cells(slice).as_chunks().0
    }

    #[inline(always)]
    fn spread<P: Panel>(self) -> P {
        P::repeat(Quad::new(self))
    }

    #[inline(always)]
    fn add(sums: &mut Self::Sums, group: &[Self; ROWS]) {
        for r in 0..ROWS {
            sums[r] = sums[r] + Quad::new(group[r]);
        }
    }

    #[inline(always)]
    fn write(sums: Self::Sums, target: &mut [f32]) {
        for (r, target) in target.as_chunks_mut().0.iter_mut().take(ROWS).enumerate() {
            *target = sums[r].array();
        }
    }

    #[inline(always)]
    fn store_deltas<P: Panel>(rows: [P; ROWS], block: &mut [f32]) {
        P::store_vectors(rows, block);
    }

    fn to_delta_blocks(panels: &[f32], units: usize, examples: usize, blocks: &mut [f32]) {
        layout::to_delta_blocks_of_four(panels, units, examples, blocks);
    }

    fn to_input_blocks(panels: &[f32], units: usize, examples: usize, blocks: &mut [f32]) {
        layout::to_input_blocks_of_four(panels, units, examples, blocks);
    }
}

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

/// start[row] + Σₖ a[k][row] · b[k], in the order of k; and Σₖ a[k] where `SUM` asks for it.
#[inline(always)]
pub(super) fn product<C: Cell, const R: usize, const SUM: bool, P: Panel>(
    start: [P; R],
    a: &[f32],
    b: &[f32],
) -> ([P; R], C::Sums) {
    let mut sums = start;
    let mut sum = C::no_sums();
    // Two pointers that run to their ends: of a zip the compiler makes an index, which costs more.
    let mut a = C::groups(a).iter();
    for b in P::chunks(b) {
        let Some(a) = a.next() else { break };
        let b = P::load(b);
        for r in 0..R {
            sums[r] = sums[r].plus(a[r].spread::<P>().times(b));
        }
        if SUM {
            C::add(&mut sum, a);
        }
    }
    (sums, sum)
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
