//! What signals should be, layer by layer, before the first step: the mean-field recursion of a wide random network.
//!
//! Poole, Lahiri, Raghu, Sohl-Dickstein and Ganguli 2016 (forward), Schoenholz, Gilmer, Ganguli and Sohl-Dickstein 2017
//! (backward), Pretorius, Van Biljon, Kroon and Kamper 2018 (with dropout).

use alloc::{vec, vec::Vec};

use libm::{exp, log, sqrt};

use crate::experiment::{Activation, Experiment, Mode, OutputBias, Placement};
use crate::nn::{self, Distribution, Factor, Network};
use crate::train::{Lane, Moment};

/// Root mean squares that theory expects, the first three of [`Spreads`](super::Spreads).
#[derive(Debug, Clone, PartialEq)]
pub struct Theory {
    /// For each layer of weights: of the pre-activations, of the activations, and of the derivatives by the pre-activations.
    pub layers: Vec<[f64; 3]>,
    /// The gain that would carry signals from the first hidden layer to the last undiminished; see [`theory`].
    pub critical_gain: Option<f64>,
}

/// What the mean-field recursion expects of a lane's initial weights, layer by layer.
///
/// For each example that [`signals`](super::signals) looks at, with nₗ inputs to layer l, weights of variance σw² and biases of
/// mean b and variance σb²,
///
/// qₗ = nₗ σw² Aₗ₋₁ + σb², Aₗ = E\[m² f(z)²\], z normal with mean b and variance qₗ,
///
/// Dₗ = nₗ₊₂ σw² E\[m² f′(z)²\] Dₗ₊₁ (over the units and the weights of the layer above), where m is the dropout factor: in
/// train mode E\[m²\] is 1/(1 − p) inverted and 1 − p classic. It begins at the example's own mean square of the inputs, and
/// backward at its mean square derivative of the loss by the outputs, measured and averaged over the runs. The mean over the
/// examples is taken last, then the root.
///
/// It is exact for infinitely wide layers of independent weights, and for the others to order depth/width. It says nothing of
/// weights that are all equal: there is none then. Orthogonal weights follow it in the limit (Saxe, McClelland and
/// Ganguli 2013; Pennington, Schoenholz and Ganguli 2017).
///
/// The critical gain is given where biases start at 0 and f scales with its input: linear, ReLU and leaky ReLU, and tanh for
/// small signals. It is the one at which the product of nₗ σw² E\[m²\] E\[f(z)²\]/q over the layers between two hidden layers is 1.
#[must_use]
pub fn theory(lane: &mut Lane, mode: Mode) -> Option<Theory> {
    let Lane { workspace, runs, .. } = lane;
    let sizes: Vec<usize> = workspace.network().sizes().collect();
    let (inputs, outputs, last) = (sizes[0], workspace.network().outputs(), sizes.len() - 2);
    let share = 1.0 / real(runs.len());
    let (mut input, mut delta) = (Vec::new(), Vec::new());
    for run in &*runs {
        run.probe(workspace, Moment::Start, mode, &mut |block, batch, gradient| {
            input.resize(block.count(), 0.0);
            delta.resize(block.count(), 0.0);
            // Whatever the input's masks are, their second moment is what counts.
            let values = nn::Values::of_inputs(batch, inputs);
            let deltas = block.deltas(last, outputs);
            for (i, (input, delta)) in input.iter_mut().zip(&mut delta).enumerate() {
                if gradient.is_some() {
                    *delta += share * mean_square(deltas, outputs, i);
                } else {
                    *input = mean_square(values, inputs, i);
                }
            }
        });
    }
    let (experiment, network) = (workspace.experiment(), workspace.network());
    let biases = runs.first()?.initial_parameters().get(network.layers().last()?.biases.clone())?;
    let output_bias = biases.iter().fold(0.0, |sum, &b| sum + f64::from(b) * f64::from(b)) / real(outputs);
    let layers = expected(experiment, network, mode, (input, delta), output_bias)?;
    Some(Theory { layers, critical_gain: critical_gain(experiment, network, mode) })
}

#[expect(clippy::cast_precision_loss, reason = "what is counted here is below 2³²")]
const fn real(count: usize) -> f64 {
    count as f64
}

