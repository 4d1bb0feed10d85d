//! The commands and their arguments.

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::{bench, build, claims, package, serve, test};

/// Set up, build, serve, test and measure trainscope.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the page and serve it on this machine.
    Serve(serve::Options),
    /// Build the page into www/dist.
    Build,
    /// Check everything: formatting, lints, documentation, and the tests natively, in Node and in three browsers.
    Test(test::Options),
    /// Make the crate and the npm package, ready to publish, in cargo's target folder.
    Package,
    /// Measure speed: beside other libraries in Chromium and in Node, the page as a visitor has it, and natively.
    Bench(bench::Options),
    /// Try what the lessons say on other seeds and in settings nearby, or write down what the tests find.
    Claims(claims::Options),
    /// Run one compiled wasm test file: what cargo calls for the wasm target.
    #[command(hide = true, disable_help_flag = true)]
    Runner {
        /// The file and the arguments of the test harness.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
}

impl Cli {
    /// Carries out the command that was asked for.
    pub(crate) fn run(self) -> Result<ExitCode> {
        match self.command {
            Command::Serve(options) => serve::serve(&options)?,
            Command::Build => build::build()?,
            Command::Test(options) => return test::test(&options),
            Command::Package => {
                package::package()?;
            }
            Command::Bench(options) => bench::bench(&options)?,
            Command::Claims(options) => claims::claims(&options)?,
            Command::Runner { args } => {
                let name = OsString::from("wasm-bindgen-test-runner");
                wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::iter::once(name).chain(args))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
