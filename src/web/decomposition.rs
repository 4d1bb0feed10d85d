//! Bias and variance over data sets.

use alloc::vec::Vec;

use js_sys::{Float32Array, Float64Array};
use wasm_bindgen::prelude::*;

use super::Playground;
use super::playground::object;
use crate::lens;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** The expected squared error of networks that were trained on different data sets, and its parts, row by row from the top. */
export interface DecompositionArrays {
  /** Data sets whose predictions are all finite: the ones that it is made of. */
  sets: number;
  /** As `predictions` has them. */
  mean: Float32Array;
  bias: Float32Array; variance: Float32Array; noise: Float32Array;
  /** Of the points to be predicted, and the level above which 99 % of them are. */
  density: Float32Array; level: number;
  /** The share of them on the plane. */
  covered: number;
  /** Noise, bias², variance, expected squared error: the mean over the points, and the interval's ends, of each. */
  totals: Float64Array;
  /** Each data set's expected squared error; NaN where it was left out. */
  errors: Float64Array;
}
"#;

#[wasm_bindgen]
impl Playground {
    /// What a replica predicts over the plane without masks: 2P(class 1) − 1, every class's probability, or the output.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    pub fn predictions(&mut self, lane: usize, replica: usize, size: usize) -> Result<Float32Array, JsError> {
        let field = lens::tested(self.replica(lane, replica)?, replica, size);
        Ok(field.map_or_else(|| Float32Array::new_with_length(0), |field| Float32Array::from(field.values.as_slice())))
    }

    /// Takes the error of networks apart that were trained on different data sets of a lane's law, from their predictions, one
    /// after another. Nothing for given points, for fewer than three networks, and where the law has no points on the plane.
    ///
    /// # Errors
    /// Where there is no such lane.
    #[wasm_bindgen(unchecked_return_type = "DecompositionArrays | undefined")]
    pub fn decompose(&mut self, lane: usize, size: usize, predictions: &[f32]) -> Result<JsValue, JsError> {
        let experiment = self.lane(lane)?.workspace().experiment();
        let found = lens::decompose(experiment, size, predictions);
        Ok(found.map_or(JsValue::UNDEFINED, |found| {
            let field = |values: &[f32]| JsValue::from(Float32Array::from(values));
            let totals: Vec<f64> =
                found.totals.iter().flat_map(|total| [total.mean, total.interval[0], total.interval[1]]).collect();
            let all = [
                ("sets", found.sets.into()),
                ("mean", field(&found.mean)),
                ("bias", field(&found.bias)),
                ("variance", field(&found.variance)),
                ("noise", field(&found.noise)),
                ("density", field(&found.density)),
                ("level", found.level.into()),
                ("covered", found.covered.into()),
                ("totals", Float64Array::from(totals.as_slice()).into()),
                ("errors", Float64Array::from(found.errors.as_slice()).into()),
            ];
            object(&all).into()
        }))
    }
}
