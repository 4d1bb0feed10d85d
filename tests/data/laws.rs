//! Drawn points follow the densities that their generators state.

use trainscope::data::{Points, class_share, density, posterior};
use trainscope::experiment::{Dataset, Experiment};

use crate::{GENERATORS, experiment};

/// Every classification generator, the ones with a choice of classes at both ends.
fn classifications() -> Vec<Experiment> {
    let mut all: Vec<Experiment> = GENERATORS[..8].iter().map(|&dataset| experiment(dataset)).collect();
    for dataset in [Dataset::Rings, Dataset::Blobs] {
        for classes in [2, 5] {
            let mut further = experiment(dataset);
            further.data.classes = classes;
            all.push(further);
        }
    }
    all
}

fn classes(experiment: &Experiment) -> u32 {
    (0..).take_while(|&class| class_share(&experiment.data, class).is_some()).count() as u32
}

/// Σ density · area over midpoints of a grid on [−edge, edge]².
fn integral(experiment: &Experiment, class: u32, edge: f64, cells: u32) -> f64 {
    let step = 2.0 * edge / f64::from(cells);
    let at = |i: u32| -edge + step * (f64::from(i) + 0.5);
    (0..cells * cells).filter_map(|i| density(&experiment.data, [at(i % cells), at(i / cells)], class)).sum::<f64>()
        * step
        * step
}

#[test]
fn densities_integrate_to_1() {
    // Without noise the edges are sharp, and the grid itself misses them by up to 3 %.
    for (noise, edge, cells, allowed) in [(0.0, 3.3, 450, 0.03), (0.1, 3.7, 110, 0.005), (0.6, 8.0, 90, 0.005)] {
        for mut experiment in classifications() {
            experiment.data.noise = noise;
            for class in 0..classes(&experiment) {
                let got = integral(&experiment, class, edge, cells);
                let name = experiment.data.dataset;
                assert!((got - 1.0).abs() < allowed, "{name:?}, class {class}, noise {noise}: {got}");
            }
        }
    }
}

/// Pearson's χ² of the drawn points of a class against the density, over cells of 0.4 × 0.4; those that expect
/// fewer than 8 points are one cell together with all that is outside.
fn chi_square(experiment: &Experiment, points: &Points, class: u32) -> (f64, f64) {
    const CELLS: usize = 20;
    const EDGE: f64 = 4.0;
    const FINE: u32 = 6;
    let cell = 2.0 * EDGE / CELLS as f64;
    let mut counts = [0.0; CELLS * CELLS];
    let mut total = 0.0;
    for (x, [from, _]) in points.x.iter().zip(&points.origin) {
        if *from == class {
            total += 1.0;
            let [i, j] = x.map(|x| ((x + EDGE) / cell).floor());
            if (0.0..CELLS as f64).contains(&i) && (0.0..CELLS as f64).contains(&j) {
                counts[i as usize * CELLS + j as usize] += 1.0;
            }
        }
    }
    let (mut sum, mut freedom, mut rest) = (0.0, -1.0, [total, total]);
    let mut add = |count: f64, expected: f64| {
        sum += (count - expected) * (count - expected) / expected;
        freedom += 1.0;
    };
    let at = |i: usize, fine: u32| -EDGE + cell * (i as f64 + (f64::from(fine) + 0.5) / f64::from(FINE));
    for i in 0..CELLS {
        for j in 0..CELLS {
            let expected = (0..FINE * FINE)
                .filter_map(|fine| density(&experiment.data, [at(i, fine % FINE), at(j, fine / FINE)], class))
                .sum::<f64>()
                * total
                * cell
                * cell
                / f64::from(FINE * FINE);
            if expected >= 8.0 {
                add(counts[i * CELLS + j], expected);
                rest = [rest[0] - counts[i * CELLS + j], rest[1] - expected];
            }
        }
    }
    if rest[1] >= 8.0 {
        add(rest[0], rest[1]);
    }
    (sum, freedom)
}

#[test]
fn drawn_points_follow_the_density() {
    for mut experiment in classifications() {
        experiment.data.points = 20_000;
        experiment.data.noise = 0.12;
        let points = Points::draw(&experiment);
        for class in 0..classes(&experiment) {
            let (sum, freedom) = chi_square(&experiment, &points, class);
            // Five standard deviations above the mean of χ².
            let most = freedom + 5.0 * (2.0 * freedom).sqrt();
            let name = experiment.data.dataset;
            assert!(freedom > 8.0 && sum < most, "{name:?}, class {class}: {sum} with {freedom} degrees of freedom");
        }
    }
}

