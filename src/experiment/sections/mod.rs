//! The fields: each one's meaning, default, range, unit and effect, written here and nowhere else.

mod data;
mod learning;
mod model;

use super::kind::Kind;
use super::value::Choice;

pub use data::*;
pub use learning::*;
pub use model::*;

/// Edge of the plane: both coordinates of the data's generators lie in about −[`PLANE`] … [`PLANE`].
pub const PLANE: f64 = 3.0;
/// The largest number of hidden layers.
pub const MAX_HIDDEN_LAYERS: usize = 32;
/// The largest number of units in a hidden layer.
pub const MAX_UNITS: u32 = 256;
/// The largest number of points.
pub const MAX_POINTS: usize = 20_000;

const fn real(min: f64, max: f64) -> Kind {
    Kind::Real { min, max, log: false }
}

const fn log(min: f64, max: f64) -> Kind {
    Kind::Real { min, max, log: true }
}

const fn choice_of<T: Choice>() -> Kind {
    Kind::Choice { options: T::NAMES }
}
