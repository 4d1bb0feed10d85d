//! Where the descent starts.

use trainscope::experiment::{Experiment, Mode};
use trainscope::lens::{signals, theory};
use trainscope::train::{Comparison, Moment};

use super::statistics::{middle, powers, share};
use super::support::{Claim, Shape, Trial, at_start, bits, experiment, figure, named, seeds_text, trained};

claims!(zero_init, constant_init, small_init, large_init, xavier_tanh, he_relu, he_dropout, start_matters);

fn zero_init(trial: Trial) -> Claim {
    let seeds = trial.seeds(10);
    let rest = "network.layers=8,8&initialization.weights=zeros";
    let moved = |fields: &str, seed: u32| {
        let trainer = trained(&experiment(fields), seed, 1000);
        let (now, start) = (bits(trainer.parameters()), bits(trainer.initial_parameters()));
        let mut differ: Vec<bool> = now.iter().zip(&start).map(|(now, start)| now != start).collect();
        (differ.pop() == Some(true), differ.iter().filter(|&&moved| moved).count(), differ.len())
    };
    let tanh = format!("{rest}&network.activation=tanh");
    let sigmoid = format!("{rest}&network.activation=sigmoid");
    let runs: Vec<_> = seeds.clone().map(|seed| moved(&tanh, seed)).collect();
    let others: Vec<_> = seeds.clone().map(|seed| moved(&sigmoid, seed)).collect();
    let most = runs.iter().map(|run| run.1).max().unwrap_or(usize::MAX);
    let least = others.iter().map(|run| run.1).min().unwrap_or(0);
    Claim {
        id: "zero-init",
        claim: "With zero weights and tanh no weight and no hidden bias ever moves; only the output bias learns. With sigmoid, whose value at 0 is ½, they do move.",
        shown: "exact, bit for bit, after 1,000 steps",
        seeds: seeds_text(&seeds),
        figures: vec![
            figure("tanh: parameters moved, without the output bias", format!("{most} of {}", runs[0].2)),
            figure("tanh: runs whose output bias moved", format!("{} of {}", runs.iter().filter(|run| run.0).count(), runs.len())),
            figure("sigmoid: parameters moved, fewest of any run", format!("{least} of {}", others[0].2)),
        ],
        experiments: vec![named("tanh", &tanh), named("sigmoid", &sigmoid)],
        source: "Goodfellow, Bengio and Courville 2016, section 8.4",
    }
    .if_all(&[
        ("nothing but the output bias moves", most == 0),
        ("the output bias moves in every run", runs.iter().all(|run| run.0)),
        ("sigmoid's weights move", least > 0),
    ])
}

/// Pairs of units of one hidden layer whose incoming weights and bias are the same bits, and all pairs.
fn twins(experiment: &Experiment, seed: u32) -> (usize, usize) {
    let trainer = trained(experiment, seed, 1000);
    let shape = Shape::of(&trainer);
    let (mut same, mut pairs) = (0, 0);
    for (rows, biases) in shape.layers(trainer.parameters()).split_last().unwrap().1 {
        for a in 0..rows.len() {
            for b in 0..a {
                pairs += 1;
                same += usize::from(bits(rows[a]) == bits(rows[b]) && biases[a].to_bits() == biases[b].to_bits());
            }
        }
    }
    (same, pairs)
}

