//! Where things are.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Context, Result};

/// What cargo says as it runs the program, and not what it said when the program was built: checkouts that share a target
/// folder share the program.
static XTASK: LazyLock<PathBuf> =
    LazyLock::new(|| env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into()).into());

/// The workspace's folder.
pub(crate) fn root() -> &'static Path {
    XTASK.parent().unwrap_or(&XTASK)
}

/// The page's folder.
pub(crate) fn www() -> PathBuf {
    root().join("www")
}

/// The built page: plain files for any static server.
pub(crate) fn dist() -> PathBuf {
    www().join("dist")
}

/// The libraries that speed is measured against, and the measuring.
pub(crate) fn peers() -> PathBuf {
    root().join("benches").join("peers")
}

/// What the page imports and git does not keep: the wasm module, its glue, the schema.
pub(crate) fn generated() -> PathBuf {
    www().join("src").join("generated")
}

/// Cargo's target folder. It is found from the running program, since it may be set in several ways.
pub(crate) fn target() -> Result<PathBuf> {
    let program = env::current_exe().context("the running program has no path")?;
    let target = program.ancestors().nth(2);
    Ok(target.with_context(|| format!("{} is not in a target folder", program.display()))?.to_path_buf())
}

/// Our own folder in cargo's target folder, for stamps and tools.
pub(crate) fn scratch() -> Result<PathBuf> {
    let scratch = target()?.join("xtask");
    std::fs::create_dir_all(&scratch).with_context(|| format!("cannot create {}", scratch.display()))?;
    Ok(scratch)
}
