//! The works that speed is measured at, from the list that the JavaScript side reads too.

use serde_json::{Value, json};
use trainscope::experiment::Experiment;

/// Points along each side of a field.
pub(crate) const SIDE: usize = 100;

/// The works by name.
fn works() -> serde_json::Map<String, Value> {
    serde_json::from_str(include_str!("../works.json")).expect("works.json is an object of works")
}

/// A work as an experiment whose points are all for training.
pub(crate) fn experiment(name: &str, points: usize, batch: Option<usize>, optimizer: &str, dropout: f64) -> Experiment {
    let works = works();
    let work = &works[name];
    let weights = if work["activation"] == "tanh" { "xavier_normal" } else { "he_normal" };
    let json = json!({
        "data": { "dataset": "circle", "points": points, "noise": 0.0 },
        "split": { "train": 10, "dev": 0, "test": 0 },
        "network": { "layers": work["hidden"], "activation": work["activation"] },
        "initialization": { "weights": weights },
        "dropout": { "p": dropout },
        "training": {
            "loss": work["loss"],
            "optimizer": optimizer,
            "learning_rate": work["rate"],
            "batch": batch.map_or(work["batch"].clone(), Value::from),
        },
    });
    Experiment::from_json(&json.to_string()).unwrap_or_else(|problems| panic!("{problems}"))
}
