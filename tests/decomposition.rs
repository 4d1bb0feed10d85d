//! Bias and variance: against a plain reference in f64, against fresh points and labels, against laws whose bias and variance are
//! known, and where theory says what must come out.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::cast_possible_truncation, reason = "predictions are f32")]
#![allow(clippy::disallowed_methods, reason = "references need no fixed bits")]

#[allow(dead_code, reason = "the gradient's tests use the rest of it")]
mod support {
    pub(crate) mod reference;
}

use support::reference::{Example, Reference};
use trainscope::data::{Points, Set, TargetLaw, class_share, density, regression_target};
use trainscope::experiment::{Experiment, Loss, PLANE, Task};
use trainscope::lens::{Decomposition, decompose, tested};
use trainscope::train::Comparison;

fn experiment(json: &str) -> Experiment {
    Experiment::from_json(json).unwrap_or_else(|problems| panic!("{problems}"))
}

/// All six seeds, as the page's own start has them.
fn seeded(experiment: &Experiment, seed: u32) -> Experiment {
    let mut experiment = experiment.clone();
    let seeds = &mut experiment.seeds;
    (seeds.data, seeds.split, seeds.init) = (seed, seed, seed);
    (seeds.batches, seeds.masks, seeds.augmentation) = (seed, seed, seed);
    experiment
}

fn trained(experiment: &Experiment, sets: u32, steps: u32) -> Vec<Comparison> {
    let train = |seed| {
        let mut comparison = Comparison::new(&[seeded(experiment, seed)], 1).unwrap();
        comparison.step(steps);
        comparison
    };
    (1..=sets).map(train).collect()
}

fn predictions(networks: &mut [Comparison], side: usize) -> Vec<f32> {
    networks.iter_mut().flat_map(|network| tested(&mut network.lanes()[0], 0, side).unwrap().values).collect()
}

fn decomposed(experiment: &Experiment, sets: u32, steps: u32, side: usize) -> Decomposition {
    decompose(experiment, side, &predictions(&mut trained(experiment, sets, steps), side)).unwrap()
}

fn means(found: &Decomposition) -> [f64; 4] {
    found.totals.map(|total| total.mean)
}

/// What stands for y and for p̂: one entry for two classes and in regression, else one for each class.
fn entries(experiment: &Experiment) -> usize {
    match experiment.task() {
        Task::Classes(2) | Task::Regression => 1,
        Task::Classes(classes) => classes as usize,
    }
}

/// What a network predicts at a place, from its parameters, in f64.
fn predicted(network: &mut Comparison, at: [f64; 2]) -> Vec<f64> {
    let lane = &network.lanes()[0];
    let experiment = lane.workspace().experiment();
    let mut x = vec![0.0; experiment.sizes()[0]];
    lane.workspace().prepared().preparation.transform(at, None, &mut |i, value| x[i] = f64::from(value));
    let parameters: Vec<f64> = lane.runs()[0].parameters().iter().map(|&w| f64::from(w)).collect();
    let example = Example { x, target: 0.0, kept: None };
    let z = Reference::new(experiment).forward(&parameters, &example).outputs;
    match (experiment.task(), experiment.loss()) {
        (Task::Regression, _) => z,
        (_, Loss::BinaryCrossEntropy) => vec![1.0 / (1.0 + (-z[0]).exp())],
        (_, Loss::Mse) => vec![((z[0] + 1.0) / 2.0).clamp(0.0, 1.0)],
        _ => {
            let sum: f64 = z.iter().map(|z| z.exp()).sum();
            let all: Vec<f64> = z.iter().map(|z| z.exp() / sum).collect();
            if all.len() == 2 { vec![all[1]] } else { all }
        }
    }
}

/// Density, E[y | x] and Var[y | x] of dev and test's law in a cell, from the generator's densities at so many points along its
/// side.
fn cell(experiment: &Experiment, at: [f64; 2], side: usize, fine: usize) -> Option<(f64, Vec<f64>, f64)> {
    let offsets: Vec<f64> =
        (0..fine).map(|i| 2.0 * PLANE / side as f64 * ((i as f64 + 0.5) / fine as f64 - 0.5)).collect();
    let within = offsets.iter().flat_map(|across| offsets.iter().map(move |up| [at[0] + across, at[1] + up]));
    let found: Vec<_> = within.filter_map(|at| law(experiment, at)).collect();
    let total: f64 = found.iter().map(|(density, ..)| density).sum();
    let mut f = vec![0.0; found.first()?.1.len()];
    for (density, own, _) in &found {
        f.iter_mut().zip(own).for_each(|(f, own)| *f += density * own / total);
    }
    let noise = match experiment.task() {
        Task::Regression => found[0].2,
        Task::Classes(_) => f.iter().map(|p| p * (1.0 - p)).sum(),
    };
    Some((total / (fine * fine) as f64, f, noise))
}

