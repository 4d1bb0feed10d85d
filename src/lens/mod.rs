//! What a page shows of a run, computed from the run itself and from nothing like it: the decision field, the field of
//! every unit, the units' states, and the step that comes next.

mod field;
mod paint;
mod plane;
mod step;
mod surface;
mod units;

pub use field::{Field, class_probabilities, decision, unit_fields};
pub use paint::Palette;
pub use plane::Plane;
pub use step::{ComingStep, coming_step};
pub use surface::{Cost, Directions, PathPoint, Surface};
pub use units::{UnitState, copies, unit_states};
