//! The description of an experiment's fields (names, ranges, defaults), written for the page from the Rust types.

use anyhow::{Context, Result};

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
    serde_json::from_slice::<serde_json::Value>(&json).context("`cargo run --example schema` did not print JSON")?;
    stamp::write_if_changed(&paths::generated().join("schema.json"), &json)
}
