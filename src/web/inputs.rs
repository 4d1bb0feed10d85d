//! The network's inputs: how they lie before normalization, and how stretched the loss is along their weights.

use alloc::vec::Vec;

use js_sys::{Float64Array, Object};
use wasm_bindgen::prelude::*;

use super::Playground;
use super::playground::object;
use crate::data::{Set, Spread};
use crate::lens;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Mean, standard deviation, least and greatest value of each input before normalization, one after another; undefined where
 * there are no such points. What an input is then made into is (value − shift) / divisor. */
export interface InputSpreads {
  train: Float64Array; dev: Float64Array | undefined; all: Float64Array;
  shifts: Float64Array; divisors: Float64Array;
}
/** What each property is, `lens::Curvature` of the core says. */
export interface Curvature { eigenvalues: Float64Array; directions: Float64Array; condition: number; whole: boolean }
"#;

#[wasm_bindgen]
impl Playground {
    /// How a lane's inputs lie before normalization, over the training set, over dev, and over all points.
    ///
    /// # Errors
    /// Where there is no such lane.
    #[wasm_bindgen(js_name = inputSpreads, unchecked_return_type = "InputSpreads")]
    pub fn input_spreads(&mut self, lane: usize) -> Result<Object, JsError> {
        let workspace = self.lane(lane)?.workspace();
        let prepared = workspace.prepared();
        let of = |sets: &[Set]| {
            let numbers = |spreads: Vec<Spread>| -> Vec<f64> {
                spreads.iter().flat_map(|s| [s.mean, s.deviation, s.low, s.high]).collect()
            };
            let found = prepared.spreads(workspace.experiment(), sets);
            found.map_or(JsValue::UNDEFINED, |spreads| Float64Array::from(numbers(spreads).as_slice()).into())
        };
        let list = prepared.preparation.list();
        let shifts: Vec<f64> = list.iter().map(|input| input.shift).collect();
        let divisors: Vec<f64> = list.iter().map(|input| input.divisor).collect();
        Ok(object(&[
            ("train", of(&[Set::Train])),
            ("dev", of(&[Set::Dev])),
            ("all", of(&Set::ALL)),
            ("shifts", Float64Array::from(shifts.as_slice()).into()),
            ("divisors", Float64Array::from(divisors.as_slice()).into()),
        ]))
    }

    /// The curvature of a replica's training loss along the weights and bias of a unit of the first layer; nothing where there is no
    /// such unit, or where the run has diverged.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    #[wasm_bindgen(unchecked_return_type = "Curvature | undefined")]
    pub fn curvature(&mut self, lane: usize, replica: usize, unit: usize) -> Result<Option<Object>, JsError> {
        let found = lens::curvature(self.replica(lane, replica)?, replica, unit);
        Ok(found.map(|found| {
            object(&[
                ("eigenvalues", Float64Array::from(found.eigenvalues.as_slice()).into()),
                ("directions", Float64Array::from(found.directions.concat().as_slice()).into()),
                ("condition", found.condition.into()),
                ("whole", found.whole.into()),
            ])
        }))
    }
}