/// Density, E[y | x] and Var[y | x] of dev and test's law, from the generator's densities.
fn law(experiment: &Experiment, at: [f64; 2]) -> Option<(f64, Vec<f64>, f64)> {
    let target = TargetLaw::of(experiment);
    let (data, x) = match &target {
        Some(law) => (law.data(), law.to_source(at)),
        None => (&experiment.data, at),
    };
    let area = if target.is_some() { experiment.target.scale * experiment.target.scale } else { 1.0 };
    if let Some(f) = regression_target(data, x) {
        let inside = x[0].abs() <= PLANE && x[1].abs() <= PLANE;
        return inside.then(|| (1.0 / (36.0 * area), vec![f], data.noise * data.noise));
    }
    let joint: Vec<f64> = (0..).map_while(|class| Some(class_share(data, class)? * density(data, x, class)?)).collect();
    let total: f64 = joint.iter().sum();
    if !total.is_normal() {
        return None;
    }
    let wrong = data.label_noise / (joint.len() - 1) as f64;
    let observed: Vec<f64> =
        joint.iter().map(|p| p / total * (1.0 - data.label_noise) + (1.0 - p / total) * wrong).collect();
    let f = if observed.len() == 2 { vec![observed[1]] } else { observed };
    let noise = f.iter().map(|p| p * (1.0 - p)).sum();
    Some((total / area, f, noise))
}

/// Noise, bias², variance and their sum over the lattice, of these networks' predictions `[network][place][entry]`.
fn reference(experiment: &Experiment, [side, fine]: [usize; 2], all: &[Vec<Vec<f64>>]) -> [f64; 4] {
    let count = all.len() as f64;
    let (mut sums, mut mass) = ([0.0; 4], 0.0);
    for (i, at) in lattice(side).into_iter().enumerate() {
        let Some((density, f, noise)) = cell(experiment, at, side, fine) else { continue };
        let mut parts = [noise, 0.0, 0.0];
        for (entry, f) in f.iter().enumerate() {
            let mean = all.iter().map(|network| network[i][entry]).sum::<f64>() / count;
            let variance = all.iter().map(|network| (network[i][entry] - mean).powi(2)).sum::<f64>() / (count - 1.0);
            parts[1] += (mean - f).powi(2) - variance / count;
            parts[2] += variance;
        }
        let of_error: f64 =
            all.iter().map(|network| network[i].iter().zip(&f).map(|(p, f)| (p - f).powi(2)).sum::<f64>()).sum::<f64>()
                / count;
        mass += density;
        for (sum, part) in sums.iter_mut().zip([parts[0], parts[1], parts[2], noise + of_error]) {
            *sum += density * part;
        }
    }
    sums.map(|sum| sum / mass)
}

fn lattice(side: usize) -> Vec<[f64; 2]> {
    let at = |i: usize| 2.0 * PLANE * (i as f64 + 0.5) / side as f64 - PLANE;
    (0..side * side).map(|i| [at(i % side), -at(i / side)]).collect()
}

const CASES: [&str; 6] = [
    r#"{"data": {"dataset": "circle", "noise": 0.2, "label_noise": 0.1}}"#,
    r#"{"data": {"dataset": "blobs", "classes": 4, "noise": 0.3, "balance": 0.6}, "dropout": {"p": 0.3, "scaling": "classic", "evaluate": "train"}}"#,
    r#"{"data": {"dataset": "wave", "noise": 0.3}, "inputs": {"normalization": "standardize"}}"#,
    r#"{"data": {"dataset": "moons", "noise": 0.1}, "target": {"rotation": 40, "shift_x1": 0.5, "noise": 0.2, "scale": 0.8, "odds": 3}}"#,
    r#"{"data": {"dataset": "plane"}, "target": {"rotation": 20, "scale": 0.6, "noise": 0.2}}"#,
    r#"{"data": {"dataset": "xor", "noise": 0.0}, "training": {"loss": "mse"}}"#,
];

