//! The error ladder, and the best possible predictor that it begins with.

use alloc::vec::Vec;

use js_sys::{Float32Array, Float64Array, Object};
use wasm_bindgen::prelude::*;

use super::playground::object;
use super::{Playground, read_lanes};
use crate::data::label_kept;
use crate::lens::{self, Estimate};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A lane's error ladder; `lens::Ladder` of the core says what each figure is. */
export interface LadderArrays {
  /** Runs that it is made of. */
  runs: number;
  /** Mean and interval of the errors on train, dev, test and train-dev; NaN where there is none. */
  errors: Float64Array;
  /** Mean and interval of avoidable bias, variance, mismatch and overfitting to dev; NaN where there is none. */
  gaps: Float64Array;
  /** The least gap that is called a cause. */
  least: number;
  /** The cause by its place among the gaps. */
  verdict: number | undefined;
  /** The Bayes errors of the training distribution and of that of use; empty while they are worked out, and for given points. */
  bayes: Float64Array;
}
"#;

#[wasm_bindgen]
impl Playground {
    /// Works on so many cells more of the lanes' Bayes errors; says how much of all is done, from 0 to 1.
    #[wasm_bindgen(js_name = bayesAdvance)]
    pub fn bayes_advance(&mut self, count: usize) -> f64 {
        let lanes = self.comparison.lanes();
        self.optima.keep(lanes.iter().map(|lane| lane.workspace().experiment()));
        self.optima.advance(count)
    }

    /// A lane's ladder as it now is; the test set is looked at only where `test` is given.
    ///
    /// # Errors
    /// Where there is no such lane.
    #[wasm_bindgen(unchecked_return_type = "LadderArrays")]
    pub fn ladder(&mut self, lane: usize, test: bool) -> Result<Object, JsError> {
        let bayes = {
            let experiment = self.lane(lane)?.workspace().experiment().clone();
            self.optima.errors(&experiment)
        };
        let lane = self.lane(lane)?;
        let ladder = lens::ladder(lane, bayes.map(|[train, _]| train.value), test);
        let array = |numbers: &[f64]| Float64Array::from(numbers).into();
        let estimates = |all: [Option<Estimate>; 4]| {
            let flat: Vec<f64> = all
                .into_iter()
                .flat_map(|one| one.map_or([f64::NAN; 3], |one| [one.mean, one.interval[0], one.interval[1]]))
                .collect();
            array(&flat)
        };
        let bayes: Vec<f64> = bayes.into_iter().flatten().map(|error| error.value).collect();
        Ok(object(&[
            ("runs", ladder.runs.into()),
            ("errors", estimates(ladder.errors)),
            ("gaps", estimates(ladder.gaps)),
            ("least", ladder.least.into()),
            ("verdict", ladder.verdict.map_or(JsValue::UNDEFINED, |cause| (cause as u32).into())),
            ("bayes", array(&bayes)),
        ]))
    }

    /// Works out so many places more of what the best predictor of a lane's distribution of use says on a lattice: the values of
    /// `lens::OptimalField` once they are complete, nothing before and for given points.
    ///
    /// # Errors
    /// Where there is no such lane.
    #[wasm_bindgen(js_name = optimalField)]
    pub fn optimal_field(&mut self, lane: usize, side: usize, count: usize) -> Result<Option<Float32Array>, JsError> {
        let experiment = self.lane(lane)?.workspace().experiment().clone();
        let field = self.optima.field(&experiment, side, count);
        Ok(field.and_then(|field| field.values()).map(Float32Array::from))
    }

    /// Whether the augmentation of an experiment, given as a JSON array of this one, would keep its generator's labels; nothing for
    /// given points, and where the experiment is not one.
    #[wasm_bindgen(js_name = wouldKeepLabels)]
    #[must_use]
    pub fn would_keep_labels(&self, experiment: &str) -> Option<bool> {
        let [experiment] = <[_; 1]>::try_from(read_lanes(experiment).ok()?).ok()?;
        label_kept(&experiment.data, &experiment.augmentation).map(|kept| !kept.breaks())
    }
}
