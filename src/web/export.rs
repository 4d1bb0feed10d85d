//! What an experiment is taken elsewhere with: the prepared sets, and the order in which training goes over them.

use js_sys::{Float32Array, Object, Uint32Array};
use wasm_bindgen::prelude::*;

use super::playground::{Playground, no_such, object};
use crate::data::Set;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** One set as the network is given it: input i of example j at i · count + j; each example's class or target; its place among the lane's points. */
export interface ExampleArrays { inputs: Float32Array; targets: Float32Array; point: Uint32Array }
"#;

#[wasm_bindgen]
impl Playground {
    /// One of a lane's sets (0 train, 1 dev, 2 test, 3 train-dev), after preparation: the numbers that the network is given.
    ///
    /// # Errors
    /// Where there is no such lane or set.
    #[wasm_bindgen(unchecked_return_type = "ExampleArrays")]
    pub fn examples(&mut self, lane: usize, set: usize) -> Result<Object, JsError> {
        let set = *Set::ALL.get(set).ok_or_else(|| no_such("set", set, Set::ALL.len()))?;
        let examples = self.lane(lane)?.workspace().examples(set);
        Ok(object(&[
            ("inputs", Float32Array::from(&examples.planes[..]).into()),
            ("targets", Float32Array::from(&examples.targets[..]).into()),
            ("point", Uint32Array::from(&examples.point[..]).into()),
        ]))
    }

    /// Rows of the training set in the mini-batch of a replica's last step; none before the first.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    pub fn batch(&mut self, lane: usize, replica: usize) -> Result<Uint32Array, JsError> {
        Ok(Uint32Array::from(self.replica(lane, replica)?.runs()[replica].batch()))
    }
}
