//! The target distribution: what it changes, what it leaves as it was, and that the points are of the law that is stated.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::cast_possible_truncation, reason = "classes are small whole numbers")]
#![allow(clippy::disallowed_methods, reason = "thresholds need no fixed bits")]

use trainscope::data::{Points, Prepared, Set, TargetLaw, class_share, density, posterior};
use trainscope::experiment::{Dataset, Experiment, Mode};
use trainscope::rng::{Purpose, Stream};
use trainscope::train::Trainer;

fn experiment(json: &str) -> Experiment {
    Experiment::from_json(json).unwrap_or_else(|problems| panic!("{problems}"))
}

fn of(dataset: Dataset) -> Experiment {
    let mut experiment = Experiment::default();
    experiment.data.dataset = dataset;
    experiment.data.classes = 3;
    experiment
}

fn everywhere() -> [Dataset; 10] {
    use Dataset::*;
    [Circle, Xor, Gaussians, Spiral, Moons, Rings, Blobs, Checkerboard, Plane, Wave]
}

/// A target that differs in everything.
fn elsewhere(experiment: &mut Experiment) {
    let target = &mut experiment.target;
    (target.rotation, target.shift_x1, target.shift_x2) = (-35.0, 0.7, -0.4);
    (target.scale, target.noise, target.odds) = (1.4, 0.2, 3.0);
}

fn places(points: &Points, set: Set) -> Vec<usize> {
    (0..points.count()).filter(|&i| points.set[i] == set).collect()
}

#[test]
fn a_share_of_a_target_that_is_the_source_changes_nothing() {
    for dataset in everywhere() {
        let plain = Points::draw(&of(dataset));
        assert!(plain.of_target.iter().all(|&of_target| !of_target));
        let mut shared = of(dataset);
        shared.target.share = 0.7;
        assert_eq!(TargetLaw::of(&shared), None);
        assert_eq!(Points::draw(&shared), plain);
    }
}

#[test]
fn the_training_points_stay_and_dev_and_test_are_their_images() {
    for dataset in everywhere() {
        let mut moved = of(dataset);
        let before = Points::draw(&moved);
        elsewhere(&mut moved);
        moved.target.odds = 1.0;
        let after = Points::draw(&moved);
        assert_eq!((&before.set, &before.origin), (&after.set, &after.origin));
        let (angle, t) = (moved.target.rotation.to_radians(), &moved.target);
        for i in 0..before.count() {
            let in_training = before.set[i] == Set::Train;
            assert_eq!(after.of_target[i], !in_training);
            if in_training {
                assert_eq!((before.x[i], before.target[i]), (after.x[i], after.target[i]), "{dataset:?}");
                continue;
            }
            // Written again in words: turn, scale, move, and two normal draws of the point's own.
            let [x1, x2] = before.x[i];
            let mut y = [
                t.scale * (x1 * angle.cos() - x2 * angle.sin()) + t.shift_x1,
                t.scale * (x1 * angle.sin() + x2 * angle.cos()) + t.shift_x2,
            ];
            let mut noise = Stream::new(moved.seeds.data, Purpose::TargetNoise, &before.origin[i]);
            let mut target = before.target[i];
            if before.classes == 0 {
                target += t.noise * noise.normal();
            } else {
                y = y.map(|y| y + t.noise * noise.normal());
            }
            assert!((0..2).all(|j| (after.x[i][j] - y[j]).abs() < 1e-12), "{dataset:?}");
            assert!((after.target[i] - target).abs() < 1e-12);
        }
    }
}

#[test]
fn other_odds_leave_the_training_points_and_are_met_exactly() {
    for (dataset, classes) in [(Dataset::Circle, 2), (Dataset::Blobs, 5)] {
        let mut there = of(dataset);
        there.data.classes = classes;
        there.data.points = 1000;
        let before = Points::draw(&there);
        there.target.odds = 6.0;
        let after = Points::draw(&there);
        let law = TargetLaw::of(&there).unwrap();
        // Odds, not shares: b/(1 − b) is six times what it was.
        let [old, new] = [&there.data, law.data()].map(|data| data.balance / (1.0 - data.balance));
        assert!((new / old - 6.0).abs() < 1e-12);
        for set in Set::ALL {
            let members = places(&after, set);
            assert_eq!(members, places(&before, set));
            for class in 0..classes {
                let count = members.iter().filter(|&&i| after.target[i] == f64::from(class)).count() as f64;
                let data = if set == Set::Train { &there.data } else { law.data() };
                let exact = class_share(data, class).unwrap() * members.len() as f64;
                assert!((count - exact).abs() < 1.0 + 1e-9, "{dataset:?}: {count} for {exact} in {set:?}");
            }
        }
        for i in places(&before, Set::Train) {
            assert_eq!((before.x[i], before.origin[i]), (after.x[i], after.origin[i]));
        }
        // No two points are one.
        let mut origins = after.origin.clone();
        origins.sort_unstable();
        origins.dedup();
        assert_eq!(origins.len(), after.count());
    }
}

