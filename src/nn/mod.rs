//! The network: activations, initialization, dropout, losses, penalties and optimizers, and the passes that join them.

mod activation;
mod block;
mod dropout;
mod init;
mod kernel;
mod loss;
mod masks;
mod network;
mod optimizer;
mod pass;
mod pointwise;

pub(crate) use block::{Batch, Block, Values};
pub(crate) use dropout::{Factor, MaskKey, factor, rate};
pub use init::Distribution;
pub(crate) use init::{bias_moments, initialize};
pub(crate) use kernel::{Cell, Four, PANEL, by_networks, lanes, padded};
pub(crate) use loss::{derivative, value, value_of_mixed, wanted};
pub(crate) use masks::{Masks, Pass};
pub use network::{Layer, Network};
pub use optimizer::learning_rate;
pub(crate) use optimizer::{Update, add_penalty, clear_frozen, norm, penalty};
pub(crate) use pass::{Packed, Parameters};
pub(crate) use pointwise::{evaluate, finite, padded_count};
