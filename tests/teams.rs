//! Replicas that are trained side by side are, bit for bit, the replicas that are trained alone.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use trainscope::data::Set;
use trainscope::experiment::{Experiment, MaskPer, Placement, Scaling};
use trainscope::train::{Comparison, Trainer};

fn experiment(json: &str) -> Experiment {
    Experiment::from_json(json).unwrap()
}

/// Compares six replicas, of which four fit a team, with trainers of one each.
fn assert_same(comparison: &mut Comparison, alone: &mut [Trainer], what: &str) {
    let lane = &mut comparison.lanes()[0];
    for (r, alone) in alone.iter_mut().enumerate() {
        let run = &lane.runs()[r];
        assert_eq!(run.hash(), alone.hash(), "{what}: replica {r}");
        let bits = |values: &[f32]| values.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(run.last_gradient()), bits(alone.gradient()), "{what}: gradient of replica {r}");
        assert_eq!((run.steps(), run.epochs(), run.batch()), (alone.steps(), alone.epochs(), alone.batch()), "{what}");
        assert_eq!(run.divergence(), alone.divergence(), "{what}: replica {r}");
        assert_eq!(run.early_stop(), alone.early_stop(), "{what}: replica {r}");
        assert_eq!(run.best_parameters().map(bits), alone.best_parameters().map(bits), "{what}: replica {r}");
        assert_eq!(run.augmented(lane.workspace()), alone.augmented(), "{what}: replica {r}");
    }
    let summary = lane.summary();
    for (r, (replica, alone)) in summary.replicas.iter().zip(alone).enumerate() {
        let mode = alone.experiment().dropout.evaluate;
        // As text, which is exact, and in which NaN is NaN.
        let figures = [replica.train, alone.evaluate(Set::Train, mode)].map(|figures| format!("{figures:?}"));
        assert_eq!(figures[0], figures[1], "{what}: replica {r}");
        let masks = alone.masks();
        let first = masks.iter().flatten().map(|unit| unit.first().copied().unwrap_or(true));
        assert_eq!(lane.watched_masks(r, 0), first.collect::<Vec<_>>(), "{what}: masks of replica {r}");
    }
}

const NARROW: [&str; 12] = [
    r#"{"network": {"layers": [4, 2], "activation": "tanh"}, "training": {"batch": 10}}"#,
    r#"{"network": {"layers": [3, 5, 1], "activation": "gelu"}, "training": {"batch": 7, "optimizer": "adam"}}"#,
    r#"{"network": {"layers": [8, 8, 8]}, "training": {"batch": 32, "optimizer": "momentum"}}"#,
    r#"{"network": {"layers": [16]}, "training": {"batch": 1, "optimizer": "rmsprop"}}"#,
    r#"{"network": {"layers": [6, 7], "activation": "silu"}, "data": {"dataset": "rings", "classes": 3},
        "regularization": {"l1": 0.001, "l2": 0.01}, "training": {"batch": 9}}"#,
    r#"{"network": {"layers": [5]}, "data": {"dataset": "wave"}, "regularization": {"weight_decay": 0.01, "l2": 0.01,
        "biases": true}, "training": {"batch": 64, "optimizer": "nesterov"}}"#,
    r#"{"network": {"layers": [9, 3]}, "training": {"batch": 33, "loss": "softmax_cross_entropy", "optimizer": "adagrad"},
        "regularization": {"weight_decay": 0.02}}"#,
    r#"{"network": {"layers": []}, "training": {"batch": 5, "loss": "mse"}}"#,
    r#"{"network": {"layers": [4]}, "inputs": {"noise_inputs": 3}}"#,
    r#"{"network": {"layers": [4]}, "inputs": {"noise_inputs": 1, "features": ["x1", "x1_x2"]}, "training": {"batch": 11},
        "augmentation": {"jitter": 0.2, "rotation": 40, "flip_x1": 0.5, "scale": 1.5, "mixup": 0.4},
        "early_stopping": {"metric": "dev_loss", "patience": 3, "min_delta": 0.01}}"#,
    r#"{"network": {"layers": [5, 5]}, "data": {"dataset": "blobs", "classes": 3}, "training": {"batch": 6},
        "augmentation": {"rotation": 20, "mixup": 1}, "dropout": {"p": 0.3},
        "early_stopping": {"metric": "dev_accuracy", "patience": 2}}"#,
    r#"{"network": {"layers": [6]}, "data": {"dataset": "wave"}, "augmentation": {"flip_x2": 0.3, "mixup": 2},
        "early_stopping": {"metric": "dev_accuracy", "patience": 5}}"#,
];

