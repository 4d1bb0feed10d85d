//! The comparison as a JavaScript class.

use alloc::{format, string::String, vec::Vec};

use js_sys::{Float32Array, Object, Reflect, Uint8Array, Uint8ClampedArray, Uint32Array};
use wasm_bindgen::prelude::*;

use super::types::Layout;
use super::{read_lanes, summary, thrown, to_js};
use crate::experiment::Effect;
use crate::lens::{self, Optima, Palette, Surface};
use crate::train::{Comparison, Lane};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** The points of a lane: x1, x2 of each in turn; its class or target; its set (0 train, 1 dev, 2 test, 3 train-dev). */
export interface PointArrays { x: Float32Array; y: Float32Array; set: Uint8Array }
/** Hidden units: 0 alive, 1 dead, 2 saturated; and the first unit with equal incoming weights, itself if none. */
export interface UnitArrays { state: Uint8Array; copyOf: Uint32Array }
"#;

/// One to four lanes of 1 to 32 replicas, trained in lockstep.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Playground {
    pub(super) comparison: Comparison,
    pub(super) palette: Palette,
    pub(super) surface: Option<Surface>,
    pub(super) optima: Optima,
}

#[wasm_bindgen]
impl Playground {
    /// From a JSON array of one to four experiments.
    ///
    /// # Errors
    /// Throws `{ problems }`: everything that is wrong, at once.
    #[wasm_bindgen(constructor)]
    pub fn new(lanes: &str, replicas: u32) -> Result<Self, JsValue> {
        let lanes = read_lanes(lanes).map_err(thrown)?;
        let comparison = Comparison::new(&lanes, replicas).map_err(thrown)?;
        Ok(Self { comparison, palette: Palette::default(), surface: None, optima: Optima::default() })
    }

    /// Takes over changed experiments: live where no lane asks for more, else all start again. Says which it was.
    ///
    /// # Errors
    /// Throws `{ problems }`, and changes nothing.
    #[wasm_bindgen(unchecked_return_type = "Effect")]
    pub fn apply(&mut self, lanes: &str, replicas: u32) -> Result<String, JsValue> {
        let lanes = read_lanes(lanes).map_err(thrown)?;
        let effect = self.comparison.apply(&lanes, replicas).map_err(thrown)?;
        if effect == Effect::Rebuild {
            self.surface = None;
        }
        Ok(String::from(match effect {
            Effect::View => "view",
            Effect::Live => "live",
            Effect::Rebuild => "rebuild",
        }))
    }

    /// Makes this many updates of every replica of every lane.
    pub fn step(&mut self, count: u32) {
        self.comparison.step(count);
    }

    /// Steps until the first lane's epoch under way is complete.
    #[wasm_bindgen(js_name = stepEpoch)]
    pub fn step_epoch(&mut self) {
        self.comparison.epoch();
    }

    /// Goes back to the initial weights, the same bits as at the start.
    pub fn reset(&mut self) {
        self.comparison.reset();
    }

