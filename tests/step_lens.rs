//! The step that is shown before it is made is the step that is made, and its numbers are the textbook's.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test stops where something is missing")]

mod support {
    pub(crate) mod reference;
}

use support::reference::{Example, Reference};
use trainscope::data::Set;
use trainscope::experiment::{Activation, Each, Effect, Experiment, MaskPer, OptimizerKind, Placement, Scaling};
use trainscope::lens::{ComingStep, coming_step};
use trainscope::train::{Comparison, Lane};

fn experiment(json: &str) -> Experiment {
    Experiment::from_json(json).unwrap()
}

fn comparison(experiment: &Experiment, replicas: u32) -> Comparison {
    Comparison::new(core::slice::from_ref(experiment), replicas).unwrap()
}

fn look(comparison: &mut Comparison, replica: usize, example: usize) -> ComingStep {
    coming_step(&mut comparison.lanes()[0], replica, example).unwrap()
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|x| x.to_bits()).collect()
}

/// Every way of dropping units, with an activation that tells placements apart.
fn droppings() -> Vec<Experiment> {
    let mut all = vec![experiment(r#"{"network": {"layers": [5, 4], "activation": "tanh"}}"#)];
    for scaling in [Scaling::Inverted, Scaling::Classic, Scaling::None] {
        for placement in [Placement::After, Placement::Before] {
            for mask in [MaskPer::Example, MaskPer::Batch] {
                for activation in [Activation::Sigmoid, Activation::Relu] {
                    let mut one = all[0].clone();
                    one.network.activation = Each::All(activation);
                    one.dropout.p = Each::List(vec![0.5, 0.25]);
                    one.dropout.input = 0.2;
                    (one.dropout.scaling, one.dropout.placement, one.dropout.mask) = (scaling, placement, mask);
                    all.push(one);
                }
            }
        }
    }
    all
}

/// What one example goes through, with plain loops in f64: z of every unit, and what every unit hands on.
fn trace(experiment: &Experiment, parameters: &[f32], x: &[f64], factors: &[f32]) -> (Vec<f64>, Vec<f64>) {
    let sizes = experiment.sizes();
    let mut parameters = parameters.iter().map(|&w| f64::from(w));
    let mut factors = factors.iter().map(|&factor| f64::from(factor));
    let mut values: Vec<f64> = x.iter().map(|x| x * factors.next().unwrap()).collect();
    let (mut all_z, mut all_a) = (Vec::new(), values.clone());
    for layer in 1..sizes.len() {
        let rows: Vec<Vec<f64>> = (0..sizes[layer]).map(|_| parameters.by_ref().take(values.len()).collect()).collect();
        let biases: Vec<f64> = parameters.by_ref().take(sizes[layer]).collect();
        let mut next = Vec::new();
        for (row, bias) in rows.iter().zip(biases) {
            let z = row.iter().zip(&values).map(|(w, a)| w * a).sum::<f64>() + bias;
            all_z.push(z);
            if layer + 1 == sizes.len() {
                next.push(z);
                continue;
            }
            let factor = factors.next().unwrap();
            let f = |z: f64| match experiment.network.activation.get(layer - 1).unwrap() {
                Activation::Tanh => libm::tanh(z),
                Activation::Sigmoid => 1.0 / (1.0 + libm::exp(-z)),
                Activation::Relu => z.max(0.0),
                other => panic!("{other:?}"),
            };
            next.push(match experiment.dropout.placement {
                Placement::After => factor * f(z),
                Placement::Before => f(factor * z),
            });
        }
        all_a.extend_from_slice(&next);
        values = next;
    }
    (all_z, all_a)
}

/// The row of the training set that the followed example is.
fn row(lane: &Lane, coming: &ComingStep) -> usize {
    let point = coming.points[coming.example];
    lane.workspace().examples(Set::Train).point.iter().position(|&other| other == point).unwrap()
}

/// Half a unit in the last place of f32, and room for the sums: a dozen terms of at most about 5.
const ROUNDING: f64 = 3e-6;

fn assert_near(got: &[f32], wanted: &[f64], bound: f64, what: &str) {
    assert_eq!(got.len(), wanted.len(), "{what}");
    for (i, (&got, &wanted)) in got.iter().zip(wanted).enumerate() {
        assert!((f64::from(got) - wanted).abs() < bound, "{what} {i}: {got}, not {wanted}");
    }
}

#[test]
fn an_example_goes_through_the_network_of_a_textbook() {
    for experiment in droppings() {
        let mut comparison = comparison(&experiment, 1);
        for example in [0, 3, 9] {
            comparison.step(21);
            let coming = look(&mut comparison, 0, example);
            let lane = &comparison.lanes()[0];
            let train = lane.workspace().examples(Set::Train);
            let at = row(lane, &coming);
            let x: Vec<f64> = (0..train.inputs).map(|input| f64::from(train.plane(input)[at])).collect();
            let (z, a) = trace(&experiment, &coming.before, &x, &coming.factors);
            assert!(coming.x.iter().zip(&x).all(|(&got, &wanted)| f64::from(got) == wanted), "{:?}", coming.x);
            let what = format!("{:?} example {example}", experiment.dropout);
            assert_near(&coming.z, &z, ROUNDING, &format!("{what}: z"));
            assert_near(&coming.a, &a, ROUNDING, &format!("{what}: a"));
            assert_eq!(coming.target.to_bits(), train.targets[at].to_bits());

            // A bias moves its unit's z alone, one for one, so the derivative by it is the derivative by z. The reference takes
            // it from two costs, each forward.
            let own = Example { x, target: f64::from(coming.target), kept: kept(&experiment, &coming) };
            let reference = Reference::new(&experiment);
            let parameters: Vec<f64> = coming.before.iter().map(|&w| f64::from(w)).collect();
            let single = core::slice::from_ref(&own);
            assert!((coming.loss - reference.loss(&parameters, single)).abs() < ROUNDING, "{what}");
            if !near_a_kink(&experiment, &coming) {
                let gradient = reference.gradient(&parameters, single);
                let by_bias: Vec<f64> = lane
                    .workspace()
                    .network()
                    .layers()
                    .iter()
                    .flat_map(|layer| &gradient[layer.biases.clone()])
                    .map(|derivative| derivative / coming.points.len() as f64)
                    .collect();
                assert_near(&coming.delta, &by_bias, ROUNDING, &format!("{what}: delta"));
            }
        }
    }
}

/// Which units the factors keep, as the reference reads them, and that they are what dropout's scaling says.
fn kept(experiment: &Experiment, coming: &ComingStep) -> Option<Vec<Vec<bool>>> {
    let mut factors = coming.factors.iter();
    let sizes = experiment.sizes();
    let rates: Vec<f64> = core::iter::once(experiment.dropout.input)
        .chain((0..sizes.len() - 2).map(|hidden| experiment.dropout.p.get(hidden).unwrap()))
        .collect();
    let mut layers = Vec::new();
    for (&p, units) in rates.iter().zip(sizes) {
        let whole = if experiment.dropout.scaling == Scaling::Inverted { 1.0 / (1.0 - p) } else { 1.0 };
        #[expect(clippy::cast_possible_truncation, reason = "rounding to f32 is what is wanted")]
        let whole = whole as f32;
        let own: Vec<f32> = factors.by_ref().take(units).copied().collect();
        assert!(own.iter().all(|&factor| factor == whole || (factor == 0.0 && p > 0.0)), "{own:?} at {p}");
        layers.push(own.iter().map(|&factor| factor != 0.0).collect());
    }
    assert_eq!(factors.next(), None);
    Some(layers)
}

/// Where a difference quotient is not the derivative; the reference would refuse.
fn near_a_kink(experiment: &Experiment, coming: &ComingStep) -> bool {
    let hidden = coming.z.len() - experiment.output_count();
    experiment.network.activation == Each::All(Activation::Relu) && coming.z[..hidden].iter().any(|z| z.abs() < 1e-3)
}

#[test]
fn what_is_read_is_what_the_passes_hold_bit_for_bit() {
    for experiment in droppings() {
        let mut comparison = comparison(&experiment, 1);
        comparison.step(5);
        let coming = look(&mut comparison, 0, 2);
        let outputs = experiment.output_count();
        let hidden = coming.z.len() - outputs;
        let inputs = experiment.input_count();
        // Outputs are z itself, and ReLU leaves its bits or 0.
        assert_eq!(bits(&coming.z[hidden..]), bits(&coming.a[inputs + hidden..]));
        if experiment.network.activation == Each::All(Activation::Relu) {
            for (unit, &z) in coming.z[..hidden].iter().enumerate() {
                let expected = z.max(0.0) * coming.factors[inputs + unit];
                // Neither side is ever read for the sign of a zero.
                assert!(expected == coming.a[inputs + unit], "unit {unit}: {z} gives {}", coming.a[inputs + unit]);
            }
        }
        for (unit, &factor) in coming.factors[inputs..].iter().enumerate() {
            assert!(factor != 0.0 || coming.delta[unit] == 0.0, "a dropped unit has a derivative");
        }
    }
}

const OPTIMIZERS: [OptimizerKind; 7] = [
    OptimizerKind::Sgd,
    OptimizerKind::Momentum,
    OptimizerKind::Nesterov,
    OptimizerKind::RmsProp,
    OptimizerKind::Adagrad,
    OptimizerKind::Adam,
    OptimizerKind::AdamW,
];

/// The step is announced for a replica, made, and found to be the one announced.
fn assert_made(comparison: &mut Comparison, replica: usize, what: &str) {
    let coming = look(comparison, replica, 0);
    comparison.step(1);
    let lane = &mut comparison.lanes()[0];
    let run = &lane.runs()[replica];
    assert_eq!(run.steps(), coming.step, "{what}");
    assert_eq!(bits(run.parameters()), bits(&coming.after), "{what}");
    assert_eq!(bits(run.last_gradient()), bits(&coming.gradient), "{what}");
    assert_eq!(run.divergence(), coming.diverged, "{what}");
    let train = lane.workspace().examples(Set::Train);
    let points: Vec<u32> = run.batch().iter().map(|&row| train.point[row as usize]).collect();
    assert_eq!(points, coming.points, "{what}");
    let kept: Vec<bool> = coming.factors.iter().map(|&factor| factor != 0.0).collect();
    assert_eq!(lane.watched_masks(replica, 0), kept, "{what}");
}

#[test]
fn the_step_that_is_shown_is_the_step_that_is_made() {
    for optimizer in OPTIMIZERS {
        for (number, mut experiment) in droppings().into_iter().enumerate() {
            experiment.training.optimizer = optimizer;
            // A short last mini-batch; every third time clipping, every second penalties and decay.
            experiment.training.batch = 47;
            experiment.training.clip_norm = if number % 3 == 0 { 0.1 } else { 0.0 };
            if number % 2 == 0 {
                (experiment.regularization.l1, experiment.regularization.l2) = (0.01, 0.02);
                experiment.regularization.weight_decay = 0.03;
                experiment.regularization.biases = number % 4 == 0;
            }
            let what = format!("{optimizer:?} {number}");
            // Of five runs four are a team where nothing keeps them from it.
            let mut comparison = comparison(&experiment, 5);
            for round in 0..9 {
                assert_made(&mut comparison, [0, 2, 4][round % 3], &what);
                comparison.step(u32::try_from(round % 2).unwrap());
                if round == 4 {
                    comparison.lanes()[0].set_frozen(&[0, 3, 12], true);
                }
            }
        }
    }
}

#[test]
fn so_is_one_of_several_blocks_and_one_that_leaves_the_numbers() {
    let large = experiment(
        r#"{"data": {"points": 1000}, "dropout": {"p": 0.3}, "training": {"batch": 500, "optimizer": "adam"}}"#,
    );
    let mut several = comparison(&large, 1);
    several.step(2);
    let coming = look(&mut several, 0, 400);
    assert_eq!((coming.example, coming.points.len()), (400, 500));
    let first = look(&mut several, 0, 0);
    assert_eq!((coming.batch_loss, &coming.after), (first.batch_loss, &first.after));
    assert_ne!(coming.factors, first.factors);
    assert_made(&mut several, 0, "several blocks");
    // The last mini-batch of the epoch is short, and the example is the last of it.
    let last = look(&mut several, 0, usize::MAX);
    assert_eq!(last.example + 1, last.points.len());

    let wild =
        experiment(r#"{"data": {"dataset": "wave"}, "network": {"layers": [16]}, "training": {"learning_rate": 100}}"#);
    let mut wild = comparison(&wild, 1);
    while coming_step(&mut wild.lanes()[0], 0, 0).is_some() {
        assert_made(&mut wild, 0, "diverging");
    }
    assert!(wild.lanes()[0].runs()[0].divergence().is_some());
}

#[test]
fn the_gradient_is_the_mean_over_the_batch_and_the_penalty_clipped() {
    let mut experiment = droppings()[1].clone();
    let mut plain = comparison(&experiment, 1);
    plain.step(7);
    let data = look(&mut plain, 0, 0);
    assert_eq!(bits(&data.data_gradient), bits(&data.gradient));
    let length = |gradient: &[f32]| gradient.iter().map(|&g| f64::from(g) * f64::from(g)).sum::<f64>().sqrt();
    assert!((data.norm - length(&data.gradient)).abs() < 1e-12);

    // Its terms are the examples' own: δ of a unit times what it is given.
    let layer = plain.lanes()[0].workspace().network().layers()[1].clone();
    let mut sum = vec![0.0; layer.weights.len()];
    for example in 0..data.points.len() {
        let own = look(&mut plain, 0, example);
        let (delta, a) = (&own.delta[layer.inputs..], &own.a[2..]);
        for (o, row) in sum.chunks_exact_mut(layer.inputs).enumerate() {
            row.iter_mut().zip(a).for_each(|(sum, &a)| *sum += f64::from(delta[o]) * f64::from(a));
        }
    }
    assert_near(&data.gradient[layer.weights], &sum, ROUNDING, "sum over the examples");

    experiment.regularization.l2 = 0.5;
    experiment.training.clip_norm = 0.01;
    assert_eq!(plain.apply(core::slice::from_ref(&experiment), 1).unwrap(), Effect::Live);
    let clipped = look(&mut plain, 0, 0);
    assert_eq!(bits(&clipped.data_gradient), bits(&data.data_gradient));
    assert!((length(&clipped.gradient) - 0.01).abs() < 1e-6);
    let decays = |number: usize| !plain_bias(&experiment, number);
    for (number, &w) in clipped.before.iter().enumerate() {
        let penalty = if decays(number) { 0.5 * f64::from(w) } else { 0.0 };
        let whole = f64::from(clipped.data_gradient[number]) + penalty;
        let wanted = whole * 0.01 / clipped.norm;
        // PyTorch's guard of 1e-6 beside the norm, and rounding.
        assert!((f64::from(clipped.gradient[number]) - wanted).abs() < 1e-7, "{number}");
    }
}

/// Whether a parameter is a bias.
fn plain_bias(experiment: &Experiment, number: usize) -> bool {
    let mut start = 0;
    experiment.sizes().windows(2).any(|pair| {
        let biases = start + pair[0] * pair[1]..start + (pair[0] + 1) * pair[1];
        start = biases.end;
        biases.contains(&number)
    })
}

#[test]
fn looking_changes_nothing() {
    for experiment in droppings().into_iter().step_by(5) {
        let mut watched = comparison(&experiment, 6);
        let mut alone = comparison(&experiment, 6);
        let mut changed = experiment.clone();
        changed.dropout.p = Each::All(0.8);
        for round in 0..12 {
            watched.step(round);
            alone.step(round);
            if round == 6 {
                watched.apply(core::slice::from_ref(&changed), 6).unwrap();
                alone.apply(core::slice::from_ref(&changed), 6).unwrap();
            }
            (0..6).for_each(|replica| drop(look(&mut watched, replica, 1)));
            for replica in 0..6 {
                // The masks of the last step are still those of the last step, also after p was changed.
                let masks = alone.lanes()[0].watched_masks(replica, 0);
                assert_eq!(watched.lanes()[0].watched_masks(replica, 0), masks);
                let (a, b) = (&watched.lanes()[0].runs()[replica], &alone.lanes()[0].runs()[replica]);
                assert_eq!((a.hash(), a.batch(), a.steps()), (b.hash(), b.batch(), b.steps()));
                assert_eq!(bits(a.last_gradient()), bits(b.last_gradient()));
            }
        }
    }
}
