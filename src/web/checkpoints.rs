//! Going back to earlier steps.

use alloc::vec::Vec;

use js_sys::Float64Array;
use wasm_bindgen::prelude::*;

use super::Playground;

#[wasm_bindgen]
impl Playground {
    /// Keeps the present state where that is due, to go back to.
    pub fn checkpoint(&mut self) {
        self.comparison.checkpoint();
    }

    /// The steps of the states that are kept, in order.
    #[must_use]
    pub fn checkpoints(&self) -> Float64Array {
        #[expect(clippy::cast_precision_loss, reason = "exact below 2⁵³ steps")]
        let steps: Vec<f64> = self.comparison.checkpoints().iter().map(|kept| kept.step() as f64).collect();
        Float64Array::from(steps.as_slice())
    }

    /// Goes to the state kept of a step, and says whether there is one; else nothing happens.
    pub fn restore(&mut self, step: f64) -> bool {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "steps are whole and not negative")]
        let step = step as u64;
        self.comparison.restore(step)
    }

    /// Whether the training stands at a step before the newest that it had.
    #[wasm_bindgen(getter, js_name = isBack)]
    #[must_use]
    pub fn is_back(&self) -> bool {
        self.comparison.is_back()
    }
}
