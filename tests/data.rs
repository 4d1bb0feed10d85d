//! The data: pinned values, common random numbers, exact splits, true densities, honest normalization.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::cast_possible_truncation, reason = "classes and cells are small whole numbers")]
#![allow(clippy::disallowed_methods, reason = "thresholds need no fixed bits")]

use proptest::prelude::*;
use trainscope::data::{
    Points, Prepared, Set, Source, class_share, density, noise_inputs, posterior, regression_target,
};
use trainscope::experiment::{Dataset, Each, Experiment, Feature, Normalization};
use trainscope::rng::{Purpose, Stream};

const GENERATORS: [Dataset; 10] = [
    Dataset::Circle,
    Dataset::Xor,
    Dataset::Gaussians,
    Dataset::Spiral,
    Dataset::Moons,
    Dataset::Rings,
    Dataset::Blobs,
    Dataset::Checkerboard,
    Dataset::Plane,
    Dataset::Wave,
];

fn experiment(dataset: Dataset) -> Experiment {
    let mut experiment = Experiment::default();
    experiment.data.dataset = dataset;
    if matches!(dataset, Dataset::Rings | Dataset::Blobs) {
        experiment.data.classes = 3;
    }
    experiment
}

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

fn bits(points: &Points) -> Vec<[u64; 3]> {
    points.x.iter().zip(&points.target).map(|(x, t)| [x[0].to_bits(), x[1].to_bits(), t.to_bits()]).collect()
}

fn by_origin(points: &Points) -> std::collections::BTreeMap<[u32; 2], ([f64; 2], f64, Set)> {
    (0..points.count()).map(|i| (points.origin[i], (points.x[i], points.target[i], points.set[i]))).collect()
}

mod pinned {
    use super::*;

