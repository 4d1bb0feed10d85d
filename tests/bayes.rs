//! Bayes errors: against closed forms, against integrals in other coordinates, and against the generators themselves.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::cast_possible_truncation, reason = "classes are small whole numbers")]
#![allow(clippy::disallowed_methods, reason = "references need no fixed bits")]

use trainscope::data::{
    BayesIntegral, Distribution, Points, Set, TargetLaw, bayes_error, class_share, density, regression_target,
};
use trainscope::experiment::{Dataset, Experiment};

const CLASSIFICATIONS: [Dataset; 8] = {
    use Dataset::*;
    [Circle, Xor, Gaussians, Spiral, Moons, Rings, Blobs, Checkerboard]
};

fn of(dataset: Dataset, noise: f64) -> Experiment {
    let mut experiment = Experiment::default();
    experiment.data.dataset = dataset;
    experiment.data.noise = noise;
    experiment.data.classes = 3;
    experiment
}

/// A target that differs in everything.
fn elsewhere(experiment: &mut Experiment) {
    let target = &mut experiment.target;
    (target.rotation, target.shift_x1, target.shift_x2) = (-35.0, 0.7, -0.4);
    (target.scale, target.noise, target.odds) = (1.4, 0.2, 3.0);
}

/// Φ(z)
fn normal(z: f64) -> f64 {
    0.5 * libm::erfc(-z / 2.0_f64.sqrt())
}

/// Joint densities at a point of a distribution, written again in words: the source's law, the target's, or their mixture.
fn joint(experiment: &Experiment, distribution: Distribution, x: [f64; 2]) -> Vec<f64> {
    let law = TargetLaw::of(experiment);
    let share = match (&law, distribution) {
        (None, _) => 0.0,
        (_, Distribution::Use) => 1.0,
        _ => experiment.target.share,
    };
    let scale = experiment.target.scale;
    (0..)
        .map_while(|class| {
            let source = class_share(&experiment.data, class)? * density(&experiment.data, x, class)?;
            let target = law.as_ref().map_or(0.0, |law| {
                let y = law.to_source(x);
                class_share(law.data(), class).unwrap() * density(law.data(), y, class).unwrap() / (scale * scale)
            });
            Some((1.0 - share) * source + share * target)
        })
        .collect()
}

fn likeliest(joint: &[f64]) -> usize {
    (0..joint.len()).fold(0, |best, class| if joint[class] > joint[best] { class } else { best })
}

/// How many of the drawn points the best classifier gets wrong, as a share, and the share's standard error.
fn drawn(experiment: &Experiment, distribution: Distribution) -> [f64; 2] {
    let (mut wrong, mut count) = (0.0, 0.0);
    let mut experiment = experiment.clone();
    experiment.data.points = 10_000;
    // Nearly all points are of the distribution that is looked at.
    let train = distribution == Distribution::Train;
    (experiment.split.train, experiment.split.dev) = if train { (98.0, 1.0) } else { (1.0, 98.0) };
    experiment.split.test = 1.0;
    let points = Points::draw(&experiment);
    for i in 0..points.count() {
        if (points.set[i] == Set::Train) == train {
            let best = likeliest(&joint(&experiment, distribution, points.x[i]));
            wrong += f64::from(best != points.target[i] as usize);
            count += 1.0;
        }
    }
    let share: f64 = wrong / count;
    // Where hardly anything goes wrong the share itself says little of its spread.
    [share, ((share * (1.0 - share)).max(1.0 / count) / count).sqrt()]
}

fn assert_drawn(experiment: &Experiment, distribution: Distribution) {
    let bayes = bayes_error(experiment, distribution).unwrap();
    let [share, error] = drawn(experiment, distribution);
    let name = (experiment.data.dataset, experiment.data.noise, distribution);
    println!("{name:?}: {:.5} ± {:.1e}, drawn {share:.5} ± {error:.5}", bayes.value, bayes.uncertainty);
    assert!(bayes.uncertainty < 1e-3, "{name:?}: ± {}", bayes.uncertainty);
    // Four standard errors: 1 in 16,000 of right values would fail.
    assert!((bayes.value - share).abs() < 4.0 * error, "{name:?}: {} against {share} ± {error}", bayes.value);
}

#[test]
fn as_many_drawn_points_go_wrong() {
    for dataset in CLASSIFICATIONS {
        for noise in [0.1, 0.4] {
            assert_drawn(&of(dataset, noise), Distribution::Train);
        }
    }
}

