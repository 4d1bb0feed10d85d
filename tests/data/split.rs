//! How points are shared out among the sets, exactly.

use proptest::prelude::*;
use trainscope::data::{Points, Prepared, Set, class_share};
use trainscope::experiment::{Dataset, Experiment};

use crate::experiment;

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
    for (ratio, expected) in [([8.0, 1.0, 1.0], [240, 30, 30, 0]), ([0.7, 0.2, 0.1], [210, 60, 30, 0])] {
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
