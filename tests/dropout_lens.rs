//! What the page shows of dropout, against networks written out one mask at a time.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test stops where something is missing")]

#[allow(dead_code, reason = "the gradient's tests use the rest of it")]
mod support {
    pub(crate) mod reference;
}

use support::reference::{Example, Reference};
use trainscope::data::{Prepared, Set};
use trainscope::experiment::{
    Activation, Bias, Dataset, Each, Experiment, Loss, MaskPer, Mode, PLANE, Placement, Scaling, Scheme,
};
use trainscope::lens::{Sampling, SubNetworks, drops, scales, sub_networks, watched};
use trainscope::train::{Comparison, Lane, Trainer};

const SIDE: usize = 7;
const TOTAL: usize = SIDE * SIDE;
const SCALINGS: [Scaling; 3] = [Scaling::Inverted, Scaling::Classic, Scaling::None];

/// Dropout everywhere, at another rate in each layer.
fn base() -> Experiment {
    let mut experiment = Experiment::default();
    experiment.data.points = 60;
    experiment.network.layers = vec![6, 5];
    experiment.network.activation = Each::List(vec![Activation::Tanh, Activation::Relu]);
    experiment.initialization.bias = Bias::Pytorch;
    experiment.dropout.p = Each::List(vec![0.4, 0.25]);
    experiment.dropout.input = 0.1;
    experiment.training.batch = 8;
    experiment
}

/// A lane, and a trainer that has made the same steps.
fn trained(experiment: &Experiment, steps: u32) -> (Comparison, Trainer) {
    let mut comparison = Comparison::new(core::slice::from_ref(experiment), 1).unwrap();
    comparison.step(steps);
    let mut trainer = Trainer::new(experiment).unwrap();
    (0..steps).for_each(|_| trainer.step());
    (comparison, trainer)
}

fn lane(comparison: &mut Comparison) -> &mut Lane {
    &mut comparison.lanes()[0]
}

fn look(comparison: &mut Comparison, example: usize, first: u32, samples: u32, kept: u32) -> SubNetworks {
    sub_networks(lane(comparison), 0, &Sampling { side: SIDE, example, first, samples, kept }).unwrap()
}

/// Where a lattice point lies: in the middle of its cell, row 0 at the top.
fn place(i: usize) -> [f64; 2] {
    let at = |i: usize| (i as f64 + 0.5) / SIDE as f64 * 2.0 * PLANE - PLANE;
    [at(i % SIDE), -at(i / SIDE)]
}

/// By layer, as the reference reads masks.
fn by_layer(kept: &[bool], sizes: &[usize]) -> Vec<Vec<bool>> {
    let mut kept = kept.iter().copied();
    sizes[..sizes.len() - 1].iter().map(|&units| kept.by_ref().take(units).collect()).collect()
}

/// What is predicted from outputs, as `SubNetworks` says.
fn predictions(experiment: &Experiment, classes: usize, z: &[f64]) -> Vec<f64> {
    let shares: Vec<f64> = match (experiment.loss(), z) {
        (_, &[z]) if classes == 0 => return vec![z],
        (Loss::Mse, &[z]) => return vec![z.clamp(-1.0, 1.0)],
        (_, &[z]) => return vec![2.0 / (1.0 + libm::exp(-z)) - 1.0],
        (Loss::Mse, z) => z.iter().map(|z| ((z + 1.0) / 2.0).max(0.0)).collect(),
        (_, z) => z.iter().copied().map(libm::exp).collect(),
    };
    let sum: f64 = shares.iter().sum();
    if classes == 2 { vec![2.0 * shares[1] / sum - 1.0] } else { shares.iter().map(|share| share / sum).collect() }
}

