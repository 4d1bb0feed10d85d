//! Divergence is a state that names step, layer and cause, never a panic, and never goes unnoticed.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use trainscope::experiment::Experiment;
use trainscope::train::{Cause, Comparison, Divergence, Trainer};

fn trainer(json: &str) -> Trainer {
    Trainer::new(&Experiment::from_json(json).unwrap()).unwrap()
}

/// Three layers of weights: 2 → 4 → 4 → 1.
const SMALL: &str = r#"{"network": {"layers": [4, 4]}, "training": {"learning_rate": 0.01}}"#;
/// Weights of SMALL's layers: where each begins.
const LAYER_STARTS: [usize; 3] = [0, 12, 32];

fn found(trainer: &mut Trainer) -> Divergence {
    trainer.step();
    trainer.divergence().unwrap()
}

#[test]
fn an_unbounded_weight_is_found_in_its_layer_by_the_next_forward_pass() {
    for (layer, start) in LAYER_STARTS.into_iter().enumerate() {
        for value in [f32::NAN, f32::INFINITY] {
            let mut trainer = trainer(SMALL);
            trainer.step();
            let mut parameters = trainer.parameters().to_vec();
            // All of the layer, so that no ReLU that happens to be 0 hides it.
            let end = LAYER_STARTS.get(layer + 1).copied().unwrap_or(parameters.len());
            parameters[start..end].fill(value);
            trainer.set_parameters(&parameters).unwrap();
            let expected = Divergence { step: 2, layer: layer + 1, cause: Cause::Activation };
            assert_eq!(found(&mut trainer), expected, "{value}");
        }
    }
}

#[test]
fn relu_does_not_swallow_what_is_not_a_number() {
    for activation in ["linear", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "selu", "gelu", "silu"] {
        let json = format!(r#"{{"network": {{"layers": [4, 4], "activation": "{activation}"}}}}"#);
        let mut trainer = trainer(&json);
        let mut parameters = trainer.parameters().to_vec();
        parameters[..12].fill(f32::NAN);
        trainer.set_parameters(&parameters).unwrap();
        assert_eq!(found(&mut trainer).layer, 1, "{activation}");
    }
}

#[test]
fn a_gradient_that_overflows_is_no_update() {
    let json = r#"{"network": {"layers": [4], "activation": "linear"}, "data": {"dataset": "wave"}}"#;
    let mut trainer = trainer(json);
    // Outputs near 10²⁸ and their own derivatives are finite; times the weights of 10²⁸ on the way back they are not.
    let mut parameters = trainer.parameters().to_vec();
    parameters[..12].fill(1.0);
    parameters[12..].fill(1e28);
    trainer.set_parameters(&parameters).unwrap();
    assert_eq!(found(&mut trainer), Divergence { step: 1, layer: 1, cause: Cause::Gradient });
    assert_eq!(trainer.parameters(), parameters);
}

#[test]
fn an_update_that_overflows_is_found_in_its_step() {
    let json = r#"{"network": {"layers": [4], "activation": "linear"}, "data": {"dataset": "wave"},
                   "training": {"learning_rate": 100}}"#;
    let mut trainer = trainer(json);
    let mut parameters = trainer.parameters().to_vec();
    parameters[..12].fill(1e12);
    parameters[12..].fill(1e12);
    trainer.set_parameters(&parameters).unwrap();
    let divergence = found(&mut trainer);
    assert_eq!((divergence.step, divergence.cause), (1, Cause::Weight));
}

#[test]
fn a_run_that_diverged_rests_until_it_is_reset() {
    let json = r#"{"data": {"dataset": "wave"}, "network": {"layers": [16, 16]}, "training": {"learning_rate": 100}}"#;
    let mut trainer = trainer(json);
    let start = trainer.hash();
    for _ in 0..500 {
        trainer.step();
    }
    let divergence = trainer.divergence().unwrap();
    assert!(divergence.step < 500);
    assert_eq!(trainer.steps(), divergence.step);
    let bits = trainer.hash();
    trainer.step();
    trainer.epoch();
    assert_eq!((trainer.hash(), trainer.steps()), (bits, divergence.step));

    trainer.reset();
    assert_eq!((trainer.hash(), trainer.divergence()), (start, None));
    for _ in 0..500 {
        trainer.step();
    }
    assert_eq!(trainer.divergence(), Some(divergence));
}

#[test]
fn other_lanes_and_replicas_go_on() {
    let calm = r#"{"data": {"dataset": "wave"}}"#;
    let wild = r#"{"data": {"dataset": "wave"}, "training": {"learning_rate": 100}}"#;
    let lanes = [calm, wild].map(|json| Experiment::from_json(json).unwrap());
    let mut comparison = Comparison::new(&lanes, 3).unwrap();
    comparison.step(300);
    let [calm, wild] = comparison.lanes() else { panic!("two lanes") };
    assert!(calm.runs().iter().all(|run| run.divergence().is_none() && run.steps() == 300));
    assert!(wild.runs().iter().any(|run| run.divergence().is_some()));
    let summary = comparison.lanes()[1].summary();
    assert!(summary.replicas.iter().any(|replica| replica.diverged.is_some()));
}
