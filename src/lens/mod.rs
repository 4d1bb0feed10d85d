//! What a page shows of a run, computed from the run itself and from nothing like it: the decision field, the field of
//! every unit, the units' states, how far signals carry, the step that comes next, what dropout does to all of it, and the
//! loss around it.

mod augmentation;
mod curvature;
mod decomposition;
mod drawn;
mod dropout;
mod field;
mod ladder;
mod optimum;
mod paint;
mod plane;
mod signals;
mod step;
mod surface;
mod theory;
mod units;

pub use augmentation::{Ghosts, ghosts};
pub use curvature::{Curvature, curvature};
pub use decomposition::{Decomposition, decompose, tested};
pub use drawn::{Drawn, POINTS, drawn, likeness};
pub use dropout::{
    Apart, Averaged, Drops, LayerScale, Sampling, SubNetworks, Watched, drops, scales, sub_networks, watched,
};
pub use field::{Field, class_probabilities, decision, unit_fields};
pub use ladder::{Cause, Estimate, Ladder, ladder};
pub use optimum::{Optima, OptimalField};
pub use paint::Palette;
pub use plane::Plane;
pub use signals::{BINS, Histogram, MAGNITUDES, Spreads, histograms, signals};
pub use step::{ComingStep, coming_step};
pub use surface::{Cost, Directions, PathPoint, Surface};
pub use theory::{Theory, theory};
pub use units::{UnitState, copies, unit_states};
