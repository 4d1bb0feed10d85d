//! Dropout: what it is, and when it helps.

use trainscope::data::Set;
use trainscope::experiment::{Dataset, Experiment, Mode};
use trainscope::train::Trainer;

use super::statistics::{Interval, difference, mean, share};
use super::support::{Claim, Shape, Trial, bits, experiment, figure, named, seeds_text, trained};

claims!(expectation, ensemble, placement, forgot_eval, dropout_helps, dropout_hurts);

fn expectation(trial: Trial) -> Claim {
    /// Copies of one point: each gets a mask of its own.
    const COPIES: usize = 20_000;
    let seeds = trial.seeds(5);
    let fields = |scaling: &str| {
        format!(
            "split.dev=0&split.test=0&network.layers=9,7&network.activation=linear&initialization.weights=xavier_normal&initialization.bias=pytorch&dropout.p={}&dropout.input=0.2&dropout.scaling={scaling}&training.learning_rate=0",
            trial.pick("0.4,0.3", "0.6,0.1")
        )
    };
    // How far the mean over all masks is from the output at test, in standard errors.
    let distance = |scaling: &str| {
        let mut own = experiment(&fields(scaling));
        own.data.dataset = Dataset::Custom;
        own.data.custom = vec![[1.5, -0.75, 0.5]; COPIES];
        let mut apart = Vec::new();
        for seed in seeds.clone() {
            // The weights of one seed, the masks of another.
            own.seeds.masks = seed;
            let mut trainer = Trainer::new(&own).unwrap();
            let at_test = f64::from(trainer.outputs(Set::Train, Mode::Eval)[0]);
            apart.extend(trainer.outputs(Set::Train, Mode::Train).iter().map(|&z| f64::from(z) - at_test));
        }
        let Interval { value, high, .. } = mean(&apart);
        (value, value / ((high - value) / 1.96), apart.len())
    };
    let [inverted, classic, none] = ["inverted", "classic", "none"].map(distance);
    let text = |(value, errors, _): (f64, f64, usize)| format!("{value:+.4}, {errors:+.1} standard errors");
    Claim {
        id: "expectation",
        claim: "The mean over masks of a linear network's output in training is its output at test, under inverted and under classic scaling; without scaling it is not.",
        shown: "mean output in train mode over 100,000 masks less the output at test, and how many standard errors that is",
        seeds: format!("masks {} to {}, 20,000 masks each; all others 1", seeds.start, seeds.end - 1),
        figures: vec![figure("inverted", text(inverted)), figure("classic", text(classic)), figure("no scaling", text(none))],
        experiments: vec![named("inverted; the data are not these, but 20,000 times the point (1.5, −0.75)", &fields("inverted"))],
        source: "Srivastava et al. 2014, section 10",
    }
    .if_all(&[
        ("there are 100,000 masks", inverted.2 == 100_000),
        ("inverted scaling keeps the mean", inverted.1.abs() < 4.0),
        ("classic scaling keeps the mean", classic.1.abs() < 4.0),
        ("no scaling does not", none.1.abs() > 50.0),
    ])
}

fn softmax(z: &[f64]) -> Vec<f64> {
    let most = z.iter().copied().fold(f64::MIN, f64::max);
    let exps: Vec<f64> = z.iter().map(|z| libm::exp(z - most)).collect();
    let sum: f64 = exps.iter().sum();
    exps.iter().map(|x| x / sum).collect()
}

/// The largest difference, over dev and classes, of the class probabilities at test from the normalized geometric mean of all
/// 2ⁿ sub-networks, weighted by their probability, in double precision from the trained weights.
fn from_geometric_mean(trainer: &mut Trainer, p: f64) -> f64 {
    let shape = Shape::of(trainer);
    let dev = trainer.prepared().set(Set::Dev).clone();
    let outputs = trainer.outputs(Set::Dev, Mode::Eval);
    let parameters = trainer.parameters().to_vec();
    let layers = shape.layers(&parameters);
    let (hidden, out) = (&layers[0], &layers[1]);
    let (units, classes) = (hidden.0.len(), out.0.len());
    let mut furthest: f64 = 0.0;
    for i in 0..dev.count.min(20) {
        let a: Vec<f64> = hidden
            .0
            .iter()
            .zip(hidden.1)
            .map(|(row, &bias)| {
                let z = row
                    .iter()
                    .enumerate()
                    .map(|(input, &w)| f64::from(w) * f64::from(dev.plane(input)[i]))
                    .sum::<f64>();
                libm::tanh(z + f64::from(bias))
            })
            .collect();
        let mut logs = vec![0.0; classes];
        for kept in 0_u32..1 << units {
            let count = kept.count_ones() as f64;
            let weight = libm::pow(1.0 - p, count) * libm::pow(p, units as f64 - count);
            let z: Vec<f64> = out
                .0
                .iter()
                .zip(out.1)
                .map(|(row, &bias)| {
                    let of_kept = row.iter().zip(&a).enumerate().filter(|(unit, _)| kept >> unit & 1 == 1);
                    f64::from(bias) + of_kept.map(|(_, (&w, a))| f64::from(w) * a / (1.0 - p)).sum::<f64>()
                })
                .collect();
            logs.iter_mut().zip(softmax(&z)).for_each(|(log, q)| *log += weight * libm::log(q));
        }
        let own: Vec<f64> = outputs[i * classes..(i + 1) * classes].iter().map(|&z| f64::from(z)).collect();
        for (geometric, own) in softmax(&logs).iter().zip(softmax(&own)) {
            furthest = furthest.max((geometric - own).abs());
        }
    }
    furthest
}

