//! The core against PyTorch: outputs, loss, penalty and gradient at the start, the loss before each of 50 steps, and the
//! parameters after them, for every activation, loss, optimizer, penalty and schedule.
//!
//! `tests/oracle/make.py` made the reference, once, with PyTorch in f64; nothing here needs Python.
//!
//! What "relative" means. Each tensor (a layer's weights, or its biases) is held against its own size, in two norms:
//! ‖a − b‖ ≤ ε ‖b‖, and max |a − b| ≤ ε max |b|. By the tensor and not over all parameters, so that a wrong small tensor
//! is not lost beside a large one. Not by the single number, because a sum of terms of both signs is only as exact as
//! its largest term: a weight that passes near 0 is off by the rounding of what it was made from, in any arithmetic.
//!
//! What ε is. One f32 operation is off by 6e-8. 50 steps of a descent that contracts gather a few times that; PyTorch's
//! own f32 run of these cases ends within 3.3e-6 of the reference (make.py demands it), so 1e-5 leaves an independent
//! f32 implementation three times that and a wrong formula nothing.
#![cfg(all(not(target_arch = "wasm32"), feature = "serde"))]
#![allow(clippy::unwrap_used, reason = "what is wrong with a pinned file should stop the test")]

use serde_json::Value;
use trainscope::data::Set;
use trainscope::experiment::{Experiment, Mode};
use trainscope::train::Trainer;

const BOUND: f64 = 1e-5;

