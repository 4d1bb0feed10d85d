//! Single parameters: read, set, frozen.

use js_sys::{Float32Array, Object, Uint32Array};
use wasm_bindgen::prelude::*;

use super::playground::{Playground, no_such, object};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Numbers of parameters, in PyTorch's order, rising: those that no update changes, and those set since the last reset. */
export interface Held { frozen: Uint32Array; edited: Uint32Array }
"#;

#[wasm_bindgen]
impl Playground {
    /// The gradient that the last update used, in the parameters' order; 0 for those that were frozen.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    pub fn gradient(&mut self, lane: usize, replica: usize) -> Result<Float32Array, JsError> {
        let run = &self.replica(lane, replica)?.runs()[replica];
        Ok(Float32Array::from(run.last_gradient()))
    }

    /// Sets a parameter in every replica of a lane.
    ///
    /// # Errors
    /// Where there is no such lane or parameter, or the value is not finite.
    #[wasm_bindgen(js_name = setParameter)]
    pub fn set_parameter(&mut self, lane: usize, number: u32, value: f32) -> Result<(), JsError> {
        let lane = self.lane(lane)?;
        let count = lane.workspace().network().parameter_count();
        if number as usize >= count {
            return Err(no_such("parameter", number as usize, count));
        }
        if !value.is_finite() {
            return Err(JsError::new("a parameter has to be finite"));
        }
        lane.set_parameter(number, value);
        Ok(())
    }

    /// Freezes parameters of every replica of a lane, or lets them go.
    ///
    /// # Errors
    /// Where there is no such lane.
    #[wasm_bindgen(js_name = setFrozen)]
    pub fn set_frozen(&mut self, lane: usize, parameters: &[u32], frozen: bool) -> Result<(), JsError> {
        self.lane(lane)?.set_frozen(parameters, frozen);
        Ok(())
    }

    /// Which parameters of a lane are frozen, and which were set by hand.
    ///
    /// # Errors
    /// Where there is no such lane.
    #[wasm_bindgen(unchecked_return_type = "Held")]
    pub fn held(&mut self, lane: usize) -> Result<Object, JsError> {
        let lane = self.lane(lane)?;
        Ok(object(&[
            ("frozen", Uint32Array::from(lane.workspace().frozen()).into()),
            ("edited", Uint32Array::from(lane.edited()).into()),
        ]))
    }
}
