//! Examples in the order and the layout in which the passes read them.

use alloc::vec::Vec;

use crate::data::Examples;
use crate::nn::{Batch, Block, Cell, PANEL, by_networks, lanes, padded, padded_count};

/// Some of a set's examples, one mini-batch after another, so that a step has nothing to gather.
#[derive(Debug, Clone, Default)]
pub(crate) struct Feed {
    inputs: usize,
    /// Networks that it is for, one or four.
    networks: usize,
    /// Examples in a mini-batch; 0 where nothing is laid out.
    size: usize,
    /// Place, in the order that was laid out, of the first example.
    origin: usize,
    panels: Vec<f32>,
    blocks: Vec<f32>,
    targets: Vec<f32>,
}

impl Feed {
    /// Lays out the examples whose numbers are `rows[origin..]`, in mini-batches of `size`, for one network or for four; then
    /// `rows` names the first example of each of the four, the second of each, and so on.
    ///
    /// Room is made for all of `rows`, so that the next epoch's order finds it there.
    #[inline(never)]
    pub(crate) fn lay(&mut self, examples: &Examples, rows: &[u32], origin: usize, size: usize, networks: usize) {
        let size = size.max(1);
        (self.inputs, self.networks, self.size, self.origin) = (examples.inputs, networks, size, origin);
        let batch = size * networks;
        let total = rows.len() / batch * lanes(batch) + lanes(rows.len() % batch);
        self.panels.resize(total * self.inputs, 0.0);
        self.blocks.resize(padded(self.inputs, total), 0.0);
        // A loss works off whole vectors, so it may read past the last one.
        self.targets.resize(total + padded_count(1), 0.0);
        let mut start = 0;
        for rows in rows.get(origin * networks..).unwrap_or(&[]).chunks(batch) {
            for rows in rows.chunks(Block::MAX) {
                self.lay_block(examples, rows, start);
                start += lanes(rows.len());
            }
        }
    }

    /// Notes that what is laid out is no longer wanted.
    pub(crate) const fn clear(&mut self) {
        self.size = 0;
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
            by_networks!(self.networks, C => C::to_input_blocks(all, inputs, count / C::SIZE, blocks));
        }
    }

    /// Examples in each of the mini-batches that were laid out.
    pub(crate) const fn size(&self) -> usize {
        self.size
    }

    /// `count` examples from place `first` of the order on: a mini-batch, or a block of one.
    #[inline]
    pub(crate) fn batch(&self, first: usize, count: usize) -> Batch<'_> {
        let place = first - self.origin;
        let networks = self.networks;
        let start = place / self.size * lanes(self.size * networks) + place % self.size * networks;
        let range = |units: usize| start * units..(start + lanes(count * networks)) * units;
        Batch {
            networks,
            count,
            panels: &self.panels[range(self.inputs)],
            blocks: self.blocks.get(range(padded(self.inputs, 1))).unwrap_or(&[]),
            targets: &self.targets[start..start + padded_count(count * networks)],
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