/// The whole field by the reference, `[plane][point]`.
fn field(experiment: &Experiment, parameters: &[f32], prepared: &Prepared, kept: Option<&[Vec<bool>]>) -> Vec<f64> {
    let reference = Reference::new(experiment);
    let parameters: Vec<f64> = parameters.iter().copied().map(f64::from).collect();
    let points: Vec<Vec<f64>> = (0..TOTAL)
        .map(|i| {
            let mut x = vec![0.0; prepared.preparation.inputs()];
            prepared.preparation.transform(place(i), None, &mut |k, value| x[k] = f64::from(value));
            let example = Example { x, target: 0.0, kept: kept.map(<[_]>::to_vec) };
            let z = reference.forward(&parameters, &example).outputs;
            predictions(experiment, prepared.points.classes as usize, &z)
        })
        .collect();
    (0..points[0].len()).flat_map(|plane| points.iter().map(move |point| point[plane])).collect()
}

/// Outputs are sums of some ten products rounded to 6e-8, and P turns a logit's error into a smaller one.
fn assert_near(what: &str, own: &[f32], expected: &[f64]) {
    assert_eq!(own.len(), expected.len(), "{what}");
    for (i, (&own, &expected)) in own.iter().zip(expected).enumerate() {
        let error = (f64::from(own) - expected).abs();
        assert!(error < 3e-6 * expected.abs().max(1.0), "{what}, {i}: {own}, not {expected}");
    }
}

/// Each with the data set and the number of classes.
const LOSSES: [(Loss, Dataset, u32); 6] = [
    (Loss::BinaryCrossEntropy, Dataset::Moons, 2),
    (Loss::SoftmaxCrossEntropy, Dataset::Moons, 2),
    (Loss::SoftmaxCrossEntropy, Dataset::Blobs, 3),
    (Loss::Mse, Dataset::Moons, 2),
    (Loss::Mse, Dataset::Blobs, 4),
    (Loss::Mse, Dataset::Wave, 2),
];

/// The watched network, the whole network and every sampled one are those of a textbook, for every loss, scaling, placement and
/// kind of mask.
#[test]
fn fields_are_those_of_the_thinned_networks() {
    for (loss, dataset, classes) in LOSSES {
        for scaling in SCALINGS {
            for placement in [Placement::After, Placement::Before] {
                for per in [MaskPer::Example, MaskPer::Batch] {
                    let mut experiment = base();
                    (experiment.training.loss, experiment.data.dataset) = (loss, dataset);
                    experiment.data.classes = classes;
                    experiment.dropout.scaling = scaling;
                    (experiment.dropout.placement, experiment.dropout.mask) = (placement, per);
                    // How the figures are made does not matter to what is called eval and train here.
                    experiment.dropout.evaluate = if per == MaskPer::Batch { Mode::Train } else { Mode::Eval };
                    let what = format!("{loss:?}, {dataset:?}, {scaling:?}, {placement:?}, {per:?}");
                    let (mut comparison, mut trainer) = trained(&experiment, 7);
                    let (parameters, masks) = (trainer.parameters().to_vec(), trainer.masks());
                    let prepared = trainer.prepared();
                    let expect = |kept: Option<&[Vec<bool>]>| field(&experiment, &parameters, prepared, kept);
                    for example in [0, 3] {
                        let own = look(&mut comparison, example, 5, 3, 3);
                        let kept: Vec<Vec<bool>> =
                            masks.iter().map(|layer| layer.iter().map(|unit| unit[example]).collect()).collect();
                        assert_near(&format!("{what}: watched"), own.watched.as_ref().unwrap(), &expect(Some(&kept)));
                        assert_near(&format!("{what}: full"), &own.full, &expect(None));
                        let sizes = experiment.sizes();
                        let units = own.masks.len() / 3;
                        let samples = own.samples.chunks(own.full.len()).zip(own.masks.chunks(units));
                        for (sample, kept) in samples {
                            let kept = by_layer(kept, &sizes);
                            assert_near(&format!("{what}: sampled"), sample, &expect(Some(&kept)));
                        }
                    }
                }
            }
        }
    }
}

