//! Signals by layer: measured as a textbook would, and against the theory of wide networks.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub(crate) mod reference;
}

use support::reference::{Example, Reference};
use trainscope::data::Set;
use trainscope::experiment::{Activation, Each, Experiment, Mode};
use trainscope::lens::{drawn, histograms, likeness, signals, theory};
use trainscope::train::{Comparison, Lane, Moment, PROBED};

fn comparison(json: &str, replicas: u32) -> Comparison {
    let experiment = Experiment::from_json(json).unwrap_or_else(|problems| panic!("{json}: {problems}"));
    Comparison::new(&[experiment], replicas).unwrap()
}

fn lane(comparison: &mut Comparison) -> &mut Lane {
    &mut comparison.lanes()[0]
}

/// The training examples that a lane's signals are measured on: `count` of them, evenly spread.
fn examples(lane: &Lane, count: usize) -> Vec<Example> {
    let train = lane.workspace().examples(Set::Train);
    let row = |i: usize| Example {
        x: (0..train.inputs).map(|input| f64::from(train.plane(input)[i])).collect(),
        target: f64::from(train.targets[i]),
        kept: None,
    };
    (0..count).map(|i| row(i * train.count / count)).collect()
}

fn square(x: f64) -> f64 {
    x * x
}

fn root_mean_square(numbers: &[f64]) -> f64 {
    (numbers.iter().map(|x| x * x).sum::<f64>() / numbers.len() as f64).sqrt()
}

/// Without dropout ∂ℓ/∂b is δ, so the reference's central differences by the parameters give everything.
fn by_hand(experiment: &Experiment, parameters: &[f64], examples: &[Example]) -> Vec<[f64; 4]> {
    let reference = Reference::new(experiment);
    let tensors = reference.tensors();
    let mean = reference.gradient(parameters, examples);
    let own: Vec<Vec<f64>> =
        examples.iter().map(|example| reference.gradient(parameters, core::slice::from_ref(example))).collect();
    let mut start = 0;
    let mut result = Vec::new();
    let layers = tensors.len() / 2;
    for (layer, sizes) in tensors.chunks(2).enumerate() {
        let (weights, biases) = (start..start + sizes[0], start + sizes[0]..start + sizes[0] + sizes[1]);
        start = biases.end;
        let deltas: Vec<f64> = own.iter().flat_map(|gradient| gradient[biases.clone()].to_vec()).collect();
        // The network up to this layer, with its pre-activations as the outputs.
        let mut cut = experiment.clone();
        cut.network.layers.truncate(layer);
        let shorter = Reference::with_outputs(&cut, sizes[1]);
        let z: Vec<f64> =
            examples.iter().flat_map(|example| shorter.forward(&parameters[..start], example).outputs).collect();
        let a: Vec<f64> = if layer + 1 == layers {
            z.clone()
        } else {
            z.iter()
                .map(|&z| support::reference::activate(experiment.network.activation.get(layer).unwrap(), z))
                .collect()
        };
        result.push([&z, &a, &deltas, &mean[weights]].map(|numbers: &[f64]| root_mean_square(numbers)));
    }
    result
}

fn near(got: f64, wanted: f64, limit: f64, what: &str) {
    assert!((got - wanted).abs() <= limit * wanted.abs(), "{what}: {got:e}, not {wanted:e}");
}

