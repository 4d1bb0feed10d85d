//! Features, their scale, and normalization by the training set alone.

use trainscope::data::{Points, Prepared, Set, Source, noise_inputs};
use trainscope::experiment::{Dataset, Each, Experiment, Feature, Normalization, Statistics};

use crate::experiment;

fn normalized(normalization: Normalization) -> Experiment {
    let mut experiment = experiment(Dataset::Blobs);
    experiment.inputs.features = Feature::ALL.to_vec();
    experiment.inputs.scale = Each::List(vec![1.0, 1000.0, 0.001, 1.0, 10.0, 1.0, 1.0]);
    experiment.inputs.noise_inputs = 2;
    experiment.inputs.normalization = normalization;
    experiment
}

#[test]
fn features_are_functions_of_the_point_times_their_scale() {
    let experiment = normalized(Normalization::None);
    let data = Prepared::new(&experiment);
    let noise = noise_inputs(&experiment, &data.points);
    let set = data.set(Set::Dev);
    for (j, &i) in set.point.iter().enumerate() {
        let i = i as usize;
        let [x1, x2] = data.points.x[i];
        let expected = [
            x1,
            1000.0 * x2,
            0.001 * (x1 * x1),
            x2 * x2,
            10.0 * (x1 * x2),
            libm::sin(x1),
            libm::sin(x2),
            noise[2 * i],
            noise[2 * i + 1],
        ];
        for (input, expected) in expected.into_iter().enumerate() {
            assert_eq!(set.plane(input)[j], expected as f32, "input {input}");
        }
    }
    let names = ["x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2", "noise_1", "noise_2"];
    assert_eq!(data.preparation.input_names(), names);
    assert_eq!(data.preparation.inputs(), experiment.input_count());
    assert_eq!(data.preparation.list()[8].source, Source::Noise(1));
}

#[test]
fn standardized_training_inputs_have_mean_0_and_variance_1() {
    let data = Prepared::new(&normalized(Normalization::Standardize));
    let moments = |set: Set, input: usize| {
        let plane = data.set(set).plane(input);
        let count = plane.len() as f64;
        let mean = plane.iter().map(|&value| f64::from(value)).sum::<f64>() / count;
        (mean, plane.iter().map(|&value| (f64::from(value) - mean).powi(2)).sum::<f64>() / count)
    };
    for input in 0..9 {
        let (mean, variance) = moments(Set::Train, input);
        assert!(mean.abs() < 1e-6 && (variance - 1.0).abs() < 1e-6, "input {input}: {mean}, {variance}");
        // The other sets are not normalized by themselves.
        let (mean, variance) = moments(Set::Dev, input);
        assert!(mean.abs() > 1e-4 && (variance - 1.0).abs() > 1e-4, "input {input}: {mean}, {variance}");
    }
}

#[test]
fn min_max_takes_the_training_set_to_exactly_minus_1_and_1() {
    let data = Prepared::new(&normalized(Normalization::MinMax));
    for input in 0..9 {
        let plane = data.set(Set::Train).plane(input);
        assert_eq!(plane.iter().copied().fold(f32::INFINITY, f32::min), -1.0);
        assert_eq!(plane.iter().copied().fold(f32::NEG_INFINITY, f32::max), 1.0);
    }
}

#[test]
fn a_change_of_unit_disappears_under_normalization() {
    let mut experiment = experiment(Dataset::Moons);
    experiment.inputs.normalization = Normalization::Standardize;
    let plain = Prepared::new(&experiment);
    experiment.inputs.scale = Each::List(vec![1000.0, 0.001]);
    let scaled = Prepared::new(&experiment);
    for (a, b) in plain.sets.iter().zip(&scaled.sets) {
        assert!(a.planes.iter().zip(&b.planes).all(|(a, b)| (a - b).abs() < 1e-6));
    }
}

#[test]
fn statistics_do_not_depend_on_dev_and_test() {
    for normalization in [Normalization::Standardize, Normalization::MinMax] {
        let mut experiment = normalized(normalization);
        experiment.data.custom = {
            let points = Points::draw(&experiment);
            points.x.iter().zip(&points.target).map(|(x, &target)| [x[0], x[1], target]).collect()
        };
        experiment.data.dataset = Dataset::Custom;
        let before = Prepared::new(&experiment);
        for (point, set) in experiment.data.custom.iter_mut().zip(&before.points.set) {
            if *set != Set::Train {
                *point = [point[0] * 50.0, 700.0, point[2]];
            }
        }
        let after = Prepared::new(&experiment);
        assert_eq!(before.preparation, after.preparation);
        assert_eq!(before.set(Set::Train), after.set(Set::Train));
        assert_ne!(before.set(Set::Dev).planes, after.set(Set::Dev).planes);
        // The statistics would have moved, had they seen those points.
        let first = before.points.set.iter().position(|&set| set == Set::Train).expect("a training point");
        experiment.data.custom[first][0] += 100.0;
        assert_ne!(before.preparation, Prepared::new(&experiment).preparation);
    }
}

