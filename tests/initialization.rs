//! Initial weights and biases: drawn from the distributions that their schemes name, and from streams that leave each
//! other alone.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test stops where something is missing")]

mod initial {
    mod biases;
    mod streams;
}
mod support {
    pub(crate) mod statistics;
}

use support::statistics::{CRITICAL, kolmogorov_smirnov, moment};
use trainscope::experiment::{Each, Experiment, Fan, Scheme};
use trainscope::train::Trainer;

/// How far a moment may be from the truth, in standard errors. A true sample goes beyond with probability 6e-5, and there
/// are some 100 such checks here.
const STANDARD_ERRORS: f64 = 4.0;

/// Weights and biases of one layer.
struct Layer {
    inputs: usize,
    outputs: usize,
    weights: Vec<f64>,
    biases: Vec<f64>,
}

fn base() -> Experiment {
    let mut experiment = Experiment::default();
    experiment.data.points = 20;
    experiment
}

fn layers_of(experiment: &Experiment, parameters: &[f32]) -> Vec<Layer> {
    let mut rest = parameters.iter().copied().map(f64::from);
    let shape = |pair: &[usize]| Layer {
        inputs: pair[0],
        outputs: pair[1],
        weights: rest.by_ref().take(pair[0] * pair[1]).collect(),
        biases: rest.by_ref().take(pair[1]).collect(),
    };
    let layers = experiment.sizes().windows(2).map(shape).collect();
    assert_eq!(rest.count(), 0);
    layers
}

fn drawn(experiment: &Experiment) -> Vec<Layer> {
    layers_of(experiment, Trainer::new(experiment).unwrap().parameters())
}

/// The shape of a distribution, at scale 1.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Law {
    Normal,
    /// From −1 to 1.
    Uniform,
    /// The standard normal between −2 and 2.
    Truncated,
}

fn normal_distribution(x: f64) -> f64 {
    0.5 * libm::erfc(-x * core::f64::consts::FRAC_1_SQRT_2)
}

impl Law {
    fn distribution(self, x: f64) -> f64 {
        match self {
            Self::Normal => normal_distribution(x),
            Self::Uniform => (x + 1.0) / 2.0,
            Self::Truncated => {
                let cut = normal_distribution(-2.0);
                (normal_distribution(x) - cut) / (1.0 - 2.0 * cut)
            }
        }
    }

    /// The 2nd, 4th, 6th and 8th moment; the odd ones are 0.
    fn moments(self) -> [f64; 4] {
        match self {
            Self::Normal => [1.0, 3.0, 15.0, 105.0],
            Self::Uniform => [1.0 / 3.0, 1.0 / 5.0, 1.0 / 7.0, 1.0 / 9.0],
            Self::Truncated => {
                // ∫ xᵏ φ by parts: mₖ = (k − 1) mₖ₋₂ − 2 · 2ᵏ⁻¹ φ(2) / (1 − 2 Φ(−2)).
                let density = libm::exp(-2.0) / (2.0 * core::f64::consts::PI).sqrt();
                let edge = 2.0 * density / (1.0 - 2.0 * normal_distribution(-2.0));
                let mut before = 1.0;
                [1.0, 3.0, 5.0, 7.0].map(|odd| {
                    before = odd * before - edge * libm::exp2(odd);
                    before
                })
            }
        }
    }
}

/// Distribution and scale of a layer's weights, from the papers' formulas.
fn expected(experiment: &Experiment, index: usize, layer: &Layer) -> (Law, f64) {
    let init = &experiment.initialization;
    let (fan_in, fan_out) = (layer.inputs as f64, layer.outputs as f64);
    let fan = if init.fan == Fan::In { fan_in } else { fan_out };
    let p = if index == 0 { experiment.dropout.input } else { experiment.dropout.p.get(index - 1).unwrap() };
    let (law, scale) = match init.weights {
        Scheme::Normal => (Law::Normal, init.sigma),
        Scheme::Uniform => (Law::Uniform, init.limit),
        Scheme::TruncatedNormal => (Law::Truncated, init.sigma),
        Scheme::XavierUniform => (Law::Uniform, (6.0 / (fan_in + fan_out)).sqrt()),
        Scheme::XavierNormal => (Law::Normal, (2.0 / (fan_in + fan_out)).sqrt()),
        Scheme::HeUniform => (Law::Uniform, (6.0 / fan).sqrt()),
        Scheme::HeNormal => (Law::Normal, (2.0 / fan).sqrt()),
        Scheme::LecunNormal => (Law::Normal, (1.0 / fan_in).sqrt()),
        Scheme::Pytorch => (Law::Uniform, (1.0 / fan_in).sqrt()),
        Scheme::HeDropout => (Law::Normal, (2.0 * (1.0 - p) / fan_in).sqrt()),
        Scheme::TensorflowPlayground => (Law::Uniform, 0.5),
        Scheme::Zeros | Scheme::Constant | Scheme::Orthogonal => unreachable!("no independent draws"),
    };
    (law, init.gain * scale)
}