fn numbers(case: &Value, key: &str) -> Vec<f64> {
    case[key].as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn wide(values: &[f32]) -> Vec<f64> {
    values.iter().copied().map(f64::from).collect()
}

/// The larger of both relative errors.
fn distance(own: &[f64], reference: &[f64]) -> f64 {
    assert_eq!(own.len(), reference.len());
    let (mut square, mut squares, mut most, mut largest) = (0.0, 0.0, 0.0_f64, 0.0_f64);
    for (a, b) in own.iter().zip(reference) {
        // `max` passes over NaN.
        assert!(a.is_finite(), "{a}");
        square += (a - b) * (a - b);
        squares += b * b;
        most = most.max((a - b).abs());
        largest = largest.max(b.abs());
    }
    (most / largest).max(f64::sqrt(square / squares))
}

/// The largest distance of all tensors.
fn distance_by_tensor(own: &[f32], reference: &[f64], tensors: &[usize]) -> f64 {
    let (own, mut start) = (wide(own), 0);
    assert_eq!(own.len(), reference.len());
    let each = tensors.iter().map(|&size| {
        let range = start..start + size;
        start = range.end;
        distance(&own[range.clone()], &reference[range])
    });
    let worst = each.fold(0.0, f64::max);
    assert_eq!(start, reference.len(), "the tensors cover all parameters");
    worst
}

/// The errors of one case, each with what it is of.
fn errors(case: &Value, steps: usize) -> [(&'static str, f64); 7] {
    let experiment = Experiment::from_json(&case["experiment"].to_string()).unwrap();
    let mut trainer = Trainer::new(&experiment).unwrap();
    #[expect(clippy::cast_possible_truncation, reason = "each is an f32 in decimal")]
    let initial: Vec<f32> = numbers(case, "initial").into_iter().map(|w| w as f32).collect();
    trainer.set_parameters(&initial).unwrap();

    // The reference's outputs are in the order of data.custom, ours in that of the training set.
    let order = trainer.prepared().set(Set::Train).point.clone();
    let outputs = wide(&trainer.outputs(Set::Train, Mode::Eval));
    let expected = numbers(case, "outputs");
    assert_eq!(order.len(), experiment.data.custom.len(), "all points are in train");
    assert_eq!(outputs.len(), expected.len());
    let width = outputs.len() / order.len();
    let expected: Vec<f64> =
        order.iter().flat_map(|&point| expected[point as usize * width..][..width].iter().copied()).collect();

    let tensors: Vec<usize> = case["tensors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|size| usize::try_from(size.as_u64().unwrap()).unwrap())
        .collect();
    // With no penalty both are 0, which has no relative error.
    let relative = |own: f64, key: &str| match case[key].as_f64().unwrap() {
        0.0 => own,
        expected => (own / expected - 1.0).abs(),
    };
    let penalty = relative(trainer.penalty(), "penalty");
    let mut gradient = f64::NAN;
    let mut losses = Vec::new();
    for step in 0..=steps {
        losses.push(trainer.evaluate(Set::Train, Mode::Eval).unwrap().loss);
        if step < steps {
            trainer.step();
            assert_eq!(trainer.divergence(), None);
        }
        if step == 0 {
            gradient = distance_by_tensor(trainer.gradient(), &numbers(case, "gradient"), &tensors);
        }
    }
    let expected_losses = numbers(case, "losses");
    assert_eq!(losses.len(), expected_losses.len());
    let each_loss = losses.iter().zip(&expected_losses).map(|(own, expected)| (own / expected - 1.0).abs());
    [
        ("outputs", distance(&outputs, &expected)),
        ("first loss", (losses[0] / expected_losses[0] - 1.0).abs()),
        ("first penalty", penalty),
        ("first gradient", gradient),
        ("losses", each_loss.fold(0.0, f64::max)),
        ("last penalty", relative(trainer.penalty(), "penalty_at_end")),
        ("parameters", distance_by_tensor(trainer.parameters(), &numbers(case, "parameters"), &tensors)),
    ]
}

#[test]
fn agrees_with_pytorch() {
    let file: Value = serde_json::from_str(include_str!("oracle/vectors.json")).unwrap();
    let steps = usize::try_from(file["steps"].as_u64().unwrap()).unwrap();
    let cases = file["cases"].as_array().unwrap();
    assert!(steps >= 50 && cases.len() >= 60, "{} cases of {steps} steps", cases.len());
    let mut failures = Vec::new();
    for case in cases {
        let name = case["name"].as_str().unwrap();
        let errors = errors(case, steps);
        // Shown with --nocapture.
        println!("{name:32} {}", errors.map(|(what, error)| format!("{what} {error:.1e}")).join("  "));
        let beyond = errors.into_iter().filter(|(_, error)| error.is_nan() || *error > BOUND);
        failures.extend(beyond.map(|(what, error)| format!("{name}: {what} off by {error:.1e}")));
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

/// The bound sees hyper-parameters that are off by little, so it would see a formula that is.
#[test]
fn notices_what_is_slightly_wrong() {
    let file: Value = serde_json::from_str(include_str!("oracle/vectors.json")).unwrap();
    for (name, section, field, wrong) in [
        ("optimizer sgd", "training", "learning_rate", Value::from(0.1001)),
        ("optimizer momentum", "training", "momentum", Value::from(0.9001)),
        ("optimizer nesterov", "training", "optimizer", Value::from("momentum")),
        ("optimizer rmsprop", "training", "rho", Value::from(0.9899)),
        ("optimizer adagrad, tuned", "training", "epsilon", Value::from(0.0101)),
        ("optimizer adam", "training", "beta1", Value::from(0.9001)),
        ("optimizer adam", "training", "beta2", Value::from(0.9991)),
        ("l1, sgd", "regularization", "l1", Value::from(0.004_01)),
        ("l2, adam", "regularization", "biases", Value::from(true)),
        ("weight decay, adam", "regularization", "weight_decay", Value::from(0.2001)),
        ("schedule step", "training", "schedule_steps", Value::from(8)),
        ("schedule warm-up", "training", "warmup_steps", Value::from(21)),
        ("clipping, sgd", "training", "clip_norm", Value::from(0.0501)),
        ("activation gelu", "network", "activation", Value::from("silu")),
    ] {
        let mut case = file["cases"].as_array().unwrap().iter().find(|case| case["name"] == name).unwrap().clone();
        let steps = usize::try_from(file["steps"].as_u64().unwrap()).unwrap();
        case["experiment"][section][field] = wrong;
        let [.., (what, error)] = errors(&case, steps);
        assert!(what == "parameters" && error > BOUND, "{name}, {field}: {error:e}");
    }
}
