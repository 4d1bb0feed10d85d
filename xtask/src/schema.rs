//! The description of an experiment's fields (names, ranges, defaults), written for the page from the Rust types.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::step::Done;
use crate::{paths, process, stamp};

/// Writes `schema.json` from what `examples/schema.rs` prints.
///
/// The example is compiled in the profile of the tests, of which it is one more target: its dependencies are then
/// compiled once for both.
pub(crate) fn write() -> Result<Done> {
    let mut cargo = process::cargo();
    cargo.args(["run", "--quiet", "--package", "trainscope", "--profile", "test", "--example", "schema"]);
    let json = process::output(&mut cargo)?;
    let mut schema: Value = serde_json::from_slice(&json).context("`cargo run --example schema` did not print JSON")?;
    // The page says what a field means in the visitor's language, and loads no word that it does not show.
    for field in schema["fields"].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        field.retain(|key, _| !matches!(key.as_str(), "help" | "unit"));
    }
    stamp::write_if_changed(&paths::generated().join("schema.json"), &serde_json::to_vec(&schema)?)
}