fn constant_init(trial: Trial) -> Claim {
    let seeds = trial.seeds(10);
    let plain = "network.layers=6,6&network.activation=tanh&initialization.weights=constant&initialization.value=0.3";
    let dropped = format!("{plain}&dropout.p=0.5");
    let count = |fields: &str| {
        let runs: Vec<_> = seeds.clone().map(|seed| twins(&experiment(fields), seed)).collect();
        (runs.iter().map(|run| run.0).sum::<usize>(), runs.iter().map(|run| run.1).sum::<usize>())
    };
    let (without, with) = (count(plain), count(&dropped));
    Claim {
        id: "constant-init",
        claim: "Units of a layer that start equal stay equal: the layer is one unit. Dropout parts them.",
        shown: "exact, bit for bit, after 1,000 steps: pairs of hidden units of one layer that have the same weights and bias",
        seeds: seeds_text(&seeds),
        figures: vec![
            figure("equal pairs without dropout", format!("{} of {}", without.0, without.1)),
            figure("equal pairs with dropout", format!("{} of {}", with.0, with.1)),
        ],
        experiments: vec![named("without dropout", plain), named("with dropout", &dropped)],
        source: "Goodfellow, Bengio and Courville 2016, section 8.4",
    }
    .if_all(&[
        ("every pair stays equal without dropout", without.0 == without.1 && without.1 > 0),
        ("no pair stays equal with dropout", with.0 == 0),
    ])
}

/// Over all seeds, by layer: what is measured, and what theory expects.
struct Depths {
    /// `[number][layer][seed]`; 1 is the activations, 2 the derivatives by z, 3 the gradient by the weights.
    measured: [Vec<Vec<f64>>; 4],
    /// `[number][layer][seed]`, measured over expected.
    ratio: [Vec<Vec<f64>>; 3],
}

impl Depths {
    fn of(experiment: &Experiment, seeds: core::ops::Range<u32>, mode: Mode) -> Self {
        let layers = experiment.sizes().len() - 1;
        let empty = || vec![Vec::new(); layers];
        let mut depths = Self { measured: core::array::from_fn(|_| empty()), ratio: core::array::from_fn(|_| empty()) };
        for seed in seeds {
            let (spreads, theory) =
                at_start(experiment, seed, |lane| (signals(lane, Moment::Start, mode), theory(lane, mode).unwrap()));
            for (l, (own, expected)) in spreads.values.iter().zip(&theory.layers).enumerate() {
                for number in 0..4 {
                    depths.measured[number][l].push(own[number]);
                    if number < 3 {
                        depths.ratio[number][l].push(own[number] / expected[number]);
                    }
                }
            }
        }
        depths
    }

    /// The largest factor from theory, over the hidden layers, either way: of the root mean square over the seeds, since it is the
    /// second moment that theory is about.
    fn furthest(&self, number: usize) -> f64 {
        let hidden = &self.ratio[number][..self.ratio[number].len() - 1];
        let over_seeds = |layer: &Vec<f64>| (layer.iter().map(|x| x * x).sum::<f64>() / layer.len() as f64).sqrt();
        hidden.iter().map(over_seeds).map(|x| x.max(1.0 / x)).fold(1.0, f64::max)
    }

    /// By what the square of a number is multiplied from one hidden layer to the next: the geometric mean, of each seed.
    fn growth(&self, number: usize) -> Vec<f64> {
        let (first, last) = (&self.measured[number][0], &self.measured[number][self.last()]);
        let steps = self.last() as f64;
        first.iter().zip(last).map(|(a, b)| libm::exp(2.0 * libm::log(b / a) / steps)).collect()
    }

    /// The last hidden layer.
    fn last(&self) -> usize {
        self.measured[0].len() - 2
    }
}

/// A network of equal layers.
fn deep(layers: usize, width: usize, rest: &str) -> String {
    format!("network.layers={}&{rest}", vec![width.to_string(); layers].join(","))
}

const DEPTHS: &str = "root mean squares over 128 training examples before the first step, beside the mean-field recursion; medians over the seeds, and between which values the middle 90 % of them lie; theory is held against the root mean square over the seeds";

