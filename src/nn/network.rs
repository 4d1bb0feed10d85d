//! A fully connected network: its shape, and the forward and backward pass over a block of examples.

use alloc::{vec, vec::Vec};
use core::ops::Range;

use super::activation::{Function, dispatch};
use super::dropout::{self, Factor, MaskKey};
use super::kernel;
use crate::experiment::{Activation, Dropout, Experiment, Mode, Placement};
use crate::math::{LANES, Lanes};

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

/// Parameters in the orders in which the passes read them: one contiguous stream each.
#[derive(Debug, Clone)]
pub(crate) struct Packed {
    forward: Vec<f32>,
    backward: Vec<f32>,
}

impl Packed {
    /// Room for the parameters of a network.
    pub(crate) fn new(network: &Network) -> Self {
        let zeros = vec![0.0; network.parameter_count()];
        Self { forward: zeros.clone(), backward: zeros }
    }
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

    /// Units in each layer: inputs, hidden layers, outputs.
    pub fn sizes(&self) -> impl Iterator<Item = usize> + '_ {
        self.layers.first().map(|layer| layer.inputs).into_iter().chain(self.layers.iter().map(|layer| layer.outputs))
    }

    /// Copies parameters into the orders in which the passes read them.
    pub(crate) fn pack(&self, parameters: &[f32], packed: &mut Packed) {
        for (l, layer) in self.layers.iter().enumerate() {
            let weights = &parameters[layer.weights.clone()];
            kernel::pack(weights, layer.inputs, &mut packed.forward[layer.weights.clone()]);
            packed.forward[layer.biases.clone()].copy_from_slice(&parameters[layer.biases.clone()]);
            // Nothing flows back to the input.
            if l > 0 {
                kernel::pack_transposed(weights, layer.inputs, &mut packed.backward[layer.weights.clone()]);
            }
        }
    }

    /// Fills `block` with every layer's values from the inputs that stand in it; `packed` is what [`Self::pack`] left.
    pub(crate) fn forward(&self, packed: &Packed, block: &mut Block, pass: &Pass<'_>) {
        let panels = block.panels();
        self.drop_inputs(block, panels, pass);
        for (l, layer) in self.layers.iter().enumerate() {
            let (before, after) = block.values.split_at_mut(l + 1);
            let input = &before[l][..panels * layer.inputs * LANES];
            let z = &mut after[0][..panels * layer.outputs * LANES];
            let (weights, bias) = (&packed.forward[layer.weights.clone()], &packed.forward[layer.biases.clone()]);
            kernel::forward(weights, bias, input, z);
            let Some(&activation) = self.activations.get(l) else { continue };
            let mask = &mut block.masks[l + 1][..z.len()];
            let factor = draw(mask, layer.outputs, l + 1, pass);
            if pass.backward {
                let slope = &mut block.slopes[l][..z.len()];
                dispatch!(activation, activate_and_slope::<_>(z, slope, mask, factor, pass.dropout.placement));
            } else {
                dispatch!(activation, activate::<_>(z, mask, factor, pass.dropout.placement));
            }
        }
    }

    fn drop_inputs(&self, block: &mut Block, panels: usize, pass: &Pass<'_>) {
        let inputs = self.layers[0].inputs;
        let x = &mut block.values[0][..panels * inputs * LANES];
        let mask = &mut block.masks[0][..x.len()];
        let factor = draw(mask, inputs, 0, pass);
        if factor == Factor::One {
            return;
        }
        for (x, mask) in x.chunks_exact_mut(LANES).zip(mask.chunks_exact(LANES)) {
            (Lanes::load(x) * scale(factor, mask)).store(x);
        }
    }

    /// Adds the cost's gradient over `block` to `gradient`, from the derivative with respect to the outputs that stands
    /// in the block's last delta.
    pub(crate) fn backward(&self, packed: &Packed, block: &mut Block, gradient: &mut [f32]) {
        let panels = block.panels();
        for (l, layer) in self.layers.iter().enumerate().rev() {
            let (before, after) = block.deltas.split_at_mut(l);
            let delta = &after[0][..panels * layer.outputs * LANES];
            let input = &block.values[l][..panels * layer.inputs * LANES];
            let (weights, biases) = gradient[layer.weights.start..layer.biases.end].split_at_mut(layer.weights.len());
            let [delta_blocks, input_blocks] = &mut block.blocks;
            kernel::to_blocks(delta, layer.outputs, delta_blocks);
            kernel::to_blocks(input, layer.inputs, input_blocks);
            kernel::weight_gradient(delta_blocks, input_blocks, panels * LANES, weights, biases);
            let Some(previous) = before.last_mut() else { continue };
            let previous = &mut previous[..panels * layer.inputs * LANES];
            let slope = &block.slopes[l - 1][..previous.len()];
            kernel::input_gradient(&packed.backward[layer.weights.clone()], layer.inputs, delta, slope, previous);
        }
    }
}

