//! What came of each stage, and the closing summary.

use std::fmt;
use std::process::ExitCode;
use std::time::Duration;

/// What came of a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Every check passed.
    Passed,
    /// At least one check failed. The first line says why; lines after it are what was printed last.
    Failed(String),
    /// Everything passed, but not everything at once. The first line says what, as in a failure.
    Unsteady(String),
    /// Something that the stage needs could not be had, though this machine should be able to install it.
    Lacking(String),
    /// This machine has no way to install what the stage needs.
    Unavailable(String),
}

impl Outcome {
    /// Where nobody reads the output a check that silently stops being made is as bad as one that fails.
    pub(crate) fn in_ci(self, ci: bool) -> Self {
        match self {
            Self::Lacking(why) if ci => Self::Failed(why),
            other => other,
        }
    }

    /// What a stage printed last that did not simply pass, where that is known.
    fn details(&self) -> Option<&str> {
        match self {
            Self::Failed(why) | Self::Unsteady(why) => why.split_once('\n').map(|(_, details)| details),
            _ => None,
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passed => f.write_str("passed"),
            Self::Failed(why) => write!(f, "FAILED: {}", why.lines().next().unwrap_or_default()),
            Self::Unsteady(what) => write!(f, "passed, UNSTEADY: {}", what.lines().next().unwrap_or_default()),
            Self::Lacking(why) | Self::Unavailable(why) => write!(f, "SKIPPED: {why}"),
        }
    }
}

/// A stage that has run.
#[derive(Debug)]
pub(crate) struct Finished {
    /// Its name.
    pub(crate) stage: &'static str,
    /// What came of it.
    pub(crate) outcome: Outcome,
    /// How long it took.
    pub(crate) time: Duration,
}

/// Whether this is an automatic run: every CI service sets `CI`.
pub(crate) fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false" && value != "0")
}

/// Prints the end of what stages printed that did not simply pass, a table of the stages and, alone on the last line, the counts.
pub(crate) fn sum_up(finished: &[Finished]) -> ExitCode {
    for Finished { stage, outcome, .. } in finished {
        if let Some(details) = outcome.details() {
            println!("\n=== {stage}, the end of what it printed\n{details}");
        }
    }
    println!("\n{:>8}  {:<14}  result", "seconds", "stage");
    for Finished { stage, outcome, time } in finished {
        println!("{:>8.1}  {stage:<14}  {outcome}", time.as_secs_f64());
    }
    let failed = finished.iter().filter(|done| matches!(done.outcome, Outcome::Failed(_))).count();
    let has_passed = |done: &&Finished| matches!(done.outcome, Outcome::Passed | Outcome::Unsteady(_));
    let passed = finished.iter().filter(has_passed).count();
    let skipped = finished.len() - failed - passed;
    println!("\n{passed} passed, {failed} failed, {skipped} skipped");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_ci_only_what_cannot_be_installed_may_be_skipped() {
        let why = || String::from("no browser");
        assert_eq!(Outcome::Lacking(why()).in_ci(true), Outcome::Failed(why()));
        assert_eq!(Outcome::Lacking(why()).in_ci(false), Outcome::Lacking(why()));
        assert_eq!(Outcome::Unavailable(why()).in_ci(true), Outcome::Unavailable(why()));
    }

    #[test]
    fn a_failure_says_why_in_one_line_and_keeps_the_rest() {
        let failed = Outcome::Failed("`x` failed\nerror: this\nand that".into());
        assert_eq!(failed.to_string(), "FAILED: `x` failed");
        assert_eq!(failed.details(), Some("error: this\nand that"));
        assert_eq!(Outcome::Failed("`x` failed".into()).details(), None);
    }
}
