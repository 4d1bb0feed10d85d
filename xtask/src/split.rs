//! One wasm module made two: the part that the page's first load needs, and the rest.
//!
//! The first part is the module without the exports that are not needed at first and without what only they call. The
//! rest is those exports and their code; it imports from the first part its memory, its tables, its globals and every
//! function that both call. So there is one memory and one copy of each function whether or not the rest is there, and
//! nothing has to be moved when it comes.

use anyhow::{Context, Result, ensure};
use walrus::{ExportItem, FunctionKind, GlobalKind, ImportId, ImportedFunction, Module, passes};

/// What the rest calls the first part.
const FIRST: &str = "first";

/// The two parts of a module, as bytes.
#[derive(Debug)]
pub(crate) struct Parts {
    /// What can be instantiated as the whole module could be.
    pub(crate) first: Vec<u8>,
    /// What is instantiated with the first part's exports beside what the whole module imports.
    pub(crate) rest: Vec<u8>,
}

/// Splits a module by its exports.
pub(crate) fn split(whole: &[u8], is_first: impl Fn(&str) -> bool) -> Result<Parts> {
    let mut first = parse(whole)?;
    let mut rest = parse(whole)?;
    // The same bytes, read twice: what has the same place is the same.
    let functions = both(&first, &rest, |module| module.funcs.iter().map(walrus::Function::id).collect())?;
    let tables = both(&first, &rest, |module| module.tables.iter().map(walrus::Table::id).collect())?;
    let globals = both(&first, &rest, |module| module.globals.iter().map(walrus::Global::id).collect())?;
    let memories = both(&first, &rest, |module| module.memories.iter().map(walrus::Memory::id).collect())?;

    keep_exports(&mut first, &is_first);
    passes::gc::run(&mut first);
    keep_exports(&mut rest, |name| !is_first(name));
    rest.start = None;
    drop_segments(&mut rest);

    // Whatever the first part has is imported by the rest; what it does not use of it is then dropped.
    let mut shared: Vec<(ImportId, ExportItem)> = Vec::new();
    for (there, here) in functions {
        let is_kept = first.funcs.iter().any(|function| function.id() == there);
        let function = rest.funcs.get_mut(here);
        if is_kept && matches!(function.kind, FunctionKind::Local(_)) {
            let import = rest.imports.add(FIRST, "", here);
            function.kind = FunctionKind::Import(ImportedFunction { import, ty: function.ty() });
            shared.push((import, there.into()));
        }
    }
    for (there, here) in tables.into_iter().filter(|(there, _)| first.tables.iter().any(|it| it.id() == *there)) {
        let import = rest.imports.add(FIRST, "", here);
        rest.tables.get_mut(here).import = Some(import);
        shared.push((import, there.into()));
    }
    for (there, here) in memories {
        let import = rest.imports.add(FIRST, "", here);
        rest.memories.get_mut(here).import = Some(import);
        shared.push((import, there.into()));
    }
    for (there, here) in globals.into_iter().filter(|(there, _)| first.globals.iter().any(|it| it.id() == *there)) {
        let import = rest.imports.add(FIRST, "", here);
        rest.globals.get_mut(here).kind = GlobalKind::Import(import);
        shared.push((import, there.into()));
    }
    passes::gc::run(&mut rest);
    ensure!(
        rest.globals.iter().all(|global| matches!(global.kind, GlobalKind::Import(_)))
            && rest.tables.iter().all(|table| table.import.is_some())
            && rest.memories.iter().all(|memory| memory.import.is_some()),
        "the rest would have a state of its own"
    );

    shared.retain(|(import, _)| rest.imports.iter().any(|kept| kept.id() == *import));
    for (number, (import, item)) in shared.into_iter().enumerate() {
        let name = number.to_string();
        rest.imports.get_mut(import).name.clone_from(&name);
        first.exports.add(&name, item);
    }
    Ok(Parts { first: first.emit_wasm(), rest: rest.emit_wasm() })
}

fn parse(bytes: &[u8]) -> Result<Module> {
    Module::from_buffer(bytes).context("cannot read the module that is to be split")
}

/// What both have, pair by pair.
fn both<T>(one: &Module, other: &Module, list: impl Fn(&Module) -> Vec<T>) -> Result<Vec<(T, T)>> {
    let (one, other) = (list(one), list(other));
    ensure!(one.len() == other.len(), "one module was read in two ways");
    Ok(one.into_iter().zip(other).collect())
}

fn keep_exports(module: &mut Module, is_kept: impl Fn(&str) -> bool) {
    let dropped: Vec<_> =
        module.exports.iter().filter(|export| !is_kept(&export.name)).map(walrus::Export::id).collect();
    for id in dropped {
        module.exports.delete(id);
    }
}

/// The first part has filled the memory and the tables.
fn drop_segments(module: &mut Module) {
    for memory in module.memories.iter_mut() {
        memory.data_segments.clear();
    }
    for table in module.tables.iter_mut() {
        table.elem_segments.clear();
    }
    let data: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    let elements: Vec<_> = module.elements.iter().map(walrus::Element::id).collect();
    data.into_iter().for_each(|id| module.data.delete(id));
    elements.into_iter().for_each(|id| module.elements.delete(id));
}