#[test]
fn figures_are_those_of_the_plain_reference() {
    // The last two laws have edges within cells.
    for (json, fine) in CASES.into_iter().zip([1, 1, 1, 1, 4, 4]) {
        let mut experiment = experiment(json);
        experiment.data.points = 60;
        let side = 36;
        let mut networks = trained(&experiment, 4, 30);
        let values = predictions(&mut networks, side);
        let found = decompose(&experiment, side, &values).unwrap();
        let all: Vec<Vec<Vec<f64>>> = networks
            .iter_mut()
            .map(|network| lattice(side).into_iter().map(|at| predicted(network, at)).collect())
            .collect();
        let close = |a: f64, b: f64| (a - b).abs() < 2e-6 * (1.0 + b.abs());
        let whole = reference(&experiment, [side, fine], &all);
        for (found, expected) in means(&found).into_iter().zip(whole) {
            assert!(close(found, expected), "{json}: {found} for {expected}");
        }
        // The interval, with each network really left out.
        let without: Vec<[f64; 4]> = (0..all.len())
            .map(|left_out| {
                let rest: Vec<_> = (0..all.len()).filter(|&i| i != left_out).map(|i| all[i].clone()).collect();
                reference(&experiment, [side, fine], &rest)
            })
            .collect();
        for part in 1..4 {
            let mean = without.iter().map(|parts| parts[part]).sum::<f64>() / 4.0;
            let squares: f64 = without.iter().map(|parts| (parts[part] - mean).powi(2)).sum();
            // Student's quantile with three degrees of freedom.
            let half = 3.182 * (squares * 3.0 / 4.0).sqrt();
            let [low, high] = found.totals[part].interval;
            assert!(((high - low) / 2.0 - half).abs() < 0.01 * half + 1e-5, "{json}: {part}: {low} {high} {half}");
        }
        // Each set's own error, and their mean.
        for (set, error) in found.errors.iter().enumerate() {
            let expected = reference(&experiment, [side, fine], &[all[set].clone(), all[set].clone()])[3];
            assert!(close(*error, expected), "{json}: {error} for {expected}");
        }
        let places = lattice(side).into_iter().enumerate();
        for (i, at) in places {
            let expected = cell(&experiment, at, side, fine);
            assert_eq!(found.noise[i].is_nan(), expected.is_none(), "{json}");
            let density = expected.map_or(0.0, |(density, ..)| density);
            assert!(close(f64::from(found.density[i]), density), "{json}: {density}");
        }
        assert_eq!(found.mean.len(), entries(&experiment) * side * side);
    }
}

#[test]
fn parts_add_up_at_every_place_and_in_the_mean() {
    for json in CASES {
        let experiment = experiment(json);
        let found = decomposed(&experiment, 5, 20, 24);
        let [noise, bias, variance, error] = means(&found);
        assert!((noise + bias + variance - error).abs() < 1e-12, "{json}");
        let mean = found.errors.iter().sum::<f64>() / 5.0;
        assert!((mean - error).abs() < 1e-12, "{json}: {mean} {error}");
        // The totals are the pictures' means.
        let mass: f64 = found.density.iter().map(|&density| f64::from(density)).sum();
        for (picture, total) in [(&found.noise, noise), (&found.bias, bias), (&found.variance, variance)] {
            let pairs = picture.iter().zip(&found.density).filter(|(_, density)| **density > 0.0);
            let sum: f64 = pairs.map(|(&value, &density)| f64::from(value) * f64::from(density)).sum();
            assert!((sum / mass - total).abs() < 1e-6, "{json}: {} {total}", sum / mass);
        }
    }
}

