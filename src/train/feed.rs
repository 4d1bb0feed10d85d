//! Examples in the order and the layout in which the passes read them.

use alloc::vec::Vec;

use crate::data::{Augmenter, Examples, Preparation};
use crate::experiment::Loss;
use crate::nn::{self, Batch, Block, Cell, PANEL, by_networks, lanes, padded, padded_count};

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
    /// Outputs of the network where targets are mixed, else 0.
    outputs: usize,
    /// What is wanted of each output, in panels, where targets are mixed.
    mixed: Vec<f32>,
}

/// How the training set of an epoch is augmented while it is laid out.
pub(crate) struct Augmenting<'a> {
    pub(crate) augmenter: Augmenter<'a>,
    pub(crate) preparation: &'a Preparation,
    /// The first network's replica; the others are the next ones.
    pub(crate) replica: u32,
    /// Inputs that are functions of the point; those after them are noise.
    pub(crate) features: usize,
    /// The network's outputs where targets are mixed, else 0.
    pub(crate) outputs: usize,
    pub(crate) loss: Loss,
    pub(crate) classes: u32,
}

impl Feed {
    /// Lays out the examples whose numbers are `rows[origin..]`, in mini-batches of `size`, for one network or for four; then
    /// `rows` names the first example of each of the four, the second of each, and so on.
    ///
    /// Room is made for all of `rows`, so that the next epoch's order finds it there.
    #[inline(never)]
    pub(crate) fn lay(
        &mut self,
        examples: &Examples,
        rows: &[u32],
        origin: usize,
        size: usize,
        networks: usize,
        augmenting: Option<&Augmenting<'_>>,
    ) {
        let size = size.max(1);
        (self.inputs, self.networks, self.size, self.origin) = (examples.inputs, networks, size, origin);
        let batch = size * networks;
        let total = rows.len() / batch * lanes(batch) + lanes(rows.len() % batch);
        self.panels.resize(total * self.inputs, 0.0);
        self.blocks.resize(padded(self.inputs, total), 0.0);
        // A loss works off whole vectors, so it may read past the last one.
        self.targets.resize(total + padded_count(1), 0.0);
        self.outputs = augmenting.map_or(0, |augmenting| augmenting.outputs);
        if self.outputs > 0 {
            self.mixed.resize(total * self.outputs + padded_count(1), 0.0);
        }
        let mut start = 0;
        for rows in rows.get(origin * networks..).unwrap_or(&[]).chunks(batch) {
            for rows in rows.chunks(Block::MAX) {
                self.lay_block(examples, rows, start, augmenting);
                start += lanes(rows.len());
            }
        }
    }

    /// Notes that what is laid out is no longer wanted.
    pub(crate) const fn clear(&mut self) {
        self.size = 0;
    }

    /// Lays out one block's examples from lane `start` on.
    fn lay_block(&mut self, examples: &Examples, rows: &[u32], start: usize, augmenting: Option<&Augmenting<'_>>) {
        let (inputs, count) = (self.inputs, lanes(rows.len()));
        let targets = &mut self.targets[start..start + count];
        gather(&examples.targets, rows, targets);
        let all = &mut self.panels[start * inputs..(start + count) * inputs];
        let (mut rest, mut panels) = (rows, &mut *all);
        let mut mixed = self.mixed.get_mut(start * self.outputs..).unwrap_or_default();
        while !rest.is_empty() {
            let (rows, others) = rest.split_at(rest.len().min(PANEL));
            let (whole, other_panels) = panels.split_at_mut(lanes(rows.len()) * inputs);
            let mut panel = &mut *whole;
            let mut planes = &examples.planes[..];
            while let Some((plane, other_planes)) = planes.split_at_checked(examples.count.max(1)) {
                let (unit, other_units) = panel.split_at_mut(lanes(rows.len()));
                gather(plane, rows, unit);
                (planes, panel) = (other_planes, other_units);
            }
            if let Some(augmenting) = augmenting {
                let (own, others_mixed) = mixed.split_at_mut(lanes(rows.len()) * self.outputs);
                augment(augmenting, examples, rows, (whole, own), self.networks);
                mixed = others_mixed;
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
            mixed: if self.outputs > 0 { &self.mixed[start * self.outputs..] } else { &[] },
        }
    }
}

/// Writes the rows of a panel as they are augmented over what they are, and the targets of mixtures.
fn augment(
    augmenting: &Augmenting<'_>,
    examples: &Examples,
    rows: &[u32],
    (panel, mixed): (&mut [f32], &mut [f32]),
    networks: usize,
) {
    let width = lanes(rows.len());
    mixed.fill(0.0);
    for ((i, &row), network) in rows.iter().enumerate().zip((0..networks).cycle()) {
        let replica = augmenting.replica + u32::try_from(network).unwrap_or(0);
        let augmented = augmenting.augmenter.augmented(replica, row);
        augmenting.preparation.transform(augmented.x, None, &mut |input, value| {
            if input < augmenting.features {
                panel[input * width + i] = value;
            }
        });
        if augmenting.outputs == 0 {
            continue;
        }
        let mix = |own: f32, other: f32| {
            #[expect(clippy::cast_possible_truncation, reason = "the network computes in f32")]
            let mixture = (augmented.share * f64::from(own) + (1.0 - augmented.share) * f64::from(other)) as f32;
            mixture
        };
        let [row, other] = [row, augmented.other].map(|row| row as usize);
        // Noise inputs do not follow from the point; they are mixed as they are.
        for (plane, lanes) in
            examples.planes.chunks_exact(examples.count).zip(panel.chunks_exact_mut(width)).skip(augmenting.features)
        {
            lanes[i] = mix(plane[row], plane[other]);
        }
        let targets = &examples.targets;
        for (output, lanes) in mixed.chunks_exact_mut(width).enumerate() {
            let wanted =
                |row: usize| nn::wanted(targets[row], output, augmenting.outputs, augmenting.loss, augmenting.classes);
            lanes[i] = mix(wanted(row), wanted(other));
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
