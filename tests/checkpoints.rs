//! Going back to an earlier step: from there a run makes the very steps that it made.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use allocation_counter::measure;
use proptest::prelude::*;
use trainscope::data::Augmented;
use trainscope::experiment::{Experiment, comparison_problems};
use trainscope::train::{Checkpoint, Comparison, Divergence, EarlyStop};

fn experiment(json: &str) -> Experiment {
    Experiment::from_json(json).unwrap()
}

fn comparison(lanes: &[&str], replicas: u32) -> Comparison {
    let lanes: Vec<Experiment> = lanes.iter().map(|json| experiment(json)).collect();
    Comparison::new(&lanes, replicas).unwrap()
}

/// All that can be seen of a comparison's runs.
#[derive(Debug, Clone, PartialEq)]
struct Seen {
    step: u64,
    runs: Vec<SeenRun>,
}

#[derive(Debug, Clone, PartialEq)]
struct SeenRun {
    hash: u64,
    gradient: Vec<u32>,
    batch: Vec<u32>,
    steps: u64,
    epochs: u64,
    divergence: Option<Divergence>,
    masks: Vec<bool>,
    stop: Option<EarlyStop>,
    best: Option<Vec<u32>>,
    augmented: Vec<Augmented>,
}

fn seen(comparison: &mut Comparison) -> Seen {
    let step = comparison.steps();
    let bits = |values: &[f32]| values.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
    let mut seen = Seen { step, runs: Vec::new() };
    for lane in comparison.lanes() {
        for replica in 0..lane.runs().len() {
            let masks = lane.watched_masks(replica, 0);
            let run = &lane.runs()[replica];
            seen.runs.push(SeenRun {
                hash: run.hash(),
                gradient: bits(run.last_gradient()),
                batch: run.batch().to_vec(),
                steps: run.steps(),
                epochs: run.epochs(),
                divergence: run.divergence(),
                masks,
                stop: run.early_stop(),
                best: run.best_parameters().map(bits),
                augmented: run.augmented(lane.workspace()),
            });
        }
    }
    seen
}

fn steps(comparison: &Comparison) -> Vec<u64> {
    comparison.checkpoints().iter().map(Checkpoint::step).collect()
}

const OPTIMIZERS: [&str; 7] = ["sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adam", "adamw"];