#[test]
fn teams_are_their_members_bit_for_bit() {
    for json in NARROW {
        let experiment = experiment(json);
        let mut comparison = Comparison::new(core::slice::from_ref(&experiment), 6).unwrap();
        let mut alone: Vec<Trainer> = (0..6).map(|r| Trainer::replica(&experiment, r).unwrap()).collect();
        // Looked at often and seldom, within epochs and beyond their ends.
        for count in [1, 1, 2, 40, 300, 1] {
            comparison.step(count);
            alone.iter_mut().for_each(|trainer| (0..count).for_each(|_| trainer.step()));
            assert_same(&mut comparison, &mut alone, json);
        }
        comparison.reset();
        alone.iter_mut().for_each(Trainer::reset);
        comparison.step(50);
        alone.iter_mut().for_each(|trainer| (0..50).for_each(|_| trainer.step()));
        assert_same(&mut comparison, &mut alone, json);
    }
}

fn six(experiment: &Experiment) -> (Comparison, Vec<Trainer>) {
    let alone = (0..6).map(|r| Trainer::replica(experiment, r).unwrap()).collect();
    (Comparison::new(core::slice::from_ref(experiment), 6).unwrap(), alone)
}

fn step(comparison: &mut Comparison, alone: &mut [Trainer], count: u32) {
    comparison.step(count);
    alone.iter_mut().for_each(|trainer| (0..count).for_each(|_| trainer.step()));
}

fn apply(comparison: &mut Comparison, alone: &mut [Trainer], changed: &Experiment) {
    comparison.apply(core::slice::from_ref(changed), 6).unwrap();
    for trainer in alone {
        trainer.apply(changed).unwrap();
    }
}

/// 130 training points: every batch size here leaves another number of examples for the last one of an epoch.
#[test]
fn each_member_has_masks_of_its_own() {
    let rates = [r#""p": 0.4, "input": 0.3"#, r#""p": [0, 0.5]"#, r#""input": 0.2"#];
    for (i, batch) in [1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 15, 16].into_iter().enumerate() {
        let json = format!(
            r#"{{"data": {{"points": 130}}, "split": {{"train": 1, "dev": 0, "test": 0}},
                "network": {{"layers": [7, 16]}}, "training": {{"batch": {batch}}}, "dropout": {{{}}}}}"#,
            rates[i % rates.len()]
        );
        let mut experiment = experiment(&json);
        for mask in [MaskPer::Example, MaskPer::Batch] {
            for placement in [Placement::After, Placement::Before] {
                for scaling in [Scaling::Inverted, Scaling::Classic, Scaling::None] {
                    let dropout = &mut experiment.dropout;
                    (dropout.mask, dropout.placement, dropout.scaling) = (mask, placement, scaling);
                    let what = format!("{json} {dropout:?}");
                    let (mut comparison, mut alone) = six(&experiment);
                    for count in [1, 2, 150] {
                        step(&mut comparison, &mut alone, count);
                        assert_same(&mut comparison, &mut alone, &what);
                    }
                }
            }
        }
    }
}