/// Over dev, how far the probability of class 1 at test is from the mean over 400 sampled sub-networks, and how far a single
/// sub-network is from it: root mean squares.
fn from_mean(trainer: &mut Trainer) -> [f64; 2] {
    const SAMPLES: u32 = 400;
    let sigmoid = |z: &f32| 1.0 / (1.0 + libm::exp(-f64::from(*z)));
    let full: Vec<f64> = trainer.outputs(Set::Dev, Mode::Eval).iter().map(sigmoid).collect();
    let mut still = trainer.experiment().clone();
    // Steps are made only for their number, which names the masks.
    still.training.learning_rate = 0.0;
    trainer.apply(&still).unwrap();
    let mut samples = Vec::new();
    for _ in 0..SAMPLES {
        trainer.step();
        samples.push(trainer.outputs(Set::Dev, Mode::Train).iter().map(sigmoid).collect::<Vec<f64>>());
    }
    let mean: Vec<f64> =
        (0..full.len()).map(|i| samples.iter().map(|sample| sample[i]).sum::<f64>() / f64::from(SAMPLES)).collect();
    let apart = |a: &[f64]| {
        let squares: f64 = a.iter().zip(&mean).map(|(a, b)| (a - b) * (a - b)).sum();
        (squares / mean.len() as f64).sqrt()
    };
    [apart(&full), samples.iter().map(|sample| apart(sample)).sum::<f64>() / f64::from(SAMPLES)]
}

fn ensemble(trial: Trial) -> Claim {
    let seeds = trial.seeds(30);
    let p = trial.pick(0.5, 0.3);
    let one = format!(
        "data.noise=0.4&data.dataset=moons&network.layers=10&network.activation=tanh&dropout.p={p}&training.loss=softmax_cross_entropy&training.learning_rate=0.1"
    );
    let three = format!(
        "data.noise=0.3&data.dataset=moons&network.layers=32,32,32&dropout.p={p}&training.optimizer=adam&training.learning_rate=0.005"
    );
    let exact: Vec<f64> =
        seeds.clone().map(|seed| from_geometric_mean(&mut trained(&experiment(&one), seed, 500), p)).collect();
    let deep: Vec<[f64; 2]> =
        seeds.clone().map(|seed| from_mean(&mut trained(&experiment(&three), seed, 1000))).collect();
    let full: Vec<f64> = deep.iter().map(|pair| pair[0]).collect();
    let single: Vec<f64> = deep.iter().map(|pair| pair[1]).collect();
    let furthest = exact.iter().copied().fold(0.0, f64::max);
    Claim {
        id: "ensemble",
        claim: "The scaled full network stands for the average of its sub-networks: with one softmax layer above the dropped units it is their normalized geometric mean, to rounding; three ReLU layers deep it is near their arithmetic mean, nearer than a single sub-network is in every run.",
        shown: "one layer: largest difference of probabilities on dev from the geometric mean of all 1,024 sub-networks; three layers: root mean square difference on dev from the mean of 400 sampled ones, with a t interval over the seeds",
        seeds: seeds_text(&seeds),
        figures: vec![
            figure("one layer, largest difference of any run", format!("{furthest:.1e}")),
            figure("three layers, the full network", mean(&full).text(3)),
            figure("three layers, a single sub-network", mean(&single).text(3)),
        ],
        experiments: vec![named("one layer, 500 steps", &one), named("three layers, 1,000 steps", &three)],
        source: "Srivastava et al. 2014; Baldi and Sadowski 2013",
    }
    .if_all(&[
        ("it is the geometric mean, to rounding", furthest < 3e-6),
        ("the full network is near the mean", mean(&full).high < 0.1),
        ("and nearer than one sub-network, in every run", deep.iter().all(|[full, single]| full < single)),
    ])
}

