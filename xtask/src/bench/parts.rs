//! Running the parts of the benchmark: each writes what it measured into a file.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow};
use serde_json::Value;

use super::Effort;
use super::measured::Estimate;
use crate::install::{self, Missing};
use crate::{paths, process};

/// Where results go.
pub(crate) fn folder() -> Result<PathBuf> {
    let folder = paths::target()?.join("bench");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    Ok(folder)
}

fn read(path: &Path) -> Result<Value> {
    let text = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_slice(&text).with_context(|| format!("in {}", path.display()))
}

/// Runs a part that Node runs: `machine`, `chromium`, `node`, `page`.
pub(crate) fn in_node(part: &str, effort: Effort) -> Result<Value> {
    let out = folder()?.join(format!("{part}.json"));
    let mut node = Command::new("node");
    node.arg(paths::peers().join("main.js")).arg(part).arg("--out").arg(&out);
    let (rounds, milliseconds, loads) =
        (effort.rounds.to_string(), effort.milliseconds.to_string(), effort.loads.to_string());
    node.args(["--rounds", &rounds, "--milliseconds", &milliseconds, "--loads", &loads]);
    node.arg("--folder").arg(if part == "page" { paths::dist() } else { folder()?.join("page") });
    if ["chromium", "page"].contains(&part) {
        node.arg("--chromium").arg(chromium()?);
    }
    process::run(&mut node)?;
    read(&out)
}

fn chromium() -> Result<PathBuf> {
    install::chromium().map_err(|missing| match missing {
        Missing::NoInstaller(what) | Missing::NotInstalled(what) => anyhow!(what),
    })
}

/// Runs criterion's benchmarks and returns their estimates.
pub(crate) fn criterion(effort: Effort) -> Result<Vec<Estimate>> {
    let results = paths::target()?.join("criterion");
    // What an older version measured under another name would be reported as if it were new.
    if results.exists() {
        fs::remove_dir_all(&results).with_context(|| format!("cannot empty {}", results.display()))?;
    }
    let mut cargo = process::cargo();
    cargo.args(["bench", "--package", "trainscope", "--bench", "step", "--", "--quiet"]);
    cargo.args(["--warm-up-time", effort.warm_up, "--measurement-time", effort.measurement]);
    process::run(&mut cargo)?;
    let mut found = Vec::new();
    for file in crate::stamp::files_below(&results)? {
        if !file.ends_with(Path::new("new").join("estimates.json")) {
            continue;
        }
        let median = &read(&file)?["median"];
        let number = |value: &Value| value.as_f64().with_context(|| format!("{} has no median", file.display()));
        let interval = &median["confidence_interval"];
        let name = file.parent().and_then(Path::parent).unwrap_or(&file).strip_prefix(&results)?;
        let words: Vec<_> = name.iter().map(OsStr::to_string_lossy).collect();
        found.push(Estimate {
            name: words.join(" of "),
            median: number(&median["point_estimate"])?,
            lower: number(&interval["lower_bound"])?,
            upper: number(&interval["upper_bound"])?,
        });
    }
    Ok(found)
}

/// Runs PyTorch in turns with the native build.
pub(crate) fn pytorch(python: &Path, effort: Effort) -> Result<Value> {
    let out = folder()?.join("pytorch.json");
    let mut script = Command::new(python);
    script.arg(paths::peers().join("torch_eager.py")).arg(native()?).arg("--out").arg(&out);
    script.args(["--rounds", &effort.rounds.to_string(), "--milliseconds", &effort.milliseconds.to_string()]);
    process::run(&mut script)?;
    read(&out)
}

/// Builds the program that makes steps on demand. Cargo says where it is: its name has a hash in it.
fn native() -> Result<PathBuf> {
    let mut cargo = process::cargo();
    cargo.args(["bench", "--package", "trainscope", "--bench", "turns", "--no-run"]);
    cargo.arg("--message-format=json-render-diagnostics").stdout(Stdio::piped());
    let messages = String::from_utf8(process::output(&mut cargo)?)?;
    let program = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["target"]["name"] == "turns")
        .find_map(|message| message["executable"].as_str().map(PathBuf::from));
    program.context("cargo built no benches/turns.rs")
}

/// The commit that is measured, and whether something was changed since; nothing where there is no git.
pub(crate) fn commit() -> String {
    let mut git = Command::new("git");
    git.current_dir(paths::root()).args(["describe", "--always", "--dirty", "--abbrev=10"]).stderr(Stdio::null());
    let output = git.output().ok().filter(|output| output.status.success());
    output.map_or_else(|| "unknown".into(), |output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The compiler's version.
pub(crate) fn rustc() -> Result<String> {
    Ok(String::from_utf8(process::output(Command::new("rustc").arg("--version"))?)?.trim().to_owned())
}