fn small_init(trial: Trial) -> Claim {
    let seeds = trial.seeds(100);
    let fields =
        deep(20, trial.pick(64, 48), "network.activation=tanh&initialization.weights=normal&initialization.sigma=0.01");
    let depths = Depths::of(&experiment(&fields), seeds.clone(), Mode::Eval);
    let (last, first) = (&depths.measured[1][depths.last()], &depths.measured[3][0]);
    let (forward, back) = (depths.furthest(1), depths.furthest(2));
    Claim {
        id: "small-init",
        claim: "20 tanh layers, σ = 0.01: the last layer's activations vanish, and so do the first layer's gradients, both as theory says.",
        shown: DEPTHS,
        seeds: seeds_text(&seeds),
        figures: vec![
            figure("activations of the last hidden layer", powers(middle(last))),
            figure("gradient of the first layer's weights", powers(middle(first))),
            figure("activations: over all seeds, furthest from theory of any layer", format!("a factor of {forward:.2}")),
            figure("derivatives: over all seeds, furthest from theory of any layer", format!("a factor of {back:.2}")),
        ],
        experiments: vec![named("", &fields)],
        source: "Glorot and Bengio 2010; Poole et al. 2016; Schoenholz et al. 2017",
    }
    .if_all(&[
        ("activations vanish", last.iter().all(|&x| x < 1e-15)),
        ("gradients vanish", first.iter().all(|&x| x < 1e-15)),
        ("theory is right within a seventh", forward < 1.15 && back < 1.15),
    ])
}

/// The share of hidden units' activations beyond ±0.95, by a plain pass in double precision.
fn saturated(experiment: &Experiment, seed: u32) -> f64 {
    let trainer = trained(experiment, seed, 0);
    let shape = Shape::of(&trainer);
    let train = trainer.prepared().set(trainscope::data::Set::Train);
    let layers = shape.layers(trainer.parameters());
    let (mut beyond, mut all) = (0, 0);
    for i in 0..train.count.min(32) {
        let mut a: Vec<f64> = (0..train.inputs).map(|input| f64::from(train.plane(input)[i])).collect();
        for (rows, biases) in &layers[..layers.len() - 1] {
            let z = |row: &[f32]| row.iter().zip(&a).map(|(&w, a)| f64::from(w) * a).sum::<f64>();
            a = rows.iter().zip(*biases).map(|(row, &b)| libm::tanh(z(row) + f64::from(b))).collect();
            beyond += a.iter().filter(|a| a.abs() > 0.95).count();
            all += a.len();
        }
    }
    beyond as f64 / all as f64
}

fn large_init(trial: Trial) -> Claim {
    let seeds = trial.seeds(100);
    let fields =
        deep(20, trial.pick(64, 48), "network.activation=tanh&initialization.weights=normal&initialization.sigma=1");
    let own = experiment(&fields);
    let depths = Depths::of(&own, seeds.clone(), Mode::Eval);
    let beyond: Vec<f64> = seeds.clone().map(|seed| saturated(&own, seed)).collect();
    let (first, last) = (&depths.measured[2][0], &depths.measured[2][depths.last()]);
    let ratio: Vec<f64> = first.iter().zip(last).map(|(a, b)| a / b).collect();
    Claim {
        id: "large-init",
        claim: "20 tanh layers, σ = 1: most units saturate, and the gradient explodes on its way back in spite of it: the few units that do not saturate carry more than the others stop.",
        shown: "share of activations beyond ±0.95; derivatives by z at the first hidden layer against the last; median over the seeds, and between which values the middle 90 % lie",
        seeds: seeds_text(&seeds),
        figures: vec![
            figure("saturated, of all hidden units and examples", middle(&beyond).around(3)),
            figure("derivatives, first hidden layer over last", powers(middle(&ratio))),
            figure("derivatives: over all seeds, furthest from theory of any layer", format!("a factor of {:.2}", depths.furthest(2))),
        ],
        experiments: vec![named("", &fields)],
        source: "Glorot and Bengio 2010; Schoenholz et al. 2017 (the chaotic phase)",
    }
    .if_all(&[
        ("most saturate", beyond.iter().all(|&x| x > 0.5)),
        ("the gradient explodes", ratio.iter().all(|&x| x > 1e3)),
        ("theory is right within a third", depths.furthest(2) < 1.33),
    ])
}

