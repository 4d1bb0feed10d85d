//! One line for each step of a build when it starts and one when it ends, with its time.

use std::time::Instant;

use anyhow::{Context, Result};

/// What a step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Done {
    /// The work was done.
    Worked,
    /// Nothing that the step reads has changed since it was last done.
    Unchanged,
}

/// Runs one step and says so.
pub(crate) fn step(name: &str, work: impl FnOnce() -> Result<Done>) -> Result<()> {
    println!("==> {name}");
    let start = Instant::now();
    let done = work().with_context(|| format!("the step `{name}` failed"))?;
    let seconds = start.elapsed().as_secs_f64();
    match done {
        Done::Worked => println!("    done in {seconds:.1} s"),
        Done::Unchanged => println!("    unchanged ({seconds:.1} s)"),
    }
    Ok(())
}
