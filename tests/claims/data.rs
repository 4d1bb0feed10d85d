//! What a network is given, and what its figures are taken on.

use trainscope::data::Set;
use trainscope::experiment::{Dataset, Experiment, Mode, Normalization};
use trainscope::train::Trainer;

use super::statistics::{difference, mean, middle};
use super::support::{Claim, Trial, experiment, figure, named, seeded, seeds_text, trained};

claims!(normalize, leak, augment, mismatch);

fn accuracy(trainer: &mut Trainer, set: Set) -> f64 {
    trainer.evaluate(set, Mode::Eval).unwrap().accuracy.unwrap()
}

/// Least squares by a linear model with a bias: the Hessian 2 E[x xᵀ], x = (inputs, 1), and the least loss.
fn quadratic(trainer: &Trainer) -> ([[f64; 3]; 3], f64) {
    let train = trainer.prepared().set(Set::Train);
    let n = train.count as f64;
    let (mut hessian, mut right, mut squares) = ([[0.0; 3]; 3], [0.0; 3], 0.0);
    for i in 0..train.count {
        let x = [f64::from(train.plane(0)[i]), f64::from(train.plane(1)[i]), 1.0];
        let y = f64::from(train.targets[i]);
        squares += y * y / n;
        for a in 0..3 {
            right[a] += 2.0 * x[a] * y / n;
            for b in 0..3 {
                hessian[a][b] += 2.0 * x[a] * x[b] / n;
            }
        }
    }
    // Gaussian elimination without pivots: the matrix is positive definite.
    let (mut matrix, mut solution) = (hessian, right);
    for a in 0..3 {
        for b in a + 1..3 {
            let factor = matrix[b][a] / matrix[a][a];
            let above = matrix[a];
            matrix[b].iter_mut().zip(above).for_each(|(own, above)| *own -= factor * above);
            solution[b] -= factor * solution[a];
        }
    }
    for a in (0..3).rev() {
        let known: f64 = (a + 1..3).map(|b| matrix[a][b] * solution[b]).sum();
        solution[a] = (solution[a] - known) / matrix[a][a];
    }
    let least = squares - 0.5 * right.iter().zip(solution).map(|(r, w)| r * w).sum::<f64>();
    (hessian, least)
}

/// Eigenvalues by Jacobi's rotations: the smallest and the largest.
fn extremes(mut matrix: [[f64; 3]; 3]) -> [f64; 2] {
    for _ in 0..50 {
        for (a, b) in [(0, 1), (0, 2), (1, 2)] {
            let angle = 0.5 * libm::atan2(2.0 * matrix[a][b], matrix[a][a] - matrix[b][b]);
            let (sin, cos) = (libm::sin(angle), libm::cos(angle));
            let before = matrix;
            for c in 0..3 {
                matrix[a][c] = cos * before[a][c] + sin * before[b][c];
                matrix[b][c] = cos * before[b][c] - sin * before[a][c];
            }
            let before = matrix;
            for row in 0..3 {
                matrix[row][a] = cos * before[row][a] + sin * before[row][b];
                matrix[row][b] = cos * before[row][b] - sin * before[row][a];
            }
        }
    }
    let values = [matrix[0][0], matrix[1][1], matrix[2][2]];
    [values.iter().copied().fold(f64::INFINITY, f64::min), values.iter().copied().fold(0.0, f64::max)]
}

/// The condition number, and the steps after which the loss is within a hundredth of its start above the least there is, with the
/// learning rate 1/λ of the largest eigenvalue.
fn descent(fields: &str, seed: u32) -> [f64; 2] {
    let mut own = seeded(&experiment(fields), seed);
    let (hessian, least) = quadratic(&Trainer::new(&own).unwrap());
    let [smallest, largest] = extremes(hessian);
    own.training.learning_rate = 1.0 / largest;
    let mut trainer = Trainer::new(&own).unwrap();
    let start = trainer.evaluate(Set::Train, Mode::Eval).unwrap().loss - least;
    let mut steps = 0;
    while trainer.evaluate(Set::Train, Mode::Eval).unwrap().loss - least > 0.01 * start && steps < 200_000 {
        // As finely as a hundredth of what has been made.
        let more = 1 + steps / 100;
        (0..more).for_each(|_| trainer.step());
        steps += more;
    }
    [largest / smallest, f64::from(steps)]
}