    /// A generator, and its first two points: their coordinates and targets as bits, and their sets.
    type Pin = (&'static str, [[u64; 3]; 2], [Set; 2]);

    const FIRST: [Pin; 10] = [
        (
            "circle",
            [
                [0x3fd0_5365_3558_ba38, 0x3ff1_245c_6a1a_6d3c, 0x0000_0000_0000_0000],
                [0xc000_ef88_b636_31f1, 0xbfed_d94d_4e79_1718, 0x3ff0_0000_0000_0000],
            ],
            [Set::Train, Set::Test],
        ),
        (
            "xor",
            [
                [0xc001_28eb_7d3d_f8fe, 0x3fff_3717_7c36_9a59, 0x0000_0000_0000_0000],
                [0xbff3_2550_7620_a745, 0xbfe1_d49c_ad6b_76d4, 0x3ff0_0000_0000_0000],
            ],
            [Set::Train, Set::Test],
        ),
        (
            "gaussians",
            [
                [0xbff6_bfb6_c88d_3717, 0xbfe5_c6f4_80b7_3a2c, 0x0000_0000_0000_0000],
                [0x3ff1_dc12_4c3d_55ff, 0x3ff8_2a4a_bcf1_c3b9, 0x3ff0_0000_0000_0000],
            ],
            [Set::Train, Set::Test],
        ),
        (
            "spiral",
            [
                [0xbff0_5d51_43f6_158c, 0xbfe3_90f4_a95d_9fc6, 0x0000_0000_0000_0000],
                [0xbffa_1501_b58d_8383, 0xbfee_e7ae_1a6d_541c, 0x3ff0_0000_0000_0000],
            ],
            [Set::Train, Set::Test],
        ),
        (
            "moons",
            [
                [0x3fdf_2f8e_64a8_72ad, 0x3fe5_4210_bc1c_3396, 0x0000_0000_0000_0000],
                [0x3ff3_11de_ec78_9516, 0xbff2_4302_5c6a_86ca, 0x3ff0_0000_0000_0000],
            ],
            [Set::Train, Set::Test],
        ),
        (
            "rings",
            [
                [0x3fcb_2f7e_03fb_90e6, 0x3fed_343c_2729_021c, 0x0000_0000_0000_0000],
                [0xc001_ff93_a54f_3e70, 0x3fd8_36e9_05b1_7f8a, 0x4000_0000_0000_0000],
            ],
            [Set::Train, Set::Train],
        ),
        (
            "blobs",
            [
                [0xbfd5_cb3b_37ae_bcf0, 0x4000_2654_6a32_f50c, 0x0000_0000_0000_0000],
                [0x3ffa_277e_01a8_3a8e, 0xbff6_bf65_cef9_271d, 0x4000_0000_0000_0000],
            ],
            [Set::Train, Set::Train],
        ),
        (
            "checkerboard",
            [
                [0xbff0_154f_bbbd_8db6, 0x4001_7779_8f4f_0eb1, 0x0000_0000_0000_0000],
                [0xbffc_26c5_072a_3ad8, 0xbfc4_deee_99c8_5126, 0x3ff0_0000_0000_0000],
            ],
            [Set::Train, Set::Test],
        ),
        (
            "plane",
            [
                [0xbffc_03d0_db3f_f5d1, 0x3ff2_a1f6_3c23_9f83, 0xbfbc_f7df_dea4_8e1c],
                [0x3fe7_b6c9_c7d0_334e, 0x3fff_ea8c_aa17_8ce1, 0x3fdb_380e_2dff_1133],
            ],
            [Set::Train, Set::Train],
        ),
        (
            "wave",
            [
                [0xbffc_03d0_db3f_f5d1, 0x3ff2_a1f6_3c23_9f83, 0xbfd9_de77_6ca9_8cd0],
                [0x3fe7_b6c9_c7d0_334e, 0x3fff_ea8c_aa17_8ce1, 0xbfd3_bc96_661e_2d6f],
            ],
            [Set::Train, Set::Train],
        ),
    ];

    #[test]
    fn the_first_points_are_these() {
        for (dataset, (name, expected, sets)) in GENERATORS.into_iter().zip(FIRST) {
            let points = Points::draw(&experiment(dataset));
            assert_eq!(bits(&points)[..2], expected, "{name}: {:#018x?}", &bits(&points)[..2]);
            assert_eq!(points.set[..2], sets, "{name}");
        }
    }

    #[test]
    fn a_seed_gives_the_same_bits_each_time_and_another_seed_gives_others() {
        for dataset in GENERATORS {
            let mut experiment = experiment(dataset);
            experiment.inputs.noise_inputs = 2;
            let first = Prepared::new(&experiment);
            assert_eq!(first, Prepared::new(&experiment));
            experiment.seeds.data = 2;
            let other = Prepared::new(&experiment);
            assert!(first.points.x.iter().all(|x| !other.points.x.contains(x)));
            assert_ne!(first.sets[0].planes[2 * 180..], other.sets[0].planes[2 * 180..]);
        }
    }
}

mod common_random_numbers {
    use super::*;

    #[test]
    fn noise_is_a_multiple_of_the_same_normal_draws() {
        for dataset in GENERATORS {
            let mut experiment = experiment(dataset);
            experiment.data.noise = 0.0;
            let still = Points::draw(&experiment);
            experiment.data.noise = 0.2;
            let moved = Points::draw(&experiment);
            assert_eq!((&still.origin, &still.set), (&moved.origin, &moved.set));
            for i in 0..still.count() {
                let mut stream = Stream::new(experiment.seeds.data, Purpose::PointNoise, &still.origin[i]);
                if still.classes == 0 {
                    assert_eq!(moved.x[i], still.x[i]);
                    assert_eq!(moved.target[i].to_bits(), (still.target[i] + 0.2 * stream.normal()).to_bits());
                    assert_eq!(regression_target(&experiment.data, still.x[i]), Some(still.target[i]));
                } else {
                    let expected = still.x[i].map(|x| (x + 0.2 * stream.normal()).to_bits());
                    assert_eq!(moved.x[i].map(f64::to_bits), expected, "{dataset:?}");
                    assert_eq!(moved.target[i], still.target[i]);
                }
            }
        }
    }

    #[test]
    fn further_points_leave_the_others_and_their_order_as_they_were() {
        for dataset in GENERATORS {
            let mut experiment = experiment(dataset);
            let few = Points::draw(&experiment);
            experiment.data.points = 500;
            let many = Points::draw(&experiment);
            let kept: Vec<usize> = (0..many.count()).filter(|&i| few.origin.contains(&many.origin[i])).collect();
            assert_eq!(kept.iter().map(|&i| many.origin[i]).collect::<Vec<_>>(), few.origin);
            assert_eq!(kept.iter().map(|&i| many.x[i]).collect::<Vec<_>>(), few.x);
        }
    }

