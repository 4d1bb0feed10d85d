//! The data: pinned values, common random numbers, exact splits, true densities, honest normalization.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::cast_possible_truncation, reason = "classes and cells are small whole numbers")]
#![allow(clippy::disallowed_methods, reason = "thresholds need no fixed bits")]

mod data {
    mod common_random_numbers;
    mod given_points;
    mod inputs;
    mod laws;
    mod pinned;
    mod split;
}

use trainscope::data::Points;
use trainscope::experiment::{Dataset, Experiment};

const GENERATORS: [Dataset; 10] = [
    Dataset::Circle,
    Dataset::Xor,
    Dataset::Gaussians,
    Dataset::Spiral,
    Dataset::Moons,
    Dataset::Rings,
    Dataset::Blobs,
    Dataset::Checkerboard,
    Dataset::Plane,
    Dataset::Wave,
];

fn experiment(dataset: Dataset) -> Experiment {
    let mut experiment = Experiment::default();
    experiment.data.dataset = dataset;
    if matches!(dataset, Dataset::Rings | Dataset::Blobs) {
        experiment.data.classes = 3;
    }
    experiment
}

fn bits(points: &Points) -> Vec<[u64; 3]> {
    points.x.iter().zip(&points.target).map(|(x, t)| [x[0].to_bits(), x[1].to_bits(), t.to_bits()]).collect()
}
