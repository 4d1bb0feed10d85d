//! Early stopping against a plain account of the dev set's figures, kept by a second run that knows nothing of it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use trainscope::data::Set;
use trainscope::experiment::{Experiment, Mode, StopMetric};
use trainscope::train::{Comparison, EarlyStop, Trainer};

fn experiment(json: &str) -> Experiment {
    Experiment::from_json(json).unwrap()
}

/// What early stopping should know, from all figures of epochs' ends up to now: (step, figure), lower being better.
fn account(figures: &[(u64, f64)], patience: u32, min_delta: f64) -> Option<(u64, f64, u32, Option<u64>)> {
    let (first, rest) = figures.split_first()?;
    let (mut best, mut reference, mut waited) = (*first, first.1, 0);
    for &(step, figure) in rest {
        if figure < best.1 {
            best = (step, figure);
        }
        waited += 1;
        if figure < reference - min_delta {
            (reference, waited) = (figure, 0);
        }
        if waited == patience {
            return Some((best.0, best.1, 0, Some(step)));
        }
    }
    Some((best.0, best.1, patience - waited, None))
}

const EXPERIMENTS: [&str; 6] = [
    r#"{"data": {"points": 100, "noise": 0.3}, "network": {"layers": [16]}, "training": {"learning_rate": 0.3, "batch": 7},
        "early_stopping": {"metric": "dev_loss", "patience": 5}}"#,
    r#"{"data": {"points": 80, "noise": 0.4}, "network": {"layers": [12, 8]}, "dropout": {"p": 0.3},
        "training": {"optimizer": "adam", "learning_rate": 0.02}, "early_stopping": {"metric": "dev_loss", "patience": 3, "min_delta": 0.02}}"#,
    r#"{"data": {"dataset": "moons", "noise": 0.3}, "network": {"layers": [8]}, "dropout": {"p": 0.2, "evaluate": "train"},
        "early_stopping": {"metric": "dev_accuracy", "patience": 4}}"#,
    r#"{"data": {"dataset": "wave", "points": 60, "noise": 0.3}, "network": {"layers": [20]}, "training": {"batch": 60},
        "early_stopping": {"metric": "dev_accuracy", "patience": 20, "min_delta": 0.001}}"#,
    r#"{"data": {"dataset": "blobs", "classes": 3, "noise": 0.8}, "early_stopping": {"metric": "dev_accuracy", "patience": 2, "min_delta": 0.01}}"#,
    r#"{"network": {"layers": [40]}, "early_stopping": {"metric": "dev_loss", "patience": 1}}"#,
];

#[test]
fn it_knows_what_a_plain_account_knows_and_changes_no_bit() {
    let mut stopped = 0;
    for json in EXPERIMENTS {
        let on = experiment(json);
        let mut off = on.clone();
        off.early_stopping.metric = StopMetric::Off;
        let (mut on, mut off) = (Trainer::new(&on).unwrap(), Trainer::new(&off).unwrap());
        let settings = on.experiment().early_stopping.clone();
        let (mut figures, mut weights): (Vec<(u64, f64)>, Vec<Vec<f32>>) = (Vec::new(), Vec::new());
        for _ in 0..600 {
            let epochs = off.epochs();
            on.step();
            off.step();
            assert_eq!(on.hash(), off.hash());
            if off.epochs() > epochs {
                let dev = off.evaluate(Set::Dev, Mode::Eval).unwrap();
                let accuracy = dev.accuracy.filter(|_| settings.metric == StopMetric::DevAccuracy);
                figures.push((off.steps(), accuracy.map_or(dev.loss, |accuracy| -accuracy)));
                weights.push(off.parameters().to_vec());
            }
            let rises = settings.metric == StopMetric::DevAccuracy && on.prepared().points.classes > 0;
            let expected =
                account(&figures, settings.patience, settings.min_delta).map(|(best_step, best, left, stopped)| {
                    EarlyStop { best_step, best: if rises { -best } else { best }, left, stopped }
                });
            assert_eq!(on.early_stop(), expected, "{json} at step {}", on.steps());
            let best = expected.and_then(|stop| figures.iter().position(|&(step, _)| step == stop.best_step));
            assert_eq!(on.best_parameters(), best.map(|at| &weights[at][..]));
        }
        stopped += usize::from(on.early_stop().unwrap().stopped.is_some());
    }
    assert!(stopped >= 4, "only {stopped} of them stopped");
}

