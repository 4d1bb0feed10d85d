//! Dropout's factors: what each unit's value is multiplied by, in training and at test.

use super::kernel::{HALF, PANEL};
use crate::experiment::{Dropout, MaskPer, Mode, Scaling};
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
    /// The replica.
    pub(crate) replica: u32,
    /// The step that the mask is for, its low 32 bits.
    pub(crate) step: u32,
    /// The block of the batch, where it is worked off in several.
    pub(crate) block: u32,
}

impl MaskKey {
    fn streams(&self, layer: usize, per: MaskPer) -> FourStreams {
        // One mask for the whole batch is the same in all of its blocks.
        let block = if per == MaskPer::Batch { u32::MAX } else { self.block };
        let layer = u32::try_from(layer).unwrap_or(u32::MAX);
        FourStreams::new(self.seed, self.purpose, &[self.replica, layer, self.step, block])
    }
}

/// Fills a layer's mask, in panels, with 0 (dropped) or `kept`.
///
/// A unit is dropped where its 16 random bits are below p · 2¹⁶, so p is met to within 2⁻¹⁷. The bits do not depend on p:
/// the units that are dropped at a smaller p are among those dropped at a larger one. They come unit by unit, so that
/// two layers of different width agree in the units that both have.
#[inline(never)]
pub(super) fn fill(mask: &mut [f32], units: usize, p: f64, kept: f32, per: MaskPer, key: &MaskKey, layer: usize) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "p is in 0..=0.95")]
    let threshold = (p * 65_536.0 + 0.5) as u32;
    let mut streams = key.streams(layer, per);
    let lanes = mask.len() / units.max(1);
    let (whole, last) = mask.split_at_mut(lanes / PANEL * PANEL * units);
    for unit in 0..units {
        let start = unit * PANEL;
        let last = last.get_mut(unit * HALF..(unit + 1) * HALF).unwrap_or(&mut []);
        let mut panels = &mut *whole;
        let mut next = || -> Option<&mut [f32]> {
            let (panel, rest) = core::mem::take(&mut panels).split_at_mut_checked(units * PANEL)?;
            panels = rest;
            panel.get_mut(start..start + PANEL)
        };
        if per == MaskPer::Batch {
            let [first, ..] = streams.words().down::<16>().where_at_least(threshold, kept).array();
            while let Some(lanes) = next() {
                lanes.fill(first);
            }
            last.fill(first);
            continue;
        }
        while let Some(lanes) = next() {
            let words = streams.words();
            let (near, far) = lanes.split_at_mut(HALF);
            words.and(0xFFFF).where_at_least(threshold, kept).store(near);
            words.down::<16>().where_at_least(threshold, kept).store(far);
        }
        if !last.is_empty() {
            streams.words().and(0xFFFF).where_at_least(threshold, kept).store(last);
        }
    }
}
