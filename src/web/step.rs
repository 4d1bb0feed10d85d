//! One step before it is made, for the page.

use js_sys::{Float32Array, Object, Uint32Array};
use wasm_bindgen::prelude::*;

use super::playground::{Playground, object};
use super::summary;
use crate::lens;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** The step that comes next; what each property is, `lens::ComingStep` of the core says. */
export interface ComingStep {
  step: number; learningRate: number; points: Uint32Array; example: number;
  x: Float32Array; factors: Float32Array; z: Float32Array; a: Float32Array; delta: Float32Array;
  target: number; mixed: Float32Array; loss: number; batchLoss: number;
  dataGradient: Float32Array; norm: number; gradient: Float32Array;
  before: Float32Array; after: Float32Array; diverged: Divergence | undefined;
}
"#;

#[wasm_bindgen]
impl Playground {
    /// The step that a replica will make next, worked out on a copy; nothing where it has diverged and makes none.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    #[wasm_bindgen(js_name = comingStep, unchecked_return_type = "ComingStep | undefined")]
    pub fn coming_step(&mut self, lane: usize, replica: usize, example: usize) -> Result<JsValue, JsError> {
        let Some(coming) = lens::coming_step(self.replica(lane, replica)?, replica, example) else {
            return Ok(JsValue::UNDEFINED);
        };
        let numbers = |values: &[f32]| -> JsValue { Float32Array::from(values).into() };
        let result: Object = object(&[
            ("step", summary::count(coming.step).into()),
            ("learningRate", coming.learning_rate.into()),
            ("points", Uint32Array::from(coming.points.as_slice()).into()),
            ("example", coming.example.into()),
            ("x", numbers(&coming.x)),
            ("factors", numbers(&coming.factors)),
            ("z", numbers(&coming.z)),
            ("a", numbers(&coming.a)),
            ("delta", numbers(&coming.delta)),
            ("target", coming.target.into()),
            ("mixed", numbers(&coming.mixed)),
            ("loss", coming.loss.into()),
            ("batchLoss", coming.batch_loss.into()),
            ("dataGradient", numbers(&coming.data_gradient)),
            ("norm", coming.norm.into()),
            ("gradient", numbers(&coming.gradient)),
            ("before", numbers(&coming.before)),
            ("after", numbers(&coming.after)),
            (
                "diverged",
                coming.diverged.as_ref().map_or(JsValue::UNDEFINED, |found| summary::divergence(found).into()),
            ),
        ]);
        Ok(result.into())
    }
}
