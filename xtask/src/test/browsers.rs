//! The stages that need a browser, each of which brings its own when it can.

use std::ffi::OsStr;
use std::net::TcpListener;
use std::path::PathBuf;

use anyhow::{Result, bail};

use super::outcome::Outcome;
use super::stages::{all, watched};
use crate::geckodriver;
use crate::install::{self, Missing};
use crate::process::{self, cargo, npm};
use crate::wasm;
use crate::xvfb::Display;

/// The names that Firefox goes by on PATH.
const FIREFOX: [&str; 2] = ["firefox", "firefox-esr"];

/// How long one file of tests may take in a browser, in seconds; the runner's own limit of 20 is for idle machines.
const TEST_SECONDS: &str = "300";

/// The files of tests that Node runs; `browser` holds the same ones, marked for a browser.
const NODE_TESTS: [&str; 2] = ["bits", "web"];
const BROWSER_TESTS: [&str; 1] = ["browser"];

/// Runs files of wasm tests in the browser, or Node, that `environment` names.
///
/// The runner is content with files that hold no test for that place, so that some were run must be seen to.
fn wasm_tests(files: &[&str], environment: &[(&str, &OsStr)]) -> Result<Outcome> {
    wasm::ensure_target(wasm::TARGET)?;
    let mut command = cargo();
    command.args(["test", "--no-fail-fast", "--features", "web", "--target", wasm::TARGET]);
    command.args(files.iter().flat_map(|file| ["--test", file]));
    command.env("WASM_BINDGEN_TEST_TIMEOUT", TEST_SECONDS).env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    // The runner is this program: named directly, cargo need not look whether xtask is up to date for every file. The
    // variable is split at spaces, so with a path that has any it is left to .cargo/config.toml.
    let program = std::env::current_exe()?;
    if let Some(path) = program.to_str().filter(|path| !path.contains(char::is_whitespace)) {
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", format!("{path} runner"));
    }
    // Only the driver of the stage's own browser must be found.
    for driver in ["CHROMEDRIVER", "GECKODRIVER", "SAFARIDRIVER", "MSEDGEDRIVER"] {
        command.env_remove(driver).env_remove(format!("{driver}_REMOTE"));
    }
    command.envs(environment.iter().copied());
    println!("$ {}", process::shown(&command));
    let mut passed = 0;
    process::run_watched(&mut command, |line| passed += tests_passed(line))?;
    Ok(if passed > 0 { Outcome::Passed } else { Outcome::Failed("not one test was run".into()) })
}

/// The count in the line that closes a file of tests.
fn tests_passed(line: &str) -> usize {
    let count = || line.split_once("test result: ok. ")?.1.split_once(" passed")?.0.parse().ok();
    count().unwrap_or(0)
}

fn wasm_in_browser(driver: (&str, &OsStr), display: Option<&str>) -> Result<Outcome> {
    let mut environment = vec![("WASM_BINDGEN_TEST_ONLY_WEB", OsStr::new("1")), driver];
    environment.extend(display.map(|name| ("DISPLAY", OsStr::new(name))));
    wasm_tests(&BROWSER_TESTS, &environment)
}

pub(crate) fn wasm_node() -> Result<Outcome> {
    wasm_tests(&NODE_TESTS, &[("WASM_BINDGEN_TEST_ONLY_NODE", OsStr::new("1"))])
}

/// Turns what is missing into a stage that was skipped.
pub(super) fn with<T>(found: Result<T, Missing>, stage: impl FnOnce(T) -> Result<Outcome>) -> Result<Outcome> {
    match found {
        Ok(found) => stage(found),
        Err(Missing::NoInstaller(what)) => Ok(Outcome::Unavailable(what)),
        Err(Missing::NotInstalled(what)) => Ok(Outcome::Lacking(what)),
    }
}