#[test]
fn what_is_measured_is_the_textbooks() {
    for (json, steps) in [
        (r#"{"network": {"layers": [5, 3], "activation": "tanh"}, "data": {"points": 60}}"#, 0),
        (r#"{"network": {"layers": [4, 6, 3], "activation": ["sigmoid", "gelu", "elu"]}, "data": {"points": 60}}"#, 30),
        (r#"{"network": {"layers": [7]}, "data": {"dataset": "rings", "classes": 3, "points": 70}}"#, 20),
        (r#"{"network": {"layers": [3], "activation": "silu"}, "data": {"dataset": "wave", "points": 60}}"#, 20),
        // More than are looked at, and not a multiple of a panel.
        (r#"{"network": {"layers": [3], "activation": "tanh"}, "data": {"points": 500}}"#, 5),
        (r#"{"network": {"layers": []}, "data": {"points": 60}}"#, 5),
    ] {
        let mut comparison = comparison(json, 2);
        comparison.step(steps);
        let lane = lane(&mut comparison);
        let spreads = signals(lane, Moment::Now, Mode::Eval);
        let total = lane.workspace().examples(Set::Train).count;
        assert_eq!(spreads.examples, total.min(PROBED));
        let examples = examples(lane, spreads.examples);
        for (run, got) in lane.runs().iter().zip(spreads.runs()) {
            let parameters: Vec<f64> = run.parameters().iter().copied().map(f64::from).collect();
            let wanted = by_hand(lane.workspace().experiment(), &parameters, &examples);
            assert_eq!(got.len(), wanted.len());
            for (l, (got, wanted)) in got.iter().zip(&wanted).enumerate() {
                // Single precision against differences of a millionth.
                let what = |part: &str| format!("{json}, layer {l}: {part}");
                for (part, limit) in [2e-6, 2e-6, 1e-5, 1e-4].into_iter().enumerate() {
                    near(got[part], wanted[part], limit, &what(["z", "a", "delta", "gradient"][part]));
                }
            }
        }
    }
}

#[test]
fn the_start_is_the_start_whatever_was_learned() {
    for mode in [Mode::Eval, Mode::Train] {
        let json = r#"{"network": {"layers": [6, 6]}, "dropout": {"p": 0.4, "input": 0.1}}"#;
        let mut trained = comparison(json, 4);
        let before = signals(lane(&mut trained), Moment::Now, mode);
        assert_eq!(signals(lane(&mut trained), Moment::Start, mode), before);
        trained.step(50);
        assert_eq!(signals(lane(&mut trained), Moment::Start, mode), before);
        assert_ne!(signals(lane(&mut trained), Moment::Now, mode), before);
    }
}

#[test]
fn looking_leaves_the_training_as_it_was() {
    // With teams, with masks, in batches of several blocks, and where the gradient of a part has a place of its own.
    for (json, replicas) in [
        (r#"{"dropout": {"p": 0.5}}"#, 8),
        (r#"{"dropout": {"p": 0.3, "input": 0.2, "mask": "batch", "placement": "before"}}"#, 1),
        (r#"{"data": {"points": 1000}, "training": {"batch": 300}, "network": {"layers": [20, 5]}}"#, 2),
    ] {
        let (mut watched, mut alone) = (comparison(json, replicas), comparison(json, replicas));
        for _ in 0..6 {
            for mode in [Mode::Eval, Mode::Train] {
                let lane = lane(&mut watched);
                for moment in [Moment::Start, Moment::Now] {
                    signals(lane, moment, mode);
                    histograms(lane, 0, moment, mode);
                }
                assert!(theory(lane, mode).is_some() && drawn(lane, 0, 1).is_some());
                assert!(!likeness(lane, 0, 1).is_empty());
            }
            let masks = |of: &mut Comparison| of.lanes()[0].watched_masks(0, 0);
            assert_eq!(masks(&mut watched), masks(&mut alone));
            watched.step(7);
            alone.step(7);
        }
        let hashes = |of: &mut Comparison| lane(of).runs().iter().map(|run| run.hash()).collect::<Vec<_>>();
        assert_eq!(hashes(&mut watched), hashes(&mut alone), "{json}");
        assert_eq!(lane(&mut watched).summary(), lane(&mut alone).summary());
    }
}

#[test]
fn masks_are_seen_in_train_mode_alone() {
    let json = r#"{"network": {"layers": [64, 64], "activation": "linear"}, "dropout": {"p": 0.5}}"#;
    let plain = json.replace("0.5", "0");
    let of = |json: &str, mode| signals(lane(&mut comparison(json, 1)), Moment::Now, mode).values;
    assert_eq!(of(json, Mode::Eval), of(&plain, Mode::Eval));
    assert_eq!(of(&plain, Mode::Train), of(&plain, Mode::Eval));
    let (masked, whole) = (of(json, Mode::Train), of(json, Mode::Eval));
    assert_eq!(masked[0][0], whole[0][0]);
    // Half of the units twice as large: √2. 8,192 masked values differ from that by some hundredths.
    near(masked[0][1] / whole[0][1], core::f64::consts::SQRT_2, 0.05, "activation");
}

/// A network of so many layers of 256 units, on points of one distance from 0, so that one q stands for all.
fn wide(activation: &str, weights: &str, p: f64, more: &str) -> Experiment {
    let json = format!(
        r#"{{"network": {{"layers": [256, 256, 256, 256, 256, 256], "activation": "{activation}"}},
             "initialization": {{"weights": "{weights}"{more}}}, "dropout": {{"p": {p}}}, "data": {{"points": 100}}}}"#
    );
    Experiment::from_json(&json).unwrap_or_else(|problems| panic!("{json}: {problems}"))
}

/// The mean over many runs is what theory says, within four standard errors and what a finite width may add.
fn wide_networks_follow(experiment: &Experiment, mode: Mode, what: &str) {
    /// Theory is exact to order depth/width, 6/256; the constant is the excess of the activation's fourth moment, up to some 2.
    const FINITE: f64 = 0.05;
    const REPLICAS: u32 = 12;
    let mut comparison = Comparison::new(core::slice::from_ref(experiment), REPLICAS).unwrap();
    let lane = &mut comparison.lanes()[0];
    let mut squares: Vec<[Vec<f64>; 3]> = vec![Default::default(); 7];
    for run in signals(lane, Moment::Start, mode).runs() {
        for (squares, signal) in squares.iter_mut().zip(run) {
            squares.iter_mut().zip(signal).for_each(|(squares, &part)| squares.push(square(part)));
        }
    }
    let expected = theory(lane, mode).unwrap().layers.into_iter().map(|layer| layer.map(square));
    for (l, (squares, expected)) in squares.iter().zip(expected).enumerate() {
        for (part, (squares, expected)) in squares.iter().zip(expected).enumerate() {
            let count = squares.len() as f64;
            let mean = squares.iter().sum::<f64>() / count;
            let variance = squares.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (count - 1.0);
            let error = (variance / count).sqrt();
            assert!(
                (mean - expected).abs() < 4.0 * error + FINITE * expected,
                "{what}, layer {}, part {part}: {mean:e} ± {error:e}, not {expected:e}",
                l + 1
            );
        }
    }
}

#[test]
fn wide_random_networks_follow_the_theory() {
    for (activation, weights, more) in [
        ("relu", "he_normal", ""),
        ("tanh", "xavier_uniform", ""),
        ("linear", "lecun_normal", ""),
        ("tanh", "orthogonal", r#", "gain": 1.5"#),
        ("relu", "truncated_normal", r#", "sigma": 0.1, "bias": "constant", "bias_value": 0.2"#),
        ("sigmoid", "pytorch", ""),
        ("gelu", "he_uniform", r#", "fan": "out", "gain": 1.3"#),
    ] {
        for (p, mode) in [(0.0, Mode::Eval), (0.4, Mode::Train)] {
            wide_networks_follow(&wide(activation, weights, p, more), mode, &format!("{activation}, {weights}, p {p}"));
        }
    }
}

#[test]
fn so_they_do_under_every_way_of_dropout() {
    for (scaling, placement) in [("classic", "after"), ("none", "after"), ("inverted", "before"), ("classic", "before")]
    {
        let json = |experiment: Experiment| {
            let mut experiment = experiment;
            experiment.dropout.input = 0.3;
            let text = experiment.to_json();
            let text = text.replace(r#""scaling":"inverted""#, &format!(r#""scaling":"{scaling}""#));
            Experiment::from_json(&text.replace(r#""placement":"after""#, &format!(r#""placement":"{placement}""#)))
                .unwrap()
        };
        let experiment = json(wide("sigmoid", "xavier_normal", 0.5, ""));
        for mode in [Mode::Train, Mode::Eval] {
            wide_networks_follow(&experiment, mode, &format!("{scaling}, {placement}, {mode:?}"));
        }
    }
}

fn theory_of(experiment: &Experiment, mode: Mode) -> trainscope::lens::Theory {
    theory(&mut Comparison::new(core::slice::from_ref(experiment), 1).unwrap().lanes()[0], mode).unwrap()
}

#[test]
fn closed_forms() {
    // He under ReLU and LeCun under linear carry the mean square of z on unchanged; Xavier under ReLU halves it.
    for (activation, weights, p, mode, factor) in [
        ("relu", "he_normal", 0.0, Mode::Eval, 1.0),
        ("linear", "lecun_normal", 0.0, Mode::Eval, 1.0),
        ("relu", "xavier_normal", 0.0, Mode::Eval, 0.5),
        // Inverted dropout is not there at test; in training it multiplies by 1/(1 − p) at each layer.
        ("relu", "he_normal", 0.4, Mode::Eval, 1.0),
        ("relu", "he_normal", 0.4, Mode::Train, 1.0 / 0.6),
        ("relu", "he_dropout", 0.4, Mode::Train, 1.0),
        ("leaky_relu", "he_normal", 0.0, Mode::Eval, 1.0001),
    ] {
        let layers = theory_of(&wide(activation, weights, p, ""), mode).layers;
        for pair in layers[..6].windows(2) {
            near(square(pair[1][0] / pair[0][0]), factor, 1e-6, &format!("{activation}, {weights}, p {p}"));
        }
        // Layers of one width: backward the same factor.
        for pair in layers[..6].windows(2) {
            near(square(pair[0][2] / pair[1][2]), factor, 1e-6, &format!("backward {activation}, {weights}, p {p}"));
        }
    }
}

#[test]
fn the_critical_gain_carries_the_signal_on() {
    for (activation, weights, p, mode) in [
        ("relu", "xavier_normal", 0.0, Mode::Eval),
        ("relu", "he_uniform", 0.3, Mode::Train),
        ("leaky_relu", "pytorch", 0.2, Mode::Train),
        ("linear", "orthogonal", 0.0, Mode::Eval),
        ("relu", "truncated_normal", 0.0, Mode::Eval),
    ] {
        let mut experiment = wide(activation, weights, p, r#", "bias": "zeros", "sigma": 0.2"#);
        experiment.network.layers = vec![40, 100, 60, 7, 30];
        let gain = theory_of(&experiment, mode).critical_gain.unwrap();
        experiment.initialization.gain = gain;
        let layers = theory_of(&experiment, mode).layers;
        near(layers[4][0], layers[0][0], 1e-6, &format!("{activation}, {weights}"));
    }
    let gain = |experiment: &Experiment| theory_of(experiment, Mode::Eval).critical_gain;
    near(gain(&wide("relu", "xavier_normal", 0.0, "")).unwrap(), core::f64::consts::SQRT_2, 1e-7, "Xavier, ReLU");
    near(gain(&wide("tanh", "lecun_normal", 0.0, "")).unwrap(), 1.0, 1e-12, "LeCun, tanh");
    assert_eq!(gain(&wide("sigmoid", "xavier_normal", 0.0, "")), None);
    assert_eq!(gain(&wide("relu", "pytorch", 0.0, "")), None);
    let mut shallow = wide("relu", "he_normal", 0.0, "");
    shallow.network.layers = vec![8];
    assert_eq!(gain(&shallow), None);
}

#[test]
fn there_is_no_theory_of_weights_that_are_all_equal() {
    for weights in ["zeros", "constant"] {
        let mut comparison = Comparison::new(&[wide("tanh", weights, 0.0, "")], 1).unwrap();
        assert_eq!(theory(&mut comparison.lanes()[0], Mode::Eval), None);
    }
}

#[test]
fn histograms_count_everything_once() {
    let json = r#"{"network": {"layers": [6, 5], "activation": ["tanh", "relu"]}, "data": {"points": 83}}"#;
    let mut comparison = comparison(json, 1);
    comparison.step(10);
    let lane = lane(&mut comparison);
    let spreads = signals(lane, Moment::Now, Mode::Eval);
    let all = histograms(lane, 0, Moment::Now, Mode::Eval);
    assert_eq!(all.len(), 3);
    for ([histogram, magnitudes], units) in all.iter().zip([6, 5, 1]) {
        let total = u32::try_from(units * spreads.examples).unwrap();
        assert_eq!(histogram.counts.iter().sum::<u32>(), total);
        assert_eq!(magnitudes.counts.iter().sum::<u32>() + magnitudes.zeros, total);
    }
    let [low, high] = all[0][0].range;
    assert!(-1.0 < low && low < 0.0 && 0.0 < high && high < 1.0);
    assert_eq!(all[1][0].range[0], 0.0);
    // The middle of each bar stands for its magnitudes to within a sixth of a decade.
    for ([_, magnitudes], signal) in all.iter().zip(&spreads.values) {
        let total: u32 = magnitudes.counts.iter().sum::<u32>() + magnitudes.zeros;
        let square = |bar: usize| libm::exp10(2.0 * ((bar as f64 + 0.5) / 3.0 - 12.0));
        let sum: f64 = magnitudes.counts.iter().enumerate().map(|(bar, &n)| f64::from(n) * square(bar)).sum();
        let ratio = (sum / f64::from(total)).sqrt() / signal[2];
        assert!(libm::log10(ratio).abs() < 1.0 / 6.0, "{ratio}");
    }
}

#[test]
fn the_density_is_the_distributions() {
    for (weights, more) in [
        ("normal", r#", "sigma": 0.3"#),
        ("uniform", r#", "limit": 0.7"#),
        ("truncated_normal", r#", "sigma": 0.3, "gain": 2"#),
        ("orthogonal", r#", "gain": 1.7"#),
        ("he_normal", ""),
        ("pytorch", ""),
    ] {
        let mut experiment = wide("relu", weights, 0.0, more);
        experiment.network.layers = vec![30, 70];
        let mut comparison = Comparison::new(&[experiment], 1).unwrap();
        let drawn = drawn(&comparison.lanes()[0], 0, 1).unwrap();
        let deviation = drawn.deviation.unwrap();
        // 2,100 weights: a root mean square is good to 1/√(2 · 2,100) and a little more for heavier tails.
        near(drawn.root_mean_square, deviation, 0.06, weights);
        let width = f64::from(drawn.histogram.range[1] - drawn.histogram.range[0]);
        let step = width / (drawn.density.len() - 1) as f64;
        let place = |i: usize| f64::from(drawn.histogram.range[0]) + step * i as f64;
        let mass: f64 = drawn.density.iter().sum::<f64>() * step;
        let square: f64 = drawn.density.iter().enumerate().map(|(i, d)| d * place(i) * place(i)).sum::<f64>() * step;
        // What is beyond three deviations, and half a point at each jump.
        near(mass, 1.0, 0.03, weights);
        near(square.sqrt(), deviation, 0.05, weights);
        assert_eq!(drawn.histogram.counts.iter().sum::<u32>(), 2_100);
        // Bar by bar: six standard errors of a count, and the density's bend within a bar.
        for (bar, &count) in drawn.histogram.counts.iter().enumerate() {
            let expected = (drawn.density[2 * bar] + 2.0 * drawn.density[2 * bar + 1] + drawn.density[2 * bar + 2])
                / 4.0
                * 2.0
                * step
                * 2_100.0;
            let jump = (drawn.density[2 * bar] - drawn.density[2 * bar + 2]).abs() * step * 2_100.0;
            assert!(
                (f64::from(count) - expected).abs() < 6.0 * expected.max(1.0).sqrt() + jump,
                "{weights}, bar {bar}: {count}, not {expected}"
            );
        }
    }
}

#[test]
fn orthogonal_weights_of_few_units_have_their_own_densities() {
    // A coordinate of a random direction: ±1 in one dimension, arcsine in two, even in three.
    let density = |inputs: u32, units: u32, layer: usize| {
        let mut experiment = wide("relu", "orthogonal", 0.0, "");
        experiment.network.layers = vec![inputs, units];
        drawn(&Comparison::new(&[experiment], 1).unwrap().lanes()[0], 0, layer).unwrap()
    };
    assert!(density(1, 1, 1).density.is_empty());
    assert_eq!(density(1, 1, 1).deviation, Some(1.0));
    let arcsine = density(2, 2, 1).density;
    near(arcsine[48], core::f64::consts::FRAC_1_PI, 1e-12, "in two dimensions");
    let even = density(3, 3, 1).density;
    near(even[48], 0.5, 1e-12, "in three dimensions");
    assert_eq!(even[0], 0.0);
    for weights in ["zeros", "constant"] {
        let mut comparison = Comparison::new(&[wide("relu", weights, 0.0, "")], 1).unwrap();
        let drawn = drawn(&comparison.lanes()[0], 0, 1).unwrap();
        assert!(drawn.density.is_empty() && drawn.deviation.is_none());
    }
}

#[test]
fn likeness_is_the_cosine_between_rows() {
    let mut comparison = comparison(r#"{"network": {"layers": [4]}, "data": {"dataset": "circle"}}"#, 1);
    let lane = lane(&mut comparison);
    let mut parameters = vec![1.0, 0.0, -2.0, 0.0, 0.6, 0.8, 0.0, 0.0];
    parameters.extend([0.0; 9]);
    lane.set_parameters(0, &parameters).unwrap();
    let alike = likeness(lane, 0, 0);
    let wanted = [[1.0, 1.0, 0.6, 0.0], [1.0, 1.0, 0.6, 0.0], [0.6, 0.6, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]];
    for (got, wanted) in alike.iter().zip(wanted.as_flattened()) {
        assert!((got - wanted).abs() < 1e-6, "{alike:?}");
    }
    assert_eq!(likeness(lane, 0, 1), [1.0]);
    assert!(likeness(lane, 0, 2).is_empty());
}

#[test]
fn equal_units_part_under_dropout_and_not_without() {
    let alike = |p: f64| {
        let mut experiment = Experiment::default();
        experiment.initialization.weights = trainscope::experiment::Scheme::Constant;
        experiment.dropout.p = Each::All(p);
        experiment.network.activation = Each::All(Activation::Tanh);
        experiment.initialization.value = 0.1;
        experiment.training.learning_rate = 0.3;
        let mut comparison = Comparison::new(&[experiment], 1).unwrap();
        let before = likeness(&comparison.lanes()[0], 0, 1);
        comparison.step(200);
        (before, likeness(&comparison.lanes()[0], 0, 1))
    };
    let (before, after) = alike(0.0);
    assert!(before.iter().chain(&after).all(|&alike| alike > 0.999_999));
    let (before, after) = alike(0.5);
    assert!(before.iter().all(|&alike| alike > 0.999_999));
    assert!(after.iter().any(|&alike| alike < 0.999));
}
