//! From cargo's wasm module to what the page imports: JavaScript glue, TypeScript types, an optimized module.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli::wasm_bindgen::run_cli_with_args;

use crate::stamp::Stamp;
use crate::step::Done;
use crate::{paths, process, stamp};

/// The base name of the generated files.
const NAME: &str = "trainscope";

/// Binaryen reads the features that the module needs from its target-features section. Options that allow floats to be
/// reordered are never to be added: the page must compute the same bits as the native build.
const OPTIMIZE: [&str; 1] = ["-O3"];

/// Binds and optimizes the module into the page's sources.
pub(crate) fn bind(module: &Path) -> Result<Done> {
    let folder = paths::generated().join("wasm");
    let binaryen = paths::www().join("node_modules").join("binaryen");
    let inputs = [module.to_path_buf(), binaryen.join("package.json")];
    Stamp::of("glue")?.unless_unchanged(&OPTIMIZE, &inputs, &folder, || {
        let fresh = paths::scratch()?.join("glue");
        if fresh.exists() {
            fs::remove_dir_all(&fresh).with_context(|| format!("cannot empty {}", fresh.display()))?;
        }
        glue(module, &fresh)?;
        optimize(&binaryen, &fresh.join(format!("{NAME}_bg.wasm")))?;
        mirror(&fresh, &folder)
    })
}

fn glue(module: &Path, folder: &Path) -> Result<()> {
    let options = ["wasm-bindgen", "--target", "web", "--out-name", NAME, "--out-dir"];
    let paths = [folder.as_os_str(), module.as_os_str()];
    run_cli_with_args(options.iter().map(std::ffi::OsStr::new).chain(paths))
        .with_context(|| format!("wasm-bindgen could not bind {}", module.display()))
}

fn optimize(binaryen: &Path, module: &Path) -> Result<()> {
    let tool = binaryen.join("bin").join("wasm-opt");
    ensure!(
        tool.is_file(),
        "{} is missing: `binaryen` must be among the devDependencies in www/package.json",
        tool.display()
    );
    process::run(Command::new("node").arg(tool).args(OPTIMIZE).arg(module).arg("-o").arg(module))
}

/// Makes `to` hold the files of `from` and no others, touching only those that differ.
fn mirror(from: &Path, to: &Path) -> Result<()> {
    let target = |file: &Path| -> Result<PathBuf> { Ok(to.join(file.strip_prefix(from)?)) };
    let files = stamp::files_below(from)?;
    let wanted = files.iter().map(|file| target(file)).collect::<Result<Vec<_>>>()?;
    for stale in stamp::files_below(to)?.iter().filter(|file| !wanted.contains(file)) {
        fs::remove_file(stale).with_context(|| format!("cannot remove {}", stale.display()))?;
    }
    for (file, path) in files.iter().zip(&wanted) {
        stamp::write_if_changed(path, &fs::read(file)?)?;
    }
    Ok(())
}
