//! Every transcendental function the core uses, the same bits on every target.
//!
//! Hot paths use [`Lanes`]; data generation and initialization use `libm` in f64, which is the same everywhere because
//! it is plain Rust. The standard library's float functions are not used: their bits differ between targets.

mod functions;
mod lanes;
mod quantile;
mod vector;
mod words;

pub use functions::{Coefficients, erf, exp, exp_m1, normal_density, normal_distribution, sigmoid, tanh};
pub use lanes::Lanes;
pub use quantile::normal_quantile;
pub use vector::Quad;
pub use words::Words;