/// Over the units of an example.
#[inline(never)]
fn mean_square(values: nn::Values<'_>, units: usize, example: usize) -> f64 {
    let squares = (0..units).map(|unit| f64::from(values.at(unit, example))).map(|x| x * x);
    squares.fold(0.0, |sum, square| sum + square) / real(units)
}

fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().fold(0.0, |sum, x| sum + x) / real(numbers.len())
}

/// What a layer's dropout multiplies a unit by: this number with this probability, else 0.
fn factor(experiment: &Experiment, layer: usize, mode: Mode) -> [f64; 2] {
    let p = nn::rate(&experiment.dropout, layer);
    match nn::factor(p, experiment.dropout.scaling, mode) {
        Factor::One => [1.0, 1.0],
        Factor::Same(factor) => [f64::from(factor), 1.0],
        Factor::Masked(factor) => [f64::from(factor), 1.0 - p],
    }
}

/// The recursion, from each example's mean square input and mean square derivative by the outputs.
fn expected(
    experiment: &Experiment,
    network: &Network,
    mode: Mode,
    (input, delta): (Vec<f64>, Vec<f64>),
    drawn_bias: f64,
) -> Option<Vec<[f64; 3]>> {
    let layers = network.layers();
    let variance = |l: usize| Distribution::of(experiment, l, &layers[l]).variance(&layers[l]);
    let [outer, kept] = factor(experiment, 0, mode);
    // Of each example what comes into the layer, and E[m² f′(z)²] of each hidden layer.
    let mut second = input;
    second.iter_mut().for_each(|square| *square *= outer * outer * kept);
    let mut slopes = vec![second.clone(); network.activations().len()];
    let mut result = vec![[0.0; 3]; layers.len()];
    let mut rule = Rule::new();
    for (l, ((layer, result), &activation)) in layers.iter().zip(&mut result).zip(network.activations()).enumerate() {
        let carried = real(layer.inputs) * variance(l)?;
        let [bias, bias_variance] = nn::bias_moments(experiment, layer);
        let [factor, kept] = factor(experiment, l + 1, mode);
        let before = experiment.dropout.placement == Placement::Before;
        let (inner, outer) = if before { (factor, 1.0) } else { (1.0, factor) };
        // What a unit whose input is dropped gives still; one that is dropped after the activation gives nothing.
        let rest = if before && kept < 1.0 { (1.0 - kept) * rule.moments(activation, 0.0, 0.0)[0] } else { 0.0 };
        result[0] = sqrt(carried * mean(&second) + bias_variance + bias * bias);
        for (square, slope) in second.iter_mut().zip(&mut slopes[l]) {
            let q = carried * *square + bias_variance;
            let [value, steepness] = rule.moments(activation, inner * bias, inner * inner * q);
            *square = kept * outer * outer * value + rest;
            *slope = kept * factor * factor * steepness;
        }
        result[1] = sqrt(mean(&second));
    }
    let last = layers.len() - 1;
    let [bias, bias_variance] = nn::bias_moments(experiment, &layers[last]);
    let bias = match experiment.initialization.output_bias {
        OutputBias::AsHidden => bias * bias + bias_variance,
        OutputBias::Zeros | OutputBias::ClassFrequency => drawn_bias,
    };
    result[last][..2].fill(sqrt(real(layers[last].inputs) * variance(last)? * mean(&second) + bias));

    let mut delta = delta;
    result[last][2] = sqrt(mean(&delta));
    for l in (0..last).rev() {
        let carried = real(layers[l + 1].outputs) * variance(l + 1)?;
        delta.iter_mut().zip(&slopes[l]).for_each(|(delta, slope)| *delta *= carried * slope);
        result[l][2] = sqrt(mean(&delta));
    }
    Some(result)
}

/// See [`theory`].
fn critical_gain(experiment: &Experiment, network: &Network, mode: Mode) -> Option<f64> {
    let hidden = network.activations();
    if hidden.len() < 2 {
        return None;
    }
    // The logarithm of what the layers do to the mean square, beside what they are given.
    let mut sum = 0.0;
    for (l, (&activation, layer)) in hidden.iter().zip(network.layers()).enumerate() {
        let share = match activation {
            Activation::Linear | Activation::Tanh => 1.0,
            Activation::Relu => 0.5,
            Activation::LeakyRelu => 0.5 * (1.0 + 1e-4),
            _ => return None,
        };
        if nn::bias_moments(experiment, layer) != [0.0, 0.0] {
            return None;
        }
        if l > 0 {
            sum += log(real(layer.inputs) * Distribution::of(experiment, l, layer).variance(layer)?);
        }
        if l + 1 < hidden.len() {
            let [factor, kept] = factor(experiment, l + 1, mode);
            sum += log(share * kept * factor * factor);
        }
    }
    let gain = experiment.initialization.gain * exp(-0.5 * sum / real(hidden.len() - 1));
    gain.is_finite().then_some(gain)
}