fn placement(trial: Trial) -> Claim {
    let seeds = trial.seeds(10);
    let fields = |activation: &str, scaling: &str, placement: &str| {
        format!(
            "network.layers=9,7&network.activation={activation}&dropout.p=0.4&dropout.scaling={scaling}&dropout.placement={placement}&training.learning_rate=0.1"
        )
    };
    let same = |activation: &str, scaling: &str| {
        let after = |placement| {
            move |seed| bits(trained(&experiment(&fields(activation, scaling, placement)), seed, 300).parameters())
        };
        seeds.clone().filter(|&seed| after("after")(seed) == after("before")(seed)).count()
    };
    let cases = [
        ("relu", "inverted", 10),
        ("relu", "classic", 10),
        ("tanh", "inverted", 0),
        ("tanh", "classic", 10),
        ("sigmoid", "inverted", 0),
        ("sigmoid", "classic", 0),
    ];
    let found: Vec<_> =
        cases.iter().map(|&(activation, scaling, expected)| (same(activation, scaling), expected)).collect();
    let figures = cases.iter().zip(&found).map(|((activation, scaling, _), (same, _))| {
        figure(format!("{activation}, {scaling}: trainings that are the same"), format!("{same} of {}", seeds.len()))
    });
    Claim {
        id: "placement",
        claim: "Before or after ReLU, dropout gives the same training. Before or after a sigmoid it never does: a dropped input is a half. For tanh, whose value at 0 is 0, the place matters only where the kept units are scaled in training, as in inverted dropout.",
        shown: "exact, bit for bit: weights after 300 steps with the mask after and before the activation",
        seeds: seeds_text(&seeds),
        figures: figures.collect(),
        experiments: vec![named("ReLU, inverted, after", &fields("relu", "inverted", "after"))],
        source: "Srivastava et al. 2014 (after the activation)",
    }
    .if_all(&[("trainings are the same or not as expected", found.iter().all(|(same, expected)| same == expected))])
}

fn accuracy(trainer: &mut Trainer, set: Set, mode: Mode) -> f64 {
    trainer.evaluate(set, mode).unwrap().accuracy.unwrap()
}

fn forgot_eval(trial: Trial) -> Claim {
    let seeds = trial.seeds(100);
    let fields = format!(
        "data.dataset=moons&data.noise=0.2&network.layers={}&dropout.p=0.5&training.optimizer=adam&training.learning_rate=0.01",
        trial.pick("16,16", "20,20")
    );
    let (mut eval, mut train, mut spread, mut still) = (Vec::new(), Vec::new(), Vec::new(), true);
    for seed in seeds.clone() {
        let mut trainer = trained(&experiment(&fields), seed, 1000);
        let mut frozen = trainer.experiment().clone();
        frozen.training.learning_rate = 0.0;
        trainer.apply(&frozen).unwrap();
        let at_test = accuracy(&mut trainer, Set::Dev, Mode::Eval);
        let mut seen = Vec::new();
        for _ in 0..20 {
            trainer.step();
            seen.push(accuracy(&mut trainer, Set::Dev, Mode::Train));
            still &= accuracy(&mut trainer, Set::Dev, Mode::Eval) == at_test;
        }
        eval.push(at_test);
        train.push(seen.iter().sum::<f64>() / 20.0);
        let [low, high] = [seen.iter().copied().fold(1.0, f64::min), seen.iter().copied().fold(0.0, f64::max)];
        spread.push(high - low);
    }
    let lost = difference(&train, &eval);
    let worse = eval.iter().zip(&train).filter(|(eval, train)| train < eval).count();
    Claim {
        id: "forgot-eval",
        claim: "Evaluating in train mode lowers the accuracy on dev and makes it flicker while the weights stand still; in eval mode it stands still.",
        shown: "20 evaluations of each trained network, the learning rate set to 0; t interval of the paired difference",
        seeds: seeds_text(&seeds),
        figures: vec![
            figure("accuracy on dev in eval mode", mean(&eval).percent()),
            figure("in train mode", mean(&train).percent()),
            figure("difference", lost.signed(3)),
            figure("runs that are lower", share(worse, eval.len()).percent()),
            figure("highest less lowest of 20 evaluations in train mode", mean(&spread).text(3)),
        ],
        experiments: vec![named("1,000 steps", &fields)],
        source: "PyTorch's documentation of `Module.eval`",
    }
    .if_all(&[
        ("it is lower", lost.high < 0.0),
        ("it flickers in every run", spread.iter().all(|&x| x > 0.0)),
        ("in eval mode it stands still", still),
    ])
}

