//! How large a network should be, and how good any can be.

use trainscope::data::{Distribution, Set, bayes_error};
use trainscope::experiment::{Dataset, Experiment, Mode};
use trainscope::train::Trainer;

use super::statistics::{difference, mean};
use super::support::{Claim, Trial, experiment, figure, named, seeds_text, trained};

claims!(capacity, bayes);

fn capacity(trial: Trial) -> Claim {
    const WIDTHS: [u32; 8] = [1, 2, 4, 8, 16, 32, 64, 128];
    let seeds = trial.seeds(30);
    let rest = format!(
        "data.dataset=moons&data.points=1000&data.noise={}&data.label_noise=0.2&split.train=8&split.dev=92&split.test=0&training.optimizer=adam&training.learning_rate=0.02&training.schedule=cosine&training.schedule_steps=2000",
        trial.pick(0.2, 0.25)
    );
    let errors = |width: u32| -> [Vec<f64>; 2] {
        let own = experiment(&format!("{rest}&network.layers={width},{width}"));
        let runs: Vec<[f64; 2]> = seeds
            .clone()
            .map(|seed| {
                let summary = trained(&own, seed, 2000).summary();
                [summary.train, summary.dev].map(|figures| 1.0 - figures.unwrap().accuracy.unwrap())
            })
            .collect();
        [0, 1].map(|i| runs.iter().map(|run| run[i]).collect())
    };
    let all: Vec<[Vec<f64>; 2]> = WIDTHS.into_iter().map(errors).collect();
    let figures = WIDTHS.iter().zip(&all).map(|(width, [train, dev])| {
        figure(
            format!("width {width}: error on train, on dev"),
            format!("{}; {}", mean(train).percent(), mean(dev).percent()),
        )
    });
    let at = |width: u32, set: usize| &all[WIDTHS.iter().position(|&own| own == width).unwrap()][set];
    let falls: Vec<bool> =
        WIDTHS.windows(2).map(|pair| mean(at(pair[1], 0)).value < mean(at(pair[0], 0)).value).collect();
    let rises = difference(at(16, 1), at(4, 1));
    let again = difference(at(128, 1), at(16, 1));
    Claim {
        id: "capacity",
        claim: "As width grows the error on train falls throughout, wrong labels and all. The error on dev falls up to width 4, where the noise is not learned yet, and rises from there to the widest. A second descent is not seen.",
        shown: "two hidden layers of each width, a fifth of the labels wrong, so that no error on dev is below 20 %; 2,000 steps; t intervals over the seeds, of differences paired",
        seeds: seeds_text(&seeds),
        figures: figures
            .chain([
                figure("error on dev, width 16 less width 4", rises.signed(3)),
                figure("error on dev, width 128 less width 16", again.signed(3)),
            ])
            .collect(),
        experiments: vec![named("width 16", &format!("{rest}&network.layers=16,16"))],
        source: "Geman, Bienenstock and Doursat 1992; of the second descent Belkin, Hsu, Ma and Mandal 2019",
    }
    .if_all(&[
        ("the error on train falls from width to width up to 32", falls[..5].iter().all(|&falls| falls)),
        ("and goes on falling", difference(at(128, 0), at(16, 0)).high < 0.0),
        ("wrong labels are learned in the end", mean(at(128, 0)).high < 0.1),
        ("the error on dev falls first", difference(at(1, 1), at(4, 1)).low > 0.0),
        ("then it rises", rises.low > 0.0),
        ("and does not come down again", again.high > 0.0),
    ])
}

