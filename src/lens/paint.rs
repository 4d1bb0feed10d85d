//! Fields as pixels.

use alloc::{vec, vec::Vec};

use super::field::Field;
use crate::math::{Lanes, Quad, Words};

/// Colours of the diverging map.
const STEPS: usize = 256;
/// Bytes of a pixel: red, green, blue, alpha.
const PIXEL: usize = 4;
/// Added to a number from 0 to 255, it leaves the nearest whole number in the low bits.
const ROUND: f32 = 8_388_608.0;

/// The colours that fields are painted in, given by the page so that they follow its theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    /// The diverging map, and once more as long a list of the background: what is not a number has a bit that leads there.
    diverging: [[u8; PIXEL]; 2 * STEPS],
    classes: Vec<u8>,
    background: [u8; PIXEL],
}

impl Default for Palette {
    /// Shades of grey, until the page has said what it wants.
    fn default() -> Self {
        let grey = |step: usize| u8::try_from(step).unwrap_or(u8::MAX);
        let diverging = core::array::from_fn(|step| match step {
            0..STEPS => [grey(step), grey(step), grey(step), u8::MAX],
            _ => [u8::MAX; PIXEL],
        });
        let classes =
            (0..5).flat_map(|class| [grey(40 * class), grey(40 * class), grey(40 * class), u8::MAX]).collect();
        Self { diverging, classes, background: [u8::MAX; PIXEL] }
    }
}

impl Palette {
    /// A palette of 256 colours from −1 to 1, at least five class colours, and the colour of a field that knows nothing;
    /// all RGBA. `None` where a list is too short.
    #[must_use]
    pub fn new(diverging: &[u8], classes: &[u8], background: &[u8]) -> Option<Self> {
        let background = background.first_chunk().copied()?;
        let steps: &[[u8; PIXEL]; STEPS] = diverging.as_chunks().0.first_chunk()?;
        let diverging = core::array::from_fn(|step| steps.get(step).copied().unwrap_or(background));
        (classes.len() >= 5 * PIXEL).then(|| Self { diverging, classes: classes.to_vec(), background })
    }

    /// Paints values from −1 to 1, one pixel each; what is not a number gets the background.
    #[must_use]
    pub fn diverging(&self, values: &[f32]) -> Vec<u8> {
        let mut pixels = vec![[0; PIXEL]; values.len()];
        let (chunks, rest) = values.as_chunks::<4>();
        let (targets, last_target) = pixels.as_chunks_mut::<4>();
        let mut targets = targets.iter_mut();
        for &chunk in chunks {
            let Some(target) = targets.next() else { break };
            *target = self.colours(chunk);
        }
        let mut last = [0.0; 4];
        last[..rest.len()].copy_from_slice(rest);
        last_target.copy_from_slice(&self.colours(last)[..rest.len()]);
        pixels.into_flattened()
    }

    /// The colours of four values from −1 to 1.
    #[inline(always)]
    fn colours(&self, values: [f32; 4]) -> [[u8; PIXEL]; 4] {
        let scale = Quad::splat(127.5);
        let [values] = Lanes::new([Quad::new(values)]).between([-1.0, 1.0]).quads();
        let bits = Words::of(values * scale + scale + Quad::splat(ROUND));
        // Bit 22 is set in what is not a number, and in no number from 2²³ to 2²³ + 255.
        bits.and(255).or(bits.down::<14>().and(256)).array().map(|step| self.diverging[step as usize % (2 * STEPS)])
    }

    /// Paints `[class][row][column]` probabilities: the likeliest class's colour, the paler the nearer it is to chance.
    #[must_use]
    pub fn classes(&self, probabilities: &Field) -> Vec<u8> {
        let total = probabilities.side * probabilities.side;
        let classes = probabilities.values.len() / total.max(1);
        let mut pixels = vec![0; total * PIXEL];
        for (i, pixel) in pixels.chunks_exact_mut(PIXEL).enumerate() {
            let (mut best, mut most) = (0, 0.0);
            for class in 0..classes {
                let p = probabilities.values[class * total + i];
                if p > most {
                    (best, most) = (class, p);
                }
            }
            #[expect(clippy::cast_precision_loss, reason = "there are at most five classes")]
            let k = classes as f32;
            let strength = ((k * most - 1.0) / (k - 1.0)).clamp(0.0, 1.0);
            let colour = &self.classes[best * PIXEL..(best + 1) * PIXEL];
            for ((channel, &colour), &ground) in pixel.iter_mut().zip(colour).zip(&self.background) {
                let mixed = f32::from(ground) + strength * (f32::from(colour) - f32::from(ground));
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
                let mixed = (mixed + 0.5) as u8;
                *channel = mixed;
            }
        }
        pixels
    }
}
