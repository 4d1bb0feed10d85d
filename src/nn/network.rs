//! A fully connected network: its shape, and the forward and backward pass over a block of examples.

use alloc::{vec, vec::Vec};
use core::mem::take;
use core::ops::Range;

use super::activation::{Function, WIDTH, Wide, dispatch};
use super::dropout::{self, Factor, MaskKey};
use super::kernel::{self, Cell, Four, PANEL};
use crate::experiment::{Activation, Dropout, Experiment, Mode, Placement};
use crate::math::{Coefficients, Lanes};

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
    /// One network's weights, or four networks', each weight of all four together.
    networks: usize,
    forward: Vec<Vec<f32>>,
    backward: Vec<Vec<f32>>,
}

impl Packed {
    /// Room for the weights of one network, or of four of the same shape.
    pub(crate) fn new(network: &Network, networks: usize) -> Self {
        let zeros = |[units, values]: [usize; 2]| vec![0.0; kernel::padded(units, values) * networks];
        let layers = network.layers.iter();
        Self {
            networks,
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
    const fn first(&mut self, units: usize) -> Self {
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
    #[inline]
    pub(crate) fn pack(&self, parameters: &[f32], packed: &mut Packed) {
        let networks = packed.networks;
        let packed = packed.forward.iter_mut().zip(&mut packed.backward);
        for (layer, (forward, backward)) in self.layers.iter().zip(packed) {
            let shape = [layer.inputs, layer.outputs];
            let weights = &parameters[layer.weights.start * networks..layer.weights.end * networks];
            if networks == 1 {
                kernel::pack(weights, shape, forward, backward);
            } else {
                kernel::pack_four(weights, shape, forward, backward);
            }
        }
    }

    /// Fills `block` with every layer's values for the examples of `batch`.
    pub(crate) fn forward(&self, parameters: Parameters<'_>, batch: Batch<'_>, block: &mut Block, pass: &Pass<'_>) {
        self.forward_by(parameters, batch, block, pass, Masks::Drawn);
    }

    /// As [`Self::forward`], with masks that are not simply the pass's own.
    pub(crate) fn forward_by(
        &self,
        parameters: Parameters<'_>,
        batch: Batch<'_>,
        block: &mut Block,
        pass: &Pass<'_>,
        mut masks: Masks<'_>,
    ) {
        (block.networks, block.count) = (batch.networks, batch.count);
        let (lanes, networks, watched) = (block.lanes(), batch.networks, block.watched);
        let inputs = self.layers[0].inputs;
        block.drop_inputs(batch, inputs, pass, masks.first(inputs));
        let mut input = if block.dropped { &block.inputs[..batch.panels.len()] } else { batch.panels };
        let mut activations = self.activations.iter();
        let buffers = block.layers.iter_mut().zip(&parameters.packed.forward);
        for ((number, layer), (buffers, weights)) in (1..).zip(&self.layers).zip(buffers) {
            let size = lanes * layer.outputs;
            let bias = &parameters.flat[layer.biases.start * networks..layer.biases.end * networks];
            let z = &mut buffers.values[..size];
            if networks == 1 {
                kernel::forward::<f32>(weights, bias, layer.inputs, input, z);
            } else {
                kernel::forward::<Four>(weights, bias, layer.inputs, input, z);
            }
            if watched {
                buffers.delta[..size].copy_from_slice(z);
            }
            if let Some(&activation) = activations.next() {
                let own = masks.first(layer.outputs);
                let factor = draw(&mut buffers.mask, [networks, lanes, layer.outputs], number, pass, own);
                // Whole vectors are worked off; what lies beyond the last unit is nobody's.
                activate(buffers, size.next_multiple_of(WIDTH), activation, factor, pass);
            }
            input = &buffers.values[..size];
        }
    }

    /// Fills the block's masks with those that a forward pass over `count` examples would draw.
    pub(crate) fn draw_masks(&self, count: usize, block: &mut Block, pass: &Pass<'_>) {
        let masks = core::iter::once(&mut block.input_mask).chain(block.layers.iter_mut().map(|layer| &mut layer.mask));
        for ((number, layer), mask) in self.layers.iter().enumerate().zip(masks) {
            draw(mask, [1, kernel::lanes(count), layer.inputs], number, pass, Masks::Drawn);
        }
        (block.networks, block.count) = (1, count);
    }

    /// Writes the cost's gradient over `block`, which [`Self::forward`] left, from the derivative with respect to the outputs that
    /// stands in the block's last delta.
    pub(crate) fn backward(&self, packed: &Packed, batch: Batch<'_>, block: &mut Block, gradient: &mut [f32]) {
        if batch.networks == 1 {
            self.backward_of::<f32>(packed, batch, block, gradient);
        } else {
            self.backward_of::<Four>(packed, batch, block, gradient);
        }
    }

    fn backward_of<C: Cell>(&self, packed: &Packed, batch: Batch<'_>, block: &mut Block, gradient: &mut [f32]) {
        let lanes = block.lanes();
        // What a weight's gradient is summed over: one network's padding is among it.
        let terms = lanes / C::SIZE;
        let [mut own, mut next] = block.delta_blocks.each_mut();
        if let (Some(layer), Some(buffers)) = (self.layers.last(), block.layers.last()) {
            C::to_delta_blocks(&buffers.delta[..lanes * layer.outputs], layer.outputs, terms, own);
        }
        let mut buffers = &mut block.layers[..];
        for (layer, packed) in self.layers.iter().zip(&packed.backward).rev() {
            let Some((above, rest)) = take(&mut buffers).split_last_mut() else { break };
            let parameters = &mut gradient[layer.weights.start * C::SIZE..layer.biases.end * C::SIZE];
            let (weights, biases) = parameters.split_at_mut(layer.weights.len() * C::SIZE);
            let size = lanes * layer.inputs;
            let shape = [layer.inputs * C::SIZE, terms];
            let Some(below) = rest.last_mut() else {
                let input = if block.dropped {
                    C::to_input_blocks(&block.inputs[..size], layer.inputs, terms, &mut block.input_blocks);
                    &block.input_blocks
                } else {
                    batch.blocks
                };
                kernel::weight_gradient::<C>(own, input, shape, weights, biases);
                break;
            };
            C::to_input_blocks(&below.values[..size], layer.inputs, terms, &mut block.input_blocks);
            kernel::weight_gradient::<C>(own, &block.input_blocks, shape, weights, biases);
            let (delta, slope) = (&above.delta[..lanes * layer.outputs], &below.slopes[..size]);
            let shape = [layer.inputs, layer.outputs, lanes];
            kernel::input_gradient::<C>(packed, shape, delta, slope, &mut below.delta[..size], next);
            core::mem::swap(&mut own, &mut next);
            buffers = rest;
        }
    }
}

/// Turns a layer's pre-activations into its values, and, where a backward pass follows, gives their slopes.
#[inline]
fn activate(buffers: &mut Buffers, size: usize, activation: Activation, factor: Factor, pass: &Pass<'_>) {
    let (values, mask) = (&mut buffers.values[..size], &buffers.mask[..size]);
    let before = pass.dropout.placement == Placement::Before;
    if before {
        scale(values, factor, mask);
    }
    if !pass.backward {
        dispatch!(activation, value::<_, _>(values));
        if !before {
            scale(values, factor, mask);
        }
        return;
    }
    let slopes = &mut buffers.slopes[..size];
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

/// z becomes f(z), `slopes` f′(z); both of whole [`Wide`]s.
pub(crate) fn evaluate(activation: Activation, z: &mut [f32], slopes: &mut [f32]) {
    dispatch!(activation, value_and_slope::<_, _>(z, slopes));
}

/// Draws a layer's mask of one network or of four, where it has one and none is given, and says what the layer's values are
/// multiplied by.
#[inline]
fn draw(
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

/// Multiplies values and slopes by the same mask.
#[inline(never)]
fn scale_both(values: &mut [f32], slopes: &mut [f32], mask: &[f32]) {
    let mut slopes = slopes.as_chunks_mut::<WIDTH>().0.iter_mut();
    let mut masks = mask.as_chunks::<WIDTH>().0.iter();
    for values in values.as_chunks_mut::<WIDTH>().0 {
        let (Some(slopes), Some(mask)) = (slopes.next(), masks.next()) else { break };
        let mask = Wide::load(mask);
        (Wide::load(values) * mask).store(values);
        (Wide::load(slopes) * mask).store(slopes);
    }
}

/// z becomes f(z).
#[inline(never)]
fn value<F: Function, const N: usize>(z: &mut [f32]) {
    let coefficients = Coefficients::get();
    for z in z.chunks_exact_mut(N * 4) {
        F::value(Lanes::<N>::load(z), coefficients).store(z);
    }
}

/// z becomes f(z), `slope` f′(z).
#[inline(never)]
fn value_and_slope<F: Function, const N: usize>(z: &mut [f32], slope: &mut [f32]) {
    let coefficients = Coefficients::get();
    let mut slopes = slope.chunks_exact_mut(N * 4);
    for z in z.chunks_exact_mut(N * 4) {
        let Some(slope) = slopes.next() else { break };
        let (value, derivative) = F::both(Lanes::<N>::load(z), coefficients);
        value.store(z);
        derivative.store(slope);
    }
}

/// What a forward and a backward pass write: every layer's values for a block of examples, in panels.
///
/// It is allocated once and reused; runs of the same shape share one.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// Networks whose examples are in the block now.
    networks: usize,
    /// Examples of each.
    count: usize,
    /// Whether a forward pass leaves the pre-activations where a backward pass will write the derivatives by them.
    watched: bool,
    /// Whether some inputs were dropped, so that what the network saw stands in `inputs`.
    dropped: bool,
    /// The inputs, where some were dropped.
    inputs: Vec<f32>,
    /// The inputs' dropout factors.
    input_mask: Vec<f32>,
    /// What belongs to each layer of weights.
    layers: Vec<Buffers>,
    /// The deltas of a layer and of the one below it, in the order in which the weight gradient reads them.
    delta_blocks: [Vec<f32>; 2],
    /// A layer's inputs in that order.
    input_blocks: Vec<f32>,
}

/// What the passes write of one layer, in panels.
#[derive(Debug, Clone)]
struct Buffers {
    /// Values that leave it.
    values: Vec<f32>,
    /// Their derivative by its pre-activations.
    slopes: Vec<f32>,
    /// Dropout factors of its units.
    mask: Vec<f32>,
    /// Derivative of the cost by its pre-activations.
    delta: Vec<f32>,
}

impl Block {
    /// The largest number of lanes in a block: enough to fill the vectors, few enough to stay in the cache.
    pub(crate) const MAX: usize = 256;

    /// A block for the passes of a network.
    pub(crate) fn new(network: &Network) -> Self {
        let buffer = |units: usize| vec![0.0; (units * Self::MAX).next_multiple_of(WIDTH)];
        let blocks = |units: Option<usize>| vec![0.0; kernel::padded(units.unwrap_or(0), Self::MAX)];
        let layers = &network.layers;
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

    fn drop_inputs(&mut self, batch: Batch<'_>, inputs: usize, pass: &Pass<'_>, masks: Masks<'_>) {
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
        for (own, layer) in self.layers.iter_mut().zip(&network.layers) {
            kernel::clear_padding(&mut own.values, layer.outputs, count);
            kernel::clear_padding(&mut own.slopes, layer.outputs, count);
        }
    }

    /// The first layer of weights with an output that is not finite, where the network has one that leaves it.
    #[inline]
    pub(crate) fn first_unbounded_layer(&self, network: &Network) -> Option<usize> {
        let lanes = self.lanes();
        let bounded = |(own, layer): (&Buffers, &Layer)| finite(&own.values[..lanes * layer.outputs]);
        let mut layers = self.layers.iter().zip(&network.layers);
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

/// Numbers that a list is padded to, so that a pass over it ends with a whole [`Wide`].
pub(crate) const fn padded_count(numbers: usize) -> usize {
    numbers.next_multiple_of(WIDTH)
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
