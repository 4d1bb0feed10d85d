//! The sweep, where there are files and threads.
#![allow(clippy::std_instead_of_core, reason = "a program for a terminal")]

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use trainscope::experiment::Experiment;
use trainscope::sweep::{Axis, Sweep};

/// Trains an experiment at every combination of several fields' values, and writes each run's figures as CSV.
#[derive(Debug, Parser)]
struct Options {
    /// The experiment as JSON, as the page saves it; what is missing is at its default.
    experiment: PathBuf,
    /// A field and its values; values that are lists are in brackets: network.layers=[8],[8,8].
    #[arg(long = "field", value_name = "PATH=V1,V2,…")]
    fields: Vec<String>,
    /// Runs of each combination: replicas 0, 1, …, as the page numbers them from 1.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    seeds: u32,
    /// Updates of each run.
    #[arg(long, default_value_t = 1000)]
    steps: u32,
    /// Where to write [default: standard output].
    #[arg(long)]
    csv: Option<PathBuf>,
}

pub(super) fn main() -> ExitCode {
    match sweep(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn sweep(options: &Options) -> Result<(), Box<dyn Error>> {
    let of_file = |path: &Path, error: io::Error| format!("{}: {error}", path.display());
    let json = fs::read_to_string(&options.experiment).map_err(|error| of_file(&options.experiment, error))?;
    let axes = options.fields.iter().map(|field| Axis::parse(field)).collect::<Result<_, _>>()?;
    let sweep = Sweep::new(&Experiment::from_json(&json)?, axes, options.seeds, options.steps)?;
    // What cannot be written to is told before the training, not after it.
    let mut out: Box<dyn Write> = match &options.csv {
        Some(path) => Box::new(BufWriter::new(File::create(path).map_err(|error| of_file(path, error))?)),
        None => Box::new(io::stdout().lock()),
    };
    writeln!(out, "{}", sweep.header())?;
    for row in rows(&sweep) {
        writeln!(out, "{row}")?;
    }
    Ok(out.flush()?)
}

/// Every job's row, in the jobs' order, whichever core made it.
fn rows(sweep: &Sweep) -> Vec<String> {
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} runs, {eta} left");
    let bar = ProgressBar::new(sweep.jobs() as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let rows: Vec<OnceLock<String>> = (0..sweep.jobs()).map(|_| OnceLock::new()).collect();
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        for _ in 0..cores.min(rows.len()) {
            scope.spawn(|| {
                while let number = next.fetch_add(1, Ordering::Relaxed)
                    && let Some((job, row)) = sweep.job(number).zip(rows.get(number))
                {
                    row.get_or_init(|| job.row(&job.run()));
                    bar.inc(1);
                }
            });
        }
    });
    bar.finish_and_clear();
    rows.into_iter().filter_map(OnceLock::into_inner).collect()
}
