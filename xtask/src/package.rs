//! What is published besides the page: the crate, and the npm package with the element and the core.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::glue::WHOLE;
use crate::step::{Done, step};
use crate::{build, paths, process};

/// The crate's own version, which the npm package shares.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where the packages are.
#[derive(Debug)]
pub(crate) struct Packages {
    /// The crate's sources, as they would be unpacked from the registry.
    pub(crate) krate: PathBuf,
    /// The npm package, as `npm publish` would send it.
    pub(crate) npm: PathBuf,
}

/// Makes both packages.
pub(crate) fn package() -> Result<Packages> {
    build::build()?;
    let folder = paths::scratch()?.join("packages");
    let mut krate = None;
    step("package the crate and compile what was packaged", || {
        krate = Some(package_crate()?);
        Ok(Done::Worked)
    })?;
    let mut npm = None;
    step("gather the npm package", || {
        let contents = folder.join("npm");
        gather(&contents)?;
        npm = Some(pack(&contents, &folder)?);
        Ok(Done::Worked)
    })?;
    let krate = krate.context("no crate was packaged")?;
    let npm = npm.context("no npm package was packed")?;
    println!("the crate:       {}", krate.display());
    println!("the npm package: {}", npm.display());
    Ok(Packages { krate, npm })
}

/// Cargo unpacks what it packaged and compiles it there, so that a file left out is noticed.
fn package_crate() -> Result<PathBuf> {
    // The working copy is packaged as it is: what is not committed yet is to be tried as well.
    process::run(process::cargo().args(["package", "--package", "trainscope", "--allow-dirty", "--quiet"]))?;
    let unpacked = paths::target()?.join("package").join(format!("trainscope-{VERSION}"));
    ensure!(unpacked.is_dir(), "{} is missing", unpacked.display());
    Ok(unpacked)
}

/// Puts the files of the npm package into a folder: the element as built for it, the core in one part, and `npm/`.
fn gather(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    let to = folder.as_os_str().to_string_lossy();
    for mode in ["production", "single"] {
        let arguments = ["exec", "--", "vite", "build", "-c", "vite.element.config.ts", "--mode", mode, "--outDir", &to];
        process::run(&mut process::npm(arguments))?;
    }
    copy_into(&paths::generated().join("wasm").join(WHOLE), &folder.join("core"))?;
    copy_into(&paths::root().join("npm"), folder)?;
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        copy(&paths::root().join(name), &folder.join(name))?;
    }
    Ok(())
}

/// Packs the folder as npm does, and gives the archive's path.
fn pack(folder: &Path, to: &Path) -> Result<PathBuf> {
    let manifest = folder.join("package.json");
    let text = fs::read(&manifest).with_context(|| format!("cannot read {}", manifest.display()))?;
    let manifest: Value = serde_json::from_slice(&text).with_context(|| format!("in {}", manifest.display()))?;
    ensure!(
        manifest["version"] == VERSION,
        "npm/package.json is of version {}, the crate of {VERSION}",
        manifest["version"]
    );
    let archives = to.as_os_str().to_string_lossy();
    process::run(&mut process::npm_in(folder, ["pack", "--silent", "--pack-destination", &archives]))?;
    let archive = to.join(format!("trainscope-{VERSION}.tgz"));
    ensure!(archive.is_file(), "{} is missing", archive.display());
    Ok(archive)
}

fn copy_into(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot create {}", to.display()))?;
    let entries = fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))?;
    for entry in entries {
        let entry = entry?;
        copy(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}