#[test]
fn as_many_go_wrong_with_label_noise_other_shares_and_more_classes() {
    for dataset in CLASSIFICATIONS {
        let mut experiment = of(dataset, 0.35);
        (experiment.data.label_noise, experiment.data.balance, experiment.data.classes) = (0.15, 0.25, 5);
        assert_drawn(&experiment, Distribution::Train);
    }
}

#[test]
fn as_many_go_wrong_in_the_target_distribution_and_in_a_mixture() {
    for dataset in CLASSIFICATIONS {
        let mut experiment = of(dataset, 0.15);
        elsewhere(&mut experiment);
        assert_drawn(&experiment, Distribution::Use);
        experiment.target.share = 0.3;
        assert_drawn(&experiment, Distribution::Train);
    }
}

#[test]
fn gaussians_have_the_textbook_s_error() {
    for noise in [0.0, 0.01, 0.2, 0.5, 1.0] {
        for balance in [0.5, 0.2, 0.9] {
            let mut experiment = of(Dataset::Gaussians, noise);
            experiment.data.balance = balance;
            // Along the line of centres: two normal laws at ∓√2, cut where their joint densities are equal.
            let deviation = (0.25 + noise * noise).sqrt();
            let cut = deviation * deviation * (balance / (1.0 - balance)).ln() / (2.0 * 2.0_f64.sqrt());
            let expected = balance * normal((-2.0_f64.sqrt() - cut) / deviation)
                + (1.0 - balance) * normal((cut - 2.0_f64.sqrt()) / deviation);
            let bayes = bayes_error(&experiment, Distribution::Use).unwrap();
            let off = (bayes.value - expected).abs();
            assert!(off < 2e-6 + bayes.uncertainty && off < 2e-5, "noise {noise}, balance {balance}: {off}");
        }
    }
}

/// ∫ |A(t)| dt and ∫ S(t) dt by midpoints, with A the alternating and S the plain sum over a row of edges.
fn row(edges: &[(f64, f64, f64)], noise: f64) -> f64 {
    const STEPS: u32 = 50_000;
    let step = 20.0 / f64::from(STEPS);
    let at = |t: f64| -> f64 {
        edges.iter().map(|(sign, from, to)| sign * (normal((t - from) / noise) - normal((t - to) / noise))).sum()
    };
    (0..STEPS).map(|i| at(-10.0 + step * (f64::from(i) + 0.5)).abs()).sum::<f64>() * step
}

#[test]
fn squares_have_the_error_of_their_separated_integral() {
    // At equal shares the difference of the two joint densities is a product of a function of x₁ and one of x₂, so that the error
    // is (1 − ∫|A| ∫|A| / area) / 2.
    let xor = [(-1.0, -2.65, -0.15), (1.0, 0.15, 2.65)];
    let board: Vec<_> = (0..4).map(|i| ([1.0, -1.0][i % 2], -2.5 + 1.25 * i as f64, -1.25 + 1.25 * i as f64)).collect();
    for noise in [0.02, 0.05, 0.1, 0.3, 1.0] {
        for (dataset, edges, area) in [(Dataset::Xor, &xor[..], 25.0), (Dataset::Checkerboard, &board[..], 25.0)] {
            let width = row(edges, noise);
            let expected = 0.5 * (1.0 - width * width / area);
            let bayes = bayes_error(&of(dataset, noise), Distribution::Use).unwrap();
            let off = (bayes.value - expected).abs();
            println!("{dataset:?} {noise}: {} ± {}, expected {expected}", bayes.value, bayes.uncertainty);
            assert!(off < 2e-6 + bayes.uncertainty && off < 1e-4, "{dataset:?}, noise {noise}: {off}");
        }
    }
}

#[test]
fn rings_have_the_error_of_the_integral_over_the_radius() {
    for (dataset, classes) in [(Dataset::Circle, 2), (Dataset::Rings, 2), (Dataset::Rings, 5)] {
        for noise in [0.02, 0.3] {
            let mut experiment = of(dataset, noise);
            (experiment.data.classes, experiment.data.balance) = (classes, 0.35);
            const STEPS: u32 = 3000;
            let step = 9.0 / f64::from(STEPS);
            let expected: f64 = (0..STEPS)
                .map(|i| {
                    let r = step * (f64::from(i) + 0.5);
                    // Any direction is as good as another.
                    let joint = joint(&experiment, Distribution::Train, [0.6 * r, 0.8 * r]);
                    let lost = joint.iter().sum::<f64>() - joint[likeliest(&joint)];
                    core::f64::consts::TAU * r * step * lost
                })
                .sum();
            let bayes = bayes_error(&experiment, Distribution::Use).unwrap();
            let off = (bayes.value - expected).abs();
            assert!(off < 2e-6 + bayes.uncertainty && off < 5e-5, "{dataset:?}, noise {noise}: {off}");
        }
    }
}