/// The claim of the lesson, at a small scale: of each run the restored weights' dev loss is the best of all epochs' ends up to where
/// it stopped, so never above the one there. Of a training that is carried on nothing is certain: most end above it, and some
/// find better weights after their patience was used up.
#[test]
fn the_restored_weights_are_never_worse_on_dev() {
    let experiment = experiment(
        r#"{"data": {"dataset": "moons", "points": 100, "noise": 0.35}, "network": {"layers": [16, 16]},
            "training": {"optimizer": "adam", "learning_rate": 0.03, "batch": 16}, "early_stopping": {"metric": "dev_loss", "patience": 20}}"#,
    );
    let mut comparison = Comparison::new(&[experiment], 20).unwrap();
    let mut at_stop = [None; 20];
    let loss = |lane: &mut trainscope::train::Lane, r: usize| lane.summary_in(Mode::Eval).replicas[r].dev.unwrap().loss;
    // Epochs of four steps.
    for _ in 0..250 {
        comparison.step(4);
        let lane = &mut comparison.lanes()[0];
        for (r, at_stop) in at_stop.iter_mut().enumerate() {
            let stopped = lane.runs()[r].early_stop().unwrap().stopped;
            if stopped == Some(lane.runs()[r].steps()) {
                *at_stop = Some(loss(lane, r));
            }
        }
    }
    let lane = &mut comparison.lanes()[0];
    let (mut overfit, mut stopped) = (0, 0);
    for (r, at_stop) in at_stop.iter().enumerate() {
        let stop = lane.runs()[r].early_stop().unwrap();
        let [_, dev] = lane.best_figures(r, Mode::Eval).unwrap();
        assert_eq!(dev.unwrap().loss.to_bits(), stop.best.to_bits());
        let last = loss(lane, r);
        if let Some(at_stop) = at_stop {
            stopped += 1;
            assert!(stop.best <= *at_stop);
            overfit += usize::from(last > stop.best);
        }
    }
    println!("{stopped} of 20 stopped, {overfit} ended above their best");
    assert!(stopped >= 15 && 2 * overfit > stopped, "{stopped} stopped, {overfit} ended above their best");
    let best: Vec<Vec<f32>> = lane.runs().iter().map(|run| run.best_parameters().unwrap().to_vec()).collect();
    lane.restore_best();
    for (run, best) in lane.runs().iter().zip(&best) {
        assert_eq!(run.parameters(), best);
    }
    comparison.reset();
    assert!(
        comparison.lanes()[0].runs().iter().all(|run| run.early_stop().is_none() && run.best_parameters().is_none())
    );
}

#[test]
fn without_a_dev_set_and_where_it_diverges_at_once_there_is_nothing_to_know() {
    for json in [
        r#"{"split": {"dev": 0}, "early_stopping": {"metric": "dev_loss"}}"#,
        r#"{"data": {"dataset": "plane"}, "training": {"learning_rate": 100, "batch": 1}, "early_stopping": {"metric": "dev_loss"}}"#,
        "{}",
    ] {
        let mut trainer = Trainer::new(&experiment(json)).unwrap();
        (0..100).for_each(|_| trainer.step());
        assert_eq!((trainer.early_stop(), trainer.best_parameters()), (None, None), "{json}");
        let hash = trainer.hash();
        trainer.restore_best();
        assert_eq!(trainer.hash(), hash);
    }
}
