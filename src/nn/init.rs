//! Initial weights and biases.
//!
//! Every weight takes exactly one uniform draw from its layer's own stream, whatever the scheme, and turns it into a
//! value by the distribution's quantile function. Two lanes that differ in the scheme alone therefore start from the same
//! ranks, and a layer's draws do not depend on the layers before it.

use alloc::{vec, vec::Vec};

use libm::{exp, log, sqrt};

use super::dropout;
use super::network::{Layer, Network};
use crate::experiment::{Bias, Experiment, Fan, OutputBias, Scheme};
use crate::math::normal_quantile;
use crate::rng::{Purpose, Stream};

/// Bias that TensorFlow Playground starts from.
const PLAYGROUND_BIAS: f64 = 0.1;

/// The distribution that one layer's weights are drawn from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Distribution {
    /// All the same.
    Constant(f64),
    /// Normal with mean 0 and this standard deviation.
    Normal(f64),
    /// Uniform from minus this to this.
    Uniform(f64),
    /// Normal with this standard deviation before it is cut off at two of them.
    TruncatedNormal(f64),
    /// A matrix with orthonormal rows or columns, whichever are fewer, times this.
    Orthogonal(f64),
}

/// Φ(−2): the share of a normal distribution that truncation at two standard deviations takes off each end.
const CUT: f64 = 0.022_750_131_948_179_21;

/// 1/√π
const FRAC_1_SQRT_PI: f64 = 0.564_189_583_547_756_3;
/// φ(2), the standard normal density there.
const CUT_DENSITY: f64 = 0.053_990_966_513_188_06;

impl Distribution {
    /// The distribution of layer `index` (0 feeds the first hidden layer), gain included.
    ///
    /// With fan-in n, fan-out m and gain g: Xavier (Glorot and Bengio 2010) has variance 2g²/(n + m), He (He et al. 2015)
    /// 2g²/n or 2g²/m, LeCun (LeCun et al. 1998) g²/n, PyTorch's `nn.Linear` g²/(3n). `he_dropout` has
    /// 2g²/(n μ₂), where μ₂ is the second moment of the dropout on the layer's input: 1/(1 − p) when it is inverted
    /// (Pretorius, Van Biljon, Kroon and Kamper 2018), so 2g²(1 − p)/n.
    #[must_use]
    pub fn of(experiment: &Experiment, index: usize, layer: &Layer) -> Self {
        let init = &experiment.initialization;
        let gain = init.gain;
        #[expect(clippy::cast_precision_loss, reason = "a layer has at most 256 units")]
        let (fan_in, fan_out) = (layer.inputs as f64, layer.outputs as f64);
        let he_fan = match init.fan {
            Fan::In => fan_in,
            Fan::Out => fan_out,
        };
        let moment = dropout::second_moment(dropout::rate(&experiment.dropout, index), experiment.dropout.scaling);
        match init.weights {
            Scheme::Zeros => Self::Constant(0.0),
            Scheme::Constant => Self::Constant(gain * init.value),
            Scheme::Normal => Self::Normal(gain * init.sigma),
            Scheme::Uniform => Self::Uniform(gain * init.limit),
            Scheme::TruncatedNormal => Self::TruncatedNormal(gain * init.sigma),
            Scheme::XavierUniform => Self::Uniform(gain * sqrt(6.0 / (fan_in + fan_out))),
            Scheme::XavierNormal => Self::Normal(gain * sqrt(2.0 / (fan_in + fan_out))),
            Scheme::HeUniform => Self::Uniform(gain * sqrt(6.0 / he_fan)),
            Scheme::HeNormal => Self::Normal(gain * sqrt(2.0 / he_fan)),
            Scheme::LecunNormal => Self::Normal(gain * sqrt(1.0 / fan_in)),
            Scheme::Orthogonal => Self::Orthogonal(gain),
            Scheme::Pytorch => Self::Uniform(gain / sqrt(fan_in)),
            Scheme::HeDropout => Self::Normal(gain * sqrt(2.0 / (fan_in * moment))),
            Scheme::TensorflowPlayground => Self::Uniform(gain * 0.5),
        }
    }

