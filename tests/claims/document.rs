//! `docs/claims.md`: what was found, written from the claims themselves.

use core::fmt::Write as _;
use std::path::PathBuf;

use super::support::Claim;
use super::{data, dropout, initialization, practice, regularization};

/// What stands before the claims.
const HEAD: &str = "\
# Claims

What the lessons say, and what was found when it was tried. Each claim is a seeded experiment and a test, `tests/claims/`, that
fails where the claim does not hold; this document is what that test wrote, to the last digit. \"Exact\" means bit for bit.
Where a lesson's first wording turned out wrong, what is said here is what was found true.

An experiment is given as the end of a link: put what begins with `#` behind the page's address. It stands for one of the seeds;
\"all six alike\" means that the seeds of data, split, initial weights, batches, masks and augmentation were all set to the same
number, one after another. `cargo xtask claims` tries every claim on other seeds and in settings nearby;
`cargo xtask claims --write` renews this document.

[a, b] is a 95 % interval; (a to b) beside a median is what the middle 90 % of the seeds lie between.
";

/// All claims, in the lessons' order.
fn all() -> Vec<&'static Claim> {
    [initialization::all(), dropout::all(), regularization::all(), data::all(), practice::all()].concat()
}

fn document() -> String {
    let mut text = HEAD.to_owned();
    text += "\n| id | found true |\n|---|---|\n";
    for claim in all() {
        let _ = writeln!(text, "| [{0}](#{0}) | {1} |", claim.id, claim.claim);
    }
    for claim in all() {
        let Claim { id, claim, shown, seeds, experiments, figures, source } = claim;
        let _ = write!(text, "\n## {id}\n\n{claim}\n\n| figure | found |\n|---|---|\n");
        for (what, value) in figures {
            let _ = writeln!(text, "| {what} | {value} |");
        }
        let _ = write!(text, "\n- How: {shown}.\n- Seeds: {seeds}.\n- Source: {source}.\n");
        for (name, fields) in experiments {
            let of = if name.is_empty() { String::new() } else { format!(" ({name})") };
            let _ = writeln!(text, "- Experiment{of}: `#v=1&{fields}`");
        }
    }
    text
}

fn path() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "docs", "claims.md"].iter().collect()
}

#[test]
fn it_is_what_was_found() {
    let written = std::fs::read_to_string(path()).unwrap_or_default();
    let found = document();
    let differs = written.lines().zip(found.lines()).find(|(written, found)| written != found);
    assert!(
        written == found,
        "docs/claims.md is not what the claims give; the first line that differs: {differs:?}. `cargo xtask claims --write` renews it"
    );
}

#[test]
#[ignore = "it writes: cargo xtask claims --write"]
fn write() {
    std::fs::write(path(), document()).unwrap();
}

/// Each field of an experiment in the document is one that a link can hold, and the seeds are of all six kinds.
#[test]
fn experiments_can_be_read() {
    for (name, fields) in all().iter().flat_map(|claim| &claim.experiments) {
        let experiment = super::support::experiment(fields);
        assert!(experiment.problems().is_empty(), "{name}: {fields}");
        assert!(!fields.contains([' ', '|', '#']), "{fields}");
    }
}