fn check_moments(what: &str, sample: &[f64], law: Law) {
    let n = sample.len() as f64;
    let [m2, m4, m6, m8] = law.moments();
    let (mean, second, fourth) = (moment(sample, 1), moment(sample, 2), moment(sample, 4));
    let kurtosis = m4 / (m2 * m2);
    // The delta method on m4 / m2², the odd moments being 0; for the normal it is the well-known 24/n.
    let (m6, m8) = (m6 / (m2 * m2 * m2), m8 / (m2 * m2 * m2 * m2));
    let kurtosis_variance = m8 - 4.0 * kurtosis * m6 + 4.0 * kurtosis * kurtosis * kurtosis - kurtosis * kurtosis;
    for (name, own, expected, variance) in [
        ("mean", mean, 0.0, m2),
        ("variance", second - mean * mean, m2, m4 - m2 * m2),
        ("kurtosis", fourth / (second * second), kurtosis, kurtosis_variance),
    ] {
        let error = (own - expected) / (variance / n).sqrt();
        assert!(error.abs() < STANDARD_ERRORS, "{what}: {name} {own}, {error} standard errors from {expected}");
    }
}

const RANDOM_SCHEMES: [Scheme; 11] = [
    Scheme::Normal,
    Scheme::Uniform,
    Scheme::TruncatedNormal,
    Scheme::XavierUniform,
    Scheme::XavierNormal,
    Scheme::HeUniform,
    Scheme::HeNormal,
    Scheme::LecunNormal,
    Scheme::Pytorch,
    Scheme::HeDropout,
    Scheme::TensorflowPlayground,
];

/// 22,750 weights in layers of very different fan-in and fan-out.
fn wide(scheme: Scheme, seed: u32) -> Experiment {
    let mut experiment = base();
    experiment.network.layers = vec![100, 150, 50];
    experiment.initialization.weights = scheme;
    experiment.initialization.sigma = 0.3;
    experiment.initialization.limit = 0.7;
    experiment.seeds.init = seed;
    experiment
}

/// All weights, each divided by its layer's scale.
fn standardized(experiment: &Experiment) -> (Law, Vec<f64>) {
    let layers = drawn(experiment);
    let mut pooled = Vec::new();
    let mut law = Law::Normal;
    for (index, layer) in layers.iter().enumerate() {
        let scale;
        (law, scale) = expected(experiment, index, layer);
        let own: Vec<f64> = layer.weights.iter().map(|w| w / scale).collect();
        // The bounds are sharp, up to a weight's rounding to f32.
        let furthest = own.iter().fold(0.0_f64, |furthest, x| furthest.max(x.abs()));
        assert!(
            furthest
                < if law == Law::Uniform {
                    1.000_000_1
                } else if law == Law::Truncated {
                    2.000_000_2
                } else {
                    6.0
                }
        );
        if own.len() > 2000 {
            check_moments(&format!("{:?}, layer {index}", experiment.initialization.weights), &own, law);
        }
        let limit = if law == Law::Uniform { 1.0 } else { f64::INFINITY };
        pooled.extend(own.into_iter().map(|x| x.clamp(-limit, limit)));
    }
    (law, pooled)
}

/// Every scheme has seeds of its own: under one seed all have the same ranks, and would pass or fail together.
#[test]
fn weights_follow_their_distribution() {
    for (scheme, seed) in RANDOM_SCHEMES.into_iter().zip((100..).step_by(10)) {
        let mut variants = vec![wide(scheme, seed)];
        for seed in seed + 1..seed + 3 {
            let mut variant = wide(scheme, seed);
            variant.initialization.gain = 1.7;
            variant.initialization.fan = Fan::Out;
            variant.dropout.p = Each::List(vec![0.5, 0.2, 0.8]);
            variant.dropout.input = 0.1;
            variants.push(variant);
        }
        for experiment in variants {
            let (law, sample) = standardized(&experiment);
            assert!(sample.len() > 20_000);
            let distance = kolmogorov_smirnov(&sample, |x| law.distribution(x).clamp(0.0, 1.0));
            println!("{scheme:?}: D√n = {distance:.2}");
            assert!(distance < CRITICAL, "{scheme:?}: D√n = {distance}");
            check_moments(&format!("{scheme:?}"), &sample, law);
        }
    }
}

