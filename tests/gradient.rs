//! The core's gradient against central differences of an independent cost in f64, for every activation, loss, dropout and
//! penalty, with the masks and the mini-batch that the core says it used.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test stops where something is missing")]

mod support {
    pub(crate) mod reference;
}

use support::reference::{Example, Reference};
use trainscope::data::{Examples, Set};
use trainscope::experiment::{
    Activation, Bias, Dataset, Each, Experiment, Feature, Loss, MaskPer, Mode, Placement, Scaling, Scheme,
};
use trainscope::train::Trainer;

/// What an error may be, as a share of the mean norm of the single examples' gradients of the same tensor. Terms of both
/// signs can cancel almost to nothing in the sum over the batch and leave the rounding of the terms, so it is these, and not
/// their sum, that an error is held against. Each is a product down the layers, rounded to 6e-8 at every factor.
const BOUND: f64 = 2e-6;

const ACTIVATIONS: [Activation; 9] = [
    Activation::Linear,
    Activation::Sigmoid,
    Activation::Tanh,
    Activation::Relu,
    Activation::LeakyRelu,
    Activation::Elu,
    Activation::Selu,
    Activation::Gelu,
    Activation::Silu,
];

/// Each with the number of classes, 0 for regression.
const LOSSES: [(Loss, usize); 6] = [
    (Loss::BinaryCrossEntropy, 2),
    (Loss::SoftmaxCrossEntropy, 2),
    (Loss::SoftmaxCrossEntropy, 3),
    (Loss::Mse, 2),
    (Loss::Mse, 3),
    (Loss::Mse, 0),
];

/// l1, l2, and whether they apply to biases.
const PENALTIES: [(f64, f64, bool); 4] =
    [(0.0, 0.0, false), (0.01, 0.0, false), (0.0, 0.05, false), (0.01, 0.05, true)];

/// Points that fill the plane evenly, whatever the core's generators do (Roberts 2018, an additive sequence).
fn points(count: u16, classes: usize) -> Vec<[f64; 3]> {
    let along = |i: u16, step: f64| 5.0 * (f64::from(i) * step).fract() - 2.5;
    let point = |i: u16| {
        let (x1, x2) = (along(i, 0.754_877_666_246_693), along(i, 0.569_840_290_998_053));
        let target = if classes == 0 { x1 * x2 / 4.0 } else { (usize::from(i) % classes) as f64 };
        [x1, x2, target]
    };
    (1..=count).map(point).collect()
}

/// 20 points in mini-batches of 7, 7 and 6; no weight and no bias is 0.
fn base() -> Experiment {
    let mut experiment = Experiment::default();
    experiment.data.dataset = Dataset::Custom;
    experiment.data.custom = points(20, 2);
    (experiment.split.train, experiment.split.dev, experiment.split.test) = (1.0, 0.0, 0.0);
    experiment.inputs.features = vec![Feature::X1, Feature::X2, Feature::X1X2];
    experiment.network.layers = vec![5, 4];
    experiment.initialization.weights = Scheme::XavierNormal;
    experiment.initialization.bias = Bias::Pytorch;
    experiment.training.batch = 7;
    experiment.training.learning_rate = 0.05;
    experiment
}

fn wide(values: &[f32]) -> Vec<f64> {
    values.iter().copied().map(f64::from).collect()
}

fn norm(values: impl Iterator<Item = f64>) -> f64 {
    values.map(|x| x * x).sum::<f64>().sqrt()
}

/// Row `row` of a set; `kept` as in [`Example`].
fn example(set: &Examples, row: usize, kept: Option<Vec<Vec<bool>>>) -> Example {
    let x = (0..set.inputs).map(|input| f64::from(set.plane(input)[row])).collect();
    Example { x, target: f64::from(set.targets[row]), kept }
}

/// The last step's mini-batch, with its masks.
fn batch(trainer: &mut Trainer) -> Vec<Example> {
    let masks = trainer.masks();
    let set = trainer.prepared().set(Set::Train);
    let rows = trainer.batch().iter().enumerate();
    rows.map(|(place, &row)| {
        let kept = masks.iter().map(|layer| layer.iter().map(|unit| unit[place]).collect()).collect();
        example(set, row as usize, Some(kept))
    })
    .collect()
}

/// Makes a step and gives the largest error of a tensor's gradient, as a share of what is allowed.
fn step_and_compare(trainer: &mut Trainer) -> f64 {
    let parameters = wide(trainer.parameters());
    trainer.step();
    assert_eq!(trainer.divergence(), None);
    let examples = batch(trainer);
    error_of(&wide(trainer.gradient()), &Reference::new(trainer.experiment()), &parameters, &examples)
}

