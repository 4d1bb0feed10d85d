//! Penalties, decay, and when to stop.

use trainscope::data::Set;
use trainscope::experiment::Mode;
use trainscope::train::Trainer;

use super::statistics::{Interval, mean, middle, powers, share};
use super::support::{Claim, Shape, Trial, experiment, figure, named, seeded, seeds_text, trained};

claims!(l1_l2, decay, early_stop);

/// Below it a weight counts as 0. An update of L1 is 0.03 · λ₁, some times smaller.
const NEAR_ZERO: f64 = 0.003;

/// Of the first layer's weights, the share near 0 of those that come from the features, and of those from noise; and the root mean
/// square of all.
fn near_zero(trainer: &Trainer) -> [f64; 3] {
    let shape = Shape::of(trainer);
    let (rows, _) = &shape.layers(trainer.parameters())[0];
    let features = trainer.experiment().inputs.features.len();
    let of = |noise: bool| {
        let own = rows.iter().flat_map(|row| if noise { &row[features..] } else { &row[..features] });
        let all: Vec<f64> = own.map(|&w| f64::from(w)).collect();
        all.iter().filter(|w| w.abs() < NEAR_ZERO).count() as f64 / all.len() as f64
    };
    let squares: f64 = rows.iter().flat_map(|row| row.iter()).map(|&w| f64::from(w) * f64::from(w)).sum();
    [of(false), of(true), (squares / rows.iter().map(|row| row.len()).sum::<usize>() as f64).sqrt()]
}

fn l1_l2(trial: Trial) -> Claim {
    let seeds = trial.seeds(30);
    let rest = format!(
        "data.dataset=moons&data.noise=0.15&inputs.noise_inputs={}&network.layers=16&network.activation=tanh&initialization.weights=xavier_normal&training.learning_rate=0.1&training.schedule=cosine&training.schedule_steps=4000",
        trial.pick(8, 6)
    );
    let measure = |penalty: &str| -> [Vec<f64>; 3] {
        let own = experiment(&format!("{rest}{penalty}"));
        let runs: Vec<[f64; 3]> = seeds.clone().map(|seed| near_zero(&trained(&own, seed, 4000))).collect();
        [0, 1, 2].map(|i| runs.iter().map(|run| run[i]).collect())
    };
    let [l1, l2] = ["&regularization.l1=0.005", "&regularization.l2=0.005"];
    let (none, lasso, ridge) = (measure(""), measure(l1), measure(l2));
    let text = |name: &str, [features, noise, size]: &[Vec<f64>; 3]| {
        vec![
            figure(format!("{name}: near 0, of the features' weights"), mean(features).percent()),
            figure(format!("{name}: near 0, of the noise inputs'"), mean(noise).percent()),
            figure(format!("{name}: root mean square of the weights"), mean(size).text(3)),
        ]
    };
    let [of_features, of_noise, _] = lasso.each_ref().map(|sample| mean(sample));
    let sizes = [&none, &lasso, &ridge].map(|sample| mean(&sample[2]));
    Claim {
        id: "l1-l2",
        claim: "L1 drives weights to zero, those of noise inputs first; L2 only makes them smaller.",
        shown: "share of the first layer's weights below 0.003 after 4,000 steps; t intervals over the seeds",
        seeds: seeds_text(&seeds),
        figures: [text("no penalty", &none), text("L1", &lasso), text("L2", &ridge)].concat(),
        experiments: vec![named("L1", &format!("{rest}{l1}")), named("L2", &format!("{rest}{l2}"))],
        source: "Tibshirani 1996; Goodfellow, Bengio and Courville 2016, section 7.1",
    }
    .if_all(&[
        ("L1 sets most of the noise inputs' weights to zero", of_noise.low > 0.6),
        ("and more of them than of the features'", of_noise.low > of_features.high + 0.1),
        ("L2 sets few to zero", mean(&ridge[1]).high < 0.25 && mean(&ridge[1]).high < of_noise.low - 0.3),
        ("L2 makes them smaller", sizes[2].high < sizes[0].low),
    ])
}

