//! What a page shows of a run, computed from the run itself and from nothing like it: the decision field, the field of
//! every unit, the units' states, and the step that comes next.

mod field;
mod paint;
mod step;
mod units;

pub use field::{Field, class_probabilities, decision, unit_fields};
pub use paint::Palette;
pub use step::{ComingStep, coming_step};
pub use units::{UnitState, copies, unit_states};