/// The largest error of a tensor's gradient, as a share of what is allowed.
fn error_of(own: &[f64], reference: &Reference<'_>, parameters: &[f64], examples: &[Example]) -> f64 {
    let expected = reference.gradient(parameters, examples);
    assert_eq!(own.len(), expected.len());
    let whole = norm(expected.iter().copied());
    assert!(whole > 1e-3, "a gradient of {whole:e} tests nothing");
    let single: Vec<Vec<f64>> =
        examples.iter().map(|example| reference.gradient(parameters, core::slice::from_ref(example))).collect();
    let (mut start, mut worst) = (0, 0.0_f64);
    for size in reference.tensors() {
        let range = start..start + size;
        start = range.end;
        let error = norm(own[range.clone()].iter().zip(&expected[range.clone()]).map(|(a, b)| a - b));
        assert!(error.is_finite());
        let total: f64 = single.iter().map(|gradient| norm(gradient[range.clone()].iter().copied())).sum();
        let allowed = BOUND * total / examples.len() as f64;
        // A tensor that no example reaches has a gradient of exactly 0 on both sides.
        worst = worst.max(if error == 0.0 { 0.0 } else { error / allowed });
    }
    worst
}

/// The largest error of an output at test, as a share of 1 + the largest output: an output is a sum of terms near 1, which
/// may cancel.
fn compare_outputs(trainer: &mut Trainer) -> f64 {
    let own = wide(&trainer.outputs(Set::Train, Mode::Eval));
    let parameters = wide(trainer.parameters());
    let reference = Reference::new(trainer.experiment());
    let set = trainer.prepared().set(Set::Train);
    let expected: Vec<f64> =
        (0..set.count).flat_map(|row| reference.forward(&parameters, &example(set, row, None)).outputs).collect();
    assert_eq!(own.len(), expected.len());
    let scale = expected.iter().fold(0.0_f64, |largest, z| largest.max(z.abs()));
    own.iter().zip(&expected).fold(0.0_f64, |worst, (a, b)| worst.max((a - b).abs())) / (1.0 + scale)
}

/// Every loss and penalty under one activation and dropout.
fn check(activation: Activation, dropout: impl Fn(&mut Experiment)) {
    let (mut worst, mut worst_output) = (0.0_f64, 0.0_f64);
    for (loss, classes) in LOSSES {
        for (l1, l2, biases) in PENALTIES {
            let mut experiment = base();
            experiment.network.activation = Each::All(activation);
            experiment.training.loss = loss;
            experiment.data.custom = points(20, classes);
            let regularization = &mut experiment.regularization;
            (regularization.l1, regularization.l2, regularization.biases) = (l1, l2, biases);
            dropout(&mut experiment);
            let mut trainer = Trainer::new(&experiment).unwrap();
            for _ in 0..2 {
                let error = step_and_compare(&mut trainer);
                assert!(error < 1.0, "{error} times the bound: {experiment:?}");
                worst = worst.max(error);
            }
            let error = compare_outputs(&mut trainer);
            // A few roundings of 6e-8, over two hidden layers.
            assert!(error < 1e-6, "output off by {error:e}: {experiment:?}");
            worst_output = worst_output.max(error);
        }
    }
    println!("{activation:?}: gradient {worst:.3} of the bound, outputs off by {worst_output:.1e}");
}

#[test]
fn without_dropout() {
    for activation in ACTIVATIONS {
        check(activation, |_| {});
    }
}

fn with_dropout(placement: Placement) {
    for activation in ACTIVATIONS {
        for scaling in [Scaling::Inverted, Scaling::Classic, Scaling::None] {
            for mask in [MaskPer::Example, MaskPer::Batch] {
                check(activation, |experiment| {
                    let dropout = &mut experiment.dropout;
                    dropout.p = Each::List(vec![0.4, 0.25]);
                    dropout.input = 0.2;
                    (dropout.scaling, dropout.placement, dropout.mask) = (scaling, placement, mask);
                });
            }
        }
    }
}

#[test]
fn dropout_after_the_activation() {
    with_dropout(Placement::After);
}

#[test]
fn dropout_before_the_activation() {
    with_dropout(Placement::Before);
}

#[test]
fn mixed_activations_and_partial_dropout() {
    let mut experiment = base();
    experiment.network.layers = vec![4, 3, 5, 4, 3];
    experiment.network.activation =
        Each::List(vec![Activation::Gelu, Activation::Linear, Activation::Selu, Activation::Sigmoid, Activation::Silu]);
    for p in [[0.0, 0.5, 0.0, 0.3, 0.0], [0.3, 0.0, 0.0, 0.0, 0.2]] {
        experiment.dropout.p = Each::List(p.to_vec());
        let mut trainer = Trainer::new(&experiment).unwrap();
        for _ in 0..3 {
            assert!(step_and_compare(&mut trainer) < 1.0);
        }
    }
}