/// What an experiment has besides the optimizer. 180 training points: batches of 7 and 11 leave a short last one, one of 300
/// takes in all, and networks without masks train as teams where there are four replicas.
const SETTINGS: [&str; 8] = [
    r#""network": {"layers": [4, 2]}, "training": {"batch": 7, "#,
    r#""network": {"layers": [5]}, "regularization": {"l1": 0.001, "weight_decay": 0.01}, "training": {"batch": 16, "#,
    r#""network": {"layers": [9]}, "dropout": {"p": 0.4, "input": 0.2}, "training": {"batch": 11, "#,
    r#""network": {"layers": [6, 6]}, "dropout": {"p": [0.5, 0.1], "mask": "batch", "placement": "before"},
        "training": {"batch": 32, "#,
    r#""network": {"layers": [20]}, "training": {"batch": 180, "clip_norm": 0.1, "schedule": "cosine", "#,
    r#""network": {"layers": []}, "training": {"batch": 300, "warmup_steps": 20, "#,
    r#""network": {"layers": [7]}, "augmentation": {"jitter": 0.2, "mixup": 0.5},
        "early_stopping": {"metric": "dev_loss", "patience": 1}, "training": {"batch": 13, "#,
    r#""dropout": {"p": 0.5}, "early_stopping": {"metric": "dev_accuracy", "patience": 3}, "training": {"batch": 60, "#,
];

/// Trains on from every checkpoint, and compares with what was seen the first time.
fn assert_runs_again(comparison: &mut Comparison, what: &str) {
    let counts = [1, 1, 3, 16, 7, 25, 2, 30];
    let mut first = vec![seen(comparison)];
    comparison.checkpoint();
    for count in counts {
        comparison.step(count);
        comparison.checkpoint();
        first.push(seen(comparison));
    }
    assert_eq!(steps(comparison), first.iter().map(|seen| seen.step).collect::<Vec<_>>(), "{what}");
    for start in (0..first.len()).rev() {
        let newest = seen(comparison);
        assert!(comparison.restore(first[start].step));
        assert_eq!(seen(comparison), first[start], "{what}: back at step {}", first[start].step);
        assert_eq!(comparison.is_back(), start + 1 < first.len());
        // Forth to the newest and back once more.
        assert!(comparison.restore(newest.step));
        assert_eq!(seen(comparison), newest, "{what}");
        assert!(!comparison.is_back());
        assert!(comparison.restore(first[start].step));
        for at in start..counts.len() {
            comparison.step(counts[at]);
            comparison.checkpoint();
            assert_eq!(seen(comparison), first[at + 1], "{what}: from step {}", first[start].step);
        }
    }
}

#[test]
fn from_every_checkpoint_training_goes_on_with_the_same_bits() {
    for optimizer in OPTIMIZERS {
        for setting in SETTINGS {
            let json = format!(r#"{{{setting}"optimizer": "{optimizer}", "learning_rate": 0.05}}}}"#);
            assert_runs_again(&mut comparison(&[&json], 1), &json);
            // Four are a team where they can be, one is left over.
            assert_runs_again(&mut comparison(&[&json], 5), &json);
        }
    }
    let lanes = [r#"{"network": {"layers": [4]}}"#, r#"{"dropout": {"p": 0.5}, "training": {"optimizer": "adam"}}"#];
    assert_runs_again(&mut comparison(&lanes, 4), "two lanes");
}

#[test]
fn a_run_that_diverged_is_whole_again_at_an_earlier_step_and_diverges_as_it_did() {
    for (optimizer, rate) in [("sgd", "0.7"), ("momentum", "1"), ("adam", "100")] {
        let json = format!(
            r#"{{"data": {{"dataset": "wave"}}, "network": {{"layers": [6, 6]}},
                "training": {{"batch": 10, "optimizer": "{optimizer}", "learning_rate": {rate}}}}}"#
        );
        let mut comparison = comparison(&[&json], 6);
        comparison.checkpoint();
        let mut first = vec![seen(&mut comparison)];
        for _ in 0..40 {
            comparison.step(3);
            comparison.checkpoint();
            first.push(seen(&mut comparison));
        }
        for step in steps(&comparison) {
            assert!(comparison.restore(step));
            assert_eq!(Some(&seen(&mut comparison)), first.iter().find(|seen| seen.step == step), "{json}");
        }
        assert!(comparison.restore(0));
        comparison.step(120);
        assert_eq!(Some(&seen(&mut comparison)), first.last(), "{json}");
    }
}

#[test]
fn live_changes_stay_in_force_and_the_masks_shown_are_those_of_the_step() {
    let before = r#"{"dropout": {"p": 0.5}, "training": {"optimizer": "adam"}}"#;
    let after = r#"{"dropout": {"p": 0.1}, "training": {"optimizer": "momentum", "batch": 9, "learning_rate": 0.2}}"#;
    let mut watched = comparison(&[before], 1);
    watched.step(20);
    watched.checkpoint();
    let old = seen(&mut watched);
    watched.step(20);
    watched.apply(&[experiment(after)], 1).unwrap();
    watched.step(20);
    assert!(watched.restore(20));
    assert_eq!(seen(&mut watched), old);
    assert_eq!(watched.lanes()[0].workspace().experiment(), &experiment(after));
    // As if the change had been made at that step.
    let mut changed = comparison(&[before], 1);
    changed.step(20);
    changed.apply(&[experiment(after)], 1).unwrap();
    assert_eq!(seen(&mut changed), old);
    for _ in 0..10 {
        watched.step(5);
        changed.step(5);
        assert_eq!(seen(&mut watched), seen(&mut changed));
    }
}

#[test]
fn going_on_from_an_earlier_step_forgets_the_later_ones_and_a_reset_or_a_rebuild_all() {
    let mut comparison = comparison(&["{}"], 1);
    for _ in 0..5 {
        comparison.checkpoint();
        comparison.step(10);
    }
    assert_eq!(steps(&comparison), [0, 10, 20, 30, 40]);
    assert!(!comparison.restore(15));
    assert_eq!(comparison.steps(), 50);
    assert!(comparison.restore(20));
    // The newest state is kept too.
    assert_eq!(steps(&comparison), [0, 10, 20, 30, 40, 50]);
    comparison.checkpoint();
    assert_eq!(steps(&comparison), [0, 10, 20, 30, 40, 50]);
    comparison.step(1);
    comparison.checkpoint();
    assert_eq!(steps(&comparison), [0, 10, 20, 21]);
    assert!(!comparison.is_back());
    comparison.apply(&[experiment(r#"{"training": {"learning_rate": 0.5}}"#)], 1).unwrap();
    assert_eq!(steps(&comparison).len(), 4);
    comparison.reset();
    assert_eq!(steps(&comparison), [0; 0]);
    comparison.checkpoint();
    comparison.apply(&[experiment(r#"{"network": {"layers": [3]}}"#)], 1).unwrap();
    assert_eq!(steps(&comparison), [0; 0]);
}

#[test]
fn weights_that_were_edited_are_found_again() {
    let mut comparison = comparison(&["{}"], 1);
    comparison.checkpoint();
    comparison.step(10);
    comparison.checkpoint();
    let parameters = vec![0.25; comparison.lanes()[0].runs()[0].parameters().len()];
    comparison.lanes()[0].set_parameters(0, &parameters).unwrap();
    assert!(comparison.restore(0));
    assert!(comparison.restore(10));
    assert_eq!(comparison.lanes()[0].runs()[0].parameters(), parameters);
}

#[test]
fn large_networks_have_few_checkpoints_and_the_largest_none() {
    let layers = |count: usize| format!(r#"{{"network": {{"layers": {:?}}}}}"#, vec![256; count]);
    let mut few = comparison(&[&layers(6)], 2);
    // 2 · 4 · 4 bytes for each of some 330,000 parameters: 10 MiB.
    for _ in 0..12 {
        few.checkpoint();
        few.step(1);
    }
    assert!(few.restore(0));
    assert!((3..=6).contains(&few.checkpoints().len()), "{:?}", steps(&few));
    assert_eq!((steps(&few)[0], steps(&few).last()), (0, Some(&12)));

    let huge = experiment(&layers(20));
    assert!(comparison_problems(core::slice::from_ref(&huge), 8).is_empty());
    let mut none = Comparison::new(&[huge], 8).unwrap();
    none.checkpoint();
    assert!(none.checkpoints().is_empty());
    assert!(!none.restore(0));
}

#[test]
fn checkpoints_take_no_more_room_once_there_are_as_many_as_there_may_be() {
    let mut comparison = comparison(&[r#"{"network": {"layers": [4]}}"#, r#"{"dropout": {"p": 0.5}}"#], 4);
    let mut train = |steps: u32| {
        (0..steps).for_each(|_| {
            comparison.step(1);
            comparison.checkpoint();
        });
    };
    train(300);
    let counted = measure(|| train(700));
    assert_eq!(counted.count_total, 0);
    assert!(comparison.checkpoints().len() > 30);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn they_are_bounded_ordered_and_evenly_spaced(moves in prop::collection::vec((0_u32..60, 0_usize..90), 1..150)) {
        let mut comparison = comparison(&[r#"{"network": {"layers": []}, "data": {"points": 20}}"#], 1);
        comparison.checkpoint();
        let mut newest = 0;
        for (count, back) in moves {
            comparison.step(count);
            comparison.checkpoint();
            if count > 0 {
                newest = comparison.steps();
            }
            // Seldom, to one of them.
            if let Some(&step) = steps(&comparison).get(back.wrapping_sub(10)) {
                prop_assert!(comparison.restore(step));
                prop_assert_eq!(comparison.steps(), step);
            }
            let all = steps(&comparison);
            prop_assert!(all.len() <= 64);
            prop_assert_eq!(all[0], 0);
            prop_assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
            if comparison.is_back() {
                prop_assert_eq!(*all.last().unwrap(), newest);
            }
        }
    }

    #[test]
    fn without_looking_back_no_two_gaps_differ_by_more_than_twice_and_a_frame(frame in 1_u32..40, frames in 1_u32..500) {
        let mut comparison = comparison(&[r#"{"network": {"layers": []}, "data": {"points": 20}}"#], 1);
        for _ in 0..frames {
            comparison.checkpoint();
            comparison.step(frame);
        }
        let all = steps(&comparison);
        prop_assert!(all.len() <= 63 && all.len() >= frames.min(31) as usize, "{} of {}", all.len(), frames);
        let gaps = || all.windows(2).map(|pair| pair[1] - pair[0]);
        let (least, most) = (gaps().min().unwrap_or(1), gaps().max().unwrap_or(1));
        prop_assert!(most < 2 * least + u64::from(frame), "{least} to {most}");
    }
}