/// Mean, deviation and distance are those of the samples, by two passes over them.
#[test]
fn means_and_deviations_are_those_of_the_samples() {
    for (loss, dataset, classes) in LOSSES {
        let mut experiment = base();
        (experiment.training.loss, experiment.data.dataset) = (loss, dataset);
        experiment.data.classes = classes;
        let (mut comparison, trainer) = trained(&experiment, 7);
        let classes = trainer.prepared().points.classes as usize;
        let own = look(&mut comparison, 0, 0, 20, 20);
        let size = own.full.len();
        let samples: Vec<&[f32]> = own.samples.chunks(size).collect();
        assert_eq!(samples.len(), 20);
        let mean = |count: usize| -> Vec<f64> {
            let sum = |i: usize| samples[..count].iter().map(|sample| f64::from(sample[i])).sum::<f64>();
            (0..size).map(|i| sum(i) / count as f64).collect()
        };
        let expected = mean(20);
        assert_near("mean", &own.mean, &expected);
        assert_eq!(own.mean, own.average);
        for point in 0..TOTAL {
            // The plane whose probability is largest, if there are several.
            let plane = (0..size / TOTAL)
                .max_by(|&a, &b| expected[a * TOTAL + point].total_cmp(&expected[b * TOTAL + point]))
                .unwrap();
            let i = plane * TOTAL + point;
            let off = |sample: &&[f32]| f64::from(sample[i]) - expected[i];
            let squares: f64 = samples.iter().map(|sample| off(sample) * off(sample)).sum();
            // P is half of 2P − 1.
            let scale = if classes == 2 { 0.5 } else { 1.0 };
            let deviation = scale * (squares / 19.0).sqrt();
            assert!((f64::from(own.spread[point]) - deviation).abs() < 1e-6, "{loss:?}, {point}");
        }
        assert!(own.spread.iter().any(|&spread| spread > 0.01), "{loss:?}: masks do something");

        let few = look(&mut comparison, 0, 0, 20, 6);
        assert_eq!((&few.mean, &few.spread), (&own.mean, &own.spread));
        assert_near("average of six", &few.average, &mean(6));
        for (field, apart) in [(&few.mean, few.mean_from_full), (&few.average, few.average_from_full)] {
            let class = |field: &[f32], point: usize| -> usize {
                if size == TOTAL {
                    return usize::from(field[point] > 0.0);
                }
                (0..classes)
                    .rev()
                    .max_by(|&a, &b| field[a * TOTAL + point].total_cmp(&field[b * TOTAL + point]))
                    .unwrap()
            };
            let sum: f64 = field.iter().zip(&few.full).map(|(a, b)| f64::from(a - b).abs()).sum();
            let scale = if classes == 0 { 1.0 } else { 0.5 };
            assert!((apart.difference - scale * sum / TOTAL as f64).abs() < 1e-6, "{loss:?}");
            let same = (0..TOTAL).filter(|&point| class(field, point) == class(&few.full, point)).count();
            assert_eq!(apart.agreement, (classes > 0).then_some(same as f64 / TOTAL as f64), "{loss:?}");
        }
    }
}