    #[test]
    fn balance_and_label_noise_leave_positions() {
        for dataset in [Dataset::Spiral, Dataset::Blobs] {
            let plain = experiment(dataset);
            let before = by_origin(&Points::draw(&plain));
            let mut changed = plain.clone();
            changed.data.balance = 0.2;
            changed.data.label_noise = 0.3;
            let after = by_origin(&Points::draw(&changed));
            let common: Vec<_> = after.iter().filter_map(|(origin, a)| before.get(origin).map(|b| (a, b))).collect();
            assert!(common.len() > 150);
            assert!(common.iter().all(|(a, b)| a.0 == b.0));
        }
    }

    #[test]
    fn more_label_noise_replaces_the_same_labels_and_further_ones() {
        let mut experiment = experiment(Dataset::Blobs);
        experiment.data.points = 2000;
        experiment.data.classes = 5;
        let mut replaced = |label_noise: f64| {
            experiment.data.label_noise = label_noise;
            let points = Points::draw(&experiment);
            let flips: Vec<([u32; 2], f64)> = (0..points.count())
                .filter(|&i| points.target[i] != f64::from(points.origin[i][0]))
                .map(|i| (points.origin[i], points.target[i]))
                .collect();
            flips
        };
        assert!(replaced(0.0).is_empty());
        let (some, more) = (replaced(0.1), replaced(0.4));
        // Four standard deviations of a binomial count.
        assert!((some.len() as f64 - 200.0).abs() < 4.0 * 180.0_f64.sqrt(), "{}", some.len());
        assert!((more.len() as f64 - 800.0).abs() < 4.0 * 480.0_f64.sqrt(), "{}", more.len());
        assert!(some.iter().all(|flip| more.contains(flip)));
        // Each other class equally often: of about 160 from class 0, about 40 to each, within four deviations.
        for target in [1.0, 2.0, 3.0, 4.0] {
            let count = more.iter().filter(|([class, _], t)| *class == 0 && *t == target).count();
            assert!((count as f64 - 40.0).abs() < 4.0 * 37.0_f64.sqrt(), "{count} to {target}");
        }
    }

    #[test]
    fn noise_inputs_leave_the_points_the_features_and_each_other() {
        let mut experiment = experiment(Dataset::Moons);
        experiment.inputs.normalization = Normalization::Standardize;
        let draw = |experiment: &mut Experiment, noise_inputs: u32| {
            experiment.inputs.noise_inputs = noise_inputs;
            Prepared::new(experiment)
        };
        let (none, two, five) = (draw(&mut experiment, 0), draw(&mut experiment, 2), draw(&mut experiment, 5));
        assert_eq!(none.points, five.points);
        for (set, wide) in five.sets.iter().enumerate() {
            assert_eq!(wide.inputs, 7);
            assert_eq!(none.sets[set].planes, wide.planes[..2 * wide.count]);
            assert_eq!(two.sets[set].planes, wide.planes[..4 * wide.count]);
            let planes: Vec<&[f32]> = (0..7).map(|input| wide.plane(input)).collect();
            assert!((0..7).all(|i| (0..i).all(|j| planes[i] != planes[j])));
        }
    }

    #[test]
    fn the_split_seed_moves_points_between_sets_and_nothing_else() {
        let mut experiment = experiment(Dataset::Rings);
        let first = Points::draw(&experiment);
        experiment.seeds.split = 2;
        let second = Points::draw(&experiment);
        assert_eq!(bits(&first), bits(&second));
        let moved = first.set.iter().zip(&second.set).filter(|(a, b)| a != b).count();
        // 1 − (0.6² + 0.2² + 0.2²) = 0.56 of the 300 points change their set in the mean.
        assert!((120..220).contains(&moved), "{moved}");
    }
}

mod split {
    use super::*;

