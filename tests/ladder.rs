//! The error ladder: its figures against the summary's, its intervals against chance, and its verdict on twenty cases whose cause
//! is known because they were built so.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use trainscope::data::{Distribution, bayes_error};
use trainscope::experiment::Experiment;
use trainscope::lens::{Cause, Ladder, ladder};
use trainscope::train::Comparison;

fn experiment(json: &str, seed: u32) -> Experiment {
    let mut experiment = Experiment::from_json(json).unwrap_or_else(|problems| panic!("{problems}"));
    let seeds = &mut experiment.seeds;
    (seeds.data, seeds.split, seeds.init, seeds.batches) = (seed, seed, seed, seed);
    experiment
}

/// The ladder, with the test set, after so many steps of so many runs.
fn after(experiment: &Experiment, steps: u32, replicas: u32) -> Ladder {
    let mut comparison = Comparison::new(core::slice::from_ref(experiment), replicas).unwrap();
    comparison.step(steps);
    // Before the first step nobody asks for it.
    let bayes = (steps > 0).then(|| bayes_error(experiment, Distribution::Train)).flatten();
    ladder(&mut comparison.lanes()[0], bayes.map(|bayes| bayes.value), true)
}

fn assert_verdict(name: &str, ladder: &Ladder, expected: Option<Cause>) {
    let gaps = ladder.gaps.map(|gap| gap.map(|gap| (gap.mean, gap.interval)));
    println!("{name}: {:?}, {gaps:.3?}", ladder.verdict);
    assert_eq!(ladder.verdict, expected, "{name}: {gaps:.3?}");
}

/// Trained long enough to show what it can do.
const TRAINED: &str = r#""training": {"optimizer": "adam", "learning_rate": 0.01, "batch": 32}"#;
const STEPS: u32 = 1500;
const RUNS: u32 = 4;

