//! What dropout does to outputs, to evaluation and to training.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test stops where something is missing")]

use trainscope::data::Set;
use trainscope::experiment::{
    Activation, Bias, Dataset, Each, Experiment, MaskPer, Mode, OptimizerKind, Placement, Scaling, Scheme,
};
use trainscope::train::{Comparison, Trainer};

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|x| x.to_bits()).collect()
}

/// 60 points and a small network with dropout everywhere.
fn base() -> Experiment {
    let mut experiment = Experiment::default();
    experiment.data.points = 60;
    experiment.network.layers = vec![9, 7];
    experiment.dropout.p = Each::List(vec![0.4, 0.3]);
    experiment.dropout.input = 0.2;
    experiment.training.batch = 8;
    experiment
}

/// A linear network that is given one point `count` times, and does not learn.
fn linear(count: usize, scaling: Scaling, placement: Placement, per: MaskPer) -> Experiment {
    let mut experiment = base();
    experiment.data.dataset = Dataset::Custom;
    experiment.data.custom = vec![[1.5, -0.75, 0.5]; count];
    (experiment.split.train, experiment.split.dev, experiment.split.test) = (1.0, 0.0, 0.0);
    experiment.network.activation = Each::All(Activation::Linear);
    experiment.initialization.weights = Scheme::XavierNormal;
    experiment.initialization.bias = Bias::Pytorch;
    (experiment.dropout.scaling, experiment.dropout.placement, experiment.dropout.mask) = (scaling, placement, per);
    experiment.training.learning_rate = 0.0;
    // A step is made only for its number, which names the masks.
    experiment.training.batch = 1;
    experiment
}

/// How far the mean output over masks is from the output at test, in standard errors.
fn distance_of_means(experiment: &Experiment, steps: u32) -> (f64, usize) {
    let mut trainer = Trainer::new(experiment).unwrap();
    let at_test = trainer.outputs(Set::Train, Mode::Eval);
    assert!(at_test.iter().all(|&z| z == at_test[0]));
    let (mut sum, mut squares, mut n) = (0.0, 0.0, 0);
    for _ in 0..steps {
        trainer.step();
        let outputs = trainer.outputs(Set::Train, Mode::Train);
        // With one mask for the batch all its outputs are one draw.
        let independent = if experiment.dropout.mask == MaskPer::Batch { 1 } else { outputs.len() };
        for &z in &outputs[..independent] {
            // From the output at test, so that nothing cancels in the variance.
            let z = f64::from(z) - f64::from(at_test[0]);
            sum += z;
            squares += z * z;
            n += 1;
        }
    }
    let mean = sum / f64::from(n);
    let variance = squares / f64::from(n) - mean * mean;
    assert!(variance > 1e-4, "the masks do something");
    (mean / (variance / f64::from(n)).sqrt(), usize::try_from(n).unwrap())
}

/// In a linear network the mean over masks of the output in training is the output at test, under both scalings; without
/// scaling it is not.
#[test]
fn expectation() {
    for placement in [Placement::After, Placement::Before] {
        for (per, count, steps) in [(MaskPer::Example, 20_000, 5), (MaskPer::Batch, 6, 100_000)] {
            for scaling in [Scaling::Inverted, Scaling::Classic, Scaling::None] {
                let (distance, n) = distance_of_means(&linear(count, scaling, placement, per), steps);
                assert_eq!(n, 100_000);
                println!("{scaling:?}, {placement:?}, {per:?}: {distance:.2} standard errors");
                if scaling == Scaling::None {
                    assert!(distance.abs() > 50.0, "{placement:?}, {per:?}: {distance}");
                } else {
                    // Beyond 4 with probability 6e-5, in eight checks.
                    assert!(distance.abs() < 4.0, "{scaling:?}, {placement:?}, {per:?}: {distance}");
                }
            }
        }
    }
}

/// Evaluating, in either mode, never changes the training that follows.
#[test]
fn evaluation_leaves_training_alone() {
    for per in [MaskPer::Example, MaskPer::Batch] {
        for mode in [Mode::Eval, Mode::Train] {
            let mut experiment = base();
            experiment.split.train_dev = 0.2;
            experiment.dropout.mask = per;
            experiment.training.optimizer = OptimizerKind::Adam;
            experiment.training.learning_rate = 0.01;
            let mut plain = Trainer::new(&experiment).unwrap();
            let mut watched = plain.clone();
            for step in 0..30 {
                for set in Set::ALL {
                    watched.evaluate(set, mode).unwrap();
                    watched.outputs(set, mode);
                }
                watched.masks();
                plain.step();
                watched.step();
                assert_eq!(bits(plain.parameters()), bits(watched.parameters()), "{per:?}, {mode:?}, step {step}");
            }
            assert_eq!(plain.masks(), watched.masks());
        }
    }
}

/// At test no mask is drawn: under inverted scaling the figures are those of the same weights without dropout.
#[test]
fn eval_figures_use_no_masks() {
    for scaling in [Scaling::Inverted, Scaling::None] {
        let mut experiment = base();
        experiment.split.train_dev = 0.2;
        experiment.dropout.scaling = scaling;
        let mut trainer = Trainer::new(&experiment).unwrap();
        for _ in 0..10 {
            trainer.step();
        }
        let mut without = experiment.clone();
        without.dropout.p = Each::All(0.0);
        without.dropout.input = 0.0;
        let mut plain = Trainer::new(&without).unwrap();
        plain.set_parameters(trainer.parameters()).unwrap();
        for set in Set::ALL {
            assert_eq!(bits(&trainer.outputs(set, Mode::Eval)), bits(&plain.outputs(set, Mode::Eval)));
            assert_eq!(trainer.evaluate(set, Mode::Eval), plain.evaluate(set, Mode::Eval));
            assert_ne!(trainer.outputs(set, Mode::Train), plain.outputs(set, Mode::Eval));
        }
    }
}