#[test]
fn a_live_change_of_dropout_changes_the_members() {
    let with = |dropout: &str, batch: u32| {
        experiment(&format!(
            r#"{{"network": {{"layers": [5, 4]}}, "dropout": {{{dropout}}},
                "training": {{"batch": {batch}, "optimizer": "adam"}}}}"#
        ))
    };
    let (mut comparison, mut alone) = six(&with("", 11));
    let changes = [
        with(r#""p": 0.4"#, 11),
        with(r#""p": 0.4, "mask": "batch""#, 11),
        with(r#""p": 0"#, 11),
        with(r#""p": [0.2, 0.7], "input": 0.3, "placement": "before", "evaluate": "train""#, 6),
        // Too large a batch for a team, and back.
        with(r#""p": 0.2"#, 50),
        with(r#""p": 0.2, "scaling": "classic""#, 10),
        with("", 10),
    ];
    for changed in changes {
        step(&mut comparison, &mut alone, 33);
        assert_same(&mut comparison, &mut alone, "before a change");
        apply(&mut comparison, &mut alone, &changed);
        // The masks shown are still those of the step that was made.
        assert_same(&mut comparison, &mut alone, "after a change");
    }
    step(&mut comparison, &mut alone, 20);
    assert_same(&mut comparison, &mut alone, "after all changes");
}

#[test]
fn each_member_is_clipped_by_its_own_norm() {
    for most in ["0.5", "0.05"] {
        let json = format!(
            r#"{{"network": {{"layers": [6, 3]}}, "dropout": {{"p": 0.3}}, "training": {{"batch": 10, "clip_norm": {most}}}}}"#
        );
        let (mut comparison, mut alone) = six(&experiment(&json));
        for _ in 0..40 {
            step(&mut comparison, &mut alone, 3);
            assert_same(&mut comparison, &mut alone, &json);
        }
    }
}

/// Alone, a batch of 1 or 5 leaves lanes without an example, in which a large weight may overflow a step before it does in those
/// with one. A team of the same batch has no such lanes.
#[test]
fn lanes_without_an_example_end_no_run() {
    for (seed, batch, rate, activation) in
        [(1, 1, 1, "linear"), (1, 1, 3, "linear"), (2, 5, 3, "relu"), (3, 1, 1, "linear")]
    {
        let json = format!(
            r#"{{"data": {{"dataset": "wave", "points": 60}}, "seeds": {{"masks": {seed}, "init": {seed}}},
                "network": {{"layers": [5, 4], "activation": "{activation}"}},
                "dropout": {{"p": 0.8, "input": {}}},
                "training": {{"batch": {batch}, "learning_rate": {rate}}}}}"#,
            if seed % 2 == 0 { 0.0 } else { 0.2 }
        );
        let (mut comparison, mut alone) = six(&experiment(&json));
        step(&mut comparison, &mut alone, 120);
        assert_same(&mut comparison, &mut alone, &json);
    }
}

#[test]
fn a_member_that_is_given_other_parameters_after_it_rested_stays_behind() {
    let json = r#"{"data": {"dataset": "wave"}, "network": {"layers": [6, 6]}, "dropout": {"p": 0.1},
        "training": {"batch": 10}}"#;
    let (mut comparison, mut alone) = six(&experiment(json));
    step(&mut comparison, &mut alone, 7);
    let start = alone[1].parameters().to_vec();
    let set = |comparison: &mut Comparison, alone: &mut [Trainer], values: &[f32]| {
        comparison.lanes()[0].set_parameters(1, values).unwrap();
        alone[1].set_parameters(values).unwrap();
    };
    set(&mut comparison, &mut alone, &vec![f32::MAX; start.len()]);
    step(&mut comparison, &mut alone, 5);
    assert!(alone[1].divergence().is_some());
    set(&mut comparison, &mut alone, &start);
    for count in [1, 30] {
        step(&mut comparison, &mut alone, count);
        assert_same(&mut comparison, &mut alone, json);
    }
    assert!(alone[1].steps() < alone[0].steps());
}

#[test]
fn what_changes_while_a_team_trains_changes_its_members() {
    let start = r#"{"network": {"layers": [4, 3]}, "training": {"batch": 10, "optimizer": "adam"}"#;
    let first = experiment(&format!("{start}}}"));
    let mut comparison = Comparison::new(core::slice::from_ref(&first), 6).unwrap();
    let mut alone: Vec<Trainer> = (0..6).map(|r| Trainer::replica(&first, r).unwrap()).collect();
    let changes = [
        r#"{"network": {"layers": [4, 3]}, "training": {"batch": 17, "optimizer": "adam", "learning_rate": 0.1}}"#,
        r#"{"network": {"layers": [4, 3]}, "training": {"batch": 17, "optimizer": "adam"}, "dropout": {"p": 0.3}}"#,
        r#"{"network": {"layers": [4, 3]}, "training": {"batch": 8, "optimizer": "momentum", "clip_norm": 0.5}}"#,
        r#"{"network": {"layers": [4, 3]}, "training": {"batch": 6, "optimizer": "momentum"}}"#,
    ];
    for json in changes {
        comparison.step(33);
        alone.iter_mut().for_each(|trainer| (0..33).for_each(|_| trainer.step()));
        assert_same(&mut comparison, &mut alone, json);
        let changed = experiment(json);
        comparison.apply(core::slice::from_ref(&changed), 6).unwrap();
        alone.iter_mut().for_each(|trainer| {
            trainer.apply(&changed).unwrap();
        });
    }
    comparison.step(20);
    alone.iter_mut().for_each(|trainer| (0..20).for_each(|_| trainer.step()));
    assert_same(&mut comparison, &mut alone, "after all changes");
    let parameters = vec![0.25; alone[2].parameters().len()];
    comparison.lanes()[0].set_parameters(2, &parameters).unwrap();
    alone[2].set_parameters(&parameters).unwrap();
    comparison.step(20);
    alone.iter_mut().for_each(|trainer| (0..20).for_each(|_| trainer.step()));
    assert_same(&mut comparison, &mut alone, "after other parameters");
}

#[test]
fn a_member_that_diverges_leaves_the_others_in_peace() {
    let optimizers = [("sgd", "0.7"), ("sgd", "3"), ("momentum", "1"), ("adam", "100")];
    for (p, (optimizer, rate)) in [0.0, 0.3].into_iter().flat_map(|p| optimizers.map(|optimizer| (p, optimizer))) {
        let json = format!(
            r#"{{"data": {{"dataset": "wave"}}, "network": {{"layers": [6, 6]}}, "dropout": {{"p": {p}}},
                "training": {{"batch": 10, "optimizer": "{optimizer}", "learning_rate": {rate}}}}}"#
        );
        let experiment = experiment(&json);
        let mut comparison = Comparison::new(core::slice::from_ref(&experiment), 6).unwrap();
        let mut alone: Vec<Trainer> = (0..6).map(|r| Trainer::replica(&experiment, r).unwrap()).collect();
        let mut ended = 0;
        for _ in 0..60 {
            comparison.step(3);
            alone.iter_mut().for_each(|trainer| (0..3).for_each(|_| trainer.step()));
            assert_same(&mut comparison, &mut alone, &json);
            ended = alone.iter().filter(|trainer| trainer.divergence().is_some()).count();
        }
        println!("{optimizer} at {rate}, p = {p}: {ended} of 6 ended");
    }
}
