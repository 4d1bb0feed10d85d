//! Augmentation, early stopping and looks at the test set, for the page.

use alloc::vec::Vec;

use js_sys::{Array, Float32Array, Object, Uint32Array};
use wasm_bindgen::prelude::*;

use super::playground::{Playground, object};
use super::summary;
use crate::data::{LabelKept, label_kept};
use crate::lens;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** The last mini-batch as it was augmented; what each property is, `lens::Ghosts` of the core says. */
export interface GhostArrays {
  points: Uint32Array; x: Float32Array; targets: Float32Array;
  others: Uint32Array; otherTargets: Float32Array; shares: Float32Array;
}
/** What becomes of labels under the augmentation; `data::LabelKept` of the core says more. */
export interface LabelKept { broken: number; outside: number; breaks: boolean }
"#;

#[wasm_bindgen]
impl Playground {
    /// The last mini-batch as it was augmented; empty where it was not.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    #[wasm_bindgen(unchecked_return_type = "GhostArrays")]
    pub fn ghosts(&mut self, lane: usize, replica: usize) -> Result<Object, JsError> {
        let ghosts = lens::ghosts(self.replica(lane, replica)?, replica);
        #[expect(clippy::cast_possible_truncation, reason = "a picture needs no more than f32")]
        let narrow = |values: &[f64]| -> JsValue {
            let values: Vec<f32> = values.iter().map(|&value| value as f32).collect();
            Float32Array::from(values.as_slice()).into()
        };
        Ok(object(&[
            ("points", Uint32Array::from(ghosts.points.as_slice()).into()),
            ("x", narrow(&ghosts.x)),
            ("targets", narrow(&ghosts.targets)),
            ("others", Uint32Array::from(ghosts.others.as_slice()).into()),
            ("otherTargets", narrow(&ghosts.other_targets)),
            ("shares", narrow(&ghosts.shares)),
        ]))
    }

    /// Whether a lane's augmentation keeps its generator's labels; nothing for given points.
    ///
    /// # Errors
    /// Where there is no such lane.
    #[wasm_bindgen(js_name = labelKept, unchecked_return_type = "LabelKept | undefined")]
    pub fn label_kept(&mut self, lane: usize) -> Result<JsValue, JsError> {
        let experiment = self.lane(lane)?.workspace().experiment();
        let kept = label_kept(&experiment.data, &experiment.augmentation);
        let plain = |kept: LabelKept| {
            object(&[
                ("broken", kept.broken.into()),
                ("outside", kept.outside.into()),
                ("breaks", kept.breaks().into()),
            ])
        };
        Ok(kept.map_or(JsValue::UNDEFINED, |kept| plain(kept).into()))
    }

    /// Gives every replica of a lane its best weights by early stopping; one that has none keeps its own.
    ///
    /// # Errors
    /// Where there is no such lane.
    #[wasm_bindgen(js_name = restoreBest)]
    pub fn restore_best(&mut self, lane: usize) -> Result<(), JsError> {
        self.lane(lane)?.restore_best();
        Ok(())
    }

    /// Every replica's figures on the test set; nothing where it is empty.
    ///
    /// # Errors
    /// Where there is no such lane.
    #[wasm_bindgen(js_name = testFigures, unchecked_return_type = "(Figures | undefined)[]")]
    pub fn test_figures(&mut self, lane: usize) -> Result<Array, JsError> {
        let found = self.lane(lane)?.test_figures();
        Ok(found
            .iter()
            .map(|found| found.as_ref().map_or(JsValue::UNDEFINED, |found| summary::figures(found).into()))
            .collect())
    }

    /// A replica's best weights by early stopping, in PyTorch's order; nothing where there are none.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    #[wasm_bindgen(js_name = bestParameters)]
    pub fn best_parameters(&mut self, lane: usize, replica: usize) -> Result<Option<Float32Array>, JsError> {
        let run = &self.replica(lane, replica)?.runs()[replica];
        Ok(run.best_parameters().map(Float32Array::from))
    }
}