fn normalize(trial: Trial) -> Claim {
    let seeds = trial.seeds(30);
    // The features' scales are 100 : 1, the second one's that of the bias.
    let raw = format!(
        "data.dataset=plane&data.points={}&network.layers=&initialization.weights=zeros&inputs.scale=100,1&training.batch=20000",
        trial.pick(100, 150)
    );
    let standardized = format!("{raw}&inputs.normalization=standardize");
    let [slow, fast] = [&raw, &standardized].map(|fields| {
        let runs: Vec<[f64; 2]> = seeds.clone().map(|seed| descent(fields, seed)).collect();
        [0, 1].map(|i| middle(&runs.iter().map(|run| run[i]).collect::<Vec<_>>()))
    });
    let text =
        |number: super::statistics::Interval| format!("{:.1} ({:.1} to {:.1})", number.value, number.low, number.high);
    let per = slow[1].value / slow[0].value;
    Claim {
        id: "normalize",
        claim: "Feature scales of 100 : 1 slow full-batch descent by the ratio of the Hessian's eigenvalues, ten thousand and more; standardizing restores it.",
        shown: "a linear model, whose loss is a quadratic; learning rate 1 / largest eigenvalue of the Hessian; steps until the loss is within 1 % of its start above the least there is; medians, and between which values the middle 90 % lie",
        seeds: seeds_text(&seeds),
        figures: vec![
            figure("100 : 1: condition number", text(slow[0])),
            figure("100 : 1: steps", text(slow[1])),
            figure("100 : 1: steps over condition number", format!("{per:.2}")),
            figure("standardized: condition number", text(fast[0])),
            figure("standardized: steps", text(fast[1])),
        ],
        experiments: vec![named("100 : 1", &raw), named("standardized", &standardized)],
        source: "LeCun, Bottou, Orr and Müller 1998",
    }
    .if_all(&[
        ("the condition number is some ten thousand", slow[0].low > 8e3),
        ("steps go with it", (0.3..4.0).contains(&per)),
        ("standardizing brings it down", fast[0].high < 5.0),
        ("a few steps are enough then", fast[1].high <= 10.0),
    ])
}

/// For one draw of the data, of 100 settings: accuracy on dev less that on fresh data of the one that is best on dev, and the mean
/// of that difference over all settings.
fn picked(fields: &str, seed: u32) -> [f64; 4] {
    let mut all = Vec::new();
    for width in [2, 4, 8, 16, 24] {
        for rate in [0.01, 0.03, 0.1, 0.3] {
            for decay in [0.0, 0.001, 0.01, 0.03, 0.1] {
                let own =
                    format!("{fields}&network.layers={width}&training.learning_rate={rate}&regularization.l2={decay}");
                let mut trainer = trained(&experiment(&own), seed, 200);
                all.push([accuracy(&mut trainer, Set::Dev), accuracy(&mut trainer, Set::Test)]);
            }
        }
    }
    assert_eq!(all.len(), 100);
    let best = all.iter().fold(all[0], |best, one| if one[0] > best[0] { *one } else { best });
    let mean = |i: usize| all.iter().map(|one| one[i]).sum::<f64>() / 100.0;
    [best[0], best[1], mean(0), mean(1)]
}