/// A sample is a function of its number and the replica alone, also while the network learns; p is p.
#[test]
fn samples_have_names_of_their_own() {
    let mut experiment = base();
    experiment.network.layers = vec![40, 40];
    experiment.dropout.p = Each::List(vec![0.4, 0.25]);
    let mut comparison = Comparison::new(&[experiment.clone(), experiment], 2).unwrap();
    comparison.step(3);
    let look = |comparison: &mut Comparison, lane: usize, replica: usize, first: u32, samples: u32| {
        let sampling = Sampling { side: 2, example: 0, first, samples, kept: samples };
        let found = sub_networks(&mut comparison.lanes()[lane], replica, &sampling).unwrap();
        (found.masks, found.samples)
    };
    let (masks, samples) = look(&mut comparison, 0, 0, 0, 300);
    assert_eq!((masks.clone(), samples.clone()), look(&mut comparison, 1, 0, 0, 300), "the same in every lane");
    // Across the border of what is drawn at a time.
    let (later, later_samples) = look(&mut comparison, 0, 0, 250, 20);
    assert_eq!(later, masks[250 * 82..270 * 82]);
    assert_eq!(later_samples, samples[250 * 4..270 * 4]);
    let mut all: Vec<&[bool]> = masks.chunks(82).collect();
    all.sort_unstable();
    assert!(all.windows(2).all(|pair| pair[0] != pair[1]));
    assert_ne!(masks, look(&mut comparison, 0, 1, 0, 300).0, "another replica's");
    for (units, p) in [(0..2, 0.1), (2..42, 0.4), (42..82, 0.25)] {
        let n = (300 * units.len()) as f64;
        let dropped = masks.chunks(82).flat_map(|mask| &mask[units.clone()]).filter(|kept| !**kept).count() as f64;
        // Beyond 4 with probability 6e-5.
        assert!((dropped - n * p).abs() < 4.0 * (n * p * (1.0 - p)).sqrt(), "{dropped} of {n} at {p}");
    }
    comparison.step(1);
    let (kept, learned) = look(&mut comparison, 0, 0, 0, 300);
    assert_eq!(masks, kept, "the same networks");
    assert_ne!(samples, learned, "which have learned");
}

/// The mean over thinned networks nears the whole one where the network is linear, and not without scaling.
#[test]
fn a_linear_networks_mean_is_its_whole() {
    for scaling in SCALINGS {
        let mut experiment = base();
        experiment.data.dataset = Dataset::Wave;
        experiment.network.activation = Each::All(Activation::Linear);
        experiment.dropout.scaling = scaling;
        let (mut comparison, _) = trained(&experiment, 30);
        let own = look(&mut comparison, 0, 0, 4000, 0);
        let errors = own
            .mean
            .iter()
            .zip(&own.full)
            .zip(&own.spread)
            .map(|((mean, full), spread)| f64::from((mean - full).abs()) / (f64::from(*spread) / 4000_f64.sqrt()));
        let most = errors.fold(0.0, f64::max);
        // The points of one field share their masks, so the largest of 49 is not far above one of them.
        if scaling == Scaling::None {
            assert!(most > 20.0, "{most}");
        } else {
            assert!(most < 4.5, "{scaling:?}: {most}");
        }
    }
}

/// What the watched network says of its own example is what training's forward pass said of it: the gradient of the output's bias
/// is the mean of P − y over the mini-batch, and at a learning rate of 0 the weights are still those of that pass.
#[test]
fn the_watched_network_is_the_one_that_was_trained() {
    for (scaling, per) in [(Scaling::Inverted, MaskPer::Example), (Scaling::Classic, MaskPer::Batch)] {
        for batch in [1, 8, 20] {
            let mut experiment = base();
            experiment.data.dataset = Dataset::Custom;
            // One point in the middle of each cell but one.
            experiment.data.custom = (0..TOTAL - 1).map(|i| [place(i)[0], place(i)[1], (i % 2) as f64]).collect();
            (experiment.split.train, experiment.split.dev, experiment.split.test) = (1.0, 0.0, 0.0);
            (experiment.dropout.scaling, experiment.dropout.mask) = (scaling, per);
            experiment.training.batch = batch;
            experiment.training.learning_rate = 0.0;
            let mut comparison = Comparison::new(&[experiment], 1).unwrap();
            assert_eq!(watched(lane(&mut comparison), 0, 0), None, "before the first step there is nothing to watch");
            assert_eq!(look(&mut comparison, 0, 0, 1, 0).watched, None);
            for step in 1..=9 {
                comparison.step(1);
                let lane = lane(&mut comparison);
                let gradient = f64::from(*lane.runs()[0].last_gradient().last().unwrap());
                let rows = lane.runs()[0].batch().to_vec();
                let mut sum = 0.0;
                for (example, &row) in rows.iter().enumerate() {
                    let own = watched(lane, 0, example).unwrap();
                    assert_eq!(own.of, rows.len());
                    let set = lane.workspace().examples(Set::Train);
                    assert_eq!(own.point, set.point[row as usize]);
                    let target = f64::from(set.targets[row as usize]);
                    sum += (f64::from(own.thinned[0]) + 1.0) / 2.0 - target;
                    let point = own.point as usize;
                    let sampling = Sampling { side: SIDE, example, first: 0, samples: 1, kept: 0 };
                    let fields = sub_networks(lane, 0, &sampling).unwrap();
                    let near = |a: f32, b: f32| (a - b).abs() < 1e-6;
                    assert!(near(fields.watched.unwrap()[point], own.thinned[0]), "{step}, {example}");
                    assert!(near(fields.full[point], own.full[0]), "{step}, {example}");
                }
                let last = watched(lane, 0, rows.len() - 1);
                assert_eq!(watched(lane, 0, rows.len() + 3), last, "a short mini-batch ends with its last example");
                assert!((sum / rows.len() as f64 - gradient).abs() < 1e-6, "{scaling:?}, {batch}, {step}");
            }
        }
    }
}