/// The test above tells one scheme from another, one fan from the other, and a scale that is off by 8 %.
#[test]
fn the_distribution_test_can_fail() {
    let (_, sample) = standardized(&wide(Scheme::HeNormal, 1));
    let against = |law: Law, scale: f64| {
        let sample: Vec<f64> = sample.iter().map(|x| x * scale).collect();
        kolmogorov_smirnov(&sample, |x| law.distribution(x).clamp(0.0, 1.0))
    };
    assert!(against(Law::Normal, 1.0) < CRITICAL);
    assert!(against(Law::Normal, 1.08) > CRITICAL);
    assert!(against(Law::Truncated, 1.0) > CRITICAL);
    assert!(against(Law::Uniform, 1.0) > CRITICAL);
    let mut other = wide(Scheme::HeNormal, 1);
    other.initialization.fan = Fan::Out;
    let layers = drawn(&wide(Scheme::HeNormal, 1));
    let scales: Vec<f64> = layers.iter().map(|layer| expected(&other, 1, layer).1).collect();
    let pooled: Vec<f64> =
        layers.iter().zip(scales).flat_map(|(layer, scale)| layer.weights.iter().map(move |w| w / scale)).collect();
    assert!(kolmogorov_smirnov(&pooled, normal_distribution) > CRITICAL);
}

#[test]
fn constant_schemes() {
    for (scheme, weight) in [(Scheme::Zeros, 0.0), (Scheme::Constant, 1.25)] {
        let mut experiment = wide(scheme, 1);
        (experiment.initialization.value, experiment.initialization.gain) = (0.5, 2.5);
        assert!(drawn(&experiment).iter().flat_map(|layer| &layer.weights).all(|&w| w == weight), "{scheme:?}");
    }
}

#[test]
fn gain_multiplies_every_weight() {
    for scheme in RANDOM_SCHEMES.into_iter().chain([Scheme::Orthogonal]) {
        let plain = wide(scheme, 1);
        let mut tripled = plain.clone();
        tripled.initialization.gain = 3.0;
        for (a, b) in drawn(&plain).iter().zip(drawn(&tripled)) {
            // Two roundings to f32.
            assert!(
                a.weights.iter().zip(&b.weights).all(|(a, b)| (3.0 * a - b).abs() <= 1.3e-7 * b.abs()),
                "{scheme:?}"
            );
            assert_eq!(a.biases, b.biases, "gain is a factor on weights alone");
        }
    }
}

/// Rows (or columns, where they are fewer) are orthogonal and as long as the gain.
#[test]
fn orthogonal_matrices() {
    let mut experiment = base();
    // 2 → 9 and 9 → 40 are tall, 40 → 40 square, 40 → 7 and 7 → 1 wide.
    experiment.network.layers = vec![9, 40, 40, 7];
    experiment.initialization.weights = Scheme::Orthogonal;
    experiment.initialization.gain = 1.5;
    for seed in 1..20 {
        experiment.seeds.init = seed;
        for layer in drawn(&experiment) {
            let at = |row: usize, column: usize| layer.weights[row * layer.inputs + column];
            let tall = layer.outputs > layer.inputs;
            let (count, length) = if tall { (layer.inputs, layer.outputs) } else { (layer.outputs, layer.inputs) };
            let entry = |vector: usize, i: usize| if tall { at(i, vector) } else { at(vector, i) };
            for a in 0..count {
                for b in 0..count {
                    let product: f64 = (0..length).map(|i| entry(a, i) * entry(b, i)).sum();
                    let expected = if a == b { 1.5 * 1.5 } else { 0.0 };
                    assert!((product - expected).abs() < 1e-5, "{count} × {length}: {a}·{b} = {product}");
                }
            }
        }
    }
}

/// Uniform over all orthogonal matrices: in the plane, every angle is equally likely, and rotations as frequent as
/// reflections. A QR decomposition whose signs are left as they come fails this.
#[test]
fn orthogonal_matrices_are_drawn_evenly() {
    let mut experiment = base();
    experiment.network.layers = vec![2];
    experiment.initialization.weights = Scheme::Orthogonal;
    let matrices: Vec<Vec<f64>> = (0..4000)
        .map(|seed| {
            experiment.seeds.init = seed;
            drawn(&experiment).swap_remove(0).weights
        })
        .collect();
    let turn = |x: f64, y: f64| libm::atan2(y, x) / (2.0 * core::f64::consts::PI) + 0.5;
    for row in 0..2 {
        let angles: Vec<f64> = matrices.iter().map(|w| turn(w[2 * row], w[2 * row + 1])).collect();
        assert!(kolmogorov_smirnov(&angles, |x| x) < CRITICAL);
    }
    let rotations = matrices.iter().filter(|w| w[0] * w[3] - w[1] * w[2] > 0.0).count() as f64;
    // Standard deviation √(4000 / 4) = 32.
    assert!((rotations - 2000.0).abs() < STANDARD_ERRORS * 32.0, "{rotations} rotations of 4000");
}
