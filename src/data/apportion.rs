//! Whole numbers in given proportions.

use alloc::{collections::BinaryHeap, vec::Vec};

/// Shares that miss a whole number by less than this miss it by rounding: at most 20,000 points times a few units in
/// the last place.
const ROUNDING: f64 = 1e-9;

/// A share of the total, taken apart: what is certain, and what is left over.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Quota {
    /// The whole part.
    pub(super) whole: u32,
    /// The remainder, in [0, 1).
    pub(super) rest: f64,
}

impl Quota {
    /// total · weight / weights.
    pub(super) fn new(total: u32, weight: f64, weights: f64) -> Self {
        // Multiplied first: 30 · 7 / 10 is exact, 30 · 0.7 is not.
        let exact = f64::from(total) * weight / weights;
        let nearest = libm::round(exact);
        let whole = if (exact - nearest).abs() < ROUNDING { nearest } else { libm::floor(exact) };
        Self { whole: to_u32(whole), rest: (exact - whole).max(0.0) }
    }

    /// Whether the share is a whole number.
    pub(super) fn is_whole(self) -> bool {
        self.rest < ROUNDING
    }
}

/// Largest remainders: whole numbers that sum to `total`, each within 1 of total · weightᵢ / Σ weights.
///
/// Of equal remainders the first one is served first; a weight of 0 gets 0.
pub(super) fn apportion(total: u32, weights: &[f64]) -> Vec<u32> {
    let sum: f64 = weights.iter().sum();
    let quotas: Vec<Quota> = weights.iter().map(|&weight| Quota::new(total, weight, sum)).collect();
    let mut counts: Vec<u32> = quotas.iter().map(|quota| quota.whole).collect();
    // By remainder, the largest first; the bits of numbers from 0 to 1 are in the numbers' order.
    let order: Vec<usize> =
        sorted(quotas.iter().map(|quota| !quota.rest.to_bits())).into_iter().filter(|&i| weights[i] > 0.0).collect();
    let missing = total.saturating_sub(counts.iter().sum());
    for (_, &i) in (0..missing).zip(order.iter().cycle()) {
        counts[i] += 1;
    }
    counts
}

/// The places of the keys, in the order of the keys; of equal keys, the first one first.
///
/// Everything in here sorts through this function, and by a heap: the slices' own sort is 8 kB more for the page to load,
/// and again for each type that it sorts.
pub(super) fn sorted(keys: impl Iterator<Item = u64>) -> Vec<usize> {
    let heap: BinaryHeap<(u64, usize)> = keys.zip(0..).collect();
    heap.into_sorted_vec().into_iter().map(|(_, place)| place).collect()
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "whole parts lie between 0 and the number of points; the cast saturates"
)]
const fn to_u32(value: f64) -> u32 {
    value as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_remainders_are_served_first() {
        assert_eq!(apportion(10, &[6.0, 2.0, 2.0]), [6, 2, 2]);
        assert_eq!(apportion(11, &[6.0, 2.0, 2.0]), [7, 2, 2]);
        assert_eq!(apportion(12, &[6.0, 2.0, 2.0]), [7, 3, 2]);
        assert_eq!(apportion(20, &[0.98, 0.01, 0.01]), [20, 0, 0]);
        assert_eq!(apportion(7, &[0.0, 1.0, 1.0]), [0, 4, 3]);
    }

    #[test]
    fn rounding_of_the_weights_does_not_cost_a_point() {
        // 0.1 + 0.7 is less than 0.8 in binary, and 30 · 0.7 / 1 less than 21.
        assert_eq!(apportion(30, &[0.7, 0.2, 0.1]), [21, 6, 3]);
        assert_eq!(apportion(20_000, &[0.7, 0.2, 0.1]), [14_000, 4000, 2000]);
    }
}
