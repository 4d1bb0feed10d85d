//! `cargo xtask test`: every check of the project, one stage after another.

mod browsers;
mod outcome;
mod packages;
mod stages;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use clap::Args;
use clap::builder::PossibleValuesParser;

use outcome::{Finished, Outcome};
use stages::{STAGES, Stage};

/// Arguments of `cargo xtask test`.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The stages to run, and `build` where they need it [default: all].
    #[arg(value_name = "STAGE", value_parser = PossibleValuesParser::new(STAGES.iter().map(|stage| stage.name)))]
    stages: Vec<String>,
    /// Stop at the first stage that fails.
    #[arg(long)]
    fail_fast: bool,
}

/// Runs the stages that were asked for, all of them even when one fails, and sums up.
pub(crate) fn test(options: &Options) -> Result<ExitCode> {
    let mut finished: Vec<Finished> = Vec::new();
    for stage in chosen(&options.stages) {
        println!("\n=== {}: {}", stage.name, stage.about);
        let start = Instant::now();
        let outcome = if stage.needs_build && has_failed(&finished, stages::BUILD) {
            Outcome::Failed(format!("not run, since `{}` failed", stages::BUILD))
        } else {
            (stage.run)().unwrap_or_else(|error| Outcome::Failed(format!("{error:#}")))
        };
        let outcome = outcome.in_ci(outcome::is_ci());
        println!("--- {}: {outcome}", stage.name);
        let stop = options.fail_fast && matches!(outcome, Outcome::Failed(_));
        finished.push(Finished { stage: stage.name, outcome, time: start.elapsed() });
        if stop {
            break;
        }
    }
    Ok(outcome::sum_up(&finished))
}

fn has_failed(finished: &[Finished], stage: &str) -> bool {
    finished.iter().any(|done| done.stage == stage && matches!(done.outcome, Outcome::Failed(_)))
}

/// The stages with the given names in the table's order; all for no name.
fn chosen(names: &[String]) -> Vec<&'static Stage> {
    let named = |stage: &Stage| names.is_empty() || names.iter().any(|name| name == stage.name);
    let needs_build = STAGES.iter().any(|stage| stage.needs_build && named(stage));
    let wanted = |stage: &&Stage| named(stage) || (needs_build && stage.name == stages::BUILD);
    STAGES.iter().filter(wanted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(chosen_by: &[&str]) -> Vec<&'static str> {
        let wanted: Vec<String> = chosen_by.iter().map(|name| (*name).to_owned()).collect();
        chosen(&wanted).iter().map(|stage| stage.name).collect()
    }

    #[test]
    fn no_name_means_every_stage() {
        assert_eq!(names(&[]).len(), STAGES.len());
    }

    #[test]
    fn a_stage_brings_the_build_that_it_needs() {
        assert_eq!(names(&["native"]), ["native"]);
        assert_eq!(names(&["page-chromium", "format"]), ["format", "build", "page-chromium"]);
    }

    #[test]
    fn the_build_comes_before_whatever_needs_it() {
        let build = STAGES.iter().position(|stage| stage.name == stages::BUILD).unwrap();
        assert!(STAGES.iter().position(|stage| stage.needs_build).unwrap() > build);
    }
}