/// What networks of three kinds make of fresh points, where the Bayes error is known.
fn bayes(trial: Trial) -> Claim {
    const DATASETS: [&str; 10] =
        ["circle", "xor", "gaussians", "spiral", "moons", "rings", "blobs", "checkerboard", "plane", "wave"];
    const NETWORKS: [&str; 3] = [
        "network.layers=32,32&network.activation=relu",
        "network.layers=8,8&network.activation=tanh",
        "network.layers=32,32&network.activation=relu&dropout.p=0.1",
    ];
    let seeds = trial.seeds(2);
    let (noise, wrong) = trial.pick((0.3, 0.05), (0.4, 0.1));
    let rest = |dataset: &str| {
        let numbers = ["plane", "wave"].contains(&dataset);
        let labels = if numbers { String::new() } else { format!("&data.label_noise={wrong}&data.classes=3") };
        format!(
            "data.dataset={dataset}&data.noise={noise}{labels}&data.points=5000&split.train=99&split.dev=1&split.test=0&training.batch=100&training.optimizer=adam&training.learning_rate=0.01"
        )
    };
    let mut figures = Vec::new();
    let mut below = Vec::new();
    let mut near = 0;
    for dataset in DATASETS {
        let known = bayes_error(&experiment(&rest(dataset)), Distribution::Use).unwrap();
        let mut best: Option<(f64, f64)> = None;
        for network in NETWORKS {
            let own = experiment(&format!("{}&{network}", rest(dataset)));
            for seed in seeds.clone() {
                let (error, deviation) = on_fresh(&own, &trained(&own, seed, 1500), seed);
                // One network in 15,000 is by chance as far below what it is worth.
                if error + 4.0 * deviation < known.value - known.uncertainty {
                    below.push(format!("{dataset}, {network}, {seed}: {error}"));
                }
                if best.is_none_or(|(least, _)| error < least) {
                    best = Some((error, deviation));
                }
            }
        }
        let (error, deviation) = best.unwrap();
        near += usize::from(error < 1.25 * known.value + 0.01);
        let percent = |value: f64| {
            if ["plane", "wave"].contains(&dataset) { format!("{value:.4}") } else { format!("{:.2} %", 100.0 * value) }
        };
        let of = |value: f64| format!("{}, {} ± {}", percent(known.value), percent(value), percent(1.96 * deviation));
        figures.push(figure(format!("{dataset}: Bayes error, least of six networks"), of(error)));
    }
    println!("below: {below:?}");
    Claim {
        id: "bayes",
        claim: "No network's error on fresh data is below the Bayes error that the page draws, but for what 200,000 points leave to chance.",
        shown: "three networks, 5,000 points, 1,500 steps; 200,000 fresh points for each, and four standard errors; of plane and wave the mean squared error",
        seeds: seeds_text(&seeds),
        figures,
        experiments: vec![named("spiral, the first network", &format!("{}&{}", rest("spiral"), NETWORKS[0]))],
        source: "Devroye, Györfi and Lugosi 1996, section 2.1",
    }
    .if_all(&[
        ("none is below", below.is_empty()),
        ("the comparison is close: most of the best are within a quarter of it", near >= 6),
    ])
}

/// A trained network's error on 200,000 points that it has never seen, and the standard error of that figure.
fn on_fresh(own: &Experiment, trained: &Trainer, seed: u32) -> (f64, f64) {
    let numbers = matches!(own.data.dataset, Dataset::Plane | Dataset::Wave);
    let (mut sum, mut squares, mut count) = (0.0, 0.0, 0.0);
    for set in 1..=10 {
        let mut fresh = own.clone();
        fresh.data.points = 20_000;
        fresh.seeds.data = seed + 1_000_000 * set;
        let mut judge = Trainer::new(&fresh).unwrap();
        judge.set_parameters(trained.parameters()).unwrap();
        for part in [Set::Train, Set::Dev] {
            let targets = judge.prepared().set(part).targets.clone();
            let outputs = judge.outputs(part, Mode::Eval);
            let each = outputs.len() / targets.len();
            for (z, &y) in outputs.chunks(each).zip(&targets) {
                let error = f64::from(error_of(z, y, numbers));
                sum += error;
                squares += error * error;
                count += 1.0;
            }
        }
    }
    assert!(count >= 199_999.0, "{count} points");
    let value = sum / count;
    (value, ((squares / count - value * value) / count).sqrt())
}

/// 1 for a wrong class, else 0; in regression the squared error.
fn error_of(z: &[f32], y: f32, regression: bool) -> f32 {
    match z {
        _ if regression => (z[0] - y) * (z[0] - y),
        &[z] => f32::from(u8::from((z > 0.0) != (y > 0.5))),
        _ => {
            let likeliest = (0..z.len()).fold(0, |best, class| if z[class] > z[best] { class } else { best });
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a class's number")]
            f32::from(u8::from(likeliest != y as usize))
        }
    }
}
