//! Dropout's masks: how often they drop, what they depend on, and what a dropped unit learns.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test stops where something is missing")]

use trainscope::experiment::{Activation, Bias, Each, Effect, Experiment, MaskPer, Scheme};
use trainscope::train::Trainer;

/// `[layer][unit][example]`; true where the unit is kept.
type Masks = Vec<Vec<Vec<bool>>>;

/// The bound on a frequency, in standard deviations. Some 200 frequencies are held against it; a true one exceeds it with
/// probability 6e-7.
const DEVIATIONS: f64 = 5.0;

/// `batch` points, all of them in every mini-batch.
fn base(batch: u32, layers: &[u32], p: &[f64], per: MaskPer) -> Experiment {
    let mut experiment = Experiment::default();
    experiment.data.points = batch;
    (experiment.split.train, experiment.split.dev, experiment.split.test) = (1.0, 0.0, 0.0);
    experiment.training.batch = batch;
    experiment.training.learning_rate = 0.01;
    experiment.network.layers = layers.to_vec();
    experiment.network.activation = Each::All(Activation::Tanh);
    experiment.dropout.p = Each::List(p.to_vec());
    experiment.dropout.mask = per;
    experiment
}

fn masks_of_steps(experiment: &Experiment, steps: usize) -> Vec<Masks> {
    let mut trainer = Trainer::new(experiment).unwrap();
    let mut step = || {
        trainer.step();
        trainer.masks()
    };
    (0..steps).map(|_| step()).collect()
}

fn assert_frequency(what: &str, hits: usize, n: usize, p: f64) {
    let (hits, n) = (hits as f64, n as f64);
    let deviations = (hits - n * p) / (n * p * (1.0 - p)).sqrt();
    assert!(deviations.abs() < DEVIATIONS, "{what}: {hits} of {n}, {deviations} standard deviations from {p}");
}

/// Units of layer `layer` over all steps and examples: `[unit]`, then each draw in turn.
fn draws(steps: &[Masks], layer: usize, unit: usize) -> Vec<bool> {
    steps.iter().flat_map(|masks| masks[layer][unit].iter().copied()).collect()
}

/// p is the probability of dropping, by unit; units and neighbouring examples are dropped independently.
#[test]
fn units_are_dropped_with_probability_p() {
    // Input, hidden layers: p = 0.9 keeps a tenth.
    let p = [0.3, 0.9, 0.05, 0.5];
    for (per, batch, steps) in [(MaskPer::Example, 500, 40), (MaskPer::Batch, 20, 20_000)] {
        let mut experiment = base(batch, &[7, 4, 6], &p[1..], per);
        experiment.dropout.input = p[0];
        let steps: Vec<Masks> = if per == MaskPer::Batch {
            // One example speaks for its batch.
            let first = |masks: Masks| masks.into_iter().map(|l| l.into_iter().map(|u| vec![u[0]]).collect()).collect();
            masks_of_steps(&experiment, steps).into_iter().map(first).collect()
        } else {
            masks_of_steps(&experiment, steps)
        };
        for (layer, p) in p.into_iter().enumerate() {
            let units: Vec<Vec<bool>> = (0..steps[0][layer].len()).map(|unit| draws(&steps, layer, unit)).collect();
            for (unit, kept) in units.iter().enumerate() {
                let dropped = kept.iter().filter(|kept| !**kept).count();
                assert!(kept.len() >= 20_000);
                assert_frequency(&format!("{per:?}, layer {layer}, unit {unit}"), dropped, kept.len(), p);
                // Every second pair of neighbours, so that no draw counts twice.
                let both = kept.chunks_exact(2).filter(|pair| pair == &[false, false]).count();
                assert_frequency("neighbouring draws", both, kept.len() / 2, p * p);
            }
            for pair in units.windows(2) {
                let both = pair[0].iter().zip(&pair[1]).filter(|(a, b)| !**a && !**b).count();
                assert_frequency("neighbouring units", both, pair[0].len(), p * p);
            }
        }
    }
}

#[test]
fn every_example_and_every_step_has_a_mask_of_its_own() {
    // 40 units at p = 0.5: two equal masks are as likely as 2⁻⁴⁰. 600 examples are three of the core's blocks.
    let steps = masks_of_steps(&base(600, &[40, 40], &[0.5, 0.5], MaskPer::Example), 4);
    for layer in 1..3 {
        let of_example =
            |masks: &Masks, example: usize| -> Vec<bool> { masks[layer].iter().map(|unit| unit[example]).collect() };
        let mut all: Vec<Vec<bool>> =
            steps.iter().flat_map(|masks| (0..600).map(|example| of_example(masks, example))).collect();
        all.sort();
        assert!(all.windows(2).all(|pair| pair[0] != pair[1]));
    }
    assert!(steps.iter().all(|masks| masks[1] != masks[2]), "layers have masks of their own");
    assert!(steps.iter().flat_map(|masks| &masks[0]).flatten().all(|&kept| kept), "inputs are kept at p = 0");
}

#[test]
fn one_mask_for_a_batch() {
    for batch in [20, 600] {
        let steps = masks_of_steps(&base(batch, &[40, 40], &[0.5, 0.5], MaskPer::Batch), 30);
        for masks in &steps {
            assert!(masks.iter().flatten().all(|unit| unit.iter().all(|&kept| kept == unit[0])));
        }
        // Every step here is an epoch too.
        for layer in 1..3 {
            let mut all: Vec<Vec<bool>> =
                steps.iter().map(|masks| masks[layer].iter().map(|unit| unit[0]).collect()).collect();
            all.sort();
            assert!(all.windows(2).all(|pair| pair[0] != pair[1]), "another mask at every step");
        }
    }
}