    /// Updates made.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn steps(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "exact below 2⁵³ steps")]
        let steps = self.comparison.steps() as f64;
        steps
    }

    /// Number of lanes.
    #[wasm_bindgen(getter, js_name = laneCount)]
    #[must_use]
    pub fn lane_count(&self) -> usize {
        self.comparison.lane_count()
    }

    /// Replicas of each lane.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn replicas(&self) -> usize {
        self.comparison.replicas()
    }

    /// A lane's shape.
    ///
    /// # Errors
    /// Where there is no such lane.
    #[wasm_bindgen(unchecked_return_type = "Layout")]
    pub fn layout(&mut self, lane: usize) -> Result<JsValue, JsError> {
        let workspace = self.lane(lane)?.workspace();
        let layers: Vec<usize> = workspace.network().sizes().skip(1).collect();
        Ok(to_js(&Layout {
            inputs: workspace.prepared().preparation.input_names(),
            outputs: layers.last().copied().unwrap_or(0),
            layers,
            classes: workspace.classes(),
        }))
    }

    /// A lane's points.
    ///
    /// # Errors
    /// Where there is no such lane.
    #[wasm_bindgen(unchecked_return_type = "PointArrays")]
    pub fn points(&mut self, lane: usize) -> Result<Object, JsError> {
        let points = &self.lane(lane)?.workspace().prepared().points;
        #[expect(clippy::cast_possible_truncation, reason = "a picture needs no more than f32")]
        let narrow = |x: f64| x as f32;
        let x: Vec<f32> = points.x.iter().flatten().map(|&x| narrow(x)).collect();
        let y: Vec<f32> = points.target.iter().map(|&y| narrow(y)).collect();
        let set: Vec<u8> = points.set.iter().map(|&set| set as u8).collect();
        Ok(object(&[
            ("x", Float32Array::from(x.as_slice()).into()),
            ("y", Float32Array::from(y.as_slice()).into()),
            ("set", Uint8Array::from(set.as_slice()).into()),
        ]))
    }

    /// A lane's figures on train, train-dev and dev, for each replica, in the mode that `dropout.evaluate` names.
    ///
    /// # Errors
    /// Where there is no such lane.
    #[wasm_bindgen(unchecked_return_type = "LaneSummary")]
    pub fn summary(&mut self, lane: usize) -> Result<JsValue, JsError> {
        Ok(summary::lane(&self.lane(lane)?.summary()))
    }

    /// Sets the colours of fields: 256 from −1 to 1, at least five for classes, and one for what knows nothing; RGBA.
    ///
    /// # Errors
    /// Where a list is too short.
    #[wasm_bindgen(js_name = setPalette)]
    pub fn set_palette(&mut self, diverging: &[u8], classes: &[u8], background: &[u8]) -> Result<(), JsError> {
        self.palette = Palette::new(diverging, classes, background).ok_or_else(|| {
            JsError::new(
                "a palette has 256 × 4 bytes from −1 to 1, at least 5 × 4 for classes, and 4 for the background",
            )
        })?;
        Ok(())
    }

    /// The decision field's values, −1 to 1, row by row from the top.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    #[wasm_bindgen(js_name = fieldValues)]
    pub fn field_values(&mut self, lane: usize, replica: usize, size: usize) -> Result<Float32Array, JsError> {
        let field = lens::decision(self.replica(lane, replica)?, replica, size);
        Ok(Float32Array::from(field.values.as_slice()))
    }

    /// Every class's probability over the plane, class by class.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    #[wasm_bindgen(js_name = fieldClasses)]
    pub fn field_classes(&mut self, lane: usize, replica: usize, size: usize) -> Result<Float32Array, JsError> {
        let field = lens::class_probabilities(self.replica(lane, replica)?, replica, size);
        Ok(Float32Array::from(field.values.as_slice()))
    }

    /// The decision field, painted; RGBA.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    #[wasm_bindgen(js_name = fieldRgba, unchecked_return_type = "Uint8ClampedArray<ArrayBuffer>")]
    pub fn field_rgba(&mut self, lane: usize, replica: usize, size: usize) -> Result<Uint8ClampedArray, JsError> {
        let this = self.replica(lane, replica)?;
        let pixels = if this.workspace().classes() > 2 {
            let field = lens::class_probabilities(this, replica, size);
            self.palette.classes(&field)
        } else {
            let field = lens::decision(this, replica, size);
            self.palette.diverging(&field.values)
        };
        Ok(Uint8ClampedArray::from(pixels.as_slice()))
    }

    /// Every unit's own field, painted, one after another: inputs, hidden units, outputs; RGBA.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    #[wasm_bindgen(js_name = unitRgba, unchecked_return_type = "Uint8ClampedArray<ArrayBuffer>")]
    pub fn unit_rgba(&mut self, lane: usize, replica: usize, size: usize) -> Result<Uint8ClampedArray, JsError> {
        let fields = lens::unit_fields(self.replica(lane, replica)?, replica, size);
        Ok(Uint8ClampedArray::from(self.palette.diverging(&fields.values).as_slice()))
    }

    /// Weights and biases, in PyTorch's order: for each layer `weight[out][in]`, then `bias[out]`.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    pub fn parameters(&mut self, lane: usize, replica: usize) -> Result<Float32Array, JsError> {
        let runs = self.lane(lane)?.runs();
        let run = runs.get(replica).ok_or_else(|| no_such("replica", replica, runs.len()))?;
        Ok(Float32Array::from(run.parameters()))
    }

    /// Replaces weights and biases.
    ///
    /// # Errors
    /// Where there is no such lane or replica, or their number is not the network's.
    #[wasm_bindgen(js_name = setParameters)]
    pub fn set_parameters(&mut self, lane: usize, replica: usize, values: &[f32]) -> Result<(), JsError> {
        self.replica(lane, replica)?.set_parameters(replica, values).map_err(JsError::from)
    }

    /// For one example of the last step's mini-batch, its last one where it has fewer: 1 where a unit was kept, 0 where it was
    /// dropped; inputs, then hidden units.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    pub fn masks(&mut self, lane: usize, replica: usize, example: usize) -> Result<Uint8Array, JsError> {
        let kept = self.replica(lane, replica)?.watched_masks(replica, example);
        let bytes: Vec<u8> = kept.into_iter().map(u8::from).collect();
        Ok(Uint8Array::from(bytes.as_slice()))
    }

    /// The hidden units' states.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    #[wasm_bindgen(unchecked_return_type = "UnitArrays")]
    pub fn units(&mut self, lane: usize, replica: usize) -> Result<Object, JsError> {
        let this = self.replica(lane, replica)?;
        let state: Vec<u8> = lens::unit_states(this, replica).into_iter().map(|state| state as u8).collect();
        let copies = lens::copies(this, replica);
        Ok(object(&[
            ("state", Uint8Array::from(state.as_slice()).into()),
            ("copyOf", Uint32Array::from(copies.as_slice()).into()),
        ]))
    }

    /// The parameters' bits in one number, as 16 hexadecimal digits.
    ///
    /// # Errors
    /// Where there is no such lane or replica.
    #[wasm_bindgen(js_name = weightsHash)]
    pub fn weights_hash(&mut self, lane: usize, replica: usize) -> Result<String, JsError> {
        let runs = self.lane(lane)?.runs();
        let run = runs.get(replica).ok_or_else(|| no_such("replica", replica, runs.len()))?;
        Ok(format!("{:016x}", run.hash()))
    }

    pub(super) fn lane(&mut self, lane: usize) -> Result<&mut Lane, JsError> {
        let count = self.lane_count();
        self.comparison.lanes().get_mut(lane).ok_or_else(|| no_such("lane", lane, count))
    }

    /// A lane that has this replica.
    pub(super) fn replica(&mut self, lane: usize, replica: usize) -> Result<&mut Lane, JsError> {
        let lane = self.lane(lane)?;
        let count = lane.runs().len();
        if replica < count { Ok(lane) } else { Err(no_such("replica", replica, count)) }
    }
}

pub(super) fn no_such(what: &str, got: usize, count: usize) -> JsError {
    JsError::new(&format!("{what}: got {got}; allowed is 0 to {}", count.saturating_sub(1)))
}

/// An object with these properties. Setting a property of a fresh object has no way to fail.
pub(super) fn object(properties: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in properties {
        let _: Result<bool, JsValue> = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object
}