/// Accuracy on dev, and on train less dev, without dropout and with it: paired over the seeds.
fn with_and_without(seeds: core::ops::Range<u32>, fields: &str, p: f64, steps: u32) -> [[Vec<f64>; 2]; 2] {
    [0.0, p].map(|p| {
        let own: Experiment = experiment(&format!("{fields}&dropout.p={p}"));
        let (mut dev, mut gap) = (Vec::new(), Vec::new());
        for seed in seeds.clone() {
            let mut trainer = trained(&own, seed, steps);
            let on_dev = accuracy(&mut trainer, Set::Dev, Mode::Eval);
            gap.push(accuracy(&mut trainer, Set::Train, Mode::Eval) - on_dev);
            dev.push(on_dev);
        }
        [dev, gap]
    })
}

fn compared([without, with]: &[[Vec<f64>; 2]; 2]) -> (Vec<(String, String)>, [Interval; 2]) {
    let [dev, gap] = [0, 1].map(|i| difference(&with[i], &without[i]));
    let figures = vec![
        figure("accuracy on dev without dropout", mean(&without[0]).percent()),
        figure("accuracy on dev with dropout", mean(&with[0]).percent()),
        figure("difference on dev", dev.signed(4)),
        figure("train less dev without dropout", mean(&without[1]).text(3)),
        figure("train less dev with dropout", mean(&with[1]).text(3)),
        figure("difference of the gap", gap.signed(4)),
    ];
    (figures, [dev, gap])
}

fn dropout_helps(trial: Trial) -> Claim {
    let seeds = trial.seeds(100);
    let (p, steps) = (trial.pick(0.5, 0.4), 1000);
    let fields = format!(
        "data.dataset=moons&data.points=1000&data.noise=0.35&data.label_noise=0.1&split.train=5&split.dev=95&split.test=0&network.layers={}&training.optimizer=adam&training.learning_rate=0.005",
        trial.pick("64,64", "80,80")
    );
    let (figures, [dev, gap]) = compared(&with_and_without(seeds.clone(), &fields, p, steps));
    Claim {
        id: "dropout-helps",
        claim: "Wide network, few noisy points: dropout narrows the gap between train and dev, and raises the accuracy on dev.",
        shown: "1,000 steps; t interval of the paired difference, with dropout less without",
        seeds: seeds_text(&seeds),
        figures,
        experiments: vec![named(&format!("with dropout.p={p} and without"), &fields)],
        source: "Srivastava et al. 2014",
    }
    .if_all(&[("dev rises", dev.low > 0.0), ("the gap narrows", gap.high < 0.0)])
}

fn dropout_hurts(trial: Trial) -> Claim {
    let seeds = trial.seeds(100);
    let (p, steps) = (trial.pick(0.5, 0.4), 2000);
    let fields = format!(
        "data.dataset=circle&data.points=2000&split.train=50&split.dev=50&split.test=0&network.layers={}&training.optimizer=adam&training.learning_rate=0.01",
        trial.pick("4,4", "5,4")
    );
    let runs = with_and_without(seeds.clone(), &fields, p, steps);
    let (mut figures, _) = compared(&runs);
    // Single runs of so narrow a network fail whole, with dropout or without: one such pair outweighs dozens of
    // others in the mean, and does not in a count.
    let [without, with] = &runs;
    let pairs = || with[0].iter().zip(&without[0]);
    let (lower, differ) = (pairs().filter(|(a, b)| a < b).count(), pairs().filter(|(a, b)| a != b).count());
    let falls = share(lower, differ);
    figures.push(figure(
        "of the pairs that differ on dev, lower with dropout",
        format!("{lower} of {differ}: {}", falls.percent()),
    ));
    Claim {
        id: "dropout-hurts",
        claim: "Small network, plenty of data: dropout lowers the accuracy on dev in most runs. How far the mean falls differs from setting to setting, because single runs of so narrow a network fail whole, without dropout too.",
        shown: "2,000 steps; t interval of the paired difference, with dropout less without; of the share Wilson's 95 % interval",
        seeds: seeds_text(&seeds),
        figures,
        experiments: vec![named(&format!("with dropout.p={p} and without"), &fields)],
        source: "Srivastava et al. 2014, figure 11 (data set size)",
    }
    .if_all(&[("dev falls in most pairs", falls.low > 0.5)])
}
