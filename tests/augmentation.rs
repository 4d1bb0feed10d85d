//! Augmentation: what is drawn has the distribution that it should have, is drawn for its own purpose alone, and is what the
//! network learns from.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub(crate) mod reference;
    pub(crate) mod statistics;
}

use core::f64::consts::{FRAC_1_SQRT_2, PI};
use std::collections::BTreeSet;

use support::reference::{Example, Reference};
use support::statistics::{CRITICAL, kolmogorov_smirnov, moment};
use trainscope::data::{Augmented, Set, Source, label_kept};
use trainscope::experiment::{Augmentation, Data, Dataset, Experiment, Feature, Mode};
use trainscope::train::Trainer;

fn experiment(json: &str) -> Experiment {
    Experiment::from_json(json).unwrap()
}

fn with(augmentation: &str) -> Experiment {
    experiment(&format!(r#"{{"augmentation": {augmentation}, "training": {{"batch": 60}}}}"#))
}

/// Every example of some epochs: its row, where it was, and what it became.
fn seen(experiment: &Experiment, epochs: u64) -> Vec<(u32, [f64; 2], Augmented)> {
    let mut trainer = Trainer::new(experiment).unwrap();
    let mut all = Vec::new();
    while trainer.epochs() < epochs {
        trainer.step();
        let data = trainer.prepared();
        let at = |row: u32| data.points.x[data.set(Set::Train).point[row as usize] as usize];
        let augmented = trainer.augmented();
        assert_eq!(augmented.len(), trainer.batch().len());
        all.extend(trainer.batch().iter().zip(augmented).map(|(&row, augmented)| (row, at(row), augmented)));
    }
    all
}

fn normal(x: f64) -> f64 {
    0.5 * libm::erfc(-x * FRAC_1_SQRT_2)
}

#[test]
fn jitter_is_normal_and_the_same_to_all_sides() {
    let seen = seen(&with(r#"{"jitter": 0.25}"#), 100);
    let along = |j: usize| seen.iter().map(|(_, x, to)| (to.x[j] - x[j]) / 0.25).collect::<Vec<f64>>();
    let both = [along(0), along(1)];
    for moves in &both {
        assert_eq!(moves.len(), 18_000);
        let distance = kolmogorov_smirnov(moves, normal);
        assert!(distance < CRITICAL, "{distance}");
    }
    // The product's standard deviation is 1; four of those of the mean.
    let product: Vec<f64> = both[0].iter().zip(&both[1]).map(|(a, b)| a * b).collect();
    assert!(moment(&product, 1).abs() < 4.0 / 18_000_f64.sqrt());
}

#[test]
fn rotation_keeps_the_radius_and_is_even_to_both_sides() {
    for most in [30.0, 180.0] {
        let angles: Vec<f64> = seen(&with(&format!(r#"{{"rotation": {most}}}"#)), 100)
            .iter()
            .map(|(_, x, to)| {
                assert!((libm::hypot(x[0], x[1]) - libm::hypot(to.x[0], to.x[1])).abs() < 1e-12);
                let [cross, dot] = [x[0] * to.x[1] - x[1] * to.x[0], x[0] * to.x[0] + x[1] * to.x[1]];
                libm::atan2(cross, dot) * 180.0 / PI
            })
            .collect();
        let distance = kolmogorov_smirnov(&angles, |angle| ((angle / most + 1.0) / 2.0).clamp(0.0, 1.0));
        assert!(distance < CRITICAL, "{distance}");
    }
}

#[test]
fn mirror_images_come_with_their_probability_and_each_by_itself() {
    let seen = seen(&with(r#"{"flip_x1": 0.2, "flip_x2": 0.7}"#), 100);
    let mut counts = [[0_u32; 2]; 2];
    for (_, x, to) in &seen {
        let flips = [0, 1].map(|j| {
            assert_eq!(x[j].abs(), to.x[j].abs());
            usize::from(x[j] != to.x[j])
        });
        counts[flips[0]][flips[1]] += 1;
    }
    for (i, p) in [0.8, 0.2].into_iter().enumerate() {
        for (j, q) in [0.3, 0.7].into_iter().enumerate() {
            let (share, expected) = (f64::from(counts[i][j]) / 18_000.0, p * q);
            assert!((share - expected).abs() < 4.0 * (expected / 18_000.0).sqrt(), "{counts:?}");
        }
    }
    let always = self::seen(&with(r#"{"flip_x1": 1}"#), 2);
    assert!(always.iter().all(|(_, x, to)| to.x == [-x[0], x[1]]));
}

#[test]
fn factors_are_even_in_their_logarithm() {
    let logs: Vec<f64> = seen(&with(r#"{"scale": 2}"#), 100)
        .iter()
        .map(|(_, x, to)| {
            let factors = [0, 1].map(|j| to.x[j] / x[j]);
            assert!((factors[0] / factors[1] - 1.0).abs() < 1e-12);
            libm::log2(factors[0])
        })
        .collect();
    let distance = kolmogorov_smirnov(&logs, |log| ((log + 1.0) / 2.0).clamp(0.0, 1.0));
    assert!(distance < CRITICAL, "{distance}");
}

/// Beta(α, α)'s distribution function by the midpoint rule over y with t = sin²y, under which the density is
/// (sin y cos y)^(2α − 1), which for the α here has no more than a mild end.
fn beta(alpha: f64) -> impl Fn(f64) -> f64 {
    const PARTS: usize = 200_000;
    let density = |y: f64| libm::pow(libm::sin(y) * libm::cos(y), 2.0 * alpha - 1.0);
    let width = PI / 2.0 / PARTS as f64;
    let mut sums = vec![0.0];
    for i in 0..PARTS {
        sums.push(sums[i] + density((i as f64 + 0.5) * width));
    }
    move |t: f64| {
        let place = libm::asin(libm::sqrt(t.clamp(0.0, 1.0))) / width;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
        let below = (place as usize).min(PARTS - 1);
        (sums[below] + (sums[below + 1] - sums[below]) * (place - below as f64)) / sums[PARTS]
    }
}

#[test]
fn mixtures_are_between_two_points_in_a_proportion_from_beta() {
    for alpha in [0.4, 1.0, 3.0] {
        let experiment = with(&format!(r#"{{"mixup": {alpha}}}"#));
        let trainer = Trainer::new(&experiment).unwrap();
        let data = trainer.prepared();
        let at = |row: u32| data.points.x[data.set(Set::Train).point[row as usize] as usize];
        let seen = seen(&experiment, 100);
        let mut partners = vec![0_u32; data.set(Set::Train).count];
        for (_, x, to) in &seen {
            let other = at(to.other);
            partners[to.other as usize] += 1;
            for j in 0..2 {
                assert!((to.x[j] - (to.share * x[j] + (1.0 - to.share) * other[j])).abs() < 1e-12);
            }
        }
        let shares: Vec<f64> = seen.iter().map(|(_, _, to)| to.share).collect();
        let distance = kolmogorov_smirnov(&shares, beta(alpha));
        assert!(distance < CRITICAL, "α {alpha}: {distance}");
        // Var Beta(α, α) = 1 / (4 (2α + 1)).
        let variance = moment(&shares, 2) - moment(&shares, 1) * moment(&shares, 1);
        assert!((variance * 4.0 * (2.0 * alpha + 1.0) - 1.0).abs() < 0.03, "α {alpha}: {variance}");
        // Each of 180 rows is drawn 100 times, give or take six standard deviations.
        assert!(partners.iter().all(|&count| (40..160).contains(&count)), "{partners:?}");
    }
    // The ends of the range are where numbers leave the normal ones.
    for alpha in [1e-3, 10.0] {
        assert!(
            seen(&with(&format!(r#"{{"mixup": {alpha}}}"#)), 3)
                .iter()
                .all(|(_, _, to)| (0.0..=1.0).contains(&to.share))
        );
    }
}

#[test]
fn every_example_of_every_epoch_and_replica_is_drawn_anew_and_no_batch_size_changes_that() {
    let json = |batch: u32| format!(r#"{{"augmentation": {{"jitter": 0.1}}, "training": {{"batch": {batch}}}}}"#);
    let moved = seen(&experiment(&json(16)), 20);
    let bits: BTreeSet<[u64; 2]> = moved.iter().map(|(_, x, to)| [0, 1].map(|j| (to.x[j] - x[j]).to_bits())).collect();
    assert_eq!(bits.len(), moved.len());
    assert_eq!(moved, seen(&experiment(&json(7)), 20));
    let other = Trainer::replica(&experiment(&json(16)), 1).map(|mut trainer| {
        trainer.step();
        trainer.augmented()
    });
    let first = Trainer::new(&experiment(&json(16))).map(|mut trainer| {
        trainer.step();
        trainer.augmented()
    });
    assert_ne!(other, first);
}

#[test]
fn each_kind_draws_for_itself() {
    // Jitter comes last, so that it can be told from what came before.
    let alone = seen(&with(r#"{"jitter": 0.2}"#), 3);
    let others = [r#""rotation": 50"#, r#""flip_x1": 0.5"#, r#""flip_x2": 0.5"#, r#""scale": 2"#];
    for other in others {
        let without = seen(&with(&format!("{{{other}}}")), 3);
        let both = seen(&with(&format!(r#"{{"jitter": 0.2, {other}}}"#)), 3);
        assert!(without.iter().any(|(_, x, to)| to.x != *x));
        for ((alone, without), both) in alone.iter().zip(&without).zip(&both) {
            assert_eq!(alone.0, both.0);
            for j in 0..2 {
                let (expected, got) = (alone.2.x[j] - alone.1[j], both.2.x[j] - without.2.x[j]);
                assert!((expected - got).abs() < 1e-12, "{other}");
            }
        }
    }
    // Nor does mixup change what is drawn, nor they its proportions and partners.
    let mixed = seen(&with(r#"{"mixup": 0.5}"#), 3);
    let jittered = seen(&with(r#"{"mixup": 0.5, "jitter": 0.2}"#), 3);
    for (mixed, jittered) in mixed.iter().zip(&jittered) {
        assert_eq!((mixed.2.other, mixed.2.share), (jittered.2.other, jittered.2.share));
    }
}

#[test]
fn nothing_else_is_drawn_anew() {
    let json = |augmentation: &str| {
        format!(
            r#"{{"dropout": {{"p": 0.4, "input": 0.1}}, "inputs": {{"normalization": "standardize"}}, "augmentation": {augmentation}}}"#
        )
    };
    let mut off = Trainer::new(&experiment(&json("{}"))).unwrap();
    let mut on = Trainer::new(&experiment(&json(r#"{"jitter": 0.3, "rotation": 90, "mixup": 1}"#))).unwrap();
    assert_eq!(off.prepared(), on.prepared());
    assert_eq!(off.initial_parameters(), on.initial_parameters());
    for _ in 0..40 {
        off.step();
        on.step();
        assert_eq!(off.masks(), on.masks());
        assert_eq!(off.batch(), on.batch());
        assert_eq!(off.augmented(), []);
    }
    assert_ne!(off.hash(), on.hash());
    // Sets are evaluated as they are.
    on.set_parameters(off.parameters()).unwrap();
    for set in [Set::Train, Set::Dev, Set::Test] {
        assert_eq!(off.evaluate(set, Mode::Eval), on.evaluate(set, Mode::Eval));
    }
}

/// What the network is to be given at a place, worked out from the statistics of the training set as it is.
fn inputs(trainer: &Trainer, x: [f64; 2], noise: &[f64]) -> Vec<f64> {
    let mut noise = noise.iter();
    let input = |input: &trainscope::data::Input| {
        let value = match input.source {
            Source::Feature(Feature::X1) => x[0],
            Source::Feature(Feature::X2) => x[1],
            Source::Feature(Feature::X1Squared) => x[0] * x[0],
            Source::Feature(Feature::X1X2) => x[0] * x[1],
            Source::Feature(Feature::SinX1) => libm::sin(x[0]),
            Source::Feature(_) => panic!("not among the tests' features"),
            Source::Noise(_) => return *noise.next().unwrap(),
        };
        (input.factor * value - input.shift) / input.divisor
    };
    trainer.prepared().preparation.list().iter().map(input).collect()
}

/// The core's gradient against central differences of the mixed targets' loss in f64: λ loss(own) + (1 − λ) loss(other) under
/// cross-entropy, and under squared error the loss of the mixed target, whose gradient is the same.
#[test]
fn the_gradient_is_that_of_the_augmented_batch_under_every_loss() {
    let losses = [
        (r#""dataset": "spiral""#, "binary_cross_entropy"),
        (r#""dataset": "spiral""#, "softmax_cross_entropy"),
        (r#""dataset": "blobs", "classes": 4"#, "softmax_cross_entropy"),
        (r#""dataset": "xor""#, "mse"),
        (r#""dataset": "rings", "classes": 3"#, "mse"),
        (r#""dataset": "wave""#, "mse"),
    ];
    for (data, loss) in losses {
        for augmentation in [
            r#""mixup": 0.7"#,
            r#""jitter": 0.1, "scale": 1.3, "rotation": 20, "flip_x2": 0.5"#,
            r#""mixup": 2, "jitter": 0.2"#,
        ] {
            let json = format!(
                r#"{{"data": {{{data}, "points": 60}}, "augmentation": {{{augmentation}}},
                    "inputs": {{"features": ["x1", "x2", "x1_squared", "sin_x1", "x1_x2"], "noise_inputs": 2, "normalization": "standardize"}},
                    "network": {{"layers": [5, 4], "activation": "tanh"}}, "initialization": {{"weights": "xavier_normal"}},
                    "training": {{"batch": 13, "loss": "{loss}"}}, "seeds": {{"augmentation": 5}}}}"#
            );
            let experiment = experiment(&json);
            let reference = Reference::new(&experiment);
            let mut trainer = Trainer::new(&experiment).unwrap();
            for _ in 0..6 {
                let before: Vec<f64> = trainer.parameters().iter().map(|&w| f64::from(w)).collect();
                trainer.step();
                let set = trainer.prepared().set(Set::Train);
                let noise = |row: u32| [5, 6].map(|input| f64::from(set.plane(input)[row as usize]));
                let target = |row: u32| f64::from(set.targets[row as usize]);
                let rows = trainer.batch();
                let mut expected = vec![0.0; before.len()];
                let mut single = 0.0;
                for (&row, augmented) in rows.iter().zip(trainer.augmented()) {
                    let [own, other] = [row, augmented.other].map(noise);
                    let share = augmented.share;
                    let mixed: Vec<f64> = own.iter().zip(other).map(|(a, b)| share * a + (1.0 - share) * b).collect();
                    let x = inputs(&trainer, augmented.x, &mixed);
                    for (row, share) in [(row, share), (augmented.other, 1.0 - share)] {
                        let example = Example { x: x.clone(), target: target(row), kept: None };
                        let gradient = reference.gradient(&before, &[example]);
                        single += share * gradient.iter().map(|g| g * g).sum::<f64>().sqrt() / rows.len() as f64;
                        expected.iter_mut().zip(&gradient).for_each(|(sum, g)| *sum += share * g / rows.len() as f64);
                    }
                }
                let error =
                    expected.iter().zip(trainer.gradient()).map(|(a, b)| (a - f64::from(*b)).abs()).fold(0.0, f64::max);
                // As in tests/gradient.rs: rounding, of terms that may cancel.
                assert!(single > 1e-3 && error < 2e-6 * single.max(1.0), "{json}: {error:e} of {single}");
            }
        }
    }
}

fn kept(dataset: Dataset, noise: f64, change: impl Fn(&mut Augmentation)) -> trainscope::data::LabelKept {
    let data = Data { dataset, noise, ..Data::default() };
    let mut augmentation = Augmentation::default();
    change(&mut augmentation);
    label_kept(&data, &augmentation).unwrap()
}

/// Where the geometry says it: a symmetry of the data keeps every label, and what carries one class to the other breaks all.
#[test]
fn symmetries_keep_labels_and_what_swaps_the_classes_breaks_them() {
    for dataset in [Dataset::Circle, Dataset::Rings] {
        let found = kept(dataset, 0.0, |a| (a.rotation, a.flip_x1, a.flip_x2) = (180.0, 0.5, 0.5));
        assert_eq!((found.broken, found.outside, found.breaks()), (0.0, 0.0, false));
    }
    for (dataset, both) in [(Dataset::Xor, false), (Dataset::Checkerboard, false), (Dataset::Gaussians, true)] {
        let found = kept(dataset, 0.0, |a| (a.flip_x1, a.flip_x2) = (1.0, f64::from(u8::from(both))));
        assert!(found.broken > 0.97 && found.breaks(), "{dataset:?}: {found:?}");
    }
    // Half a turn carries xor and the board to themselves, and one arm of the spiral to the other.
    assert!(!kept(Dataset::Xor, 0.05, |a| (a.flip_x1, a.flip_x2) = (1.0, 1.0)).breaks());
    assert!(kept(Dataset::Spiral, 0.05, |a| (a.flip_x1, a.flip_x2) = (1.0, 1.0)).broken > 0.97);
    for dataset in [Dataset::Spiral, Dataset::Moons, Dataset::Xor] {
        assert!(kept(dataset, 0.1, |a| a.rotation = 90.0).breaks(), "{dataset:?}");
        assert!(kept(dataset, 0.1, |a| a.flip_x1 = 0.5).breaks(), "{dataset:?}");
        assert!(!kept(dataset, 0.1, |_| ()).breaks());
    }
    // A little of it does not matter, and all of the plane's other side is far.
    assert!(!kept(Dataset::Blobs, 0.1, |a| a.jitter = 0.1).breaks());
    // Between two points of the ring lies the disc (Guo et al. 2019).
    assert!(kept(Dataset::Circle, 0.1, |a| a.mixup = 1.0).breaks());
    assert!(label_kept(&Data { dataset: Dataset::Custom, ..Data::default() }, &Augmentation::default()).is_none());
}

/// xor without noise, turned by up to 60 degrees, by a plain count over a fine lattice of places and angles.
#[test]
fn the_share_of_broken_labels_is_that_of_a_plain_count() {
    const SIDE: usize = 60;
    let (mut all, mut broken, mut outside) = (0_u32, 0_u32, 0_u32);
    for i in 0..SIDE * SIDE {
        let x = [i % SIDE, i / SIDE].map(|i| 0.15 + 2.5 * (i as f64 + 0.5) / SIDE as f64);
        for angle in 0..120 {
            let angle = (f64::from(angle) - 59.5) * PI / 180.0;
            let to =
                [libm::cos(angle) * x[0] - libm::sin(angle) * x[1], libm::sin(angle) * x[0] + libm::cos(angle) * x[1]];
            all += 1;
            if to.iter().all(|x| (0.15..=2.65).contains(&x.abs())) {
                broken += u32::from(to[0] * to[1] < 0.0);
            } else {
                outside += 1;
            }
        }
    }
    let [broken, outside] = [broken, outside].map(|count| f64::from(count) / f64::from(all));
    let found = kept(Dataset::Xor, 0.0, |a| a.rotation = 60.0);
    // 400 points: three and a half standard deviations.
    for (found, expected) in [(found.broken, broken), (found.outside, outside)] {
        assert!(
            (found - expected).abs() < 3.5 * (expected * (1.0 - expected) / 400.0).sqrt(),
            "{found} for {expected}"
        );
    }
}

/// In regression it is how far the expected target moves. On the plane (x₁ + x₂)/6 with both coordinates mirrored the target
/// changes its sign: twice itself, and its mean is 0, so twice its standard deviation.
#[test]
fn in_regression_it_is_how_far_the_target_moves() {
    let found = kept(Dataset::Plane, 0.1, |a| (a.flip_x1, a.flip_x2) = (1.0, 1.0));
    assert!((found.broken - 2.0).abs() < 0.02 && found.breaks(), "{found:?}");
    // x₁ + x₂ is linear, so mixing keeps it.
    assert!(kept(Dataset::Plane, 0.1, |a| a.mixup = 1.0).broken < 1e-12);
    assert!(kept(Dataset::Wave, 0.1, |a| a.mixup = 1.0).breaks());
}
