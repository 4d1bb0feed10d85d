//! What a page shows of a run, computed from the run itself and from nothing like it: the decision field, the field of
//! every unit, the units' states, and how far signals carry.

mod drawn;
mod field;
mod paint;
mod signals;
mod theory;
mod units;

pub use drawn::{Drawn, POINTS, drawn, likeness};
pub use field::{Field, class_probabilities, decision, unit_fields};
pub use paint::Palette;
pub use signals::{BINS, Histogram, MAGNITUDES, Spreads, histograms, signals};
pub use theory::{Theory, theory};
pub use units::{UnitState, copies, unit_states};
