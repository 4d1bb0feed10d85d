//! The browser's binding, used as the page uses it: in Node and in every browser.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use js_sys::{Array, Reflect};
use trainscope::web::{Playground, random_seed};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const TWO_LANES: &str = r#"[{}, {"dropout": {"p": 0.5}}]"#;

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap()
}

fn number(object: &JsValue, name: &str) -> f64 {
    get(object, name).as_f64().unwrap_or_else(|| panic!("{name} is not a number"))
}

fn playground(lanes: &str, replicas: u32) -> Playground {
    Playground::new(lanes, replicas).unwrap_or_else(|error| panic!("{error:?}"))
}

/// The paths of the problems that a call throws.
fn paths(thrown: &JsValue) -> Vec<String> {
    let problems: Array = get(thrown, "problems").unchecked_into();
    problems.iter().map(|problem| get(&problem, "path").as_string().unwrap()).collect()
}

#[wasm_bindgen_test]
fn lanes_that_differ_in_dropout_start_equal_and_part() {
    let mut playground = playground(TWO_LANES, 2);
    assert_eq!(playground.weights_hash(0, 0).unwrap(), playground.weights_hash(1, 0).unwrap());
    assert_ne!(playground.weights_hash(0, 0).unwrap(), playground.weights_hash(0, 1).unwrap());
    playground.step(10);
    assert_eq!(playground.steps(), 10.0);
    assert_ne!(playground.weights_hash(0, 0).unwrap(), playground.weights_hash(1, 0).unwrap());
}

#[wasm_bindgen_test]
fn reset_gives_the_same_bits_again() {
    let mut playground = playground(TWO_LANES, 1);
    let start = playground.weights_hash(1, 0).unwrap();
    playground.step(25);
    let later = playground.weights_hash(1, 0).unwrap();
    playground.reset();
    assert_eq!(playground.weights_hash(1, 0).unwrap(), start);
    playground.step(25);
    assert_eq!(playground.weights_hash(1, 0).unwrap(), later);
}

#[wasm_bindgen_test]
fn looking_changes_nothing() {
    let lanes = r#"[{"dropout": {"p": 0.5, "evaluate": "train"}}]"#;
    let mut watched = playground(lanes, 1);
    let mut alone = playground(lanes, 1);
    for _ in 0..5 {
        watched.step(4);
        alone.step(4);
        watched.summary(0).unwrap();
        watched.field_rgba(0, 0, 20).unwrap();
        watched.unit_rgba(0, 0, 8).unwrap();
        watched.masks(0, 0, 0).unwrap();
        watched.units(0, 0).unwrap();
        watched.sub_networks(0, 0, 8, 1, 0, 4, 2).unwrap();
        watched.watched(0, 0, 1).unwrap();
        watched.layer_scales(0, 0, 2).unwrap();
        watched.drops(0, 0, 10).unwrap();
        watched.summary_in(0, true).unwrap();
    }
    assert_eq!(watched.weights_hash(0, 0).unwrap(), alone.weights_hash(0, 0).unwrap());
}