/// Nodes on either side of the point at which an activation may have a kink.
const SIDE: usize = 64;
/// Beyond so many standard deviations a normal distribution has nothing that counts: 2 × 10⁻¹⁹.
const EDGE: f64 = 9.0;
/// Step and first node of the quadrature, in its own variable.
const STEP: f64 = 0.075;
const FIRST: f64 = -3.2;

/// Means over a normal distribution, by tanh–sinh quadrature (Takahasi and Mori 1974) on either side of z = 0.
///
/// Activations have their kinks at 0, and there, of many standard deviations, their bends: the nodes crowd at 0, where
/// Gauss–Hermite's stand apart. Activations are the network's own, in single precision; sums are in f64. The
/// relative error is below 2 × 10⁻⁵, and most of that is the rounding of 1 − tanh².
struct Rule {
    /// Place from 0 to 1, and weight.
    nodes: [[f64; 2]; SIDE],
    /// Where the normal distribution is split, in its standard deviations from its mean.
    split: f64,
    /// The nodes in standard deviations from the mean, with their weights under the density; both sides.
    placed: [[f64; 2]; 2 * SIDE],
}

impl Rule {
    fn new() -> Self {
        let node = |k: usize| {
            let t = FIRST + STEP * real(k);
            let (grown, shrunk) = (exp(t), exp(-t));
            let place = 1.0 / (1.0 + exp(-core::f64::consts::FRAC_PI_2 * (grown - shrunk)));
            [place, STEP * core::f64::consts::FRAC_PI_2 * (grown + shrunk) * place * (1.0 - place)]
        };
        let mut rule = Self { nodes: core::array::from_fn(node), split: 0.0, placed: [[0.0; 2]; 2 * SIDE] };
        rule.place(0.0);
        rule
    }

    fn place(&mut self, split: f64) {
        let density = |x: f64| exp(-0.5 * x * x) / sqrt(core::f64::consts::TAU);
        self.split = split;
        let sides = self.placed.chunks_exact_mut(SIDE).zip([-EDGE - split, EDGE - split]);
        for (placed, length) in sides {
            for (placed, [place, weight]) in placed.iter_mut().zip(self.nodes) {
                let x = split + length * place;
                *placed = [x, weight * length.abs() * density(x)];
            }
        }
    }

