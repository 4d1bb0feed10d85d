//! A layer's weights as they were drawn, and how alike its units have become.

use alloc::{vec, vec::Vec};

use super::signals::Histogram;
use crate::nn::{Distribution, Layer};
use crate::train::Lane;

/// Points at which a density is given, evenly over the histogram's range and its ends.
pub const POINTS: usize = 97;

/// A layer's initial weights beside the distribution that they were drawn from.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// What they were drawn from.
    pub distribution: Distribution,
    /// Its standard deviation; none where all weights are the same.
    pub deviation: Option<f64>,
    /// The weights' own root mean square.
    pub root_mean_square: f64,
    /// The weights, on a range that is even about 0 and as wide as the distribution, or three standard deviations of one
    /// that has no end.
    pub histogram: Histogram,
    /// The density at [`POINTS`] places on that range; empty where the distribution has none.
    pub density: Vec<f64>,
}

/// The layer of weights `index`, 0 being the one that feeds the first hidden layer, as a replica drew it.
#[must_use]
pub fn drawn(lane: &Lane, replica: usize, index: usize) -> Option<Drawn> {
    let layer = lane.workspace.network().layers().get(index)?;
    let weights = lane.runs.get(replica)?.initial_parameters().get(layer.weights.clone())?;
    let distribution = Distribution::of(lane.workspace.experiment(), index, layer);
    let squares: f64 = weights.iter().map(|&w| f64::from(w) * f64::from(w)).sum();
    #[expect(clippy::cast_precision_loss, reason = "a layer has at most 256² weights")]
    let root_mean_square = libm::sqrt(squares / weights.len() as f64);
    let largest = weights.iter().fold(0.0_f32, |most, w| most.max(w.abs()));
    let reach = largest.max(edge(distribution, layer));
    let mut histogram = Histogram::new([-reach, reach]);
    histogram.add(weights, false);
    #[expect(clippy::cast_precision_loss, reason = "a few points")]
    let place = |i: usize| f64::from(reach) * (2.0 * i as f64 / (POINTS - 1) as f64 - 1.0);
    let density = (0..POINTS).map_while(|i| distribution.density(layer, place(i))).collect();
    let deviation = distribution.variance(layer).map(libm::sqrt);
    Some(Drawn { distribution, deviation, root_mean_square, histogram, density })
}

/// How far from 0 a picture of a distribution has to go.
fn edge(distribution: Distribution, layer: &Layer) -> f32 {
    let reach = match distribution {
        Distribution::Constant(value) => value.abs(),
        Distribution::Uniform(limit) => 1.15 * limit,
        Distribution::Normal(sigma) => 3.0 * sigma,
        Distribution::TruncatedNormal(sigma) => 2.3 * sigma,
        Distribution::Orthogonal(gain) => {
            let deviation = distribution.variance(layer).map_or(0.0, libm::sqrt);
            (3.0 * deviation).min(1.15 * gain)
        }
    };
    #[expect(clippy::cast_possible_truncation, reason = "a picture needs no more than f32")]
    let narrow = reach as f32;
    narrow
}

/// |cos| of the angle between the incoming weights of every two units of layer `index` of weights, `[unit][unit]`: 1 where one
/// row is a multiple of the other. Two rows of zeros are alike; one of zeros and one of others are not. Biases are left out.
#[must_use]
pub fn likeness(lane: &Lane, replica: usize, index: usize) -> Vec<f32> {
    let (Some(layer), Some(run)) = (lane.workspace.network().layers().get(index), lane.runs.get(replica)) else {
        return Vec::new();
    };
    let rows: Vec<&[f32]> = run.parameters()[layer.weights.clone()].chunks_exact(layer.inputs).collect();
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(&a, &b)| f64::from(a) * f64::from(b)).sum::<f64>();
    let lengths: Vec<f64> = rows.iter().map(|row| libm::sqrt(dot(row, row))).collect();
    let units = rows.len();
    let mut result = vec![1.0; units * units];
    for i in 0..units {
        for j in 0..i {
            let length = lengths[i] * lengths[j];
            let alike = if length > 0.0 {
                (dot(rows[i], rows[j]) / length).abs().min(1.0)
            } else {
                f64::from(u8::from(lengths[i] == lengths[j]))
            };
            #[expect(clippy::cast_possible_truncation, reason = "a picture needs no more than f32")]
            let alike = alike as f32;
            result[i * units + j] = alike;
            result[j * units + i] = alike;
        }
    }
    result
}
