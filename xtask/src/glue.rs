//! From cargo's wasm module to what the page imports: JavaScript glue, TypeScript types, an optimized module in two parts.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli::wasm_bindgen::run_cli_with_args;

use crate::split::split;
use crate::stamp::Stamp;
use crate::step::Done;
use crate::{paths, process, stamp};

/// The base name of the generated files.
const NAME: &str = "trainscope";

/// Where the module is kept in one part, beside the two: for whoever calls the core from JavaScript of their own.
pub(crate) const WHOLE: &str = "whole";

/// Binaryen reads the features that the module needs from its target-features section. Options that allow floats to be
/// reordered are never to be added: the page must compute the same bits as the native build.
///
/// The first kilobyte of memory is the far end of the stack, which nothing reaches: so every constant that is added to an
/// address can stand in the load or store itself.
const OPTIMIZE: [&str; 3] = ["-O3", "--low-memory-unused", "--reorder-locals"];

/// The methods that the page has from its first load on. The code of all others comes when it is first asked for.
///
/// The type `FirstPlayground` has these and no others, so that the compiler finds who would call another too early.
const FIRST: [&str; 23] = [
    "apply",
    "checkpoint",
    "checkpoints",
    "fieldClasses",
    "fieldRgba",
    "fieldValues",
    "free",
    "held",
    "isBack",
    "laneCount",
    "layout",
    "masks",
    "parameters",
    "points",
    "replicas",
    "reset",
    "setPalette",
    "step",
    "steps",
    "summary",
    "unitRgba",
    "units",
    "weightsHash",
];

/// What the files below are made by: where it changes they are made anew.
const SOURCES: [&str; 2] = [include_str!("glue.rs"), include_str!("split.rs")];

/// What the addition to the glue needs of it. Where `wasm-bindgen` writes it in another way, the build is to fail.
const NEEDED: [&str; 3] = [
    "let wasmModule, wasmInstance, wasm;",
    "function __wbg_get_imports() {",
    "async function __wbg_load(module, imports) {",
];

/// Every method of the glue calls an export of `wasm`, so this is all it takes to have more of them.
const EXTEND: &str = "
export async function extend(response) {
    const imports = { ...__wbg_get_imports(), first: wasm };
    const { instance } = await __wbg_load(await response, imports);
    wasm = { ...wasm, ...instance.exports };
}
";

const EXTEND_TYPE: &str = "
/**
 * Adds the module's other part to the first. A `Playground` then has every method, those that were made before as well.
 */
export function extend(response: Response | Promise<Response>): Promise<void>;
";

/// Binds, optimizes and splits the module into the page's sources.
pub(crate) fn bind(module: &Path) -> Result<Done> {
    let folder = paths::generated().join("wasm");
    let binaryen = paths::www().join("node_modules").join("binaryen");
    let inputs = [module.to_path_buf(), binaryen.join("package.json")];
    Stamp::of("glue")?.unless_unchanged(&SOURCES, &inputs, &folder, || {
        let fresh = paths::scratch()?.join("glue");
        if fresh.exists() {
            fs::remove_dir_all(&fresh).with_context(|| format!("cannot empty {}", fresh.display()))?;
        }
        glue(module, &fresh)?;
        let whole = fresh.join(format!("{NAME}_bg.wasm"));
        optimize(&binaryen, &whole)?;
        copy_files(&fresh, &fresh.join(WHOLE))?;
        let parts = split(&fs::read(&whole)?, is_first)?;
        fs::write(&whole, parts.first)?;
        fs::write(fresh.join(format!("{NAME}_rest.wasm")), parts.rest)?;
        edit(&fresh.join(format!("{NAME}.js")), extended_glue)?;
        edit(&fresh.join(format!("{NAME}.d.ts")), extended_types)?;
        mirror(&fresh, &folder)
    })
}

/// Besides the methods the constructor and what the glue itself lives on.
fn is_first(export: &str) -> bool {
    export.strip_prefix("playground_").is_none_or(|method| method == "new" || FIRST.contains(&method))
}

fn edit(path: &Path, change: impl Fn(String) -> Result<String>) -> Result<()> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let changed = change(text).with_context(|| format!("in {}", path.display()))?;
    fs::write(path, changed).with_context(|| format!("cannot write {}", path.display()))
}

fn extended_glue(glue: String) -> Result<String> {
    for needed in NEEDED {
        ensure!(glue.contains(needed), "wasm-bindgen no longer writes `{needed}`");
    }
    for method in FIRST {
        ensure!(glue.contains(&format!("playground_{method}(")), "there is no method `{method}`");
    }
    Ok(glue + EXTEND)
}

fn extended_types(mut types: String) -> Result<String> {
    let methods = FIRST.map(|method| format!("'{method}'")).join(" | ");
    writeln!(types, "\n/**\n * What a `Playground` can before `extend`.\n */")?;
    writeln!(types, "export type FirstPlayground = Pick<Playground, {methods}>;")?;
    Ok(types + EXTEND_TYPE)
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

/// Copies a folder's own files into a new folder below it.
fn copy_files(from: &Path, to: &Path) -> Result<()> {
    let files = stamp::files_below(from)?;
    fs::create_dir(to).with_context(|| format!("cannot create {}", to.display()))?;
    for file in files {
        let name = file.file_name().with_context(|| format!("{} has no name", file.display()))?;
        fs::copy(&file, to.join(name)).with_context(|| format!("cannot copy {}", file.display()))?;
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Glue with everything that is needed of it.
    fn glue() -> String {
        let calls = FIRST.iter().map(|method| format!("wasm.playground_{method}(ptr);"));
        NEEDED.iter().map(ToString::to_string).chain(calls).collect()
    }

    #[test]
    fn glue_of_another_shape_is_refused() {
        assert!(extended_glue(glue()).is_ok());
        for needed in NEEDED {
            let error = extended_glue(glue().replace(needed, "")).unwrap_err();
            assert!(error.to_string().contains(needed));
        }
        let error = extended_glue(glue().replace("playground_masks(", "")).unwrap_err();
        assert!(error.to_string().contains("`masks`"));
    }

    #[test]
    fn what_is_no_method_is_in_the_first_part() {
        assert!(is_first("memory") && is_first("__wbindgen_malloc") && is_first("__wbg_playground_free"));
        assert!(is_first("playground_new") && is_first("playground_step"));
        assert!(!is_first("playground_surface"));
    }
}
