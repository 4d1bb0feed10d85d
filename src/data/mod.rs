//! The data: points drawn from known laws, shared out to their sets, and turned into the network's inputs.
//!
//! The order of things, each a pure function of the experiment:
//! [`Points::draw`] draws positions, targets and sets; [`Preparation::fit`] reads the training set's statistics;
//! [`Examples`] holds a set as the network gets it; [`Prepared`] is all of it together.
//!
//! Because each generator is a law with a density in closed form or as an integral, [`density`] and [`posterior`] are
//! known and not estimated: what no network can do better than is a figure, not a guess.

mod apportion;
mod augmentation;
mod bayes;
mod examples;
mod law;
mod points;
mod preparation;
mod shape;
mod split;
mod target;

pub(crate) use augmentation::Augmenter;
pub use augmentation::{Augmented, LabelKept, label_kept};
pub(crate) use bayes::Mixture;
pub use bayes::{BayesError, BayesIntegral, Distribution, bayes_error};
pub use examples::{Examples, Prepared};
pub(crate) use law::{MAX_CLASSES, joint, posterior_of};
pub use law::{class_share, density, posterior, regression_target};
pub use points::Points;
pub use preparation::{Input, Preparation, Source, Spread, noise_inputs};
pub use split::Set;
pub use target::TargetLaw;
