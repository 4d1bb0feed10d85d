//! The data: points drawn from known laws, shared out to three sets, and turned into the network's inputs.
//!
//! The order of things, each a pure function of the experiment:
//! [`Points::draw`] draws positions, targets and sets; [`Preparation::fit`] reads the training set's statistics;
//! [`Examples`] holds a set as the network gets it; [`Prepared`] is all of it together.
//!
//! Because each generator is a law with a density in closed form or as an integral, [`density`] and [`posterior`] are
//! known and not estimated: what no network can do better than is a figure, not a guess.

mod apportion;
mod examples;
mod law;
mod points;
mod preparation;
mod shape;
mod split;

pub use examples::{Examples, Prepared};
pub use law::{class_share, density, posterior, regression_target};
pub use points::Points;
pub use preparation::{Input, Preparation, Source, noise_inputs};
pub use split::Set;