/// The mask that is shown stays the last step's when p is changed, with the scale that training used.
#[test]
fn the_watched_network_outlives_a_change_of_p() {
    let experiment = base();
    let (mut comparison, mut trainer) = trained(&experiment, 4);
    let before = look(&mut comparison, 2, 0, 4, 4);
    let own = watched(lane(&mut comparison), 0, 2).unwrap();
    let kept: Vec<bool> = trainer.masks().iter().flatten().map(|unit| unit[2]).collect();
    assert_eq!(own.kept, kept);
    let mut heavier = experiment;
    heavier.dropout.p = Each::All(0.8);
    heavier.dropout.scaling = Scaling::Classic;
    comparison.apply(&[heavier], 1).unwrap();
    let after = look(&mut comparison, 2, 0, 4, 4);
    assert_eq!(after.watched, before.watched);
    assert_eq!(watched(lane(&mut comparison), 0, 2).unwrap().kept, own.kept);
    assert_ne!(after.full, before.full, "classic scaling at the new p");
    let dropped = |masks: &[bool]| masks.iter().filter(|kept| !**kept).count();
    assert!(dropped(&after.masks) > dropped(&before.masks));
}

/// A layer's mean |a| is the same in training and at test under both scalings, given what comes into it; a² grows by 1/(1 − p);
/// without scaling both are 1 − p times as large.
#[test]
fn scaling_keeps_a_layers_mean_size() {
    for activation in [Activation::Relu, Activation::Tanh, Activation::Sigmoid, Activation::Elu] {
        for scaling in SCALINGS {
            let mut experiment = base();
            experiment.network.activation = Each::All(activation);
            experiment.dropout.scaling = scaling;
            let (mut comparison, _) = trained(&experiment, 30);
            let layers = scales(lane(&mut comparison), 0, 400);
            for (layer, (own, p)) in layers.iter().zip([0.1, 0.4, 0.25]).enumerate() {
                let what = format!("{activation:?}, {scaling:?}, layer {layer}");
                let expected = match scaling {
                    Scaling::None => [1.0 - p, 1.0 - p],
                    _ => [1.0, 1.0 / (1.0 - p)],
                };
                for (moment, expected) in expected.into_iter().enumerate() {
                    let error = own.own.error[moment];
                    let distance = (own.own.mean[moment] - expected * own.eval[moment]) / error;
                    // Beyond 4 with probability 6e-5, in 72 checks. p is met to within 2⁻¹⁷, far below the error.
                    assert!(distance.abs() < 4.0, "{what}, moment {moment}: {distance} standard errors");
                    assert!(error < 0.02 * own.eval[moment], "{what}, moment {moment}: seen to two per cent");
                }
                let off = (own.own.mean[0] - own.eval[0]) / own.own.error[0];
                assert!(scaling != Scaling::None || off < -8.0, "{what}: visibly off, by {off}");
            }
            // Nothing comes before the inputs: with all masks it is the same.
            assert_eq!(layers[0].own, layers[0].train);
        }
    }
}

