//! A block of examples on their way through a network: what the passes are given and what they write.

use alloc::{vec, vec::Vec};

use super::activation::WIDTH;
use super::dropout::Factor;
use super::kernel::{self, PANEL};
use super::masks::{Masks, Pass, draw};
use super::network::{Layer, Network};
use super::pointwise::{apply, evaluate, finite, scale, scale_both};
use crate::experiment::{Activation, Placement};

/// Examples that fill at most [`Block::MAX`] lanes, as the passes read them: those of one network, one a lane, or those of
/// four networks, the first of each, the second of each and so on. Lanes without an example hold zeros.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Batch<'a> {
    /// Number of networks, one or four.
    pub(crate) networks: usize,
    /// Number of each network's examples.
    pub(crate) count: usize,
    /// The inputs in panels.
    pub(crate) panels: &'a [f32],
    /// The inputs in the blocks in which the weight gradient reads them, where a backward pass follows.
    pub(crate) blocks: &'a [f32],
    /// The targets, one for each lane and some more.
    pub(crate) targets: &'a [f32],
    /// What is wanted of each output, in panels and some more, where targets are mixed; else none.
    pub(crate) mixed: &'a [f32],
}

impl Batch<'_> {
    /// The inputs of example `i`.
    pub(crate) fn inputs(&self, inputs: usize, i: usize) -> Vec<f32> {
        let values = Values::of_inputs(self, inputs);
        (0..inputs).map(|input| values.at(input, i)).collect()
    }

    /// What is wanted of each output for example `i`, where targets are mixed; else nothing.
    pub(crate) fn wanted(&self, outputs: usize, i: usize) -> Vec<f32> {
        let size = kernel::lanes(self.count * self.networks) * outputs;
        let Some(panels) = self.mixed.get(..size) else { return Vec::new() };
        let values = Values { panels, units: outputs };
        (0..outputs).map(|output| values.at(output, i)).collect()
    }
}

/// What a forward and a backward pass write: every layer's values for a block of examples, in panels.
///
/// It is allocated once and reused; runs of the same shape share one.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// Networks whose examples are in the block now.
    pub(super) networks: usize,
    /// Examples of each.
    pub(super) count: usize,
    /// Whether a forward pass leaves the pre-activations where a backward pass will write the derivatives by them.
    pub(super) watched: bool,
    /// Whether some inputs were dropped, so that what the network saw stands in `inputs`.
    pub(super) dropped: bool,
    /// The inputs, where some were dropped.
    pub(super) inputs: Vec<f32>,
    /// The inputs' dropout factors.
    pub(super) input_mask: Vec<f32>,
    /// What belongs to each layer of weights.
    pub(super) layers: Vec<Buffers>,
    /// The deltas of a layer and of the one below it, in the order in which the weight gradient reads them.
    pub(super) delta_blocks: [Vec<f32>; 2],
    /// A layer's inputs in that order.
    pub(super) input_blocks: Vec<f32>,
}

/// What the passes write of one layer, in panels.
#[derive(Debug, Clone)]
pub(super) struct Buffers {
    /// Values that leave it.
    pub(super) values: Vec<f32>,
    /// Their derivative by its pre-activations.
    pub(super) slopes: Vec<f32>,
    /// Dropout factors of its units.
    pub(super) mask: Vec<f32>,
    /// Derivative of the cost by its pre-activations.
    pub(super) delta: Vec<f32>,
}

impl Buffers {
    /// Turns a layer's pre-activations into its values, and, where a backward pass follows, gives their slopes.
    #[inline]
    pub(super) fn activate(&mut self, size: usize, activation: Activation, factor: Factor, pass: &Pass<'_>) {
        let (values, mask) = (&mut self.values[..size], &self.mask[..size]);
        let before = pass.dropout.placement == Placement::Before;
        if before {
            scale(values, factor, mask);
        }
        if !pass.backward {
            apply(activation, values);
            if !before {
                scale(values, factor, mask);
            }
            return;
        }
        let slopes = &mut self.slopes[..size];
        evaluate(activation, values, slopes);
        if let (Factor::Masked(_), false) = (factor, before) {
            scale_both(values, slopes, mask);
            return;
        }
        scale(slopes, factor, mask);
        if !before {
            scale(values, factor, mask);
        }
    }
}