fn xavier_tanh(trial: Trial) -> Claim {
    let seeds = trial.seeds(100);
    let fields = deep(20, trial.pick(64, 96), "network.activation=tanh&initialization.weights=xavier_normal");
    let depths = Depths::of(&experiment(&fields), seeds.clone(), Mode::Eval);
    let (forward, back) = (depths.furthest(1), depths.furthest(2));
    let (first, last) = (middle(&depths.measured[1][0]), middle(&depths.measured[1][depths.last()]));
    let (outer, inner) = (middle(&depths.measured[2][depths.last()]), middle(&depths.measured[2][0]));
    Claim {
        id: "xavier-tanh",
        claim: "Xavier keeps a 20-layer tanh network's signals within a small factor, forward and back, and as theory says.",
        shown: DEPTHS,
        seeds: seeds_text(&seeds),
        figures: vec![
            figure("activations, first hidden layer", powers(first)),
            figure("activations, last hidden layer", powers(last)),
            figure("derivatives, last hidden layer", powers(outer)),
            figure("derivatives, first hidden layer", powers(inner)),
            figure("activations: over all seeds, furthest from theory of any layer", format!("a factor of {forward:.2}")),
            figure("derivatives: over all seeds, furthest from theory of any layer", format!("a factor of {back:.2}")),
        ],
        experiments: vec![named("", &fields)],
        source: "Glorot and Bengio 2010",
    }
    .if_all(&[
        ("activations stay within a factor of 5", last.value / first.value > 0.2 && last.value < first.value),
        ("derivatives stay within a factor of 5", (0.2..5.0).contains(&(inner.value / outer.value))),
        ("theory is right within a seventh", forward < 1.15 && back < 1.15),
    ])
}

fn he_relu(trial: Trial) -> Claim {
    let seeds = trial.seeds(100);
    let (width, rest) =
        (trial.pick(32, 40), "data.dataset=circle&training.optimizer=momentum&training.learning_rate=0.003");
    let he = deep(30, width, &format!("{rest}&initialization.weights=he_normal"));
    let xavier = deep(30, width, &format!("{rest}&initialization.weights=xavier_normal"));
    let measure = |fields: &str| Depths::of(&experiment(fields), seeds.clone(), Mode::Eval);
    let [grown, shrunk] = [&he, &xavier].map(|fields| middle(&measure(fields).growth(1)));
    let fall = |fields: &str| -> Vec<f64> {
        let own = experiment(fields);
        let loss = |seed, steps| trained(&own, seed, steps).summary().train.unwrap().loss;
        seeds.clone().map(|seed| loss(seed, 300) / loss(seed, 0)).collect()
    };
    let [learned, stuck] = [&he, &xavier].map(|fields| fall(fields));
    Claim {
        id: "he-relu",
        claim: "30 ReLU layers: with He the second moment of the activations stays nearly level; with Xavier it is halved by every layer. He trains; with Xavier the loss stays where it is.",
        shown: "growth of the activations' mean square a layer, before the first step, and the training loss after 300 steps over that before; medians, and between which values the middle 90 % of the seeds lie",
        seeds: seeds_text(&seeds),
        figures: vec![
            figure("He: second moment, a layer", grown.around(3)),
            figure("Xavier: second moment, a layer", shrunk.around(3)),
            figure("He: loss after 300 steps over before", powers(middle(&learned))),
            figure("Xavier: loss after 300 steps over before", middle(&stuck).around(4)),
            figure("Xavier: the lowest of any run", format!("{:.4}", stuck.iter().copied().fold(f64::INFINITY, f64::min))),
        ],
        experiments: vec![named("He", &he), named("Xavier", &xavier)],
        source: "He, Zhang, Ren and Sun 2015, figure 3, at toy size",
    }
    .if_all(&[
        ("He keeps the second moment", (0.85..1.15).contains(&grown.value)),
        ("Xavier halves it", (0.43..0.57).contains(&shrunk.value)),
        ("He trains", middle(&learned).value < 0.5),
        ("Xavier does not", stuck.iter().all(|&x| (0.9..1.1).contains(&x))),
    ])
}