pub(crate) fn wasm_chromium() -> Result<Outcome> {
    let driver = install::program("CHROMEDRIVER", &["chromedriver"], &["chromium", "chromium-driver"]);
    with(driver, |driver| wasm_in_browser(("CHROMEDRIVER", driver.as_os_str()), None))
}

pub(crate) fn wasm_firefox() -> Result<Outcome> {
    let found = firefox().and_then(|_| geckodriver::find());
    with(found, |driver| wasm_in_browser(("GECKODRIVER", driver.as_os_str()), None))
}

/// WebKitGTK speaks the protocol of Safari's driver, and has no headless mode: it gets a display that nobody sees.
pub(crate) fn wasm_webkit() -> Result<Outcome> {
    webkit(|driver, display| wasm_in_browser(("SAFARIDRIVER", driver), Some(display)))
}

/// Playwright does not drive it: what is embedded, and once the page, by WebDriver.
pub(crate) fn page_webkit() -> Result<Outcome> {
    webkit(|driver, display| {
        let mut command = npm(["run", "test:webkit"]);
        command.env("WEBKITDRIVER", driver).env("DISPLAY", display);
        Ok(all([command]))
    })
}

/// Runs a stage with WebKitGTK's driver and a display.
fn webkit(stage: impl FnOnce(&OsStr, &str) -> Result<Outcome>) -> Result<Outcome> {
    if !cfg!(target_os = "linux") {
        return Ok(Outcome::Unavailable("WebKitGTK is for Linux".into()));
    }
    let found = install::program("WEBKITDRIVER", &["WebKitWebDriver"], &["webkit2gtk-driver"])
        .and_then(|driver| Ok((driver, install::program("XVFB", &["Xvfb"], &["xvfb"])?)));
    with(found, |(driver, xvfb)| {
        let display = Display::start(&xvfb)?;
        stage(driver.as_os_str(), display.name())
    })
}

pub(crate) fn page_chromium() -> Result<Outcome> {
    with(install::chromium(), |browser| page("chromium", "CHROMIUM", browser))
}

pub(crate) fn page_firefox() -> Result<Outcome> {
    with(firefox(), |browser| page("firefox", "FIREFOX", browser))
}

fn firefox() -> Result<PathBuf, Missing> {
    install::program("FIREFOX", &FIREFOX, &["firefox-esr"])
}

fn page(project: &str, variable: &str, browser: PathBuf) -> Result<Outcome> {
    install::korean_fonts();
    if !crate::paths::dist().join("index.html").is_file() {
        bail!("www/dist has no index.html: run `cargo xtask build`");
    }
    let mut command = npm(["run", "test:e2e", "--", &format!("--project={project}")]);
    // Asked of the system, so that whatever else runs here is in nobody's way.
    let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
    command.env(variable, browser).env("PAGE_PORT", port.to_string());
    Ok(match watched(&mut command) {
        (Ok(()), last) => match flaky(&last) {
            Some(count) => Outcome::Unsteady(format!("{count} tests only at the second try{last}")),
            None => Outcome::Passed,
        },
        (Err(error), last) => Outcome::Failed(format!("{error:#}{last}")),
    })
}

/// How many tests failed at first and passed when they were tried again, from Playwright's last lines.
fn flaky(last: &str) -> Option<u32> {
    last.lines().find_map(|line| line.trim().strip_suffix(" flaky")?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::{flaky, tests_passed};

    #[test]
    fn passed_tests_are_counted() {
        assert_eq!(tests_passed("test result: ok. 12 passed; 0 failed; 0 ignored"), 12);
        assert_eq!(tests_passed("no tests to run!"), 0);
    }

    #[test]
    fn tests_that_needed_a_second_try_are_seen() {
        assert_eq!(flaky("\n  1 flaky\n    [chromium] › tests/page/x.spec.ts:1:1 › y\n  122 passed (4.0m)"), Some(1));
        assert_eq!(flaky("\n  a test that is flaky\n  123 passed (4.0m)"), None);
    }
}
