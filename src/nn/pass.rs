//! The forward and the backward pass over a block of examples.

use alloc::{vec, vec::Vec};
use core::mem::take;

use super::activation::WIDTH;
use super::block::{Batch, Block};
use super::kernel::{self, Cell, by_networks};
use super::masks::{Masks, Pass, draw};
use super::network::Network;

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
        let layers = network.layers().iter();
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

impl Network {
    /// Copies weights into the orders in which the passes read them.
    #[inline]
    pub(crate) fn pack(&self, parameters: &[f32], packed: &mut Packed) {
        let networks = packed.networks;
        let packed = packed.forward.iter_mut().zip(&mut packed.backward);
        for (layer, (forward, backward)) in self.layers().iter().zip(packed) {
            let shape = [layer.inputs, layer.outputs];
            let weights = &parameters[layer.weights.start * networks..layer.weights.end * networks];
            by_networks!(networks, C => C::pack(weights, shape, forward, backward));
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
        let inputs = self.layers()[0].inputs;
        block.drop_inputs(batch, inputs, pass, masks.first(inputs));
        let mut input = if block.dropped { &block.inputs[..batch.panels.len()] } else { batch.panels };
        let mut activations = self.activations().iter();
        let buffers = block.layers.iter_mut().zip(&parameters.packed.forward);
        for ((number, layer), (buffers, weights)) in (1..).zip(self.layers()).zip(buffers) {
            let size = lanes * layer.outputs;
            let bias = &parameters.flat[layer.biases.start * networks..layer.biases.end * networks];
            let z = &mut buffers.values[..size];
            by_networks!(networks, C => kernel::forward::<C>(weights, bias, layer.inputs, input, z));
            if watched {
                buffers.delta[..size].copy_from_slice(z);
            }
            if let Some(&activation) = activations.next() {
                let own = masks.first(layer.outputs);
                let factor = draw(&mut buffers.mask, [networks, lanes, layer.outputs], number, pass, own);
                // Whole vectors are worked off; what lies beyond the last unit is nobody's.
                buffers.activate(size.next_multiple_of(WIDTH), activation, factor, pass);
            }
            input = &buffers.values[..size];
        }
    }

    /// Fills the block's masks with those that a forward pass over `count` examples would draw.
    pub(crate) fn draw_masks(&self, count: usize, block: &mut Block, pass: &Pass<'_>) {
        let masks = core::iter::once(&mut block.input_mask).chain(block.layers.iter_mut().map(|layer| &mut layer.mask));
        for ((number, layer), mask) in self.layers().iter().enumerate().zip(masks) {
            draw(mask, [1, kernel::lanes(count), layer.inputs], number, pass, Masks::Drawn);
        }
        (block.networks, block.count) = (1, count);
    }

    /// Writes the cost's gradient over `block`, which [`Self::forward`] left, from the derivative with respect to the outputs that
    /// stands in the block's last delta.
    pub(crate) fn backward(&self, packed: &Packed, batch: Batch<'_>, block: &mut Block, gradient: &mut [f32]) {
        by_networks!(batch.networks, C => self.backward_of::<C>(packed, batch, block, gradient));
    }

    fn backward_of<C: Cell>(&self, packed: &Packed, batch: Batch<'_>, block: &mut Block, gradient: &mut [f32]) {
        let lanes = block.lanes();
        // What a weight's gradient is summed over: one network's padding is among it.
        let terms = lanes / C::SIZE;
        let [mut own, mut next] = block.delta_blocks.each_mut();
        if let (Some(layer), Some(buffers)) = (self.layers().last(), block.layers.last()) {
            C::to_delta_blocks(&buffers.delta[..lanes * layer.outputs], layer.outputs, terms, own);
        }
        let mut buffers = &mut block.layers[..];
        for (layer, packed) in self.layers().iter().zip(&packed.backward).rev() {
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
