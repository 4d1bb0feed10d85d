//! What a page shows of a run, computed from the run itself and from nothing like it: the decision field, the field of
//! every unit, and the units' states.

mod field;
mod paint;
mod plane;
mod surface;
mod units;

pub use field::{Field, class_probabilities, decision, unit_fields};
pub use paint::Palette;
pub use plane::Plane;
pub use surface::{Cost, Directions, PathPoint, Surface};
pub use units::{UnitState, copies, unit_states};
