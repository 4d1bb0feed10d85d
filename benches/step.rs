//! One step of the shapes that speed is measured at.

use criterion::{Criterion, criterion_group, criterion_main};
use trainscope::experiment::Experiment;
use trainscope::train::Trainer;

/// Name, hidden layers, activation, batch, loss.
const SHAPES: [(&str, &str, &str, u32, &str); 5] = [
    ("W1", "[4, 2]", "tanh", 10, "auto"),
    ("W2t", "[8, 8, 8]", "tanh", 32, "auto"),
    ("W2r", "[8, 8, 8]", "relu", 32, "auto"),
    ("W3", "[64, 64, 64]", "relu", 64, "auto"),
    ("W3b", "[128, 128, 128, 128]", "relu", 128, "softmax_cross_entropy"),
];

fn steps(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("step");
    for (name, layers, activation, batch, loss) in SHAPES {
        let json = format!(
            r#"{{"data": {{"points": 1000}}, "network": {{"layers": {layers}, "activation": "{activation}"}},
                "training": {{"batch": {batch}, "loss": "{loss}", "learning_rate": 0.01}}}}"#
        );
        let experiment = Experiment::from_json(&json).unwrap_or_else(|problems| panic!("{problems}"));
        let mut trainer = Trainer::new(&experiment).unwrap_or_else(|problems| panic!("{problems}"));
        group.bench_function(name, |bencher| bencher.iter(|| trainer.step()));
    }
    group.finish();
}

criterion_group!(benches, steps);
criterion_main!(benches);