/// At test the figures are the reference's; in ReLU's case it does not matter where the mask is, with a curve it does.
#[test]
fn scales_at_test_and_by_placement() {
    for scaling in SCALINGS {
        for placement in [Placement::After, Placement::Before] {
            for activation in [Activation::Relu, Activation::Tanh] {
                let mut experiment = base();
                experiment.network.activation = Each::All(activation);
                (experiment.dropout.scaling, experiment.dropout.placement) = (scaling, placement);
                // Wide layers, so that what is left over is not chance.
                experiment.network.layers = vec![60, 60];
                experiment.dropout.p = Each::List(vec![0.5, 0.0]);
                let (mut comparison, trainer) = trained(&experiment, 10);
                let layers = scales(lane(&mut comparison), 0, 100);
                let set = trainer.prepared().set(Set::Train);
                let what = format!("{activation:?}, {scaling:?}, {placement:?}");
                let inputs = |row: usize| (0..set.inputs).map(move |input| f64::from(set.plane(input)[row]));
                // The first hidden layer by hand.
                let parameters: Vec<f64> = trainer.parameters().iter().copied().map(f64::from).collect();
                let factor = |p: f64| if scaling == Scaling::Classic { 1.0 - p } else { 1.0 };
                let mut sums = [0.0; 2];
                for row in 0..set.count {
                    for unit in 0..60 {
                        let weights = &parameters[2 * unit..2 * unit + 2];
                        let z = weights.iter().zip(inputs(row)).map(|(w, x)| w * x * factor(0.1)).sum::<f64>();
                        let z = z + parameters[120 + unit];
                        let f = |z: f64| if activation == Activation::Relu { z.max(0.0) } else { libm::tanh(z) };
                        let a = match placement {
                            Placement::After => factor(0.5) * f(z),
                            Placement::Before => f(factor(0.5) * z),
                        };
                        sums[0] += a.abs();
                        sums[1] += a * a;
                    }
                }
                for (own, sum) in layers[1].eval.into_iter().zip(sums) {
                    let expected = sum / (60 * set.count) as f64;
                    assert!((own - expected).abs() < 1e-6 * expected, "{what}");
                }
                let off = (layers[1].own.mean[0] - layers[1].eval[0]) / layers[1].own.error[0];
                let holds =
                    scaling != Scaling::None && (activation == Activation::Relu || placement == Placement::After);
                assert_eq!(off.abs() < 4.0, holds, "{what}: off by {off} standard errors");
                // A layer without dropout has no masks of its own.
                assert_eq!((layers[2].own.mean, layers[2].own.error), (layers[2].eval, [0.0; 2]), "{what}");
                assert_ne!(layers[2].train.mean, layers[2].eval, "{what}: but feels the others'");
            }
        }
    }
}

/// The standard errors that are stated are those that are made.
#[test]
fn standard_errors_are_honest() {
    let mut experiment = base();
    experiment.training.learning_rate = 0.0;
    let mut comparison = Comparison::new(&[experiment], 1).unwrap();
    let mut squares = Vec::new();
    for _ in 0..60 {
        comparison.step(1);
        for own in scales(lane(&mut comparison), 0, 30) {
            let t = (own.own.mean[0] - own.eval[0]) / own.own.error[0];
            squares.push(t * t);
        }
    }
    let mean = squares.iter().sum::<f64>() / squares.len() as f64;
    // t² with 29 degrees of freedom has mean 1.07 and, over 180 draws, a standard error of 0.12.
    assert!((0.65..1.5).contains(&mean), "{mean}");
}

/// `[step][unit]`: in how many examples each unit was dropped, and the number of examples, as the trainer says step by step.
fn counted(trainer: &mut Trainer, steps: usize) -> Vec<(Vec<u32>, usize)> {
    let mut step = || {
        trainer.step();
        let masks = trainer.masks();
        let dropped = |unit: &Vec<bool>| u32::try_from(unit.iter().filter(|kept| !**kept).count()).unwrap();
        (masks.iter().flatten().map(dropped).collect(), trainer.batch().len())
    };
    (0..steps).map(|_| step()).collect()
}

