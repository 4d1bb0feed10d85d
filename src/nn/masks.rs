//! How a forward pass is to behave, and the masks that it drops with.

use super::dropout::{self, Factor, MaskKey};
use super::kernel::PANEL;
use crate::experiment::{Dropout, Mode};

/// How a forward pass is to behave.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pass<'a> {
    pub(crate) dropout: &'a Dropout,
    pub(crate) mode: Mode,
    pub(crate) key: MaskKey,
    /// Whether a backward pass follows.
    pub(crate) backward: bool,
}

/// Where a pass in train mode has its masks from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Masks<'a> {
    /// They are drawn.
    Drawn,
    /// Those of this layer (0 is the input) are drawn; all others are as at test.
    DrawnIn(usize),
    /// Every example goes through the same thinned network, that of these factors: inputs, then hidden units.
    Given(&'a [f32]),
}

impl Masks<'_> {
    /// Those of the next layer, of `units` units, taken off the front.
    #[inline]
    pub(super) const fn first(&mut self, units: usize) -> Self {
        match *self {
            Self::Given(factors) => match factors.split_at_checked(units) {
                Some((own, rest)) => {
                    *self = Self::Given(rest);
                    Self::Given(own)
                }
                None => Self::Given(&[]),
            },
            drawn => drawn,
        }
    }
}

/// Draws a layer's mask of one network or of four, where it has one and none is given, and says what the layer's values are
/// multiplied by.
#[inline]
pub(super) fn draw(
    mask: &mut [f32],
    [networks, lanes, units]: [usize; 3],
    layer: usize,
    pass: &Pass<'_>,
    masks: Masks<'_>,
) -> Factor {
    let p = dropout::rate(pass.dropout, layer);
    let mode = match masks {
        Masks::DrawnIn(only) if only != layer => Mode::Eval,
        _ => pass.mode,
    };
    let factor = dropout::factor(p, pass.dropout.scaling, mode);
    if let Factor::Masked(kept) = factor {
        let mask = &mut mask[..lanes * units];
        match masks {
            Masks::Given(factors) => repeat(mask, factors),
            _ => dropout::fill(mask, units, networks, (p, kept), pass.dropout.mask, &pass.key, layer),
        }
    }
    factor
}

/// Gives every lane of a mask, in panels, the same factors.
#[inline(never)]
fn repeat(mask: &mut [f32], factors: &[f32]) {
    let units = factors.len().max(1);
    for panel in mask.chunks_mut(PANEL * units) {
        let width = panel.len() / units;
        for (lanes, &factor) in panel.chunks_exact_mut(width.max(1)).zip(factors) {
            lanes.fill(factor);
        }
    }
}