#[wasm_bindgen_test]
fn apply_says_what_it_did() {
    let mut playground = playground("[{}]", 1);
    playground.step(5);
    let trained = playground.weights_hash(0, 0).unwrap();
    assert_eq!(playground.apply(r#"[{"dropout": {"evaluate": "train"}}]"#, 1).unwrap(), "view");
    assert_eq!(playground.apply(r#"[{"training": {"learning_rate": 0.5}}]"#, 1).unwrap(), "live");
    assert_eq!(playground.weights_hash(0, 0).unwrap(), trained);
    assert_eq!(playground.steps(), 5.0);
    assert_eq!(playground.apply(r#"[{"network": {"layers": [3]}}]"#, 1).unwrap(), "rebuild");
    assert_eq!(playground.steps(), 0.0);
    assert_eq!(playground.apply("[{}, {}]", 1).unwrap(), "rebuild");
    assert_eq!(playground.lane_count(), 2);
}

#[wasm_bindgen_test]
fn what_is_wrong_is_thrown_at_once_and_changes_nothing() {
    let mut playground = playground("[{}]", 1);
    playground.step(3);
    let before = playground.weights_hash(0, 0).unwrap();
    let error = playground.apply(r#"[{"data": {"points": 5}, "dropout": {"p": "x", "q": 1}}]"#, 1).unwrap_err();
    assert_eq!(paths(&error), ["lanes[0].data.points", "lanes[0].dropout.p", "lanes[0].dropout.q"]);
    assert_eq!(playground.weights_hash(0, 0).unwrap(), before);
    for bad in ["", "{}", "[1]", "[{\"data\": []}]", "[", "[{},{},{},{},{}]", "[]"] {
        assert!(!paths(&playground.apply(bad, 1).unwrap_err()).is_empty(), "{bad}");
    }
    assert_eq!(paths(&playground.apply("[{}]", 33).unwrap_err()), ["replicas"]);
}

#[wasm_bindgen_test]
fn numbers_out_of_range_are_errors_and_not_panics() {
    let mut playground = playground("[{}]", 1);
    assert!(playground.summary(1).is_err());
    assert!(playground.layout(7).is_err());
    assert!(playground.points(usize::MAX).is_err());
    assert!(playground.field_values(0, 1, 10).is_err());
    assert!(playground.parameters(0, 9).is_err());
    assert!(playground.set_parameters(0, 0, &[1.0]).is_err());
    assert!(playground.set_palette(&[], &[], &[]).is_err());
    assert_eq!(playground.field_values(0, 0, 0).unwrap().length(), 1);
}

#[wasm_bindgen_test]
fn buffers_have_the_shapes_that_are_documented() {
    let mut playground =
        playground(r#"[{"network": {"layers": [5, 3]}, "data": {"dataset": "rings", "classes": 4}}]"#, 1);
    let layout = playground.layout(0).unwrap();
    assert_eq!(number(&layout, "outputs"), 4.0);
    assert_eq!(number(&layout, "classes"), 4.0);
    assert_eq!(Array::from(&get(&layout, "layers")).length(), 3);
    assert_eq!(playground.field_rgba(0, 0, 10).unwrap().length(), 400);
    assert_eq!(playground.field_classes(0, 0, 10).unwrap().length(), 400);
    assert_eq!(playground.unit_rgba(0, 0, 6).unwrap().length(), (2 + 5 + 3 + 4) * 36 * 4);
    assert_eq!(playground.masks(0, 0, 0).unwrap().length(), 2 + 5 + 3);
    assert_eq!(playground.parameters(0, 0).unwrap().length(), 3 * 5 + 6 * 3 + 4 * 4);
    let looked = playground.sub_networks(0, 0, 6, 0, 0, 5, 3).unwrap();
    assert!(get(&looked, "watched").is_undefined(), "before the first step");
    for (name, count) in [("full", 4 * 36), ("spread", 36), ("samples", 3 * 4 * 36), ("masks", 3 * 10)] {
        assert_eq!(Array::from(&get(&looked, name)).length(), count, "{name}");
    }
    assert_eq!(playground.paint(vec![0.25; 4 * 36], 6).length(), 4 * 36);
    assert_eq!(playground.layer_scales(0, 0, 2).unwrap().length(), 3 * 10);
    assert!(playground.watched(0, 0, 0).unwrap().is_undefined());
    playground.step(3);
    assert_eq!(number(&playground.watched(0, 0, 0).unwrap(), "of"), 16.0);
    assert_eq!(number(&playground.drops(0, 0, 2).unwrap(), "masks"), 32.0);
    assert!(playground.sub_networks(1, 0, 6, 0, 0, 5, 3).is_err());
    let summary = playground.summary(0).unwrap();
    let replicas: Array = get(&summary, "replicas").unchecked_into();
    assert!(number(&get(&replicas.get(0), "dev"), "accuracy") <= 1.0);
    assert!(get(&replicas.get(0), "diverged").is_undefined());
}

#[wasm_bindgen_test]
fn sets_and_batches_are_those_that_training_goes_over() {
    let lanes = r#"[{"data": {"points": 40}, "training": {"batch": 7}, "inputs": {"noise_inputs": 1}}]"#;
    let mut playground = playground(lanes, 1);
    for (set, count) in [24, 8, 8].into_iter().enumerate() {
        let examples = playground.examples(0, set).unwrap();
        let length = |name| Array::from(&get(&examples, name)).length();
        assert_eq!([length("inputs"), length("targets"), length("point")], [3 * count, count, count]);
    }
    assert!(playground.examples(0, 4).is_err());
    assert!(playground.examples(1, 0).is_err());
    assert!(playground.batch(0, 1).is_err());
    assert_eq!(playground.batch(0, 0).unwrap().length(), 0);
    let mut rows = Vec::new();
    for size in [7, 7, 7, 3] {
        playground.step(1);
        let batch = playground.batch(0, 0).unwrap().to_vec();
        assert_eq!(batch.len(), size);
        rows.extend(batch);
    }
    rows.sort_unstable();
    assert!(rows.into_iter().eq(0..24), "an epoch visits each row once");
}

#[wasm_bindgen_test]
fn everything_that_is_wrong_is_listed_at_once() {
    let lanes = r#"[{"training": {"learning_rate": 0.5, "batch": -1}}, {"network": {"depth": 3}}]"#;
    let thrown = Playground::new(lanes, 1).unwrap_err();
    assert_eq!(paths(&thrown), ["lanes[0].training.batch", "lanes[1].network.depth"]);
    assert_eq!(paths(&Playground::new("[{", 1).unwrap_err()), ["experiment"]);
}

#[wasm_bindgen_test]
fn seeds_come_from_the_host() {
    let draws: Vec<u32> = (0..8).map(|_| random_seed().unwrap()).collect();
    assert!(draws.iter().any(|&seed| seed != draws[0]));
}

#[wasm_bindgen_test]
fn an_earlier_step_is_found_again_with_its_weights() {
    let mut playground = playground(TWO_LANES, 4);
    playground.checkpoint();
    playground.step(25);
    playground.checkpoint();
    let early = playground.weights_hash(1, 3).unwrap();
    playground.step(25);
    let late = playground.weights_hash(1, 3).unwrap();
    assert!(!playground.is_back());
    assert!(!playground.restore(7.0) && playground.restore(25.0));
    assert!(playground.is_back());
    assert_eq!(playground.weights_hash(1, 3).unwrap(), early);
    assert_eq!(playground.checkpoints().to_vec(), [0.0, 25.0, 50.0]);
    playground.step(25);
    assert_eq!(playground.weights_hash(1, 3).unwrap(), late);
    assert_eq!(playground.checkpoints().to_vec(), [0.0, 25.0]);
}

#[wasm_bindgen_test]
fn a_loss_surface_is_worked_out_part_by_part() {
    let mut playground = playground(TWO_LANES, 2);
    assert!(!playground.surface_begin(0, Some(0), None, None) && playground.surface(false).is_none());
    assert_eq!(playground.surface_advance(10), None);
    for _ in 0..10 {
        playground.checkpoint();
        playground.step(5);
    }
    let hash = playground.weights_hash(0, 0).unwrap();
    assert!(playground.surface_begin(1, None, None, None));
    assert!(playground.surface_advance(100).unwrap() < 1.0);
    let coarse = playground.surface(false).unwrap();
    assert_eq!(number(&coarse, "side"), 9.0);
    assert_eq!(playground.surface_advance(9999), Some(1.0));
    let fine = playground.surface(true).unwrap();
    assert_eq!(number(&fine, "side"), 65.0);
    assert_eq!(js_sys::Float64Array::from(get(&fine, "values")).length(), 65 * 65);
    // Seven numbers for each of eleven points of four paths.
    assert_eq!(js_sys::Float64Array::from(get(&fine, "paths")).length(), 7 * 11 * 4);
    assert_eq!(playground.surface_present().length(), 6 * 4);
    assert_eq!(playground.weights_hash(0, 0).unwrap(), hash);
    assert_eq!(playground.apply("[{}]", 1).unwrap(), "rebuild");
    assert_eq!(playground.surface_advance(1), None);
}

#[wasm_bindgen_test]
fn linear_memory_does_not_grow_once_all_checkpoints_are_there() {
    let mut playground = playground(TWO_LANES, 8);
    let mut frames = |count: u32| {
        (0..count).for_each(|_| {
            playground.step(1);
            playground.checkpoint();
        });
    };
    frames(130);
    let pages = core::arch::wasm32::memory_size::<0>();
    frames(500);
    assert_eq!(core::arch::wasm32::memory_size::<0>(), pages);
}

#[wasm_bindgen_test]
fn linear_memory_does_not_grow_while_training() {
    let mut playground = playground(TWO_LANES, 8);
    let mut frame = || {
        playground.step(20);
        for lane in 0..2 {
            playground.summary(lane).unwrap();
            playground.field_rgba(lane, 0, 100).unwrap();
            playground.unit_rgba(lane, 0, 16).unwrap();
        }
    };
    // The first frames make room for their pictures.
    (0..3).for_each(|_| frame());
    let pages = core::arch::wasm32::memory_size::<0>();
    (0..100).for_each(|_| frame());
    assert_eq!(core::arch::wasm32::memory_size::<0>(), pages);
}

#[wasm_bindgen_test]
fn each_run_has_a_lattice_of_its_own() {
    let mut playground = playground(TWO_LANES, 8);
    playground.step(12);
    let start = playground.weights_hash(1, 5).unwrap();
    let fields: Vec<Vec<f32>> = (0..8).map(|run| playground.field_values(1, run, 44).unwrap().to_vec()).collect();
    assert!(fields.iter().all(|field| field.len() == 44 * 44));
    assert!((1..8).all(|run| fields[run] != fields[run - 1]));
    // Asked in another order, after a look at another lane and size, they are the same.
    let _ = playground.field_values(0, 3, 72).unwrap();
    for run in (0..8).rev() {
        assert_eq!(playground.field_values(1, run, 44).unwrap().to_vec(), fields[run]);
    }
    assert_eq!(playground.weights_hash(1, 5).unwrap(), start);
    assert!(playground.field_values(1, 8, 44).is_err());
}
