//! The shape of a fully connected network: its layers, and where their parameters stand.

use alloc::vec::Vec;
use core::ops::Range;

use crate::experiment::{Activation, Experiment};

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
}