/// In train mode every step has masks of its own; within a step a figure can be asked for twice.
#[test]
fn train_figures_flicker() {
    for per in [MaskPer::Example, MaskPer::Batch] {
        let mut experiment = base();
        experiment.dropout.mask = per;
        // Units enough that no two masks of a batch are equal.
        experiment.network.layers = vec![30, 30];
        experiment.dropout.input = 0.0;
        experiment.training.learning_rate = 0.0;
        let mut trainer = Trainer::new(&experiment).unwrap();
        let at_test = trainer.evaluate(Set::Dev, Mode::Eval);
        let mut losses: Vec<u64> = Vec::new();
        for _ in 0..20 {
            trainer.step();
            let figures = trainer.evaluate(Set::Dev, Mode::Train).unwrap();
            assert_eq!(trainer.evaluate(Set::Dev, Mode::Train).unwrap(), figures);
            assert_eq!(trainer.evaluate(Set::Dev, Mode::Eval), at_test);
            losses.push(figures.loss.to_bits());
        }
        losses.sort_unstable();
        losses.dedup();
        assert_eq!(losses.len(), 20, "{per:?}");
    }
}

fn trained(experiment: &Experiment, activation: Activation, placement: Placement) -> Vec<u32> {
    let mut experiment = experiment.clone();
    experiment.network.activation = Each::All(activation);
    experiment.dropout.placement = placement;
    let mut trainer = Trainer::new(&experiment).unwrap();
    for _ in 0..100 {
        trainer.step();
    }
    assert_eq!(trainer.divergence(), None);
    bits(trainer.parameters())
}

/// A factor of 0 or more passes through ReLU, so before or after it is the same training, bit for bit. A curved activation
/// tells them apart.
#[test]
fn placement() {
    for scaling in [Scaling::Inverted, Scaling::Classic, Scaling::None] {
        for per in [MaskPer::Example, MaskPer::Batch] {
            let mut experiment = base();
            (experiment.dropout.scaling, experiment.dropout.mask) = (scaling, per);
            for activation in [Activation::Relu, Activation::Linear] {
                let after = trained(&experiment, activation, Placement::After);
                assert_eq!(after, trained(&experiment, activation, Placement::Before), "{activation:?}, {scaling:?}");
            }
            // A dropped tanh unit is 0 either way: without a factor on the kept ones tanh does not care.
            if scaling == Scaling::Inverted {
                let after = trained(&experiment, Activation::Tanh, Placement::After);
                assert_ne!(after, trained(&experiment, Activation::Tanh, Placement::Before));
            }
            // A sigmoid unit that is dropped before its activation is ½.
            let after = trained(&experiment, Activation::Sigmoid, Placement::After);
            assert_ne!(after, trained(&experiment, Activation::Sigmoid, Placement::Before), "{scaling:?}");
        }
    }
}

/// At p = 0 dropout's other settings do nothing.
#[test]
fn no_dropout_is_no_dropout() {
    let mut experiment = base();
    experiment.dropout = trainscope::experiment::Dropout::default();
    let plain = trained(&experiment, Activation::Gelu, Placement::After);
    for scaling in [Scaling::Inverted, Scaling::Classic, Scaling::None] {
        for per in [MaskPer::Example, MaskPer::Batch] {
            (experiment.dropout.scaling, experiment.dropout.mask) = (scaling, per);
            assert_eq!(plain, trained(&experiment, Activation::Gelu, Placement::Before));
        }
    }
    experiment.dropout.p = Each::All(0.01);
    assert_ne!(plain, trained(&experiment, Activation::Gelu, Placement::After));
}

/// Two lanes that differ in dropout alone have the same initial weights, data and batches, in every replica.
#[test]
fn lanes_differ_in_dropout_alone() {
    let mut plain = base();
    plain.dropout = trainscope::experiment::Dropout::default();
    plain.initialization.bias = Bias::Pytorch;
    let mut dropped = plain.clone();
    dropped.dropout = base().dropout;
    let mut other = dropped.clone();
    other.dropout.scaling = Scaling::Classic;
    other.dropout.mask = MaskPer::Batch;
    let mut comparison = Comparison::new(&[plain, dropped, other], 3).unwrap();
    let lanes = comparison.lanes();
    for lane in &lanes[1..] {
        assert_eq!(lane.workspace().prepared(), lanes[0].workspace().prepared());
        for (own, first) in lane.runs().iter().zip(lanes[0].runs()) {
            assert_eq!(bits(own.parameters()), bits(first.parameters()));
        }
    }
    // Two epochs and more: 36 points in train, mini-batches of 8.
    for step in 0..12 {
        comparison.step(1);
        let lanes = comparison.lanes();
        for replica in 0..3 {
            let run = |lane: usize| &lanes[lane].runs()[replica];
            assert_eq!(run(0).batch(), run(1).batch(), "step {step}");
            assert_eq!(run(0).batch(), run(2).batch(), "step {step}");
            assert_ne!(run(0).hash(), run(1).hash());
            assert_ne!(run(1).hash(), run(2).hash());
        }
        assert_ne!(lanes[0].runs()[0].batch(), lanes[0].runs()[1].batch(), "replicas have orders of their own");
    }
}
