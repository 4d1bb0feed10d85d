//! Compiling the crate to WebAssembly.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;
use crate::step::Done;

/// The browsers' target.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// A compiled module.
#[derive(Debug)]
pub(crate) struct Module {
    /// Where cargo put it.
    pub(crate) path: PathBuf,
    /// Whether it had to be compiled.
    pub(crate) done: Done,
}

/// Adds a compilation target to the toolchain in use when it is not there.
///
/// rustc is asked where the target's standard library would be, so a toolchain that comes from elsewhere than rustup
/// will do as well.
pub(crate) fn ensure_target(target: &str) -> Result<Done> {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "target-libdir", "--target", target]);
    let folder = String::from_utf8(process::output(&mut rustc)?)?;
    if Path::new(folder.trim()).is_dir() {
        return Ok(Done::Unchanged);
    }
    process::run(Command::new("rustup").args(["target", "add", target]))
        .with_context(|| format!("the Rust target {target} is missing"))?;
    Ok(Done::Worked)
}

/// Compiles the crate with the page's binding, optimized.
pub(crate) fn compile() -> Result<Module> {
    let mut cargo = process::cargo();
    cargo.args(["build", "--package", "trainscope", "--lib", "--release", "--target", TARGET]);
    cargo.args(["--no-default-features", "--features", "web"]);
    // Cargo says where the module is: its target folder can be moved in many ways.
    cargo.arg("--message-format=json-render-diagnostics").stdout(Stdio::piped());
    let messages = String::from_utf8(process::output(&mut cargo)?)?;
    let artifact = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["target"]["name"] == "trainscope")
        .find_map(|message| {
            let files = message["filenames"].as_array()?;
            let module = files.iter().filter_map(Value::as_str).find(|file| file.ends_with(".wasm"))?;
            Some(Module {
                path: PathBuf::from(module),
                done: if message["fresh"] == true { Done::Unchanged } else { Done::Worked },
            })
        });
    artifact.context("cargo built no wasm module: is `cdylib` among the crate types in Cargo.toml?")
}
