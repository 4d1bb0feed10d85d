//! The page's own tools: npm packages and the bundler.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value};

use crate::stamp::Stamp;
use crate::step::Done;
use crate::{paths, process};

/// What in `www/` the built page does not depend on: it is made from the rest, or left by tests.
const NOT_SOURCES: [&str; 4] = ["node_modules", "dist", "test-results", "playwright-report"];

/// Installs exactly what the page's lock file names, unless it is there.
pub(crate) fn ensure_packages() -> Result<Done> {
    require_node()?;
    ensure_packages_in(&paths::www())
}

/// Installs exactly what a folder's lock file names, unless it is there.
pub(crate) fn ensure_packages_in(folder: &Path) -> Result<Done> {
    if packages_are_installed(folder) {
        return Ok(Done::Unchanged);
    }
    process::run(&mut process::npm_in(folder, ["ci", "--no-audit", "--no-fund"]))?;
    Ok(Done::Worked)
}

/// Says so when Node is older than `www/package.json` asks for: npm only warns, and what then fails does not say why.
fn require_node() -> Result<()> {
    let version = String::from_utf8(process::output(Command::new("node").arg("--version"))?)?;
    let package = paths::www().join("package.json");
    let text = fs::read(&package).with_context(|| format!("cannot read {}", package.display()))?;
    let package: Value = serde_json::from_slice(&text).with_context(|| format!("in {}", package.display()))?;
    let wanted = package["engines"]["node"].as_str().unwrap_or_default();
    ensure!(
        numbers(&version) >= numbers(wanted),
        "Node.js {} is installed and {wanted} is needed: https://nodejs.org",
        version.trim()
    );
    Ok(())
}

/// The numbers of a version such as `v20.19.4` or of the range `>=20.19`, which compare as versions do.
fn numbers(version: &str) -> Vec<u32> {
    version.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
}

/// Bundles the page into `www/dist`.
pub(crate) fn bundle() -> Result<Done> {
    let mut sources = Vec::new();
    let www = paths::www();
    for entry in fs::read_dir(&www).with_context(|| format!("cannot read {}", www.display()))? {
        let entry = entry?;
        if !NOT_SOURCES.iter().any(|name| entry.file_name() == *name) {
            sources.push(entry.path());
        }
    }
    // What is installed counts as well; npm keeps a list of it. The lessons show figures of the claims.
    sources.push(installed_list(&www));
    sources.push(paths::root().join("docs").join("claims.md"));
    sources.sort();
    let bundle = || process::run(&mut process::npm(["run", "build"]));
    // Where it will stand, which some of its files name.
    let site = std::env::var("TRAINSCOPE_SITE").unwrap_or_default();
    Stamp::of("site")?.unless_unchanged(&[&site], &sources, &paths::dist(), bundle)
}

fn installed_list(folder: &Path) -> PathBuf {
    folder.join("node_modules").join(".package-lock.json")
}

/// Whether the lock file's packages are those that npm's own list in `node_modules` says are installed. Contents are
/// compared, since times say nothing after a checkout.
fn packages_are_installed(folder: &Path) -> bool {
    let read = |path: &Path| -> Option<Map<String, Value>> {
        let file: Value = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
        Some(file["packages"].as_object()?.clone())
    };
    let Some(wanted) = read(&folder.join("package-lock.json")) else { return false };
    let Some(installed) = read(&installed_list(folder)) else { return false };
    let same_version = |path: &str, package: &Value| match installed.get(path) {
        Some(found) => found["version"] == package["version"],
        // Packages for other systems are optional and stay away.
        None => package["optional"] == true || package["peer"] == true,
    };
    // The entry without a name is the folder itself.
    wanted.iter().all(|(path, package)| path.is_empty() || same_version(path, package))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_number() {
        assert!(numbers("v20.19.4\n") >= numbers(">=20.19"));
        assert!(numbers("v20.9.0") < numbers(">=20.19"));
        assert!(numbers("v22.1.0") >= numbers(">=20.19"));
        assert!(numbers("v18.20.4") >= numbers(""));
    }

    #[test]
    fn packages_are_installed_when_versions_match() {
        let www = tempfile::tempdir().unwrap();
        let write = |file: &str, packages: &str| {
            fs::write(www.path().join(file), format!("{{\"packages\": {{{packages}}}}}")).unwrap();
        };
        let installed = || packages_are_installed(www.path());
        let list = "node_modules/.package-lock.json";
        fs::create_dir(www.path().join("node_modules")).unwrap();
        assert!(!installed());
        write("package-lock.json", r#""": {}, "node_modules/a": {"version": "1.0.0"}"#);
        assert!(!installed());
        write(list, r#""node_modules/a": {"version": "1.0.0"}"#);
        assert!(installed());
        write(list, r#""node_modules/a": {"version": "1.0.1"}"#);
        assert!(!installed());
        write("package-lock.json", r#""node_modules/b": {"version": "2.0.0", "optional": true}"#);
        assert!(installed(), "a package for another system");
    }
}
