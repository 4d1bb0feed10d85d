//! The same bits everywhere: this file runs natively, in Node and in every browser, against the same pinned numbers.
//!
//! Each number is the hash of all weights after 500 steps. A change here is a value-breaking change: it goes into the
//! changelog under that heading.

use serde_json::Value;
use trainscope::experiment::Experiment;
use trainscope::train::Trainer;

const STEPS: u32 = 500;

/// Eight experiments that together use every generator family, activation kind, initialization family, dropout
/// convention, loss, optimizer and schedule; the page's tests read the same file.
const PINNED: &str = include_str!("bits.json");

fn hash(json: &str) -> String {
    let experiment = Experiment::from_json(json).unwrap_or_else(|problems| panic!("{problems}"));
    let mut trainer = Trainer::new(&experiment).unwrap_or_else(|problems| panic!("{problems}"));
    let start = trainer.hash();
    for _ in 0..STEPS {
        trainer.step();
    }
    assert_eq!(trainer.divergence(), None, "{json}");
    assert_ne!(trainer.hash(), start, "nothing was learned: {json}");
    format!("{:016x}", trainer.hash())
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn weights_after_500_steps_are_the_pinned_bits() {
    let pinned: Value = serde_json::from_str(PINNED).unwrap_or_else(|error| panic!("{error}"));
    let pinned: Vec<&Value> = pinned.as_array().into_iter().flatten().collect();
    assert_eq!(pinned.len(), 8);
    let found: Vec<String> = pinned.iter().map(|pinned| hash(&pinned["experiment"].to_string())).collect();
    let weights: Vec<&str> = pinned.iter().filter_map(|pinned| pinned["weights"].as_str()).collect();
    assert_eq!(found, weights);
}

/// A build without vector instructions gives the same bits but a quarter of the speed: it must not happen unnoticed.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen_test::wasm_bindgen_test]
fn vector_instructions_are_on() {
    const { assert!(cfg!(target_feature = "simd128")) };
}