fn he_dropout(trial: Trial) -> Claim {
    let seeds = trial.seeds(100);
    let p = trial.pick(0.5, 0.3);
    let fields = |scheme: &str| deep(20, 64, &format!("dropout.p={p}&initialization.weights={scheme}"));
    let growth = |scheme: &str| middle(&Depths::of(&experiment(&fields(scheme)), seeds.clone(), Mode::Train).growth(1));
    let [he, corrected] = ["he_normal", "he_dropout"].map(growth);
    let expected = 1.0 / (1.0 - p);
    Claim {
        id: "he-dropout",
        claim: "Inverted dropout multiplies the second moment by 1/(1−p) a layer: under He it grows as theory says, with the variance 2(1−p)/n_in it stays level.",
        shown: "growth of the activations' mean square a layer in train mode, before the first step; medians, and between which values the middle 90 % of the seeds lie",
        seeds: seeds_text(&seeds),
        figures: vec![
            figure("theory under He", format!("{expected:.3}")),
            figure("He: second moment, a layer", he.around(3)),
            figure("corrected for dropout: second moment, a layer", corrected.around(3)),
        ],
        experiments: vec![named("He", &fields("he_normal")), named("corrected", &fields("he_dropout"))],
        source: "Pretorius, Van Biljon, Kroon and Kamper 2018",
    }
    .if_all(&[
        ("He grows as theory says", (he.value / expected - 1.0).abs() < 0.1),
        ("the corrected variance stays level", (corrected.value - 1.0).abs() < 0.1),
    ])
}

fn start_matters(trial: Trial) -> Claim {
    /// Runs of a comparison.
    const RUNS: u32 = 25;
    let seeds = trial.seeds(40);
    let fields = |width: u32| {
        format!(
            "data.dataset=xor&data.points=200&network.layers={width}&network.activation=tanh&initialization.weights=xavier_normal&training.batch=20000&training.learning_rate={}",
            trial.pick(0.5, 0.4)
        )
    };
    let mut figures = Vec::new();
    let mut shares = Vec::new();
    for width in 2..=4 {
        let mut own = experiment(&fields(width));
        let mut losses = Vec::new();
        let mut solved = 0;
        for seed in seeds.clone() {
            own.seeds.init = seed;
            let mut comparison = Comparison::new(core::slice::from_ref(&own), RUNS).unwrap();
            comparison.step(2000);
            for replica in comparison.lanes()[0].summary().replicas {
                solved += usize::from(replica.dev.unwrap().accuracy.unwrap() >= 0.95);
                losses.push(replica.train.unwrap().loss);
            }
        }
        let solved = share(solved, losses.len());
        figures.push(figure(format!("{width} units: solved"), solved.percent()));
        figures.push(figure(format!("{width} units: training loss"), middle(&losses).around(3)));
        shares.push((solved, middle(&losses)));
    }
    Claim {
        id: "start-matters",
        claim: "From different starts the same descent, on the same data with full batches, ends in different minima. Two units, which draw a band at most, never solve XOR; with three and four it is the start that decides, and the more units the more often.",
        shown: "1,000 starts for each width, 2,000 steps; solved is a dev accuracy of 95 % or more, with Wilson's 95 % interval; of the loss the median, and between which values the middle 90 % of the runs lie",
        seeds: format!("init {} to {}, {RUNS} runs each; all others 1", seeds.start, seeds.end - 1),
        figures,
        experiments: (2..=4).map(|width| named(&format!("{width} units"), &fields(width))).collect(),
        source: "Goodfellow, Bengio and Courville 2016, section 8.2",
    }
    .if_all(&[
        ("two units hardly ever solve it", shares[0].0.high < 0.02),
        ("three units solve it from some starts and not from others", shares[1].0.low > 0.2 && shares[1].0.high < 0.9),
        ("four units solve it more often", shares[1].0.high < shares[2].0.low && shares[2].0.high < 0.98),
        ("losses differ", shares[1].1.high > 2.0 * shares[1].1.low),
    ])
}
