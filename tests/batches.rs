//! Mini-batches: every epoch goes over the training set once, in an order of its own, whatever the sizes.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use trainscope::data::Set;
use trainscope::experiment::Experiment;
use trainscope::train::Trainer;

fn trainer(points: u32, batch: u32, seed: u32, replica: u32) -> Trainer {
    let mut experiment = Experiment::default();
    experiment.data.points = points;
    experiment.training.batch = batch;
    experiment.seeds.batches = seed;
    experiment.network.layers = vec![2];
    Trainer::replica(&experiment, replica).unwrap()
}

/// The rows of the batches of one epoch.
fn epoch(trainer: &mut Trainer) -> Vec<Vec<u32>> {
    let done = trainer.epochs();
    let mut batches = Vec::new();
    while trainer.epochs() == done {
        trainer.step();
        batches.push(trainer.batch().to_vec());
    }
    batches
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_epoch_is_a_shuffled_pass_over_the_training_set(
        points in 20_u32..900,
        batch in 1_u32..1000,
        seed in any::<u32>(),
        replica in 0_u32..32,
    ) {
        let mut trainer = trainer(points, batch, seed, replica);
        let count = trainer.prepared().set(Set::Train).count;
        let size = (batch as usize).min(count);
        let first = epoch(&mut trainer);
        let second = epoch(&mut trainer);
        for batches in [&first, &second] {
            // All of the batch's size but the last, which holds what is left.
            prop_assert_eq!(batches.len(), count.div_ceil(size));
            prop_assert!(batches[..batches.len() - 1].iter().all(|rows| rows.len() == size));
            let mut rows = batches.concat();
            rows.sort_unstable();
            prop_assert!(rows.into_iter().eq(0..u32::try_from(count).unwrap()), "each row once");
        }
        prop_assert_ne!(first.concat(), second.concat());
        prop_assert_eq!(trainer.steps(), 2 * first.len() as u64);
    }
}

#[test]
fn seed_and_replica_name_the_order_and_nothing_else_does() {
    let order = |seed, replica| epoch(&mut trainer(200, 16, seed, replica)).concat();
    assert_eq!(order(1, 0), order(1, 0));
    assert_ne!(order(1, 0), order(2, 0));
    assert_ne!(order(1, 0), order(1, 1));
    // The same order cut into other batches.
    assert_eq!(order(1, 0), epoch(&mut trainer(200, 7, 1, 0)).concat());
}

#[test]
fn a_batch_size_that_changes_live_goes_on_where_the_epoch_stands() {
    let mut trainer = trainer(200, 16, 1, 0);
    let whole = epoch(&mut trainer.clone()).concat();
    trainer.step();
    let mut seen = trainer.batch().to_vec();
    let mut next = trainer.experiment().clone();
    next.training.batch = 50;
    trainer.apply(&next).unwrap();
    while trainer.epochs() == 0 {
        trainer.step();
        seen.extend_from_slice(trainer.batch());
    }
    assert_eq!(seen, whole);
}
