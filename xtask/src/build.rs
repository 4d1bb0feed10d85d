//! From sources to the page's files, step by step.

use std::fs::File;

use anyhow::{Context, Result};

use crate::step::step;
use crate::{glue, paths, schema, site, wasm};

/// Builds everything that the page needs and the page itself into `www/dist`.
pub(crate) fn build() -> Result<()> {
    let _lock = lock()?;
    generate()?;
    step("bundle the page into www/dist", site::bundle)
}

/// Builds what the page imports but not the page: for the development server, which bundles for itself.
pub(crate) fn build_imports() -> Result<()> {
    let _lock = lock()?;
    generate()
}

fn generate() -> Result<()> {
    step("install the wasm target", || wasm::ensure_target(wasm::TARGET))?;
    step("install the page's npm packages", site::ensure_packages)?;
    let mut module = None;
    step("compile the core to wasm", || {
        let built = wasm::compile()?;
        let done = built.done;
        module = Some(built.path);
        Ok(done)
    })?;
    let module = module.context("compiling left no wasm module")?;
    step("bind and optimize the wasm module", || glue::bind(&module))?;
    step("write the schema of an experiment", schema::write)
}

/// Two builds at once would write the same files: the second waits.
fn lock() -> Result<File> {
    let path = paths::scratch()?.join("build.lock");
    let file = File::create(&path).with_context(|| format!("cannot create {}", path.display()))?;
    file.lock().with_context(|| format!("cannot lock {}", path.display()))?;
    Ok(file)
}
