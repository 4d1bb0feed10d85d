//! Every data set is learned, from every one of five seeds, to a stated loss.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use trainscope::data::Set;
use trainscope::experiment::{Experiment, Mode};
use trainscope::train::Trainer;

const STEPS: u32 = 3000;
const REPLICAS: u32 = 5;

/// A data set's description, and bounds that hold for each replica: on the training loss, and on the dev set's share of
/// errors (its loss, in regression). The noise is small, so that what remains is the network's doing; each bound is about
/// twice the worst that was seen.
struct Task {
    data: &'static str,
    train_loss: f64,
    dev: f64,
}

const TASKS: [Task; 12] = [
    Task { data: r#""dataset": "circle""#, train_loss: 0.001, dev: 0.01 },
    Task { data: r#""dataset": "xor""#, train_loss: 0.001, dev: 0.01 },
    Task { data: r#""dataset": "gaussians""#, train_loss: 0.001, dev: 0.01 },
    Task { data: r#""dataset": "spiral""#, train_loss: 0.001, dev: 0.01 },
    Task { data: r#""dataset": "moons""#, train_loss: 0.001, dev: 0.01 },
    Task { data: r#""dataset": "rings", "classes": 3"#, train_loss: 0.001, dev: 0.01 },
    Task { data: r#""dataset": "rings", "classes": 5"#, train_loss: 0.0015, dev: 0.01 },
    Task { data: r#""dataset": "blobs", "classes": 5"#, train_loss: 0.02, dev: 0.06 },
    // Its 16 squares have nine points each to be learned from.
    Task { data: r#""dataset": "checkerboard""#, train_loss: 0.2, dev: 0.3 },
    Task { data: r#""dataset": "plane""#, train_loss: 0.003, dev: 0.006 },
    Task { data: r#""dataset": "wave""#, train_loss: 0.006, dev: 0.01 },
    // No dev set worth the name: eight points are to be learned by heart.
    Task { data: CUSTOM, train_loss: 0.001, dev: 1.0 },
];

const CUSTOM: &str =
    r#""dataset": "custom", "custom": [[0,0,0],[1,1,0],[-1,-1,0],[0,1,1],[1,0,1],[-1,1,1],[2,-2,1],[2,2,0]]"#;

fn experiment(data: &str) -> Experiment {
    let json = format!(
        r#"{{"data": {{"points": 600, "noise": 0.05, {data}}}, "network": {{"layers": [32, 32, 32]}},
            "training": {{"optimizer": "adam", "learning_rate": 0.01, "schedule": "cosine", "schedule_steps": {STEPS}}}}}"#
    );
    Experiment::from_json(&json).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn every_data_set_is_learned() {
    for task in TASKS {
        for replica in 0..REPLICAS {
            let mut trainer = Trainer::replica(&experiment(task.data), replica).unwrap();
            for _ in 0..STEPS {
                trainer.step();
            }
            let name = format!("{}, replica {replica}", task.data);
            let train = trainer.evaluate(Set::Train, Mode::Eval).unwrap();
            let dev = trainer.evaluate(Set::Dev, Mode::Eval).unwrap();
            let wrong = dev.accuracy.map_or(dev.loss, |accuracy| 1.0 - accuracy);
            assert!(train.loss < task.train_loss, "{name}: training loss {}", train.loss);
            assert!(wrong <= task.dev, "{name}: {wrong} on dev");
        }
    }
}
