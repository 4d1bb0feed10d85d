//! A frozen parameter keeps its bits whatever updates the others, and those learn as they would beside a constant.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use trainscope::experiment::Experiment;
use trainscope::train::{Comparison, Trainer};

const OPTIMIZERS: [&str; 7] = ["sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adam", "adamw"];

/// Nothing besides the loss; every penalty and decay, with the biases and without; clipping, and masks.
const REST: [&str; 5] = [
    r#""regularization": {}"#,
    r#""regularization": {"l1": 0.01, "l2": 0.02, "weight_decay": 0.03}"#,
    r#""regularization": {"l1": 0.01, "l2": 0.02, "weight_decay": 0.03, "biases": true}"#,
    r#""regularization": {"l2": 0.02}, "dropout": {"p": 0.4, "input": 0.1}"#,
    r#""regularization": {"weight_decay": 0.03}, "inputs": {"noise_inputs": 1}"#,
];

fn experiment(optimizer: &str, clip: f64, rest: &str) -> Experiment {
    let json = format!(
        r#"{{"network": {{"layers": [5, 3], "activation": "tanh"}}, {rest},
            "training": {{"optimizer": "{optimizer}", "learning_rate": 0.05, "batch": 10, "clip_norm": {clip}}}}}"#
    );
    Experiment::from_json(&json).unwrap()
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|x| x.to_bits()).collect()
}

/// The first and the last parameter, neighbours, a bias, and some far apart.
fn some(count: usize) -> Vec<u32> {
    let last = u32::try_from(count - 1).unwrap();
    vec![0, 3, 4, 5, 11, 16, 17, 30, last]
}

fn each_experiment(mut visit: impl FnMut(&Experiment, &str)) {
    for optimizer in OPTIMIZERS {
        for clip in [0.0, 0.05] {
            for rest in REST {
                visit(&experiment(optimizer, clip, rest), &format!("{optimizer}, clipped at {clip}, {rest}"));
            }
        }
    }
}

#[test]
fn frozen_parameters_keep_their_bits_and_all_others_move() {
    each_experiment(|experiment, what| {
        let mut trainer = Trainer::new(experiment).unwrap();
        (0..7).for_each(|_| trainer.step());
        let frozen = some(trainer.parameters().len());
        trainer.set_frozen(&frozen, true);
        let before = bits(trainer.parameters());
        (0..60).for_each(|_| trainer.step());
        for (number, (before, after)) in (0..).zip(before.into_iter().zip(bits(trainer.parameters()))) {
            assert_eq!(before == after, frozen.contains(&number), "{what}: parameter {number}");
        }
        assert!(frozen.iter().all(|&number| trainer.gradient()[number as usize] == 0.0), "{what}");
    });
}

/// The others learn as they would if the frozen ones were put back by hand after every step: where nothing is clipped no
/// parameter's update depends on another's gradient.
#[test]
fn the_others_learn_as_beside_constants() {
    each_experiment(|experiment, what| {
        if experiment.training.clip_norm > 0.0 {
            return;
        }
        let mut trainer = Trainer::new(experiment).unwrap();
        let mut by_hand = trainer.clone();
        let frozen = some(trainer.parameters().len());
        trainer.set_frozen(&frozen, true);
        let constants = by_hand.initial_parameters().to_vec();
        for _ in 0..60 {
            trainer.step();
            by_hand.step();
            let mut parameters = by_hand.parameters().to_vec();
            for &number in &frozen {
                parameters[number as usize] = constants[number as usize];
            }
            by_hand.set_parameters(&parameters).unwrap();
        }
        assert_eq!(bits(trainer.parameters()), bits(by_hand.parameters()), "{what}");
    });
}

#[test]
fn clipping_measures_what_is_updated_alone() {
    let limit = 0.05;
    let mut trainer = Trainer::new(&experiment("sgd", limit, REST[0])).unwrap();
    trainer.set_frozen(&some(trainer.parameters().len()), true);
    for _ in 0..20 {
        trainer.step();
        let norm = trainer.gradient().iter().map(|&g| f64::from(g) * f64::from(g)).sum::<f64>().sqrt();
        // These gradients are all longer than the limit; rounding each number to f32 changes the norm by less than 1e-6 of it.
        assert!((norm - limit).abs() < 1e-5 * limit, "{norm}");
    }
}

/// With one mini-batch for all, a gradient is the same in any order but for its rounding, so that what an update does besides
/// is the optimizer's averages, which have to be those from before.
#[test]
fn what_the_optimizer_gathered_rests_with_a_frozen_parameter() {
    for optimizer in ["momentum", "nesterov", "rmsprop", "adagrad"] {
        let mut experiment = experiment(optimizer, 0.0, REST[0]);
        experiment.training.batch = 180;
        experiment.training.learning_rate = 0.01;
        let mut rested = Trainer::new(&experiment).unwrap();
        (0..5).for_each(|_| rested.step());
        let mut straight = rested.clone();
        let all: Vec<u32> = (0..).take(rested.parameters().len()).collect();
        rested.set_frozen(&all, true);
        (0..10).for_each(|_| rested.step());
        assert_eq!(bits(rested.parameters()), bits(straight.parameters()), "{optimizer}");
        rested.set_frozen(&all, false);
        rested.step();
        straight.step();
        // Gradients are sums of 180 terms rounded at 6e-8 each.
        let near = rested.parameters().iter().zip(straight.parameters()).all(|(a, b)| (a - b).abs() < 1e-5);
        assert!(near, "{optimizer}");
        // Without its averages the step is another one.
        let mut cleared = Trainer::new(&experiment).unwrap();
        cleared.set_parameters(rested.parameters()).unwrap();
        cleared.step();
        rested.step();
        let far = cleared.parameters().iter().zip(rested.parameters()).any(|(a, b)| (a - b).abs() > 1e-3);
        assert!(far, "{optimizer}");
    }
}

