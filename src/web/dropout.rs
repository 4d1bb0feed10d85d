//! What the page shows of dropout.

use alloc::vec::Vec;

use js_sys::{Float32Array, Float64Array, Uint8Array, Uint8ClampedArray, Uint32Array};
use wasm_bindgen::prelude::*;

use super::playground::{Playground, object};
use super::summary;
use crate::experiment::Mode;
use crate::lens::{self, Apart, Field, Sampling};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Fields over the plane, class by class for more than two classes; how far two are apart: the mean difference, and the share
of the plane where the decisions agree (NaN in regression). */
export interface SubNetworkArrays {
  watched: Float32Array | undefined; full: Float32Array; mean: Float32Array; spread: Float32Array;
  samples: Float32Array; masks: Uint8Array; average: Float32Array;
  meanFromFull: Float64Array; averageFromFull: Float64Array;
}
/** An example of the last mini-batch: how many there are, its place among the points, its mask, and what is predicted for it. */
export interface WatchedArrays {
  of: number; point: number; kept: Uint8Array; thinned: Float32Array; full: Float32Array;
}
/** How often each unit was dropped, in so many masks of so many steps. */
export interface DropArrays { steps: number; masks: number; dropped: Uint32Array }
"#;

#[wasm_bindgen]
impl Playground {
    /// A replica through the watched example's mask, at test, and through sampled masks.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    #[wasm_bindgen(js_name = subNetworks, unchecked_return_type = "SubNetworkArrays | undefined")]
    #[expect(clippy::too_many_arguments, reason = "an object would have to be read field by field")]
    pub fn sub_networks(
        &mut self,
        lane: usize,
        replica: usize,
        side: usize,
        example: usize,
        first: u32,
        samples: u32,
        kept: u32,
    ) -> Result<JsValue, JsError> {
        let sampling = Sampling { side, example, first, samples, kept };
        let found = lens::sub_networks(self.replica(lane, replica)?, replica, &sampling);
        Ok(found.map_or(JsValue::UNDEFINED, |found| {
            let apart = |apart: Apart| numbers(&[apart.difference, apart.agreement.unwrap_or(f64::NAN)]);
            let field = |field: &[f32]| JsValue::from(Float32Array::from(field));
            let all = [
                ("watched", found.watched.as_deref().map_or(JsValue::UNDEFINED, field)),
                ("full", field(&found.full)),
                ("mean", field(&found.mean)),
                ("spread", field(&found.spread)),
                ("samples", field(&found.samples)),
                ("masks", flags(&found.masks)),
                ("average", field(&found.average)),
                ("meanFromFull", apart(found.mean_from_full)),
                ("averageFromFull", apart(found.average_from_full)),
            ];
            object(&all).into()
        }))
    }

    /// An example of a replica's last mini-batch.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    #[wasm_bindgen(unchecked_return_type = "WatchedArrays | undefined")]
    pub fn watched(&mut self, lane: usize, replica: usize, example: usize) -> Result<JsValue, JsError> {
        let found = lens::watched(self.replica(lane, replica)?, replica, example);
        Ok(found.map_or(JsValue::UNDEFINED, |found| {
            let all = [
                ("of", found.of.into()),
                ("point", found.point.into()),
                ("kept", flags(&found.kept)),
                ("thinned", Float32Array::from(found.thinned.as_slice()).into()),
                ("full", Float32Array::from(found.full.as_slice()).into()),
            ];
            object(&all).into()
        }))
    }

    /// The size of what arrives at each layer's sums, ten numbers a layer: the mean of |a| and of a² at test; then the two with the
    /// layer's own mask, and their standard errors; then the same with all masks.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    #[wasm_bindgen(js_name = layerScales)]
    pub fn layer_scales(&mut self, lane: usize, replica: usize, passes: u32) -> Result<Float64Array, JsError> {
        let layers = lens::scales(self.replica(lane, replica)?, replica, passes);
        let rows: Vec<f64> = layers
            .iter()
            .flat_map(|l| [l.eval, l.own.mean, l.own.error, l.train.mean, l.train.error])
            .flatten()
            .collect();
        Ok(Float64Array::from(rows.as_slice()))
    }

    /// How often each unit was dropped in a replica's last steps.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    #[wasm_bindgen(unchecked_return_type = "DropArrays | undefined")]
    pub fn drops(&mut self, lane: usize, replica: usize, steps: u32) -> Result<JsValue, JsError> {
        let found = lens::drops(self.replica(lane, replica)?, replica, steps);
        Ok(found.map_or(JsValue::UNDEFINED, |found| {
            let dropped = Uint32Array::from(found.dropped.as_slice());
            object(&[("steps", found.steps.into()), ("masks", found.masks.into()), ("dropped", dropped.into())]).into()
        }))
    }

    /// A lane's figures with masks (`train`) or without, whatever `dropout.evaluate` says.
    ///
    /// # Errors
    /// Where there is no such lane.
    #[wasm_bindgen(js_name = summaryIn, unchecked_return_type = "LaneSummary")]
    pub fn summary_in(&mut self, lane: usize, train: bool) -> Result<JsValue, JsError> {
        let mode = if train { Mode::Train } else { Mode::Eval };
        Ok(summary::lane(&self.lane(lane)?.summary_in(mode)))
    }

    /// Paints a field that was handed out as numbers: class by class, or one plane from −1 to 1; RGBA.
    #[wasm_bindgen(unchecked_return_type = "Uint8ClampedArray<ArrayBuffer>")]
    #[must_use]
    pub fn paint(&self, values: Vec<f32>, side: usize) -> Uint8ClampedArray {
        let pixels = if values.len() > side * side {
            self.palette.classes(&Field { side, values })
        } else {
            self.palette.diverging(&values)
        };
        Uint8ClampedArray::from(pixels.as_slice())
    }
}

fn numbers(numbers: &[f64]) -> JsValue {
    Float64Array::from(numbers).into()
}

fn flags(flags: &[bool]) -> JsValue {
    let bytes: Vec<u8> = flags.iter().copied().map(u8::from).collect();
    Uint8Array::from(bytes.as_slice()).into()
}
