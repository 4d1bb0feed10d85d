//! The network: activations, initialization, dropout, losses, penalties and optimizers, and the passes that join them.

mod activation;
mod dropout;
mod init;
mod kernel;
mod loss;
mod network;
mod optimizer;

pub(crate) use dropout::{Factor, MaskKey, factor, rate};
pub use init::Distribution;
pub(crate) use init::{bias_moments, initialize};
pub(crate) use kernel::{PANEL, lanes, padded, to_input_blocks, to_input_blocks_of_four};
pub(crate) use loss::{derivative, value};
pub(crate) use network::{Batch, Block, Masks, Packed, Parameters, Pass, Values, evaluate, finite, padded_count};
pub use network::{Layer, Network};
pub use optimizer::learning_rate;
pub(crate) use optimizer::{Update, add_penalty, clear_frozen, norm, penalty};