/// Counting the past is counting as it happens, over the ends of epochs, short mini-batches and blocks, and never past a change.
#[test]
fn drops_are_counted_as_they_happened() {
    // 36 examples in train: epochs of 8, 8, 8, 8, 4; and 300 of which a mini-batch is more than a block.
    for (points, batch, other_batch) in [(60, 8, 5), (500, 270, 100)] {
        for per in [MaskPer::Example, MaskPer::Batch] {
            let mut experiment = base();
            experiment.data.points = points;
            experiment.training.batch = batch;
            experiment.dropout.mask = per;
            experiment.dropout.p = Each::List(vec![0.4, 0.0]);
            let mut comparison = Comparison::new(&[experiment.clone()], 1).unwrap();
            let mut trainer = Trainer::new(&experiment).unwrap();
            let mut since: Vec<(Vec<u32>, usize)> = Vec::new();
            for (round, steps) in [3, 9, 4, 17].into_iter().enumerate() {
                let mut next = experiment.clone();
                match round {
                    1 => next.training.batch = other_batch,
                    2 => (next.training.batch, next.dropout.p) = (other_batch, Each::List(vec![0.7, 0.1])),
                    3 => (next.training.batch, next.dropout.input) = (batch, 0.3),
                    _ => {}
                }
                trainer.apply(&next).unwrap();
                comparison.apply(&[next], 1).unwrap();
                since.clear();
                assert_eq!(drops(lane(&mut comparison), 0, 100).unwrap().masks, 0, "{per:?}: nothing after a change");
                since.extend(counted(&mut trainer, steps));
                comparison.step(u32::try_from(steps).unwrap());
                for wanted in [1, 2, 5, 100] {
                    let own = drops(lane(&mut comparison), 0, wanted).unwrap();
                    let last = &since[since.len().saturating_sub(wanted as usize)..];
                    assert_eq!(own.steps as usize, last.len());
                    for (unit, &dropped) in own.dropped.iter().enumerate() {
                        // One example speaks for a batch.
                        let expected: u32 = last
                            .iter()
                            .map(|(counts, examples)| match per {
                                MaskPer::Example => counts[unit],
                                MaskPer::Batch => u32::from(counts[unit] as usize == *examples),
                            })
                            .sum();
                        assert_eq!(dropped, expected, "{per:?}, round {round}, {wanted} steps, unit {unit}");
                    }
                    let masks: usize =
                        last.iter().map(|(_, examples)| if per == MaskPer::Batch { 1 } else { *examples }).sum();
                    assert_eq!(own.masks as usize, masks, "{per:?}, round {round}");
                }
                // What does not touch the masks does not start the count again.
                let mut view = trainer.experiment().clone();
                view.dropout.evaluate = Mode::Train;
                view.dropout.scaling = Scaling::None;
                view.training.learning_rate = 0.001;
                trainer.apply(&view).unwrap();
                comparison.apply(&[view], 1).unwrap();
                assert_eq!(drops(lane(&mut comparison), 0, 2).unwrap().steps, 2);
            }
            comparison.reset();
            assert_eq!(drops(lane(&mut comparison), 0, 100).unwrap().steps, 0);
        }
    }
}

/// Looking in every way changes nothing that follows.
#[test]
fn looking_leaves_training_alone() {
    for per in [MaskPer::Example, MaskPer::Batch] {
        let mut experiment = base();
        experiment.dropout.mask = per;
        let mut plain = Comparison::new(&[experiment.clone()], 2).unwrap();
        let mut looked_at = Comparison::new(&[experiment], 2).unwrap();
        for step in 0..25 {
            for replica in 0..2 {
                let lane = lane(&mut looked_at);
                let sampling = Sampling { side: 9, example: 1, first: step, samples: 5, kept: 2 };
                assert!(sub_networks(lane, replica, &sampling).is_some());
                watched(lane, replica, 1);
                scales(lane, replica, 3);
                drops(lane, replica, 50);
                lane.summary_in(Mode::Train);
                lane.summary_in(Mode::Eval);
            }
            plain.step(1);
            looked_at.step(1);
            let hashes = |comparison: &mut Comparison| -> Vec<u64> {
                comparison.lanes()[0].runs().iter().map(|run| run.hash()).collect()
            };
            assert_eq!(hashes(&mut plain), hashes(&mut looked_at), "{per:?}, step {step}");
        }
    }
}

