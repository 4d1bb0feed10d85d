//! A step allocates nothing: everything it needs is there once an experiment is built.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use allocation_counter::measure;
use trainscope::experiment::Experiment;
use trainscope::train::{Comparison, Trainer};

/// Every optimizer and mask, short last batches, batches of several blocks, dropped inputs, penalties and clipping, every kind of
/// augmentation, and early stopping.
const EXPERIMENTS: [&str; 9] = [
    "{}",
    r#"{"network": {"layers": [4, 2]}, "training": {"batch": 7, "optimizer": "adam"}}"#,
    r#"{"dropout": {"p": 0.5, "input": 0.2}, "training": {"optimizer": "nesterov", "batch": 11}}"#,
    r#"{"dropout": {"p": 0.3, "mask": "batch", "placement": "before"}, "training": {"optimizer": "rmsprop"}}"#,
    r#"{"data": {"points": 1000}, "training": {"batch": 300, "optimizer": "adagrad", "clip_norm": 0.1}}"#,
    r#"{"data": {"dataset": "rings"}, "training": {"optimizer": "adamw", "schedule": "cosine", "warmup_steps": 5},
        "regularization": {"l1": 0.01, "l2": 0.01, "weight_decay": 0.01}}"#,
    r#"{"data": {"dataset": "wave"}, "training": {"optimizer": "momentum", "learning_rate": 100}}"#,
    r#"{"augmentation": {"jitter": 0.1, "rotation": 30, "flip_x1": 0.5, "flip_x2": 0.5, "scale": 2, "mixup": 0.3},
        "early_stopping": {"metric": "dev_loss", "patience": 3}}"#,
    r#"{"data": {"dataset": "rings", "classes": 4}, "augmentation": {"mixup": 1}, "inputs": {"noise_inputs": 2},
        "early_stopping": {"metric": "dev_accuracy", "patience": 1000}}"#,
];

#[test]
fn a_step_allocates_nothing() {
    for json in EXPERIMENTS {
        let mut trainer = Trainer::new(&Experiment::from_json(json).unwrap()).unwrap();
        // Several epochs, each with an order of its own.
        let counted = measure(|| (0..200).for_each(|_| trainer.step()));
        assert!(trainer.epochs() > 3 || trainer.divergence().is_some());
        assert_eq!(counted.count_total, 0, "{json}");
    }
}

#[test]
fn nor_does_one_of_many_replicas_or_a_reset() {
    let experiments = EXPERIMENTS[..4].iter().map(|json| Experiment::from_json(json).unwrap());
    let mut comparison = Comparison::new(&experiments.collect::<Vec<_>>(), 5).unwrap();
    let counted = measure(|| {
        comparison.step(50);
        comparison.reset();
        comparison.step(50);
    });
    assert_eq!(counted.count_total, 0);
}

#[test]
fn nor_does_one_with_frozen_parameters() {
    let experiments: Vec<_> = EXPERIMENTS.iter().map(|json| Experiment::from_json(json).unwrap()).collect();
    for experiment in experiments {
        let mut comparison = Comparison::new(&[experiment], 5).unwrap();
        comparison.lanes()[0].set_frozen(&[0, 1, 5, 8], true);
        assert_eq!(measure(|| comparison.step(50)).count_total, 0);
    }
}

#[test]
fn nor_does_one_of_replicas_side_by_side() {
    let lanes = [
        r#"{"network": {"layers": [4, 2]}, "training": {"batch": 7, "clip_norm": 0.1}, "dropout": {"p": 0.5, "input": 0.2}}"#,
        r#"{"network": {"layers": [4, 2]}, "training": {"batch": 16}, "dropout": {"p": 0.3, "mask": "batch"}}"#,
        r#"{"data": {"dataset": "wave"}, "network": {"layers": [5]}, "training": {"batch": 5, "learning_rate": 0.7}}"#,
        r#"{"network": {"layers": [4]}, "augmentation": {"jitter": 0.1, "mixup": 0.3}, "early_stopping": {"metric": "dev_loss"}}"#,
    ];
    let experiments: Vec<_> = lanes.iter().map(|json| Experiment::from_json(json).unwrap()).collect();
    let mut comparison = Comparison::new(&experiments, 4).unwrap();
    assert_eq!(measure(|| comparison.step(200)).count_total, 0);
}

#[test]
fn what_does_allocate_is_counted() {
    let mut trainer = Trainer::new(&Experiment::default()).unwrap();
    assert!(measure(|| drop(trainer.masks())).count_total > 0);
}
