//! JSON text as the core reads it, parsed by the host: a parser of our own would be a twentieth of the page's module.

use alloc::{string::String, vec::Vec};

use js_sys::{Array, JSON, Object};
use serde_json::{Map, Number, Value};
use wasm_bindgen::prelude::*;

use crate::experiment::{Problem, Problems, Rule};

/// As deep as `serde_json` goes; an experiment needs four levels.
const DEEPEST: u32 = 128;

/// Parses JSON text.
pub(super) fn parse(text: &str) -> Result<Value, Problems> {
    let wrong = |reason: String| Problems(alloc::vec![Problem::rule("experiment", text.into(), Rule::Json { reason })]);
    match JSON::parse(text) {
        Ok(json) => value(&json, DEEPEST).ok_or_else(|| wrong("nested too deep".into())),
        Err(error) => {
            Err(wrong(error.dyn_ref::<js_sys::Error>().map_or_else(String::new, |error| error.message().into())))
        }
    }
}

/// `None` where it is nested deeper than `depth`.
fn value(json: &JsValue, depth: u32) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    Some(if let Some(number) = json.as_f64() {
        self::number(number)
    } else if let Some(text) = json.as_string() {
        Value::String(text)
    } else if let Some(flag) = json.as_bool() {
        Value::Bool(flag)
    } else if let Some(list) = json.dyn_ref::<Array>() {
        Value::Array(list.iter().map(|item| value(&item, depth)).collect::<Option<Vec<Value>>>()?)
    } else if let Some(object) = json.dyn_ref::<Object>() {
        // One at a time: collecting them would bring a sort along.
        let mut entries = Map::new();
        for entry in Object::entries(object).iter() {
            let entry: Array = entry.unchecked_into();
            entries.insert(entry.get(0).as_string()?, value(&entry.get(1), depth)?);
        }
        Value::Object(entries)
    } else {
        Value::Null
    })
}

/// A whole number stays one; what JSON has no way to write, as 1e999 is read, becomes null.
fn number(number: f64) -> Value {
    #[allow(clippy::cast_possible_truncation, reason = "the cast saturates, and what it changes stays as it was")]
    let whole = number as i64;
    #[expect(clippy::cast_precision_loss, reason = "compared with the number it came from")]
    let exact = whole as f64 == number;
    if exact { Value::Number(whole.into()) } else { Number::from_f64(number).map_or(Value::Null, Value::Number) }
}