/// The leak: what the other sets are moves the statistics, as scikit-learn's scaler fitted on everything would have it.
#[test]
fn statistics_of_all_points_are_those_of_all_points() {
    let mut experiment = Experiment::default();
    experiment.data.dataset = Dataset::Custom;
    experiment.data.custom = (0..40).map(|i| [f64::from(i), f64::from(i * i), f64::from(i % 2)]).collect();
    experiment.inputs.normalization = Normalization::Standardize;
    let honest = Prepared::new(&experiment);
    experiment.inputs.statistics = Statistics::All;
    let leaky = Prepared::new(&experiment);
    assert_ne!(honest.preparation, leaky.preparation);
    assert_eq!(honest.points, leaky.points);
    // Σi/40 = 19.5, and of consecutive numbers the variance is (n² − 1)/12.
    let first = leaky.preparation.list()[0];
    assert!((first.shift - 19.5).abs() < 1e-12);
    assert!((first.divisor - (1599.0_f64 / 12.0).sqrt()).abs() < 1e-12);
    experiment.inputs.normalization = Normalization::MinMax;
    let [shift, divisor] =
        Prepared::new(&experiment).preparation.list().iter().map(|input| [input.shift, input.divisor]).next().unwrap();
    assert_eq!([shift, divisor], [19.5, 19.5]);
    // Without normalization there is nothing to leak.
    experiment.inputs.normalization = Normalization::None;
    let raw = Prepared::new(&experiment);
    experiment.inputs.statistics = Statistics::Train;
    assert_eq!(raw, Prepared::new(&experiment));
}

/// What standardizing and min–max take from the training set is how its inputs lie.
#[test]
fn spreads_are_what_normalization_goes_by() {
    let mut experiment = normalized(Normalization::Standardize);
    let data = Prepared::new(&experiment);
    let spreads = data.spreads(&experiment, &[Set::Train]).expect("training points");
    assert_eq!(spreads.len(), data.preparation.inputs());
    for (spread, input) in spreads.iter().zip(data.preparation.list()) {
        assert!((spread.mean - input.shift).abs() <= 1e-12 * spread.high.abs());
        assert!((spread.deviation / input.divisor - 1.0).abs() < 1e-12);
    }
    experiment.inputs.normalization = Normalization::MinMax;
    experiment.inputs.statistics = Statistics::All;
    let data = Prepared::new(&experiment);
    for (spread, input) in data.spreads(&experiment, &Set::ALL).expect("points").iter().zip(data.preparation.list()) {
        assert!(((spread.low + spread.high) / 2.0 - input.shift).abs() <= 1e-12 * spread.high.abs());
        assert!((spread.high - spread.low - 2.0 * input.divisor).abs() <= 1e-12 * spread.high.abs());
    }
    assert_ne!(data.spreads(&experiment, &Set::ALL), data.spreads(&experiment, &[Set::Dev]));
    experiment.split.test = 0.0;
    assert_eq!(Prepared::new(&experiment).spreads(&experiment, &[Set::Test]), None);
}

#[test]
fn a_constant_feature_becomes_0() {
    for normalization in [Normalization::Standardize, Normalization::MinMax] {
        let mut experiment = Experiment::default();
        experiment.data.dataset = Dataset::Custom;
        // The mean of equal numbers is not exactly that number here.
        experiment.data.custom = (0..30).map(|i| [0.1, f64::from(i), f64::from(i % 2)]).collect();
        experiment.inputs.normalization = normalization;
        let data = Prepared::new(&experiment);
        assert!(data.sets.iter().all(|set| set.plane(0).iter().all(|value| value.abs() < 1e-6)));
        assert!(data.set(Set::Train).plane(1).iter().any(|value| value.abs() > 0.9));
    }
}

#[test]
fn places_that_are_no_points_get_noise_0() {
    let experiment = normalized(Normalization::Standardize);
    let data = Prepared::new(&experiment);
    let mut row = vec![f32::NAN; data.preparation.inputs()];
    let mut other = row.clone();
    data.preparation.transform([0.5, -1.0], None, &mut |input, value| row[input] = value);
    data.preparation.transform([0.5, -1.0], Some(&[0.0, 0.0]), &mut |input, value| other[input] = value);
    assert_eq!(row, other);
    assert!(row.iter().all(|value| value.is_finite()));
}
