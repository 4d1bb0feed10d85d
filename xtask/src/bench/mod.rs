//! `cargo xtask bench`: how fast it is, beside what others offer, in one run.
//!
//! A benchmark and no test: a target that is missed is printed and fails nothing. What fails the run is a contender that
//! does not learn the same as trainscope, since its time would then mean nothing.

mod document;
mod measured;
mod parts;
mod rows;
mod tables;
mod targets;

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use clap::{Args, ValueEnum};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::step::{Done, step};
use crate::{build, paths, site};
use measured::{Machine, Page, Turns};

/// Arguments of `cargo xtask bench`.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Few and short rounds: to see that it runs, not how fast.
    #[arg(long)]
    quick: bool,
    /// The parts to run [default: all].
    #[arg(long, value_name = "PART", value_delimiter = ',')]
    only: Vec<Part>,
    /// A Python with PyTorch, to be measured beside the native build.
    #[arg(long, value_name = "PYTHON")]
    pytorch: Option<PathBuf>,
    /// Put the results into docs/performance.md.
    #[arg(long, conflicts_with_all = ["quick", "only"])]
    write: bool,
}

/// What can be measured by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// trainscope and its peers in a page of headless Chromium.
    Chromium,
    /// The same in Node.
    Node,
    /// The built page: bytes, first step, longest task.
    Page,
    /// The native build, under criterion.
    Native,
}

/// How much is measured.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effort {
    /// Rounds in which each contender has a turn.
    rounds: u32,
    /// How long a turn takes.
    milliseconds: u32,
    /// How often the page is loaded.
    loads: u32,
    /// Criterion's times for each benchmark, in seconds.
    warm_up: &'static str,
    measurement: &'static str,
}

const FULL: Effort = Effort { rounds: 41, milliseconds: 25, loads: 11, warm_up: "1", measurement: "4" };
const QUICK: Effort = Effort { rounds: 3, milliseconds: 8, loads: 3, warm_up: "0.2", measurement: "0.5" };

/// What has been measured so far: as data, and as text for people.
#[derive(Debug, Default)]
struct Report {
    data: Map<String, Value>,
    text: String,
    failures: Vec<String>,
}

impl Report {
    /// Adds a section, and prints it now: what follows may take minutes, or fail.
    fn section(&mut self, title: &str, text: &str) {
        println!("\n{title}\n\n{text}");
        let _ = write!(self.text, "### {title}\n\n{text}\n");
    }

    fn data(&mut self, name: &str, data: impl Serialize) -> Result<()> {
        self.data.insert(name.into(), serde_json::to_value(data)?);
        Ok(())
    }

    /// Takes over what contenders did in turns.
    fn turns(&mut self, name: &str, title: &str, raw: Value, show_checks: bool) -> Result<()> {
        let turns: Turns = serde_json::from_value(raw.clone()).with_context(|| format!("in what {name} measured"))?;
        let judged = json!({ "contenders": rows::rows(&turns)?, "own": targets::judge(&turns)?, "measured": raw });
        self.data(name, judged)?;
        self.section(&format!("{title} {}", turns.version), &tables::turns(&turns)?);
        if show_checks {
            let title = format!("What everyone had learned before that, in {title}");
            self.section(&title, &tables::checks(&turns));
        } else {
            println!("{}", tables::checks(&turns));
        }
        self.failures.extend(turns.failures().into_iter().map(|failure| format!("{title}: {failure}")));
        Ok(())
    }
}

/// Measures what was asked for.
pub(crate) fn bench(options: &Options) -> Result<()> {
    let effort = if options.quick { QUICK } else { FULL };
    let wanted = |part: Part| options.only.is_empty() || options.only.contains(&part);
    build::build()?;
    step("install the peers", || site::ensure_packages_in(&paths::peers()))?;
    let mut report = Report::default();
    let machine = parts::in_node("machine", effort)?;
    report.data("machine", &machine)?;
    let machine: Machine = serde_json::from_value(machine)?;
    let (commit, rustc) = (parts::commit(), parts::rustc()?);
    report.data("commit", &commit)?;
    report.data("rustc", &rustc)?;
    let mut browser = None;
    for (part, name, title) in [(Part::Chromium, "chromium", "Chromium"), (Part::Node, "node", "Node")] {
        if wanted(part) {
            let raw = measure(&format!("trainscope and its peers in {title}"), || parts::in_node(name, effort))?;
            if part == Part::Chromium {
                browser = raw["version"].as_str().map(str::to_owned);
            }
            // Both run the same checks; one table is enough to read.
            report.turns(name, title, raw, part == Part::Chromium)?;
        }
    }
    if wanted(Part::Page) {
        let raw = measure("the page", || parts::in_node("page", effort))?;
        browser = browser.or_else(|| raw["version"].as_str().map(str::to_owned));
        let page: Page = serde_json::from_value(raw.clone()).context("in what the page measured")?;
        report.data("page", raw)?;
        report.section("The page", &tables::page(&page)?);
    }
    if wanted(Part::Native) {
        let estimates = measure("the native build", || parts::criterion(effort))?;
        report.section("The native build", &tables::native(&estimates));
        report.data("native", estimates)?;
    }
    match &options.pytorch {
        Some(python) => {
            let raw = measure("PyTorch beside the native build", || parts::pytorch(python, effort))?;
            report.turns("pytorch", "PyTorch", raw, false)?;
        }
        None => report.section("PyTorch", "Not measured: `--pytorch PYTHON` names a Python that has it.\n"),
    }
    let text = format!("{}\n{}", tables::machine(&machine, &commit, &rustc, browser.as_deref()), report.text);
    finish(options, report, &text)
}

fn measure<T>(what: &str, part: impl FnOnce() -> Result<T>) -> Result<T> {
    let mut measured = None;
    step(&format!("measure {what}"), || {
        measured = Some(part()?);
        Ok(Done::Worked)
    })?;
    measured.context("nothing was measured")
}

fn finish(options: &Options, report: Report, text: &str) -> Result<()> {
    let folder = parts::folder()?;
    let path = folder.join("results.json");
    let data = serde_json::to_string_pretty(&Value::Object(report.data))?;
    fs::write(&path, data).with_context(|| format!("cannot write {}", path.display()))?;
    let tables = folder.join("results.md");
    fs::write(&tables, text).with_context(|| format!("cannot write {}", tables.display()))?;
    println!("==> {} and {}", path.display(), tables.display());
    ensure!(report.failures.is_empty(), "not everyone does the same: {}", report.failures.join("; "));
    if options.write {
        document::write(text)?;
    }
    Ok(())
}