#[test]
fn without_noise_classes_that_do_not_meet_are_told_apart_but_for_their_labels() {
    use Dataset::*;
    for dataset in [Circle, Xor, Spiral, Moons, Rings, Checkerboard] {
        for label_noise in [0.0, 0.2, 0.5] {
            let mut experiment = of(dataset, 0.0);
            experiment.data.label_noise = label_noise;
            let bayes = bayes_error(&experiment, Distribution::Use).unwrap();
            assert_eq!([bayes.value, bayes.uncertainty], [label_noise, 0.0], "{dataset:?}");
        }
    }
}

#[test]
fn a_target_that_is_only_moved_has_the_same_error() {
    for dataset in CLASSIFICATIONS {
        let mut experiment = of(dataset, 0.25);
        let here = bayes_error(&experiment, Distribution::Use).unwrap();
        (experiment.target.rotation, experiment.target.shift_x1, experiment.target.scale) = (77.0, -1.3, 1.7);
        let there = bayes_error(&experiment, Distribution::Use).unwrap();
        let off = (here.value - there.value).abs();
        assert!(off < 1e-4, "{dataset:?}: {off}");
        assert_eq!(bayes_error(&experiment, Distribution::Train), Some(here));
    }
}

#[test]
fn in_regression_it_is_the_noise_and_in_a_mixture_what_the_two_functions_differ_by() {
    for dataset in [Dataset::Plane, Dataset::Wave] {
        let mut experiment = of(dataset, 0.3);
        let value = |experiment: &Experiment, distribution| bayes_error(experiment, distribution).unwrap().value;
        assert!((value(&experiment, Distribution::Train) - 0.09).abs() < 1e-15);
        elsewhere(&mut experiment);
        assert!((value(&experiment, Distribution::Train) - 0.09).abs() < 1e-15);
        assert!((value(&experiment, Distribution::Use) - 0.13).abs() < 1e-15);

        experiment.target.share = 0.4;
        let law = TargetLaw::of(&experiment).unwrap();
        let (mut sum, mut squares, mut count) = (0.0, 0.0, 0.0);
        for seed in 1..=2 {
            experiment.seeds.data = seed;
            experiment.data.points = 20_000;
            let points = Points::draw(&experiment);
            for i in (0..points.count()).filter(|&i| points.set[i] == Set::Train) {
                // E[target | x]: each function by the density of its points there.
                let x = points.x[i];
                let y = law.to_source(x);
                let inside = |x: [f64; 2]| f64::from(x.iter().all(|x| x.abs() <= 3.0));
                let (a, b) = (0.6 * inside(x), 0.4 * inside(y) / (1.4 * 1.4));
                let [f, g] = [x, y].map(|x| regression_target(&experiment.data, x).unwrap());
                let off = points.target[i] - (a * f + b * g) / (a + b);
                (sum, squares, count) = (sum + off * off, squares + off.powi(4), count + 1.0);
            }
        }
        let mean: f64 = sum / count;
        let error = ((squares / count - mean * mean) / count).sqrt();
        let bayes = bayes_error(&experiment, Distribution::Train).unwrap();
        println!("{dataset:?}: {} ± {}, drawn {mean} ± {error}", bayes.value, bayes.uncertainty);
        assert!((bayes.value - mean).abs() < 4.0 * error, "{dataset:?}: {bayes:?} against {mean} ± {error}");
    }
}

#[test]
fn given_points_have_none_and_it_does_not_matter_in_how_many_parts_it_is_worked_out() {
    assert_eq!(bayes_error(&of(Dataset::Custom, 0.1), Distribution::Use), None);
    let experiment = of(Dataset::Moons, 0.2);
    let mut integral = BayesIntegral::new(&experiment, Distribution::Use).unwrap();
    let mut last = 0.0;
    while !integral.advance(7) {
        assert!((last..=1.0).contains(&integral.progress()));
        last = integral.progress();
    }
    assert_eq!((integral.progress(), Some(integral.error())), (1.0, bayes_error(&experiment, Distribution::Use)));
}
