//! What is done to numbers one by one between the products: activations, dropout's factors, and whether they are finite.

use super::activation::{Function, WIDTH, Wide, dispatch};
use super::dropout::Factor;
use crate::experiment::Activation;
use crate::math::{Coefficients, Lanes};

/// z becomes f(z); whole [`Wide`]s.
#[inline]
pub(super) fn apply(activation: Activation, z: &mut [f32]) {
    dispatch!(activation, value::<_, _>(z));
}

/// z becomes f(z), `slopes` f′(z); both of whole [`Wide`]s.
pub(crate) fn evaluate(activation: Activation, z: &mut [f32], slopes: &mut [f32]) {
    dispatch!(activation, value_and_slope::<_, _>(z, slopes));
}

/// Multiplies values by a dropout factor.
#[inline(always)]
pub(super) fn scale(values: &mut [f32], factor: Factor, mask: &[f32]) {
    match factor {
        Factor::One => {}
        Factor::Same(factor) => scale_all(values, factor),
        Factor::Masked(_) => scale_each(values, mask),
    }
}

#[inline(never)]
fn scale_all(values: &mut [f32], factor: f32) {
    for value in values {
        *value *= factor;
    }
}

#[inline(never)]
fn scale_each(values: &mut [f32], mask: &[f32]) {
    let (masks, _) = mask.as_chunks::<WIDTH>();
    let mut masks = masks.iter();
    for values in values.as_chunks_mut::<WIDTH>().0 {
        let Some(mask) = masks.next() else { break };
        (Wide::load(values) * Wide::load(mask)).store(values);
    }
}

/// Multiplies values and slopes by the same mask.
#[inline(never)]
pub(super) fn scale_both(values: &mut [f32], slopes: &mut [f32], mask: &[f32]) {
    let mut slopes = slopes.as_chunks_mut::<WIDTH>().0.iter_mut();
    let mut masks = mask.as_chunks::<WIDTH>().0.iter();
    for values in values.as_chunks_mut::<WIDTH>().0 {
        let (Some(slopes), Some(mask)) = (slopes.next(), masks.next()) else { break };
        let mask = Wide::load(mask);
        (Wide::load(values) * mask).store(values);
        (Wide::load(slopes) * mask).store(slopes);
    }
}

/// z becomes f(z).
#[inline(never)]
fn value<F: Function, const N: usize>(z: &mut [f32]) {
    let coefficients = Coefficients::get();
    for z in z.chunks_exact_mut(N * 4) {
        F::value(Lanes::<N>::load(z), coefficients).store(z);
    }
}

/// z becomes f(z), `slope` f′(z).
#[inline(never)]
fn value_and_slope<F: Function, const N: usize>(z: &mut [f32], slope: &mut [f32]) {
    let coefficients = Coefficients::get();
    let mut slopes = slope.chunks_exact_mut(N * 4);
    for z in z.chunks_exact_mut(N * 4) {
        let Some(slope) = slopes.next() else { break };
        let (value, derivative) = F::both(Lanes::<N>::load(z), coefficients);
        value.store(z);
        derivative.store(slope);
    }
}

/// Numbers that a list is padded to, so that a pass over it ends with a whole [`Wide`].
pub(crate) const fn padded_count(numbers: usize) -> usize {
    numbers.next_multiple_of(WIDTH)
}

/// Whether every number is finite.
#[inline(never)]
pub(crate) fn finite(values: &[f32]) -> bool {
    // 0 · x is 0 for every finite x and NaN for all others, so one comparison answers for all.
    let (chunks, rest) = values.as_chunks::<WIDTH>();
    let zero = Wide::splat(0.0);
    let sums = chunks.iter().fold(zero, |sum, chunk| sum + Wide::load(chunk) * zero);
    let [a, b, c, d] = sums.quads();
    let [a, b, c, d] = ((a + b) + (c + d)).array();
    rest.iter().fold((a + b) + (c + d), |sum, x| sum + x * 0.0) == 0.0
}