#[test]
fn the_density_test_can_tell_a_wrong_density() {
    let mut experiment = experiment(Dataset::Spiral);
    experiment.data.points = 20_000;
    experiment.data.noise = 0.12;
    let points = Points::draw(&experiment);
    experiment.data.noise = 0.15;
    let (sum, freedom) = chi_square(&experiment, &points, 0);
    assert!(sum > freedom + 10.0 * (2.0 * freedom).sqrt(), "{sum} with {freedom}");
}

#[test]
fn without_noise_every_point_lies_where_its_class_has_density() {
    for mut experiment in classifications() {
        experiment.data.noise = 0.0;
        let points = Points::draw(&experiment);
        let inside = points
            .x
            .iter()
            .zip(&points.origin)
            .filter(|(x, [class, _])| density(&experiment.data, **x, *class).is_some_and(|p| p > 0.0))
            .count();
        assert_eq!(inside, points.count(), "{:?}", experiment.data.dataset);
        assert!(points.x.iter().flatten().all(|x| x.abs() < 4.0));
    }
}

#[test]
fn posteriors_are_probabilities_and_tell_how_often_a_class_is_seen() {
    for mut experiment in classifications() {
        experiment.data.points = 4000;
        experiment.data.noise = 0.35;
        experiment.data.balance = 0.3;
        experiment.data.label_noise = 0.2;
        let points = Points::draw(&experiment);
        let classes = classes(&experiment) as usize;
        let (mut seen, mut expected, mut variance) = (0.0, 0.0, 0.0);
        for (x, &target) in points.x.iter().zip(&points.target) {
            let p = posterior(&experiment.data, *x).expect("a point lies where there is density");
            assert!((p.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            assert!(p[..classes].iter().all(|p| (0.2 / (classes - 1) as f64 - 1e-12..0.8 + 1e-12).contains(p)));
            assert!(p[classes..].iter().all(|&p| p == 0.0));
            // Where class 0 is the likelier half: a sum over all points would be fixed by the class counts.
            if p[0] > 0.4 {
                seen += f64::from(target == 0.0);
                expected += p[0];
                variance += p[0] * (1.0 - p[0]);
            }
        }
        let name = experiment.data.dataset;
        assert!(variance > 20.0, "{name:?}");
        assert!((seen - expected).abs() < 4.0 * variance.sqrt(), "{name:?}: {seen} for {expected}");
    }
}

#[test]
fn posteriors_without_noise_are_certain() {
    let mut experiment = experiment(Dataset::Xor);
    experiment.data.noise = 0.0;
    let at = |experiment: &Experiment, x: [f64; 2]| posterior(&experiment.data, x);
    assert_eq!(at(&experiment, [1.0, 1.0]), Some([0.0, 1.0, 0.0, 0.0, 0.0]));
    assert_eq!(at(&experiment, [-1.0, 1.0]), Some([1.0, 0.0, 0.0, 0.0, 0.0]));
    assert_eq!(at(&experiment, [0.0, 0.0]), None);
    experiment.data.label_noise = 0.25;
    assert_eq!(at(&experiment, [1.0, 1.0]), Some([0.25, 0.75, 0.0, 0.0, 0.0]));
    for dataset in [Dataset::Plane, Dataset::Wave, Dataset::Custom] {
        experiment.data.dataset = dataset;
        assert_eq!(at(&experiment, [1.0, 1.0]), None);
        assert_eq!(density(&experiment.data, [1.0, 1.0], 0), None);
    }
}

#[test]
fn two_gaussians_have_the_posterior_of_the_textbook() {
    let mut experiment = experiment(Dataset::Gaussians);
    experiment.data.noise = 0.3;
    experiment.data.balance = 0.2;
    // ln(p₁/p₀) = (|x − c₀|² − |x − c₁|²)/2v + ln(0.8/0.2), and the difference of squares is 4(x₁ + x₂).
    for x in [[0.0, 0.0], [0.3, -0.5], [-0.4, -0.1]] {
        let [p0, p1, ..] = posterior(&experiment.data, x).expect("a density everywhere");
        let expected = 4.0 * (x[0] + x[1]) / (2.0 * (0.25 + 0.09)) + 4.0_f64.ln();
        assert!(((p1 / p0).ln() - expected).abs() < 1e-9);
    }
}

#[test]
fn regression_targets_stay_within_1_on_the_plane() {
    for dataset in [Dataset::Plane, Dataset::Wave] {
        let mut experiment = experiment(dataset);
        experiment.data.noise = 0.0;
        experiment.data.points = 5000;
        let points = Points::draw(&experiment);
        assert!(points.x.iter().flatten().all(|x| x.abs() <= 3.0));
        let (least, most) = points.target.iter().fold((0.0_f64, 0.0_f64), |(a, b), &t| (a.min(t), b.max(t)));
        assert!((-1.0..-0.9).contains(&least) && (0.9..=1.0).contains(&most), "{least} to {most}");
    }
}