#[test]
fn a_share_of_the_training_part_is_carried_over_and_a_larger_one_carries_the_same_and_more() {
    for dataset in [Dataset::Spiral, Dataset::Rings, Dataset::Wave] {
        let mut mixed = of(dataset);
        mixed.target.rotation = 50.0;
        let none = Points::draw(&mixed);
        let mut fewer: Vec<usize> = Vec::new();
        for share in [0.1, 0.25, 0.6, 1.0] {
            mixed.target.share = share;
            let some = Points::draw(&mixed);
            assert_eq!(some.set, none.set);
            let carried: Vec<usize> = places(&some, Set::Train).into_iter().filter(|&i| some.of_target[i]).collect();
            // Within one for every class that is shared out by itself.
            assert!((carried.len() as f64 - 180.0 * share).abs() <= 1.0, "{} of 180 at {share}", carried.len());
            let missing = fewer.iter().filter(|i| !carried.contains(i)).count();
            // Counts of classes are rounded, so one of a class may be taken back.
            assert!(missing <= 1, "{missing} were carried at a smaller share");
            for i in 0..none.count() {
                let stays = some.set[i] == Set::Train && !carried.contains(&i);
                assert_eq!(some.of_target[i], !stays);
                let same = (some.x[i], some.target[i]) == (none.x[i], none.target[i]);
                assert_eq!(same, stays || some.set[i] != Set::Train, "{dataset:?}, point {i}");
            }
            fewer = carried;
        }
    }
}

#[test]
fn train_dev_is_taken_from_train_alone_and_follows_its_mixture() {
    for dataset in everywhere() {
        let mut aside = of(dataset);
        aside.data.points = 2000;
        elsewhere(&mut aside);
        aside.target.share = 0.5;
        let before = Points::draw(&aside);
        aside.split.train_dev = 0.25;
        let after = Points::draw(&aside);
        assert_eq!((&before.x, &before.target, &before.of_target), (&after.x, &after.target, &after.of_target));
        for i in 0..before.count() {
            let expected = if before.set[i] == Set::Train { [Set::Train, Set::TrainDev] } else { [before.set[i]; 2] };
            assert!(expected.contains(&after.set[i]));
        }
        let train_dev = places(&after, Set::TrainDev);
        assert!((train_dev.len() as f64 - 300.0).abs() <= 1.0, "{}", train_dev.len());
        // Half of them are carried over, within four standard deviations of a draw of 300 out of 1200.
        let carried = train_dev.iter().filter(|&&i| after.of_target[i]).count() as f64;
        assert!((carried - 150.0).abs() < 4.0 * (75.0_f64 * 0.75).sqrt(), "{carried}");
        // The set that the network is given is that one, and it is evaluated by itself.
        let data = Prepared::new(&aside);
        assert!(data.set(Set::TrainDev).point.iter().map(|&i| i as usize).eq(train_dev.iter().copied()));
    }
}

#[test]
fn what_is_set_aside_is_not_trained_on() {
    let mut aside = of(Dataset::Moons);
    aside.split.train_dev = 0.2;
    aside.data.dataset = Dataset::Custom;
    let drawn = Points::draw(&of(Dataset::Moons));
    aside.data.custom = drawn.x.iter().zip(&drawn.target).map(|(x, &t)| [x[0], x[1], t]).collect();
    let mut changed = aside.clone();
    let sets = Points::draw(&aside).set;
    for (point, set) in changed.data.custom.iter_mut().zip(&sets) {
        if *set == Set::TrainDev {
            *point = [point[0] + 1.0, -point[1], point[2]];
        }
    }
    let after = |experiment: &Experiment| {
        let mut trainer = Trainer::new(experiment).unwrap();
        (0..200).for_each(|_| trainer.step());
        (trainer.hash(), trainer.evaluate(Set::TrainDev, Mode::Eval).unwrap())
    };
    let (before, after) = (after(&aside), after(&changed));
    assert_eq!(before.0, after.0);
    assert_ne!(before.1, after.1);
}

#[test]
fn without_stratifying_the_counts_are_left_to_chance() {
    let ones = |stratified: bool| -> Vec<usize> {
        (0..200)
            .map(|seed| {
                let mut drawn = of(Dataset::Circle);
                drawn.split.stratified = stratified;
                drawn.seeds.split = seed;
                let points = Points::draw(&drawn);
                let dev = places(&points, Set::Dev);
                assert_eq!(dev.len(), 60);
                dev.iter().filter(|&&i| points.target[i] == 1.0).count()
            })
            .collect()
    };
    assert!(ones(true).iter().all(|&count| count == 30));
    let counts = ones(false);
    let mean = counts.iter().sum::<usize>() as f64 / 200.0;
    let variance = counts.iter().map(|&count| (count as f64 - mean).powi(2)).sum::<f64>() / 199.0;
    // Hypergeometric: 60 of 300 of which 150 are ones, variance 60 · ¼ · 240/299 = 12.04; its estimate from 200 has a standard
    // deviation of 12.04 · √(2/199) = 1.2, the mean's is 0.25.
    assert!((mean - 30.0).abs() < 1.0 && (variance - 12.04).abs() < 4.8, "{mean}, {variance}");
}

