//! How stretched the training loss is along the weights into one unit of the first layer: where features have different
//! scales, it is, and gradient descent is slow.

use alloc::{vec, vec::Vec};

use libm::exp;

use super::plane::diagonalize;
use crate::experiment::Loss;
use crate::train::Lane;

/// The curvature of the training loss along the weights and the bias of one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Curvature {
    /// The eigenvalues, from the least to the greatest; none is below 0.
    pub eigenvalues: Vec<f64>,
    /// For each eigenvalue its direction of norm 1: the unit's weights in the order of the inputs, then its bias.
    pub directions: Vec<Vec<f64>>,
    /// The greatest eigenvalue over the least; infinite where the least is 0 up to rounding.
    pub condition: f64,
    /// Whether these are all parameters there are, so that it is the Hessian of the whole loss.
    pub whole: bool,
}

/// An eigenvalue that is a smaller part of the greatest one is rounding.
const ROUNDING: f64 = 1e-14;

/// The generalized Gauss–Newton matrix of a replica's training loss, without masks and without penalty, by the weights and the bias
/// of unit `unit` of the first layer; `None` where there is no such unit or replica, or where the run has diverged.
///
/// G = 1/n Σᵢ hᵢ ãᵢ ãᵢᵀ with ã = (inputs, 1) and hᵢ = gᵀ L g, where g = ∂z/∂a are the derivatives of the outputs by the unit's
/// pre-activation and L = ∂²loss/∂z²: p(1 − p) for one logit, diag p − p pᵀ under softmax, 2/outputs under squared error.
/// Without a hidden layer it is a block of the loss's Hessian, of one output all of it; behind hidden layers it is what is left
/// of that block when the network is taken as linear in its weights, as it is between the kinks of ReLU. It never has negative
/// eigenvalues (Schraudolph 2002, *Fast Curvature Matrix-Vector Products for Second-Order Gradient Descent*).
///
/// h is worked out from f32 passes and multiplies each term, so that every eigenvalue, however small, is known to some 10⁻⁶ of itself.
pub fn curvature(lane: &mut Lane, replica: usize, unit: usize) -> Option<Curvature> {
    let network = lane.workspace.network();
    let first = network.layers().first()?.clone();
    let whole = network.parameter_count() == first.inputs + 1;
    let (loss, outputs) = (lane.workspace.experiment().loss(), network.outputs());
    let run = lane.runs.get(replica).filter(|run| unit < first.outputs && run.divergence().is_none())?;
    let size = first.inputs + 1;
    let mut matrix = vec![0.0; size * size];
    let mut count = 0.0;
    run.for_each_sensitivity(&mut lane.workspace, unit, &mut |inputs, z, outgoing| {
        let weight = curvature_of(loss, outputs, z, outgoing);
        let at = |i: usize| inputs.get(i).map_or(1.0, |&x| f64::from(x));
        for row in 0..size {
            for column in 0..size {
                matrix[row * size + column] += weight * at(row) * at(column);
            }
        }
        count += 1.0;
    });
    matrix.iter_mut().for_each(|x| *x /= count);
    let vectors = diagonalize(&mut matrix, size);
    let mut order: Vec<usize> = (0..size).collect();
    order.sort_by(|&i, &j| matrix[i * size + i].total_cmp(&matrix[j * size + j]));
    let eigenvalues: Vec<f64> = order.iter().map(|&k| matrix[k * size + k].max(0.0)).collect();
    let (least, most) = (eigenvalues[0], eigenvalues[size - 1]);
    Some(Curvature {
        condition: if least > ROUNDING * most { most / least } else { f64::INFINITY },
        directions: order.iter().map(|&k| (0..size).map(|i| vectors[i * size + k]).collect()).collect(),
        eigenvalues,
        whole,
    })
}

/// gᵀ L g
fn curvature_of(loss: Loss, outputs: usize, z: &[f32], g: &[f32]) -> f64 {
    match loss {
        Loss::BinaryCrossEntropy | Loss::Auto => {
            // p(1 − p) without cancellation.
            let small = exp(-f64::from(z[0]).abs());
            let g = f64::from(g[0]);
            small / ((1.0 + small) * (1.0 + small)) * g * g
        }
        Loss::SoftmaxCrossEntropy => {
            let most = z.iter().fold(f64::NEG_INFINITY, |most, &z| most.max(f64::from(z)));
            let (mut sum, mut mean) = (0.0, 0.0);
            for (&z, &g) in z.iter().zip(g) {
                let share = exp(f64::from(z) - most);
                sum += share;
                mean += share * f64::from(g);
            }
            mean /= sum;
            // The variance of g under p.
            let squares = z.iter().zip(g).map(|(&z, &g)| {
                let apart = f64::from(g) - mean;
                exp(f64::from(z) - most) * apart * apart
            });
            squares.sum::<f64>() / sum
        }
        #[expect(clippy::cast_precision_loss, reason = "there are at most five outputs")]
        Loss::Mse => 2.0 / outputs as f64 * g.iter().map(|&g| f64::from(g) * f64::from(g)).sum::<f64>(),
    }
}
