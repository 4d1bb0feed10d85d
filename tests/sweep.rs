//! A sweep's jobs against trainings made one by one, and what it says of fields and values that do not exist.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use core::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;
use trainscope::data::Set;
use trainscope::experiment::{Each, Experiment, Mode};
use trainscope::sweep::{Axis, Sweep, from_fields};
use trainscope::train::{Comparison, Trainer};

fn base() -> Experiment {
    from_fields("data.dataset=moons&data.points=60&split.train_dev=0.2&early_stopping.metric=dev_loss&early_stopping.patience=2").unwrap()
}

fn axes(texts: &[&str]) -> Vec<Axis> {
    texts.iter().map(|text| Axis::parse(text).unwrap()).collect()
}

fn sweep(seeds: u32, steps: u32) -> Sweep {
    Sweep::new(&base(), axes(&["dropout.p=0,0.5", "network.layers=[4],[6,3],[]"]), seeds, steps).unwrap()
}

/// Replica r of a cell is replica r of a lane, bit for bit, teams and all; cells are in the axes' order, the last one fastest.
#[test]
fn a_sweep_gives_what_separate_runs_give() {
    const SEEDS: u32 = 5;
    let sweep = sweep(SEEDS, 40);
    assert_eq!(sweep.jobs(), 2 * 3 * 5);
    let mut number = 0;
    for p in [0.0, 0.5] {
        for layers in [vec![4], vec![6, 3], vec![]] {
            let mut own = base();
            own.dropout.p = Each::All(p);
            own.network.layers = layers;
            let mut comparison = Comparison::new(core::slice::from_ref(&own), SEEDS).unwrap();
            comparison.step(40);
            for (replica, expected) in comparison.lanes()[0].summary().replicas.into_iter().enumerate() {
                let job = sweep.job(number).unwrap();
                assert_eq!((job.experiment(), job.replica() as usize), (&own, replica));
                assert_eq!(job.run(), expected, "{p}, {:?}, replica {replica}", own.network.layers);
                number += 1;
            }
        }
    }
    assert!(sweep.job(number).is_none());
}

/// Run 3 and those after it, dropped units, augmentation, early stopping and all; whatever stands beside them.
#[test]
fn a_lane_that_begins_with_a_later_run_has_that_run_s_bits() {
    let from = |first: u32| {
        let mut own = base();
        own.network.layers = vec![6, 3];
        own.dropout.p = Each::All(0.3);
        own.augmentation.jitter = 0.2;
        own.seeds.first_run = first;
        own
    };
    // Eight are trained four at a time, five are not all.
    for (first, count) in [(3, 8), (2, 5), (6, 1)] {
        let trained = |experiment: &Experiment, count: u32| {
            let mut comparison = Comparison::new(core::slice::from_ref(experiment), count).unwrap();
            comparison.step(40);
            let lane = &mut comparison.lanes()[0];
            let hashes: Vec<u64> = lane.runs().iter().map(|run| run.hash()).collect();
            (hashes, lane.summary().replicas)
        };
        let (all, figures) = trained(&from(1), first - 1 + count);
        let (own, own_figures) = trained(&from(first), count);
        let skipped = first as usize - 1;
        assert_eq!(own, all[skipped..], "from run {first}");
        assert_eq!(own_figures, figures[skipped..], "from run {first}");
        assert_ne!(own[0], all[0]);
    }
}

/// Whichever thread takes which job, and when.
#[test]
fn the_order_of_threads_does_not_matter() {
    let sweep = sweep(3, 25);
    let row = |number: usize| {
        let job = sweep.job(number).unwrap();
        job.row(&job.run())
    };
    let in_order: Vec<String> = (0..sweep.jobs()).map(row).collect();
    for threads in [2, 7] {
        let next = AtomicUsize::new(0);
        let mut rows: Vec<(usize, String)> = std::thread::scope(|scope| {
            let take = || {
                let mut own = Vec::new();
                loop {
                    // From the last to the first.
                    let Some(number) = sweep.jobs().checked_sub(1 + next.fetch_add(1, Ordering::Relaxed)) else {
                        return own;
                    };
                    own.push((number, row(number)));
                }
            };
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(take)).collect();
            workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
        });
        rows.sort();
        assert_eq!(rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>(), in_order);
    }
}

