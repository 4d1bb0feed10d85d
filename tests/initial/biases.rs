//! Where biases start, and what an untrained network predicts.

use libm::exp;
use trainscope::data::Set;
use trainscope::experiment::{Bias, Dataset, Experiment, Loss, Mode, OutputBias, Scheme};
use trainscope::train::Trainer;

use crate::support::statistics::{CRITICAL, kolmogorov_smirnov};
use crate::{RANDOM_SCHEMES, base, drawn, wide};

#[test]
fn biases_that_match_the_scheme() {
    for scheme in RANDOM_SCHEMES.into_iter().chain([Scheme::Zeros, Scheme::Constant, Scheme::Orthogonal]) {
        if scheme == Scheme::Pytorch {
            continue;
        }
        let expected = if scheme == Scheme::TensorflowPlayground { f64::from(0.1_f32) } else { 0.0 };
        assert!(drawn(&wide(scheme, 1)).iter().flat_map(|layer| &layer.biases).all(|&b| b == expected), "{scheme:?}");
    }
}

#[test]
fn constant_biases() {
    for (bias, expected) in [(Bias::Zeros, 0.0), (Bias::Constant, -0.25)] {
        let mut experiment = wide(Scheme::TensorflowPlayground, 1);
        (experiment.initialization.bias, experiment.initialization.bias_value) = (bias, -0.25);
        assert!(drawn(&experiment).iter().flat_map(|layer| &layer.biases).all(|&b| b == expected), "{bias:?}");
    }
}

/// Uniform on ±1/√fan-in, with the scheme of that name and with any other.
#[test]
fn pytorch_biases() {
    for (scheme, bias) in [(Scheme::Pytorch, Bias::Matching), (Scheme::HeNormal, Bias::Pytorch)] {
        let mut pooled = Vec::new();
        for seed in 0..70 {
            let mut experiment = wide(scheme, seed);
            experiment.initialization.bias = bias;
            // The gain is a factor on weights.
            experiment.initialization.gain = 2.0;
            for layer in drawn(&experiment) {
                let limit = 1.0 / (layer.inputs as f64).sqrt();
                pooled.extend(layer.biases.iter().map(|b| b / limit));
            }
        }
        assert!(pooled.len() > 20_000 && pooled.iter().all(|b| b.abs() < 1.000_000_1));
        let distance = kolmogorov_smirnov(&pooled, |b| ((b + 1.0) / 2.0).clamp(0.0, 1.0));
        assert!(distance < CRITICAL, "{scheme:?}: {distance}");
    }
}

#[test]
fn output_biases_of_their_own() {
    let mut experiment = wide(Scheme::HeNormal, 1);
    experiment.initialization.bias = Bias::Pytorch;
    let hidden = drawn(&experiment);
    assert_ne!(hidden[3].biases, [0.0]);
    experiment.initialization.output_bias = OutputBias::Zeros;
    let zeros = drawn(&experiment);
    assert_eq!(zeros[3].biases, [0.0]);
    for layer in 0..3 {
        assert_eq!(zeros[layer].biases, hidden[layer].biases, "hidden layers keep theirs");
    }
}

/// The share of each class in the training set, counted here.
fn shares(trainer: &Trainer, classes: u8) -> Vec<f64> {
    let targets = &trainer.prepared().set(Set::Train).targets;
    let count = |class: u8| targets.iter().filter(|&&target| target == f32::from(class)).count();
    (0..classes).map(|class| count(class) as f64 / targets.len() as f64).collect()
}

fn unequal(dataset: Dataset, classes: u32, loss: Loss) -> Experiment {
    let mut experiment = base();
    (experiment.data.dataset, experiment.data.classes, experiment.data.points) = (dataset, classes, 200);
    experiment.data.balance = 0.2;
    experiment.training.loss = loss;
    experiment.initialization.weights = Scheme::Zeros;
    experiment.initialization.output_bias = OutputBias::ClassFrequency;
    experiment
}

/// With zero weights an untrained network predicts every point's class with its share of the training set.
#[test]
fn class_frequency() {
    // A share is below 1, and its bias is rounded to f32 once.
    const ROUNDING: f64 = 3e-7;
    for (dataset, classes, loss) in [
        (Dataset::Gaussians, 2, Loss::BinaryCrossEntropy),
        (Dataset::Gaussians, 2, Loss::SoftmaxCrossEntropy),
        (Dataset::Blobs, 4, Loss::SoftmaxCrossEntropy),
        (Dataset::Gaussians, 2, Loss::Mse),
        (Dataset::Blobs, 4, Loss::Mse),
    ] {
        let mut trainer = Trainer::new(&unequal(dataset, classes.into(), loss)).unwrap();
        let shares = shares(&trainer, classes);
        assert!(shares[0] < 0.5 * shares[1], "the classes are of unequal frequency: {shares:?}");
        let outputs: Vec<f64> = trainer.outputs(Set::Dev, Mode::Eval).into_iter().map(f64::from).collect();
        let width = trainer.experiment().output_count();
        for z in outputs.chunks_exact(width) {
            let predicted: Vec<f64> = match (loss, z) {
                (Loss::BinaryCrossEntropy, [z]) => vec![1.0 - 1.0 / (1.0 + exp(-z)), 1.0 / (1.0 + exp(-z))],
                // Targets of −1 and 1: the mean is 2 · share − 1.
                (Loss::Mse, [z]) => vec![(1.0 - z) / 2.0, (1.0 + z) / 2.0],
                (Loss::Mse, z) => z.iter().map(|z| (1.0 + z) / 2.0).collect(),
                (_, z) => {
                    let sum: f64 = z.iter().map(|&z| exp(z)).sum();
                    z.iter().map(|&z| exp(z) / sum).collect()
                }
            };
            assert_eq!(predicted.len(), shares.len());
            let worst = predicted.iter().zip(&shares).fold(0.0_f64, |worst, (a, b)| worst.max((a - b).abs()));
            assert!(worst < ROUNDING, "{loss:?}: {predicted:?} for {shares:?}");
        }
    }
}

/// What makes the loss least among constants: no other output bias starts lower, and none has a smaller gradient.
#[test]
fn class_frequency_is_the_best_constant() {
    for (dataset, classes, loss) in [
        (Dataset::Gaussians, 2, Loss::BinaryCrossEntropy),
        (Dataset::Blobs, 4, Loss::SoftmaxCrossEntropy),
        (Dataset::Blobs, 4, Loss::Mse),
        (Dataset::Wave, 2, Loss::Mse),
    ] {
        let mut experiment = unequal(dataset, classes, loss);
        experiment.training.batch = 200;
        let mut trainer = Trainer::new(&experiment).unwrap();
        trainer.step();
        let largest = trainer.gradient().iter().fold(0.0_f32, |largest, g| largest.max(g.abs()));
        // A sum of 120 numbers near 1/120 in f32.
        assert!(largest < 1e-6, "{loss:?}, {dataset:?}: {largest:e}");
        experiment.initialization.output_bias = OutputBias::Zeros;
        let mut trainer = Trainer::new(&experiment).unwrap();
        trainer.step();
        assert!(trainer.gradient().iter().any(|g| g.abs() > 0.01), "{loss:?}, {dataset:?}");
    }
}