    /// Asserts what holds for every split, and returns the counts by class and set.
    fn check(experiment: &Experiment, points: &Points) -> Vec<[f64; 3]> {
        let ratio = [experiment.split.train, experiment.split.dev, experiment.split.test];
        let exact = |n: f64| ratio.map(|part| n * part / (ratio[0] + ratio[1] + ratio[2]));
        let groups = points.classes.max(1);
        let mut table = vec![[0.0; 3]; groups as usize];
        for i in 0..points.count() {
            let class = if points.classes == 0 { 0 } else { points.target[i] as usize };
            table[class][points.set[i] as usize] += 1.0;
        }
        let mut forced = 0.0;
        for row in &table {
            let size = row.iter().sum::<f64>();
            assert!(size == 0.0 || row[0] > 0.0, "no training point: {table:?}");
            forced += f64::from(size > 0.0 && exact(size)[0] < 1.0);
            for (count, exact) in row.iter().zip(exact(size)) {
                assert!((count - exact).abs() < 1.0 + 1e-9, "{count} for {exact}: {table:?}");
                assert!(exact > 0.0 || *count == 0.0, "{table:?}");
            }
        }
        for (set, exact) in exact(points.count() as f64).into_iter().enumerate() {
            let total: f64 = table.iter().map(|row| row[set]).sum();
            assert!((total - exact).abs() < 1.0 + forced + 1e-9, "{total} for {exact}: {table:?}");
        }
        table
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn counts_follow_the_ratio_in_every_class(
            n in 20_u32..400,
            ratio in prop::array::uniform3(prop_oneof![Just(0.0), Just(1.0), Just(7.0), 0.01..100.0_f64]),
            balance in 0.05..0.95_f64,
            classes in 2_u32..=5,
            label_noise in prop_oneof![Just(0.0), 0.0..0.5_f64],
            dataset in prop_oneof![Just(Dataset::Blobs), Just(Dataset::Spiral), Just(Dataset::Wave)],
            seed in any::<u32>(),
        ) {
            let mut experiment = experiment(dataset);
            experiment.data.points = n;
            experiment.data.balance = balance;
            experiment.data.classes = classes;
            experiment.data.label_noise = label_noise;
            [experiment.split.train, experiment.split.dev, experiment.split.test] = ratio;
            [experiment.seeds.data, experiment.seeds.split] = [seed, seed.wrapping_add(1)];
            prop_assume!(experiment.problems().is_empty());

            let data = Prepared::new(&experiment);
            prop_assert_eq!(data.points.count(), n as usize);
            let table = check(&experiment, &data.points);

            // Class counts are the law's, and with that the whole numbers nearest to them on either side.
            for (class, row) in table.iter().enumerate().filter(|_| label_noise == 0.0) {
                if let Some(share) = class_share(&experiment.data, class as u32) {
                    let (size, exact) = (row.iter().sum::<f64>(), share * f64::from(n));
                    // A class that would have no point takes one from the largest.
                    prop_assert!((size - exact).abs() < 1.0 + 1e-9 || exact > 15.0 && (size - exact).abs() < 5.0);
                    prop_assert!(size >= 1.0);
                }
            }

            // Every point is in exactly one set.
            let mut all: Vec<u32> = data.sets.iter().flat_map(|set| set.point.iter().copied()).collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..n).collect::<Vec<_>>());
            for set in Set::ALL {
                let examples = data.set(set);
                prop_assert_eq!(examples.count, examples.point.len());
                prop_assert_eq!(examples.planes.len(), examples.count * examples.inputs);
                for (j, &i) in examples.point.iter().enumerate() {
                    prop_assert_eq!(data.points.set[i as usize], set);
                    prop_assert_eq!(examples.targets[j], data.points.target[i as usize] as f32);
                    prop_assert_eq!(examples.plane(0)[j], data.points.x[i as usize][0] as f32);
                    prop_assert_eq!(examples.plane(1)[j], data.points.x[i as usize][1] as f32);
                }
            }
        }
    }

    #[test]
    fn the_usual_ratios_come_out_exactly() {
        for (ratio, expected) in [([8.0, 1.0, 1.0], [240, 30, 30]), ([0.7, 0.2, 0.1], [210, 60, 30])] {
            let mut experiment = experiment(Dataset::Gaussians);
            [experiment.split.train, experiment.split.dev, experiment.split.test] = ratio;
            let data = Prepared::new(&experiment);
            assert_eq!(data.sets.each_ref().map(|set| set.count), expected);
            for set in &data.sets {
                let ones: f32 = set.targets.iter().sum();
                assert_eq!(2.0 * ones, set.count as f32);
            }
        }
    }

    #[test]
    fn the_order_says_nothing_about_class_or_set() {
        let mut experiment = experiment(Dataset::Circle);
        experiment.data.points = 4000;
        experiment.split.train = 4.0;
        let points = Points::draw(&experiment);
        let longest = |flags: Vec<bool>| flags.chunk_by(|a, b| a == b).map(<[bool]>::len).max();
        let half = points.count() / 2;
        let ones = points.target[..half].iter().sum::<f64>();
        // Of 2000 places 1000 in the mean; the deviation is √500 = 22.4, since the total is fixed.
        assert!((ones - 1000.0).abs() < 90.0, "{ones}");
        // Runs of a fair coin in 4000 throws: 12 in the mean, beyond 25 once in 10,000 times.
        assert!(longest(points.target.iter().map(|&target| target == 1.0).collect()) < Some(26));
        assert!(longest(points.set.iter().map(|&set| set == Set::Train).collect()) < Some(26));
    }
}