#[test]
fn fresh_points_and_labels_have_this_error() {
    for json in CASES {
        let experiment = experiment(json);
        let mut networks = trained(&experiment, 6, 100);
        let found = decompose(&experiment, 96, &predictions(&mut networks, 96)).unwrap();
        // Points of dev and test that no network was trained on.
        let mut fresh = seeded(&experiment, 4711);
        fresh.data.points = 20_000;
        (fresh.split.train, fresh.split.dev, fresh.split.test) = (1.0, 50.0, 49.0);
        let points = Points::draw(&fresh);
        let on_plane = |i: &usize| points.set[*i] != Set::Train && points.x[*i].iter().all(|x| x.abs() <= PLANE);
        let errors: Vec<f64> = (0..points.count())
            .filter(on_plane)
            .step_by(4)
            .map(|i| {
                let wanted: Vec<f64> = match experiment.task() {
                    Task::Classes(2) | Task::Regression => vec![points.target[i]],
                    Task::Classes(classes) => {
                        (0..classes).map(|class| f64::from(u8::from(points.target[i] == f64::from(class)))).collect()
                    }
                };
                let of = |network: &mut Comparison| -> f64 {
                    predicted(network, points.x[i]).iter().zip(&wanted).map(|(p, y)| (y - p).powi(2)).sum()
                };
                networks.iter_mut().map(of).sum::<f64>() / 6.0
            })
            .collect();
        let count = errors.len() as f64;
        let mean = errors.iter().sum::<f64>() / count;
        let variance = errors.iter().map(|error| (error - mean).powi(2)).sum::<f64>() / (count - 1.0);
        let [noise, bias, variance_part, error] = means(&found);
        println!("{json}: {noise:.4} + {bias:.4} + {variance_part:.4} = {error:.4}; fresh points {mean:.4}");
        assert!((error - mean).abs() < 3.5 * (variance / count).sqrt() + 5e-4, "{json}: {error} for {mean}");
        let share = (0..points.count()).filter(on_plane).count() as f64
            / points.set.iter().filter(|&&set| set != Set::Train).count() as f64;
        assert!((found.covered - share).abs() < 0.01, "{json}: {} for {share}", found.covered);
    }
}

/// Standard normal numbers, from a generator of the test's own.
fn normals(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed;
    let mut uniform = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    };
    move || (-2.0 * uniform().ln()).sqrt() * (core::f64::consts::TAU * uniform()).cos()
}

