//! Reading an experiment from JSON, reporting everything that is wrong at once.

use alloc::{format, string::ToString, vec::Vec};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use super::kind::{Kind, Problem, Rule};
use super::value::Value;

/// The object at `path`, or a problem.
#[inline(never)]
pub(crate) fn object(path: &str, json: Json, problems: &mut Vec<Problem>) -> Option<Map<alloc::string::String, Json>> {
    match json {
        Json::Object(map) => Some(map),
        other => {
            let reason = "an object with named fields was expected".to_string();
            problems.push(Problem::rule(path, other.to_string(), Rule::Json { reason }));
            None
        }
    }
}

/// Reads one field into `target`, which keeps its value where the JSON holds something that is not allowed.
#[inline(never)]
pub(crate) fn field<T: DeserializeOwned + Value>(
    path: &str,
    kind: Kind,
    json: Json,
    target: &mut T,
    problems: &mut Vec<Problem>,
) {
    match serde_json::from_value::<T>(json.clone()) {
        Ok(value) => {
            let before = problems.len();
            value.check(path, kind, problems);
            if problems.len() == before {
                *target = value;
            }
        }
        Err(_) => problems.push(Problem::kind(path, json.to_string(), kind)),
    }
}

/// Reports the names that no field has.
#[inline(never)]
pub(crate) fn leftovers(section: &str, map: Map<alloc::string::String, Json>, problems: &mut Vec<Problem>) {
    // A bound, because the input decides how many there are.
    for (name, value) in map.into_iter().take(32) {
        let path = if section.is_empty() { name } else { format!("{section}.{name}") };
        // The path goes into messages, so it is bounded as the value is.
        let path: alloc::string::String = path.chars().take(80).collect();
        problems.push(Problem::rule(&path, value.to_string(), Rule::NoSuchField));
    }
}
