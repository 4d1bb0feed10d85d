//! What dropout does to a run: the networks that are left of it, the size of what flows through them, and how often each unit
//! was missing.

mod counts;
mod fields;
mod scale;
mod watched;

pub use counts::{Drops, drops};
pub use fields::{Apart, Sampling, SubNetworks, sub_networks};
pub use scale::{Averaged, LayerScale, scales};
pub use watched::{Watched, watched};