#[test]
fn a_training_part_of_which_too_little_is_left_is_refused() {
    let json = r#"{"data": {"points": 20}, "split": {"train": 1, "dev": 5, "test": 3, "train_dev": 0.5}}"#;
    let problems = Experiment::from_json(json).unwrap_err();
    assert_eq!(problems.0.iter().map(|problem| problem.path.as_str()).collect::<Vec<_>>(), ["split.train"]);
}

/// The chance of a normal coordinate beyond a point, and from it Pearson's χ² of dev points over a grid, against the density
/// that the law states: p(y | class) = p(x | class) / s².
#[test]
fn target_points_follow_the_stated_density() {
    const CELLS: usize = 16;
    const EDGE: f64 = 5.0;
    const FINE: usize = 6;
    for dataset in &everywhere()[..8] {
        let mut there = of(*dataset);
        there.data.points = 20_000;
        (there.split.train, there.split.dev, there.split.test) = (1.0, 9.0, 0.0);
        there.data.noise = 0.15;
        elsewhere(&mut there);
        let law = TargetLaw::of(&there).unwrap();
        let points = Points::draw(&there);
        let dev = places(&points, Set::Dev);
        let cell = 2.0 * EDGE / CELLS as f64;
        for class in 0..points.classes {
            let members: Vec<usize> = dev.iter().copied().filter(|&i| points.origin[i][0] == class).collect();
            let mut counts = [0.0; CELLS * CELLS];
            for &i in &members {
                let [a, b] = points.x[i].map(|x| ((x + EDGE) / cell).floor());
                if (0.0..CELLS as f64).contains(&a) && (0.0..CELLS as f64).contains(&b) {
                    counts[a as usize * CELLS + b as usize] += 1.0;
                }
            }
            let at = |i: usize, fine: usize| -EDGE + cell * (i as f64 + (fine as f64 + 0.5) / FINE as f64);
            let total = members.len() as f64;
            let (mut sum, mut freedom, mut rest) = (0.0, 0.0, [total; 2]);
            for (i, &count) in counts.iter().enumerate() {
                let fines = (0..FINE * FINE).map(|fine| [at(i / CELLS, fine / FINE), at(i % CELLS, fine % FINE)]);
                let scale = there.target.scale * there.target.scale;
                let mean = fines.map(|y| density(law.data(), law.to_source(y), class).unwrap() / scale).sum::<f64>();
                let expected = mean / (FINE * FINE) as f64 * cell * cell * total;
                if expected >= 8.0 {
                    sum += (count - expected).powi(2) / expected;
                    freedom += 1.0;
                    rest = [rest[0] - count, rest[1] - expected];
                }
            }
            if rest[1] > 8.0 {
                sum += (rest[0] - rest[1]).powi(2) / rest[1];
            }
            // Five standard deviations above the mean of χ².
            assert!(freedom > 8.0 && sum < freedom + 5.0 * (2.0_f64 * freedom).sqrt(), "{dataset:?}: {sum}, {freedom}");
        }
    }
}

/// The map and its inverse, and the posterior through them.
#[test]
fn the_law_is_an_image_of_the_sources() {
    let mut there = of(Dataset::Gaussians);
    elsewhere(&mut there);
    let law = TargetLaw::of(&there).unwrap();
    for x in [[0.3, -1.2], [2.0, 2.5], [-0.7, 0.0]] {
        let back = law.to_source(law.to_target(x));
        assert!((0..2).all(|j| (back[j] - x[j]).abs() < 1e-12));
    }
    // Where the two clouds are equally far from the image of the origin, the shares decide: 3 to 1.
    let middle = law.to_source([there.target.shift_x1, there.target.shift_x2]);
    let [p0, p1, ..] = posterior(law.data(), middle).unwrap();
    assert!((p0 / p1 - 3.0).abs() < 1e-9);
    let variance = 0.1 * 0.1 + (0.2 / 1.4) * (0.2 / 1.4);
    assert!((law.data().noise - f64::sqrt(variance)).abs() < 1e-15);
    assert_eq!(
        TargetLaw::of(&experiment(
            r#"{"data": {"dataset": "custom", "custom": [[0,0,0],[0,1,1],[1,0,0],[1,1,1],
        [2,0,0],[0,2,1],[2,2,0],[1,2,1]]}, "target": {"rotation": 45}}"#
        )),
        None
    );
}