#[test]
fn networks_that_are_too_small_are_biased() {
    for (seed, data, layers) in [
        (1, r#""dataset": "spiral", "noise": 0.05"#, "[2]"),
        (2, r#""dataset": "circle", "noise": 0.1"#, "[]"),
        (3, r#""dataset": "xor", "noise": 0.1"#, "[]"),
        (4, r#""dataset": "checkerboard", "noise": 0.05"#, "[3]"),
    ] {
        let json = format!(
            r#"{{"data": {{"points": 2000, {data}}}, "network": {{"layers": {layers}}}, "split": {{"train_dev": 0.2}}, {TRAINED}}}"#
        );
        assert_verdict(data, &after(&experiment(&json, seed), STEPS, RUNS), Some(Cause::Bias));
    }
}

#[test]
fn few_points_with_wrong_labels_are_learned_by_heart() {
    for (seed, dataset, train_dev) in [(1, "moons", 0.0), (2, "circle", 0.0), (3, "xor", 0.0), (4, "xor", 0.5)] {
        // Forty training points of two thousand; where there is a train-dev set, eighty and as many for it.
        let train = if train_dev > 0.0 { 8 } else { 2 };
        let json = format!(
            r#"{{"data": {{"points": 2000, "dataset": "{dataset}", "noise": 0.2, "label_noise": 0.15}},
                "network": {{"layers": [32, 32]}},
                "split": {{"train": {train}, "dev": {rest}, "test": {rest}, "train_dev": {train_dev}}}, {TRAINED}}}"#,
            rest = f64::from(100 - train) / 2.0
        );
        assert_verdict(dataset, &after(&experiment(&json, seed), 3000, RUNS), Some(Cause::Variance));
    }
}

#[test]
fn a_target_that_is_turned_or_moved_does_not_match() {
    for (seed, dataset, target) in [
        (1, "moons", r#""rotation": 90"#),
        (2, "xor", r#""rotation": -45"#),
        (3, "circle", r#""shift_x1": 1.2"#),
        (4, "gaussians", r#""rotation": 100, "noise": 0.1"#),
    ] {
        let json = format!(
            r#"{{"data": {{"points": 2000, "dataset": "{dataset}", "noise": 0.1}}, "network": {{"layers": [16, 16]}},
                "split": {{"train_dev": 0.2}}, "target": {{{target}}}, {TRAINED}}}"#
        );
        assert_verdict(dataset, &after(&experiment(&json, seed), STEPS, RUNS), Some(Cause::Mismatch));
    }
}

#[test]
fn the_best_of_many_settings_on_a_tiny_dev_set_has_overfitted_to_it() {
    for seed in 1..=4 {
        // Labels that say nothing, and inputs that do not either: whoever is right on the ten points of dev is so by chance.
        let json = r#"{"data": {"points": 1000, "dataset": "moons", "label_noise": 0.5}, "split": {"train": 49.5, "dev": 1, "test": 49.5},
            "inputs": {"noise_inputs": 8},
            "training": {"learning_rate": 0.02}}"#;
        let mut best: Option<(f64, Comparison)> = None;
        for setting in 0..300_u32 {
            let mut tried = experiment(json, seed);
            tried.training.learning_rate *= f64::from(setting % 5 + 1);
            tried.network.layers = vec![3 + setting % 4];
            tried.seeds.init = 1000 + setting;
            let mut comparison = Comparison::new(&[tried], 1).unwrap();
            // Trained long, they would agree with each other.
            comparison.step(2);
            let dev = comparison.lanes()[0].summary().replicas[0].dev.unwrap().accuracy.unwrap();
            if best.as_ref().is_none_or(|(most, _)| dev > *most) {
                best = Some((dev, comparison));
            }
        }
        let (dev, mut picked) = best.unwrap();
        let bayes = bayes_error(picked.lanes()[0].workspace().experiment(), Distribution::Train).unwrap();
        let found = ladder(&mut picked.lanes()[0], Some(bayes.value), true);
        assert_verdict(&format!("{dev} right on dev, seed {seed}"), &found, Some(Cause::DevOverfit));
        // Who does not look at test does not know.
        assert_eq!(ladder(&mut picked.lanes()[0], Some(bayes.value), false).verdict, None);
    }
}

#[test]
fn a_network_that_suits_its_data_has_nothing_to_name() {
    for (seed, data) in [
        (1, r#""dataset": "gaussians", "noise": 0.1"#),
        (2, r#""dataset": "moons", "noise": 0.05"#),
        (3, r#""dataset": "circle", "noise": 0.05, "label_noise": 0.1"#),
        (4, r#""dataset": "blobs", "classes": 3, "noise": 0.1"#),
    ] {
        let json = format!(
            r#"{{"data": {{"points": 6000, {data}}}, "network": {{"layers": [8, 8]}}, "split": {{"train_dev": 0.2}}, {TRAINED}}}"#
        );
        assert_verdict(data, &after(&experiment(&json, seed), STEPS, RUNS), None);
    }
}

#[test]
fn rungs_are_the_summary_s_figures_and_gaps_their_differences() {
    for json in [
        r#"{"split": {"train_dev": 0.3}, "target": {"rotation": 30}, "data": {"dataset": "rings", "classes": 3}}"#,
        r#"{"data": {"dataset": "wave", "noise": 0.2}, "dropout": {"p": 0.2, "evaluate": "train"}, "split": {"train_dev": 0.2}}"#,
        r#"{"data": {"dataset": "moons"}}"#,
    ] {
        let mut comparison = Comparison::new(&[experiment(json, 3)], 5).unwrap();
        comparison.step(60);
        let lane = &mut comparison.lanes()[0];
        let summary = lane.summary();
        let mean = |of: fn(&trainscope::train::ReplicaSummary) -> Option<trainscope::train::Figures>| {
            let errors: Option<Vec<f64>> = summary
                .replicas
                .iter()
                .map(|replica| of(replica).map(|figures| figures.accuracy.map_or(figures.loss, |right| 1.0 - right)))
                .collect();
            errors.map(|errors| errors.iter().sum::<f64>() / 5.0)
        };
        let [train, train_dev, dev] = [mean(|r| r.train), mean(|r| r.train_dev), mean(|r| r.dev)];
        let found = ladder(lane, Some(0.01), false);
        let means = |index: usize| found.errors[index].map(|error| error.mean);
        let close = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() < 1e-12,
            (a, b) => a == b,
        };
        assert!(close(means(0), train) && close(means(1), dev) && close(means(3), train_dev), "{json}");
        assert_eq!((means(2), found.gaps[Cause::DevOverfit as usize]), (None, None));
        let gap = |cause: Cause| found.gaps[cause as usize].map(|gap| gap.mean);
        let minus = |a: Option<f64>, b: Option<f64>| Some(a? - b?);
        assert!(close(gap(Cause::Bias), minus(train, Some(0.01))));
        assert!(close(gap(Cause::Variance), minus(train_dev.or(dev), train)));
        assert!(close(gap(Cause::Mismatch), minus(dev, train_dev)));
        assert_eq!(ladder(lane, None, false).gaps[Cause::Bias as usize], None);
        // Looking changes nothing, and shows the same again.
        assert_eq!(ladder(lane, Some(0.01), false), found);
    }
}

#[test]
fn where_there_is_no_gap_intervals_hold_0_as_often_as_they_say() {
    for (replicas, draws) in [(1, 400), (8, 300)] {
        let mut held = 0;
        for seed in 1..=draws {
            // Before the first step a network knows no set from another.
            let untrained = experiment(r#"{"data": {"points": 150, "noise": 0.3}, "network": {"layers": [8]}}"#, seed);
            let gap = after(&untrained, 0, replicas).gaps[Cause::Variance as usize].unwrap();
            held += u32::from(gap.interval[0] <= 0.0 && gap.interval[1] >= 0.0);
        }
        let share = f64::from(held) / f64::from(draws);
        println!("{replicas} runs: {share}");
        // Three standard errors of 0.95 below; above there is what errs on the wide side.
        let error = (0.95 * 0.05 / f64::from(draws)).sqrt();
        assert!(share > 0.95 - 3.0 * error, "{share} with {replicas} runs");
    }
}

#[test]
fn runs_that_diverged_are_left_out() {
    let json = r#"{"data": {"dataset": "plane"}, "training": {"learning_rate": 10, "optimizer": "sgd"}}"#;
    let found = after(&experiment(json, 1), 300, 3);
    assert_eq!((found.runs, found.errors, found.verdict), (0, [None; 4], None));
}