/// Accuracy on dev where the statistics of the inputs are taken from all points less where they are the training set's own.
fn leaked(fields: &str, seed: u32) -> f64 {
    let own = seeded(&experiment(fields), seed);
    let points = Trainer::new(&own).unwrap().prepared().points.clone();
    let given: Vec<[f64; 3]> = points.x.iter().zip(&points.target).map(|(x, &target)| [x[0], x[1], target]).collect();
    let n = given.len() as f64;
    let mut standard = given.clone();
    for axis in 0..2 {
        let mean = given.iter().map(|point| point[axis]).sum::<f64>() / n;
        let spread = (given.iter().map(|point| (point[axis] - mean) * (point[axis] - mean)).sum::<f64>() / n).sqrt();
        standard.iter_mut().for_each(|point| point[axis] = (point[axis] - mean) / spread);
    }
    let on_dev = |custom: Vec<[f64; 3]>, normalization: Normalization| {
        let mut own: Experiment = own.clone();
        own.data.dataset = Dataset::Custom;
        own.data.custom = custom;
        own.inputs.normalization = normalization;
        let mut trainer = Trainer::new(&own).unwrap();
        (0..500).for_each(|_| trainer.step());
        accuracy(&mut trainer, Set::Dev)
    };
    on_dev(standard, Normalization::None) - on_dev(given, Normalization::Standardize)
}

fn leak(trial: Trial) -> Claim {
    let (seeds, many) = (trial.seeds(30), trial.seeds(100));
    let fields = format!(
        "data.dataset=moons&data.points=1000&data.noise={}&split.train=4&split.dev=4&split.test=92",
        trial.pick(0.4, 0.45)
    );
    let runs: Vec<[f64; 4]> = seeds.clone().map(|seed| picked(&fields, seed)).collect();
    let of = |i: usize| runs.iter().map(|run| run[i]).collect::<Vec<f64>>();
    let (rosier, honest) = (difference(&of(0), &of(1)), difference(&of(2), &of(3)));
    // Whether dev happens to be an easy draw is the same for all settings: what remains is what picking does.
    let by_picking = mean(&runs.iter().map(|run| run[0] - run[1] - (run[2] - run[3])).collect::<Vec<_>>());
    let small = "data.dataset=moons&data.points=200&data.noise=0.3&split.train=10&split.dev=90&split.test=0&training.learning_rate=0.1";
    let normalized = mean(&many.clone().map(|seed| leaked(small, seed)).collect::<Vec<_>>());
    Claim {
        id: "leak",
        claim: "The best of 100 settings looks better on the set it was picked by than on fresh data; the settings together do not. Statistics of normalization that include dev make no difference that shows here: picking is what flatters.",
        shown: "100 settings (5 widths, 4 learning rates, 5 strengths of L2), 200 steps each, 40 points in dev, 920 fresh; t intervals over the draws of the data",
        seeds: format!("{}; normalization: {} to {}", seeds_text(&seeds), many.start, many.end - 1),
        figures: vec![
            figure("the picked setting's accuracy on dev", mean(&of(0)).percent()),
            figure("on fresh data", mean(&of(1)).percent()),
            figure("rosier by", rosier.signed(3)),
            figure("all 100 settings: dev less fresh data", honest.signed(3)),
            figure("rosier by picking: the difference of the two", by_picking.signed(3)),
            figure("normalized with dev included, less with train alone: accuracy on dev", normalized.signed(4)),
        ],
        experiments: vec![named("picking, without the settings", &fields), named("normalization", small)],
        source: "Ng, Machine Learning Yearning; Cawley and Talbot 2010",
    }
    .if_all(&[
        ("the picked one looks better than it is", rosier.low > 0.01),
        ("and that is what picking does", by_picking.low > 0.01),
        ("normalization's leak is small", normalized.low > -0.02 && normalized.high < 0.02),
    ])
}