    /// Variance of a single weight; none where all weights are the same, which have none.
    ///
    /// σ² for a normal distribution, l²/3 for a uniform one on ±l, σ² (1 − 4φ(2)/(1 − 2Φ(−2))) for one that is truncated at two
    /// σ, and g²/max(n, m) for an orthogonal matrix of n inputs and m outputs times g: its rows or columns, whichever are
    /// fewer, have length g.
    #[must_use]
    pub fn variance(self, layer: &Layer) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "a layer has at most 256 units")]
        let longer = layer.inputs.max(layer.outputs) as f64;
        Some(match self {
            Self::Constant(_) => return None,
            Self::Normal(sigma) => sigma * sigma,
            Self::Uniform(limit) => limit * limit / 3.0,
            Self::TruncatedNormal(sigma) => sigma * sigma * (1.0 - 4.0 * CUT_DENSITY / (1.0 - 2.0 * CUT)),
            Self::Orthogonal(gain) => gain * gain / longer,
        })
    }

    /// Density of a single weight at `x`; none where all weights are the same, and for an orthogonal matrix of one by one,
    /// whose weight is ±g.
    ///
    /// A weight of an orthogonal matrix is a coordinate of a random direction in d = max(n, m) dimensions, times g: with
    /// r = x/g its density is Γ(d/2) / (√π Γ((d − 1)/2)) · (1 − r²)^((d − 3)/2) / g on (−g, g).
    #[must_use]
    pub fn density(self, layer: &Layer, x: f64) -> Option<f64> {
        let normal = |sigma: f64| exp(-0.5 * (x / sigma) * (x / sigma)) / (sigma * sqrt(core::f64::consts::TAU));
        Some(match self {
            Self::Constant(_)
            | Self::Normal(0.0)
            | Self::Uniform(0.0)
            | Self::TruncatedNormal(0.0)
            | Self::Orthogonal(0.0) => return None,
            Self::Normal(sigma) => normal(sigma),
            Self::Uniform(limit) if x.abs() < limit => 0.5 / limit,
            Self::TruncatedNormal(sigma) if x.abs() < 2.0 * sigma => normal(sigma) / (1.0 - 2.0 * CUT),
            Self::Uniform(_) | Self::TruncatedNormal(_) => 0.0,
            Self::Orthogonal(gain) => {
                let dimensions = layer.inputs.max(layer.outputs);
                if dimensions < 2 {
                    return None;
                }
                let left = 1.0 - (x / gain) * (x / gain);
                if left <= 0.0 {
                    return Some(0.0);
                }
                // Γ(d/2) / Γ((d − 1)/2) from d = 2 on: its product with the next one is (d − 1)/2.
                #[expect(clippy::cast_precision_loss, reason = "a layer has at most 256 units")]
                let ratio = (2..dimensions).fold(FRAC_1_SQRT_PI, |ratio, d| 0.5 * (d - 1) as f64 / ratio);
                #[expect(clippy::cast_precision_loss, reason = "a layer has at most 256 units")]
                let power = 0.5 * (dimensions as f64 - 3.0);
                ratio * FRAC_1_SQRT_PI * exp(power * log(left)) / gain
            }
        })
    }

    /// The value whose share of smaller values is `u`, in (0, 1). An orthogonal matrix starts from standard normals.
    #[must_use]
    pub fn quantile(self, u: f64) -> f64 {
        match self {
            Self::Constant(value) => value,
            Self::Normal(sigma) => sigma * normal_quantile(u),
            Self::Uniform(limit) => limit * (2.0 * u - 1.0),
            Self::TruncatedNormal(sigma) => sigma * normal_quantile(CUT + u * (1.0 - 2.0 * CUT)),
            Self::Orthogonal(_) => normal_quantile(u),
        }
    }
}

/// Writes the initial parameters of a replica.
///
/// `frequencies` are the training set's class frequencies, or the mean target alone in regression.
pub(crate) fn initialize(
    network: &Network,
    experiment: &Experiment,
    replica: u32,
    frequencies: &[f64],
    parameters: &mut [f32],
) {
    let last = network.layers().len() - 1;
    for (index, layer) in network.layers().iter().enumerate() {
        let stream_index = [replica, u32::try_from(index).unwrap_or(u32::MAX)];
        let mut stream = Stream::new(experiment.seeds.init, Purpose::Weights, &stream_index);
        let distribution = Distribution::of(experiment, index, layer);
        let mut values: Vec<f64> = layer.weights.clone().map(|_| distribution.quantile(stream.uniform())).collect();
        if let Distribution::Orthogonal(gain) = distribution {
            values = orthogonalize(&values, layer, gain);
        }
        narrow(&values, &mut parameters[layer.weights.clone()]);

        let mut stream = Stream::new(experiment.seeds.init, Purpose::Biases, &stream_index);
        let mut values: Vec<f64> = layer.biases.clone().map(|_| bias(experiment, layer, stream.uniform())).collect();
        if index == last {
            match experiment.initialization.output_bias {
                OutputBias::AsHidden => {}
                OutputBias::Zeros => values.fill(0.0),
                OutputBias::ClassFrequency => class_frequency_bias(experiment, frequencies, &mut values),
            }
        }
        narrow(&values, &mut parameters[layer.biases.clone()]);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "rounding to f32 is what is wanted")]