impl Block {
    /// The largest number of lanes in a block: enough to fill the vectors, few enough to stay in the cache.
    pub(crate) const MAX: usize = 256;

    /// A block for the passes of a network.
    pub(crate) fn new(network: &Network) -> Self {
        let buffer = |units: usize| vec![0.0; (units * Self::MAX).next_multiple_of(WIDTH)];
        let blocks = |units: Option<usize>| vec![0.0; kernel::padded(units.unwrap_or(0), Self::MAX)];
        let layers = &network.layers();
        let most_outputs = layers.iter().map(|layer| layer.outputs).max();
        Self {
            networks: 1,
            count: 0,
            watched: false,
            dropped: false,
            inputs: buffer(layers[0].inputs),
            input_mask: buffer(layers[0].inputs),
            layers: layers
                .iter()
                .map(|layer| {
                    let zeros = buffer(layer.outputs);
                    Buffers { values: zeros.clone(), slopes: zeros.clone(), mask: zeros.clone(), delta: zeros }
                })
                .collect(),
            delta_blocks: [blocks(most_outputs), blocks(most_outputs)],
            input_blocks: blocks(layers.iter().map(|layer| layer.inputs).max()),
        }
    }

    /// The number of examples in the block now, those of all networks together.
    pub(crate) const fn count(&self) -> usize {
        self.count * self.networks
    }

    /// Lanes that hold an example, and those that fill the last vector.
    pub(crate) const fn lanes(&self) -> usize {
        kernel::lanes(self.count())
    }

    /// Has forward passes leave every layer's pre-activations in the place of [`Self::deltas`], or not.
    pub(crate) const fn watch(&mut self, watched: bool) {
        self.watched = watched;
    }