fn decay(trial: Trial) -> Claim {
    let seeds = trial.seeds(10);
    let strength = trial.pick(0.05, 0.02);
    let rest = "network.layers=8,8&network.activation=tanh&initialization.weights=xavier_normal";
    let fields = |optimizer: &str, kind: &str| {
        format!("{rest}&training.optimizer={optimizer}&training.learning_rate=0.02&regularization.{kind}={strength}")
    };
    let end = |optimizer: &str, kind: &str, seed: u32| -> Vec<f64> {
        let trainer = trained(&experiment(&fields(optimizer, kind)), seed, 500);
        trainer.parameters().iter().map(|&w| f64::from(w)).collect()
    };
    let norm = |w: &[f64]| w.iter().map(|w| w * w).sum::<f64>().sqrt();
    let apart = |optimizer: &str| -> Vec<f64> {
        let pair = |seed| (end(optimizer, "l2", seed), end(optimizer, "weight_decay", seed));
        let relative =
            |(a, b): (Vec<f64>, Vec<f64>)| norm(&a.iter().zip(&b).map(|(a, b)| a - b).collect::<Vec<_>>()) / norm(&b);
        seeds.clone().map(pair).map(relative).collect()
    };
    let (sgd, adam) = (apart("sgd"), apart("adam"));
    let furthest = sgd.iter().copied().fold(0.0, f64::max);
    let nearest = adam.iter().copied().fold(f64::INFINITY, f64::min);
    Claim {
        id: "decay",
        claim: "Under plain SGD an L2 penalty and weight decay of the same strength are the same update; under Adam they are not.",
        shown: "distance of the parameters after 500 steps, relative to their norm; SGD's is rounding",
        seeds: seeds_text(&seeds),
        figures: vec![
            figure("SGD, largest of any run", format!("{furthest:.1e}")),
            figure("Adam, smallest of any run", format!("{nearest:.2}")),
        ],
        experiments: vec![
            named("SGD, L2", &fields("sgd", "l2")),
            named("SGD, weight decay", &fields("sgd", "weight_decay")),
            named("Adam, L2", &fields("adam", "l2")),
            named("Adam, weight decay", &fields("adam", "weight_decay")),
        ],
        source: "Loshchilov and Hutter 2019",
    }
    .if_all(&[("under SGD they are the same", furthest < 1e-4), ("under Adam they are not", nearest > 0.05)])
}

fn early_stop(trial: Trial) -> Claim {
    let seeds = trial.seeds(100);
    let fields = format!(
        "data.dataset=moons&data.points={}&data.noise=0.35&network.layers=16,16&training.optimizer=adam&training.learning_rate=0.03&early_stopping.metric=dev_loss&early_stopping.patience=20",
        trial.pick(100, 120)
    );
    let own = experiment(&fields);
    let (mut stopped, mut above_stop, mut end_above, mut later_better, mut end) = (0, 0, 0, 0, Vec::new());
    for seed in seeds.clone() {
        let mut trainer = Trainer::new(&seeded(&own, seed)).unwrap();
        let (mut at_stop, mut later) = (None, f64::INFINITY);
        let mut loss = f64::NAN;
        for _ in 0..400 {
            trainer.epoch();
            loss = trainer.evaluate(Set::Dev, Mode::Eval).unwrap().loss;
            if at_stop.is_some() {
                later = later.min(loss);
            } else if trainer.early_stop().unwrap().stopped.is_some() {
                at_stop = Some(loss);
            }
        }
        let Some(at_stop) = at_stop else { continue };
        trainer.restore_best();
        let restored = trainer.evaluate(Set::Dev, Mode::Eval).unwrap().loss;
        stopped += 1;
        above_stop += usize::from(restored > at_stop);
        end_above += usize::from(loss > restored);
        later_better += usize::from(later < restored);
        end.push(loss / restored);
    }
    let overfit: Interval = share(end_above, stopped);
    Claim {
        id: "early-stop",
        claim: "The restored weights' loss on dev is never above that where training stopped. Against training carried on nothing is certain: most end far above it, but some, one in five here, pass a better place after their patience was used up.",
        shown: "patience 20 epochs, carried on to 400 epochs; shares of the runs that stopped, with Wilson's 95 % interval; of the ratio the median, and between which values the middle 90 % lie",
        seeds: seeds_text(&seeds),
        figures: vec![
            figure("runs that stopped", format!("{stopped} of {}", seeds.len())),
            figure("restored loss above that at the stop", format!("{above_stop} of {stopped}")),
            figure("loss after 400 epochs above the restored", overfit.percent()),
            figure("a better place was passed after the stop", share(later_better, stopped).percent()),
            figure("loss after 400 epochs over the restored", powers(middle(&end))),
        ],
        experiments: vec![named("", &fields)],
        source: "Prechelt 1998",
    }
    .if_all(&[
        ("most runs stop", 10 * stopped > 9 * seeds.len()),
        ("the restored loss is never above that at the stop", above_stop == 0),
        ("most overfit", overfit.low > 0.6),
        ("some pass a better place later", (0.05..0.6).contains(&(later_better as f64 / stopped as f64))),
    ])
}
