//! Training: one network ([`Trainer`]), or lanes and replicas in lockstep ([`Comparison`]).
//!
//! A *step* is one optimizer update on one mini-batch, an *epoch* one pass over the training set. Everything is allocated
//! when an experiment is built; a step allocates nothing.

mod checkpoints;
mod comparison;
mod feed;
mod run;
mod trainer;
mod workspace;

pub use checkpoints::Checkpoint;
pub use comparison::{Comparison, Lane, LaneSummary, ReplicaSummary};
pub(crate) use run::sizes_with_dropout;
pub use run::{Cause, Divergence, EarlyStop, Figures, Moment, PROBED, Run, WrongCount};
pub use trainer::Trainer;
pub(crate) use workspace::Parts;
pub use workspace::Workspace;