/// The core works a large mini-batch off in blocks of 256.
#[test]
fn batches_of_several_blocks() {
    for mask in [MaskPer::Example, MaskPer::Batch] {
        for batch in [255, 256, 257, 600] {
            let mut experiment = base();
            experiment.data.custom = points(600, 2);
            experiment.training.batch = batch;
            experiment.network.activation = Each::All(Activation::Tanh);
            (experiment.dropout.p, experiment.dropout.mask) = (Each::All(0.5), mask);
            let mut trainer = Trainer::new(&experiment).unwrap();
            for _ in 0..3 {
                assert!(step_and_compare(&mut trainer) < 1.0, "{mask:?}, {batch}");
            }
        }
    }
}

/// Where the last mini-batch is short, it is averaged by its own size, and the next epoch starts afresh.
#[test]
fn a_short_last_batch() {
    for (mask, scaling) in [(MaskPer::Example, Scaling::Inverted), (MaskPer::Batch, Scaling::Classic)] {
        let mut experiment = base();
        experiment.network.activation = Each::All(Activation::Tanh);
        (experiment.dropout.p, experiment.dropout.mask, experiment.dropout.scaling) = (Each::All(0.3), mask, scaling);
        let mut trainer = Trainer::new(&experiment).unwrap();
        let mut visited: Vec<Vec<u32>> = vec![Vec::new(); 3];
        for epoch in 0..3_u8 {
            for size in [7, 7, 6] {
                assert_eq!(trainer.epochs(), u64::from(epoch));
                assert!(step_and_compare(&mut trainer) < 1.0);
                assert_eq!(trainer.batch().len(), size);
                assert!(trainer.masks().iter().flatten().all(|unit| unit.len() == size));
                visited[usize::from(epoch)].extend(trainer.batch());
            }
        }
        assert_ne!(visited[0], visited[1], "every epoch has an order of its own");
        for mut rows in visited {
            rows.sort_unstable();
            assert!(rows.into_iter().eq(0..20), "an epoch visits every example once");
        }
    }
}

/// Two runs whose short mini-batches saw different numbers go on with the same bits once they have the same parameters.
#[test]
fn nothing_leaks_out_of_a_short_batch() {
    let mut experiment = base();
    experiment.dropout.p = Each::All(0.4);
    let mut plain = Trainer::new(&experiment).unwrap();
    let parameters = plain.parameters().to_vec();
    let large: Vec<f32> = parameters.iter().map(|w| w * 30.0).collect();
    plain.step();
    plain.step();
    let mut disturbed = plain.clone();
    disturbed.set_parameters(&large).unwrap();
    for trainer in [&mut plain, &mut disturbed] {
        trainer.step();
        assert_eq!((trainer.batch().len(), trainer.epochs(), trainer.divergence()), (6, 1, None));
    }
    assert_ne!(plain.gradient(), disturbed.gradient(), "the disturbance reaches the short batch");
    for trainer in [&mut plain, &mut disturbed] {
        trainer.set_parameters(&parameters).unwrap();
        trainer.step();
        assert_eq!(trainer.batch().len(), 7);
    }
    assert_eq!(bits(plain.gradient()), bits(disturbed.gradient()));
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|x| x.to_bits()).collect()
}

/// The comparison sees a p, a penalty, a mask or a target that is off by little.
#[test]
fn the_comparison_can_fail() {
    let mut experiment = base();
    experiment.network.activation = Each::All(Activation::Tanh);
    experiment.dropout.p = Each::All(0.4);
    experiment.regularization.l2 = 0.05;
    let mut trainer = Trainer::new(&experiment).unwrap();
    let parameters = wide(trainer.parameters());
    trainer.step();
    let examples = batch(&mut trainer);
    let mut other = examples.clone();
    other[3].target += 0.001;
    let mut flipped = examples.clone();
    flipped[6].kept.as_mut().unwrap()[2][1] ^= true;
    let (mut more, mut heavier) = (experiment.clone(), experiment.clone());
    more.dropout.p = Each::All(0.401);
    heavier.regularization.l2 = 0.0501;
    let error = |experiment: &Experiment, examples: &[Example]| {
        error_of(&wide(trainer.gradient()), &Reference::new(experiment), &parameters, examples)
    };
    assert!(error(&experiment, &examples) < 1.0);
    for (experiment, examples) in
        [(&experiment, &other), (&experiment, &flipped), (&more, &examples), (&heavier, &examples)]
    {
        assert!(error(experiment, examples) > 1.0);
    }
}
