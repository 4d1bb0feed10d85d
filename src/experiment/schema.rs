//! The field table as JSON, for the page's controls, its link codec and its messages.

use alloc::string::String;

use serde::Serialize;

use super::{Experiment, FIELDS, Field, MAX_LANES, MAX_REPLICAS, PLANE, VERSION};

#[derive(Serialize)]
struct Schema<'a> {
    version: u32,
    plane: f64,
    limits: Limits,
    fields: &'a [FieldRow<'a>],
    defaults: Experiment,
}

#[derive(Serialize)]
struct Limits {
    lanes: u32,
    replicas: u32,
}

#[derive(Serialize)]
struct FieldRow<'a> {
    #[serde(flatten)]
    field: &'a Field,
    #[serde(rename = "help")]
    help: &'a str,
}

/// Version, limits, every field and every default, as JSON text.
#[must_use]
pub fn schema() -> String {
    let fields: alloc::vec::Vec<FieldRow<'_>> =
        FIELDS.iter().copied().flatten().map(|field| FieldRow { field, help: field.help.trim() }).collect();
    let schema = Schema {
        version: VERSION,
        plane: PLANE,
        limits: Limits { lanes: MAX_LANES, replicas: MAX_REPLICAS },
        fields: &fields,
        defaults: Experiment::default(),
    };
    // Plain structs of numbers, names and lists: serialization has no way to fail.
    serde_json::to_string_pretty(&schema).unwrap_or_default()
}