mod laws {
    use super::*;

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
                assert!(
                    freedom > 8.0 && sum < most,
                    "{name:?}, class {class}: {sum} with {freedom} degrees of freedom"
                );
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
}

mod inputs {
    use super::*;

    fn normalized(normalization: Normalization) -> Experiment {
        let mut experiment = experiment(Dataset::Blobs);
        experiment.inputs.features = Feature::ALL.to_vec();
        experiment.inputs.scale = Each::List(vec![1.0, 1000.0, 0.001, 1.0, 10.0, 1.0, 1.0]);
        experiment.inputs.noise_inputs = 2;
        experiment.inputs.normalization = normalization;
        experiment
    }

    #[test]
    fn features_are_functions_of_the_point_times_their_scale() {
        let experiment = normalized(Normalization::None);
        let data = Prepared::new(&experiment);
        let noise = noise_inputs(&experiment, &data.points);
        let set = data.set(Set::Dev);
        for (j, &i) in set.point.iter().enumerate() {
            let i = i as usize;
            let [x1, x2] = data.points.x[i];
            let expected = [
                x1,
                1000.0 * x2,
                0.001 * (x1 * x1),
                x2 * x2,
                10.0 * (x1 * x2),
                libm::sin(x1),
                libm::sin(x2),
                noise[2 * i],
                noise[2 * i + 1],
            ];
            for (input, expected) in expected.into_iter().enumerate() {
                assert_eq!(set.plane(input)[j], expected as f32, "input {input}");
            }
        }
        let names = ["x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2", "noise_1", "noise_2"];
        assert_eq!(data.preparation.input_names(), names);
        assert_eq!(data.preparation.inputs(), experiment.input_count());
        assert_eq!(data.preparation.list()[8].source, Source::Noise(1));
    }

    #[test]
    fn standardized_training_inputs_have_mean_0_and_variance_1() {
        let data = Prepared::new(&normalized(Normalization::Standardize));
        let moments = |set: Set, input: usize| {
            let plane = data.set(set).plane(input);
            let count = plane.len() as f64;
            let mean = plane.iter().map(|&value| f64::from(value)).sum::<f64>() / count;
            (mean, plane.iter().map(|&value| (f64::from(value) - mean).powi(2)).sum::<f64>() / count)
        };
        for input in 0..9 {
            let (mean, variance) = moments(Set::Train, input);
            assert!(mean.abs() < 1e-6 && (variance - 1.0).abs() < 1e-6, "input {input}: {mean}, {variance}");
            // The other sets are not normalized by themselves.
            let (mean, variance) = moments(Set::Dev, input);
            assert!(mean.abs() > 1e-4 && (variance - 1.0).abs() > 1e-4, "input {input}: {mean}, {variance}");
        }
    }

    #[test]
    fn min_max_takes_the_training_set_to_exactly_minus_1_and_1() {
        let data = Prepared::new(&normalized(Normalization::MinMax));
        for input in 0..9 {
            let plane = data.set(Set::Train).plane(input);
            assert_eq!(plane.iter().copied().fold(f32::INFINITY, f32::min), -1.0);
            assert_eq!(plane.iter().copied().fold(f32::NEG_INFINITY, f32::max), 1.0);
        }
    }

