//! What a setting leaves as it was: all else is drawn from the same numbers.

use std::collections::BTreeMap;

use trainscope::data::{Points, Prepared, Set, regression_target};
use trainscope::experiment::{Dataset, Experiment, Normalization};
use trainscope::rng::{Purpose, Stream};

use crate::{GENERATORS, bits, experiment};

fn by_origin(points: &Points) -> BTreeMap<[u32; 2], ([f64; 2], f64, Set)> {
    (0..points.count()).map(|i| (points.origin[i], (points.x[i], points.target[i], points.set[i]))).collect()
}

#[test]
fn noise_is_a_multiple_of_the_same_normal_draws() {
    for dataset in GENERATORS {
        let mut experiment = experiment(dataset);
        experiment.data.noise = 0.0;
        let still = Points::draw(&experiment);
        experiment.data.noise = 0.2;
        let moved = Points::draw(&experiment);
        assert_eq!((&still.origin, &still.set), (&moved.origin, &moved.set));
        for i in 0..still.count() {
            let mut stream = Stream::new(experiment.seeds.data, Purpose::PointNoise, &still.origin[i]);
            if still.classes == 0 {
                assert_eq!(moved.x[i], still.x[i]);
                assert_eq!(moved.target[i].to_bits(), (still.target[i] + 0.2 * stream.normal()).to_bits());
                assert_eq!(regression_target(&experiment.data, still.x[i]), Some(still.target[i]));
            } else {
                let expected = still.x[i].map(|x| (x + 0.2 * stream.normal()).to_bits());
                assert_eq!(moved.x[i].map(f64::to_bits), expected, "{dataset:?}");
                assert_eq!(moved.target[i], still.target[i]);
            }
        }
    }
}

#[test]
fn further_points_leave_the_others_and_their_order_as_they_were() {
    for dataset in GENERATORS {
        let mut experiment = experiment(dataset);
        let few = Points::draw(&experiment);
        experiment.data.points = 500;
        let many = Points::draw(&experiment);
        let kept: Vec<usize> = (0..many.count()).filter(|&i| few.origin.contains(&many.origin[i])).collect();
        assert_eq!(kept.iter().map(|&i| many.origin[i]).collect::<Vec<_>>(), few.origin);
        assert_eq!(kept.iter().map(|&i| many.x[i]).collect::<Vec<_>>(), few.x);
    }
}

#[test]
fn balance_and_label_noise_leave_positions() {
    for dataset in [Dataset::Spiral, Dataset::Blobs] {
        let plain = experiment(dataset);
        let before = by_origin(&Points::draw(&plain));
        let mut changed = plain.clone();
        changed.data.balance = 0.2;
        changed.data.label_noise = 0.3;
        let after = by_origin(&Points::draw(&changed));
        let common: Vec<_> = after.iter().filter_map(|(origin, a)| before.get(origin).map(|b| (a, b))).collect();
        assert!(common.len() > 150);
        assert!(common.iter().all(|(a, b)| a.0 == b.0));
    }
}

#[test]
fn more_label_noise_replaces_the_same_labels_and_further_ones() {
    let mut experiment = experiment(Dataset::Blobs);
    experiment.data.points = 2000;
    experiment.data.classes = 5;
    let mut replaced = |label_noise: f64| {
        experiment.data.label_noise = label_noise;
        let points = Points::draw(&experiment);
        let flips: Vec<([u32; 2], f64)> = (0..points.count())
            .filter(|&i| points.target[i] != f64::from(points.origin[i][0]))
            .map(|i| (points.origin[i], points.target[i]))
            .collect();
        flips
    };
    assert!(replaced(0.0).is_empty());
    let (some, more) = (replaced(0.1), replaced(0.4));
    // Four standard deviations of a binomial count.
    assert!((some.len() as f64 - 200.0).abs() < 4.0 * 180.0_f64.sqrt(), "{}", some.len());
    assert!((more.len() as f64 - 800.0).abs() < 4.0 * 480.0_f64.sqrt(), "{}", more.len());
    assert!(some.iter().all(|flip| more.contains(flip)));
    // Each other class equally often: of about 160 from class 0, about 40 to each, within four deviations.
    for target in [1.0, 2.0, 3.0, 4.0] {
        let count = more.iter().filter(|([class, _], t)| *class == 0 && *t == target).count();
        assert!((count as f64 - 40.0).abs() < 4.0 * 37.0_f64.sqrt(), "{count} to {target}");
    }
}

#[test]
fn noise_inputs_leave_the_points_the_features_and_each_other() {
    let mut experiment = experiment(Dataset::Moons);
    experiment.split.train_dev = 0.2;
    experiment.inputs.normalization = Normalization::Standardize;
    let draw = |experiment: &mut Experiment, noise_inputs: u32| {
        experiment.inputs.noise_inputs = noise_inputs;
        Prepared::new(experiment)
    };
    let (none, two, five) = (draw(&mut experiment, 0), draw(&mut experiment, 2), draw(&mut experiment, 5));
    assert_eq!(none.points, five.points);
    for (set, wide) in five.sets.iter().enumerate() {
        assert_eq!(wide.inputs, 7);
        assert_eq!(none.sets[set].planes, wide.planes[..2 * wide.count]);
        assert_eq!(two.sets[set].planes, wide.planes[..4 * wide.count]);
        let planes: Vec<&[f32]> = (0..7).map(|input| wide.plane(input)).collect();
        assert!((0..7).all(|i| (0..i).all(|j| planes[i] != planes[j])));
    }
}

#[test]
fn the_split_seed_moves_points_between_sets_and_nothing_else() {
    let mut experiment = experiment(Dataset::Rings);
    let first = Points::draw(&experiment);
    experiment.seeds.split = 2;
    let second = Points::draw(&experiment);
    assert_eq!(bits(&first), bits(&second));
    let moved = first.set.iter().zip(&second.set).filter(|(a, b)| a != b).count();
    // 1 − (0.6² + 0.2² + 0.2²) = 0.56 of the 300 points change their set in the mean.
    assert!((120..220).contains(&moved), "{moved}");
}