    /// E\[f(z)²\] and E\[f′(z)²\] for z normal with this mean and variance.
    fn moments(&mut self, activation: Activation, mean: f64, variance: f64) -> [f64; 2] {
        let deviation = sqrt(variance);
        let split = if mean == 0.0 { 0.0 } else { (-mean / deviation).clamp(-EDGE, EDGE) };
        if split.to_bits() != self.split.to_bits() {
            self.place(split);
        }
        #[expect(clippy::cast_possible_truncation, reason = "rounding to f32 is what is wanted")]
        let mut values = self.placed.map(|[x, _]| (mean + deviation * x) as f32);
        let mut slopes = [0.0; 2 * SIDE];
        nn::evaluate(activation, &mut values, &mut slopes);
        let mut sums = [0.0; 2];
        for ((&[_, weight], &value), &slope) in self.placed.iter().zip(&values).zip(&slopes) {
            let [value, slope] = [value, slope].map(f64::from);
            sums[0] += weight * value * value;
            sums[1] += weight * slope * slope;
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Closed forms of E[f(z)²] and E[f′(z)²] for z normal around 0 with variance q.
    fn closed(activation: Activation, q: f64) -> Option<[f64; 2]> {
        // Φ(−√q) e^(q/2) and Φ(−2√q) e^(2q): means of eᶻ and e²ᶻ below 0.
        let power = |k: f64| 0.5 * libm::erfc(k * sqrt(0.5 * q)) * exp(0.5 * k * k * q);
        let below = [power(2.0) - 2.0 * power(1.0) + 0.5, power(2.0)];
        Some(match activation {
            Activation::Linear => [q, 1.0],
            Activation::Relu => [0.5 * q, 0.5],
            Activation::LeakyRelu => [0.5 * q * 1.0001, 0.5 * 1.0001],
            Activation::Elu => [0.5 * q + below[0], 0.5 + below[1]],
            Activation::Selu => {
                let (scale, alpha) = (1.050_700_987_355_480_5, 1.673_263_242_354_377_2);
                let squares = [scale * scale, alpha * alpha];
                [squares[0] * (0.5 * q + squares[1] * below[0]), squares[0] * (0.5 + squares[1] * below[1])]
            }
            _ => return None,
        })
    }

    const ALL: [Activation; 9] = [
        Activation::Linear,
        Activation::Sigmoid,
        Activation::Tanh,
        Activation::Relu,
        Activation::LeakyRelu,
        Activation::Elu,
        Activation::Selu,
        Activation::Gelu,
        Activation::Silu,
    ];

    fn near(got: [f64; 2], wanted: [f64; 2], relative: f64, absolute: f64, what: &str) {
        for (got, wanted) in got.into_iter().zip(wanted) {
            assert!((got - wanted).abs() <= relative * wanted.abs() + absolute, "{what}: {got:e}, not {wanted:e}");
        }
    }

    #[test]
    fn moments_are_the_closed_forms() {
        let mut rule = Rule::new();
        for activation in ALL {
            for q in [1e-8, 1e-3, 0.3, 1.0, 4.0, 50.0, 200.0] {
                if let Some(wanted) = closed(activation, q) {
                    near(rule.moments(activation, 0.0, q), wanted, 2e-6, 0.0, &std::format!("{activation:?} at {q}"));
                }
            }
        }
        // tanh is z where z is small, and a step where it is large.
        near(rule.moments(Activation::Tanh, 0.0, 1e-6), [1e-6, 1.0], 3e-6, 0.0, "small tanh");
        let [far, _] = rule.moments(Activation::Tanh, 0.0, 1e8);
        assert!((far - 1.0).abs() < 1.1e-4, "a step's square is 1: {far}");
        // SELU keeps a variance of 1 (Klambauer, Unterthiner, Mayr, Hochreiter 2017).
        assert!((rule.moments(Activation::Selu, 0.0, 1.0)[0] - 1.0).abs() < 1e-6);
    }

    #[test]
    fn moments_are_the_integrals_whatever_mean_and_variance() {
        let plain = |activation: Activation, mean: f64, q: f64| {
            const STEPS: usize = 200_000;
            let mut sums = [0.0; 2];
            let step = 2.0 * 9.5 / real(STEPS);
            for block in 0..STEPS / 16 {
                let x: [f64; 16] = core::array::from_fn(|i| (real(16 * block + i) + 0.5) * step - 9.5);
                #[expect(clippy::cast_possible_truncation, reason = "rounding to f32 is what is wanted")]
                let mut values = x.map(|x| (mean + sqrt(q) * x) as f32);
                let mut slopes = [0.0; 16];
                nn::evaluate(activation, &mut values, &mut slopes);
                for i in 0..16 {
                    let weight = step * exp(-0.5 * x[i] * x[i]) / sqrt(core::f64::consts::TAU);
                    sums[0] += weight * f64::from(values[i]) * f64::from(values[i]);
                    sums[1] += weight * f64::from(slopes[i]) * f64::from(slopes[i]);
                }
            }
            sums
        };
        let mut rule = Rule::new();
        for activation in ALL {
            for (mean, q) in [(0.0, 0.7), (0.0, 30.0), (0.0, 1e4), (0.1, 1.0), (-0.5, 0.04), (3.0, 1e-3), (-2.0, 9.0)] {
                let what = std::format!("{activation:?} around {mean} with variance {q}");
                // A slope that jumps by at most 1.8 jumps somewhere within a step of 1e-4, under this density.
                let slack = if q > 0.0 { 1e-4 * 3.1 * 0.4 * exp(-0.5 * mean * mean / q) } else { 0.0 };
                near(rule.moments(activation, mean, q), plain(activation, mean, q), 2e-5, slack, &what);
            }
        }
        near(rule.moments(Activation::Relu, 0.5, 0.0), [0.25, 1.0], 1e-6, 0.0, "no variance");
    }
}
