//! Finding the programs that tests need, and installing those that are missing where that can be done without asking:
//! as root with apt, that is on a build machine or in a container.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Once;

use which::which;

use crate::process;

/// Why a program is not there. The text names the program and says how to get it.
#[derive(Debug)]
pub(crate) enum Missing {
    /// It is for the user to install: there is no apt, or no right to use it.
    NoInstaller(String),
    /// It should have been installed, and was not.
    NotInstalled(String),
}

/// Finds a program: named by an environment variable, or the first of `names` on PATH, or installed from `packages`.
pub(crate) fn program(variable: &str, names: &[&str], packages: &[&str]) -> Result<PathBuf, Missing> {
    if let Some(path) = std::env::var_os(variable).filter(|path| !path.is_empty()) {
        return Ok(path.into());
    }
    let find = || names.iter().find_map(|name| which(name).ok());
    if let Some(path) = find() {
        return Ok(path);
    }
    let wanted = names.join(" or ");
    let how = format!("`apt-get install {}`, or put it on PATH, or set {variable}", packages.join(" "));
    if !can_install() {
        return Err(Missing::NoInstaller(format!("{wanted} is not on PATH: {how}")));
    }
    println!("{wanted} is not on PATH: installing {}", packages.join(" "));
    let failure = apt_install(packages).err().map(|error| format!(" ({error:#})")).unwrap_or_default();
    find().ok_or_else(|| Missing::NotInstalled(format!("{wanted} could not be installed{failure}: {how}")))
}

/// Finds Chromium or a browser made from it.
pub(crate) fn chromium() -> Result<PathBuf, Missing> {
    let names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
    program("CHROMIUM", &names, &["chromium"])
}

/// Fonts for the page's Korean, which otherwise shows as boxes in screenshots and is measured wrongly. The tests pass
/// without them, so their absence is only said.
pub(crate) fn korean_fonts() {
    let fonts = Command::new("fc-list").arg(":lang=ko").output();
    if fonts.is_ok_and(|fonts| !fonts.stdout.is_empty()) {
        return;
    }
    let installed = cfg!(target_os = "linux") && can_install() && apt_install(&["fonts-noto-cjk"]).is_ok();
    if !installed && cfg!(target_os = "linux") {
        println!("no font for Korean was found: `apt-get install fonts-noto-cjk`");
    }
}

/// Installs Debian packages.
pub(crate) fn apt_install(packages: &[&str]) -> anyhow::Result<()> {
    static UPDATE: Once = Once::new();
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").arg("--quiet");
        command
    };
    // An old package list still installs most things, so a failure here is left to show below.
    UPDATE.call_once(|| drop(process::run(apt().arg("update"))));
    process::run(apt().args(["install", "--yes", "--no-install-recommends"]).args(packages))
}

/// Whether apt is there and may be used without a password.
pub(crate) fn can_install() -> bool {
    let user = Command::new("id").arg("-u").output();
    let root = user.is_ok_and(|user| user.stdout.trim_ascii() == b"0");
    root && which("apt-get").is_ok()
}