fn narrow(values: &[f64], target: &mut [f32]) {
    for (target, &value) in target.iter_mut().zip(values) {
        *target = value as f32;
    }
}

fn bias(experiment: &Experiment, layer: &Layer, u: f64) -> f64 {
    let init = &experiment.initialization;
    let kind = match (init.bias, init.weights) {
        (Bias::Matching, Scheme::Pytorch) => Bias::Pytorch,
        (Bias::Matching, Scheme::TensorflowPlayground) => return PLAYGROUND_BIAS,
        (Bias::Matching, _) => Bias::Zeros,
        (kind, _) => kind,
    };
    match kind {
        Bias::Matching | Bias::Zeros => 0.0,
        Bias::Constant => init.bias_value,
        #[expect(clippy::cast_precision_loss, reason = "a layer has at most 256 units")]
        Bias::Pytorch => (2.0 * u - 1.0) / sqrt(layer.inputs as f64),
    }
}

/// Mean and variance of a layer's biases, where the output layer's are none of their own.
pub(crate) fn bias_moments(experiment: &Experiment, layer: &Layer) -> [f64; 2] {
    // Every bias is its uniform draw times a factor, plus a constant.
    let [low, high] = [0.0, 1.0].map(|u| bias(experiment, layer, u));
    [0.5 * (low + high), (high - low) * (high - low) / 12.0]
}

/// The biases with which outputs that get nothing else predict the training set's frequencies.
fn class_frequency_bias(experiment: &Experiment, frequencies: &[f64], values: &mut [f64]) {
    use crate::experiment::{Loss, Task};
    /// A class that is absent would have a logit of −∞.
    const LEAST: f64 = 1e-6;
    let ln = |share: f64| libm::log(share.max(LEAST));
    for (class, value) in values.iter_mut().enumerate() {
        let share = frequencies.get(class).copied().unwrap_or(0.0);
        *value = match (experiment.loss(), experiment.task()) {
            (Loss::Mse, Task::Regression) => share,
            (Loss::Mse, Task::Classes(2)) => 2.0 * frequencies.get(1).copied().unwrap_or(0.5) - 1.0,
            (Loss::Mse, _) => 2.0 * share - 1.0,
            (Loss::SoftmaxCrossEntropy, _) => ln(share),
            _ => ln(frequencies.get(1).copied().unwrap_or(0.5)) - ln(share),
        };
    }
}

/// Makes the rows (or the columns, where they are fewer) of a Gaussian matrix orthonormal, times the gain.
///
/// Gram–Schmidt in its modified form, in f64, on a Gaussian matrix gives the uniform distribution over such matrices
/// (Mezzadri 2007), as the QR decomposition with positive diagonal does that PyTorch's `orthogonal_` uses.
fn orthogonalize(gaussian: &[f64], layer: &Layer, gain: f64) -> Vec<f64> {
    let (rows, columns) = (layer.outputs, layer.inputs);
    let transposed = rows > columns;
    let (count, length) = if transposed { (columns, rows) } else { (rows, columns) };
    let at = |vector: usize, i: usize| if transposed { i * columns + vector } else { vector * columns + i };
    let mut vectors: Vec<f64> = (0..count * length).map(|j| gaussian[at(j / length, j % length)]).collect();
    for current in 0..count {
        let (done, rest) = vectors.split_at_mut(current * length);
        let vector = &mut rest[..length];
        for other in done.chunks_exact(length) {
            let overlap = dot(vector, other);
            for (x, y) in vector.iter_mut().zip(other) {
                *x -= overlap * y;
            }
        }
        let norm = sqrt(dot(vector, vector));
        for x in vector {
            *x /= norm;
        }
    }
    let mut result = vec![0.0; vectors.len()];
    for (j, x) in vectors.into_iter().enumerate() {
        result[at(j / length, j % length)] = gain * x;
    }
    result
}

/// A dot product in four partial sums: a fixed order that still fills vector registers.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 4];
    let (a, b) = (a.chunks(4), b.chunks(4));
    for (a, b) in a.zip(b) {
        for (sum, (x, y)) in sums.iter_mut().zip(a.iter().zip(b)) {
            *sum += x * y;
        }
    }
    (sums[0] + sums[2]) + (sums[1] + sums[3])
}