/// Numbers read back to the same bits, what there is not is empty, and a list is one cell.
#[test]
fn a_row_holds_every_figure() {
    let sweep = sweep(1, 100);
    let columns = sweep.header().split(',').count();
    let job = sweep.job(4).unwrap();
    let summary = job.run();
    let row = job.row(&summary);
    let rest = row.strip_prefix("0.5,\"[6,3]\",0,100,").unwrap();
    let cells: Vec<&str> = rest.split(',').collect();
    assert_eq!(cells.len() + 4, columns);
    let number = |cell: &str| cell.parse::<f64>().unwrap().to_bits();
    for (at, figures) in [(0, summary.train), (2, summary.train_dev), (4, summary.dev)] {
        let figures = figures.unwrap();
        assert_eq!(
            [number(cells[at]), number(cells[at + 1])],
            [figures.loss.to_bits(), figures.accuracy.unwrap().to_bits()]
        );
    }
    let stop = summary.stop.unwrap();
    assert_eq!(number(cells[6]), summary.penalty.to_bits());
    assert_eq!((cells[7], cells[8].parse()), ("", Ok(stop.best_step)));
    assert_eq!(number(cells[9]), stop.best.to_bits());
    assert_eq!(cells[10], stop.stopped.map_or_else(String::new, |step| step.to_string()));
}

#[test]
fn values_are_read_by_their_field() {
    let values = |text: &str| Axis::parse(text).unwrap().values;
    assert_eq!(values("network.layers=8,16,[8,8]"), [json!([8]), json!([16]), json!([8, 8])]);
    assert_eq!(values("dropout.p=0,0.5,[0.1,0.2]"), [json!(0), json!(0.5), json!([0.1, 0.2])]);
    assert_eq!(values("training.optimizer=sgd, adam"), [json!("sgd"), json!("adam")]);
    assert_eq!(values("split.stratified=true,false"), [json!(true), json!(false)]);
    let read =
        from_fields("network.layers=3,2&dropout.p=0.5,0.25&network.activation=tanh&inputs.features=x1,x1_x2").unwrap();
    assert_eq!(read.network.layers, [3, 2]);
    assert_eq!(read.dropout.p, Each::List(vec![0.5, 0.25]));
    assert_eq!(read.sizes(), [2, 3, 2, 1]);
    assert_eq!(from_fields("").unwrap(), Experiment::default());
}

/// Field, value, and what would be allowed; each problem once, however many combinations have it.
#[test]
fn errors_name_field_value_and_what_is_allowed() {
    let unknown = Axis::parse("dropout.q=1").unwrap_err().to_string();
    assert_eq!(unknown, "dropout.q: got dropout.q; allowed is no field of this name");
    let problems = Sweep::new(&base(), axes(&["dropout.p=0.1,2,x", "data.noise=0,0.1"]), 1, 1).unwrap_err();
    let lines: Vec<String> = problems.0.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "dropout.p: got 2; allowed is a number from 0 to 0.95",
            "dropout.p: got \"x\"; allowed is a number from 0 to 0.95, or a list of such numbers",
        ]
    );
    let empty = Sweep::new(&base(), axes(&["training.batch="]), 1, 1).unwrap_err().to_string();
    assert!(empty.starts_with("training.batch: got \"\"; allowed is a whole number"), "{empty}");
    // What holds between fields is judged in every combination.
    let pair = Sweep::new(&base(), axes(&["dropout.p=[0.1,0.2]", "network.layers=[4],[4,4]"]), 1, 1).unwrap_err();
    assert_eq!(pair.0.len(), 1, "{pair}");
    assert!(from_fields("data.points").is_err() && from_fields("points=3").is_err());
}

/// What a look at the test set says is what its points and the network's outputs say.
#[test]
fn figures_on_the_test_set_are_those_of_its_points() {
    let experiment = from_fields("data.dataset=moons&data.points=90&split.test=25&dropout.p=0.5").unwrap();
    let mut comparison = Comparison::new(core::slice::from_ref(&experiment), 3).unwrap();
    comparison.step(60);
    let summary = comparison.lanes()[0].summary();
    for (replica, found) in comparison.lanes()[0].test_figures().into_iter().enumerate() {
        let mut trainer = Trainer::replica(&experiment, u32::try_from(replica).unwrap()).unwrap();
        (0..60).for_each(|_| trainer.step());
        let outputs = trainer.outputs(Set::Test, Mode::Eval);
        let targets = trainer.prepared().set(Set::Test).targets.clone();
        let right = outputs.iter().zip(&targets).filter(|&(&z, &y)| (z > 0.0) == (y > 0.5)).count();
        let accuracy = found.unwrap().accuracy.unwrap();
        assert!(
            (accuracy - right as f64 / targets.len() as f64).abs() < 1e-12,
            "{accuracy}, {right} of {}",
            targets.len()
        );
        assert_ne!(found, summary.replicas[replica].dev, "another set");
    }
    let none = from_fields("split.test=0&split.dev=30").unwrap();
    assert_eq!(Comparison::new(&[none], 1).unwrap().lanes()[0].test_figures(), [None]);
}
