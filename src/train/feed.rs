//! Examples in the order and the layout in which the passes read them.

use alloc::vec::Vec;

use crate::data::Examples;
use crate::nn::{Batch, Block, PANEL, lanes, padded, padded_count, to_input_blocks};

/// Some of a set's examples, one mini-batch after another, so that a step has nothing to gather.
#[derive(Debug, Clone, Default)]
pub(crate) struct Feed {
    inputs: usize,
    /// Examples in a mini-batch.
    size: usize,
    /// Place, in the order that was laid out, of the first example.
    origin: usize,
    panels: Vec<f32>,
    blocks: Vec<f32>,
    targets: Vec<f32>,
}

impl Feed {
    /// Lays out the examples whose numbers are `rows[origin..]`, in mini-batches of `size`; `backward` says whether a
    /// backward pass is to read them.
    ///
    /// Room is made for all of `rows`, so that the next epoch's order finds it there.
    pub(crate) fn lay(&mut self, examples: &Examples, rows: &[u32], origin: usize, size: usize, backward: bool) {
        let size = size.max(1);
        (self.inputs, self.size, self.origin) = (examples.inputs, size, origin);
        let total = rows.len() / size * lanes(size) + lanes(rows.len() % size);
        self.panels.resize(total * self.inputs, 0.0);
        self.blocks.resize(if backward { padded(self.inputs, total) } else { 0 }, 0.0);
        // A loss works off whole vectors, so it may read past the last one.
        self.targets.resize(total + padded_count(1), 0.0);
        let mut start = 0;
        for batch in rows.get(origin..).unwrap_or(&[]).chunks(size) {
            for rows in batch.chunks(Block::MAX) {
                self.lay_block(examples, rows, start);
                start += lanes(rows.len());
            }
        }
    }

    /// Lays out one block's examples from lane `start` on.
    fn lay_block(&mut self, examples: &Examples, rows: &[u32], start: usize) {
        let (inputs, count) = (self.inputs, lanes(rows.len()));
        let targets = &mut self.targets[start..start + count];
        gather(&examples.targets, rows, targets);
        let all = &mut self.panels[start * inputs..(start + count) * inputs];
        let (mut rest, mut panels) = (rows, &mut *all);
        while !rest.is_empty() {
            let (rows, others) = rest.split_at(rest.len().min(PANEL));
            let (mut panel, other_panels) = panels.split_at_mut(lanes(rows.len()) * inputs);
            let mut planes = &examples.planes[..];
            while let Some((plane, other_planes)) = planes.split_at_checked(examples.count.max(1)) {
                let (unit, other_units) = panel.split_at_mut(lanes(rows.len()));
                gather(plane, rows, unit);
                (planes, panel) = (other_planes, other_units);
            }
            (rest, panels) = (others, other_panels);
        }
        if let Some(blocks) = self.blocks.get_mut(padded(inputs, start)..padded(inputs, start + count)) {
            to_input_blocks(all, inputs, count, blocks);
        }
    }

    /// Examples in each of the mini-batches that were laid out.
    pub(crate) const fn size(&self) -> usize {
        self.size
    }

    /// `count` examples from place `first` of the order on: a mini-batch, or a block of one.
    pub(crate) fn batch(&self, first: usize, count: usize) -> Batch<'_> {
        let place = first - self.origin;
        let start = place / self.size * lanes(self.size) + place % self.size;
        let range = |units: usize| start * units..(start + lanes(count)) * units;
        Batch {
            count,
            panels: &self.panels[range(self.inputs)],
            blocks: self.blocks.get(range(padded(self.inputs, 1))).unwrap_or(&[]),
            targets: &self.targets[start..start + padded_count(lanes(count))],
        }
    }
}

/// The numbers of these rows, and zeros in the lanes without one.
fn gather(numbers: &[f32], rows: &[u32], lanes: &mut [f32]) {
    let (filled, empty) = lanes.split_at_mut(rows.len());
    for (lane, &row) in filled.iter_mut().zip(rows) {
        *lane = numbers[row as usize];
    }
    empty.fill(0.0);
}
