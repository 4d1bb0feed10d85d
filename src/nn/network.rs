//! A fully connected network: its shape, and the forward and backward pass over a block of examples.

use alloc::{vec, vec::Vec};
use core::ops::Range;

use super::activation::{Function, WIDTH, Wide, dispatch};
use super::dropout::{self, Factor, MaskKey};
use super::kernel::{self, PANEL};
use crate::experiment::{Activation, Dropout, Experiment, Mode, Placement};
use crate::math::Coefficients;

/// One layer of weights, and where its parameters stand in the flat parameter vector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// Number of inputs, the fan-in.
    pub inputs: usize,
    /// Number of outputs, the fan-out.
    pub outputs: usize,
    /// The weights, `[outputs][inputs]`.
    pub weights: Range<usize>,
    /// The biases, `[outputs]`.
    pub biases: Range<usize>,
}

/// The shape of a network. Parameters are a flat vector in PyTorch's order: for each layer `weight[out][in]`, then
/// `bias[out]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    layers: Vec<Layer>,
    activations: Vec<Activation>,
}

/// Weights in the orders in which the passes read them, layer by layer: one contiguous stream each.
#[derive(Debug, Clone)]
pub(crate) struct Packed {
    forward: Vec<Vec<f32>>,
    backward: Vec<Vec<f32>>,
}

impl Packed {
    /// Room for the weights of a network.
    pub(crate) fn new(network: &Network) -> Self {
        let zeros = |[units, values]: [usize; 2]| vec![0.0; kernel::padded(units, values)];
        let layers = network.layers.iter();
        Self {
            forward: layers.clone().map(|layer| zeros([layer.outputs, layer.inputs])).collect(),
            // Nothing flows back to the input.
            backward: layers
                .enumerate()
                .map(|(l, layer)| if l > 0 { zeros([layer.inputs, layer.outputs]) } else { Vec::new() })
                .collect(),
        }
    }
}

/// A network's parameters, as they are kept and as the passes read them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parameters<'a> {
    pub(crate) flat: &'a [f32],
    pub(crate) packed: &'a Packed,
}

/// At most [`Block::MAX`] examples, as the passes read them; lanes without an example hold zeros.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Batch<'a> {
    /// Number of examples.
    pub(crate) count: usize,
    /// The inputs in panels.
    pub(crate) panels: &'a [f32],
    /// The inputs in the blocks in which the weight gradient reads them, where a backward pass follows.
    pub(crate) blocks: &'a [f32],
    /// The targets, one for each lane.
    pub(crate) targets: &'a [f32],
}

/// How a forward pass is to behave.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pass<'a> {
    pub(crate) dropout: &'a Dropout,
    pub(crate) mode: Mode,
    pub(crate) key: MaskKey,
    /// Whether a backward pass follows.
    pub(crate) backward: bool,
}

impl Network {
    /// The network that a validated experiment describes.
    #[must_use]
    pub fn new(experiment: &Experiment) -> Self {
        let mut start = 0;
        let layers: Vec<Layer> = experiment
            .sizes()
            .windows(2)
            .map(|pair| {
                let (inputs, outputs) = (pair[0], pair[1]);
                let weights = start..start + inputs * outputs;
                let biases = weights.end..weights.end + outputs;
                start = biases.end;
                Layer { inputs, outputs, weights, biases }
            })
            .collect();
        let activations = (0..layers.len() - 1)
            .map(|hidden| experiment.network.activation.get(hidden).unwrap_or(Activation::Linear))
            .collect();
        Self { layers, activations }
    }

    /// The layers of weights, from the input's to the output's.
    #[must_use]
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// The hidden layers' activations.
    #[must_use]
    pub fn activations(&self) -> &[Activation] {
        &self.activations
    }

    /// Number of weights and biases.
    #[must_use]
    pub fn parameter_count(&self) -> usize {
        self.layers.last().map_or(0, |layer| layer.biases.end)
    }

