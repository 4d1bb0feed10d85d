//! The packages, tried as somebody else would use them: by projects of their own, outside the repository.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::browsers::with;
use super::outcome::Outcome;
use crate::package::{self, Packages};
use crate::{install, paths, process};

/// Copies the example projects to where nothing of the repository is found, and runs them with the packages.
pub(super) fn packages() -> Result<Outcome> {
    with(install::chromium(), |browser| try_out(&browser))
}

fn try_out(browser: &Path) -> Result<Outcome> {
    let packages = package::package()?;
    let folder = tempfile::tempdir().context("cannot make a folder for fresh projects")?;
    let fresh = folder.path();
    copy_all(&paths::root().join("examples").join("embedding"), fresh)?;
    let by_rust = rust(&fresh.join("rust"), &packages)?;
    let by_node = node(&fresh.join("node"), &packages)?;
    println!("from Rust: {by_rust}\nfrom Node: {by_node}");
    ensure!(by_rust == by_node, "the crate and the npm package trained the same experiment to different ends");
    vite(&fresh.join("vite"), &packages, browser)?;
    Ok(Outcome::Passed)
}

/// What the Rust example says.
fn rust(project: &Path, packages: &Packages) -> Result<String> {
    // As a registry would serve it.
    let patch = format!("patch.crates-io.trainscope.path={:?}", packages.krate);
    let target = paths::scratch()?.join("fresh");
    let mut command = process::cargo();
    command.current_dir(project).args(["run", "--quiet", "--release", "--config", &patch, "--target-dir"]).arg(target);
    said(&mut command)
}

/// What the Node example says.
fn node(project: &Path, packages: &Packages) -> Result<String> {
    install(project, packages)?;
    said(Command::new("node").current_dir(project).arg("train.mjs"))
}

/// Bundles the Vite example, and opens what came of it in a browser.
fn vite(project: &Path, packages: &Packages, browser: &Path) -> Result<()> {
    install(project, packages)?;
    process::run(&mut process::npm_in(project, ["run", "build"]))?;
    let script = Path::new("tests").join("packages").join("open.mjs");
    let mut command = Command::new("node");
    command.current_dir(paths::www()).arg(script).arg(project.join("dist")).env("CHROMIUM", browser);
    process::run(&mut command)
}

fn install(project: &Path, packages: &Packages) -> Result<()> {
    let mut command = process::npm_in(project, ["install", "--no-audit", "--no-fund"]);
    process::run(command.arg(&packages.npm))
}

fn said(command: &mut Command) -> Result<String> {
    let words = String::from_utf8(process::output(command)?)?.trim().to_owned();
    ensure!(words.contains("weights"), "`{}` said {words:?}", process::shown(command));
    Ok(words)
}

fn copy_all(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot create {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if ["node_modules", "target", "dist"].iter().any(|made| entry.file_name() == *made) {
            continue;
        }
        if path.is_dir() {
            copy_all(&path, &target)?;
        } else {
            fs::copy(&path, &target).with_context(|| format!("cannot copy {}", path.display()))?;
        }
    }
    Ok(())
}
