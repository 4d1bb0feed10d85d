//! Which draws depend on what: seeds, replicas, layers and schemes.

use trainscope::experiment::{Activation, Bias, Each, Effect, Experiment, OptimizerKind, Schedule, Scheme};
use trainscope::train::{Comparison, Trainer};

use crate::support::statistics::moment;
use crate::{RANDOM_SCHEMES, STANDARD_ERRORS, base, drawn, layers_of, normal_distribution, wide};

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|x| x.to_bits()).collect()
}

/// Independent of each other: the correlation of n pairs has the standard error 1/√n.
fn assert_independent(what: &str, a: &[f64], b: &[f64]) {
    let n = a.len().min(b.len());
    let (a, b) = (&a[..n], &b[..n]);
    let products: Vec<f64> = a.iter().zip(b).map(|(a, b)| a * b).collect();
    let correlation = moment(&products, 1) / (moment(a, 2) * moment(b, 2)).sqrt();
    assert!(n >= 500, "{n} pairs show little");
    assert!(correlation.abs() * (n as f64).sqrt() < STANDARD_ERRORS, "{what}: correlation {correlation} over {n}");
}

#[test]
fn the_seed_decides_and_nothing_else() {
    for scheme in RANDOM_SCHEMES.into_iter().chain([Scheme::Orthogonal]) {
        let experiment = wide(scheme, 5);
        let first = Trainer::new(&experiment).unwrap();
        assert_eq!(bits(first.parameters()), bits(Trainer::new(&experiment).unwrap().parameters()));
        assert_eq!(bits(first.parameters()), bits(first.initial_parameters()));

        let mut others = experiment.clone();
        (others.seeds.data, others.seeds.split, others.seeds.batches, others.seeds.masks) = (9, 9, 9, 9);
        (others.data.points, others.training.batch) = (300, 3);
        others.training.optimizer = OptimizerKind::Adam;
        others.network.activation = Each::All(Activation::Tanh);
        assert_eq!(bits(first.parameters()), bits(Trainer::new(&others).unwrap().parameters()), "{scheme:?}");

        let layers = drawn(&experiment);
        let mut reseeded = experiment.clone();
        reseeded.seeds.init = 6;
        for (own, other) in layers.iter().zip(drawn(&reseeded)) {
            assert!(own.weights.iter().zip(&other.weights).all(|(a, b)| a != b), "{scheme:?}");
        }
        assert_independent("two seeds", &layers[1].weights, &drawn(&reseeded)[1].weights);
    }
}

#[test]
fn replicas_have_draws_of_their_own() {
    let mut experiment = wide(Scheme::Pytorch, 5);
    experiment.network.layers = vec![40, 40];
    let mut comparison = Comparison::new(&[experiment.clone(), experiment.clone()], 3).unwrap();
    let [a, b] = comparison.lanes() else { unreachable!() };
    let replicas: Vec<_> = a.runs().iter().map(|run| layers_of(&experiment, run.parameters())).collect();
    for (first, second) in [(0, 1), (0, 2), (1, 2)] {
        for (own, other) in replicas[first].iter().zip(&replicas[second]) {
            assert!(own.weights.iter().zip(&other.weights).all(|(a, b)| a != b));
            assert!(own.biases.iter().zip(&other.biases).all(|(a, b)| a != b));
        }
        assert_independent("two replicas", &replicas[first][1].weights, &replicas[second][1].weights);
    }
    for (replica, (own, other)) in (0..).zip(a.runs().iter().zip(b.runs())) {
        assert_eq!(bits(own.parameters()), bits(other.parameters()), "a replica is the same in every lane");
        let alone = Trainer::replica(&experiment, replica).unwrap();
        assert_eq!(bits(own.parameters()), bits(alone.parameters()), "and alone");
    }
}

#[test]
fn layers_have_draws_of_their_own() {
    let mut experiment = base();
    experiment.network.layers = vec![30, 30, 30, 30];
    experiment.initialization.weights = Scheme::Normal;
    experiment.initialization.bias = Bias::Pytorch;
    let layers = drawn(&experiment);
    for (first, second) in [(1, 2), (2, 3), (1, 3)] {
        assert!(layers[first].weights.iter().zip(&layers[second].weights).all(|(a, b)| a != b));
        assert_independent("two layers", &layers[first].weights, &layers[second].weights);
        assert!(layers[first].biases.iter().zip(&layers[second].biases).all(|(a, b)| a != b));
    }
    // A bias is not the draw of a weight.
    let normal = |bias: &f64| (bias * 30.0_f64.sqrt() + 1.0) / 2.0;
    for (bias, weight) in layers[1].biases.iter().zip(&layers[1].weights) {
        assert!((normal(bias) - normal_distribution(weight / experiment.initialization.sigma)).abs() > 1e-6);
    }
}