    /// Number of outputs.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.layers.last().map_or(0, |layer| layer.outputs)
    }

    /// Units in each layer: inputs, hidden layers, outputs.
    pub fn sizes(&self) -> impl Iterator<Item = usize> + '_ {
        self.layers.first().map(|layer| layer.inputs).into_iter().chain(self.layers.iter().map(|layer| layer.outputs))
    }

    /// Copies weights into the orders in which the passes read them.
    pub(crate) fn pack(&self, parameters: &[f32], packed: &mut Packed) {
        let packed = packed.forward.iter_mut().zip(&mut packed.backward);
        for (layer, (forward, backward)) in self.layers.iter().zip(packed) {
            kernel::pack(&parameters[layer.weights.clone()], layer.inputs, forward, backward);
        }
    }

    /// Fills `block` with every layer's values for the examples of `batch`.
    pub(crate) fn forward(&self, parameters: Parameters<'_>, batch: Batch<'_>, block: &mut Block, pass: &Pass<'_>) {
        block.count = batch.count;
        let lanes = block.lanes();
        block.drop_inputs(batch, self.layers[0].inputs, pass);
        for (l, layer) in self.layers.iter().enumerate() {
            let (before, after) = block.values.split_at_mut(l + 1);
            let input = if l > 0 || block.dropped { &before[l][..lanes * layer.inputs] } else { batch.panels };
            let values = &mut after[0];
            let size = lanes * layer.outputs;
            let (weights, bias) = (&parameters.packed.forward[l], &parameters.flat[layer.biases.clone()]);
            kernel::forward(weights, bias, layer.inputs, input, &mut values[..size]);
            let Some(&activation) = self.activations.get(l) else { continue };
            let mask = &mut block.masks[l + 1];
            let factor = draw(mask, lanes, layer.outputs, l + 1, pass);
            // Whole vectors are worked off; what lies beyond the last unit is nobody's.
            let size = size.next_multiple_of(WIDTH);
            let (values, mask) = (&mut values[..size], &mask[..size]);
            let before = pass.dropout.placement == Placement::Before;
            if before {
                scale(values, factor, mask);
            }
            if pass.backward {
                let slopes = &mut block.slopes[l][..size];
                dispatch!(activation, activate_and_slope::<_>(values, slopes));
                scale(slopes, factor, mask);
            } else {
                dispatch!(activation, activate::<_>(values));
            }
            if !before {
                scale(values, factor, mask);
            }
        }
    }

    /// Fills the block's masks with those that a forward pass over `count` examples would draw.
    pub(crate) fn draw_masks(&self, count: usize, block: &mut Block, pass: &Pass<'_>) {
        for (l, layer) in self.layers.iter().enumerate() {
            draw(&mut block.masks[l], kernel::lanes(count), layer.inputs, l, pass);
        }
        block.count = count;
    }

    /// Writes the cost's gradient over `block`, which [`Self::forward`] left, from the derivative with respect to the outputs that
    /// stands in the block's last delta.
    pub(crate) fn backward(&self, packed: &Packed, batch: Batch<'_>, block: &mut Block, gradient: &mut [f32]) {
        let lanes = block.lanes();
        let last = self.layers.len() - 1;
        kernel::to_delta_blocks(
            &block.deltas[last][..lanes * self.layers[last].outputs],
            self.layers[last].outputs,
            &mut block.delta_blocks[last % 2],
        );
        for (l, layer) in self.layers.iter().enumerate().rev() {
            let (even, odd) = block.delta_blocks.split_at_mut(1);
            let (delta_blocks, next) = if l % 2 == 0 { (&even[0], &mut odd[0]) } else { (&odd[0], &mut even[0]) };
            let input_blocks = if l > 0 || block.dropped {
                kernel::to_input_blocks(
                    &block.values[l][..lanes * layer.inputs],
                    layer.inputs,
                    &mut block.input_blocks,
                );
                &block.input_blocks
            } else {
                batch.blocks
            };
            let (weights, biases) = gradient[layer.weights.start..layer.biases.end].split_at_mut(layer.weights.len());
            kernel::weight_gradient(delta_blocks, input_blocks, lanes, weights, biases);
            if l == 0 {
                continue;
            }
            let (before, after) = block.deltas.split_at_mut(l);
            let size = lanes * layer.inputs;
            kernel::input_gradient(
                &packed.backward[l],
                [layer.inputs, layer.outputs],
                &after[0][..lanes * layer.outputs],
                &block.slopes[l - 1][..size],
                &mut before[l - 1][..size],
                next,
            );
        }
    }
}

/// Draws a layer's mask where it has one, and says what the layer's values are multiplied by.
fn draw(mask: &mut [f32], lanes: usize, units: usize, layer: usize, pass: &Pass<'_>) -> Factor {
    let p = dropout::rate(pass.dropout, layer);
    let factor = dropout::factor(p, pass.dropout.scaling, pass.mode);
    if let Factor::Masked(kept) = factor {
        dropout::fill(&mut mask[..lanes * units], units, p, kept, pass.dropout.mask, &pass.key, layer);
    }
    factor
}

/// Multiplies values by a dropout factor.
#[inline(always)]
fn scale(values: &mut [f32], factor: Factor, mask: &[f32]) {
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

/// z becomes f(z).
#[inline(never)]
fn activate<F: Function>(z: &mut [f32]) {
    let coefficients = Coefficients::get();
    for z in z.as_chunks_mut::<WIDTH>().0 {
        F::value(Wide::load(z), coefficients).store(z);
    }
}

/// z becomes f(z), `slope` f′(z).
#[inline(never)]
fn activate_and_slope<F: Function>(z: &mut [f32], slope: &mut [f32]) {
    let coefficients = Coefficients::get();
    let mut slopes = slope.as_chunks_mut::<WIDTH>().0.iter_mut();
    for z in z.as_chunks_mut::<WIDTH>().0 {
        let Some(slope) = slopes.next() else { break };
        let (value, derivative) = F::both(Wide::load(z), coefficients);
        value.store(z);
        derivative.store(slope);
    }
}

/// What a forward and a backward pass write: every layer's values for a block of examples, in panels.
///
/// It is allocated once and reused; runs of the same shape share one.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// Examples in the block now.
    count: usize,
    /// Whether some inputs were dropped, so that what the network saw stands in `values[0]`.
    dropped: bool,
    /// Values that leave each layer: inputs where some were dropped, hidden layers, outputs.
    values: Vec<Vec<f32>>,
    /// Derivative of each hidden layer's values by its pre-activations.
    slopes: Vec<Vec<f32>>,
    /// Dropout factors of inputs and hidden layers.
    masks: Vec<Vec<f32>>,
    /// Derivative of the cost by each layer's pre-activations.
    deltas: Vec<Vec<f32>>,
    /// The deltas of a layer and of the one below it, in the order in which the weight gradient reads them.
    delta_blocks: [Vec<f32>; 2],
    /// A layer's inputs in that order.
    input_blocks: Vec<f32>,
}