/// Both modes' figures are those of the trainer, whatever `dropout.evaluate` says.
#[test]
fn figures_in_both_modes() {
    for evaluate in [Mode::Eval, Mode::Train] {
        let mut experiment = base();
        experiment.dropout.evaluate = evaluate;
        let (mut comparison, mut trainer) = trained(&experiment, 12);
        for mode in [Mode::Eval, Mode::Train] {
            let summary = lane(&mut comparison).summary_in(mode);
            assert_eq!(summary.replicas[0].train, trainer.evaluate(Set::Train, mode));
            assert_eq!(summary.replicas[0].dev, trainer.evaluate(Set::Dev, mode));
        }
        let own = lane(&mut comparison).summary();
        assert_eq!(own, lane(&mut comparison).summary_in(evaluate));
    }
}

/// Without dropout all networks are the whole one; without a replica there is nothing.
#[test]
fn without_dropout() {
    let mut experiment = base();
    experiment.dropout = trainscope::experiment::Dropout::default();
    experiment.initialization.weights = Scheme::XavierNormal;
    let (mut comparison, _) = trained(&experiment, 3);
    let own = look(&mut comparison, 0, 0, 3, 2);
    assert_eq!(own.watched.as_ref(), Some(&own.full));
    assert_eq!((&own.mean, &own.average), (&own.full, &own.full));
    assert!(own.masks.iter().all(|&kept| kept) && own.spread.iter().all(|&spread| spread == 0.0));
    assert_eq!((own.mean_from_full.difference, own.mean_from_full.agreement), (0.0, Some(1.0)));
    assert!(scales(lane(&mut comparison), 0, 2).iter().all(|own| own.train.mean == own.eval));
    let counts = drops(lane(&mut comparison), 0, 10).unwrap();
    assert!(counts.dropped.iter().all(|&dropped| dropped == 0) && counts.steps == 3);
    let sampling = Sampling { side: 5, example: 0, first: 0, samples: 2, kept: 1 };
    assert_eq!(sub_networks(lane(&mut comparison), 1, &sampling), None);
    assert_eq!(watched(lane(&mut comparison), 1, 0), None);
    assert_eq!(scales(lane(&mut comparison), 1, 2), []);
    assert_eq!(drops(lane(&mut comparison), 1, 2), None);
}

/// Going back to a checkpoint goes back to its counts, unless masks are drawn in another way since.
#[test]
fn counts_go_back_with_the_training() {
    let mut comparison = Comparison::new(&[base()], 1).unwrap();
    let mut known = Vec::new();
    for _ in 0..12 {
        comparison.checkpoint();
        known.push(drops(lane(&mut comparison), 0, 5).unwrap());
        comparison.step(1);
    }
    for step in [7, 3, 11] {
        assert!(comparison.restore(step));
        assert_eq!(drops(lane(&mut comparison), 0, 5).unwrap(), known[usize::try_from(step).unwrap()]);
    }
    assert!(comparison.restore(6));
    let mut lighter = base();
    lighter.dropout.p = Each::All(0.1);
    comparison.apply(&[lighter], 1).unwrap();
    assert!(comparison.restore(3));
    assert_eq!(drops(lane(&mut comparison), 0, 5).unwrap().steps, 0, "other masks than were drawn then");
    comparison.step(6);
    comparison.checkpoint();
    let known = drops(lane(&mut comparison), 0, 50).unwrap();
    assert_eq!(known.steps, 6);
    comparison.step(3);
    assert!(comparison.restore(9));
    assert_eq!(drops(lane(&mut comparison), 0, 50).unwrap(), known);
}
