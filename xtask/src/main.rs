//! Everything that is done to trainscope from a terminal: set up, build, serve, test, measure.
//!
//! `cargo xtask` is an alias in `.cargo/config.toml`, so a clone needs nothing but rustup and Node: whatever else a
//! command uses, it installs or says how to.
#![allow(
    clippy::std_instead_of_core,
    reason = "the rule keeps the training core free of std; this is a program for a terminal"
)]

mod bench;
mod build;
mod claims;
mod cli;
mod geckodriver;
mod glue;
mod imports;
mod install;
mod package;
mod paths;
mod process;
mod schema;
mod serve;
mod site;
mod split;
mod stamp;
mod step;
mod test;
mod wasm;
mod xvfb;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match cli::Cli::parse().run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