#[test]
fn masks_change_within_an_epoch() {
    let mut experiment = base(100, &[40], &[0.5], MaskPer::Batch);
    experiment.training.batch = 10;
    let steps = masks_of_steps(&experiment, 20);
    for (i, masks) in steps.iter().enumerate() {
        assert!(steps[..i].iter().all(|other| other != masks), "step {i}");
    }
}

#[test]
fn seed_replica_and_nothing_else() {
    let experiment = base(50, &[40, 40], &[0.5, 0.3], MaskPer::Example);
    let own = masks_of_steps(&experiment, 5);
    assert_eq!(own, masks_of_steps(&experiment, 5));

    let mut other = experiment.clone();
    other.seeds.init = 9;
    other.seeds.batches = 9;
    other.seeds.data = 9;
    other.training.learning_rate = 1.0;
    other.network.activation = Each::All(Activation::Relu);
    assert_eq!(own, masks_of_steps(&other, 5), "weights, data and order do not move the masks");

    let mut reseeded = experiment.clone();
    reseeded.seeds.masks = 9;
    assert_ne!(own, masks_of_steps(&reseeded, 5));

    let mut replica = Trainer::replica(&experiment, 1).unwrap();
    replica.step();
    assert_ne!(own[0], replica.masks());
}

/// What is dropped at a smaller p is dropped at a larger one too.
#[test]
fn masks_are_nested_in_p() {
    for per in [MaskPer::Example, MaskPer::Batch] {
        let steps = |p: f64| {
            let mut experiment = base(300, &[20, 20], &[p, p], per);
            experiment.dropout.input = p;
            masks_of_steps(&experiment, 10)
        };
        let (light, heavy) = (steps(0.2), steps(0.5));
        let flat = |steps: &[Masks]| -> Vec<bool> { steps.iter().flatten().flatten().flatten().copied().collect() };
        let (light, heavy) = (flat(&light), flat(&heavy));
        assert_eq!(light.len(), heavy.len());
        assert!(light.iter().zip(&heavy).all(|(light, heavy)| *light || !*heavy), "{per:?}");
        let more = light.iter().zip(&heavy).filter(|(light, heavy)| **light && !**heavy).count();
        assert!(more > light.len() / 5, "{per:?}: about 0.3 of all units are dropped at 0.5 alone, got {more}");
    }
}

/// A unit that is dropped for the whole batch learns nothing: its incoming and outgoing weights have gradient 0.
#[test]
fn dropped_units_learn_nothing() {
    let mut experiment = base(20, &[9, 9], &[0.5, 0.5], MaskPer::Batch);
    experiment.dropout.input = 0.5;
    experiment.initialization.weights = Scheme::XavierNormal;
    // With both inputs dropped and biases of 0 every unit would be 0, and learn nothing for that reason.
    experiment.initialization.bias = Bias::Pytorch;
    let sizes = [2, 9, 9, 1];
    let mut trainer = Trainer::new(&experiment).unwrap();
    let mut learned = 0;
    for _ in 0..30 {
        trainer.step();
        let masks = trainer.masks();
        let kept = |layer: usize, unit: usize| masks.get(layer).is_none_or(|units| units[unit][0]);
        // Where a whole layer is dropped, nothing below it learns.
        let whole = (1..3).all(|layer| (0..sizes[layer]).any(|unit| kept(layer, unit)));
        let mut gradient = trainer.gradient().iter();
        for layer in 1..4 {
            for unit in 0..sizes[layer] {
                for input in 0..sizes[layer - 1] {
                    let g = *gradient.next().unwrap();
                    let both = kept(layer, unit) && kept(layer - 1, input);
                    assert!(both || g == 0.0, "layer {layer}: {input} → {unit} has gradient {g}");
                    assert!(!(both && whole) || g != 0.0, "layer {layer}: {input} → {unit} is kept and learns");
                    learned += usize::from(g != 0.0);
                }
            }
            for unit in 0..sizes[layer] {
                let g = *gradient.next().unwrap();
                assert!(kept(layer, unit) || g == 0.0, "layer {layer}: bias {unit}");
            }
        }
    }
    assert!(learned > 0);
}

/// Changing p is live and leaves the weights; the masks shown stay those of the last step.
#[test]
fn a_change_of_p_is_live() {
    let experiment = base(50, &[20], &[0.5], MaskPer::Example);
    let mut trainer = Trainer::new(&experiment).unwrap();
    assert!(trainer.masks().iter().flatten().flatten().all(|&kept| kept), "nothing is dropped before the first step");
    trainer.step();
    let (hash, masks) = (trainer.hash(), trainer.masks());
    assert!(masks[1].iter().flatten().any(|&kept| !kept));
    let mut lighter = experiment.clone();
    lighter.dropout.p = Each::List(vec![0.0]);
    assert_eq!(trainer.apply(&lighter).unwrap(), Effect::Live);
    assert_eq!((trainer.hash(), trainer.steps(), trainer.masks()), (hash, 1, masks));
    trainer.step();
    assert!(trainer.masks().iter().flatten().flatten().all(|&kept| kept));

    // The one scheme whose draws depend on p.
    let mut drawn = experiment.clone();
    drawn.initialization.weights = Scheme::HeDropout;
    let mut trainer = Trainer::new(&drawn).unwrap();
    let before = trainer.hash();
    drawn.dropout.p = Each::List(vec![0.2]);
    drawn.dropout.input = 0.1;
    assert_eq!(trainer.apply(&drawn).unwrap(), Effect::Rebuild);
    assert_ne!(trainer.hash(), before);
}
