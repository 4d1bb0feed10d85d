//! The loss surface.

use alloc::vec::Vec;

use js_sys::{Float64Array, Object};
use wasm_bindgen::prelude::*;

use super::Playground;
use super::playground::object;
use crate::lens::{Cost, Directions, PathPoint, Surface};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What is known of a loss surface. */
export interface SurfaceArrays {
  /** The square's lowest coordinates, and its side. */
  square: Float64Array;
  /** Shares of the paths' variance along the axes, and within the plane. */
  shares: Float64Array;
  /** Places along the side of the finest lattice that is complete; 0 before there is one. */
  side: number;
  /** The loss there, row by row from the lowest second coordinate. */
  values: Float64Array;
  /** Lane, replica, step, first and second coordinate, distance from the plane and loss, for each point of each path. */
  paths: Float64Array;
}
"#;

#[wasm_bindgen]
impl Playground {
    /// Begins the surface of a lane's loss, with the paths of one replica of each lane or of all, along the paths' principal
    /// components, along random directions where there is a seed, or along the first two weights of a unit of the first layer
    /// where one is named; says whether there is one.
    #[wasm_bindgen(js_name = surfaceBegin)]
    pub fn surface_begin(
        &mut self,
        lane: usize,
        replica: Option<usize>,
        seed: Option<u32>,
        unit: Option<usize>,
    ) -> bool {
        let directions = unit.map_or_else(|| seed.map_or(Directions::Paths, Directions::Random), Directions::Weights);
        self.surface = Surface::new(&mut self.comparison, lane, replica, directions);
        self.surface.is_some()
    }

    /// Works out so many places more; says how much has been done, from 0 to 1, or nothing where no surface has been begun
    /// since the networks were built.
    #[wasm_bindgen(js_name = surfaceAdvance)]
    pub fn surface_advance(&mut self, count: usize) -> Option<f64> {
        let surface = self.surface.as_mut()?;
        surface.advance(&mut self.comparison, count);
        Some(surface.progress())
    }

    /// The surface as far as it has been worked out, with the penalty in the loss or without.
    #[wasm_bindgen(unchecked_return_type = "SurfaceArrays | undefined")]
    pub fn surface(&self, penalty: bool) -> Option<Object> {
        let surface = self.surface.as_ref()?;
        let of = |cost: Cost| if penalty { cost.loss + cost.penalty } else { cost.loss };
        let (side, costs) = surface.lattice();
        let ([x, y], width) = surface.square();
        let values: Vec<f64> = costs.into_iter().map(of).collect();
        let mut paths = Vec::new();
        for (point, cost) in surface.paths() {
            push(&mut paths, &point);
            paths.push(of(cost));
        }
        let array = |numbers: &[f64]| Float64Array::from(numbers).into();
        Some(object(&[
            ("square", array(&[x, y, width])),
            ("shares", array(&surface.shares())),
            ("side", JsValue::from(side)),
            ("values", array(&values)),
            ("paths", array(&paths)),
        ]))
    }

    /// Lane, replica, step, first and second coordinate and distance from the plane of each run that has a path, as it is now.
    #[wasm_bindgen(js_name = surfacePresent)]
    pub fn surface_present(&mut self) -> Float64Array {
        let mut present = Vec::new();
        if let Some(surface) = &self.surface {
            surface.present(&mut self.comparison).iter().for_each(|point| push(&mut present, point));
        }
        Float64Array::from(present.as_slice())
    }
}

fn push(numbers: &mut Vec<f64>, point: &PathPoint) {
    #[expect(clippy::cast_precision_loss, reason = "exact below 2⁵³ steps")]
    let [lane, replica, step] = [point.lane as f64, point.replica as f64, point.step as f64];
    numbers.extend([lane, replica, step, point.place[0], point.place[1], point.distance]);
}
