//! How far signals carry, for JavaScript.

use js_sys::{Array, Float32Array, Float64Array, Object, Uint32Array};
use wasm_bindgen::prelude::*;

use super::Playground;
use super::playground::object;
use crate::experiment::Mode;
use crate::lens;
use crate::train::Moment;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Root mean squares: run by run, layer by layer of weights, of z, a, ∂ℓ/∂z and ∂ℓ/∂W; over so many training examples. */
export interface SignalArrays { examples: number; values: Float64Array }
/** Root mean squares that theory expects: layer by layer of weights, of z, a and ∂ℓ/∂z; and the gain that keeps them. */
export interface TheoryArrays { gain: number | undefined; values: Float64Array }
/** A range, counts over it, and how many magnitudes are 0. */
export interface HistogramArrays { range: Float32Array; counts: Uint32Array; zeros: number }
/** A layer's activations; its ∂ℓ/∂z by magnitude, over powers of ten. */
export interface LayerHistograms { activations: HistogramArrays; magnitudes: HistogramArrays }
/** A layer's initial weights, the density they were drawn from at even distances over the same range, and root mean squares. */
export interface DrawnArrays { weights: HistogramArrays; density: Float64Array; deviation: number | undefined; spread: number }
"#;

const fn moment(start: bool) -> Moment {
    if start { Moment::Start } else { Moment::Now }
}

const fn mode(train: bool) -> Mode {
    if train { Mode::Train } else { Mode::Eval }
}

fn histogram(histogram: &lens::Histogram) -> JsValue {
    object(&[
        ("range", Float32Array::from(&histogram.range[..]).into()),
        ("counts", Uint32Array::from(&histogram.counts[..]).into()),
        ("zeros", histogram.zeros.into()),
    ])
    .into()
}

#[wasm_bindgen]
impl Playground {
    /// Signals of every run of a lane, at its initial weights or at its present ones, with masks or without.
    ///
    /// # Errors
    /// Where there is no such lane.
    #[wasm_bindgen(unchecked_return_type = "SignalArrays")]
    pub fn signals(&mut self, lane: usize, start: bool, train: bool) -> Result<Object, JsError> {
        let spreads = lens::signals(self.lane(lane)?, moment(start), mode(train));
        let values = Float64Array::from(spreads.values.as_flattened());
        #[expect(clippy::cast_precision_loss, reason = "at most 128")]
        let examples = spreads.examples as f64;
        Ok(object(&[("examples", examples.into()), ("values", values.into())]))
    }

    /// What theory expects of a lane's initial weights; nothing where it does not apply.
    ///
    /// # Errors
    /// Where there is no such lane.
    #[wasm_bindgen(unchecked_return_type = "TheoryArrays | undefined")]
    pub fn theory(&mut self, lane: usize, train: bool) -> Result<JsValue, JsError> {
        Ok(lens::theory(self.lane(lane)?, mode(train)).map_or(JsValue::UNDEFINED, |theory| {
            let values = Float64Array::from(theory.layers.as_flattened());
            object(&[("gain", theory.critical_gain.into()), ("values", values.into())]).into()
        }))
    }

    /// Histograms of a run's activations and derivatives, for each layer of weights.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    #[wasm_bindgen(unchecked_return_type = "LayerHistograms[]")]
    pub fn histograms(&mut self, lane: usize, replica: usize, start: bool, train: bool) -> Result<Array, JsError> {
        let layers = lens::histograms(self.replica(lane, replica)?, replica, moment(start), mode(train));
        let layers = layers.iter().map(|[activations, magnitudes]| {
            object(&[("activations", histogram(activations)), ("magnitudes", histogram(magnitudes))])
        });
        Ok(layers.collect())
    }

    /// A layer's weights as a run drew them; nothing where there is no such layer.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    #[wasm_bindgen(unchecked_return_type = "DrawnArrays | undefined")]
    pub fn drawn(&mut self, lane: usize, replica: usize, layer: usize) -> Result<JsValue, JsError> {
        let drawn = lens::drawn(self.replica(lane, replica)?, replica, layer);
        Ok(drawn.map_or(JsValue::UNDEFINED, |drawn| {
            object(&[
                ("weights", histogram(&drawn.histogram)),
                ("density", Float64Array::from(drawn.density.as_slice()).into()),
                ("deviation", drawn.deviation.into()),
                ("spread", drawn.root_mean_square.into()),
            ])
            .into()
        }))
    }

    /// |cos| between the incoming weights of every two units of a layer, unit by unit; empty where there is no such layer.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    pub fn likeness(&mut self, lane: usize, replica: usize, layer: usize) -> Result<Float32Array, JsError> {
        let alike = lens::likeness(self.replica(lane, replica)?, replica, layer);
        Ok(Float32Array::from(alike.as_slice()))
    }
}