/// A change to one layer leaves the others' draws as they are, except where the scheme's formula names their fans.
#[test]
fn a_layer_does_not_move_the_others() {
    let draw = |layers: &[u32]| {
        let mut experiment: Experiment = base();
        experiment.network.layers = layers.to_vec();
        experiment.initialization.weights = Scheme::LecunNormal;
        experiment.initialization.bias = Bias::Pytorch;
        drawn(&experiment)
    };
    let plain = draw(&[8, 8, 8]);
    let changed = draw(&[8, 13, 8]);
    assert_eq!((&plain[0].weights, &plain[0].biases), (&changed[0].weights, &changed[0].biases));
    assert_eq!((&plain[3].weights, &plain[3].biases), (&changed[3].weights, &changed[3].biases));
    assert_eq!(plain[1].weights, changed[1].weights[..64], "further units, the same first eight");
    let deeper = draw(&[8, 8, 8, 8]);
    for layer in 0..3 {
        assert_eq!(plain[layer].weights, deeper[layer].weights);
    }
}

/// Common random numbers: under one seed a weight takes the same share of smaller values whatever the scheme.
#[test]
fn schemes_draw_the_same_ranks() {
    let mut normal = wide(Scheme::Normal, 3);
    // Wide enough for the quantiles to be compared in f32.
    (normal.initialization.sigma, normal.initialization.limit) = (1.0, 1.0);
    let mut uniform = normal.clone();
    uniform.initialization.weights = Scheme::Uniform;
    for (a, b) in drawn(&normal).iter().zip(drawn(&uniform)) {
        let ranks = |weights: &[f64]| {
            let mut order: Vec<usize> = (0..weights.len()).collect();
            order.sort_by(|&i, &j| weights[i].total_cmp(&weights[j]));
            order
        };
        // Sorting the large layer would meet ties in f32; the shares tell the same.
        if a.weights.len() < 300 {
            assert_eq!(ranks(&a.weights), ranks(&b.weights));
        }
        for (a, b) in a.weights.iter().zip(&b.weights) {
            // Rounding to f32 moves a weight by 6e-8 of itself, and Φ by less than a quarter of that.
            assert!((normal_distribution(*a) - (b + 1.0) / 2.0).abs() < 1e-7);
        }
    }
}

/// Reset leads back to the first bits, and the run from there is the first run.
#[test]
fn reset_returns_to_the_start() {
    for optimizer in [OptimizerKind::Sgd, OptimizerKind::Momentum, OptimizerKind::Adam, OptimizerKind::Adagrad] {
        let mut experiment = base();
        experiment.data.points = 50;
        experiment.initialization.bias = Bias::Pytorch;
        experiment.dropout.p = Each::All(0.3);
        experiment.training.optimizer = optimizer;
        experiment.training.learning_rate = 0.02;
        experiment.training.schedule = Schedule::Cosine;
        experiment.training.schedule_steps = 40;
        experiment.training.warmup_steps = 5;
        let mut trainer = Trainer::new(&experiment).unwrap();
        let start = bits(trainer.parameters());
        let run = |trainer: &mut Trainer| -> Vec<(u64, Vec<u32>, Vec<u32>)> {
            (0..20)
                .map(|_| {
                    trainer.step();
                    (trainer.hash(), trainer.batch().to_vec(), bits(trainer.gradient()))
                })
                .collect()
        };
        let first = run(&mut trainer);
        assert_ne!(bits(trainer.parameters()), start);
        // In the middle of an epoch, and with foreign weights.
        let foreign: Vec<f32> = trainer.parameters().iter().map(|w| w + 1.0).collect();
        trainer.set_parameters(&foreign).unwrap();
        trainer.reset();
        assert_eq!(bits(trainer.parameters()), start);
        assert_eq!((trainer.steps(), trainer.epochs(), trainer.batch().len()), (0, 0, 0));
        assert_eq!(run(&mut trainer), first, "{optimizer:?}");
        assert_eq!(bits(trainer.initial_parameters()), start);
    }
}

/// The learning rate is live: weights, optimizer and place in the data stay.
#[test]
fn a_change_of_the_learning_rate_is_live() {
    let mut experiment = base();
    experiment.data.points = 50;
    experiment.dropout.p = Each::All(0.3);
    experiment.training.optimizer = OptimizerKind::Momentum;
    let mut trainer = Trainer::new(&experiment).unwrap();
    for _ in 0..3 {
        trainer.step();
    }
    let mut undisturbed = trainer.clone();
    let before = bits(trainer.parameters());

    let mut faster = experiment.clone();
    faster.training.learning_rate = 0.7;
    assert_eq!(trainer.apply(&faster).unwrap(), Effect::Live);
    assert_eq!(bits(trainer.parameters()), before);
    assert_eq!((trainer.steps(), trainer.learning_rate()), (3, 0.7));
    assert_eq!(trainer.apply(&experiment).unwrap(), Effect::Live);
    for trainer in [&mut trainer, &mut undisturbed] {
        (0..10).for_each(|_| trainer.step());
    }
    assert_eq!(trainer.hash(), undisturbed.hash(), "there and back changes nothing");

    // It acts from the next step on.
    trainer.apply(&faster).unwrap();
    trainer.step();
    undisturbed.step();
    assert_eq!(trainer.batch(), undisturbed.batch());
    assert_ne!(trainer.hash(), undisturbed.hash());

    let mut refused = experiment.clone();
    refused.training.learning_rate = -1.0;
    let before = trainer.hash();
    assert!(trainer.apply(&refused).is_err());
    assert_eq!((trainer.hash(), trainer.learning_rate()), (before, 0.7), "what is refused changes nothing");
}
