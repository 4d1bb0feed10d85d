//! Running other programs.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::paths;

/// npm is a script on Windows, which is only found with its extension.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// What `cargo run` tells the program that it runs about itself. Passed on to a cargo within, these would describe
/// the wrong package to build scripts that read them.
const OUTER_CARGO: [&str; 5] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "OUT_DIR"];

/// The cargo that runs us, in the workspace's folder.
pub(crate) fn cargo() -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(paths::root());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if OUTER_CARGO.iter().any(|prefix| text.starts_with(prefix)) {
            command.env_remove(&name);
        }
    }
    command
}

/// npm in the page's folder.
pub(crate) fn npm<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Command {
    npm_in(&paths::www(), args)
}

/// npm in a folder with a `package.json`.
pub(crate) fn npm_in<S: AsRef<OsStr>>(folder: &Path, args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(NPM);
    command.current_dir(folder).args(args);
    command
}

/// Runs a program, its output going where ours goes.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| missing(command))?;
    ensure!(status.success(), "`{}` failed ({status})", shown(command));
    Ok(())
}

/// Runs a program and returns what it wrote to standard output; its errors go where ours go.
pub(crate) fn output(command: &mut Command) -> Result<Vec<u8>> {
    command.stderr(Stdio::inherit());
    let output = command.output().with_context(|| missing(command))?;
    ensure!(output.status.success(), "`{}` failed ({})", shown(command), output.status);
    Ok(output.stdout)
}

/// Runs a program like [`run`] and shows each line that it writes to standard output to `watch` as well.
pub(crate) fn run_watched(command: &mut Command, mut watch: impl FnMut(&str)) -> Result<()> {
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| missing(command))?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            let line = line?;
            println!("{line}");
            watch(&line);
        }
    }
    let status = child.wait()?;
    ensure!(status.success(), "`{}` failed ({status})", shown(command));
    Ok(())
}

/// The command as one would type it.
pub(crate) fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut words = vec![program.file_stem().unwrap_or(program.as_os_str()).to_string_lossy()];
    words.extend(command.get_args().map(OsStr::to_string_lossy));
    words.join(" ")
}

fn missing(command: &Command) -> String {
    let hint = match command.get_program().to_str() {
        Some(name) if name == NPM || name == "node" => ": install Node.js 20 or newer, https://nodejs.org",
        Some("rustup") => ": install it from https://rustup.rs",
        _ => "",
    };
    format!("`{}` could not be started{hint}", shown(command))
}