    /// The derivatives by the pre-activations of layer `layer` of weights (0 feeds the first hidden layer), of `units` units,
    /// after a backward pass; the pre-activations themselves after a forward pass that was watched.
    pub(crate) fn deltas(&self, layer: usize, units: usize) -> Values<'_> {
        let deltas = self.layers.get(layer).map_or(&[][..], |layer| &layer.delta);
        Values { panels: &deltas[..self.lanes() * units], units }
    }

    pub(super) fn drop_inputs(&mut self, batch: Batch<'_>, inputs: usize, pass: &Pass<'_>, masks: Masks<'_>) {
        let lanes = self.lanes();
        let factor = draw(&mut self.input_mask, [batch.networks, lanes, inputs], 0, pass, masks);
        self.dropped = factor != Factor::One;
        if self.dropped {
            let size = batch.panels.len();
            self.inputs[..size].copy_from_slice(batch.panels);
            let size = size.next_multiple_of(WIDTH);
            scale(&mut self.inputs[..size], factor, &self.input_mask[..size]);
        }
    }

    /// The values that left layer `layer` (0 is the input), of `units` units, in panels.
    pub(crate) fn values<'a>(&'a self, batch: &Batch<'a>, layer: usize, units: usize) -> Values<'a> {
        let panels = match layer.checked_sub(1) {
            Some(layer) => &self.layers[layer].values[..self.lanes() * units],
            None if self.dropped => &self.inputs[..batch.panels.len()],
            None => batch.panels,
        };
        Values { panels, units }
    }

    /// The values that left the network, of `outputs` units, in panels.
    pub(crate) fn outputs(&self, outputs: usize) -> Values<'_> {
        let values = self.layers.last().map_or(&[][..], |layer| &layer.values);
        Values { panels: &values[..self.lanes() * outputs], units: outputs }
    }

    /// The outputs, and the derivative of the cost by them, which is to be written. Both are padded to whole [`Wide`]s.
    #[inline]
    pub(crate) fn outputs_and_deltas(&mut self, outputs: usize) -> (&[f32], &mut [f32]) {
        let size = (self.lanes() * outputs).next_multiple_of(WIDTH);
        let Some(layer) = self.layers.last_mut() else { return (&[], &mut []) };
        (&layer.values[..size], &mut layer.delta[..size])
    }

    /// Writes into the last delta that of each example's outputs nothing but the output `chosen` counts, with the factor 1.
    pub(crate) fn choose_output(&mut self, outputs: usize, chosen: usize) {
        let (count, lanes) = (self.count(), self.lanes());
        let (_, delta) = self.outputs_and_deltas(outputs);
        delta.fill(0.0);
        for start in (0..lanes).step_by(PANEL) {
            let width = PANEL.min(lanes - start);
            let first = start * outputs + chosen * width;
            delta[first..first + width.min(count - start)].fill(1.0);
        }
    }

    /// The dropout factors of layer `layer` (0 is the input), of `units` units, in panels.
    pub(crate) fn mask(&self, layer: usize, units: usize) -> Values<'_> {
        let mask = layer.checked_sub(1).map_or(&self.input_mask, |layer| &self.layers[layer].mask);
        Values { panels: &mask[..self.lanes() * units], units }
    }

    /// The derivative of the cost by the pre-activations of the layer that weights `layer` lead to, of `units` units, in panels.
    pub(crate) fn delta(&self, layer: usize, units: usize) -> Values<'_> {
        Values { panels: &self.layers[layer].delta[..self.lanes() * units], units }
    }

    /// Leaves nothing in the lanes without an example, which have values too: of no input, under other masks.
    #[cold]
    #[inline(never)]
    pub(crate) fn clear_padding(&mut self, network: &Network) {
        let count = self.count();
        for (own, layer) in self.layers.iter_mut().zip(network.layers()) {
            kernel::clear_padding(&mut own.values, layer.outputs, count);
            kernel::clear_padding(&mut own.slopes, layer.outputs, count);
        }
    }

    /// The first layer of weights with an output that is not finite, where the network has one that leaves it.
    #[inline]
    pub(crate) fn first_unbounded_layer(&self, network: &Network) -> Option<usize> {
        let lanes = self.lanes();
        let bounded = |(own, layer): (&Buffers, &Layer)| finite(&own.values[..lanes * layer.outputs]);
        let mut layers = self.layers.iter().zip(network.layers());
        if layers.clone().next_back().is_none_or(bounded) {
            return None;
        }
        layers.position(|layer| !bounded(layer))
    }
}

/// Numbers in panels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Values<'a> {
    pub(crate) panels: &'a [f32],
    units: usize,
}

impl<'a> Values<'a> {
    /// The number of unit `unit` for example `example`.
    pub(crate) fn at(&self, unit: usize, example: usize) -> f32 {
        let start = example / PANEL * PANEL;
        let width = (self.panels.len() / self.units - start).min(PANEL);
        self.panels[start * self.units + unit * width + example - start]
    }

    /// The inputs of a batch, of `units` of them, as they are without dropout.
    pub(crate) const fn of_inputs(batch: &Batch<'a>, units: usize) -> Self {
        Self { panels: batch.panels, units }
    }

    /// Shows `visit` the numbers of all units for the first `count` examples, some of one unit's at a time.
    pub(crate) fn of_first(self, count: usize, visit: &mut dyn FnMut(&[f32])) {
        for (panel, start) in self.panels.chunks(PANEL * self.units).zip((0..count).step_by(PANEL)) {
            let width = panel.len() / self.units;
            for numbers in panel.chunks(width) {
                visit(&numbers[..width.min(count - start)]);
            }
        }
    }

    /// The numbers of unit `unit`, some examples at a time.
    pub(crate) fn unit(self, unit: usize) -> impl Iterator<Item = &'a [f32]> {
        self.panels.chunks(PANEL * self.units).filter_map(move |panel| {
            let width = panel.len() / self.units;
            panel.get(unit * width..(unit + 1) * width)
        })
    }
}
