//! What the lessons say: tried on other seeds, or written down anew.

use anyhow::Result;
use clap::Args;

use crate::process::{cargo, run};

/// Arguments of `cargo xtask claims`.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Write what is found under the document's own seeds into docs/claims.md, instead of trying others.
    #[arg(long)]
    write: bool,
}

/// Tries all claims on seeds that nothing was chosen by and in settings nearby, or renews the document.
pub(crate) fn claims(options: &Options) -> Result<()> {
    let which = if options.write { "document::write" } else { "holds_elsewhere" };
    run(cargo().args(["test", "--test", "claims", "--", "--ignored", "--show-output", which]))
}
