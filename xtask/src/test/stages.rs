//! The stages of `cargo xtask test`, in the order in which they run: what is quick and often wrong comes first.

use std::collections::VecDeque;
use std::process::Command;

use anyhow::Result;

use super::browsers;
use super::outcome::Outcome;
use super::packages;
use crate::process::{cargo, npm, run_watched};
use crate::{build, imports, site, wasm};

/// One named group of checks.
#[derive(Debug)]
pub(crate) struct Stage {
    /// What it is called on the command line.
    pub(crate) name: &'static str,
    /// What it checks, for its heading.
    pub(crate) about: &'static str,
    /// Whether it reads what `build` writes.
    pub(crate) needs_build: bool,
    /// The check.
    pub(crate) run: fn() -> Result<Outcome>,
}

/// The stage that others need.
pub(crate) const BUILD: &str = "build";

/// A target without an operating system: what compiles for it needs no std.
const BARE_TARGET: &str = "thumbv7em-none-eabihf";

const fn stage(name: &'static str, about: &'static str, run: fn() -> Result<Outcome>) -> Stage {
    Stage { name, about, needs_build: false, run }
}

const fn after_build(name: &'static str, about: &'static str, run: fn() -> Result<Outcome>) -> Stage {
    Stage { name, about, needs_build: true, run }
}

/// Every stage.
pub(crate) const STAGES: [Stage; 16] = [
    stage("format", "Rust and page sources are formatted", format),
    stage("import-rule", "no module of the core imports one above it", import_rule),
    stage(BUILD, "the page builds", build),
    after_build("lint", "clippy, ESLint and the TypeScript compiler have nothing to say", lint),
    stage("docs", "every public item is documented and every link leads somewhere", docs),
    stage("native", "Rust tests on this machine", native),
    stage("no-std", "the core compiles where there is no std", no_std),
    stage("wasm-node", "Rust tests as wasm in Node", browsers::wasm_node),
    stage("wasm-chromium", "Rust tests as wasm in headless Chromium", browsers::wasm_chromium),
    stage("wasm-firefox", "Rust tests as wasm in headless Firefox", browsers::wasm_firefox),
    stage("wasm-webkit", "Rust tests as wasm in WebKitGTK", browsers::wasm_webkit),
    after_build("page-unit", "unit tests of the page's modules", page_unit),
    after_build("packages", "projects of their own use the crate and the npm package", packages::packages),
    after_build("page-webkit", "what is embedded, in WebKitGTK", browsers::page_webkit),
    after_build("page-chromium", "the built page in Chromium", browsers::page_chromium),
    after_build("page-firefox", "the built page in Firefox", browsers::page_firefox),
];

/// How many lines of a failed command the summary shows again: where only the end of a long output is kept, what
/// failed must stand there.
const SHOWN_AGAIN: usize = 60;

/// Runs a command; with what came of it, the last lines that it printed.
pub(crate) fn watched(command: &mut Command) -> (Result<()>, String) {
    println!("$ {}", crate::process::shown(command));
    let mut last = VecDeque::new();
    let result = run_watched(command, |line| {
        last.push_back(line.to_owned());
        if last.len() > SHOWN_AGAIN {
            last.pop_front();
        }
    });
    (result, last.iter().flat_map(|line| ["\n", line]).collect())
}

/// Runs all the commands, so that one run shows every failure.
pub(crate) fn all(commands: impl IntoIterator<Item = Command>) -> Outcome {
    let mut failures = Vec::new();
    let mut details = String::new();
    for mut command in commands {
        if let (Err(error), last) = watched(&mut command) {
            failures.push(format!("{error:#}"));
            details += &last;
        }
    }
    if failures.is_empty() { Outcome::Passed } else { Outcome::Failed(failures.join("; ") + &details) }
}

fn cargo_with(args: &[&str]) -> Command {
    let mut command = cargo();
    command.args(args);
    command
}

fn format() -> Result<Outcome> {
    site::ensure_packages()?;
    // The benchmark's JavaScript is formatted as the page's is, by the page's own Prettier.
    let peers = [
        "exec",
        "--",
        "prettier",
        "--config",
        ".prettierrc.json",
        "--check",
        "../benches/peers",
        "../npm",
        "../examples/embedding",
    ];
    Ok(all([cargo_with(&["fmt", "--all", "--check"]), npm(["run", "format:check"]), npm(peers)]))
}

fn import_rule() -> Result<Outcome> {
    let violations = imports::violations()?;
    for violation in &violations {
        println!("{violation}");
    }
    Ok(match violations.len() {
        0 => Outcome::Passed,
        count => Outcome::Failed(format!("the import rule is broken {count} times")),
    })
}

fn build() -> Result<Outcome> {
    build::build()?;
    Ok(Outcome::Passed)
}

/// Warnings are made errors by clippy's own arguments: a RUSTFLAGS variable would replace the flags of
/// `.cargo/config.toml` and compile everything a second time.
fn lint() -> Result<Outcome> {
    let deny = ["--", "-D", "warnings"];
    let native = ["clippy", "--workspace", "--all-targets"];
    let web = ["clippy", "--lib", "--tests", "--features", "web", "--target", wasm::TARGET];
    Ok(all([
        cargo_with(&[&native[..], &deny].concat()),
        cargo_with(&[&web[..], &deny].concat()),
        npm(["run", "lint"]),
        npm(["run", "typecheck"]),
    ]))
}

fn docs() -> Result<Outcome> {
    let mut command = cargo_with(&["doc", "--no-deps", "--all-features"]);
    command.env("RUSTDOCFLAGS", "-D warnings");
    Ok(all([command]))
}

/// xtask is tested in the profile that it runs in: another would compile its many dependencies again.
fn native() -> Result<Outcome> {
    Ok(all([cargo_with(&["test", "--no-fail-fast"]), cargo_with(&["test", "--package", "xtask", "--profile", "dev"])]))
}

/// As an rlib: the cdylib that browsers need would want an allocator and a panic handler.
fn no_std() -> Result<Outcome> {
    wasm::ensure_target(BARE_TARGET)?;
    let bare = ["rustc", "--lib", "--crate-type", "rlib", "--no-default-features", "--target", BARE_TARGET];
    Ok(all([cargo_with(&bare), cargo_with(&[&bare[..], &["--features", "serde"]].concat())]))
}

fn page_unit() -> Result<Outcome> {
    Ok(all([npm(["run", "test:unit"])]))
}