#[test]
fn teams_freeze_as_single_runs_do() {
    each_experiment(|experiment, what| {
        let mut comparison = Comparison::new(core::slice::from_ref(experiment), 5).unwrap();
        let mut alone: Vec<Trainer> = (0..5).map(|r| Trainer::replica(experiment, r).unwrap()).collect();
        let frozen = some(alone[0].parameters().len());
        for (numbers, on) in [(&frozen[..], true), (&frozen[2..4], false), (&[8, 2], true), (&frozen[..], false)] {
            comparison.step(13);
            comparison.lanes()[0].set_frozen(numbers, on);
            comparison.step(13);
            for (alone, run) in alone.iter_mut().zip(comparison.lanes()[0].runs()) {
                (0..13).for_each(|_| alone.step());
                alone.set_frozen(numbers, on);
                (0..13).for_each(|_| alone.step());
                assert_eq!(bits(run.parameters()), bits(alone.parameters()), "{what}");
                assert_eq!(bits(run.last_gradient()), bits(alone.gradient()), "{what}");
            }
        }
    });
}

#[test]
fn freezing_everything_stops_and_releasing_everything_is_as_if_nothing_had_been() {
    let experiment = experiment("adam", 0.0, REST[1]);
    let mut trainer = Trainer::new(&experiment).unwrap();
    let mut plain = trainer.clone();
    let all: Vec<u32> = (0..).take(trainer.parameters().len()).collect();
    trainer.set_frozen(&all, true);
    trainer.set_frozen(&all, false);
    (0..40).for_each(|_| trainer.step());
    (0..40).for_each(|_| plain.step());
    assert_eq!(trainer.hash(), plain.hash());
}

#[test]
fn a_value_that_is_set_stands_in_every_run_and_goes_with_a_reset() {
    let experiment = experiment("sgd", 0.0, REST[0]);
    let mut comparison = Comparison::new(core::slice::from_ref(&experiment), 6).unwrap();
    let start: Vec<u64> = comparison.lanes()[0].runs().iter().map(|run| run.hash()).collect();
    comparison.step(9);
    let lane = &mut comparison.lanes()[0];
    let others: Vec<Vec<u32>> = lane.runs().iter().map(|run| bits(&run.parameters()[1..])).collect();
    lane.set_parameter(0, -1.25);
    lane.set_parameter(0, 1.25);
    lane.set_parameter(u32::MAX, 7.0);
    lane.set_frozen(&[0, 7, u32::MAX], true);
    for (run, others) in lane.runs().iter().zip(others) {
        assert_eq!(run.parameters()[0], 1.25);
        assert_eq!(bits(&run.parameters()[1..]), others);
    }
    assert_eq!((lane.edited(), lane.workspace().frozen()), (&[0][..], &[0, 7][..]));
    comparison.step(9);
    assert!(comparison.lanes()[0].runs().iter().all(|run| run.parameters()[0] == 1.25));

    // A live change leaves both, a reset what is frozen, and what starts again neither.
    let mut live = experiment.clone();
    live.training.learning_rate = 0.01;
    comparison.apply(core::slice::from_ref(&live), 6).unwrap();
    assert_eq!(comparison.lanes()[0].workspace().frozen(), [0, 7]);
    assert_eq!(comparison.lanes()[0].edited(), [0]);
    comparison.reset();
    let lane = &comparison.lanes()[0];
    assert_eq!(lane.runs().iter().map(|run| run.hash()).collect::<Vec<_>>(), start);
    assert_eq!((lane.edited(), lane.workspace().frozen()), (&[][..], &[0, 7][..]));
    live.network.layers.push(2);
    comparison.apply(core::slice::from_ref(&live), 6).unwrap();
    assert!(comparison.lanes()[0].workspace().frozen().is_empty());
}

#[test]
fn a_run_that_diverged_goes_on_with_a_weight_that_is_set() {
    let json = r#"{"data": {"dataset": "wave"}, "network": {"layers": [], "activation": "linear"},
        "training": {"learning_rate": 100}}"#;
    let mut comparison = Comparison::new(&[Experiment::from_json(json).unwrap()], 1).unwrap();
    comparison.step(500);
    let lane = &mut comparison.lanes()[0];
    assert!(lane.runs()[0].divergence().is_some());
    for number in 0..3 {
        lane.set_parameter(number, 0.1);
    }
    let steps = lane.runs()[0].steps();
    comparison.step(1);
    assert_eq!(comparison.lanes()[0].runs()[0].steps(), steps + 1);
}