    #[test]
    fn a_change_of_unit_disappears_under_normalization() {
        let mut experiment = experiment(Dataset::Moons);
        experiment.inputs.normalization = Normalization::Standardize;
        let plain = Prepared::new(&experiment);
        experiment.inputs.scale = Each::List(vec![1000.0, 0.001]);
        let scaled = Prepared::new(&experiment);
        for (a, b) in plain.sets.iter().zip(&scaled.sets) {
            assert!(a.planes.iter().zip(&b.planes).all(|(a, b)| (a - b).abs() < 1e-6));
        }
    }

    #[test]
    fn statistics_do_not_depend_on_dev_and_test() {
        for normalization in [Normalization::Standardize, Normalization::MinMax] {
            let mut experiment = normalized(normalization);
            experiment.data.custom = {
                let points = Points::draw(&experiment);
                points.x.iter().zip(&points.target).map(|(x, &target)| [x[0], x[1], target]).collect()
            };
            experiment.data.dataset = Dataset::Custom;
            let before = Prepared::new(&experiment);
            for (point, set) in experiment.data.custom.iter_mut().zip(&before.points.set) {
                if *set != Set::Train {
                    *point = [point[0] * 50.0, 700.0, point[2]];
                }
            }
            let after = Prepared::new(&experiment);
            assert_eq!(before.preparation, after.preparation);
            assert_eq!(before.set(Set::Train), after.set(Set::Train));
            assert_ne!(before.set(Set::Dev).planes, after.set(Set::Dev).planes);
            // The statistics would have moved, had they seen those points.
            let first = before.points.set.iter().position(|&set| set == Set::Train).expect("a training point");
            experiment.data.custom[first][0] += 100.0;
            assert_ne!(before.preparation, Prepared::new(&experiment).preparation);
        }
    }

    #[test]
    fn a_constant_feature_becomes_0() {
        for normalization in [Normalization::Standardize, Normalization::MinMax] {
            let mut experiment = Experiment::default();
            experiment.data.dataset = Dataset::Custom;
            // The mean of equal numbers is not exactly that number here.
            experiment.data.custom = (0..30).map(|i| [0.1, f64::from(i), f64::from(i % 2)]).collect();
            experiment.inputs.normalization = normalization;
            let data = Prepared::new(&experiment);
            assert!(data.sets.iter().all(|set| set.plane(0).iter().all(|value| value.abs() < 1e-6)));
            assert!(data.set(Set::Train).plane(1).iter().any(|value| value.abs() > 0.9));
        }
    }

    #[test]
    fn places_that_are_no_points_get_noise_0() {
        let experiment = normalized(Normalization::Standardize);
        let data = Prepared::new(&experiment);
        let mut row = vec![f32::NAN; data.preparation.inputs()];
        let mut other = row.clone();
        data.preparation.transform([0.5, -1.0], None, &mut |input, value| row[input] = value);
        data.preparation.transform([0.5, -1.0], Some(&[0.0, 0.0]), &mut |input, value| other[input] = value);
        assert_eq!(row, other);
        assert!(row.iter().all(|value| value.is_finite()));
    }
}

mod given_points {
    use super::*;

    fn custom(points: Vec<[f64; 3]>) -> Experiment {
        let mut experiment = Experiment::default();
        experiment.data.dataset = Dataset::Custom;
        experiment.data.custom = points;
        assert_eq!(experiment.problems(), []);
        experiment
    }

    #[test]
    fn they_stay_where_and_in_the_order_they_are() {
        let list: Vec<[f64; 3]> = (0..40).map(|i| [f64::from(i), f64::from(-i), f64::from(i % 3)]).collect();
        let points = Points::draw(&custom(list.clone()));
        assert_eq!(points.classes, 3);
        assert!(points.x.iter().zip(&points.target).map(|(x, &t)| [x[0], x[1], t]).eq(list));
    }

    #[test]
    fn real_targets_are_regression() {
        let mut experiment = custom((0..20).map(|i| [f64::from(i), 0.0, f64::from(i) / 8.0]).collect());
        experiment.data.label_noise = 0.5;
        let data = Prepared::new(&experiment);
        assert_eq!(data.points.classes, 0);
        assert_eq!(data.sets.each_ref().map(|set| set.count), [12, 4, 4]);
        assert!((0..20).all(|i| data.points.target[i] == i as f64 / 8.0));
    }
}
