//! One step, and one field, of the works that speed is measured at.

mod works;

use criterion::{Bencher, Criterion, criterion_group, criterion_main};
use trainscope::lens::{Palette, decision, unit_fields};
use trainscope::train::Comparison;
use works::{SIDE, experiment};

/// Name, work, optimizer, dropout.
const STEPS: [(&str, &str, &str, f64); 7] = [
    ("W1", "W1", "sgd", 0.0),
    ("W2t", "W2t", "sgd", 0.0),
    ("W2r", "W2r", "sgd", 0.0),
    ("W2r, dropout 0.5", "W2r", "sgd", 0.5),
    ("W3", "W3", "sgd", 0.0),
    ("W3b", "W3b", "sgd", 0.0),
    ("W3b, Adam", "W3b", "adam", 0.0),
];
/// Divides by every batch, so that no epoch ends in a smaller one.
const POINTS: usize = 1280;
/// Steps before a field is drawn, so that there is something to see.
const STEPS_BEFORE_FIELD: u32 = 500;

fn comparison(work: &str, optimizer: &str, dropout: f64, replicas: u32) -> Comparison {
    let experiment = experiment(work, POINTS, None, optimizer, dropout);
    Comparison::new(&[experiment], replicas).unwrap_or_else(|problems| panic!("{problems}"))
}

fn steps(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("step");
    for (name, work, optimizer, dropout) in STEPS {
        let mut comparison = comparison(work, optimizer, dropout, 1);
        group.bench_function(name, |bencher| bencher.iter(|| comparison.step(1)));
    }
    let mut replicas = comparison("W1", "sgd", 0.0, 32);
    group.bench_function("W1, 32 replicas", |bencher| bencher.iter(|| replicas.step(1)));
    group.finish();
}

fn fields(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("field");
    let palette = Palette::default();
    for work in ["W2t", "W3"] {
        let mut comparison = comparison(work, "sgd", 0.0, 1);
        comparison.step(STEPS_BEFORE_FIELD);
        let lane = &mut comparison.lanes()[0];
        let one = |bencher: &mut Bencher| bencher.iter(|| palette.diverging(&decision(lane, 0, SIDE).values));
        group.bench_function(work, one);
        if work == "W2t" {
            let all = |bencher: &mut Bencher| bencher.iter(|| palette.diverging(&unit_fields(lane, 0, SIDE).values));
            group.bench_function("W2t, every unit", all);
        }
    }
    group.finish();
}

criterion_group!(benches, steps, fields);
criterion_main!(benches);