impl Block {
    /// The largest number of examples in a block: enough to fill the vectors, few enough to stay in the cache.
    pub(crate) const MAX: usize = 256;

    /// A block for the passes of a network.
    pub(crate) fn new(network: &Network) -> Self {
        let sizes: Vec<usize> = network.sizes().collect();
        let buffers = |sizes: &[usize]| -> Vec<Vec<f32>> {
            sizes.iter().map(|units| vec![0.0; (units * Self::MAX).next_multiple_of(WIDTH)]).collect()
        };
        let outputs = sizes.len() - 1;
        let blocks = |sizes: &[usize]| vec![0.0; kernel::padded(sizes.iter().copied().max().unwrap_or(0), Self::MAX)];
        Self {
            count: 0,
            dropped: false,
            values: buffers(&sizes),
            slopes: buffers(&sizes[1..outputs]),
            masks: buffers(&sizes[..outputs]),
            deltas: buffers(&sizes[1..]),
            delta_blocks: [blocks(&sizes[1..]), blocks(&sizes[1..])],
            input_blocks: blocks(&sizes[..outputs]),
        }
    }

    /// The number of examples in the block now.
    pub(crate) const fn count(&self) -> usize {
        self.count
    }

    /// Lanes that hold an example, and those that fill the last vector.
    pub(crate) const fn lanes(&self) -> usize {
        kernel::lanes(self.count)
    }

    fn drop_inputs(&mut self, batch: Batch<'_>, inputs: usize, pass: &Pass<'_>) {
        let lanes = self.lanes();
        let factor = draw(&mut self.masks[0], lanes, inputs, 0, pass);
        self.dropped = factor != Factor::One;
        if self.dropped {
            let size = batch.panels.len();
            self.values[0][..size].copy_from_slice(batch.panels);
            let size = size.next_multiple_of(WIDTH);
            scale(&mut self.values[0][..size], factor, &self.masks[0][..size]);
        }
    }

    /// The values that left layer `layer` (0 is the input), of `units` units, in panels.
    pub(crate) fn values<'a>(&'a self, batch: &Batch<'a>, layer: usize, units: usize) -> Values<'a> {
        let panels = if layer > 0 || self.dropped { &self.values[layer][..self.lanes() * units] } else { batch.panels };
        Values { panels, units }
    }

    /// The values that left the network, of `outputs` units, in panels.
    pub(crate) fn outputs(&self, outputs: usize) -> Values<'_> {
        Values { panels: &self.values[self.values.len() - 1][..self.lanes() * outputs], units: outputs }
    }

    /// The outputs, and the derivative of the cost by them, which is to be written.
    pub(crate) fn outputs_and_deltas(&mut self, outputs: usize) -> (&[f32], &mut [f32]) {
        let size = self.lanes() * outputs;
        match (self.values.last(), self.deltas.last_mut()) {
            (Some(values), Some(deltas)) => (&values[..size], &mut deltas[..size]),
            _ => (&[], &mut []),
        }
    }

    /// The dropout factors of layer `layer` (0 is the input), of `units` units, in panels.
    pub(crate) fn mask(&self, layer: usize, units: usize) -> Values<'_> {
        Values { panels: &self.masks[layer][..self.lanes() * units], units }
    }

    /// The first layer of weights with an output that is not finite, where the network has one that leaves it.
    pub(crate) fn first_unbounded_layer(&self, network: &Network) -> Option<usize> {
        let lanes = self.lanes();
        let bounded = |(values, layer): (&Vec<f32>, &Layer)| finite(&values[..lanes * layer.outputs]);
        let mut layers = self.values[1..].iter().zip(&network.layers);
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

    /// The numbers of unit `unit`, some examples at a time.
    pub(crate) fn unit(self, unit: usize) -> impl Iterator<Item = &'a [f32]> {
        self.panels.chunks(PANEL * self.units).filter_map(move |panel| {
            let width = panel.len() / self.units;
            panel.get(unit * width..(unit + 1) * width)
        })
    }
}

/// Numbers that a vector of parameters is padded to, so that the passes over it end with a whole vector; the last are 0.
pub(crate) const fn padded_count(parameters: usize) -> usize {
    parameters.next_multiple_of(WIDTH)
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