/// Draws a layer's mask where it has one, and says what the layer's values are multiplied by.
fn draw(mask: &mut [f32], units: usize, layer: usize, pass: &Pass<'_>) -> Factor {
    let p = dropout::rate(pass.dropout, layer);
    let factor = dropout::factor(p, pass.dropout.scaling, pass.mode);
    if let Factor::Masked(kept) = factor {
        dropout::fill(mask, units, p, kept, pass.dropout.mask, &pass.key, layer);
    }
    factor
}

#[inline(always)]
fn scale(factor: Factor, mask: &[f32]) -> Lanes {
    match factor {
        Factor::One => Lanes::splat(1.0),
        Factor::Same(value) => Lanes::splat(value),
        Factor::Masked(_) => Lanes::load(mask),
    }
}

/// z becomes f(m z) or m f(z).
fn activate<F: Function>(z: &mut [f32], mask: &[f32], factor: Factor, placement: Placement) {
    for (z, mask) in z.chunks_exact_mut(LANES).zip(mask.chunks_exact(LANES)) {
        let m = scale(factor, mask);
        let value = match placement {
            Placement::Before => F::value(m * Lanes::load(z)),
            Placement::After => m * F::value(Lanes::load(z)),
        };
        value.store(z);
    }
}

/// As [`activate`]; `slope` becomes the derivative of the result by z.
fn activate_and_slope<F: Function>(
    z: &mut [f32],
    slope: &mut [f32],
    mask: &[f32],
    factor: Factor,
    placement: Placement,
) {
    let chunks = z.chunks_exact_mut(LANES).zip(slope.chunks_exact_mut(LANES)).zip(mask.chunks_exact(LANES));
    for ((z, slope), mask) in chunks {
        let m = scale(factor, mask);
        let (value, derivative) = match placement {
            Placement::Before => F::both(m * Lanes::load(z)),
            Placement::After => {
                let (value, derivative) = F::both(Lanes::load(z));
                (m * value, derivative)
            }
        };
        value.store(z);
        (m * derivative).store(slope);
    }
}

/// What a forward and a backward pass write: every layer's values for a block of examples, `[panel][unit][8]`.
///
/// It is allocated once and reused; runs of the same shape share one.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// Examples in the block now.
    count: usize,
    /// Values that leave each layer: inputs, hidden layers, outputs.
    pub(crate) values: Vec<Vec<f32>>,
    /// Derivative of each hidden layer's values by its pre-activations.
    slopes: Vec<Vec<f32>>,
    /// Dropout factors of inputs and hidden layers.
    pub(crate) masks: Vec<Vec<f32>>,
    /// Derivative of the cost by each layer's pre-activations.
    pub(crate) deltas: Vec<Vec<f32>>,
    /// The targets.
    pub(crate) targets: Vec<f32>,
    /// Room for a layer's deltas and inputs in the order in which the weight gradient reads them.
    blocks: [Vec<f32>; 2],
}