fn augment(trial: Trial) -> Claim {
    let seeds = trial.seeds(100);
    let (degrees, rest) = (
        trial.pick(180, 150),
        "split.train=5&split.dev=95&split.test=0&network.layers=16,16&training.optimizer=adam&training.learning_rate=0.01",
    );
    let circle = format!("data.dataset=circle&data.points=400&{rest}");
    let spiral = format!(
        "data.dataset=spiral&data.points=400&{}",
        rest.replace("train=5&split.dev=95", "train=50&split.dev=50")
    );
    let turned = |fields: &str| format!("{fields}&augmentation.rotation={degrees}");
    let on_dev = |fields: &str| -> Vec<f64> {
        let own = experiment(fields);
        seeds.clone().map(|seed| accuracy(&mut trained(&own, seed, 1000), Set::Dev)).collect()
    };
    let [circles, spirals] = [&circle, &spiral].map(|fields| [on_dev(fields), on_dev(&turned(fields))]);
    let [helps, hurts] = [&circles, &spirals].map(|[plain, turned]| difference(turned, plain));
    Claim {
        id: "augment",
        claim: "Turning the training points helps where the labels do not change by it, as on the circle with 20 points, and hurts where they do, as on the spiral.",
        shown: "accuracy on dev after 1,000 steps; t interval of the paired difference, with rotation less without",
        seeds: seeds_text(&seeds),
        figures: vec![
            figure("circle, without", mean(&circles[0]).percent()),
            figure("circle, with", mean(&circles[1]).percent()),
            figure("circle, difference", helps.signed(3)),
            figure("spiral, without", mean(&spirals[0]).percent()),
            figure("spiral, with", mean(&spirals[1]).percent()),
            figure("spiral, difference", hurts.signed(3)),
        ],
        experiments: vec![named("circle", &turned(&circle)), named("spiral", &turned(&spiral))],
        source: "Goodfellow, Bengio and Courville 2016, section 7.4",
    }
    .if_all(&[("it helps on the circle", helps.low > 0.0), ("it hurts on the spiral", hurts.high < -0.05)])
}

fn mismatch(trial: Trial) -> Claim {
    let seeds = trial.seeds(100);
    let fields = format!(
        "data.dataset=moons&data.points=1000&data.noise=0.15&split.train_dev=0.2&target.rotation={}&target.shift_x1=0.5&network.layers=16,16&training.optimizer=adam&training.learning_rate=0.01",
        trial.pick(45, 50)
    );
    let figures_of = |share: f64| -> [Vec<f64>; 3] {
        let own = experiment(&format!("{fields}&target.share={share}"));
        let runs: Vec<[f64; 3]> = seeds
            .clone()
            .map(|seed| {
                let mut trainer = trained(&own, seed, 2000);
                [Set::Train, Set::TrainDev, Set::Dev].map(|set| accuracy(&mut trainer, set))
            })
            .collect();
        [0, 1, 2].map(|i| runs.iter().map(|run| run[i]).collect())
    };
    let ([train, train_dev, dev], mixed) = (figures_of(0.0), figures_of(0.1));
    let (variance, far) = (difference(&train, &train_dev), difference(&train_dev, &dev));
    let left = difference(&mixed[1], &mixed[2]);
    let gained = difference(&mixed[2], &dev);
    Claim {
        id: "mismatch",
        claim: "Where dev comes from another distribution, train-dev stays close to train while dev is far; a tenth of the target data in train closes most of the gap.",
        shown: "accuracies after 2,000 steps; t intervals of the paired differences",
        seeds: seeds_text(&seeds),
        figures: vec![
            figure("train", mean(&train).percent()),
            figure("train-dev", mean(&train_dev).percent()),
            figure("dev", mean(&dev).percent()),
            figure("train less train-dev (variance)", variance.signed(3)),
            figure("train-dev less dev (mismatch)", far.signed(3)),
            figure("with a tenth of target data: dev", mean(&mixed[2]).percent()),
            figure("train-dev less dev", left.signed(3)),
            figure("gained on dev", gained.signed(3)),
        ],
        experiments: vec![named("without target data", &fields), named("with a tenth", &format!("{fields}&target.share=0.1"))],
        source: "Ng, Machine Learning Yearning, chapters 36 to 43",
    }
    .if_all(&[
        ("train-dev is close to train", variance.high < 0.03),
        ("dev is far", far.low > 0.1),
        ("a tenth closes most of the gap", left.high < 0.5 * far.low),
    ])
}
