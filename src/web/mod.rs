//! The browser's binding: it parses, delegates and hands out copies; it computes nothing and decides nothing.
//!
//! Buffers are handed out as fresh typed arrays: growing linear memory detaches views of it, and a worker gives them away
//! by transfer.

mod checkpoints;
mod decomposition;
mod diagnosis;
mod dropout;
mod export;
mod inputs;
mod json;
mod parameters;
mod playground;
mod practice;
mod signals;
mod step;
mod summary;
mod surface;
mod types;

pub use playground::Playground;
pub use types::{Layout, Thrown};

use alloc::vec::Vec;

use serde::Serialize;
use serde_json::Value;
use wasm_bindgen::prelude::*;

use crate::experiment::{self, Experiment, Problem, Problems};

/// In a build for development a panic says what it was about; in the page's, the words would be a kilobyte that tells a
/// visitor nothing.
#[cfg(debug_assertions)]
#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// A seed from the machine's own randomness, to be shown and kept; the core itself draws none.
///
/// # Errors
/// Where the host has no randomness.
#[wasm_bindgen(js_name = randomSeed)]
pub fn random_seed() -> Result<u32, JsError> {
    getrandom::u32().map_err(JsError::from)
}

/// Reads a JSON array of experiments; problems carry the lane's number.
fn read_lanes(json: &str) -> Result<Vec<Experiment>, Problems> {
    let Value::Array(list) = json::parse(json)? else {
        return Err(Problems(alloc::vec![Problem::rule(
            "lanes",
            json.into(),
            experiment::Rule::Json { reason: "a list of experiments was expected".into() },
        )]));
    };
    let mut problems = Vec::new();
    let mut lanes = Vec::new();
    // One more than is allowed is enough to see that there are too many.
    for (i, json) in list.into_iter().take(experiment::MAX_LANES as usize + 1).enumerate() {
        let (experiment, found) = Experiment::read(json);
        lanes.push(experiment);
        problems.extend(
            found.into_iter().map(|problem| Problem { path: alloc::format!("lanes[{i}].{}", problem.path), ..problem }),
        );
    }
    if problems.is_empty() { Ok(lanes) } else { Err(Problems(problems)) }
}

/// What is thrown where an experiment is wrong: `{ problems: Problem[] }`.
fn thrown(problems: Problems) -> JsValue {
    to_js(&types::Thrown { problems: problems.0 })
}

/// A value as a plain object, by way of its JSON text: one parser on the other side instead of a call for each property.
/// Nothing that goes this way holds a missing value or a number that is not finite, which JSON has no way to write.
fn to_js(value: &impl Serialize) -> JsValue {
    serde_json::to_string(value).ok().and_then(|text| js_sys::JSON::parse(&text).ok()).unwrap_or(JsValue::UNDEFINED)
}