#[test]
fn figures_are_right_on_average_and_intervals_hold_the_truth() {
    // Predictions that are f + 0.3 + 0.5 g everywhere, with g standard normal for each data set: bias² 0.09, variance 0.25.
    let experiment = experiment(r#"{"data": {"dataset": "wave", "noise": 0.2}}"#);
    let (side, repeats) = (4, 2000);
    let f: Vec<f64> = lattice(side).iter().map(|&x| regression_target(&experiment.data, x).unwrap()).collect();
    let truth = [0.04, 0.09, 0.25, 0.38];
    let mut normal = normals(1);
    // The squares of few numbers are skewed, and here all of a network's deviation is one number: intervals hold somewhat less
    // often than 95 %.
    for (sets, least) in [(8, 1660), (32, 1780)] {
        let (mut sums, mut held) = ([0.0; 4], [0; 4]);
        for _ in 0..repeats {
            let shifts = (0..sets).map(|_| 0.3 + 0.5 * normal()).collect::<Vec<_>>();
            let values: Vec<f32> = shifts.iter().flat_map(|shift| f.iter().map(move |f| (f + shift) as f32)).collect();
            let found = decompose(&experiment, side, &values).unwrap();
            for part in 0..4 {
                sums[part] += found.totals[part].mean / f64::from(repeats);
                let [low, high] = found.totals[part].interval;
                held[part] += u32::from((low - 1e-9..=high + 1e-9).contains(&truth[part]));
            }
        }
        println!("{sets} sets: means {sums:.4?}, held {held:?} of {repeats}");
        for part in 0..4 {
            // The standard error of these means is below 0.005; without the corrections bias² would be off by 0.03 for 8 sets.
            assert!((sums[part] - truth[part]).abs() < 0.015, "{part}: {}", sums[part]);
            assert!(held[part] >= least, "{part}: {}", held[part]);
        }
    }
}

#[test]
fn a_finer_lattice_says_the_same() {
    for json in CASES {
        let experiment = experiment(json);
        let mut networks = trained(&experiment, 4, 60);
        let [coarse, fine] =
            [96, 384].map(|side| decompose(&experiment, side, &predictions(&mut networks, side)).unwrap());
        let [coarse_means, fine_means] = [means(&coarse), means(&fine)];
        println!("{json}: {coarse_means:.5?} {fine_means:.5?}, covered {} {}", coarse.covered, fine.covered);
        for (coarse, fine) in coarse_means.into_iter().zip(fine_means) {
            assert!((coarse - fine).abs() < 1e-3, "{json}: {coarse} {fine}");
        }
        assert!((coarse.covered - fine.covered).abs() < 5e-3, "{json}");
    }
}

#[test]
fn a_line_around_a_disc_is_biased_and_many_units_on_few_points_vary() {
    let adam = r#""training": {"optimizer": "adam", "learning_rate": 0.02, "batch": 16}"#;
    let line = experiment(&format!(
        r#"{{"data": {{"dataset": "circle", "points": 400}}, "network": {{"layers": []}}, {adam}}}"#
    ));
    let [_, bias, variance, _] = means(&decomposed(&line, 8, 500, 48));
    println!("line on circle: bias² {bias:.4}, variance {variance:.4}");
    assert!(bias > 10.0 * variance && bias > 0.15, "{bias} {variance}");

    let wide = experiment(&format!(
        r#"{{"data": {{"dataset": "moons", "points": 30, "noise": 0.3, "label_noise": 0.15}}, "network": {{"layers": [32, 32]}}, {adam}}}"#
    ));
    let found = decomposed(&wide, 12, 1500, 48);
    let [_, bias, variance, _] = means(&found);
    println!("wide on 30 points: bias² {bias:.4}, variance {variance:.4}");
    assert!(variance > 3.0 * bias && variance > 0.1, "{bias} {variance}");
    assert!(found.totals[2].interval[0] > found.totals[1].interval[1]);
}

#[test]
fn predictions_are_without_masks_and_leave_the_training_alone() {
    let experiment = experiment(CASES[1]);
    let mut watched = trained(&experiment, 1, 20);
    let mut alone = trained(&experiment, 1, 20);
    let first = predictions(&mut watched, 32);
    assert_eq!(first, predictions(&mut watched, 32), "no masks are drawn");
    let mut at_test = experiment.clone();
    at_test.dropout.evaluate = trainscope::experiment::Mode::Eval;
    assert_eq!(first, predictions(&mut trained(&at_test, 1, 20), 32));
    for network in [&mut watched[0], &mut alone[0]] {
        network.step(5);
    }
    assert_eq!(watched[0].lanes()[0].runs()[0].hash(), alone[0].lanes()[0].runs()[0].hash());
}

#[test]
fn what_cannot_be_taken_apart_is_not() {
    let experiment = experiment(CASES[2]);
    let set = vec![0.5_f32; 64];
    let of = |sets: &[&[f32]]| decompose(&experiment, 8, &sets.concat());
    assert!(of(&[&set, &set]).is_none());
    assert!(of(&[&set, &set, &set]).is_some());
    // A network that left the range of numbers is left out, and named.
    let lost = vec![f32::NAN; 64];
    assert!(of(&[&set, &lost, &set]).is_none());
    let found = of(&[&set, &lost, &set, &set]).unwrap();
    assert_eq!(found.sets, 3);
    assert_eq!(found.errors.iter().map(|error| error.is_nan()).collect::<Vec<_>>(), [false, true, false, false]);
    assert!(decompose(&experiment, 0, &set).is_none());

    let mut away = experiment.clone();
    (away.target.shift_x1, away.target.shift_x2, away.target.scale) = (3.0, 3.0, 0.25);
    let moved = decompose(&away, 8, &[&set[..], &set, &set].concat()).unwrap();
    assert!(moved.covered < 0.3, "{}", moved.covered);

    let custom = Experiment::from_json(
        r#"{"data": {"dataset": "custom", "custom": [[0, 0, 0], [1, 1, 1], [0, 1, 0], [1, 0, 1], [2, 1, 0], [2, 0, 1]]}}"#,
    );
    assert!(decompose(&custom.unwrap(), 8, &[&set[..], &set, &set].concat()).is_none());
}

#[test]
fn within_the_level_are_all_but_a_hundredth() {
    for json in CASES {
        let found = decomposed(&experiment(json), 3, 1, 48);
        let sum = |least: f32| -> f64 { found.density.iter().filter(|&&d| d >= least).map(|&d| f64::from(d)).sum() };
        let next = found.density.iter().copied().filter(|&d| d > found.level).fold(f32::INFINITY, f32::min);
        let shares = [found.level, next].map(|least| sum(least) / sum(0.0));
        assert!(shares[0] >= 0.99 - 1e-6 && shares[1] < 0.99, "{json}: {shares:?}");
    }
}
