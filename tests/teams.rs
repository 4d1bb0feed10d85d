//! Replicas that are trained side by side are, bit for bit, the replicas that are trained alone.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use trainscope::data::Set;
use trainscope::experiment::{Experiment, Mode};
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
    }
    let summary = lane.summary();
    for (replica, alone) in summary.replicas.iter().zip(alone) {
        assert_eq!(replica.train, alone.evaluate(Set::Train, Mode::Eval), "{what}");
    }
}

const NARROW: [&str; 9] = [
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
    for (optimizer, rate) in [("sgd", "0.7"), ("sgd", "3"), ("momentum", "1"), ("adam", "100")] {
        let json = format!(
            r#"{{"data": {{"dataset": "wave"}}, "network": {{"layers": [6, 6]}},
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
        println!("{optimizer} at {rate}: {ended} of 6 ended");
    }
}
