//! A lane's figures as a plain object, made property by property: losses may be infinite and parts may be missing, and
//! JSON text has neither.

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::train::{Cause, Divergence, EarlyStop, Figures, LaneSummary, ReplicaSummary};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Object)]
    pub(super) type Plain;

    #[wasm_bindgen(method, setter)]
    fn set_step(this: &Plain, value: f64);
    #[wasm_bindgen(method, setter)]
    fn set_epoch(this: &Plain, value: f64);
    #[wasm_bindgen(method, setter, js_name = learningRate)]
    fn set_learning_rate(this: &Plain, value: f64);
    #[wasm_bindgen(method, setter)]
    fn set_replicas(this: &Plain, value: &Array);
    #[wasm_bindgen(method, setter)]
    fn set_train(this: &Plain, value: Option<&Plain>);
    #[wasm_bindgen(method, setter, js_name = trainDev)]
    fn set_train_dev(this: &Plain, value: Option<&Plain>);
    #[wasm_bindgen(method, setter)]
    fn set_dev(this: &Plain, value: Option<&Plain>);
    #[wasm_bindgen(method, setter)]
    fn set_penalty(this: &Plain, value: f64);
    #[wasm_bindgen(method, setter)]
    fn set_diverged(this: &Plain, value: Option<&Plain>);
    #[wasm_bindgen(method, setter)]
    fn set_loss(this: &Plain, value: f64);
    #[wasm_bindgen(method, setter)]
    fn set_accuracy(this: &Plain, value: Option<f64>);
    #[wasm_bindgen(method, setter)]
    fn set_layer(this: &Plain, value: u32);
    #[wasm_bindgen(method, setter)]
    fn set_cause(this: &Plain, value: &str);
    #[wasm_bindgen(method, setter)]
    fn set_stop(this: &Plain, value: Option<&Plain>);
    #[wasm_bindgen(method, setter, js_name = bestStep)]
    fn set_best_step(this: &Plain, value: f64);
    #[wasm_bindgen(method, setter)]
    fn set_best(this: &Plain, value: f64);
    #[wasm_bindgen(method, setter)]
    fn set_left(this: &Plain, value: u32);
    #[wasm_bindgen(method, setter)]
    fn set_stopped(this: &Plain, value: Option<f64>);
}

fn plain() -> Plain {
    Object::new().unchecked_into()
}

/// The object that the generated type `LaneSummary` describes.
pub(super) fn lane(summary: &LaneSummary) -> JsValue {
    let object = plain();
    object.set_step(count(summary.step));
    object.set_epoch(count(summary.epoch));
    object.set_learning_rate(summary.learning_rate);
    object.set_replicas(&summary.replicas.iter().map(replica).collect());
    object.into()
}

fn replica(summary: &ReplicaSummary) -> Plain {
    let object = plain();
    object.set_train(summary.train.as_ref().map(figures).as_ref());
    object.set_train_dev(summary.train_dev.as_ref().map(figures).as_ref());
    object.set_dev(summary.dev.as_ref().map(figures).as_ref());
    object.set_penalty(summary.penalty);
    object.set_diverged(summary.diverged.as_ref().map(divergence).as_ref());
    object.set_stop(summary.stop.as_ref().map(early_stop).as_ref());
    object
}

fn early_stop(stop: &EarlyStop) -> Plain {
    let object = plain();
    object.set_best_step(count(stop.best_step));
    object.set_best(stop.best);
    object.set_left(stop.left);
    object.set_stopped(stop.stopped.map(count));
    object
}

pub(super) fn figures(figures: &Figures) -> Plain {
    let object = plain();
    object.set_loss(figures.loss);
    object.set_accuracy(figures.accuracy);
    object
}

pub(super) fn divergence(divergence: &Divergence) -> Plain {
    let object = plain();
    object.set_step(count(divergence.step));
    object.set_layer(u32::try_from(divergence.layer).unwrap_or(u32::MAX));
    object.set_cause(match divergence.cause {
        Cause::Activation => "activation",
        Cause::Gradient => "gradient",
        Cause::Weight => "weight",
    });
    object
}

#[expect(clippy::cast_precision_loss, reason = "exact below 2⁵³ steps")]
pub(super) const fn count(steps: u64) -> f64 {
    steps as f64
}
