//! The cells of a weight, one network's or those of four that are trained as a team, and the one product that all of a layer's
//! products are.

use super::panel::{Panel, write_columns};
use super::{HALF, ROWS, layout};
use crate::math::Quad;

/// What a weight is: a number, or one number for each of four networks whose examples lie side by side in a panel.
pub(crate) trait Cell: Copy {
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
    /// Copies weights `[outputs][inputs]` into the orders in which the two passes read them.
    fn pack(weights: &[f32], shape: [usize; 2], forward: &mut [f32], backward: &mut [f32]);
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

    #[inline(always)]
    fn pack(weights: &[f32], shape: [usize; 2], forward: &mut [f32], backward: &mut [f32]) {
        layout::pack(weights, shape, forward, backward);
    }

    #[inline(always)]
    fn to_delta_blocks(panels: &[f32], units: usize, examples: usize, blocks: &mut [f32]) {
        layout::to_delta_blocks(panels, units, examples, blocks);
    }

    #[inline(always)]
    fn to_input_blocks(panels: &[f32], units: usize, examples: usize, blocks: &mut [f32]) {
        layout::to_input_blocks(panels, units, examples, blocks);
    }
}

/// One number for each of four networks.
pub(crate) type Four = [f32; HALF];

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

    #[inline(always)]
    fn pack(weights: &[f32], shape: [usize; 2], forward: &mut [f32], backward: &mut [f32]) {
        layout::pack_of_four(weights, shape, forward, backward);
    }

    #[inline(always)]
    fn to_delta_blocks(panels: &[f32], units: usize, examples: usize, blocks: &mut [f32]) {
        layout::to_delta_blocks_of_four(panels, units, examples, blocks);
    }

    #[inline(always)]
    fn to_input_blocks(panels: &[f32], units: usize, examples: usize, blocks: &mut [f32]) {
        layout::to_input_blocks_of_four(panels, units, examples, blocks);
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

/// Does something for one network or for four, by a name for the cell of their weights.
macro_rules! by_networks {
    ($networks:expr, $cell:ident => $does:expr) => {
        if $networks == 1 {
            type $cell = f32;
            $does
        } else {
            type $cell = $crate::nn::Four;
            $does
        }
    };
}
pub(crate) use by_networks;
