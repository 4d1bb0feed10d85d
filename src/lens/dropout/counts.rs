//! How often each unit was left out.

use alloc::{vec, vec::Vec};

use crate::experiment::MaskPer;
use crate::lens::field::replica;
use crate::nn::{self, Block};
use crate::train::{Lane, sizes_with_dropout};

/// How often each unit was left out in the last steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drops {
    /// Steps that were counted: at most as many as were asked for, and none from before the last change of p, of what a mask is
    /// for, or of the mini-batch's size.
    pub steps: u32,
    /// Masks that were drawn in those steps: one for each example, or one for each step.
    pub masks: u32,
    /// In how many of them each unit was dropped: inputs, then hidden units.
    pub dropped: Vec<u32>,
}

/// Draws the masks of a replica's last steps once more, at most `steps` of them, and counts.
///
/// Given p, each unit's count is binomial with `masks` and p: units and masks are independent. None where there is no such
/// replica.
pub fn drops(lane: &mut Lane, index: usize, steps: u32) -> Option<Drops> {
    let (workspace, run) = replica(lane, index)?;
    let experiment = workspace.experiment();
    let (dropout, size) = (experiment.dropout.clone(), experiment.training.batch as usize);
    let units: usize = sizes_with_dropout(workspace.network()).sum();
    let mut drops = Drops { steps: 0, masks: 0, dropped: vec![0; units] };
    let since = run.steps_since_change();
    for step in since.saturating_sub(u64::from(steps))..since {
        let examples = run.size_of_step(step, size);
        // The mask of a batch is that of its first example.
        let counted = if dropout.mask == MaskPer::Batch { examples.min(1) } else { examples };
        for start in (0..counted).step_by(Block::MAX) {
            let number = start / Block::MAX;
            let (block, network) = run.draw_step(workspace, &dropout, run.steps() - since + step, examples, number);
            let mut dropped = drops.dropped.iter_mut();
            for (layer, units) in sizes_with_dropout(network).enumerate() {
                if nn::rate(&dropout, layer) == 0.0 {
                    dropped.by_ref().take(units).for_each(drop);
                    continue;
                }
                let mask = block.mask(layer, units);
                for (unit, dropped) in (0..units).zip(dropped.by_ref()) {
                    let own = mask.unit(unit).flatten().take(block.count().min(counted - start));
                    *dropped += own.map(|&factor| u32::from(factor == 0.0)).sum::<u32>();
                }
            }
        }
        drops.steps += 1;
        drops.masks += u32::try_from(counted).unwrap_or(u32::MAX);
    }
    Some(drops)
}
