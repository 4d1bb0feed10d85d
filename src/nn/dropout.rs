//! Dropout's factors: what each unit's value is multiplied by, in training and at test.

use super::kernel::HALF;
use crate::experiment::{Dropout, MaskPer, Mode, Scaling};
use crate::math::{Quad, Words};
use crate::rng::{FourStreams, Purpose};

/// What a layer's values are multiplied by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Factor {
    /// Nothing.
    One,
    /// The same number everywhere: classic scaling at test.
    Same(f32),
    /// 0 where the unit is dropped, else this number.
    Masked(f32),
}

/// Probability of dropping a unit of layer `layer`, where 0 is the input and 1 the first hidden layer.
#[inline]
pub(crate) fn rate(dropout: &Dropout, layer: usize) -> f64 {
    match layer.checked_sub(1) {
        None => dropout.input,
        Some(hidden) => dropout.p.get(hidden).unwrap_or(0.0),
    }
}

/// The factor for a layer whose units are dropped with probability `p`.
///
/// Inverted: 0 or 1/(1 − p) in training, 1 at test. Classic (Srivastava et al. 2014): 0 or 1 in training, 1 − p at
/// test. None: 0 or 1 in training, 1 at test.
#[inline]
pub(crate) fn factor(p: f64, scaling: Scaling, mode: Mode) -> Factor {
    #[expect(clippy::cast_possible_truncation, reason = "rounding to f32 is what is wanted")]
    let single = |x: f64| x as f32;
    if p == 0.0 {
        return Factor::One;
    }
    match (mode, scaling) {
        (Mode::Train, Scaling::Inverted) => Factor::Masked(single(1.0 / (1.0 - p))),
        (Mode::Train, Scaling::Classic | Scaling::None) => Factor::Masked(1.0),
        (Mode::Eval, Scaling::Classic) => Factor::Same(single(1.0 - p)),
        (Mode::Eval, Scaling::Inverted | Scaling::None) => Factor::One,
    }
}

/// Second moment of the factor in training: what one layer of dropout does to a signal's mean square.
pub(super) fn second_moment(p: f64, scaling: Scaling) -> f64 {
    match scaling {
        Scaling::Inverted => 1.0 / (1.0 - p),
        Scaling::Classic | Scaling::None => 1.0 - p,
    }
}

/// Names the draws of one layer's mask in one step: what they are for, and everything they depend on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MaskKey {
    /// `seeds.masks`.
    pub(crate) seed: u32,
    /// Training or evaluation.
    pub(crate) purpose: Purpose,
    /// The replica; of four networks the first one's, which the others' follow.
    pub(crate) replica: u32,
    /// The step that the mask is for, its low 32 bits.
    pub(crate) step: u32,
    /// The block of the batch, where it is worked off in several.
    pub(crate) block: u32,
}

impl MaskKey {
    /// The streams of the network that is so many after the first.
    #[inline(never)]
    fn streams(&self, layer: usize, per: MaskPer, network: u32) -> FourStreams {
        // One mask for the whole batch is the same in all of its blocks.
        let block = if per == MaskPer::Batch { u32::MAX } else { self.block };
        let layer = u32::try_from(layer).unwrap_or(u32::MAX);
        FourStreams::new(self.seed, self.purpose, &[self.replica + network, layer, self.step, block])
    }
}

/// What random bits become: 0 where 16 of them are below the threshold, else the factor of a unit that is kept.
#[derive(Debug, Clone, Copy)]
struct Cut {
    threshold: u32,
    kept: f32,
}

impl Cut {
    /// The factors of the words' low halves.
    #[inline(always)]
    fn low(self, words: Words) -> Quad {
        words.and(0xFFFF).where_at_least(self.threshold, self.kept)
    }

    /// The factors of their high halves.
    #[inline(always)]
    fn high(self, words: Words) -> Quad {
        words.down::<16>().where_at_least(self.threshold, self.kept)
    }
}

/// Fills a layer's mask, in panels of one network or of four, with 0 (dropped) or `kept`.
///
/// A unit is dropped where its 16 random bits are below p · 2¹⁶, so p is met to within 2⁻¹⁷. The bits do not depend on p:
/// the units that are dropped at a smaller p are among those dropped at a larger one. They come unit by unit, so that
/// two layers of different width agree in the units that both have.
///
/// The words of a network's four streams are four examples, a vector of its panels. In panels of four networks a vector is
/// one example, so the streams are laid the other way, once, and their words are vectors there too: nothing else is turned.
#[inline(never)]
pub(super) fn fill(
    mask: &mut [f32],
    units: usize,
    networks: usize,
    (p, kept): (f64, f32),
    per: MaskPer,
    key: &MaskKey,
    layer: usize,
) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "p is in 0..=0.95")]
    let cut = Cut { threshold: (p * 65_536.0 + 0.5) as u32, kept };
    let mask = mask.as_chunks_mut::<HALF>().0;
    if networks == 1 {
        let streams = key.streams(layer, per, 0);
        match per {
            MaskPer::Example => fill_from::<1>(streams, mask, units, 0, cut),
            MaskPer::Batch => fill_alike(streams, mask, units, true, cut),
        }
        return;
    }
    let streams = FourStreams::transposed([0, 1, 2, 3].map(|network| key.streams(layer, per, network)));
    for (first, streams) in streams.into_iter().enumerate() {
        match per {
            MaskPer::Example => fill_from::<HALF>(streams, mask, units, first, cut),
            // Of one mask for the whole batch the first stream alone is wanted.
            MaskPer::Batch => return fill_alike(streams, mask, units, false, cut),
        }
    }
}

/// Fills, of each unit's vectors, number `first` and every `APART`th after it: two of them with each word's two halves.
#[inline(never)]
fn fill_from<const APART: usize>(
    mut streams: FourStreams,
    mask: &mut [[f32; HALF]],
    units: usize,
    first: usize,
    cut: Cut,
) {
    let count = mask.len() / units.max(1);
    let periods = count / (2 * APART);
    let whole = periods * 2 * APART;
    // From a vector to the one that the same words fill.
    let stride = if APART == 1 { 1 } else { APART * units };
    for unit in 0..units {
        let mut start = (first & !1) * units + unit * 2 + (first & 1);
        for _ in 0..periods {
            let words = streams.words();
            if let Some([near, .., far]) = mask.get_mut(start..start + stride + 1) {
                *near = cut.low(words).array();
                *far = cut.high(words).array();
            }
            start += 2 * APART * units;
        }
        if whole < count {
            let words = streams.words();
            for (number, factors) in [(whole + first, cut.low(words)), (whole + first + APART, cut.high(words))] {
                if number < count
                    && let Some(vector) = mask.get_mut(place(number, count, unit, units))
                {
                    *vector = factors.array();
                }
            }
        }
    }
}

/// Fills all of a unit's vectors with the same factors, of one network or of four.
#[inline(never)]
fn fill_alike(mut streams: FourStreams, mask: &mut [[f32; HALF]], units: usize, one: bool, cut: Cut) {
    let count = mask.len() / units.max(1);
    for unit in 0..units {
        let factors = cut.high(streams.words()).array();
        let factors = if one { [factors[0]; HALF] } else { factors };
        for number in 0..count {
            if let Some(vector) = mask.get_mut(place(number, count, unit, units)) {
                *vector = factors;
            }
        }
    }
}

/// Where a unit's vector stands in panels of two vectors, the last one of one where there are no more.
const fn place(number: usize, count: usize, unit: usize, units: usize) -> usize {
    let panel = number & !1;
    if panel + 1 < count { panel * units + unit * 2 + (number & 1) } else { panel * units + unit }
}
