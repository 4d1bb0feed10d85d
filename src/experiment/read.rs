//! Reading an experiment from JSON, reporting everything that is wrong at once; and writing it.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::{Map, Value as Json};

use super::kind::{Problem, Rule};
use super::section::{Row, Section};
use super::value::Slot;

/// The object at `path`, or a problem.
pub(crate) fn object<'a>(path: &str, json: &'a Json, problems: &mut Vec<Problem>) -> Option<&'a Map<String, Json>> {
    let map = json.as_object();
    if map.is_none() {
        let reason = "an object with named fields was expected".to_string();
        problems.push(Problem::rule(path, json.to_string(), Rule::Json { reason }));
    }
    map
}

/// Reads a section's fields; what cannot be read stays as it is and is reported.
pub(crate) fn section(name: &str, rows: &[Row], slots: Vec<&mut dyn Slot>, json: &Json, problems: &mut Vec<Problem>) {
    let Some(map) = object(name, json, problems) else { return };
    for (row, slot) in rows.iter().zip(slots) {
        if let Some(json) = map.get(row.name()) {
            slot.read(row.path, row.kind, json, problems);
        }
    }
    leftovers(name, map, |name| rows.iter().any(|row| row.name() == name), problems);
}

/// Reports the names that no field has.
pub(crate) fn leftovers(
    section: &str,
    map: &Map<String, Json>,
    known: impl Fn(&str) -> bool,
    problems: &mut Vec<Problem>,
) {
    // A bound, because the input decides how many there are.
    for (name, value) in map.iter().filter(|(name, _)| !known(name)).take(32) {
        let path = if section.is_empty() { name.clone() } else { format!("{section}.{name}") };
        // The path goes into messages, so it is bounded as the value is.
        let path: String = path.chars().take(80).collect();
        problems.push(Problem::rule(&path, value.to_string(), Rule::NoSuchField));
    }
}

/// A section to be written, of whatever type: one writer for all of them.
pub(crate) struct Written<'a> {
    name: &'static str,
    rows: &'static [Row],
    slots: Vec<&'a dyn Slot>,
}

impl<'a> Written<'a> {
    /// The section's fields as they are.
    pub(crate) fn of<T: Section>(section: &'a T) -> Self {
        Self { name: T::NAME, rows: T::ROWS, slots: section.slots() }
    }
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct(self.name, self.rows.len())?;
        for (row, slot) in self.rows.iter().zip(&self.slots) {
            fields.serialize_field(row.name(), &slot.write())?;
        }
        fields.end()
    }
}
