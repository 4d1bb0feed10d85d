//! What state hidden units are in.

use alloc::vec::Vec;

use crate::data::Set;
use crate::experiment::{Activation, Mode};
use crate::train::Lane;

/// What a hidden unit can still do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitState {
    /// It answers to its inputs.
    Alive = 0,
    /// ReLU: it is 0 on the whole training set, so no gradient reaches its weights.
    Dead = 1,
    /// Sigmoid or tanh: on at least 95% of the training set its derivative is below a twentieth of the largest, so its
    /// weights hardly move.
    Saturated = 2,
}

/// Share of the training set on which a unit must be flat to be called saturated.
const FLAT_SHARE: f64 = 0.95;
/// Where the derivative of tanh, 1 − a², falls below a twentieth of its largest value.
const TANH_FLAT: f32 = 0.974_679_4;

/// The state of every hidden unit of a replica, layer after layer, in eval mode.
pub fn unit_states(lane: &mut Lane, replica: usize) -> Vec<UnitState> {
    let Lane { workspace, runs, .. } = lane;
    let Some(run) = runs.get(replica) else { return Vec::new() };
    let network = workspace.network();
    let hidden: Vec<(usize, Activation)> =
        network.layers().iter().map(|layer| layer.outputs).zip(network.activations().iter().copied()).collect();
    let count: usize = hidden.iter().map(|(units, _)| units).sum();
    let mut flat = alloc::vec![0_u32; count];
    run.pass_over(workspace, Set::Train, Mode::Eval, |block, batch| {
        let mut first = 0;
        for (layer, &(units, activation)) in hidden.iter().enumerate() {
            let values = block.values(batch, layer + 1, units);
            for unit in 0..units {
                for i in 0..block.count() {
                    let a = values.at(unit, i);
                    let is_flat = match activation {
                        Activation::Relu => a == 0.0,
                        Activation::Tanh => a.abs() > TANH_FLAT,
                        // σ(z) = (1 + tanh(z/2))/2 has the same derivative, up to a factor.
                        Activation::Sigmoid => (2.0 * a - 1.0).abs() > TANH_FLAT,
                        _ => false,
                    };
                    flat[first + unit] += u32::from(is_flat);
                }
            }
            first += units;
        }
    });
    #[expect(clippy::cast_precision_loss, reason = "a set has at most 20,000 examples")]
    let total = workspace.examples(Set::Train).count as f64;
    let activations = hidden.iter().flat_map(|&(units, activation)| core::iter::repeat_n(activation, units));
    activations
        .zip(flat)
        .map(|(activation, flat)| match (activation, f64::from(flat) / total) {
            (Activation::Relu, share) if share >= 1.0 => UnitState::Dead,
            (Activation::Tanh | Activation::Sigmoid, share) if share >= FLAT_SHARE => UnitState::Saturated,
            _ => UnitState::Alive,
        })
        .collect()
}

/// For every hidden unit of a replica, layer after layer, the number of the first unit in its layer with the same
/// incoming weights and bias, bit for bit; its own number (counted over all hidden units) where there is none before it.
#[must_use]
pub fn copies(lane: &Lane, replica: usize) -> Vec<u32> {
    let Some(run) = lane.runs.get(replica) else { return Vec::new() };
    let parameters = run.parameters();
    let layers = lane.workspace.network().layers();
    let mut result = Vec::new();
    let mut first = 0_u32;
    for layer in &layers[..layers.len() - 1] {
        let weights = &parameters[layer.weights.clone()];
        let biases = &parameters[layer.biases.clone()];
        let row = |unit: usize| (&weights[unit * layer.inputs..(unit + 1) * layer.inputs], biases[unit]);
        for unit in 0..layer.outputs {
            let original = (0..unit).find(|&other| row(other) == row(unit)).unwrap_or(unit);
            result.push(first + u32::try_from(original).unwrap_or(u32::MAX));
        }
        first += u32::try_from(layer.outputs).unwrap_or(u32::MAX);
    }
    result
}
