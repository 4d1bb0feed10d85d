//! What the best predictor says over the plane: against the densities themselves, and kept as long as the data's law stays.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::cast_precision_loss, reason = "places on a lattice")]
#![allow(clippy::disallowed_methods, reason = "references need no fixed bits")]

use trainscope::data::{Distribution, TargetLaw, bayes_error, class_share, density, regression_target};
use trainscope::experiment::{Dataset, Experiment};
use trainscope::lens::{Optima, OptimalField};

const SIDE: usize = 24;

fn of(dataset: Dataset) -> Experiment {
    let mut experiment = Experiment::default();
    experiment.data.dataset = dataset;
    (experiment.data.noise, experiment.data.classes, experiment.data.balance) = (0.3, 3, 0.3);
    experiment
}

/// A target that differs in everything.
fn elsewhere(mut experiment: Experiment) -> Experiment {
    let target = &mut experiment.target;
    (target.rotation, target.shift_x1, target.shift_x2) = (-35.0, 0.7, -0.4);
    (target.scale, target.noise, target.odds, target.share) = (1.4, 0.2, 3.0, 0.5);
    experiment
}

fn field(experiment: &Experiment) -> Vec<f32> {
    let mut field = OptimalField::new(experiment, SIDE).unwrap();
    while !field.advance(7) {
        assert!(field.values().is_none(), "nothing is told before it is complete");
    }
    field.values().unwrap().to_vec()
}

/// The places of the lattice, row by row from the top.
fn places() -> impl Iterator<Item = (usize, [f64; 2])> {
    let cell = 6.0 / SIDE as f64;
    (0..SIDE * SIDE).map(move |place| {
        (place, [(place % SIDE) as f64 * cell + cell / 2.0 - 3.0, 3.0 - cell / 2.0 - (place / SIDE) as f64 * cell])
    })
}

/// Joint densities in the distribution of use, written again in words.
fn joint(experiment: &Experiment, x: [f64; 2]) -> Vec<f64> {
    let law = TargetLaw::of(experiment);
    let (data, at) = law.as_ref().map_or((&experiment.data, x), |law| (law.data(), law.to_source(x)));
    (0..).map_while(|class| Some(class_share(data, class)? * density(data, at, class)?)).collect()
}

#[test]
fn classes_are_as_likely_as_their_densities_say() {
    for dataset in [Dataset::Circle, Dataset::Xor, Dataset::Spiral, Dataset::Moons, Dataset::Rings, Dataset::Blobs] {
        for experiment in [of(dataset), elsewhere(of(dataset))] {
            let values = field(&experiment);
            let mut told = 0;
            for (place, x) in places() {
                let joint = joint(&experiment, x);
                let best = joint.iter().fold(0.0_f64, |best, &joint| best.max(joint));
                // Where both are next to nothing, the rough densities may say nothing, or 0 of one of them.
                if best < 1e-3 {
                    continue;
                }
                let logs: Vec<f64> = joint.iter().map(|joint| (joint / best).ln()).collect();
                let expected = if joint.len() > 2 { logs } else { vec![logs[1] - logs[0]] };
                for (plane, &expected) in expected.iter().enumerate() {
                    let value = f64::from(values[plane * SIDE * SIDE + place]);
                    // An error of 2·10⁻⁵ of the density, as a share of the smaller of the two.
                    if expected.abs() < 3.0 {
                        assert!((value - expected).abs() < 1e-2, "{dataset:?} at {x:?}: {value} for {expected}");
                        told += 1;
                    } else {
                        assert!(value * expected.signum() > 2.9, "{dataset:?} at {x:?}: {value} for {expected}");
                    }
                }
            }
            assert!(told > 20, "{dataset:?}: {told} places to compare");
        }
    }
}

#[test]
fn in_regression_it_is_the_expected_target_where_there_are_points() {
    for experiment in [of(Dataset::Wave), elsewhere(of(Dataset::Plane))] {
        let values = field(&experiment);
        let law = TargetLaw::of(&experiment);
        for (place, x) in places() {
            let at = law.as_ref().map_or(x, |law| law.to_source(x));
            let expected = regression_target(&experiment.data, at).unwrap();
            if at.iter().all(|at| at.abs() <= 3.0) {
                assert!((f64::from(values[place]) - expected).abs() < 1e-6, "at {x:?}");
            } else {
                assert!(values[place].is_nan(), "at {x:?}");
            }
        }
    }
}

#[test]
fn nothing_is_said_where_no_point_falls_and_where_labels_are_coins() {
    let mut experiment = of(Dataset::Circle);
    experiment.data.noise = 0.0;
    let values = field(&experiment);
    for (place, [x1, x2]) in places() {
        let r = x1.hypot(x2);
        let seen = r < 1.25 || r > 1.75 && r < 2.5;
        assert_eq!(values[place].is_nan(), !seen, "at {x1}, {x2}");
    }
    experiment.data.label_noise = 0.5;
    assert!(field(&experiment).iter().all(|value| value.is_nan() || *value == 0.0));
    experiment.data.dataset = Dataset::Custom;
    assert!(OptimalField::new(&experiment, SIDE).is_none());
}

#[test]
fn errors_are_kept_while_the_law_stays_and_forgotten_with_it() {
    let first = of(Dataset::Xor);
    let mut optima = Optima::default();
    optima.keep([&first].into_iter());
    assert_eq!(optima.errors(&first), None);
    while optima.advance(100) < 1.0 {}
    let known = optima.errors(&first).unwrap();
    assert_eq!(known, [bayes_error(&first, Distribution::Train).unwrap(); 2]);
    // Another model, other draws and more points of the same law.
    let mut other = first.clone();
    (other.network.layers, other.seeds.data, other.data.points, other.split.train_dev) = (vec![3], 9, 777, 0.2);
    optima.keep([&other].into_iter());
    assert_eq!(optima.errors(&other), Some(known));
    // Another law beside it: the first stays known while that is worked out.
    let moved = elsewhere(first.clone());
    optima.keep([&moved, &first].into_iter());
    assert_eq!((optima.errors(&moved), optima.errors(&first)), (None, Some(known)));
    assert!(optima.advance(0) < 1.0);
    while optima.advance(1000) < 1.0 {}
    let [train, usual] = optima.errors(&moved).unwrap();
    assert_eq!(train, bayes_error(&moved, Distribution::Train).unwrap());
    assert_eq!(usual, bayes_error(&moved, Distribution::Use).unwrap());
    assert!((train.value - usual.value).abs() > 1e-3);
    // The field is kept with the law.
    while optima.field(&moved, SIDE, 50).is_none() {}
    let field = optima.field(&moved, SIDE, 0).and_then(|field| field.values()).unwrap().len();
    assert_eq!(field, SIDE * SIDE);
    optima.keep([&moved].into_iter());
    assert_eq!(optima.errors(&first), None);
    assert!(optima.field(&first, SIDE, 50).is_none());
    // Given points have no law, and nothing is left to do for them.
    let given = of(Dataset::Custom);
    optima.keep([&given].into_iter());
    assert_eq!((optima.errors(&given), optima.advance(1)), (None, 1.0));
}
