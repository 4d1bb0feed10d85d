//! Trains an experiment at every combination of several fields' values, on all cores, and writes each run's figures as CSV:
//!
//! ```sh
//! cargo run --release --example sweep -- experiment.json --field dropout.p=0,0.2,0.5 --field network.layers=[8],[8,8] \
//!     --seeds 20 --steps 2000 --csv out.csv
//! ```
//!
//! Every figure is the one that the page's core gives, to the last bit.

#[cfg(not(target_arch = "wasm32"))]
mod native;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    native::main()
}

/// Examples are built with the tests for wasm, where there is neither a terminal nor a thread.
#[cfg(target_arch = "wasm32")]
fn main() {}