impl Block {
    /// The largest number of examples in a block: enough to fill the vectors, few enough to stay in the cache.
    pub(crate) const MAX: usize = 256;

    /// A block for at most `capacity` examples; `backward` says whether it also holds what a backward pass needs.
    pub(crate) fn new(network: &Network, capacity: usize, backward: bool) -> Self {
        let padded = capacity.clamp(1, Self::MAX).div_ceil(LANES) * LANES;
        let sizes: Vec<usize> = network.sizes().collect();
        let buffers = |sizes: &[usize]| sizes.iter().map(|units| vec![0.0; units * padded]).collect::<Vec<_>>();
        let outputs = sizes.len() - 1;
        let widest = sizes.iter().copied().max().unwrap_or(0);
        let blocks = || vec![0.0; widest.next_multiple_of(4) * padded];
        Self {
            count: 0,
            values: buffers(&sizes),
            slopes: if backward { buffers(&sizes[1..outputs]) } else { Vec::new() },
            masks: buffers(&sizes[..outputs]),
            deltas: if backward { buffers(&sizes[1..]) } else { Vec::new() },
            targets: vec![0.0; padded],
            blocks: if backward { [blocks(), blocks()] } else { [Vec::new(), Vec::new()] },
        }
    }

    /// The number of examples that fit.
    pub(crate) fn capacity(&self) -> usize {
        self.targets.len()
    }

    /// The number of examples in the block now.
    pub(crate) const fn count(&self) -> usize {
        self.count
    }

    /// Panels that hold an example.
    pub(crate) const fn panels(&self) -> usize {
        self.count.div_ceil(LANES)
    }

    /// Makes the block hold some of the examples whose inputs are `planes`, `[input][example]`; the lanes of the last panel
    /// that hold no example become 0.
    pub(crate) fn load(&mut self, planes: &[f32], targets: &[f32], range: Range<usize>) {
        self.count = range.len().min(self.capacity());
        let panels = self.panels();
        let inputs = self.values[0].len() / self.targets.len();
        let copy = |source: &[f32], target: &mut [f32], stride: usize| {
            let whole = source.chunks(LANES).zip(target.chunks_mut(stride));
            for (source, target) in whole {
                match source.first_chunk::<LANES>() {
                    Some(source) => target[..LANES].copy_from_slice(source),
                    None => {
                        target[..LANES].fill(0.0);
                        target[..source.len()].copy_from_slice(source);
                    }
                }
            }
        };
        let range = range.start..range.start + self.count;
        copy(&targets[range.clone()], &mut self.targets[..panels * LANES], LANES);
        for (k, plane) in planes.chunks_exact(targets.len()).enumerate() {
            let target = &mut self.values[0][..panels * inputs * LANES];
            copy(&plane[range.clone()], &mut target[k * LANES..], inputs * LANES);
        }
    }

    /// Makes the block hold `count` examples whose input `k` is given by `input(k, i)`, without targets; the lanes of the last
    /// panel that hold no example become 0.
    pub(crate) fn fill(&mut self, count: usize, mut input: impl FnMut(usize, usize) -> f32) {
        self.count = count.min(self.capacity());
        let inputs = self.values[0].len() / self.targets.len();
        for (panel, values) in
            self.values[0].chunks_exact_mut(inputs * LANES).take(self.count.div_ceil(LANES)).enumerate()
        {
            for (k, lanes) in values.chunks_exact_mut(LANES).enumerate() {
                for (lane, value) in lanes.iter_mut().enumerate() {
                    let i = panel * LANES + lane;
                    *value = if i < count { input(k, i) } else { 0.0 };
                }
            }
        }
    }

    /// The value of unit `unit` of layer `layer` (0 is the input) for example `example`.
    pub(crate) fn value(&self, layer: usize, units: usize, unit: usize, example: usize) -> f32 {
        self.values[layer][(example / LANES * units + unit) * LANES + example % LANES]
    }
}
